//! One subgroup: what is told of it, and what is known of it once that has been looked at.

use super::NotADimension;
use crate::{Unit, ValueKind};

/// What is told of one subgroup.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Subgroup {
    /// Its name: "Quintile 1", "White".
    pub name: String,
    /// Its value, if it has one.
    pub value: Option<f64>,
    /// The standard error of its value, if that is known.
    pub error: Option<f64>,
    /// How many people are in it, if that is known.
    pub population: Option<f64>,
}

/// A subgroup that has a value.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Known {
    pub(super) name: String,
    pub(super) value: f64,
    pub(super) error: Option<f64>,
    pub(super) population: Option<f64>,
}

/// Far beyond any value of health, and far below where a double's squares overflow.
const LARGEST: f64 = 1e50;

/// The most people there can be.
const EVERYONE: f64 = 1e12;

/// Whether a number is finite, and its square still is.
pub(super) fn is_workable(number: f64) -> bool {
    number.abs() <= LARGEST
}

impl Subgroup {
    /// A subgroup of this name and value, of whose error and people nothing is known.
    pub fn new(name: impl Into<String>, value: f64) -> Self {
        Self { name: name.into(), value: Some(value), error: None, population: None }
    }

    /// The same, with the standard error of its value.
    #[must_use]
    pub fn give_or_take(self, error: f64) -> Self {
        Self { error: Some(error), ..self }
    }

    /// The same, with the people in it.
    #[must_use]
    pub fn of(self, population: f64) -> Self {
        Self { population: Some(population), ..self }
    }

    /// What is known of it, if it has a value at all.
    pub(super) fn known(&self, unit: Unit) -> Result<Option<Known>, NotADimension> {
        let Self { name, value, error, population } = self.clone();
        let Some(value) = value else { return Ok(None) };
        let fits = match unit.kind() {
            ValueKind::Plain => true,
            ValueKind::Rate => value >= 0.0,
            ValueKind::Proportion => (0.0..=unit.whole()).contains(&value),
        };
        if !is_workable(value) || !fits {
            return Err(NotADimension::NotAValue { subgroup: name, value, unit });
        }
        if let Some(error) = error
            && !(is_workable(error) && error >= 0.0)
        {
            return Err(NotADimension::NotAnError { subgroup: name, error });
        }
        if let Some(population) = population
            && !(population > 0.0 && population <= EVERYONE)
        {
            return Err(NotADimension::NotAPopulation { subgroup: name, population });
        }
        Ok(Some(Known { name, value, error, population }))
    }
}

/// A number of things as a number.
pub(super) fn as_count(things: usize) -> f64 {
    u32::try_from(things).map_or(f64::from(u32::MAX), f64::from)
}
