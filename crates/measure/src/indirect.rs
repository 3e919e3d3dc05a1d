//! Indirectly standardised ratios and rates: what happened over what was to be expected.

use crate::proportion::as_f64;
use crate::rate::{byar, limits_of};
use crate::table::Column;
use crate::{AtBoth, Confidence, Estimate, Found, Measure, Measured, Options, Refusal, Table};

pub(crate) const RATIO: Measure = Measure {
    name: "smr",
    title: "Indirectly standardised ratio",
    says: "How many events there were for each 100 to be expected from its ages; 100 is as expected.",
    takes: "numerator, denominator, reference_numerator, reference_denominator; a row an age band",
    documented: "indirect::smr",
    find: |table, options| Found::whole(ratio(table, options)),
};

pub(crate) const RATE: Measure = Measure {
    name: "isr",
    title: "Indirectly standardised rate",
    says: "That ratio times the crude rate of the reference population.",
    takes: "numerator, denominator, reference_numerator, reference_denominator; a row an age band",
    documented: "indirect::smr",
    find: |table, options| Found::whole(rate(table, options)),
};

/// Nothing was to be expected, so that nothing can be held against it.
#[derive(Clone, Copy, Debug, PartialEq, thiserror::Error)]
#[error("{expected} expected events have no ratio: there must be more than 0, like 708.8")]
pub struct NothingExpected {
    expected: f64,
}

/// The indirectly standardised ratio of observed to expected events.
///
/// # Formula
///
/// With *O* the events observed, and *n* people, *x*ᵣ events and *n*ᵣ people of the reference
/// population in each age band:
///
/// ```text
///   O / E,   with the limits of O, each over E            E = Σ n x_r / n_r
/// ```
///
/// The rate is that times Σ *x*ᵣ ∕ Σ *n*ᵣ, the crude rate of the reference.
///
/// # Interpretation
///
/// Above 1 (or 100), more events than to be expected from its ages alone. Two such ratios rest on
/// two populations' ages, and are not to be compared with each other, only each with the reference.
///
/// # Applies to
///
/// Few events, where rates by age would be too unsteady to standardise directly, and deaths or
/// admissions of a single body against its country.
///
/// # Example
///
/// ```
/// # use measure::{Confidence, indirect::smr};
/// let ratio = smr(65, 52.0, Confidence::Ninety5)?.times(100.0);
/// assert_eq!(ratio.to_string(), "125.0000 (96.4677 to 159.3253)");
/// # Ok::<(), measure::indirect::NothingExpected>(())
/// ```
///
/// # Reference
///
/// Breslow NE, Day NE. *Statistical methods in cancer research, volume II*. IARC, 1987, page 65.
///
/// # Errors
///
/// If no event was expected.
pub fn smr(
    observed: u64,
    expected: f64,
    confidence: Confidence,
) -> Result<Estimate, NothingExpected> {
    if expected > 0.0 && expected.is_finite() {
        Ok(byar(observed, confidence).times(1.0 / expected))
    } else {
        Err(NothingExpected { expected })
    }
}

/// The sums over the age bands of a table.
struct Sums {
    observed: u64,
    expected: f64,
    reference_rate: f64,
}

fn sums(table: &Table) -> Result<Sums, Refusal> {
    table.needs(&[
        Column::Numerator,
        Column::Denominator,
        Column::ReferenceNumerator,
        Column::ReferenceDenominator,
    ])?;
    let (mut observed, mut expected, mut events, mut people) = (0_u64, 0.0, 0.0, 0.0);
    for row in table.rows() {
        observed = observed.saturating_add(row.count(Column::Numerator)?);
        let of_reference = row.positive(Column::ReferenceDenominator)?;
        let in_reference = row.not_negative(Column::ReferenceNumerator)?;
        expected += row.not_negative(Column::Denominator)? * in_reference / of_reference;
        events += in_reference;
        people += of_reference;
    }
    Ok(Sums { observed, expected, reference_rate: events / people })
}

fn ratio(table: &Table, options: &Options) -> Result<Measured, Refusal> {
    let whole = if options.unit == crate::Unit::Unsaid { 100.0 } else { options.unit.whole() };
    let multiplier = options.multiplied_by(whole);
    let found = sums(table)?;
    measured(&found, multiplier, &format!("observed over expected times {multiplier}"))
}

fn rate(table: &Table, options: &Options) -> Result<Measured, Refusal> {
    let multiplier = options.multiplied_by(options.unit.multiplier_of_a_rate());
    let found = sums(table)?;
    let method = format!(
        "observed over expected, times the reference's crude rate of {:.6} per {multiplier}",
        found.reference_rate * multiplier
    );
    measured(&found, multiplier * found.reference_rate, &method)
}

fn measured(found: &Sums, times: f64, method: &str) -> Result<Measured, Refusal> {
    let Sums { observed, expected, .. } = *found;
    let estimates = AtBoth::of(|confidence| smr(observed, expected, confidence)).transposed()?;
    let estimates = estimates.map(|estimate| estimate.times(times));
    let says = format!("{observed} observed, {expected:.2} expected");
    let method = format!("{method}, {}", limits_of(observed));
    Ok(Measured::between(estimates, method, as_f64(observed)).saying(says))
}
