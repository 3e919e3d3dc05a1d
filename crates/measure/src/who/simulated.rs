//! Limits from values drawn anew with their errors, for measures that have no closed form.

use super::answer::{bare, without_errors};
use super::{Dimension, NoSummary};
use crate::simulation::Simulated;
use crate::{AtBoth, Confidence, Estimate, Measured, Simulation};

/// What a measure makes of the values, with simulated limits where every error is known.
///
/// A draw stays within what the unit allows. A draw that has no such measure, since its average is
/// not above 0, counts as one beyond the upper limit.
pub(super) fn simulated(
    dimension: &Dimension,
    simulation: Simulation,
    method: &str,
    measure: impl Fn(&[f64]) -> f64,
) -> Result<Measured, NoSummary> {
    let values: Vec<f64> = dimension.values().collect();
    let (value, n) = (measure(&values), dimension.count());
    let Some(errors) = dimension.errors() else {
        return bare(n, value, without_errors(method));
    };
    let (lowest, highest) = dimension.range();
    let mut draws = simulation.draws();
    let mut drawn = values.clone();
    let mut found = Vec::new();
    for _ in 0..simulation.repetitions() {
        for ((place, value), error) in drawn.iter_mut().zip(&values).zip(&errors) {
            *place = (value + error * draws.normal()).clamp(lowest, highest);
        }
        let value = measure(&drawn);
        found.push(if value >= 0.0 { value } else { f64::INFINITY });
    }
    let found = Simulated::new(found);
    let limits = AtBoth::of(|confidence| limits(&found, value, confidence));
    let AtBoth { at_95: Some(at_95), at_998: Some(at_998) } = limits else {
        let method =
            format!("{method}, without limits, since the average is too near 0 for its error");
        return bare(n, value, method);
    };
    let (times, seed) = (simulation.repetitions(), simulation.seed());
    let chance = found.chance(Confidence::Ninety5).unwrap_or_default();
    let method = format!(
        "{method}, limits simulated {times} times from seed {seed}, by chance off by {chance:.2e} at 95% (one standard error)"
    );
    Ok(Measured::between(AtBoth { at_95, at_998 }, method, n))
}

/// The limits, widened to the value should they pass it by.
fn limits(found: &Simulated, value: f64, confidence: Confidence) -> Option<Estimate> {
    let (lower, upper) = found.limits(confidence)?;
    let found = Estimate { value, lower: lower.min(value), upper: upper.max(value) };
    (lower.is_finite() && upper.is_finite()).then_some(found)
}
