//! The words for how a value compares.

use std::cmp::Ordering;

use crate::Polarity;

/// How a value compares: with a judgement where it is known which direction is good, and without
/// one where it is not.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Label {
    /// Worse, even at the wider limits.
    Worst,
    /// Worse.
    Worse,
    /// Lower, and neither direction is better.
    Lower,
    /// Not to be told apart.
    Similar,
    /// Higher, and neither direction is better.
    Higher,
    /// Better.
    Better,
    /// Better, even at the wider limits.
    Best,
}

impl Label {
    /// What a side means by a polarity.
    pub(super) fn of(side: Ordering, polarity: Polarity) -> Self {
        match (side, polarity) {
            (Ordering::Equal, _) => Self::Similar,
            (Ordering::Less, Polarity::Neutral) => Self::Lower,
            (Ordering::Greater, Polarity::Neutral) => Self::Higher,
            (Ordering::Less, Polarity::HigherIsBetter)
            | (Ordering::Greater, Polarity::LowerIsBetter) => Self::Worse,
            (Ordering::Less, Polarity::LowerIsBetter)
            | (Ordering::Greater, Polarity::HigherIsBetter) => Self::Better,
        }
    }

    /// The same told at the wider limits, where the field has a word for it.
    pub(super) fn at_the_wider(self) -> Self {
        match self {
            Self::Worse => Self::Worst,
            Self::Better => Self::Best,
            Self::Worst | Self::Lower | Self::Similar | Self::Higher | Self::Best => self,
        }
    }

    /// In one word.
    pub fn word(self) -> &'static str {
        match self {
            Self::Worst => "Worst",
            Self::Worse => "Worse",
            Self::Lower => "Lower",
            Self::Similar => "Similar",
            Self::Higher => "Higher",
            Self::Better => "Better",
            Self::Best => "Best",
        }
    }
}
