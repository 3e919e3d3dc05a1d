//! The matrix of risks: how likely, how bad, and what both together come to, on the five by five of
//! the National Patient Safety Agency, “A risk matrix for risk managers” (2008).

use serde::{Deserialize, Serialize};

/// How likely it is that a risk comes true.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Likelihood {
    /// 1.
    Rare,
    /// 2.
    Unlikely,
    /// 3.
    Possible,
    /// 4.
    Likely,
    /// 5.
    AlmostCertain,
}

/// How bad it is if it does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Impact {
    /// 1.
    Negligible,
    /// 2.
    Minor,
    /// 3.
    Moderate,
    /// 4.
    Major,
    /// 5.
    Catastrophic,
}

impl Likelihood {
    /// All five, the least likely first.
    pub const ALL: [Self; 5] =
        [Self::Rare, Self::Unlikely, Self::Possible, Self::Likely, Self::AlmostCertain];

    /// Its number in the matrix, 1 to 5.
    pub fn number(self) -> u8 {
        match self {
            Self::Rare => 1,
            Self::Unlikely => 2,
            Self::Possible => 3,
            Self::Likely => 4,
            Self::AlmostCertain => 5,
        }
    }

    /// The words a page shows.
    pub fn label(self) -> &'static str {
        match self {
            Self::Rare => "Rare",
            Self::Unlikely => "Unlikely",
            Self::Possible => "Possible",
            Self::Likely => "Likely",
            Self::AlmostCertain => "Almost certain",
        }
    }
}

impl Impact {
    /// All five, the least first.
    pub const ALL: [Self; 5] =
        [Self::Negligible, Self::Minor, Self::Moderate, Self::Major, Self::Catastrophic];

    /// Its number in the matrix, 1 to 5.
    pub fn number(self) -> u8 {
        match self {
            Self::Negligible => 1,
            Self::Minor => 2,
            Self::Moderate => 3,
            Self::Major => 4,
            Self::Catastrophic => 5,
        }
    }

    /// The words a page shows.
    pub fn label(self) -> &'static str {
        match self {
            Self::Negligible => "Negligible",
            Self::Minor => "Minor",
            Self::Moderate => "Moderate",
            Self::Major => "Major",
            Self::Catastrophic => "Catastrophic",
        }
    }
}

/// How likely and how bad, as far as somebody said. What nobody assessed is not nought.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Assessment {
    /// How likely.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub likelihood: Option<Likelihood>,
    /// How bad.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub impact: Option<Impact>,
}

impl Assessment {
    /// Likelihood times impact, 1 to 25; none while either is not assessed.
    pub fn score(self) -> Option<u8> {
        Some(self.likelihood?.number() * self.impact?.number())
    }

    /// What it comes to.
    pub fn level(self) -> Level {
        match self.score() {
            None => Level::NotAssessed,
            Some(..=3) => Level::Low,
            Some(4..=6) => Level::Moderate,
            Some(7..=12) => Level::High,
            Some(_) => Level::Extreme,
        }
    }
}

/// What likelihood and impact come to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// A score of 15 to 25.
    Extreme,
    /// 8 to 12.
    High,
    /// 4 to 6.
    Moderate,
    /// 1 to 3.
    Low,
    /// Nobody has said how likely it is, or how bad.
    NotAssessed,
}

/// How levels are worked out, in words.
pub const RULE: &str = "The score is likelihood times impact, each from 1 to 5: 1 to 3 is low, \
    4 to 6 moderate, 8 to 12 high, 15 to 25 extreme. A risk that is not assessed has no score.";

impl Level {
    /// Every level, the worst first.
    pub const ALL: [Self; 5] =
        [Self::Extreme, Self::High, Self::Moderate, Self::Low, Self::NotAssessed];

    /// The key as data and in addresses.
    pub fn key(self) -> &'static str {
        match self {
            Self::Extreme => "extreme",
            Self::High => "high",
            Self::Moderate => "moderate",
            Self::Low => "low",
            Self::NotAssessed => "not-assessed",
        }
    }

    /// The words a page shows.
    pub fn label(self) -> &'static str {
        match self {
            Self::Extreme => "Extreme",
            Self::High => "High",
            Self::Moderate => "Moderate",
            Self::Low => "Low",
            Self::NotAssessed => "Not assessed",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_cell_of_the_matrix_has_the_level_that_the_field_gives_it() {
        let row = |likelihood: Likelihood| {
            let level = |impact| {
                let (likelihood, impact) = (Some(likelihood), Some(impact));
                Assessment { likelihood, impact }.level().key().chars().next().unwrap()
            };
            Impact::ALL.into_iter().map(level).collect::<String>()
        };
        let rows: Vec<String> = Likelihood::ALL.into_iter().map(row).collect();
        assert_eq!(rows, ["lllmm", "lmmhh", "lmhhe", "mhhee", "mheee"]);
    }

    #[test]
    fn what_is_not_assessed_has_no_score() {
        let half = Assessment { likelihood: Some(Likelihood::Likely), impact: None };
        assert_eq!((half.score(), half.level()), (None, Level::NotAssessed));
        assert_eq!(Assessment::default().level(), Level::NotAssessed);
    }
}
