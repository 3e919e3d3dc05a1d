//! What a chart may be asked to do differently.

use std::fmt;
use std::num::NonZeroUsize;
use std::str::FromStr;

use crate::Polarity;

use super::limits::{LIMIT, OUTLYING};
use super::rules::TREND;

/// What a chart is asked for. The default is what NHS England's Excel tool does.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Settings {
    /// Which direction is good.
    pub polarity: Polarity,
    /// What the process should reach, if anything.
    pub target: Option<Target>,
    /// Whether outlying moving ranges count towards the limits.
    pub screening: Screening,
    /// Which points of a segment its mean and limits come from.
    pub baseline: Baseline,
    /// How many points on one side of the mean are a special cause.
    pub run_length: RunLength,
}

/// Whether outlying moving ranges count towards the limits.
///
/// ```
/// # use measure::control_chart::Screening;
/// assert_eq!("screened".parse(), Ok(Screening::Screened));
/// assert_eq!(Screening::default().to_string(), "excel");
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Screening {
    /// All count, as in NHS England's Excel tool.
    #[default]
    Excel,
    /// Those of 3.267 times their average or more are dropped once, as in `NHSRplotthedots`.
    Screened,
}

/// Text that was offered as a way of screening and is not one.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("“{text}” is not a way to treat outlying ranges, like excel or screened")]
pub struct NotAScreening {
    text: String,
}

/// Which points of a segment its mean and limits come from; all of them, unless said otherwise.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Baseline(Option<NonZeroUsize>);

/// A number of points that is too small to fix limits on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "a baseline of {points} is not one to fix limits on, which needs {FEWEST} points or more, like 24"
)]
pub struct NotABaseline {
    points: usize,
}

/// How many points on one side of the mean are a special cause: 7, unless said otherwise.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RunLength(usize);

/// A number of points that nobody's rules call a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "{points} points are not a run in any set of rules: 7 is usual here, and 6, 8 and 9 elsewhere"
)]
pub struct NotARunLength {
    points: usize,
}

/// What a process should reach.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Target(f64);

/// A number that cannot be reached.
#[derive(Clone, Copy, Debug, PartialEq, thiserror::Error)]
#[error("{value} is not a target, like 95")]
pub struct NotATarget {
    value: f64,
}

/// The fewest points that make limits and not trial limits.
pub(super) const FEWEST: usize = 12;

impl Baseline {
    /// Every point of a segment, however many come.
    pub const ALL: Self = Self(None);

    /// The first so many points of every segment, after which its mean and limits stay as they are.
    /// A segment that has not so many yet goes by all it has.
    ///
    /// # Errors
    ///
    /// If they are fewer than 12.
    pub fn first(points: usize) -> Result<Self, NotABaseline> {
        match NonZeroUsize::new(points) {
            Some(enough) if points >= FEWEST => Ok(Self(Some(enough))),
            Some(_) | None => Err(NotABaseline { points }),
        }
    }

    pub(super) fn of(self, values: &[f64]) -> &[f64] {
        let fixed = self.0.and_then(|points| values.split_at_checked(points.get()));
        fixed.map_or(values, |(first, _)| first)
    }
}

impl RunLength {
    /// A run of so many points.
    ///
    /// # Errors
    ///
    /// If they are not 6 to 9.
    pub fn new(points: usize) -> Result<Self, NotARunLength> {
        if (6..=9).contains(&points) { Ok(Self(points)) } else { Err(NotARunLength { points }) }
    }

    /// How many points.
    pub fn points(self) -> usize {
        self.0
    }
}

impl Default for RunLength {
    fn default() -> Self {
        Self(7)
    }
}

impl Target {
    /// A target, on the unit of the values.
    ///
    /// # Errors
    ///
    /// If it is not a number, or infinite.
    pub fn new(value: f64) -> Result<Self, NotATarget> {
        if value.is_finite() { Ok(Self(value)) } else { Err(NotATarget { value }) }
    }

    /// The number itself.
    pub fn value(self) -> f64 {
        self.0
    }
}

impl Settings {
    pub(super) fn method(self) -> String {
        let screening = match self.screening {
            Screening::Excel => "no moving range left out".to_owned(),
            Screening::Screened => {
                format!("moving ranges of {OUTLYING} times their average or more left out once")
            }
        };
        let baseline = match self.baseline {
            Baseline(None) => "all points of a segment".to_owned(),
            Baseline(Some(points)) => format!("the first {points} points of a segment"),
        };
        let run = self.run_length.points();
        format!(
            "XmR chart: the mean ± {LIMIT} times the average moving range, {screening}, from {baseline}; special cause: outside the limits, a trend of {TREND} points, 2 of 3 beyond two thirds of the limits, or {run} points on one side of the mean"
        )
    }
}

impl FromStr for Screening {
    type Err = NotAScreening;

    fn from_str(text: &str) -> Result<Self, NotAScreening> {
        match text.trim() {
            "excel" => Ok(Self::Excel),
            "screened" => Ok(Self::Screened),
            _ => Err(NotAScreening { text: text.to_owned() }),
        }
    }
}

impl fmt::Display for Screening {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::Excel => "excel",
            Self::Screened => "screened",
        })
    }
}
