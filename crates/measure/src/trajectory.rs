//! A target, the way to it from a baseline, and whether a newer value is on that way.
//!
//! Periods are numbers: the baseline is at 0, and whoever reads dates knows what lies between.

mod course;
mod refused;
mod shape;
mod target;
mod warning;

mod tabled;

use crate::{Confidence, Estimate, difference};

pub use course::Course;
pub use refused::{NoMilestone, NotATrajectory};
pub use shape::{NotAShape, Shape, Step};
pub(crate) use tabled::MEASURE;
pub use target::{Followed, Target};
pub use warning::Warning;

/// What is aimed at, from where, by when and how.
#[derive(Clone, Debug, PartialEq)]
pub struct Aim {
    /// Where it starts, at period 0.
    pub baseline: Estimate,
    /// How sure the baseline's limits are.
    pub confidence: Confidence,
    /// Whether a gap or a level is followed.
    pub followed: Followed,
    /// Where it is to end.
    pub target: Target,
    /// How near counts as there, on the value's unit.
    pub tolerance: f64,
    /// The period by which it is to be there.
    pub due: f64,
    /// How it is to go between.
    pub shape: Shape,
}

/// An aim that can be followed: it leads somewhere else, later, by a way that exists.
#[derive(Clone, Debug, PartialEq)]
pub struct Trajectory {
    aim: Aim,
    target: f64,
}

impl Trajectory {
    /// An aim that can be followed.
    ///
    /// # Errors
    ///
    /// If a number is not finite, the target is the baseline or turns a gap round, it is due at the
    /// baseline or before, or its shape cannot lead there.
    pub fn new(aim: Aim) -> Result<Self, NotATrajectory> {
        let baseline = aim.baseline.checked()?.value;
        let target = aim.target.from(baseline, aim.followed).ok_or(NotATrajectory::NoTarget)?;
        if target - baseline == 0.0 {
            return Err(NotATrajectory::TargetIsBaseline { baseline });
        }
        if aim.followed == Followed::Ratio && baseline.min(target) <= 0.0 {
            return Err(NotATrajectory::NotARatio { value: baseline.min(target) });
        }
        if let Some(none) = aim.followed.none()
            && (target - none) * (baseline - none) < 0.0
        {
            return Err(NotATrajectory::TurnsTheGapRound { target, baseline, none });
        }
        if !(aim.due > 0.0 && aim.due.is_finite()) {
            return Err(NotATrajectory::DueAtBaseline { due: aim.due });
        }
        if !(aim.tolerance >= 0.0 && aim.tolerance.is_finite()) {
            return Err(NotATrajectory::Tolerance { tolerance: aim.tolerance });
        }
        aim.shape.leads(baseline, target, aim.due)?;
        Ok(Self { aim, target })
    }

    /// What it was made of.
    pub fn aim(&self) -> &Aim {
        &self.aim
    }

    /// The value aimed at.
    pub fn target(&self) -> f64 {
        self.target
    }

    /// The value that is due in a period; from the due period on, the target.
    ///
    /// # Errors
    ///
    /// If the period is before the baseline, or no number.
    pub fn milestone(&self, period: f64) -> Result<f64, NoMilestone> {
        let Aim { baseline, due, .. } = &self.aim;
        if !(period >= 0.0 && period.is_finite()) {
            return Err(NoMilestone::NotAPeriod { period });
        }
        if period >= *due {
            return Ok(self.target);
        }
        Ok(self.aim.shape.at(period, *due, baseline.value, self.target))
    }

    /// Up is towards the target.
    fn towards(&self) -> f64 {
        (self.target - self.aim.baseline.value).signum()
    }
}

/// How much of what is due by a period has been achieved.
///
/// # Formula
///
/// ```text
///   (newest − baseline) / (milestone − baseline)
/// ```
///
/// with the milestone of that period. A linear way goes in equal steps, *b* + (*t* − *b*)·*k*/*d*
/// for period *k* of *d*; a geometric one in equal parts, *b*·(*t*/*b*)^(*k*/*d*); a stepped one
/// stays where its last step was. The limits are those of the newest value: the baseline is taken
/// as it was agreed.
///
/// # Interpretation
///
/// 0 is where the baseline was, 1 is what is due; below 0 it is worse, above 1 more than is due.
/// [`Trajectory::course`] says what the limits allow to be said of it.
///
/// # Applies to
///
/// A gap or a level, measured in the same way each time. Not before a first step, when nothing is
/// due yet.
///
/// # Example
///
/// ```
/// use measure::trajectory::{Aim, Followed, Shape, Target, Trajectory, achievement};
/// use measure::{Confidence, Estimate};
///
/// let way = Trajectory::new(Aim {
///     baseline: Estimate { value: 12.0, lower: 10.0, upper: 14.0 },
///     confidence: Confidence::Ninety5,
///     followed: Followed::Gap,
///     target: Target::ByPart(-0.5),
///     tolerance: 0.0,
///     due: 4.0,
///     shape: Shape::Linear,
/// })?;
/// let newest = Estimate { value: 9.6, lower: 8.0, upper: 11.2 };
/// assert_eq!(way.milestone(2.0)?, 9.0);
/// assert_eq!(achievement(&way, newest, 2.0)?.to_string(), "0.8000 (0.2667 to 1.3333)");
/// assert_eq!(way.course(newest, 2.0)?.words(), "cannot tell yet");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Reference
///
/// None in the literature that we know of: this is the arithmetic of an agreed trajectory.
///
/// # Errors
///
/// If the newest value is no estimate, the period is none, or nothing is due in it yet.
pub fn achievement(
    trajectory: &Trajectory,
    newest: Estimate,
    period: f64,
) -> Result<Estimate, NoMilestone> {
    let newest = newest.checked()?;
    let baseline = trajectory.aim.baseline.value;
    let due = trajectory.milestone(period)? - baseline;
    if due == 0.0 {
        return Err(NoMilestone::NothingDueYet { period });
    }
    let of = |at: f64| (at - baseline) / due;
    let (one, other) = (of(newest.lower), of(newest.upper));
    Ok(Estimate { value: of(newest.value), lower: one.min(other), upper: one.max(other) }
        .checked()?)
}

impl Trajectory {
    /// Where a newer value stands, as far as its limits let anybody say.
    ///
    /// # Errors
    ///
    /// If the newest value is no estimate, the period is none, or nothing is due in it yet.
    pub fn course(&self, newest: Estimate, period: f64) -> Result<Course, NoMilestone> {
        let newest = newest.checked()?;
        let milestone = self.milestone(period)?;
        let Aim { baseline, tolerance, .. } = self.aim;
        if milestone - baseline.value == 0.0 {
            return Err(NoMilestone::NothingDueYet { period });
        }
        let towards = self.towards();
        let now = newest.times(towards);
        let since = difference(newest, baseline).times(towards);
        let turned = self.aim.followed.none().is_some_and(|none| {
            (baseline.value - none) * towards < 0.0 && now.lower > none * towards + tolerance
        });
        Ok(if turned {
            Course::TurnedRound
        } else if now.lower >= self.target * towards - tolerance {
            Course::Met
        } else if now.lower >= milestone * towards - tolerance {
            Course::OnCourse
        } else if since.upper < 0.0 {
            Course::Worse
        } else if now.upper < milestone * towards - tolerance {
            Course::OffCourse
        } else {
            Course::CannotTell
        })
    }
}
