//! The words for a recent trend, which are the field's own.

use super::POINTS;
use crate::Polarity;

/// Whether the last points rise or fall.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Way {
    /// They rise, and we can tell.
    Increasing,
    /// They fall, and we can tell.
    Decreasing,
    /// Neither can be told from chance.
    NoSignificantChange,
}

/// Why there is no trend to speak of. Each begins with the field's label for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NoTrend {
    /// There are fewer than five points.
    #[error("Cannot be calculated: {points} points are too few, and at least {POINTS} are needed")]
    TooFew {
        /// How many there are.
        points: usize,
    },
    /// One of the last has no limits, and so no weight.
    #[error(
        "Cannot be calculated: point {number} of the last {POINTS} has no limits around its value"
    )]
    WithoutLimits {
        /// Which of them, from 1.
        number: usize,
    },
    /// One of the last has none or all, which have no logit.
    #[error("Cannot be calculated: {x} of {n} among the last {POINTS} points has no logit")]
    NoneOrAll {
        /// How many were counted.
        x: u64,
        /// Of how many.
        n: u64,
    },
    /// The numbers are too large or too small to fit a line to.
    #[error("Cannot be calculated: no line can be fitted to the last {POINTS} points")]
    NoLine,
}

impl Way {
    /// Its label.
    pub fn label(self, polarity: Polarity) -> &'static str {
        match (self, polarity) {
            (Self::NoSignificantChange, _) => "No significant change",
            (Self::Increasing, Polarity::HigherIsBetter) => "Increasing and getting better",
            (Self::Increasing, Polarity::LowerIsBetter) => "Increasing and getting worse",
            (Self::Increasing, Polarity::Neutral) => "Increasing",
            (Self::Decreasing, Polarity::HigherIsBetter) => "Decreasing and getting worse",
            (Self::Decreasing, Polarity::LowerIsBetter) => "Decreasing and getting better",
            (Self::Decreasing, Polarity::Neutral) => "Decreasing",
        }
    }
}
