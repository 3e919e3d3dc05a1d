//! The Theil index and the mean log deviation, which come from information theory.

use super::answer::summary;
use super::tabled::{TAKES, ask};
use super::{Dimension, NoSummary, weighted};
use crate::{Measure, Measured};

pub(crate) const TI: Measure = Measure {
    name: "ti",
    title: "Theil index (TI)",
    says: "How unequally the values are spread over people, times 1,000; it is moved most by subgroups far above the average.",
    takes: TAKES,
    documented: "who::theil",
    find: |table, options| ask(table, options, theil),
};

pub(crate) const MLD: Measure = Measure {
    name: "mld",
    title: "Mean log deviation (MLD)",
    says: "How unequally the values are spread over people, times 1,000; it is moved most by subgroups far below the average.",
    takes: TAKES,
    documented: "who::mean_log_deviation",
    find: |table, options| ask(table, options, mean_log_deviation),
};

/// What a value of 0 is taken for, since it has no logarithm.
const NEXT_TO_NOTHING: f64 = 1e-6;

/// The Theil index (TI) of subgroups without an order, times 1,000.
///
/// # Formula
///
/// With *p* the share of each subgroup, *μ* the average, *s* = *y*/*μ* and *T* = Σ *p s* ln *s*:
///
/// ```text
///   TI = 1000 T        se = 1000 √( Σ (p (ln s − T) / μ)² se² )
/// ```
///
/// A value of 0 is taken for 0.000001.
///
/// # Interpretation
///
/// Without a unit, times 1,000; 0 is no inequality. It has no sign.
///
/// # Applies to
///
/// Three or more subgroups without an order, with their populations, of which 85% have a value,
/// none below 0.
///
/// # Example
///
/// ```
/// # use measure::who::*;
/// let places: Vec<Subgroup> =
///     [(30.0, 100.0), (26.0, 120.0), (22.0, 110.0), (19.0, 90.0), (15.0, 80.0)]
///         .map(|(value, people)| Subgroup::new("", value).of(people))
///         .to_vec();
/// let places = Dimension::new(Arrangement::NonOrdered, &places, Indicator::default())?;
/// assert_eq!(format!("{:.7}", theil(&places)?.value), "24.6558385");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Reference
///
/// Shorrocks AF. *Econometrica* 1980;48:613–25, doi:10.2307/1913126.
///
/// # Errors
///
/// If the subgroups have an order, are only two, lack values or populations, if one is below 0 or
/// all are 0.
pub fn theil(dimension: &Dimension) -> Result<Measured, NoSummary> {
    let Parts { shares, relative, mean } = parts(dimension)?;
    let theil = weighted(&shares, relative.iter().map(|part| part * part.ln()));
    let slopes =
        shares.iter().zip(&relative).map(|(share, part)| share * (part.ln() - theil) / mean);
    told(dimension, theil, slopes, "Theil index of people's values times 1000")
}

/// The mean log deviation (MLD) of subgroups without an order, times 1,000.
///
/// # Formula
///
/// With *p* the share of each subgroup, *μ* the average and *s* = *y*/*μ*:
///
/// ```text
///   MLD = 1000 Σ p (−ln s)        se = 1000 √( Σ (p/μ − p/y)² se² )
/// ```
///
/// A value of 0 is taken for 0.000001.
///
/// # Interpretation
///
/// Without a unit, times 1,000; 0 is no inequality. It has no sign.
///
/// # Applies to
///
/// As the Theil index. One value near 0 decides it.
///
/// # Example
///
/// ```
/// # use measure::who::*;
/// let places: Vec<Subgroup> =
///     [(30.0, 100.0), (26.0, 120.0), (22.0, 110.0), (19.0, 90.0), (15.0, 80.0)]
///         .map(|(value, people)| Subgroup::new("", value).of(people))
///         .to_vec();
/// let places = Dimension::new(Arrangement::NonOrdered, &places, Indicator::default())?;
/// assert_eq!(format!("{:.7}", mean_log_deviation(&places)?.value), "25.6378769");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Reference
///
/// Shorrocks AF. *Econometrica* 1980;48:613–25, doi:10.2307/1913126.
///
/// # Errors
///
/// As the Theil index.
pub fn mean_log_deviation(dimension: &Dimension) -> Result<Measured, NoSummary> {
    let Parts { shares, relative, mean } = parts(dimension)?;
    let deviation = weighted(&shares, relative.iter().map(|part| -part.ln()));
    let slopes =
        shares.iter().zip(&relative).map(|(share, part)| share * (1.0 - 1.0 / part) / mean);
    told(dimension, deviation, slopes, "mean log deviation of people's values times 1000")
}

/// The values as parts of their average.
struct Parts {
    shares: Vec<f64>,
    relative: Vec<f64>,
    mean: f64,
}

fn parts(dimension: &Dimension) -> Result<Parts, NoSummary> {
    dimension.without_order()?;
    let shares = dimension.shares()?;
    dimension.mean_above_zero()?;
    let mut values = Vec::with_capacity(shares.len());
    for subgroup in &dimension.subgroups {
        let (name, value) = (&subgroup.name, subgroup.value);
        if value < 0.0 {
            let (subgroup, needed) = (name.clone(), "0 or more");
            return Err(NoSummary::NotOfThisMeasure { subgroup, value, needed });
        }
        values.push(if value > 0.0 { value } else { NEXT_TO_NOTHING });
    }
    let mean = weighted(&shares, values.iter().copied());
    let relative = values.into_iter().map(|value| value / mean).collect();
    Ok(Parts { shares, relative, mean })
}

/// Its standard error is that of its linear part, `slopes` being how it moves with each value.
fn told(
    dimension: &Dimension,
    value: f64,
    slopes: impl Iterator<Item = f64>,
    method: &str,
) -> Result<Measured, NoSummary> {
    let error = dimension.errors().map(|errors| {
        let parts = slopes.zip(errors).map(|(slope, error)| (slope * error).powi(2));
        1000.0 * parts.sum::<f64>().sqrt()
    });
    // Rounding can leave equal values a hair below 0, which neither measure ever is.
    summary(dimension.count(), 1000.0 * value.max(0.0), error, method)
}
