//! Mean differences of subgroups without an order: from the best, from the average, from a
//! reference.

use super::simulated::simulated;
use super::tabled::{TAKES, ask};
use super::{Dimension, NoSummary, Weighting, weighted};
use crate::{Found, Measure, Measured, Options, Simulation, Table};

pub(crate) const MDBU: Measure = Measure {
    name: "mdbu",
    title: "Mean difference from best, unweighted (MDBU)",
    says: "How far subgroups are from the best one, on average, each counting the same.",
    takes: TAKES,
    documented: "who::mean_difference",
    find: |table, options| find(table, options, From::Best, Weighting::Unweighted),
};

pub(crate) const MDBW: Measure = Measure {
    name: "mdbw",
    title: "Mean difference from best, weighted (MDBW)",
    says: "How far people are from the best subgroup, on average.",
    takes: TAKES,
    documented: "who::mean_difference",
    find: |table, options| find(table, options, From::Best, Weighting::Weighted),
};

pub(crate) const MDMU: Measure = Measure {
    name: "mdmu",
    title: "Mean difference from mean, unweighted (MDMU)",
    says: "How far subgroups are from the average, on average, each counting the same.",
    takes: TAKES,
    documented: "who::mean_difference",
    find: |table, options| find(table, options, From::Mean, Weighting::Unweighted),
};

pub(crate) const MDMW: Measure = Measure {
    name: "mdmw",
    title: "Mean difference from mean, weighted (MDMW)",
    says: "How far people are from the average, on average.",
    takes: TAKES,
    documented: "who::mean_difference",
    find: |table, options| find(table, options, From::Mean, Weighting::Weighted),
};

pub(crate) const MDRU: Measure = Measure {
    name: "mdru",
    title: "Mean difference from reference, unweighted (MDRU)",
    says: "How far subgroups are from the reference, or from the best where none is named, on average, each counting the same.",
    takes: TAKES,
    documented: "who::mean_difference",
    find: |table, options| find(table, options, From::Reference, Weighting::Unweighted),
};

pub(crate) const MDRW: Measure = Measure {
    name: "mdrw",
    title: "Mean difference from reference, weighted (MDRW)",
    says: "How far people are from the reference subgroup, or from the best where none is named, on average.",
    takes: TAKES,
    documented: "who::mean_difference",
    find: |table, options| find(table, options, From::Reference, Weighting::Weighted),
};

/// What a mean difference is taken from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum From {
    /// The best value there is.
    Best,
    /// The average.
    Mean,
    /// The subgroup named as the reference, or the best where none was.
    Reference,
}

/// The mean difference of subgroups without an order: MDB, MDM or MDR, unweighted or weighted.
///
/// # Formula
///
/// With *k* subgroups, *p* their shares in the population, and *r* the best value, the average or
/// the value of the reference:
///
/// ```text
///   unweighted   Σ |y − r| / k             weighted   Σ p |y − r|
/// ```
///
/// The one that the others are held against is among the *k*. Limits are simulated: every value is
/// drawn anew with its standard error, within what its unit allows; the average is taken anew, and
/// so is the best; a reference stays the same subgroup; a published average stays as it is.
///
/// # Interpretation
///
/// On the unit of the values; 0 is no inequality. It has no sign: how far, and not which way.
///
/// # Applies to
///
/// Three or more subgroups without an order, of which 85% have a value; from the best, it must be
/// known which direction is good; weighted, the populations. From the average, these or the average
/// of the setting.
///
/// # Example
///
/// ```
/// # use measure::{Polarity, Simulation};
/// # use measure::who::*;
/// let places: Vec<Subgroup> =
///     [(30.0, 100.0), (26.0, 120.0), (22.0, 110.0), (19.0, 90.0), (15.0, 80.0)]
///         .map(|(value, people)| Subgroup::new("", value).of(people))
///         .to_vec();
/// let indicator = Indicator { polarity: Polarity::LowerIsBetter, ..Indicator::default() };
/// let places = Dimension::new(Arrangement::NonOrdered, &places, indicator)?;
/// let mean = |from, weighting| {
///     let found = mean_difference(&places, from, weighting, Simulation::default())?;
///     Ok::<_, NoSummary>(format!("{:.3}", found.value))
/// };
/// assert_eq!(mean(From::Best, Weighting::Unweighted)?, "7.400");
/// assert_eq!(mean(From::Best, Weighting::Weighted)?, "7.900");
/// assert_eq!(mean(From::Mean, Weighting::Unweighted)?, "4.580");
/// assert_eq!(mean(From::Mean, Weighting::Weighted)?, "4.328");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Reference
///
/// Schlotheuber A, Hosseinpoor AR. *Int J Environ Res Public Health* 2022;19:3697,
/// doi:10.3390/ijerph19063697.
///
/// # Errors
///
/// If the subgroups have an order, are only two, lack values, or lack what they are held against.
pub fn mean_difference(
    dimension: &Dimension,
    from: From,
    weighting: Weighting,
    simulation: Simulation,
) -> Result<Measured, NoSummary> {
    dimension.without_order()?;
    let weights = dimension.weights(weighting)?;
    let by = match weighting {
        Weighting::Unweighted => "unweighted",
        Weighting::Weighted => "weighted by population",
    };
    let apart = |values: &[f64], from: f64| {
        weighted(&weights, values.iter().map(|value| (value - from).abs()))
    };
    let from_reference = |at: usize, method: String| {
        let reference = |values: &[f64]| values.get(at).copied().unwrap_or(f64::NAN);
        simulated(dimension, simulation, &method, |values| apart(values, reference(values)))
    };
    match (from, dimension.reference) {
        (From::Best, _) => {
            let better = dimension.better()?;
            let best = |values: &[f64]| {
                better * values.iter().fold(f64::MIN, |best, value| best.max(better * value))
            };
            let method = format!("mean difference from the best subgroup, {by}");
            simulated(dimension, simulation, &method, |values| apart(values, best(values)))
        }
        (From::Mean, _) => {
            let (published, shares) = (dimension.mean()?, dimension.shares().ok());
            let mean = |values: &[f64]| {
                let of = |shares: &Vec<f64>| weighted(shares, values.iter().copied());
                shares.as_ref().map_or(published, of)
            };
            let method = format!("mean difference from the average, {by}");
            simulated(dimension, simulation, &method, |values| apart(values, mean(values)))
        }
        (From::Reference, Some(at)) => {
            let name = &dimension.subgroup(at)?.name;
            from_reference(at, format!("mean difference from “{name}”, {by}"))
        }
        (From::Reference, None) => {
            let at = dimension.best()?;
            let name = &dimension.subgroup(at)?.name;
            let method = format!("mean difference from “{name}”, the best, {by}");
            from_reference(at, method)
        }
    }
}

fn find(table: &Table, options: &Options, from: From, weighting: Weighting) -> Vec<Found> {
    ask(table, options, |found| {
        mean_difference(found, from, weighting, options.approach.simulation())
    })
}
