//! What whoever agrees to a target should know first.

use std::fmt;

use super::{Followed, Trajectory};
use crate::detectable::StandardError;
use crate::{Power, detectable_change};

/// One thing to know of a target.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Warning {
    /// The baseline's limits hold 0.
    NoGapToClose,
    /// Even if it were met, these numbers would usually not show it.
    BelowDetectable {
        /// The change that is asked for.
        asked: f64,
        /// The smallest that would be told.
        detectable: f64,
        /// How often it would be.
        power: Power,
    },
    /// A gap of exactly 0 is asked for.
    ExactlyZero,
    /// A gap closes as well when the better-off end gets worse.
    CouldLevelDown,
    /// The target is worse than the baseline.
    ForTheWorse,
}

impl Trajectory {
    /// Everything to know of it, as far as its baseline and its numbers say.
    pub fn warnings(&self, power: Power) -> Vec<Warning> {
        let aim = &self.aim;
        let (baseline, asked) = (aim.baseline, self.target - aim.baseline.value);
        let mut found = Vec::new();
        if aim.followed == Followed::Gap && baseline.covers(0.0) {
            found.push(Warning::NoGapToClose);
        }
        let error = StandardError::new(baseline.width() / (2.0 * aim.confidence.z()));
        if let Ok(error) = error {
            let detectable = detectable_change(error, error, aim.confidence, power);
            if asked.abs() < detectable {
                found.push(Warning::BelowDetectable { asked: asked.abs(), detectable, power });
            }
        }
        if aim.followed == Followed::Gap && self.target == 0.0 && aim.tolerance == 0.0 {
            found.push(Warning::ExactlyZero);
        }
        let worse = match aim.followed {
            Followed::Gap => self.target.abs() > baseline.value.abs(),
            Followed::Level(polarity) => {
                polarity.better().is_some_and(|better| asked * better < 0.0)
            }
        };
        found.push(match (worse, aim.followed) {
            (true, _) => Warning::ForTheWorse,
            (false, Followed::Gap) => Warning::CouldLevelDown,
            (false, Followed::Level(_)) => return found,
        });
        found
    }
}

impl fmt::Display for Warning {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoGapToClose => {
                f.write_str("the baseline gap cannot be told from 0, so there may be none to close")
            }
            Self::BelowDetectable { asked, detectable, power } => write!(
                f,
                "a change of {asked:.4} is asked for, and with as many people again only one of {detectable:.4} would be told {power} of the time"
            ),
            Self::ExactlyZero => f.write_str(
                "a gap of exactly 0 cannot be shown to be met: give a tolerance, or ask only whether the gap can still be told from 0",
            ),
            Self::CouldLevelDown => f.write_str(
                "the gap could also close because the better-off end gets worse: look at both ends",
            ),
            Self::ForTheWorse => f.write_str("the target is worse than the baseline"),
        }
    }
}
