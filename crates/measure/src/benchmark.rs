//! Whether a value is better or worse than another, by the rules that the field compares with.
//!
//! Every boundary here belongs to one side, and which is said: a benchmark on a limit is within it.

mod comparer;
mod label;
mod quintile;
mod rules;

mod tabled;

use std::cmp::Ordering;

use crate::{Estimate, Polarity};

pub use comparer::{Comparer, NotAComparer};
pub use label::Label;
pub use rules::{
    NotARange, Range, against_two_levels, against_uncertain, by_range, by_target,
    by_target_with_limits,
};
pub(crate) use tabled::MEASURE;

/// A value with limits against a benchmark that has none, such as that of England.
///
/// # Formula
///
/// Similar where *lower* ≤ *benchmark* ≤ *upper*, and otherwise on the side where the limits lie:
/// Better or Worse by the polarity, Higher or Lower where neither direction is better.
///
/// # Interpretation
///
/// Similar does not mean equal: it means that these numbers cannot tell the two apart. A benchmark
/// on a limit is within it.
///
/// # Applies to
///
/// One value and a benchmark whose own error is much the smaller. When many are compared at once,
/// one in twenty is not Similar by chance alone: [`against_two_levels`] is for that.
///
/// # Example
///
/// ```
/// use measure::benchmark::{Label, against_one};
/// use measure::{Estimate, Polarity};
///
/// let screened = Estimate { value: 68.0, lower: 66.0, upper: 70.0 };
/// assert_eq!(against_one(screened, 71.5, Polarity::HigherIsBetter), Label::Worse);
/// assert_eq!(against_one(screened, 70.0, Polarity::HigherIsBetter), Label::Similar);
/// assert_eq!(against_one(screened, 71.5, Polarity::Neutral), Label::Lower);
/// ```
///
/// # Reference
///
/// The methods of comparison of the Office for Health Improvement and Disparities' Fingertips
/// profiles, whose code is public; the rule has no paper of its own.
#[must_use]
pub fn against_one(estimate: Estimate, benchmark: f64, polarity: Polarity) -> Label {
    Label::of(side(estimate, benchmark), polarity)
}

/// Which side of a value an estimate lies on; on neither where its limits hold the value.
fn side(estimate: Estimate, of: f64) -> Ordering {
    if estimate.upper < of {
        Ordering::Less
    } else if estimate.lower > of {
        Ordering::Greater
    } else {
        Ordering::Equal
    }
}
