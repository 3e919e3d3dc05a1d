//! The concentration indices: whether more of it is found towards one end of an order.

use super::answer::summary;
use super::fitted::line;
use super::survey::{by_person, surveyed_absolute_concentration, surveyed_relative_concentration};
use super::tabled::{TAKES_IN_ORDER, ask};
use super::{Dimension, NoSummary, ridits};
use crate::{Measure, Measured};

pub(crate) const ACI: Measure = Measure {
    name: "aci",
    title: "Absolute concentration index (ACI)",
    says: "How far the values are concentrated towards one end of an order, on their own unit; below 0 they are higher in the disadvantaged.",
    takes: TAKES_IN_ORDER,
    documented: "who::absolute_concentration",
    find: |table, options| {
        by_person(table, options, surveyed_absolute_concentration)
            .unwrap_or_else(|| ask(table, options, absolute_concentration))
    },
};

pub(crate) const RCI: Measure = Measure {
    name: "rci",
    title: "Relative concentration index (RCI)",
    says: "How far the values are concentrated towards one end of an order, as a part of their average; below 0 they are higher in the disadvantaged.",
    takes: TAKES_IN_ORDER,
    documented: "who::relative_concentration",
    find: |table, options| {
        by_person(table, options, surveyed_relative_concentration)
            .unwrap_or_else(|| ask(table, options, relative_concentration))
    },
};

/// The absolute concentration index (ACI) of subgroups in order.
///
/// # Formula
///
/// With *p* the share of each subgroup, *r* the middle of that share in the order and *μ* the
/// average:
///
/// ```text
///   ACI = 2 Σ p (y − μ)(r − ½)
/// ```
///
/// It is also the slope of 2σ²*y* on *r*, weighted by population, with σ² = Σ *p* (*r* − ½)²; its
/// standard error is that of this slope, from how far the subgroups are off the line, with two
/// degrees of freedom less than there are subgroups. The errors of the values do not enter.
///
/// # Interpretation
///
/// On the unit of the values; 0 is no concentration. **Below 0 the values are higher in the most
/// disadvantaged**, above 0 in the most advantaged.
///
/// # Applies to
///
/// Three or more subgroups in order, with their populations. Values that are high at both ends can
/// balance.
///
/// # Example
///
/// ```
/// # use measure::who::*;
/// let quintiles: Vec<Subgroup> =
///     [(30.0, 100.0), (26.0, 120.0), (22.0, 110.0), (19.0, 90.0), (15.0, 80.0)]
///         .map(|(value, people)| Subgroup::new("", value).of(people))
///         .to_vec();
/// let dimension = Dimension::new(Arrangement::Ordered, &quintiles, Indicator::default())?;
/// let found = absolute_concentration(&dimension)?;
/// assert_eq!(format!("{:.4}", found.value), "-2.8364");
/// assert_eq!(found.says.as_deref(), Some("higher in the most disadvantaged"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Reference
///
/// Kakwani N, Wagstaff A, van Doorslaer E. *J Econom* 1997;77:87–103,
/// doi:10.1016/S0304-4076(96)01807-6.
///
/// # Errors
///
/// If the subgroups have no order, are only two, or have no populations.
pub fn absolute_concentration(dimension: &Dimension) -> Result<Measured, NoSummary> {
    concentration(dimension, 1.0, "concentration of the values towards the advantaged end")
}

/// The relative concentration index (RCI) of subgroups in order.
///
/// # Formula
///
/// ```text
///   RCI = ACI / μ
/// ```
///
/// with *μ* the average, and its standard error likewise.
///
/// # Interpretation
///
/// From −1 to 1 and without a unit; 0 is no concentration. **Below 0 the values are higher in the
/// most disadvantaged.** Some print it times 100. It must not be compared between an indicator and
/// its opposite, such as seen and not seen, which have different averages.
///
/// # Applies to
///
/// As the absolute index, with an average above 0.
///
/// # Example
///
/// ```
/// # use measure::who::*;
/// let quintiles: Vec<Subgroup> =
///     [(30.0, 100.0), (26.0, 120.0), (22.0, 110.0), (19.0, 90.0), (15.0, 80.0)]
///         .map(|(value, people)| Subgroup::new("", value).of(people))
///         .to_vec();
/// let dimension = Dimension::new(Arrangement::Ordered, &quintiles, Indicator::default())?;
/// assert_eq!(format!("{:.9}", relative_concentration(&dimension)?.value), "-0.123860262");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Reference
///
/// Wagstaff A, Paci P, van Doorslaer E. *Soc Sci Med* 1991;33:545–57,
/// doi:10.1016/0277-9536(91)90212-U.
///
/// # Errors
///
/// As the absolute index, and if the average is not above 0.
pub fn relative_concentration(dimension: &Dimension) -> Result<Measured, NoSummary> {
    dimension.in_order()?;
    dimension.populations()?;
    let mean = dimension.mean_above_zero()?;
    concentration(dimension, mean, "concentration of the values, divided by their average")
}

fn concentration(dimension: &Dimension, by: f64, method: &str) -> Result<Measured, NoSummary> {
    dimension.in_order()?;
    let (shares, ridits) = (dimension.shares()?, ridits(&dimension.populations()?));
    let spread = spread(&shares, &ridits);
    let values: Vec<f64> = dimension.values().map(|value| 2.0 * spread * value / by).collect();
    let fitted = line(&ridits, &values, &shares);
    let error = fitted.residual_error_of_slope(&ridits, &values, &shares);
    let method = format!("{method}, error of the slope on rank");
    Ok(summary(dimension.count(), fitted.slope, Some(error), method)?.saying(towards(fitted.slope)))
}

/// The variance of the ranks.
pub(super) fn spread(shares: &[f64], ridits: &[f64]) -> f64 {
    shares.iter().zip(ridits).map(|(share, ridit)| share * (ridit - 0.5).powi(2)).sum()
}

/// At which end of the order an index above or below 0 has the higher values.
pub(super) fn towards(index: f64) -> &'static str {
    match index {
        0.0 => "the same from the most disadvantaged to the most advantaged",
        index if index > 0.0 => "higher in the most advantaged",
        _ => "higher in the most disadvantaged",
    }
}
