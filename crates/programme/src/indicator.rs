//! Indicators: what is measured, as a file a person can read and agree.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::code::IndicatorKey;

/// The definition of an indicator over record-level extracts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Indicator {
    /// Its key: `ndpp-attendance`.
    pub key: IndicatorKey,
    /// Its title.
    pub title: String,
    /// The unit of its value.
    pub unit: Unit,
    /// Which direction is good.
    pub polarity: Polarity,
    /// Where the extract comes from.
    pub source: String,
    /// The period a value speaks of.
    pub period: PeriodKind,
    /// Which rows count at all: an SQL expression over the extract's columns.
    pub denominator: String,
    /// Which of those rows count above the line: an SQL expression.
    pub numerator: String,
    /// The breakdowns asked for, `deprivation+ethnicity` being a crossing.
    pub breakdowns: Vec<Breakdown>,
    /// Standardisation; only `none` is computed today.
    #[serde(default = "no_standard")]
    pub standardise: String,
    /// The disclosure policy: `local`.
    pub policy: String,
    /// Which column of the extract is what; only place and date are required.
    pub columns: Columns,
    /// The edition of each look-up: `deprivation = "imd-2019"`.
    #[serde(default)]
    pub editions: BTreeMap<String, String>,
}

fn no_standard() -> String {
    "none".to_owned()
}

/// Which column of the extract is what.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Columns {
    /// The area: an LSOA code.
    pub place: String,
    /// The date of the event.
    pub date: String,
    /// The person, by pseudonym.
    #[serde(default)]
    pub person: Option<String>,
    /// Ethnic category.
    #[serde(default)]
    pub ethnicity: Option<String>,
    /// Sex.
    #[serde(default)]
    pub sex: Option<String>,
    /// Age in years.
    #[serde(default)]
    pub age: Option<String>,
    /// Site.
    #[serde(default)]
    pub site: Option<String>,
}

/// The unit of a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Unit {
    /// Per cent.
    Percent,
}

/// Which direction is good.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Polarity {
    /// A higher value is better.
    HigherIsBetter,
    /// A lower value is better.
    LowerIsBetter,
    /// Neither.
    Neutral,
}

/// The kind of period a value speaks of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum PeriodKind {
    /// A month: `2024-03`.
    Month,
    /// A quarter of the calendar year: `2024-Q1`.
    Quarter,
    /// A calendar year: `2024`.
    Year,
    /// A financial year: `2024/25`.
    FinancialYear,
}

/// One way to divide people into groups.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Dimension {
    /// National deprivation quintile of the area, 1 the most deprived.
    Deprivation,
    /// Ethnic group.
    Ethnicity,
    /// Sex.
    Sex,
    /// Age band.
    Age,
    /// Site.
    Site,
}

impl Dimension {
    /// The key as data.
    pub fn key(self) -> &'static str {
        match self {
            Self::Deprivation => "deprivation",
            Self::Ethnicity => "ethnicity",
            Self::Sex => "sex",
            Self::Age => "age",
            Self::Site => "site",
        }
    }
}

/// A breakdown: nothing, one dimension or a crossing of several. Printed `all`,
/// `deprivation`, `deprivation+ethnicity`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Breakdown(pub Vec<Dimension>);

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
        let all = [
            Dimension::Deprivation,
            Dimension::Ethnicity,
            Dimension::Sex,
            Dimension::Age,
            Dimension::Site,
        ];
        let mut dimensions = Vec::new();
        for part in text.split('+') {
            let known = all.into_iter().find(|dimension| dimension.key() == part.trim());
            match known {
                Some(dimension) if !dimensions.contains(&dimension) => dimensions.push(dimension),
                _ => return Err(NotABreakdown { text: text.to_owned() }),
            }
        }
        Ok(Self(dimensions))
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

impl Indicator {
    /// Reads a definition from its file.
    ///
    /// # Errors
    ///
    /// If the text is not an indicator file; the message names the line.
    pub fn from_toml(text: &str) -> Result<Self, toml::de::Error> {
        toml::from_str(text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_breakdown_reads_back_and_never_names_a_dimension_twice() {
        for text in ["all", "deprivation", "deprivation+ethnicity"] {
            assert_eq!(text.parse::<Breakdown>().unwrap().to_string(), text);
        }
        for text in ["", "wealth", "sex+sex", "+"] {
            assert!(text.parse::<Breakdown>().is_err(), "{text}");
        }
    }
}
