//! The smallest change that the numbers would let anybody see, and the numbers a change needs.

mod power;
mod standard_error;

mod tabled;

use crate::{Confidence, Ends};

pub use power::{NotAPower, Power};
pub use standard_error::{NotAStandardError, StandardError};
pub(crate) use tabled::MEASURE;

/// The smallest change that would be told from chance, as often as `power` says.
///
/// # Formula
///
/// With *e* the standard error now and *f* the one to come:
///
/// ```text
///   ( z(1−α/2) + z(power) ) · √( e² + f² )
/// ```
///
/// where α is what lies outside both limits of `confidence`, and *f* is *e* where as many people
/// will be counted as were now. The error of a gap is that of a difference of two proportions,
/// √( *p*(1−*p*)/*m* + *q*(1−*q*)/*n* ).
///
/// # Interpretation
///
/// A true change of this size would be told `power` of the time; a smaller one less often. It is
/// not how large the change was, nor is a change below it no change: only one that these numbers
/// would usually miss.
///
/// # Applies to
///
/// Two estimates in different people, each with an error that is about normal. A proportion of 0 or
/// of all has no such error, and is refused.
///
/// # Example
///
/// ```
/// use measure::detectable::{NotAStandardError, StandardError};
/// use measure::{Confidence, Power, detectable_change};
///
/// let gap = StandardError::new(0.02)?;
/// let smallest = detectable_change(gap, gap, Confidence::Ninety5, Power::Eighty);
/// assert_eq!(format!("{smallest:.4}"), "0.0792");
/// # Ok::<(), NotAStandardError>(())
/// ```
///
/// # Reference
///
/// Bloom HS. *Eval Rev* 1995;19:547–56, doi:10.1177/0193841X9501900504.
#[must_use]
pub fn detectable_change(
    now: StandardError,
    to_come: StandardError,
    confidence: Confidence,
    power: Power,
) -> f64 {
    (confidence.z() + power.z()) * now.value().hypot(to_come.value())
}

/// No change, which no number of people would let anybody see.
#[derive(Clone, Copy, Debug, PartialEq, thiserror::Error)]
#[error("a change of {0} is not one to look for, like 2.5")]
pub struct NotAChange(f64);

/// How many times as many must be counted for a change to be told as often as was asked, given the
/// smallest that can be now.
///
/// # Errors
///
/// If the change is 0 or no number.
pub fn times_as_many(detectable: f64, change: f64) -> Result<f64, NotAChange> {
    let times = (detectable / change).powi(2);
    if change != 0.0 && change.is_finite() && times.is_finite() {
        Ok(times)
    } else {
        Err(NotAChange(change))
    }
}

/// How many must be counted at either end, in each of the two periods, each end keeping its share.
///
/// # Errors
///
/// If the change is 0 or no number.
pub fn numbers_needed(
    counted: Ends<f64>,
    detectable: f64,
    change: f64,
) -> Result<Ends<f64>, NotAChange> {
    let times = times_as_many(detectable, change)?;
    Ok(Ends {
        most_deprived: (counted.most_deprived * times).ceil(),
        least_deprived: (counted.least_deprived * times).ceil(),
    })
}
