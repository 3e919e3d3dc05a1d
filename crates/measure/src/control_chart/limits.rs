//! The mean and the process limits that a baseline gives.

use std::fmt;

use super::Screening;

/// How many average moving ranges lie between the mean and either process limit.
pub(super) const LIMIT: f64 = 2.66;

/// How many lie between the mean and either near limit.
const NEAR: f64 = 2.0 * (LIMIT / 3.0);

/// How many make a moving range outlying.
pub(super) const OUTLYING: f64 = 3.267;

/// The process limits of a segment. The lower may be below 0 even of what cannot be: only a
/// drawing may cut it off there.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Limits {
    /// The lower process limit.
    pub lower: f64,
    /// The upper process limit.
    pub upper: f64,
}

/// What a baseline gives.
pub(super) struct Found {
    pub(super) mean: f64,
    /// The average moving range, unless no range is left to average.
    pub(super) range: Option<f64>,
}

impl Found {
    pub(super) fn from(baseline: &[f64], screening: Screening) -> Self {
        let next = baseline.iter().skip(1);
        let ranges = baseline.iter().zip(next).map(|(one, next)| (next - one).abs());
        let all = average(ranges.clone());
        let range = match screening {
            Screening::Excel => all,
            Screening::Screened => {
                let most = OUTLYING * all.unwrap_or(0.0);
                average(ranges.filter(|&range| range < most))
            }
        };
        Self { mean: average(baseline.iter().copied()).unwrap_or(f64::NAN), range }
    }

    pub(super) fn limits(&self) -> Option<Limits> {
        self.range.map(|range| self.around(LIMIT * range))
    }

    pub(super) fn near(&self) -> Option<Limits> {
        self.range.map(|range| self.around(NEAR * range))
    }

    fn around(&self, reach: f64) -> Limits {
        Limits { lower: self.mean - reach, upper: self.mean + reach }
    }
}

impl Limits {
    /// Whether a value lies between them, or on one.
    pub fn cover(&self, value: f64) -> bool {
        self.lower <= value && value <= self.upper
    }
}

/// The average of some values, if there are any.
///
/// The rounding errors of the sum are summed as well, and then those of the division: a point that
/// is on the mean must not be found beside it, or a constant series would be one long run.
fn average(values: impl Iterator<Item = f64>) -> Option<f64> {
    let (mut count, mut sum, mut lost) = (0.0, 0.0_f64, 0.0_f64);
    for value in values {
        let next = sum + value;
        lost += if sum.abs() >= value.abs() { (sum - next) + value } else { (value - next) + sum };
        (count, sum) = (count + 1.0, next);
    }
    let rough = sum / count;
    let rest = rough.mul_add(-count, sum) + lost;
    (count > 0.0).then(|| rough + rest / count)
}

impl fmt::Display for Limits {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { lower, upper } = self;
        write!(f, "{lower:.4} to {upper:.4}")
    }
}
