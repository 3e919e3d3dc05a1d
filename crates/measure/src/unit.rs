//! The unit a value is on, which is said and never guessed from its size.

use std::fmt;
use std::str::FromStr;

use crate::ValueKind;

/// What a value is a number of.
///
/// ```
/// # use measure::{Unit, ValueKind};
/// assert_eq!("per-100000".parse(), Ok(Unit::Per100000));
/// assert_eq!(Unit::Percent.whole(), 100.0);
/// assert_eq!(Unit::Percent.kind(), ValueKind::Proportion);
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Unit {
    /// Nobody has said: a plain number with a symmetrical error.
    #[default]
    Unsaid,
    /// A part of 1.
    Proportion,
    /// A part of 100.
    Percent,
    /// Events per 1,000 people.
    Per1000,
    /// Events per 10,000 people.
    Per10000,
    /// Events per 100,000 people.
    Per100000,
    /// One number over another, such as observed over expected.
    Ratio,
    /// Years, as of life.
    Years,
    /// A mean score.
    Score,
}

/// Text that was offered as a unit and is not one.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "“{text}” is not a unit, like percent; there are proportion, percent, per-1000, per-10000, per-100000, ratio, years and score"
)]
pub struct NotAUnit {
    text: String,
}

impl Unit {
    /// Every unit that can be named.
    pub const NAMED: [Self; 8] = [
        Self::Proportion,
        Self::Percent,
        Self::Per1000,
        Self::Per10000,
        Self::Per100000,
        Self::Ratio,
        Self::Years,
        Self::Score,
    ];

    /// What 1, the whole or one event a head, is on this unit.
    pub fn whole(self) -> f64 {
        match self {
            Self::Unsaid | Self::Proportion | Self::Ratio | Self::Years | Self::Score => 1.0,
            Self::Percent => 100.0,
            Self::Per1000 => 1e3,
            Self::Per10000 => 1e4,
            Self::Per100000 => 1e5,
        }
    }

    /// What a rate is multiplied by to be on this unit; per 100,000 where nobody has said.
    pub(crate) fn multiplier_of_a_rate(self) -> f64 {
        if self == Self::Unsaid { 1e5 } else { self.whole() }
    }

    /// The scale on which the error of such a value is normal.
    pub fn kind(self) -> ValueKind {
        match self {
            Self::Proportion | Self::Percent => ValueKind::Proportion,
            Self::Per1000 | Self::Per10000 | Self::Per100000 | Self::Ratio => ValueKind::Rate,
            Self::Unsaid | Self::Years | Self::Score => ValueKind::Plain,
        }
    }

    /// Its name, as commands and files write it; nothing where nobody has said.
    pub fn name(self) -> &'static str {
        match self {
            Self::Unsaid => "",
            Self::Proportion => "proportion",
            Self::Percent => "percent",
            Self::Per1000 => "per-1000",
            Self::Per10000 => "per-10000",
            Self::Per100000 => "per-100000",
            Self::Ratio => "ratio",
            Self::Years => "years",
            Self::Score => "score",
        }
    }
}

impl FromStr for Unit {
    type Err = NotAUnit;

    fn from_str(text: &str) -> Result<Self, NotAUnit> {
        let asked = text.trim();
        let named = Self::NAMED.into_iter().find(|unit| unit.name() == asked);
        named.ok_or_else(|| NotAUnit { text: text.to_owned() })
    }
}

impl fmt::Display for Unit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

#[cfg(test)]
mod tests {
    use super::Unit;

    #[test]
    fn a_unit_is_read_as_it_is_written() {
        for unit in Unit::NAMED {
            assert_eq!(unit.to_string().parse(), Ok(unit));
        }
        assert!("%".parse::<Unit>().is_err() && "".parse::<Unit>().is_err());
    }
}
