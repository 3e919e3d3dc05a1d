//! The same indices of people who were surveyed one by one, with the errors of how they were drawn.

mod design;

use std::collections::BTreeMap;

use super::answer::summary;
use super::concentration::{spread, towards};
use super::fitted::line;
use super::regression::{Gradient, Link, fit, relative_of, slope_of};
use super::subgroup::{as_count, is_workable};
use super::{NoSummary, ridits, weighted};
use crate::table::{Cell, Column};
use crate::{Found, Measured, Options, Refusal, Row, Table, Unit, ValueKind};

use design::Design;

/// One person who was surveyed.
#[derive(Clone, Debug, PartialEq)]
pub struct Person {
    /// The place of the person's subgroup in the order, 1 the most disadvantaged.
    pub order: f64,
    /// What was found of the person, such as 0 or 1; nothing if nothing was.
    pub value: Option<f64>,
    /// How many others the person stands for.
    pub weight: f64,
    /// The stratum the person was drawn from.
    pub stratum: String,
    /// The sampling unit of that stratum the person was drawn in.
    pub cluster: String,
}

/// People who were surveyed, in subgroups in order.
///
/// Holding one proves that there are at least three subgroups with a value, and two sampling units
/// in every stratum, so that errors can be told. People without a value count in the design and in
/// nothing else.
#[derive(Clone, Debug, PartialEq)]
pub struct Survey {
    values: Vec<f64>,
    ranks: Vec<f64>,
    /// Of each with a value, the part of all weights.
    weights: Vec<f64>,
    design: Design,
    /// What 1 is on the unit.
    whole: f64,
}

/// Why some people are no survey.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum NotASurvey {
    /// A number that cannot be what it stands for. People are numbered from 1.
    #[error("person {person} has {column} {number}, not {needed}")]
    NotANumber {
        /// Which person.
        person: usize,
        /// What it stands for.
        column: &'static str,
        /// The number.
        number: f64,
        /// What it must be.
        needed: &'static str,
    },
    /// Fewer than three subgroups.
    #[error("people of {subgroups} subgroups have a value, and an order needs at least 3")]
    TooFew {
        /// How many there are.
        subgroups: usize,
    },
    /// A stratum of one sampling unit.
    #[error(
        "the stratum “{stratum}” has one cluster, of which no error can be told: join it to another"
    )]
    OneCluster {
        /// Which.
        stratum: String,
    },
}

impl Survey {
    /// People who were surveyed. Where the unit has a whole, such as percent, a value is a part of
    /// 1, usually 0 or 1, and what is found of everyone is on the unit.
    ///
    /// # Errors
    ///
    /// If a number cannot be what it stands for, there are fewer than three subgroups, or a stratum
    /// has one cluster.
    pub fn new(people: &[Person], unit: Unit) -> Result<Self, NotASurvey> {
        let parts = unit.kind() == ValueKind::Proportion;
        let mut subgroups: BTreeMap<u64, f64> = BTreeMap::new();
        for (at, person) in people.iter().enumerate() {
            looked_at(at + 1, person, parts)?;
            if person.value.is_some() && person.weight > 0.0 {
                *subgroups.entry(key(person.order)).or_default() += person.weight;
            }
        }
        if subgroups.len() < 3 {
            return Err(NotASurvey::TooFew { subgroups: subgroups.len() });
        }
        let populations: Vec<f64> = subgroups.values().copied().collect();
        let everyone: f64 = populations.iter().sum();
        let rank_of: BTreeMap<u64, f64> = subgroups.into_keys().zip(ridits(&populations)).collect();
        let (mut values, mut ranks, mut weights) = (Vec::new(), Vec::new(), Vec::new());
        let mut answered = Vec::new();
        for (at, person) in people.iter().enumerate() {
            if let Some(value) = person.value
                && let Some(rank) = rank_of.get(&key(person.order))
            {
                values.push(value);
                ranks.push(*rank);
                weights.push(person.weight / everyone);
                answered.push(at);
            }
        }
        let design = Design::of(people, &answered)?;
        let whole = if parts { unit.whole() } else { 1.0 };
        Ok(Self { values, ranks, weights, design, whole })
    }

    fn count(&self) -> f64 {
        as_count(self.values.len())
    }

    fn mean(&self) -> f64 {
        weighted(&self.weights, self.values.iter().copied())
    }

    fn concentration(&self, by: f64, method: &'static str) -> Result<Measured, NoSummary> {
        let spread = spread(&self.weights, &self.ranks);
        let values: Vec<f64> = self.values.iter().map(|value| 2.0 * spread * value / by).collect();
        let fitted = line(&self.ranks, &values, &self.weights);
        let changes = fitted.changes(&self.ranks, &values, &self.weights);
        let error = self.design.covariance(&changes).slope.max(0.0).sqrt();
        Ok(summary(self.count(), fitted.slope, Some(error), method)?.saying(towards(fitted.slope)))
    }

    fn gradient(&self, link: Link) -> Result<Gradient, NoSummary> {
        if link == Link::Logit
            && let Some(value) = self.values.iter().find(|value| !(0.0..=1.0).contains(*value))
        {
            let (subgroup, needed) = ("a person".to_owned(), "a part of 1, usually 0 or 1");
            return Err(NoSummary::NotOfThisMeasure { subgroup, value: *value, needed });
        }
        let fitted = fit(link, &self.ranks, &self.values, &self.weights)?;
        let changes = fitted.changes(&self.ranks, &self.values, &self.weights);
        let method = match link {
            Link::Linear => {
                "least disadvantaged against most, from a line through everyone surveyed at the ranks of their subgroups, error by linearisation over strata and clusters"
            }
            Link::Logit => {
                "least disadvantaged against most, from a logistic curve through everyone surveyed at the ranks of their subgroups, error by linearisation over strata and clusters"
            }
        };
        Ok(Gradient {
            ends: fitted.ends(),
            covariance: self.design.covariance(&changes),
            whole: self.whole,
            method,
            n: self.count(),
        })
    }
}

/// The absolute concentration index (ACI) of people who were surveyed.
///
/// # Formula
///
/// With *w* the weights as parts of all, *r* the middle of each subgroup's share of them, and σ² =
/// Σ *w* (*r* − ½)², the slope β of 2σ²*y* on *r*, weighted by *w*, which is 2 Σ *w* (*y* − *μ*)(*r*
/// − ½). Its variance is by linearisation, with *z* the sums over each of the *m* clusters of a
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
/// As that of [subgroups](super::slope_index), through every person at the rank of the subgroup and
/// weighted once; the covariance is by linearisation of what each person adds to α and β.
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
/// As that of [subgroups](super::relative_index), on the curve or line of the slope index.
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

fn looked_at(number: usize, person: &Person, parts: bool) -> Result<(), NotASurvey> {
    let value = person.value.unwrap_or_default();
    let order = person.order;
    for (column, number_of, fits, needed) in [
        ("the order", order, order.is_finite(), "a finite number, like 1"),
        (
            "the weight",
            person.weight,
            person.weight >= 0.0 && is_workable(person.weight),
            "one of 0 or more, like 1.2",
        ),
        ("the value", value, is_workable(value), "a finite number"),
        ("the value", value, !parts || (0.0..=1.0).contains(&value), "a part of 1, usually 0 or 1"),
    ] {
        if !fits {
            return Err(NotASurvey::NotANumber {
                person: number,
                column,
                number: number_of,
                needed,
            });
        }
    }
    Ok(())
}

/// A key that is in the order of the numbers.
fn key(order: f64) -> u64 {
    let bits = (order + 0.0).to_bits();
    if bits >> 63 == 1 { !bits } else { bits | (1 << 63) }
}

/// Asks a measure of the people in a table, if it has a weight for each.
pub(super) fn by_person(
    table: &Table,
    options: &Options,
    measure: impl FnOnce(&Survey) -> Result<Measured, NoSummary>,
) -> Option<Vec<Found>> {
    let survey = || -> Result<Survey, Refusal> {
        table.needs(&[Column::Order, Column::Value])?;
        let (strata, clusters) = (has(table, Column::Stratum), has(table, Column::Cluster));
        let people: Result<Vec<Person>, Refusal> =
            table.rows().iter().map(|row| person(row, strata, clusters)).collect();
        Ok(Survey::new(&people?, options.unit)?)
    };
    let surveyed = has(table, Column::Weight);
    surveyed.then(|| Found::whole(survey().and_then(|survey| Ok(measure(&survey)?))))
}

/// Which columns of the design have anything in them.
fn has(table: &Table, column: Column) -> bool {
    table.rows().iter().any(|row| *row.cell(column) != Cell::Blank)
}

fn person(row: &Row, strata: bool, clusters: bool) -> Result<Person, Refusal> {
    let words = |column: Column, used: bool, otherwise: String| match row.cell(column) {
        Cell::Number(number) => Ok(number.to_string()),
        Cell::Words(words) => Ok(words.to_string()),
        Cell::Blank if used => Err(Refusal::new(format!("row {} has no {column}", row.number()))),
        Cell::Blank => Ok(otherwise),
    };
    Ok(Person {
        order: row.needs(Column::Order)?,
        value: row.maybe(Column::Value)?,
        weight: row.not_negative(Column::Weight)?,
        stratum: words(Column::Stratum, strata, "everyone".to_owned())?,
        cluster: words(Column::Cluster, clusters, row.number().to_string())?,
    })
}
