//! How often a change is told where there is one.

use std::fmt;
use std::str::FromStr;

use crate::distribution::normal;

/// The share of true changes that would be told.
///
/// ```
/// # use measure::Power;
/// assert_eq!("90".parse(), Ok(Power::Ninety));
/// assert_eq!(format!("{:.6}", Power::Eighty.z()), "0.841621");
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Power {
    /// 80%: one change in five is missed.
    #[default]
    Eighty,
    /// 90%: one change in ten is missed.
    Ninety,
}

/// Text that was offered as a power and is not one we use.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("“{text}” is not a power, like 80 or 90")]
pub struct NotAPower {
    text: String,
}

impl Power {
    /// Both.
    pub const BOTH: [Self; 2] = [Self::Eighty, Self::Ninety];

    /// The normal deviate: Φ⁻¹(0.8) or Φ⁻¹(0.9).
    pub fn z(self) -> f64 {
        normal(match self {
            Self::Eighty => 0.2,
            Self::Ninety => 0.1,
        })
    }

    /// In words: "80%".
    pub fn label(self) -> &'static str {
        match self {
            Self::Eighty => "80%",
            Self::Ninety => "90%",
        }
    }
}

impl FromStr for Power {
    type Err = NotAPower;

    fn from_str(text: &str) -> Result<Self, NotAPower> {
        match text.trim().trim_end_matches('%') {
            "80" => Ok(Self::Eighty),
            "90" => Ok(Self::Ninety),
            _ => Err(NotAPower { text: text.to_owned() }),
        }
    }
}

impl fmt::Display for Power {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.label())
    }
}
