//! The index of disparity: how far subgroups are from the average, in percent of it.

use super::simulated::simulated;
use super::tabled::{TAKES, ask};
use super::{Dimension, NoSummary, Weighting, weighted};
use crate::{Measure, Measured, Simulation};

pub(crate) const IDISU: Measure = Measure {
    name: "idisu",
    title: "Index of disparity, unweighted (IDISU)",
    says: "How far subgroups are from the average, on average and in percent of it, each counting the same.",
    takes: TAKES,
    documented: "who::disparity",
    find: |table, options| {
        ask(table, options, |found| {
            disparity(found, Weighting::Unweighted, options.approach.simulation())
        })
    },
};

pub(crate) const IDISW: Measure = Measure {
    name: "idisw",
    title: "Index of disparity, weighted (IDISW)",
    says: "How far people's subgroups are from the average, on average and in percent of it.",
    takes: TAKES,
    documented: "who::disparity",
    find: |table, options| {
        ask(table, options, |found| {
            disparity(found, Weighting::Weighted, options.approach.simulation())
        })
    },
};

/// The index of disparity (IDIS) of subgroups without an order, in percent.
///
/// # Formula
///
/// With *k* subgroups, *p* their shares in the population and *μ* the average:
///
/// ```text
///   unweighted   100 Σ |y − μ| / k μ            weighted   100 Σ p |y − μ| / μ
/// ```
///
/// Limits are simulated: every value is drawn anew with its standard error, within what its unit
/// allows. The average is taken to be known, and stays as it is.
///
/// # Interpretation
///
/// In percent of the average; 0 is no inequality. It has no sign.
///
/// # Applies to
///
/// Three or more subgroups without an order, of which 85% have a value, with an average above 0.
/// Weighted, it needs the populations; unweighted, these or the average of the setting.
///
/// # Example
///
/// ```
/// # use measure::Simulation;
/// # use measure::who::*;
/// let places: Vec<Subgroup> =
///     [(30.0, 100.0), (26.0, 120.0), (22.0, 110.0), (19.0, 90.0), (15.0, 80.0)]
///         .map(|(value, people)| Subgroup::new("", value).of(people))
///         .to_vec();
/// let places = Dimension::new(Arrangement::NonOrdered, &places, Indicator::default())?;
/// let found = disparity(&places, Weighting::Weighted, Simulation::default())?;
/// assert_eq!(format!("{:.7}", found.value), "18.8995633");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Reference
///
/// Pearcy JN, Keppel KG. *Public Health Rep* 2002;117:273–80, doi:10.1093/phr/117.3.273.
///
/// # Errors
///
/// If the subgroups have an order, are only two, lack values, or have no average above 0.
pub fn disparity(
    dimension: &Dimension,
    weighting: Weighting,
    simulation: Simulation,
) -> Result<Measured, NoSummary> {
    dimension.without_order()?;
    let weights = dimension.weights(weighting)?;
    let mean = dimension.mean_above_zero()?;
    let method = match weighting {
        Weighting::Unweighted => "mean difference in percent of the average, unweighted",
        Weighting::Weighted => "mean difference in percent of the average, weighted by population",
    };
    simulated(dimension, simulation, method, |values| {
        100.0 * weighted(&weights, values.iter().map(|value| (value - mean).abs())) / mean
    })
}
