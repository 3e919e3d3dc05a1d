//! The fifths of a comparison, the worst first where it is known which is worse.

use crate::Polarity;
use crate::quantile::First;

/// How many parts there are.
pub(super) const FIFTHS: u32 = 5;

/// Which values the first fifth has: the lowest, where neither direction is better.
pub(super) fn worst_first(polarity: Polarity) -> First {
    match polarity {
        Polarity::LowerIsBetter => First::Highest,
        Polarity::HigherIsBetter | Polarity::Neutral => First::Lowest,
    }
}

/// What a fifth is called.
pub(super) fn words(fifth: u32, polarity: Polarity) -> &'static str {
    match (polarity, fifth) {
        (Polarity::Neutral, 1) => "in the lowest fifth",
        (Polarity::Neutral, 2) => "in the second lowest fifth",
        (Polarity::Neutral, 4) => "in the second highest fifth",
        (Polarity::Neutral, 5) => "in the highest fifth",
        (Polarity::HigherIsBetter | Polarity::LowerIsBetter, 1) => "in the worst fifth",
        (Polarity::HigherIsBetter | Polarity::LowerIsBetter, 2) => "in the second worst fifth",
        (Polarity::HigherIsBetter | Polarity::LowerIsBetter, 4) => "in the second best fifth",
        (Polarity::HigherIsBetter | Polarity::LowerIsBetter, 5) => "in the best fifth",
        (Polarity::Neutral | Polarity::HigherIsBetter | Polarity::LowerIsBetter, _) => {
            "in the middle fifth"
        }
    }
}
