//! How a trajectory goes from its baseline to its target.

use std::str::FromStr;

use super::NotATrajectory;

/// The way between.
///
/// ```
/// # use measure::trajectory::{Shape, Step};
/// assert_eq!("geometric".parse(), Ok(Shape::Geometric));
/// let steps = vec![Step { period: 2.0, value: 9.5 }, Step { period: 3.0, value: 8.0 }];
/// assert_eq!("2=9.5,3=8".parse(), Ok(Shape::Stepped(steps)));
/// ```
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Shape {
    /// By as much in each period.
    #[default]
    Linear,
    /// By the same part in each period.
    Geometric,
    /// By these steps, and the last of all, to the target, when it is due.
    Stepped(Vec<Step>),
}

/// One step: the value due from a period on.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Step {
    /// The period.
    pub period: f64,
    /// The value.
    pub value: f64,
}

/// Text that was offered as the shape of a trajectory and is not one.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("“{text}” is not the shape of a trajectory, like linear, geometric or the steps 2=9.5,3=8")]
pub struct NotAShape {
    text: String,
}

impl FromStr for Shape {
    type Err = NotAShape;

    fn from_str(text: &str) -> Result<Self, NotAShape> {
        let step = |step: &str| {
            let (period, value) = step.split_once('=')?;
            let step =
                Step { period: period.trim().parse().ok()?, value: value.trim().parse().ok()? };
            (step.period.is_finite() && step.value.is_finite()).then_some(step)
        };
        match text.trim() {
            "linear" => Ok(Self::Linear),
            "geometric" => Ok(Self::Geometric),
            steps => steps
                .split(',')
                .map(step)
                .collect::<Option<Vec<Step>>>()
                .map(Self::Stepped)
                .ok_or_else(|| NotAShape { text: text.to_owned() }),
        }
    }
}

impl Shape {
    /// Its name.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Linear => "linear",
            Self::Geometric => "geometric",
            Self::Stepped(_) => "stepped",
        }
    }

    /// Refuses a shape that cannot lead from the baseline to the target.
    pub(super) fn leads(&self, baseline: f64, target: f64, due: f64) -> Result<(), NotATrajectory> {
        match self {
            Self::Linear => Ok(()),
            Self::Geometric if target == 0.0 => Err(NotATrajectory::GeometricToZero),
            Self::Geometric if baseline == 0.0 || (baseline < 0.0) != (target < 0.0) => {
                Err(NotATrajectory::GeometricPastZero { baseline, target })
            }
            Self::Geometric => Ok(()),
            Self::Stepped(steps) => lead(steps, baseline, target, due),
        }
    }

    /// The value due in a period between the baseline and the last.
    pub(super) fn at(&self, period: f64, due: f64, baseline: f64, target: f64) -> f64 {
        let part = period / due;
        match self {
            Self::Linear => baseline + (target - baseline) * part,
            // The same as b·(t/b)^part, which a quotient beyond the largest number would spoil.
            Self::Geometric => {
                baseline.abs().powf(1.0 - part) * target.abs().powf(part) * target.signum()
            }
            Self::Stepped(steps) => steps
                .iter()
                .rev()
                .find(|step| step.period <= period)
                .map_or(baseline, |step| step.value),
        }
    }
}

fn lead(steps: &[Step], baseline: f64, target: f64, due: f64) -> Result<(), NotATrajectory> {
    if steps.is_empty() {
        return Err(NotATrajectory::NoSteps);
    }
    let towards = (target - baseline).signum();
    let (mut latest, mut reached) = (0.0, baseline);
    for &Step { period, value } in steps {
        // Written so that what is no number is refused as well.
        if !(period > latest && period < due) {
            return Err(NotATrajectory::StepOutOfOrder { period, due });
        }
        if !((value - reached) * towards > 0.0 && (target - value) * towards >= 0.0) {
            return Err(NotATrajectory::StepAside { period, value });
        }
        (latest, reached) = (period, value);
    }
    Ok(())
}
