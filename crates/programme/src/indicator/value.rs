//! What a value is: what kind of number, to which standard, and in which unit.

use serde::{Deserialize, Serialize};

/// What kind of number a value is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ValueType {
    /// Those above the line, of all who count: each of them once.
    #[default]
    Proportion,
    /// Events, for so many who live there.
    CrudeRate,
    /// What that rate would be, were the ages those of a standard population.
    StandardisedRate,
}

impl ValueType {
    /// Whether it is events for so many who live there. Then the denominator is published and hides
    /// nothing, and a value may be above 1.
    pub fn is_rate(self) -> bool {
        match self {
            Self::Proportion => false,
            Self::CrudeRate | Self::StandardisedRate => true,
        }
    }

    /// Whether it is a proportion, which need not be said.
    #[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands over a reference")]
    pub(crate) fn is_proportion(&self) -> bool {
        !self.is_rate()
    }
}

/// To which standard population rates are taken.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Standard {
    /// To none.
    #[default]
    None,
    /// To the European Standard Population 2013.
    Esp2013,
}

/// The unit of a value. Whatever it is, a value is kept as a part of 1 and counts some of all that
/// count; so many of a hundred, of a thousand and so on is how it is printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Unit {
    /// Per cent.
    #[serde(rename = "percent")]
    Percent,
    /// Per 1,000.
    #[serde(rename = "per-1000")]
    Per1000,
    /// Per 10,000.
    #[serde(rename = "per-10000")]
    Per10000,
    /// Per 100,000.
    #[serde(rename = "per-100000")]
    Per100000,
}

impl Unit {
    /// Every unit, the smallest base first.
    pub const ALL: [Self; 4] = [Self::Percent, Self::Per1000, Self::Per10000, Self::Per100000];

    /// Of how many a value says how many.
    pub fn base(self) -> f64 {
        match self {
            Self::Percent => 100.0,
            Self::Per1000 => 1_000.0,
            Self::Per10000 => 10_000.0,
            Self::Per100000 => 100_000.0,
        }
    }

    /// The unit of a value in words: “per 1,000”.
    pub fn words(self) -> &'static str {
        match self {
            Self::Percent => "per cent",
            Self::Per1000 => "per 1,000",
            Self::Per10000 => "per 10,000",
            Self::Per100000 => "per 100,000",
        }
    }

    /// The unit of the difference of two values in words: “points”, “per 1,000”.
    pub fn of_a_difference(self) -> &'static str {
        match self {
            Self::Percent => "points",
            Self::Per1000 | Self::Per10000 | Self::Per100000 => self.words(),
        }
    }

    /// Whether words name this unit, of a value or of a difference, as a target may be written.
    pub fn is_named(self, words: &str) -> bool {
        let words = words.trim().trim_start_matches("in ").replace([',', '-'], "");
        match self {
            Self::Percent => {
                matches!(
                    words.as_str(),
                    "%" | "per cent" | "percent" | "points" | "percentage points"
                )
            }
            Self::Per1000 | Self::Per10000 | Self::Per100000 => {
                words == self.words().replace(',', "")
            }
        }
    }
}
