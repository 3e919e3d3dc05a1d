//! The place of a value among others, in fifths.

use crate::Polarity;

const FIFTHS: u64 = 5;

/// The fewest values that fill every fifth.
const FEWEST: usize = 5;

/// Which values the first fifth has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FirstFifth {
    /// The lowest.
    LowestFirst,
    /// The highest.
    HighestFirst,
}

/// Too few values, or one that is none.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NoQuintiles {
    /// There are fewer values than fifths.
    #[error("{values} values do not fill 5 fifths: at least 5 are needed")]
    TooFew {
        /// How many there are.
        values: usize,
    },
    /// A value is no number.
    #[error("value {number} is not a number, like 79.4")]
    NotANumber {
        /// Which, from 1.
        number: usize,
    },
}

impl FirstFifth {
    /// The worst first, where it is known which is worse; the lowest where it is not.
    pub(super) fn worst_first(polarity: Polarity) -> Self {
        match polarity {
            Polarity::LowerIsBetter => Self::HighestFirst,
            Polarity::HigherIsBetter | Polarity::Neutral => Self::LowestFirst,
        }
    }
}

/// The fifth of each value, 1 to 5: ⌊6 − ⌈(*N* + 1 − *rank*) · 5/*N*⌉⌋, and equal values share the
/// first of their ranks. So the fifths differ in size by one at most where no values are equal.
///
/// # Errors
///
/// If there are fewer than 5 values, or one is no number.
pub fn quintiles(values: &[f64], first: FirstFifth) -> Result<Vec<u64>, NoQuintiles> {
    if let Some(at) = values.iter().position(|value| !value.is_finite()) {
        return Err(NoQuintiles::NotANumber { number: at + 1 });
    }
    let count = u64::try_from(values.len()).unwrap_or(u64::MAX);
    if values.len() < FEWEST {
        return Err(NoQuintiles::TooFew { values: values.len() });
    }
    let before = |value: f64, other: f64| match first {
        FirstFifth::LowestFirst => other < value,
        FirstFifth::HighestFirst => other > value,
    };
    Ok(values
        .iter()
        .map(|&value| {
            // The rank less 1.
            let ahead = values.iter().filter(|&&other| before(value, other)).count();
            let from_here = count - u64::try_from(ahead).unwrap_or(count);
            (FIFTHS + 1 - (from_here * FIFTHS).div_ceil(count)).max(1)
        })
        .collect())
}

/// What a fifth is called.
pub(super) fn words(fifth: u64, polarity: Polarity) -> &'static str {
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
