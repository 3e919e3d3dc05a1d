//! Why an aim cannot be followed, or a value cannot be held against it.

use crate::estimate::NotAnEstimate;

/// Why an aim cannot be followed.
#[derive(Clone, Copy, Debug, PartialEq, thiserror::Error)]
pub enum NotATrajectory {
    /// The baseline is no estimate.
    #[error(transparent)]
    Baseline(#[from] NotAnEstimate),
    /// The target is no number, or no gap of what is no gap.
    #[error("the target is not a number, like 75, or a level is asked to have no gap")]
    NoTarget,
    /// A ratio is no ratio.
    #[error("a ratio of {value} is not above 0, like 1.4")]
    NotARatio {
        /// The baseline or the target.
        value: f64,
    },
    /// There is nothing to do.
    #[error("the target is the baseline, {baseline}, so that there is no way between them")]
    TargetIsBaseline {
        /// Both.
        baseline: f64,
    },
    /// The other end would be worse off.
    #[error(
        "a target of {target} would turn a gap of {baseline} round: give one on its side of {none}, or {none}"
    )]
    TurnsTheGapRound {
        /// The target.
        target: f64,
        /// The baseline.
        baseline: f64,
        /// What is no gap.
        none: f64,
    },
    /// It is due too soon.
    #[error("due in period {due}, which is not after the baseline in period 0, like 4")]
    DueAtBaseline {
        /// When it is due.
        due: f64,
    },
    /// The tolerance is no distance.
    #[error("{tolerance} is not a tolerance from 0, like 0.5")]
    Tolerance {
        /// What was given.
        tolerance: f64,
    },
    /// No number of equal parts leads to 0.
    #[error(
        "a geometric way never comes to 0: give a linear or a stepped one, or a target such as 0.5"
    )]
    GeometricToZero,
    /// No equal parts lead from one side of 0 to the other.
    #[error(
        "a geometric way does not lead from {baseline} to {target}: both must be on one side of 0"
    )]
    GeometricPastZero {
        /// The baseline.
        baseline: f64,
        /// The target.
        target: f64,
    },
    /// There are no steps.
    #[error("a stepped way needs at least 1 step, like 2=9.5")]
    NoSteps,
    /// A step comes before the one before it, or not between baseline and due.
    #[error(
        "the step in period {period} is out of order: each is later than the one before, after 0 and before period {due}"
    )]
    StepOutOfOrder {
        /// Its period.
        period: f64,
        /// When the target is due.
        due: f64,
    },
    /// A step does not lead nearer the target.
    #[error(
        "the step to {value} in period {period} does not lead nearer the target than the one before it"
    )]
    StepAside {
        /// Its period.
        period: f64,
        /// Its value.
        value: f64,
    },
}

/// Why a value cannot be held against a milestone.
#[derive(Clone, Copy, Debug, PartialEq, thiserror::Error)]
pub enum NoMilestone {
    /// The value is no estimate.
    #[error(transparent)]
    Newest(#[from] NotAnEstimate),
    /// The period is none.
    #[error("{period} is not a period from 0, like 2")]
    NotAPeriod {
        /// What was given.
        period: f64,
    },
    /// The milestone is the baseline.
    #[error("nothing is due yet in period {period}: its milestone is the baseline")]
    NothingDueYet {
        /// The period.
        period: f64,
    },
}
