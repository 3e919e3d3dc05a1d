//! The concentration, slope and relative indices of people who were surveyed.

use super::Survey;
use crate::Measured;
use crate::who::NoSummary;
use crate::who::gradient::{relative_of, slope_of};
use crate::who::regression::Link;

/// The absolute concentration index (ACI) of people who were surveyed.
///
/// # Formula
///
/// With *w* the weights as parts of all, *r* the middle of each subgroup's share of them, and σ² =
/// Σ *w* (*r* − ½)²: the slope β of 2σ²*y* on *r*, weighted by *w*. Its variance is by linearisation, with *z* the sums over each of the *m* clusters of a
/// stratum of what every person's value adds to β:
///
/// ```text
///   var = Σ over strata  m/(m − 1) Σ (z − z̄)²
/// ```
///
/// # Interpretation
///
/// On the unit of the values; 0 is no concentration. **Below 0 the values are higher in the most
/// disadvantaged.**
///
/// # Applies to
///
/// A sample of people in three subgroups in order or more, with weights, and with the strata and
/// clusters they were drawn by, if any. The average and the ranks are taken to be known.
///
/// # Example
///
/// ```
/// # use measure::Unit;
/// # use measure::who::*;
/// let people: Vec<Person> = [(1, 0), (1, 1), (2, 1), (2, 0), (3, 1), (3, 1)]
///     .iter()
///     .enumerate()
///     .map(|(at, &(order, value))| Person {
///         order: f64::from(order),
///         value: Some(f64::from(value)),
///         weight: 1.0,
///         stratum: String::new(),
///         cluster: at.to_string(),
///     })
///     .collect();
/// let found = surveyed_absolute_concentration(&Survey::new(&people, Unit::Proportion)?)?;
/// assert_eq!(format!("{:.4} {}", found.value, found.n), "0.1111 6");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Reference
///
/// Binder DA. *Int Stat Rev* 1983;51:279–92, doi:10.2307/1402588.
///
/// # Errors
///
/// If the numbers are too large.
pub fn surveyed_absolute_concentration(survey: &Survey) -> Result<Measured, NoSummary> {
    survey.concentration(
        1.0 / survey.whole,
        "concentration of people's values towards the advantaged end, error by linearisation over strata and clusters",
    )
}

/// The relative concentration index (RCI) of people who were surveyed: the absolute one over their
/// average.
///
/// # Formula
///
/// ```text
///   RCI = ACI / μ        μ = Σ w y
/// ```
///
/// # Interpretation
///
/// Without a unit; 0 is no concentration. **Below 0 the values are higher in the most
/// disadvantaged.**
///
/// # Applies to
///
/// As the absolute index, with an average above 0.
///
/// # Example
///
/// ```
/// # use measure::Unit;
/// # use measure::who::*;
/// # let people: Vec<Person> = [(1, 0), (1, 1), (2, 1), (2, 0), (3, 1), (3, 1)]
/// #     .iter()
/// #     .enumerate()
/// #     .map(|(at, &(order, value))| Person {
/// #         order: f64::from(order),
/// #         value: Some(f64::from(value)),
/// #         weight: 1.0,
/// #         stratum: String::new(),
/// #         cluster: at.to_string(),
/// #     })
/// #     .collect();
/// let found = surveyed_relative_concentration(&Survey::new(&people, Unit::Proportion)?)?;
/// assert_eq!(format!("{:.4}", found.value), "0.1667");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Reference
///
/// Binder DA. *Int Stat Rev* 1983;51:279–92, doi:10.2307/1402588.
///
/// # Errors
///
/// If the average is not above 0.
pub fn surveyed_relative_concentration(survey: &Survey) -> Result<Measured, NoSummary> {
    let mean = survey.mean();
    if mean <= 0.0 {
        return Err(NoSummary::MeanNotAboveZero { mean: mean * survey.whole });
    }
    survey.concentration(
        mean,
        "concentration of people's values, divided by their average, error by linearisation over strata and clusters",
    )
}

/// The slope index of inequality (SII) of people who were surveyed.
///
/// # Formula
///
/// As that of [subgroups](crate::who::slope_index), through every person at the rank of the
/// subgroup and weighted once; the covariance is by linearisation of what each person adds to α and β.
///
/// # Interpretation
///
/// On the unit of the values; 0 is no gradient. **Below 0 the values are higher in the most
/// disadvantaged.**
///
/// # Applies to
///
/// As the absolute concentration index; by logit, values from 0 to 1 that are not all the same.
///
/// # Example
///
/// ```
/// # use measure::Unit;
/// # use measure::who::*;
/// # let people: Vec<Person> = [(1, 0), (1, 1), (2, 1), (2, 0), (3, 1), (3, 1)]
/// #     .iter()
/// #     .enumerate()
/// #     .map(|(at, &(order, value))| Person {
/// #         order: f64::from(order),
/// #         value: Some(f64::from(value)),
/// #         weight: 1.0,
/// #         stratum: String::new(),
/// #         cluster: at.to_string(),
/// #     })
/// #     .collect();
/// let found = surveyed_slope_index(&Survey::new(&people, Unit::Proportion)?, Link::Linear)?;
/// assert_eq!(format!("{:.4}", found.value), "0.7500");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Reference
///
/// Binder DA. *Int Stat Rev* 1983;51:279–92, doi:10.2307/1402588.
///
/// # Errors
///
/// If no curve fits.
pub fn surveyed_slope_index(survey: &Survey, link: Link) -> Result<Measured, NoSummary> {
    slope_of(&survey.gradient(link)?)
}

/// The relative index of inequality (RII) of people who were surveyed.
///
/// # Formula
///
/// As that of [subgroups](crate::who::relative_index), on the curve or line of the slope index.
///
/// # Interpretation
///
/// Without a unit; 1 is no gradient. **Below 1 the values are higher in the most disadvantaged.**
///
/// # Applies to
///
/// As the slope index.
///
/// # Example
///
/// ```
/// # use measure::Unit;
/// # use measure::who::*;
/// # let people: Vec<Person> = [(1, 0), (1, 1), (2, 1), (2, 0), (3, 1), (3, 1)]
/// #     .iter()
/// #     .enumerate()
/// #     .map(|(at, &(order, value))| Person {
/// #         order: f64::from(order),
/// #         value: Some(f64::from(value)),
/// #         weight: 1.0,
/// #         stratum: String::new(),
/// #         cluster: at.to_string(),
/// #     })
/// #     .collect();
/// let found = surveyed_relative_index(&Survey::new(&people, Unit::Proportion)?, Link::Linear)?;
/// assert_eq!(format!("{:.4}", found.value), "3.5714");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Reference
///
/// Binder DA. *Int Stat Rev* 1983;51:279–92, doi:10.2307/1402588.
///
/// # Errors
///
/// If no curve fits, or the line is not above 0 at both ends.
pub fn surveyed_relative_index(survey: &Survey, link: Link) -> Result<Measured, NoSummary> {
    relative_of(&survey.gradient(link)?)
}
