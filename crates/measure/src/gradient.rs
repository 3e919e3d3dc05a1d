//! A gradient: groups from the most deprived to the least, each with its people and its value.

mod scale;

use std::fmt;

use scale::{LARGEST, needed};
pub use scale::{NotATransform, Transform, ValueKind};

/// One group on a gradient.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Band {
    /// How many people are in it, by which it is weighted.
    pub population: f64,
    /// Its value: a proportion from 0 to 1, a rate on any unit, or anything else.
    pub value: f64,
    /// How far the value may be out.
    pub uncertainty: Uncertainty,
}

/// How far the value of a group may be out.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Uncertainty {
    /// Its standard error, on the scale of [`ValueKind`]: the logarithm for a rate, the logit for
    /// a proportion.
    StandardError(f64),
    /// Its 95% limits, on the scale of the value itself.
    Limits {
        /// The lower limit.
        lower: f64,
        /// The upper limit.
        upper: f64,
    },
}

/// Groups in order of deprivation, fit to have a line drawn through them.
///
/// Holding one proves that there are at least three groups, the most deprived first, that every
/// one has people, a value of its kind and an error, and that the line has a scale it can be
/// fitted on. So the fit cannot fail.
#[derive(Clone, Debug, PartialEq)]
pub struct Gradient {
    kind: ValueKind,
    transform: Transform,
    ranks: Ranks,
    groups: Vec<Group>,
}

/// Where the groups stand on the line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Ranks {
    /// At the middle of their own share of this population.
    OfThisPopulation,
    /// At the middle of one of so many equal parts of the nation, wherever this population lives.
    National {
        /// How many parts: 5 for quintiles.
        quantiles: u32,
    },
}

/// A group with what the fit needs of it: where it stands, and its value on the scale of its error.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Group {
    pub(crate) share: f64,
    pub(crate) ridit: f64,
    pub(crate) value: f64,
    pub(crate) scaled: f64,
    pub(crate) error: f64,
}

/// Why some groups are not a gradient. Groups are numbered from 1, the most deprived.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum NotAGradient {
    /// Fewer than three groups.
    #[error("{groups} groups are not a gradient, which needs at least 3, like the 5 quintiles")]
    TooFewGroups {
        /// How many there were.
        groups: usize,
    },
    /// A group nobody is in, or whose people were not counted.
    #[error("group {group} has a population of {population}, not one above 0, like 7291")]
    NoPopulation {
        /// Which group.
        group: usize,
        /// What stood for its population.
        population: f64,
    },
    /// A value that is missing or not of its kind.
    #[error("group {group} has a value of {value}, not {}", needed(*.kind))]
    NotAValue {
        /// Which group.
        group: usize,
        /// What stood for its value.
        value: f64,
        /// What it should have been.
        kind: ValueKind,
    },
    /// A standard error that is missing, below 0, or so large that the value says nothing.
    #[error(
        "group {group} has a standard error of {error}, not one from 0, like 1.57, to 20 on a log or logit scale"
    )]
    NotAnError {
        /// Which group.
        group: usize,
        /// What stood for its standard error.
        error: f64,
    },
    /// Limits that are missing, the wrong way round, without their value, or not of its kind.
    #[error("group {group} has limits of {lower} and {upper}, not two that hold its value of {value}, each {}", needed(*.kind))]
    NotLimits {
        /// Which group.
        group: usize,
        /// The value they should hold.
        value: f64,
        /// What stood for the lower.
        lower: f64,
        /// What stood for the upper.
        upper: f64,
        /// What they should have been.
        kind: ValueKind,
    },
    /// Nearly everyone is in one group, so that the others do not fix a line.
    #[error(
        "nearly everyone is in one group, which is a point and not a gradient: populations should compare, like 7291 and 7997"
    )]
    OneGroup,
    /// A quantile that is none, or is named twice.
    #[error("quantile {quantile} is not one of {quantiles}, each named once, like 1 to 5")]
    NotAQuantile {
        /// Which.
        quantile: u32,
        /// How many there are.
        quantiles: u32,
    },
    /// A scale that is not for values of that kind.
    #[error(
        "{kind} is not fitted on {transform}: a rate may take the log scale, a proportion the logit"
    )]
    WrongScale {
        /// The kind of the values.
        kind: ValueKind,
        /// The scale that was asked for.
        transform: Transform,
    },
}

impl Gradient {
    /// The gradient of some groups, **the most deprived first**.
    ///
    /// From 5 to 10 groups are usual. With more, each is small and the ends of the line are
    /// unstable; with 3 or 4, a line says little that the groups do not.
    ///
    /// # Errors
    ///
    /// If the groups are too few, or one of them lacks people, a value or an error that can be
    /// used, or if the values are not of the kind the scale is for.
    pub fn most_deprived_first(
        kind: ValueKind,
        transform: Transform,
        bands: &[Band],
    ) -> Result<Self, NotAGradient> {
        let mut below = 0.0;
        let everyone: f64 = bands.iter().map(|band| band.population).sum();
        let ridits = bands.iter().map(|band| {
            let share = band.population / everyone;
            below += share;
            below - share / 2.0
        });
        let ridits = ridits.collect();
        Self::at(Ranks::OfThisPopulation, kind, transform, bands, ridits)
    }

    /// The gradient of the groups of one place by **national** quantile, 1 the most deprived.
    ///
    /// Each group stands where its quantile does in the nation, and is weighted by the people of
    /// this place. So the line runs between the nation's most and least deprived, as everywhere
    /// else, and places can be compared. A quantile nobody here lives in is left out.
    ///
    /// # Errors
    ///
    /// As [`Gradient::most_deprived_first`], and if a quantile is named twice or is none of them.
    pub fn at_national_ranks(
        kind: ValueKind,
        transform: Transform,
        quantiles: u32,
        bands: &[(u32, Band)],
    ) -> Result<Self, NotAGradient> {
        let mut seen = std::collections::BTreeSet::new();
        for (quantile, _) in bands {
            if !(1..=quantiles).contains(quantile) || !seen.insert(*quantile) {
                return Err(NotAGradient::NotAQuantile { quantile: *quantile, quantiles });
            }
        }
        let ridit =
            |(quantile, _): &(u32, Band)| (f64::from(*quantile) - 0.5) / f64::from(quantiles);
        let ridits = bands.iter().map(ridit).collect();
        let bands: Vec<Band> = bands.iter().map(|(_, band)| *band).collect();
        Self::at(Ranks::National { quantiles }, kind, transform, &bands, ridits)
    }

    fn at(
        ranks: Ranks,
        kind: ValueKind,
        transform: Transform,
        bands: &[Band],
        ridits: Vec<f64>,
    ) -> Result<Self, NotAGradient> {
        match (kind, transform) {
            (_, Transform::None)
            | (ValueKind::Rate, Transform::Log)
            | (ValueKind::Proportion, Transform::Logit) => {}
            (ValueKind::Plain | ValueKind::Proportion, Transform::Log)
            | (ValueKind::Plain | ValueKind::Rate, Transform::Logit) => {
                return Err(NotAGradient::WrongScale { kind, transform });
            }
        }
        if bands.len() < 3 {
            return Err(NotAGradient::TooFewGroups { groups: bands.len() });
        }
        for (group, band) in (1..).zip(bands) {
            let population = band.population;
            if !(population > 0.0 && population <= LARGEST) {
                return Err(NotAGradient::NoPopulation { group, population });
            }
        }
        let everyone: f64 = bands.iter().map(|band| band.population).sum();
        let mut groups = Vec::with_capacity(bands.len());
        for ((group, band), ridit) in (1..).zip(bands).zip(ridits) {
            let share = band.population / everyone;
            let error = kind.error(group, band)?;
            let scaled = kind.scaled(band.value);
            groups.push(Group { share, ridit, value: band.value, scaled, error });
        }
        let gradient = Self { kind, transform, ranks, groups };
        let middle = gradient.middle();
        let spread: f64 =
            gradient.groups.iter().map(|at| at.share * (at.ridit - middle).powi(2)).sum();
        if spread < 1e-9 { Err(NotAGradient::OneGroup) } else { Ok(gradient) }
    }

    /// Where the population's middle stands: ½ at its own ranks, elsewhere at the nation's.
    pub(crate) fn middle(&self) -> f64 {
        match self.ranks {
            Ranks::OfThisPopulation => 0.5,
            Ranks::National { .. } => self.groups.iter().map(|at| at.share * at.ridit).sum(),
        }
    }

    pub(crate) fn ranks(&self) -> Ranks {
        self.ranks
    }

    /// The kind of its values.
    pub fn kind(&self) -> ValueKind {
        self.kind
    }

    /// The scale its line is fitted on.
    pub fn transform(&self) -> Transform {
        self.transform
    }

    pub(crate) fn groups(&self) -> &[Group] {
        &self.groups
    }
}

impl fmt::Display for Ranks {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::OfThisPopulation => f.write_str("their population midpoints"),
            Self::National { quantiles } => {
                write!(f, "the midpoints of {quantiles} national quantiles")
            }
        }
    }
}
