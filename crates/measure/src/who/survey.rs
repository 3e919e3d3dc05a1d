//! The same indices of people who were surveyed one by one, with the errors of how they were drawn.

mod design;
mod indices;
mod tabled;

use std::collections::BTreeMap;

use super::answer::summary;
use super::concentration::{spread, towards};
use super::fitted::line;
use super::gradient::{Gradient, fit};
use super::regression::Link;
use super::subgroup::{as_count, is_workable};
use super::{NoSummary, ridits, weighted, whole};
use crate::{Measured, Unit};

use design::Design;

pub use indices::{
    surveyed_absolute_concentration, surveyed_relative_concentration, surveyed_relative_index,
    surveyed_slope_index,
};
pub(super) use tabled::by_person;

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
        let whole = whole(unit);
        let mut subgroups: BTreeMap<u64, f64> = BTreeMap::new();
        for (at, person) in people.iter().enumerate() {
            looked_at(at + 1, person, whole.is_some())?;
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
        Ok(Self { values, ranks, weights, design, whole: whole.unwrap_or(1.0) })
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
