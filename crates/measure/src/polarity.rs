//! Whether higher or lower is better, which no number says of itself.

use std::fmt;
use std::str::FromStr;

/// Which direction is good.
///
/// ```
/// # use measure::Polarity;
/// assert_eq!("lower-is-better".parse(), Ok(Polarity::LowerIsBetter));
/// assert_eq!(Polarity::LowerIsBetter.better(), Some(-1.0));
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Polarity {
    /// Higher is better, as for vaccination; the field also says "favourable".
    HigherIsBetter,
    /// Lower is better, as for deaths; the field also says "adverse".
    LowerIsBetter,
    /// Neither is better, or nobody has said.
    #[default]
    Neutral,
}

/// Text that was offered as a polarity and is not one.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("“{text}” is not a polarity, like higher-is-better, lower-is-better or neutral")]
pub struct NotAPolarity {
    text: String,
}

impl Polarity {
    /// The sign of a change for the better: 1 where higher is better, −1 where lower is; none where
    /// neither is.
    pub fn better(self) -> Option<f64> {
        match self {
            Self::HigherIsBetter => Some(1.0),
            Self::LowerIsBetter => Some(-1.0),
            Self::Neutral => None,
        }
    }
}

impl FromStr for Polarity {
    type Err = NotAPolarity;

    fn from_str(text: &str) -> Result<Self, NotAPolarity> {
        match text.trim() {
            "higher-is-better" => Ok(Self::HigherIsBetter),
            "lower-is-better" => Ok(Self::LowerIsBetter),
            "neutral" => Ok(Self::Neutral),
            _ => Err(NotAPolarity { text: text.to_owned() }),
        }
    }
}

impl fmt::Display for Polarity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::HigherIsBetter => "higher-is-better",
            Self::LowerIsBetter => "lower-is-better",
            Self::Neutral => "neutral",
        })
    }
}
