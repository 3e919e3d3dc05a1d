//! The variance between subgroups without an order, its root, and that as a part of the average.

use super::answer::summary;
use super::simulated::simulated;
use super::tabled::{TAKES, ask};
use super::{Dimension, NoSummary, weighted};
use crate::{Measure, Measured, Simulation};

pub(crate) const BGV: Measure = Measure {
    name: "bgv",
    title: "Between-group variance (BGV)",
    says: "How far subgroups are from the average, squared and weighted by population, so that those far off count the more.",
    takes: TAKES,
    documented: "who::between_group_variance",
    find: |table, options| ask(table, options, between_group_variance),
};

pub(crate) const BGSD: Measure = Measure {
    name: "bgsd",
    title: "Between-group standard deviation (BGSD)",
    says: "How far subgroups are from the average, as the root of their variance, on the unit of the values.",
    takes: TAKES,
    documented: "who::between_group_deviation",
    find: |table, options| {
        ask(table, options, |found| between_group_deviation(found, options.approach.simulation()))
    },
};

pub(crate) const COV: Measure = Measure {
    name: "cov",
    title: "Coefficient of variation (COV)",
    says: "How far subgroups are from the average, in percent of it.",
    takes: TAKES,
    documented: "who::variation",
    find: |table, options| {
        ask(table, options, |found| variation(found, options.approach.simulation()))
    },
};

/// The between-group variance (BGV) of subgroups without an order.
///
/// # Formula
///
/// With *p* the share of each subgroup in the population and *μ* = Σ *p y*:
///
/// ```text
///   BGV = Σ p (y − μ)²
/// ```
///
/// It is a quadratic form of values that are independent and normal, whose variance is exactly
///
/// ```text
///   4 Σ p² (y − μ)² s²  +  2 ( Σ p² (1 − 2p) s⁴ + ( Σ p² s² )² )
/// ```
///
/// with *s* the standard errors.
///
/// # Interpretation
///
/// On the square of the unit; 0 is no inequality. A lower limit below 0 says no more than 0 does.
/// The errors of the values alone already make it somewhat larger than the truth.
///
/// # Applies to
///
/// Three or more subgroups without an order, with their populations, of which 85% have a value.
///
/// # Example
///
/// ```
/// # use measure::who::*;
/// let places: Vec<Subgroup> =
///     [(30.0, 100.0), (26.0, 120.0), (22.0, 110.0), (19.0, 90.0), (15.0, 80.0)]
///         .map(|(value, people)| Subgroup::new("", value).of(people).give_or_take(1.0))
///         .to_vec();
/// let dimension = Dimension::new(Arrangement::NonOrdered, &places, Indicator::default())?;
/// let found = between_group_variance(&dimension)?;
/// assert_eq!(format!("{:.2}", found.value), "25.29");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Reference
///
/// Ahn J et al. *JCO Clin Cancer Inform* 2018;2:1–19, doi:10.1200/CCI.18.00031. Harper S,
/// Lynch J. *Methods for measuring cancer disparities*. National Cancer Institute, 2005.
///
/// # Errors
///
/// If the subgroups have an order, are only two, lack values or populations.
pub fn between_group_variance(dimension: &Dimension) -> Result<Measured, NoSummary> {
    dimension.without_order()?;
    let shares = dimension.shares()?;
    let values: Vec<f64> = dimension.values().collect();
    let mean = weighted(&shares, values.iter().copied());
    let error = dimension.errors().map(|errors| {
        let (mut first, mut fourth, mut second) = (0.0, 0.0, 0.0);
        for ((share, value), error) in shares.iter().zip(&values).zip(&errors) {
            let part = (share * error).powi(2);
            first += part * (value - mean).powi(2);
            fourth += part * (1.0 - 2.0 * share) * error * error;
            second += part;
        }
        (4.0 * first + 2.0 * (fourth + second * second)).max(0.0).sqrt()
    });
    summary(
        dimension.count(),
        variance(&shares, &values),
        error,
        "variance about the average, by population",
    )
}

/// The between-group standard deviation (BGSD) of subgroups without an order.
///
/// # Formula
///
/// ```text
///   BGSD = √BGV
/// ```
///
/// Its limits are simulated: every value is drawn anew with its standard error, within what its
/// unit allows, and the limits are percentiles of what is found.
///
/// # Interpretation
///
/// On the unit of the values; 0 is no inequality.
///
/// # Applies to
///
/// As the variance.
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
/// let dimension = Dimension::new(Arrangement::NonOrdered, &places, Indicator::default())?;
/// let found = between_group_deviation(&dimension, Simulation::default())?;
/// assert_eq!(format!("{:.8}", found.value), "5.02891638");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Reference
///
/// Harper S, Lynch J. *Methods for measuring cancer disparities*. National Cancer Institute, 2005;
/// see also doi:10.1186/s12874-016-0229-9.
///
/// # Errors
///
/// As the variance.
pub fn between_group_deviation(
    dimension: &Dimension,
    simulation: Simulation,
) -> Result<Measured, NoSummary> {
    dimension.without_order()?;
    let shares = dimension.shares()?;
    let deviation = |values: &[f64]| variance(&shares, values).sqrt();
    simulated(dimension, simulation, "deviation from the average, by population", deviation)
}

/// The coefficient of variation (COV) of subgroups without an order, in percent.
///
/// # Formula
///
/// ```text
///   COV = 100 BGSD / μ
/// ```
///
/// with limits simulated as those of the BGSD, the average drawn along with the values.
///
/// # Interpretation
///
/// In percent of the average, and so comparable between indicators; 0 is no inequality.
///
/// # Applies to
///
/// As the variance, with an average above 0.
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
/// let dimension = Dimension::new(Arrangement::NonOrdered, &places, Indicator::default())?;
/// let found = variation(&dimension, Simulation::default())?;
/// assert_eq!(format!("{:.7}", found.value), "21.9603336");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Reference
///
/// Harper S, Lynch J. *Methods for measuring cancer disparities*. National Cancer Institute, 2005;
/// see also doi:10.1186/s12874-016-0229-9.
///
/// # Errors
///
/// As the variance, and if the average is not above 0.
pub fn variation(dimension: &Dimension, simulation: Simulation) -> Result<Measured, NoSummary> {
    dimension.without_order()?;
    let shares = dimension.shares()?;
    dimension.mean_above_zero()?;
    let part = |values: &[f64]| {
        100.0 * variance(&shares, values).sqrt() / weighted(&shares, values.iter().copied())
    };
    simulated(dimension, simulation, "deviation in percent of the average, by population", part)
}

fn variance(shares: &[f64], values: &[f64]) -> f64 {
    let mean = weighted(shares, values.iter().copied());
    weighted(shares, values.iter().map(|value| (value - mean).powi(2)))
}
