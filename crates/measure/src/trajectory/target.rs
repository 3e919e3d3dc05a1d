//! What is followed, and where it is to end.

use crate::Polarity;

/// What is followed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Followed {
    /// An absolute gap: 0 is none.
    Gap,
    /// A relative gap: 1 is none.
    Ratio,
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
    /// At no gap: "reduce variation to 0". A level has none to reduce.
    NoGap,
}

impl Followed {
    /// The value that is no gap, where a gap is followed.
    pub fn none(self) -> Option<f64> {
        match self {
            Self::Gap => Some(0.0),
            Self::Ratio => Some(1.0),
            Self::Level(_) => None,
        }
    }
}

impl Target {
    /// The value it means, from this baseline.
    pub(super) fn from(self, baseline: f64, followed: Followed) -> Option<f64> {
        let value = match self {
            Self::Value(value) => value,
            Self::By(more) => baseline + more,
            Self::ByPart(part) => baseline * (1.0 + part),
            Self::NoGap => followed.none()?,
        };
        (value.is_finite() && (value - baseline).is_finite()).then_some(value)
    }
}
