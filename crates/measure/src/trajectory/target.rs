//! What is followed, and where it is to end.

use crate::Polarity;

/// What is followed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Followed {
    /// An absolute gap: 0 is none.
    Gap,
    /// The value of one group, of which this direction is good.
    Level(Polarity),
}

/// Where it is to end.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Target {
    /// At this value: "75% by 2028".
    Value(f64),
    /// So much more than the baseline, or less: −5.
    By(f64),
    /// Such a part more than the baseline, or less: −0.2 for "reduce by 20%".
    ByPart(f64),
    /// At none: "reduce variation to 0".
    Zero,
}

impl Target {
    /// The value it means, from this baseline.
    pub fn from(self, baseline: f64) -> f64 {
        match self {
            Self::Value(value) => value,
            Self::By(more) => baseline + more,
            Self::ByPart(part) => baseline * (1.0 + part),
            Self::Zero => 0.0,
        }
    }
}
