//! Breakdowns: the ways in which people are divided.

use serde::{Deserialize, Serialize};

use super::Dimension;

/// A breakdown: nothing, one dimension or a crossing of several. Printed `all`,
/// `deprivation`, `deprivation+ethnicity`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Breakdown(pub Vec<Dimension>);

impl Breakdown {
    /// Whether its groups go from the most deprived to the least: quintiles by themselves, national
    /// or local. Nothing else has an order, and so a gap between two ends.
    pub fn has_order(&self) -> bool {
        matches!(self.0.as_slice(), [Dimension::Deprivation | Dimension::LocalDeprivation])
    }

    /// Whether it divides people by deprivation, national or local, among whatever else.
    pub fn is_by_deprivation(&self) -> bool {
        self.0.contains(&Dimension::Deprivation) || self.is_local()
    }

    /// Whether it divides people by local quintiles, which are never compared with national ones.
    pub fn is_local(&self) -> bool {
        self.0.contains(&Dimension::LocalDeprivation)
    }
}

/// Text that was offered as a breakdown and is not one.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("“{text}” is not a breakdown, like deprivation or deprivation+ethnicity")]
pub struct NotABreakdown {
    text: String,
}

impl std::fmt::Display for Breakdown {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        if self.0.is_empty() {
            return formatter.write_str("all");
        }
        let keys: Vec<&str> = self.0.iter().map(|dimension| dimension.key()).collect();
        formatter.write_str(&keys.join("+"))
    }
}

impl std::str::FromStr for Breakdown {
    type Err = NotABreakdown;

    fn from_str(text: &str) -> Result<Self, NotABreakdown> {
        if text == "all" {
            return Ok(Self(Vec::new()));
        }
        let mut dimensions = Vec::new();
        for part in text.split('+') {
            let known = Dimension::ALL.into_iter().find(|dimension| dimension.key() == part.trim());
            match known {
                Some(dimension) if !dimensions.contains(&dimension) => dimensions.push(dimension),
                _ => return Err(NotABreakdown { text: text.to_owned() }),
            }
        }
        let breakdown = Self(dimensions);
        // A crossing of the two would lay national and local quintiles side by side.
        if breakdown.is_local() && breakdown.0.contains(&Dimension::Deprivation) {
            return Err(NotABreakdown { text: text.to_owned() });
        }
        Ok(breakdown)
    }
}

impl Serialize for Breakdown {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Breakdown {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::Breakdown;

    #[test]
    fn a_breakdown_reads_back_and_never_names_a_dimension_twice() {
        for text in ["all", "deprivation", "deprivation+ethnicity", "local_deprivation+sex"] {
            assert_eq!(text.parse::<Breakdown>().unwrap().to_string(), text);
        }
        for text in ["", "wealth", "sex+sex", "+", "deprivation+local_deprivation"] {
            assert!(text.parse::<Breakdown>().is_err(), "{text}");
        }
    }
}
