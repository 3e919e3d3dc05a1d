//! A gradient: groups from the most deprived to the least, each with its people and its value.

use std::fmt;
use std::str::FromStr;

use crate::Confidence;

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

/// What the values are, which decides the scale on which their error is normal.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum ValueKind {
    /// Anything with a symmetrical error, such as life expectancy or a mean.
    #[default]
    Plain,
    /// A rate, above 0, whose logarithm has the normal error.
    Rate,
    /// A proportion, between 0 and 1, whose logit has the normal error.
    Proportion,
}

/// The scale on which the line is fitted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Transform {
    /// That of the values.
    #[default]
    None,
    /// The logarithm, for rates.
    Log,
    /// The logit, for proportions.
    Logit,
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

/// The largest standard error on a log or logit scale; one such already means "between nothing and
/// everything", and a larger one overflows.
const LARGEST_SCALED_ERROR: f64 = 20.0;

/// The largest magnitude of any figure, far above what is ever counted and far below overflow.
const LARGEST: f64 = 1e100;

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

impl ValueKind {
    /// A value on the scale where its error is normal.
    pub(crate) fn scaled(self, value: f64) -> f64 {
        match self {
            Self::Plain => value,
            Self::Rate => value.ln(),
            Self::Proportion => (value / (1.0 - value)).ln(),
        }
    }

    /// The way back from that scale.
    pub(crate) fn unscaled(self, scaled: f64) -> f64 {
        match self {
            Self::Plain => scaled,
            Self::Rate => scaled.exp(),
            Self::Proportion => 1.0 / (1.0 + (-scaled).exp()),
        }
    }

    fn holds(self, value: f64) -> bool {
        match self {
            Self::Plain => value.abs() <= LARGEST,
            Self::Rate => value > 0.0 && value <= LARGEST,
            Self::Proportion => value > 0.0 && value < 1.0,
        }
    }

    /// The standard error of a band on that scale, once the band has been found usable.
    fn error(self, group: usize, band: &Band) -> Result<f64, NotAGradient> {
        let value = band.value;
        if !self.holds(value) {
            return Err(NotAGradient::NotAValue { group, value, kind: self });
        }
        let error = match band.uncertainty {
            Uncertainty::StandardError(error) => error,
            Uncertainty::Limits { lower, upper } => {
                let in_order = lower <= value && value <= upper;
                if !(in_order && self.holds(lower) && self.holds(upper)) {
                    return Err(NotAGradient::NotLimits { group, value, lower, upper, kind: self });
                }
                (self.scaled(upper) - self.scaled(lower)) / (2.0 * Confidence::Ninety5.z())
            }
        };
        let largest = match self {
            Self::Plain => LARGEST,
            Self::Rate | Self::Proportion => LARGEST_SCALED_ERROR,
        };
        if (0.0..=largest).contains(&error) {
            Ok(error)
        } else {
            Err(NotAGradient::NotAnError { group, error })
        }
    }
}

fn needed(kind: ValueKind) -> &'static str {
    match kind {
        ValueKind::Plain => "a number, like 79.4",
        ValueKind::Rate => "a rate above 0, like 150.2",
        ValueKind::Proportion => "a proportion between 0 and 1, like 0.212",
    }
}

/// Text that was offered as a scale and is not one.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("“{text}” is not a scale to fit a line on, like none, log or logit")]
pub struct NotATransform {
    text: String,
}

impl FromStr for Transform {
    type Err = NotATransform;

    fn from_str(text: &str) -> Result<Self, NotATransform> {
        match text.trim() {
            "none" => Ok(Self::None),
            "log" => Ok(Self::Log),
            "logit" => Ok(Self::Logit),
            _ => Err(NotATransform { text: text.to_owned() }),
        }
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

impl fmt::Display for ValueKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::Plain => "a plain value",
            Self::Rate => "a rate",
            Self::Proportion => "a proportion",
        })
    }
}

impl fmt::Display for Transform {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::None => "the values' own scale",
            Self::Log => "the log scale",
            Self::Logit => "the logit scale",
        })
    }
}
