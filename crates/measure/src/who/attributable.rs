//! The population attributable risk and fraction: what would be gained if everyone had what the
//! best off have.

use super::answer::{bare, summary};
use super::tabled::{TAKES, ask};
use super::{Arrangement, Dimension, NoSummary};
use crate::{Measure, Measured};

pub(crate) const PAR: Measure = Measure {
    name: "par",
    title: "Population attributable risk (PAR)",
    says: "How far the average would move if everyone had the value of the best-off subgroup; below 0 it would fall.",
    takes: TAKES,
    documented: "who::attributable_risk",
    find: |table, options| ask(table, options, attributable_risk),
};

pub(crate) const PAF: Measure = Measure {
    name: "paf",
    title: "Population attributable fraction (PAF)",
    says: "By how many percent the average would move if everyone had the value of the best-off subgroup; below 0 it would fall.",
    takes: TAKES,
    documented: "who::attributable_fraction",
    find: |table, options| ask(table, options, attributable_fraction),
};

/// The population attributable risk (PAR).
///
/// # Formula
///
/// With *μ* the average and *y*ᵣ the value of the most advantaged subgroup where there is an order,
/// and of the best where there is none:
///
/// ```text
///   PAR = yᵣ − μ
/// ```
///
/// If that is not a change for the better, PAR is 0. Its standard error is that of the
/// [fraction](attributable_fraction) times *μ*.
///
/// # Interpretation
///
/// On the unit of the values; 0 is nothing to gain. Where higher is better it is 0 or more: **how
/// far the average would rise**. Where lower is better it is 0 or less: how far it would fall.
///
/// # Applies to
///
/// Three or more subgroups, with populations, or with the average of the setting. It has limits
/// only for parts of a whole, such as percentages, with populations. It says what would follow from
/// equality, and not that the inequality is the cause.
///
/// # Example
///
/// ```
/// # use measure::Polarity;
/// # use measure::who::*;
/// let quintiles = [
///     Subgroup::new("Quintile 1", 30.0).of(100.0),
///     Subgroup::new("Quintile 2", 26.0).of(120.0),
///     Subgroup::new("Quintile 3", 22.0).of(110.0),
///     Subgroup::new("Quintile 4", 19.0).of(90.0),
///     Subgroup::new("Quintile 5", 15.0).of(80.0),
/// ];
/// let indicator = Indicator { polarity: Polarity::LowerIsBetter, ..Indicator::default() };
/// let found = attributable_risk(&Dimension::new(Arrangement::Ordered, &quintiles, indicator)?)?;
/// let says = "the average would fall by 7.9000 if everyone were like “Quintile 5”";
/// assert_eq!(found.says.as_deref(), Some(says));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Reference
///
/// Walter SD. *Biometrics* 1976;32:829–49, doi:10.2307/2529268.
///
/// # Errors
///
/// If there are only two subgroups, no average, or nobody has said which direction is good.
pub fn attributable_risk(dimension: &Dimension) -> Result<Measured, NoSummary> {
    let gain = gain(dimension)?;
    told(dimension, &gain, gain.change, gain.error.map(|error| error * gain.mean.abs()), "")
}

/// The population attributable fraction (PAF), in percent.
///
/// # Formula
///
/// ```text
///   PAF = 100 PAR / μ
/// ```
///
/// Its variance is Walter's for a fraction of everyone. With *a* people of the other subgroups who
/// have it and *b* who have not, *c* and *d* of the reference, and *N* in all:
///
/// ```text
///   var = 100² · c N ( a d (N − c) + b c² ) / ( (a + c)³ (c + d)³ )
/// ```
///
/// # Interpretation
///
/// In percent of the average; 0 is nothing to gain. **Below 0 the average would fall by so many
/// percent**, which is for the better where lower is.
///
/// # Applies to
///
/// As the attributable risk, with an average above 0. Where nobody of the reference has it, the
/// variance is not known and there are no limits.
///
/// # Example
///
/// ```
/// # use measure::{Confidence, Polarity, Unit};
/// # use measure::who::*;
/// let quintiles: Vec<Subgroup> =
///     [(30.0, 100.0), (26.0, 120.0), (22.0, 110.0), (19.0, 90.0), (15.0, 80.0)]
///         .map(|(value, people)| Subgroup::new("", value).of(people))
///         .to_vec();
/// let (polarity, unit) = (Polarity::LowerIsBetter, Unit::Percent);
/// let indicator = Indicator { polarity, unit, ..Indicator::default() };
/// let dimension = Dimension::new(Arrangement::Ordered, &quintiles, indicator)?;
/// let found = attributable_fraction(&dimension)?.estimate(Confidence::Ninety5);
/// let found = found.map(|found| found.to_string());
/// assert_eq!(found.as_deref(), Some("-34.4978 (-66.6497 to -2.3460)"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Reference
///
/// Walter SD. *Biometrics* 1976;32:829–49, doi:10.2307/2529268.
///
/// # Errors
///
/// As the attributable risk, and if the average is not above 0.
pub fn attributable_fraction(dimension: &Dimension) -> Result<Measured, NoSummary> {
    let gain = gain(dimension)?;
    let mean = dimension.mean_above_zero()?;
    let error = gain.error.map(|error| error * 100.0);
    told(dimension, &gain, 100.0 * (gain.change / mean), error, "%")
}

/// What would be gained.
struct Gain {
    /// The subgroup that everyone would be like.
    like: String,
    change: f64,
    mean: f64,
    better: f64,
    /// The standard error of the fraction, as a part of 1.
    error: Option<f64>,
}

fn gain(dimension: &Dimension) -> Result<Gain, NoSummary> {
    dimension.at_least_three()?;
    let (better, mean) = (dimension.better()?, dimension.mean()?);
    let at = match dimension.arrangement {
        Arrangement::Ordered => dimension.subgroups.len() - 1,
        Arrangement::NonOrdered => dimension.best()?,
    };
    let best = dimension.subgroup(at)?;
    let change = best.value - mean;
    let change = if change * better > 0.0 { change } else { 0.0 };
    Ok(Gain { like: best.name.clone(), change, mean, better, error: walter(dimension, at) })
}

fn told(
    dimension: &Dimension,
    gain: &Gain,
    value: f64,
    error: Option<f64>,
    unit: &str,
) -> Result<Measured, NoSummary> {
    let Gain { like, change, better, .. } = gain;
    let n = dimension.count();
    let method = match dimension.arrangement {
        Arrangement::Ordered => "the most advantaged subgroup against the average",
        Arrangement::NonOrdered => "the best subgroup against the average",
    };
    if change.abs() <= 0.0 {
        let method = format!("{method}, without limits, since there is nothing to gain");
        let says = format!("“{like}” is no better than the average, so that nothing is to gain");
        return Ok(bare(n, 0.0, method)?.saying(says));
    }
    let found = match error {
        Some(error) => summary(n, value, Some(error), method)?,
        None => bare(n, value, unlimited(method))?,
    };
    let (moves, size) = (if *better > 0.0 { "rise" } else { "fall" }, value.abs());
    Ok(found.saying(format!(
        "the average would {moves} by {size:.4}{unit} if everyone were like “{like}”"
    )))
}

fn unlimited(method: &str) -> String {
    format!(
        "{method}, without limits, which need parts of a whole, populations and someone counted in the reference"
    )
}

/// The standard error of the fraction, where the values are parts of a whole and people counted.
fn walter(dimension: &Dimension, reference: usize) -> Option<f64> {
    let whole = dimension.whole()?;
    let populations = dimension.populations().ok()?;
    let everyone: f64 = populations.iter().sum();
    let mut cases = 0.0;
    for (population, value) in populations.iter().zip(dimension.values()) {
        let part = value / whole;
        if !(0.0..=1.0).contains(&part) {
            return None;
        }
        cases += population * part;
    }
    let in_reference = populations.get(reference)?;
    let c = in_reference * dimension.subgroup(reference).ok()?.value / whole;
    let d = in_reference - c;
    let a = cases - c;
    let b = everyone - in_reference - a;
    let top = c * everyone * (a * d * (everyone - c) + b * c * c);
    let error = (top / (cases.powi(3) * in_reference.powi(3))).max(0.0).sqrt();
    (c > 0.0 && error.is_finite()).then_some(error)
}
