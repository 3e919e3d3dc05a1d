//! The ratio (R) of two subgroups.

use super::answer::{bare, multiplied, without_errors};
use super::difference::{compared, words};
use super::tabled::{TAKES, ask};
use super::{Dimension, NoSummary};
use crate::{Measure, Measured};

pub(crate) const R: Measure = Measure {
    name: "r",
    title: "Ratio (R)",
    says: "How many times the value of one subgroup is that of another: the ends of an order, the highest and the lowest, or a reference and the lowest of the others.",
    takes: TAKES,
    documented: "who::ratio",
    find: |table, options| ask(table, options, ratio),
};

/// The ratio (R) of two subgroups.
///
/// # Formula
///
/// ```text
///   R = y₁ / y₂        se(ln R) = √( (se₁/y₁)² + (se₂/y₂)² )        limits R e^(± z se)
/// ```
///
/// The two are those of the [`difference`](fn@super::difference), in the same order.
///
/// # Interpretation
///
/// Without a unit; 1 is no inequality. In order, a ratio **above 1 means that the most
/// disadvantaged are worse off**, whichever direction is good. The standard error is that of its
/// logarithm.
///
/// # Applies to
///
/// As for the difference, with values above 0. A ratio of 0 has no limits.
///
/// # Example
///
/// ```
/// # use measure::{Confidence, Polarity};
/// # use measure::who::*;
/// let quintiles = [
///     Subgroup::new("Quintile 1", 30.0).give_or_take(1.2),
///     Subgroup::new("Quintile 5", 15.0).give_or_take(0.9),
/// ];
/// let indicator = Indicator { polarity: Polarity::LowerIsBetter, ..Indicator::default() };
/// let found = ratio(&Dimension::new(Arrangement::Ordered, &quintiles, indicator)?)?;
/// let limits = found.estimate(Confidence::Ninety5).map(|found| found.to_string());
/// assert_eq!(limits.as_deref(), Some("2.0000 (1.7364 to 2.3036)"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Reference
///
/// Hosseinpoor AR et al. *BMC Med Res Methodol* 2016;16:141, doi:10.1186/s12874-016-0229-9.
///
/// # Errors
///
/// If the value divided by is not above 0, the other is below it, or nobody has said which
/// direction is good and it matters.
pub fn ratio(dimension: &Dimension) -> Result<Measured, NoSummary> {
    let (first, second) = compared(dimension)?;
    for (of, fits, needed) in
        [(first, first.value >= 0.0, "0 or more"), (second, second.value > 0.0, "above 0")]
    {
        if !fits {
            let (subgroup, value) = (of.name.clone(), of.value);
            return Err(NoSummary::NotOfThisMeasure { subgroup, value, needed });
        }
    }
    let value = first.value / second.value;
    let method = format!("“{}” divided by “{}”", first.name, second.name);
    let errors = first.error.zip(second.error);
    let found = match errors {
        Some((one, other)) if first.value > 0.0 => {
            let error = (one / first.value).hypot(other / second.value);
            multiplied(dimension.count(), value, error, method)?
        }
        Some(_) => {
            let method = format!("{method}, without limits, which a ratio of 0 has not");
            bare(dimension.count(), value, method)?
        }
        None => bare(dimension.count(), value, without_errors(&method))?,
    };
    Ok(found.saying(words(first, second)))
}
