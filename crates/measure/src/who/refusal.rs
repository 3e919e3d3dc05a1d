//! Why subgroups are no dimension, and why a dimension has not some measure, in words.

use crate::{Unit, ValueKind};

/// Why some subgroups are not a dimension of inequality.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum NotADimension {
    /// Fewer than two have a value.
    #[error("{subgroups} of the subgroups have a value, and inequality needs at least 2")]
    TooFew {
        /// How many have.
        subgroups: usize,
    },
    /// One of an order has no value.
    #[error("“{subgroup}” has no value, and an order needs one at each of its places")]
    NoValue {
        /// Which.
        subgroup: String,
    },
    /// A value that is no number of its unit.
    #[error("“{subgroup}” has a value of {value}, not {}", needed(*.unit))]
    NotAValue {
        /// Which.
        subgroup: String,
        /// What stood for its value.
        value: f64,
        /// The unit it should have been on.
        unit: Unit,
    },
    /// A standard error that is no number, or below 0.
    #[error("“{subgroup}” has a standard error of {error}, not one of 0 or more, like 1.57")]
    NotAnError {
        /// Which.
        subgroup: String,
        /// What stood for its standard error.
        error: f64,
    },
    /// A subgroup nobody is in, or whose people were not counted.
    #[error("“{subgroup}” has a population of {population}, not one above 0, like 7291")]
    NotAPopulation {
        /// Which.
        subgroup: String,
        /// What stood for its population.
        population: f64,
    },
    /// An average that is no number.
    #[error("{average} is not an average, like 22.9")]
    NotAnAverage {
        /// What stood for it.
        average: f64,
    },
    /// A reference that is none of the subgroups that have a value.
    #[error("no subgroup with a value has the name “{name}”, so none can be the reference")]
    NoReference {
        /// The name.
        name: String,
    },
}

/// Why a dimension has not some measure.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum NoSummary {
    /// The measure is for subgroups in order.
    #[error(
        "this measure is for subgroups in order, and these have none: give each its order, 1 the most disadvantaged"
    )]
    NotOrdered,
    /// The measure is for subgroups without an order.
    #[error(
        "this measure is for subgroups without an order, and these have one, which the aci, the rci, the sii and the rii use"
    )]
    Ordered,
    /// Only two subgroups.
    #[error("this measure needs at least 3 subgroups; 2 have a difference (d) and a ratio (r)")]
    OnlyTwo,
    /// Too many subgroups have no value.
    #[error("{with} of {asked} subgroups have a value, and this measure needs 85% of them")]
    TooFewValues {
        /// How many have one.
        with: usize,
        /// How many there are.
        asked: usize,
    },
    /// Nobody has said which direction is good.
    #[error("this measure needs to be told whether higher or lower is better")]
    NoPolarity,
    /// The measure counts people, and those of a subgroup are not known.
    #[error("“{subgroup}” has no population, by which this measure is weighted")]
    NoPopulation {
        /// Which.
        subgroup: String,
    },
    /// The measure is held against an average, and there is none.
    #[error("there is no average: give the population of every subgroup, or an average")]
    NoMean,
    /// An average that cannot be divided by.
    #[error("the average is {mean}, and this measure is divided by one above 0, like 22.9")]
    MeanNotAboveZero {
        /// The average.
        mean: f64,
    },
    /// A value that has no ratio or logarithm.
    #[error("“{subgroup}” has a value of {value}, which this measure needs to be {needed}")]
    NotOfThisMeasure {
        /// Which.
        subgroup: String,
        /// Its value.
        value: f64,
        /// What it must be.
        needed: &'static str,
    },
    /// Values that are not parts of a whole.
    #[error(
        "a logit is of parts of a whole: give the unit, like percent, or use the linear measure"
    )]
    NotParts,
    /// A subgroup of less than one person.
    #[error(
        "“{subgroup}” has a population of {population}, in which people cannot be counted: give people and not shares"
    )]
    LessThanOne {
        /// Which.
        subgroup: String,
        /// Its population.
        population: f64,
    },
    /// No curve fits.
    #[error(
        "no logistic curve fits: the values jump between none and all somewhere, or all are one of these"
    )]
    NoFit,
    /// A line that reaches 0.
    #[error("the line ends at {end}, and a ratio needs both its ends above 0, like 18.3")]
    EndNotAboveZero {
        /// Where it ends.
        end: f64,
    },
    /// A number too large to be told.
    #[error("the values are too far apart for this measure: it is no finite number")]
    TooLarge,
}

fn needed(unit: Unit) -> String {
    match unit.kind() {
        ValueKind::Plain => "a finite number, like 78.03".to_owned(),
        ValueKind::Rate => "a finite number of 0 or more".to_owned(),
        ValueKind::Proportion => format!("one from 0 to {}", unit.whole()),
    }
}
