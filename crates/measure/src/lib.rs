//! The statistics of inequality: one file per measure, pure functions.
//!
//! A measure takes values that cannot be wrong, because their doors refused what is, and answers
//! with an [`Estimate`] whose limits contain its value. Nothing here reads a file or a clock, and
//! nothing is random unless a seed was passed in. Nothing here knows of any country either.
//!
//! [`MEASURES`] lists what there is, by the names used in commands, files and pages.
//!
//! ```
//! use measure::{Confidence, Ends, Polarity, Proportion, absolute_gap};
//!
//! let ends = Ends {
//!     most_deprived: Proportion::new(56, 70)?,
//!     least_deprived: Proportion::new(48, 80)?,
//! };
//! let gap = absolute_gap(ends, Polarity::LowerIsBetter, Confidence::Ninety5);
//! assert_eq!(gap.estimate.to_string(), "0.2000 (0.0524 to 0.3339)");
//! # Ok::<(), measure::NotAProportion>(())
//! ```

pub mod confidence;
mod distribution;
pub mod estimate;
pub mod polarity;
pub mod unit;

pub mod found;
pub mod table;

pub mod proportion;
pub mod rate;
mod reported;

pub mod funnel;
pub mod indirect;
pub mod life_expectancy;
pub mod mean;
pub mod quantile;
pub mod standardised;

pub mod difference;
pub mod gap;

mod periods;

pub mod change;
pub mod detectable;
pub mod trajectory;

pub mod benchmark;
pub mod recent_trend;

pub mod gradient;
mod inversion;
mod line;
pub mod simulation;
pub mod slope;

pub mod control_chart;
pub mod who;

pub mod catalogue;

pub use benchmark::{Comparer, Label, NotAComparer};
pub use catalogue::{CHARTS, Chart, MEASURES, Measure, Options};
pub use change::{Change, End, EndChange, Verdict, change};
pub use confidence::{AtBoth, Confidence, NotAConfidence};
pub use control_chart::{ControlChart, NotASeries, Series, control_chart};
pub use detectable::{NotAPower, Power, detectable_change};
pub use difference::difference;
pub use estimate::{Estimate, NotAnEstimate};
pub use found::{Found, Limits, Measured};
pub use gap::{
    Direction, Ends, Gap, NoRelativeGap, absolute_gap, absolute_gap_between, relative_gap,
    relative_gap_between,
};
pub use gradient::{
    Band, Gradient, NotAGradient, NotATransform, Ranks, Transform, Uncertainty, ValueKind,
};
pub use mean::mean;
pub use periods::Periods;
pub use polarity::{NotAPolarity, Polarity};
pub use proportion::{NotAProportion, Proportion, wilson};
pub use rate::{NotARate, byar, rate};
pub use recent_trend::{Trend, recent_trend, recent_trend_of_proportions};
pub use simulation::{Approach, NotASimulation, Simulation};
pub use slope::{LimitsBy, Multiplier, NoRatio, NotAMultiplier, Slope, slope, slope_at_both};
pub use table::{Cell, Column, Refusal, Row, Table};
pub use trajectory::{Course, NotAShape, Shape, Step, Target, Trajectory};
pub use unit::{NotAUnit, Unit};
