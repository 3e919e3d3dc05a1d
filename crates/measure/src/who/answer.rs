//! What every measure here answers with: a finite number, with limits or with why it has none.

use super::NoSummary;
use crate::{AtBoth, Estimate, Measured};

/// A measure with its standard error where that is known, and limits a normal deviate either side.
pub(super) fn summary(
    n: f64,
    value: f64,
    error: Option<f64>,
    method: impl Into<String>,
) -> Result<Measured, NoSummary> {
    let method = method.into();
    match error {
        Some(error) => {
            held(Measured::with_error(value, error, format!("{method}, normal limits"), n))
        }
        None => bare(n, value, without_errors(&method)),
    }
}

/// A ratio with the standard error of its logarithm, and the limits that follow from it.
pub(super) fn multiplied(
    n: f64,
    value: f64,
    error: f64,
    method: impl Into<String>,
) -> Result<Measured, NoSummary> {
    let limits = AtBoth::of(|confidence| {
        let factor = (confidence.z() * error).exp();
        Estimate { value, lower: value / factor, upper: value * factor }
    });
    let method = format!("{}, limits and standard error on the log scale", method.into());
    let mut found = Measured::between(limits, method, n);
    found.standard_error = Some(error);
    held(found)
}

/// A measure without limits, whose method says why.
pub(super) fn bare(n: f64, value: f64, method: impl Into<String>) -> Result<Measured, NoSummary> {
    held(Measured::new(value, method.into(), n))
}

/// A method without limits for want of errors.
pub(super) fn without_errors(method: &str) -> String {
    format!("{method}, without limits, since the standard errors are not all known")
}

/// Refuses what no double can hold.
fn held(found: Measured) -> Result<Measured, NoSummary> {
    let widest = found.limits.map_or(0.0, |limits| limits.at_998.upper - limits.at_998.lower);
    let error = found.standard_error.unwrap_or_default();
    let finite = [found.value, widest, error].into_iter().all(f64::is_finite);
    if finite { Ok(found) } else { Err(NoSummary::TooLarge) }
}
