//! Those who live in a place, as an indicator asks for them.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// Those who live in a place: of all ages or of some, of both sexes or of one.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Residents {
    /// The code of the place, like `E54000029`; or `all` for every area that the look-up of
    /// deprivation has.
    pub of: String,
    /// Those of these ages only.
    #[serde(default)]
    pub ages: Option<Ages>,
    /// Those of this sex only.
    #[serde(default)]
    pub sex: Option<String>,
}

/// A range of ages in whole years, both ends among them: `0-17`, `65+`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Ages {
    from: u8,
    /// Nothing if it has no end.
    to: Option<u8>,
}

/// Text that was offered as a range of ages and is not one.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("“{text}” is not a range of ages, like 0-17 or 65+")]
pub struct NotAges {
    text: String,
}

impl Ages {
    /// The youngest.
    pub fn from(self) -> u8 {
        self.from
    }

    /// The oldest, if there is one.
    pub fn to(self) -> Option<u8> {
        self.to
    }

    /// Whether all of a range are among these, or none of them; nothing if only some are.
    pub fn holds(self, other: Self) -> Option<bool> {
        let [end, their_end] = [self.to, other.to].map(|to| to.unwrap_or(u8::MAX));
        if self.from <= other.from && their_end <= end {
            Some(true)
        } else if other.from > end || their_end < self.from {
            Some(false)
        } else {
            None
        }
    }
}

impl FromStr for Ages {
    type Err = NotAges;

    /// Reads a range as tables of residents and indicators have it: `47`, `5-9`, `85 to 89`, `90+`.
    fn from_str(text: &str) -> Result<Self, NotAges> {
        let refuse = || NotAges { text: text.to_owned() };
        let age = |words: &str| words.trim().parse::<u8>().map_err(|_| refuse());
        let words = text.trim();
        let open = words.strip_suffix('+').or_else(|| words.strip_suffix(" and over"));
        if let Some(from) = open {
            return Ok(Self { from: age(from)?, to: None });
        }
        let ends = words.split_once('-').or_else(|| words.split_once(" to "));
        let (from, to) = ends.unwrap_or((words, words));
        let (from, to) = (age(from)?, age(to)?);
        if from <= to { Ok(Self { from, to: Some(to) }) } else { Err(refuse()) }
    }
}

impl TryFrom<String> for Ages {
    type Error = NotAges;

    fn try_from(text: String) -> Result<Self, NotAges> {
        text.parse()
    }
}

impl From<Ages> for String {
    fn from(ages: Ages) -> Self {
        ages.to_string()
    }
}

impl fmt::Display for Ages {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.to {
            Some(to) => write!(formatter, "{}-{to}", self.from),
            None => write!(formatter, "{}+", self.from),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Ages;

    fn ages(text: &str) -> Ages {
        text.parse().unwrap()
    }

    #[test]
    fn a_range_of_ages_reads_back_and_anything_else_is_refused() {
        for (text, shown) in [
            ("0-17", "0-17"),
            ("65+", "65+"),
            ("85 to 89", "85-89"),
            ("90 and over", "90+"),
            (" 47 ", "47-47"),
        ] {
            assert_eq!(ages(text).to_string(), shown);
        }
        for text in ["", "17-0", "-1", "0-", "+", "adults", "0-300", "1-2-3"] {
            assert!(text.parse::<Ages>().is_err(), "{text}");
        }
    }

    #[test]
    fn a_range_is_within_another_or_outside_or_neither_can_be_said() {
        let under_18 = ages("0-17");
        assert_eq!(under_18.holds(ages("15-17")), Some(true));
        assert_eq!(under_18.holds(ages("18")), Some(false));
        assert_eq!(under_18.holds(ages("15-19")), None);
        assert_eq!(ages("65+").holds(ages("90+")), Some(true));
        assert_eq!(ages("65+").holds(ages("60-64")), Some(false));
        assert_eq!(ages("65-89").holds(ages("85+")), None);
    }
}
