//! The change of a gap that is told as a ratio: a ratio of ratios, with limits on the log scale.

use crate::{Ends, Estimate, Periods, Polarity, difference};

/// How the relative gap changed.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct RelativeChange {
    /// The relative gap in either period: above 1, the most deprived are worse off.
    pub gap: Periods<Estimate>,
    /// The later over the earlier.
    pub times: Estimate,
}

/// Why a change has no ratio.
#[derive(Clone, Copy, Debug, PartialEq, thiserror::Error)]
#[error(
    "{value} with a lower limit of {lower} has no ratio with limits: both must be above 0, like 78.03 with 75.10"
)]
pub struct NoRelativeChange {
    value: f64,
    lower: f64,
}

impl RelativeChange {
    pub(super) fn of(
        ends: Periods<Ends<Estimate>>,
        polarity: Polarity,
    ) -> Result<Self, NoRelativeChange> {
        let log_gap = ends.try_map(|ends| {
            let (first, second) = ends.first_and_second(polarity);
            Ok(difference(logarithm(first)?, logarithm(second)?))
        })?;
        let times = back(difference(log_gap.later, log_gap.earlier));
        Ok(Self { gap: log_gap.map(back), times })
    }

    /// Whether the later ratio can be told from the earlier.
    pub fn is_told(&self) -> bool {
        !self.times.covers(1.0)
    }
}

fn logarithm(estimate: Estimate) -> Result<Estimate, NoRelativeChange> {
    let Estimate { value, lower, upper } = estimate;
    if value > 0.0 && lower > 0.0 {
        Ok(Estimate { value: value.ln(), lower: lower.ln(), upper: upper.ln() })
    } else {
        Err(NoRelativeChange { value, lower })
    }
}

/// Back from the log scale; what is beyond the largest number is that number.
fn back(Estimate { value, lower, upper }: Estimate) -> Estimate {
    let of = |at: f64| at.exp().min(f64::MAX);
    Estimate { value: of(value), lower: of(lower), upper: of(upper) }
}
