//! The rules of comparison, one function each.

use std::cmp::Ordering;

use super::{Label, against_one, side};
use crate::{AtBoth, Estimate, Polarity};

/// The same as [`against_one`] at both levels: Worst or Best where even the 99.8% limits do not hold the benchmark.
#[must_use]
pub fn against_two_levels(estimate: AtBoth<Estimate>, benchmark: f64, polarity: Polarity) -> Label {
    let narrow = against_one(estimate.at_95, benchmark, polarity);
    match side(estimate.at_998, benchmark) {
        Ordering::Equal => narrow,
        Ordering::Less | Ordering::Greater => narrow.at_the_wider(),
    }
}

/// Two values that both have limits: Similar where the limits overlap or touch. That is a careful
/// rule, which calls some Similar that a test of their difference would tell apart.
#[must_use]
pub fn against_uncertain(estimate: Estimate, other: Estimate, polarity: Polarity) -> Label {
    let side = if estimate.upper < other.lower {
        Ordering::Less
    } else if estimate.lower > other.upper {
        Ordering::Greater
    } else {
        Ordering::Equal
    };
    Label::of(side, polarity)
}

/// A value against a target, by the value alone: a value on the target meets it. None where neither
/// direction is better, since nothing says then on which side a target is met.
#[must_use]
pub fn by_target(value: f64, target: f64, polarity: Polarity) -> Option<Label> {
    let better = polarity.better()?;
    Some(if (value - target) * better >= 0.0 { Label::Better } else { Label::Worse })
}

/// A value with limits against a target: met where they lie wholly at it or beyond, missed where
/// they lie wholly short of it, and Similar between. None where neither direction is better.
#[must_use]
pub fn by_target_with_limits(estimate: Estimate, target: f64, polarity: Polarity) -> Option<Label> {
    let towards = estimate.times(polarity.better()?);
    let target = target * polarity.better()?;
    Some(if towards.lower >= target {
        Label::Better
    } else if towards.upper < target {
        Label::Worse
    } else {
        Label::Similar
    })
}

/// A target that is met from an upper boundary on and missed below a lower.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Range {
    lower: f64,
    upper: f64,
}

/// Two numbers that are no range.
#[derive(Clone, Copy, Debug, PartialEq, thiserror::Error)]
#[error("{lower} to {upper} is not a range, like 80 to 85")]
pub struct NotARange {
    lower: f64,
    upper: f64,
}

impl Range {
    /// From a lower boundary to a higher.
    ///
    /// # Errors
    ///
    /// If the upper is not above the lower, or one is no number.
    pub fn new(lower: f64, upper: f64) -> Result<Self, NotARange> {
        if lower < upper && lower.is_finite() && upper.is_finite() {
            Ok(Self { lower, upper })
        } else {
            Err(NotARange { lower, upper })
        }
    }
}

/// A value against a range: one side of it is below the lower boundary, the other is the upper
/// boundary or above, and between is Similar. None where neither direction is better.
#[must_use]
pub fn by_range(value: f64, Range { lower, upper }: Range, polarity: Polarity) -> Option<Label> {
    polarity.better()?;
    let side = if value < lower {
        Ordering::Less
    } else if value >= upper {
        Ordering::Greater
    } else {
        Ordering::Equal
    };
    Some(Label::of(side, polarity))
}
