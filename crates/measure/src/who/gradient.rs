//! The two ends of a line or curve through subgroups in order, from which both indices are read.

use super::answer::{multiplied, summary};
use super::concentration::towards;
use super::fitted::{Ends, Fitted, Symmetric, curve, line};
use super::regression::Link;
use super::subgroup::as_count;
use super::{Dimension, NoSummary, ridits};
use crate::Measured;

/// The ends of a fit with the covariance of what was fitted.
pub(super) struct Gradient {
    pub(super) ends: Ends,
    pub(super) covariance: Symmetric,
    /// What 1 on the fit is on the unit.
    pub(super) whole: f64,
    pub(super) method: &'static str,
    pub(super) n: f64,
}

impl Gradient {
    pub(super) fn of(dimension: &Dimension, link: Link) -> Result<Self, NoSummary> {
        dimension.in_order()?;
        let people = people(dimension)?;
        let ranks = ridits(&people);
        let (values, weights, whole) = match link {
            Link::Linear => (dimension.values().collect(), people, 1.0),
            Link::Logit => {
                let whole = dimension.whole().ok_or(NoSummary::NotParts)?;
                let parts = parts(dimension, &people, whole)?;
                (parts, people.iter().map(|people| people * people).collect(), whole)
            }
        };
        let fitted = fit(link, &ranks, &values, &weights)?;
        let k = as_count(values.len());
        let mut covariance = Symmetric::default();
        for change in fitted.changes(&ranks, &values, &weights) {
            covariance.add(change, k / (k - 2.0));
        }
        let method = match link {
            Link::Linear => {
                "least disadvantaged against most, from a line through the subgroups at their ranks, weighted by population, robust error (HC1)"
            }
            Link::Logit => {
                "least disadvantaged against most, from a logistic curve through the subgroups at their ranks, binomial and weighted by population besides, robust error (HC1)"
            }
        };
        Ok(Self { ends: fitted.ends(), covariance, whole, method, n: dimension.count() })
    }
}

/// The line or curve through values at their ranks.
pub(super) fn fit(
    link: Link,
    ranks: &[f64],
    values: &[f64],
    weights: &[f64],
) -> Result<Fitted, NoSummary> {
    match link {
        Link::Linear => Ok(line(ranks, values, weights)),
        Link::Logit => curve(ranks, values, weights).ok_or(NoSummary::NoFit),
    }
}

pub(super) fn slope_of(gradient: &Gradient) -> Result<Measured, NoSummary> {
    let Gradient { ends, covariance, whole, method, n } = gradient;
    let value = (ends.least - ends.most) * whole;
    let error = ends.error_of_difference(*covariance) * whole;
    let says = match value {
        0.0 => towards(value).to_owned(),
        _ => format!("{} by {:.4}", towards(value), value.abs()),
    };
    Ok(summary(*n, value, Some(error), *method)?.saying(says))
}

pub(super) fn relative_of(gradient: &Gradient) -> Result<Measured, NoSummary> {
    let Gradient { ends, covariance, whole, method, n } = gradient;
    let end = ends.least.min(ends.most);
    if end <= 0.0 {
        return Err(NoSummary::EndNotAboveZero { end: end * whole });
    }
    let value = ends.least / ends.most;
    let error = ends.error_of_log_ratio(*covariance);
    Ok(multiplied(*n, value, error, *method)?.saying(towards(ends.least - ends.most)))
}

/// The people of each subgroup, counted whole.
fn people(dimension: &Dimension) -> Result<Vec<f64>, NoSummary> {
    let populations = dimension.populations()?;
    for (subgroup, population) in dimension.subgroups.iter().zip(&populations) {
        if *population < 1.0 {
            let (subgroup, population) = (subgroup.name.clone(), *population);
            return Err(NoSummary::LessThanOne { subgroup, population });
        }
    }
    Ok(populations.into_iter().map(f64::ceil).collect())
}

/// The part of each subgroup's people who are cases, these being counted whole.
fn parts(dimension: &Dimension, people: &[f64], whole: f64) -> Result<Vec<f64>, NoSummary> {
    let mut parts = Vec::with_capacity(people.len());
    for (subgroup, people) in dimension.subgroups.iter().zip(people) {
        let part = subgroup.value / whole;
        if !(0.0..=1.0).contains(&part) {
            let (subgroup, value) = (subgroup.name.clone(), subgroup.value);
            let needed = "a part of the whole of its unit";
            return Err(NoSummary::NotOfThisMeasure { subgroup, value, needed });
        }
        parts.push((part * people).round() / people);
    }
    Ok(parts)
}
