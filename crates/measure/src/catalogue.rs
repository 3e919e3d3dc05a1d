//! The measures there are, by the names under which they are asked for.

use crate::quantile::{First, Ties};
use crate::{
    Approach, Comparer, Found, Multiplier, Polarity, Power, Refusal, Shape, Table, Transform, Unit,
};
use crate::{
    benchmark, change, detectable, funnel, gap, indirect, life_expectancy, mean, proportion,
    quantile, rate, recent_trend, slope, standardised, trajectory, who,
};

/// One measure, as a page or a command lists it and asks it.
#[derive(Clone, Copy)]
pub struct Measure {
    /// The name by which commands and files ask for it.
    pub name: &'static str,
    /// The name by which people speak of it.
    pub title: &'static str,
    /// What it tells, in one plain sentence.
    pub says: &'static str,
    /// The columns it takes, as a person would be told them.
    pub takes: &'static str,
    /// The function, as its path in this crate, whose documentation is the measure's.
    pub documented: &'static str,
    /// Works it out of a table: an answer for the whole of it, or one a row.
    pub(crate) find: fn(&Table, &Options) -> Vec<Found>,
}

impl Measure {
    /// Asks it of a table: an answer for the whole of it, or one a row.
    ///
    /// Whatever the table holds, every number of an answer is finite: what is too large to be worked
    /// with is refused.
    pub fn ask(&self, table: &Table, options: &Options) -> Vec<Found> {
        let mut found = (self.find)(table, options);
        for answer in &mut found {
            if answer.outcome.as_ref().is_ok_and(|measured| !measured.is_finite()) {
                let words = "a number is too large, or too small, for this to be worked out";
                answer.outcome = Err(Refusal::new(words));
            }
        }
        found
    }
}

/// A measure of a series, which a command of its own asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Chart {
    /// Its name.
    pub name: &'static str,
    /// The name by which people speak of it.
    pub title: &'static str,
    /// What it tells, in one plain sentence.
    pub says: &'static str,
    /// The columns it takes, as a person would be told them.
    pub takes: &'static str,
    /// The function, as its path in this crate, whose documentation is the chart's.
    pub documented: &'static str,
    /// The command that asks for it.
    pub command: &'static str,
}

/// Every chart of this crate.
pub const CHARTS: &[Chart] = &[Chart {
    name: "control-chart",
    title: "Control chart",
    says: "Which points of a series differ from the rest by more than chance, by the rules of Making Data Count.",
    takes: "date, value; series_id, improvement_direction, target, rebase_dates, fix_after_n_points, screen_outliers",
    documented: "control_chart::control_chart",
    command: "fairlead spc SERIES.csv",
}];

/// Everything a measure may be told beside the table. Nothing is guessed from the numbers.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Options {
    /// Which direction is good.
    pub polarity: Polarity,
    /// What the values are numbers of.
    pub unit: Unit,
    /// The subgroup the others are held against.
    pub reference: Option<String>,
    /// What a result is multiplied by to be printed; each measure has its own default.
    pub multiplier: Option<Multiplier>,
    /// The scale a line is fitted on.
    pub transform: Transform,
    /// How limits without a closed form are found.
    pub approach: Approach,
    /// The value that others are compared with.
    pub benchmark: Option<f64>,
    /// Into how many parts an order is divided.
    pub quantiles: Option<u32>,
    /// Which values the first part is of.
    pub first: First,
    /// Which rank those with the same value share.
    pub ties: Ties,
    /// How often a change is to be told where there is one.
    pub power: Power,
    /// By which rule a value is compared.
    pub comparer: Comparer,
    /// How many periods after the first a target is due; without one, in the last period.
    pub due: Option<f64>,
    /// How a trajectory goes from its baseline to its target.
    pub shape: Shape,
    /// How near a target counts as met, on the value's unit.
    pub tolerance: f64,
}

impl Options {
    /// What a result is multiplied by, or what is usual where nobody said.
    pub(crate) fn multiplied_by(&self, usual: f64) -> f64 {
        self.multiplier.map_or(usual, Multiplier::number)
    }
}

/// Every measure of this crate.
pub const MEASURES: &[Measure] = &[
    proportion::MEASURE,
    rate::MEASURE,
    mean::MEASURE,
    standardised::DIRECT,
    standardised::OF_REPEATED_EVENTS,
    indirect::RATE,
    indirect::RATIO,
    life_expectancy::MEASURE,
    quantile::MEASURE,
    funnel::PROPORTION,
    funnel::PROPORTION_BY_WILSON,
    funnel::RATIO,
    funnel::RATE,
    gap::ABSOLUTE,
    gap::RELATIVE,
    slope::SII,
    slope::RII,
    slope::SII_NATIONAL,
    slope::RII_NATIONAL,
    who::D,
    who::R,
    who::ACI,
    who::RCI,
    who::PAR,
    who::PAF,
    who::BGV,
    who::BGSD,
    who::COV,
    who::IDISU,
    who::IDISW,
    who::MDBU,
    who::MDBW,
    who::MDMU,
    who::MDMW,
    who::MDRU,
    who::MDRW,
    who::MLD,
    who::TI,
    who::SII_LOGIT,
    who::RII_LOGIT,
    who::SII_LINEAR,
    who::RII_LINEAR,
    change::MEASURE,
    detectable::MEASURE,
    benchmark::MEASURE,
    recent_trend::MEASURE,
    trajectory::MEASURE,
];

/// The measure of this name.
pub fn named(name: &str) -> Option<&'static Measure> {
    MEASURES.iter().find(|measure| measure.name == name)
}
