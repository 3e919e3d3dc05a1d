//! Rates: events in a population, with exact limits for few events and Byar's for many.

use crate::distribution::{chi_squared_above, chi_squared_below};
use crate::proportion::as_f64;
use crate::table::Column;
use crate::{AtBoth, Confidence, Estimate, Found, Measure, Measured, Options, Table};

pub(crate) const MEASURE: Measure = Measure {
    name: "rate",
    title: "Rate",
    says: "How many events there are for so many people, with exact limits below 10 events and Byar's from 10.",
    takes: "numerator, denominator",
    documented: "rate::rate",
    find,
};

/// The fewest events for which Byar's approximation serves, and a standardised rate is shown.
pub(crate) const FEWEST_FOR_BYAR: u64 = 10;

/// A population no rate can be taken in.
#[derive(Clone, Copy, Debug, PartialEq, thiserror::Error)]
#[error("{x} events in a population of {n} is not a rate, like 65 in 1000")]
pub struct NotARate {
    x: u64,
    n: f64,
}

/// The limits of a number of events, which comes as a Poisson count does.
///
/// # Formula
///
/// For *x* from 10, by Byar's approximation:
///
/// ```text
///   from  x (1 − 1/9x − z/3√x)³   to  (x+1) (1 − 1/9(x+1) + z/3√(x+1))³
/// ```
///
/// and for fewer, exactly, with α what lies outside both limits:
///
/// ```text
///   from  ½ χ²(α/2; 2x)           to  ½ χ²(1 − α/2; 2x + 2)
/// ```
///
/// where the lower limit of no events is 0.
///
/// # Interpretation
///
/// How many events there might have been, by chance, where as many are to be expected.
///
/// # Applies to
///
/// Events that come independently of each other. If one person can have several, see
/// [`crate::standardised::AgeBand::and`].
///
/// # Example
///
/// ```
/// # use measure::{Confidence, byar};
/// assert_eq!(byar(65, Confidence::Ninety5).to_string(), "65.0000 (50.1632 to 82.8491)");
/// assert_eq!(byar(5, Confidence::Ninety5).to_string(), "5.0000 (1.6235 to 11.6683)");
/// ```
///
/// # Reference
///
/// Breslow NE, Day NE. *Statistical methods in cancer research, volume II*. IARC, 1987, page 69.
/// Garwood F. *Biometrika* 1936;28:437–42, doi:10.1093/biomet/28.3-4.437.
#[must_use]
pub fn byar(events: u64, confidence: Confidence) -> Estimate {
    let x = as_f64(events);
    let (lower, upper) = if events < FEWEST_FOR_BYAR {
        let tail = confidence.tail();
        let lower = if events == 0 { 0.0 } else { chi_squared_below(tail, 2.0 * x) / 2.0 };
        (lower, chi_squared_above(tail, 2.0 * x + 2.0) / 2.0)
    } else {
        let z = confidence.z();
        let cube = |x: f64, z: f64| x * (1.0 - 1.0 / (9.0 * x) + z / (3.0 * x.sqrt())).powi(3);
        (cube(x, -z), cube(x + 1.0, z))
    };
    Estimate { value: x, lower: lower.min(x), upper: upper.max(x) }
}

/// The crude rate of *x* events in a population of *n*, a head.
///
/// # Formula
///
/// ```text
///   x / n,   with the limits of x, each over n
/// ```
///
/// # Interpretation
///
/// Events a head, to be multiplied by 1,000 or 100,000 people (or person-years) before it is shown.
///
/// # Applies to
///
/// Events among a population that is known without error. Ages are not allowed for: two places
/// with different ages are compared by [`crate::standardised::dsr`].
///
/// # Example
///
/// ```
/// # use measure::{Confidence, rate};
/// let per_100_000 = rate(65, 100_000.0, Confidence::Ninety5)?.times(1e5);
/// assert_eq!(per_100_000.to_string(), "65.0000 (50.1632 to 82.8491)");
/// # Ok::<(), measure::NotARate>(())
/// ```
///
/// # Reference
///
/// Breslow NE, Day NE. *Statistical methods in cancer research, volume II*. IARC, 1987, page 69.
///
/// # Errors
///
/// If the population is not above 0.
pub fn rate(x: u64, n: f64, confidence: Confidence) -> Result<Estimate, NotARate> {
    if n > 0.0 && n.is_finite() {
        Ok(byar(x, confidence).times(1.0 / n))
    } else {
        Err(NotARate { x, n })
    }
}

/// The name of the limits of so many events.
pub(crate) fn limits_of(events: u64) -> &'static str {
    if events < FEWEST_FOR_BYAR { "exact limits (chi-squared)" } else { "Byar's limits" }
}

fn find(table: &Table, options: &Options) -> Vec<Found> {
    let multiplier = options.multiplied_by(options.unit.multiplier_of_a_rate());
    Found::each(table.rows(), |row| {
        table.needs(&[Column::Numerator, Column::Denominator])?;
        let (x, n) = (row.count(Column::Numerator)?, row.needs(Column::Denominator)?);
        let found = AtBoth::of(|confidence| rate(x, n, confidence)).transposed()?;
        let found = found.map(|estimate| estimate.times(multiplier));
        let method = format!("crude rate per {multiplier}, {}", limits_of(x));
        Ok(Measured::between(found, method, as_f64(x)))
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn no_people_or_none_that_can_be_counted_have_no_rate() {
        for n in [0.0, -1.0, f64::NAN, f64::INFINITY] {
            let says = format!("3 events in a population of {n} is not a rate, like 65 in 1000");
            let refused = rate(3, n, Confidence::Ninety5).map_err(|error| error.to_string());
            assert_eq!(refused, Err(says));
        }
    }

    proptest! {
        #[test]
        fn limits_contain_the_events_and_widen_with_confidence(x in 0..10_000_000_u64) {
            let (narrow, wide) = (byar(x, Confidence::Ninety5), byar(x, Confidence::Ninety98));
            prop_assert!(narrow.covers(as_f64(x)) && narrow.lower >= 0.0);
            prop_assert!(wide.lower <= narrow.lower && narrow.upper <= wide.upper);
        }

        #[test]
        fn more_events_have_higher_limits(x in 0..5_000_u64) {
            for confidence in Confidence::BOTH {
                let (fewer, more) = (byar(x, confidence), byar(x + 1, confidence));
                prop_assert!(fewer.lower <= more.lower && fewer.upper < more.upper);
            }
        }
    }
}
