//! The difference (D) between two subgroups.

use super::answer::summary;
use super::subgroup::Known;
use super::tabled::{TAKES, ask};
use super::{Arrangement, Dimension, NoSummary, first_highest};
use crate::{Measure, Measured};

pub(crate) const D: Measure = Measure {
    name: "d",
    title: "Difference (D)",
    says: "How far the value of one subgroup is from that of another: the ends of an order, the highest and the lowest, or a reference and the lowest of the others.",
    takes: TAKES,
    documented: "who::difference",
    find: |table, options| ask(table, options, difference),
};

/// The difference (D) between two subgroups.
///
/// # Formula
///
/// ```text
///   D = y₁ − y₂        se = √( se₁² + se₂² )        limits D ± z se
/// ```
///
/// | subgroups | higher is better | lower is better |
/// |---|---|---|
/// | in order | most advantaged − most disadvantaged | most disadvantaged − most advantaged |
/// | without order | highest − lowest | highest − lowest |
/// | with a reference | reference − lowest other | lowest other − reference |
///
/// # Interpretation
///
/// On the unit of the values; 0 is no difference. In order, a difference **above 0 means that the
/// most disadvantaged are worse off**, whichever direction is good. It says which two it is of.
/// Where lower is better, the difference from a reference is that of the subgroup with the lowest
/// value, which is the best off of the others; to see how far behind the worst is, leave the
/// reference out.
///
/// # Applies to
///
/// Any dimension of two subgroups or more. It is blind to all but two of them, and to how many
/// people are in each. In order, and with a reference, it must know which direction is good.
///
/// # Example
///
/// ```
/// # use measure::Polarity;
/// # use measure::who::*;
/// let quintiles = [
///     Subgroup::new("Quintile 1", 30.0).give_or_take(1.2),
///     Subgroup::new("Quintile 5", 15.0).give_or_take(0.9),
/// ];
/// let indicator = Indicator { polarity: Polarity::LowerIsBetter, ..Indicator::default() };
/// let found = difference(&Dimension::new(Arrangement::Ordered, &quintiles, indicator)?)?;
/// assert_eq!((found.value, found.standard_error), (15.0, Some(1.5)));
/// assert_eq!(found.says.as_deref(), Some("higher in “Quintile 1” than in “Quintile 5”"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Reference
///
/// Hosseinpoor AR et al. *BMC Med Res Methodol* 2016;16:141, doi:10.1186/s12874-016-0229-9.
///
/// # Errors
///
/// If nobody has said which direction is good and it matters.
pub fn difference(dimension: &Dimension) -> Result<Measured, NoSummary> {
    let (first, second) = compared(dimension)?;
    let error = first.error.zip(second.error).map(|(first, second)| first.hypot(second));
    let method = format!("“{}” less “{}”", first.name, second.name);
    Ok(summary(dimension.count(), first.value - second.value, error, method)?
        .saying(words(first, second)))
}

/// The two subgroups that are compared, the one that the other is taken from first.
pub(super) fn compared(dimension: &Dimension) -> Result<(&Known, &Known), NoSummary> {
    let at = |at| dimension.subgroup(at);
    let turned = |(one, other): (_, _), better: f64| {
        if better > 0.0 { (one, other) } else { (other, one) }
    };
    match (dimension.arrangement, dimension.reference) {
        (Arrangement::Ordered, _) => {
            let ends = (at(dimension.subgroups.len() - 1)?, at(0)?);
            Ok(turned(ends, dimension.better()?))
        }
        (Arrangement::NonOrdered, None) => {
            let highest = at(first_highest(dimension.values()))?;
            Ok((highest, at(first_highest(dimension.values().map(|value| -value)))?))
        }
        (Arrangement::NonOrdered, Some(reference)) => {
            let others = dimension.values().enumerate();
            let others = others.map(|(at, value)| if at == reference { f64::MIN } else { -value });
            let lowest = at(first_highest(others))?;
            Ok(turned((at(reference)?, lowest), dimension.better()?))
        }
    }
}

/// Which of the two is the higher, in words.
pub(super) fn words(first: &Known, second: &Known) -> String {
    let (first_name, second_name) = (&first.name, &second.name);
    match first.value.total_cmp(&second.value) {
        std::cmp::Ordering::Greater => format!("higher in “{first_name}” than in “{second_name}”"),
        std::cmp::Ordering::Less => format!("lower in “{first_name}” than in “{second_name}”"),
        std::cmp::Ordering::Equal => format!("the same in “{first_name}” and in “{second_name}”"),
    }
}
