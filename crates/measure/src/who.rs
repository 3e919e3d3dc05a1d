//! The World Health Organization's summary measures of health inequality, over the subgroups of one
//! dimension of it.
//!
//! A [`Dimension`] is the door: its subgroups, whether they have an order, and which direction is
//! good. Each measure then says by name what it lacks, and never leaves a blank. People who were
//! surveyed one by one come through a door of their own, [`Survey`].

mod answer;
mod refusal;
mod subgroup;
mod tabled;

mod difference;
mod ratio;

mod attributable;
mod concentration;

mod between_group;
mod disparity;
mod entropy;
mod mean_difference;
mod simulated;

mod fitted;
mod gradient;
mod regression;
mod survey;

use crate::{Polarity, Unit, ValueKind};

pub(crate) use attributable::{PAF, PAR};
pub(crate) use between_group::{BGSD, BGV, COV};
pub(crate) use concentration::{ACI, RCI};
pub(crate) use difference::D;
pub(crate) use disparity::{IDISU, IDISW};
pub(crate) use entropy::{MLD, TI};
pub(crate) use mean_difference::{MDBU, MDBW, MDMU, MDMW, MDRU, MDRW};
pub(crate) use ratio::R;
pub(crate) use regression::{RII_LINEAR, RII_LOGIT, SII_LINEAR, SII_LOGIT};

pub use attributable::{attributable_fraction, attributable_risk};
pub use between_group::{between_group_deviation, between_group_variance, variation};
pub use concentration::{absolute_concentration, relative_concentration};
pub use difference::difference;
pub use disparity::disparity;
pub use entropy::{mean_log_deviation, theil};
pub use mean_difference::{From, mean_difference};
pub use ratio::ratio;
pub use refusal::{NoSummary, NotADimension};
pub use regression::{Link, relative_index, slope_index};
pub use subgroup::Subgroup;
pub use survey::{
    NotASurvey, Person, Survey, surveyed_absolute_concentration, surveyed_relative_concentration,
    surveyed_relative_index, surveyed_slope_index,
};

use subgroup::{Known, as_count};

/// Whether subgroups have an order of their own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Arrangement {
    /// They have, as quintiles have; the most disadvantaged comes first.
    Ordered,
    /// They have none, as ethnic groups or places have.
    NonOrdered,
}

/// Whether every subgroup counts the same, or every person.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Weighting {
    /// Every subgroup counts the same.
    Unweighted,
    /// Every subgroup counts by its population.
    Weighted,
}

/// What must be said of the values, since no number says it of itself.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Indicator {
    /// Which direction is good.
    pub polarity: Polarity,
    /// What the values are numbers of.
    pub unit: Unit,
    /// The published average of the whole setting, which serves where populations are not known.
    pub average: Option<f64>,
    /// The name of the subgroup the others are held against, if one is.
    pub reference: Option<String>,
}

/// The subgroups of one dimension of inequality, such as quintiles or ethnic groups.
///
/// Holding one proves that at least two subgroups have a value, that every value, error and
/// population is a number that can be worked with, that none is missing from an order, and that
/// the reference, if one was named, is among them.
#[derive(Clone, Debug, PartialEq)]
pub struct Dimension {
    arrangement: Arrangement,
    subgroups: Vec<Known>,
    asked: usize,
    polarity: Polarity,
    unit: Unit,
    average: Option<f64>,
    reference: Option<usize>,
}

impl Dimension {
    /// The subgroups of a dimension; where they have an order, the most disadvantaged first.
    ///
    /// # Errors
    ///
    /// If fewer than two have a value, one of an order has none, or a number cannot be one of its
    /// kind.
    pub fn new(
        arrangement: Arrangement,
        subgroups: &[Subgroup],
        indicator: Indicator,
    ) -> Result<Self, NotADimension> {
        let Indicator { polarity, unit, average, reference } = indicator;
        let mut known = Vec::with_capacity(subgroups.len());
        for subgroup in subgroups {
            match (subgroup.known(unit)?, arrangement) {
                (Some(subgroup), _) => known.push(subgroup),
                (None, Arrangement::NonOrdered) => {}
                (None, Arrangement::Ordered) => {
                    return Err(NotADimension::NoValue { subgroup: subgroup.name.clone() });
                }
            }
        }
        if known.len() < 2 {
            return Err(NotADimension::TooFew { subgroups: known.len() });
        }
        if let Some(average) = average
            && !subgroup::is_workable(average)
        {
            return Err(NotADimension::NotAnAverage { average });
        }
        let reference = reference
            .map(|name| {
                let at = known.iter().position(|subgroup| subgroup.name == name);
                at.ok_or(NotADimension::NoReference { name })
            })
            .transpose()?;
        let (subgroups, asked) = (known, subgroups.len());
        Ok(Self { arrangement, subgroups, asked, polarity, unit, average, reference })
    }

    /// How many subgroups have a value.
    fn count(&self) -> f64 {
        as_count(self.subgroups.len())
    }

    fn values(&self) -> impl Iterator<Item = f64> {
        self.subgroups.iter().map(|subgroup| subgroup.value)
    }

    /// The error of every value, if every one is known.
    fn errors(&self) -> Option<Vec<f64>> {
        self.subgroups.iter().map(|subgroup| subgroup.error).collect()
    }

    fn populations(&self) -> Result<Vec<f64>, NoSummary> {
        let of = |subgroup: &Known| {
            let missing = || NoSummary::NoPopulation { subgroup: subgroup.name.clone() };
            subgroup.population.ok_or_else(missing)
        };
        self.subgroups.iter().map(of).collect()
    }

    /// The part of the population that is in each subgroup.
    fn shares(&self) -> Result<Vec<f64>, NoSummary> {
        let populations = self.populations()?;
        let everyone: f64 = populations.iter().sum();
        Ok(populations.into_iter().map(|population| population / everyone).collect())
    }

    /// The weight of each subgroup in a mean difference.
    fn weights(&self, weighting: Weighting) -> Result<Vec<f64>, NoSummary> {
        match weighting {
            Weighting::Weighted => self.shares(),
            Weighting::Unweighted => Ok(vec![1.0 / self.count(); self.subgroups.len()]),
        }
    }

    /// The average of everyone: of the subgroups by their populations, or else the published one.
    fn mean(&self) -> Result<f64, NoSummary> {
        match (self.shares(), self.average) {
            (Ok(shares), _) => Ok(weighted(&shares, self.values())),
            (Err(_), Some(average)) => Ok(average),
            (Err(_), None) => Err(NoSummary::NoMean),
        }
    }

    /// The average of everyone, to be divided by.
    fn mean_above_zero(&self) -> Result<f64, NoSummary> {
        let mean = self.mean()?;
        if mean > 0.0 { Ok(mean) } else { Err(NoSummary::MeanNotAboveZero { mean }) }
    }

    /// The sign of a change for the better.
    fn better(&self) -> Result<f64, NoSummary> {
        self.polarity.better().ok_or(NoSummary::NoPolarity)
    }

    fn at_least_three(&self) -> Result<(), NoSummary> {
        if self.subgroups.len() > 2 { Ok(()) } else { Err(NoSummary::OnlyTwo) }
    }

    fn in_order(&self) -> Result<(), NoSummary> {
        match self.arrangement {
            Arrangement::Ordered => self.at_least_three(),
            Arrangement::NonOrdered => Err(NoSummary::NotOrdered),
        }
    }

    /// Refuses subgroups in order, two alone, and those of which too many have no value.
    fn without_order(&self) -> Result<(), NoSummary> {
        match self.arrangement {
            Arrangement::Ordered => return Err(NoSummary::Ordered),
            Arrangement::NonOrdered => self.at_least_three()?,
        }
        let (with, asked) = (self.subgroups.len(), self.asked);
        if with * 100 < asked * 85 { Err(NoSummary::TooFewValues { with, asked }) } else { Ok(()) }
    }

    /// The subgroup of the best value, the first of them if several have it.
    fn best(&self) -> Result<usize, NoSummary> {
        let better = self.better()?;
        Ok(first_highest(self.values().map(|value| better * value)))
    }

    fn subgroup(&self, at: usize) -> Result<&Known, NoSummary> {
        self.subgroups.get(at).ok_or(NoSummary::OnlyTwo)
    }

    /// What 1 is on the unit, if its values are parts of a whole.
    fn whole(&self) -> Option<f64> {
        whole(self.unit)
    }

    /// Between which numbers a value of this unit must lie.
    fn range(&self) -> (f64, f64) {
        match self.unit.kind() {
            ValueKind::Proportion => (0.0, self.unit.whole()),
            ValueKind::Rate => (0.0, f64::INFINITY),
            ValueKind::Plain => (f64::NEG_INFINITY, f64::INFINITY),
        }
    }
}

/// What 1 is on a unit whose values are parts of a whole.
fn whole(unit: Unit) -> Option<f64> {
    match unit {
        Unit::Proportion | Unit::Percent | Unit::Per1000 | Unit::Per10000 | Unit::Per100000 => {
            Some(unit.whole())
        }
        Unit::Unsaid | Unit::Ratio | Unit::Years | Unit::Score => None,
    }
}

/// A weighted sum.
fn weighted(weights: &[f64], values: impl Iterator<Item = f64>) -> f64 {
    weights.iter().zip(values).map(|(weight, value)| weight * value).sum()
}

/// Where the first of the highest stands.
fn first_highest(values: impl Iterator<Item = f64>) -> usize {
    let higher = |best: (usize, f64), next: (usize, f64)| if next.1 > best.1 { next } else { best };
    values.enumerate().reduce(higher).map_or(0, |(at, _)| at)
}

/// Where each part of a population stands in it, from 0, the most disadvantaged, to 1: in the
/// middle of its share.
fn ridits(populations: &[f64]) -> Vec<f64> {
    let everyone: f64 = populations.iter().sum();
    let mut before = 0.0;
    let middle = |population: &f64| {
        let at = before + population / 2.0;
        before += population;
        at / everyone
    };
    populations.iter().map(middle).collect()
}
