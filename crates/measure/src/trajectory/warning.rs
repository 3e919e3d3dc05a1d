//! What whoever agrees to a target should know first.

use std::fmt;

use super::{Followed, Trajectory};
use crate::detectable::StandardError;
use crate::{Estimate, Power, detectable_change};

/// One thing to know of a target.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Warning {
    /// The baseline's limits hold what is no gap.
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
    /// A gap of exactly none is asked for.
    ExactlyNone,
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
        let none = aim.followed.none();
        if none.is_some_and(|none| baseline.covers(none)) {
            found.push(Warning::NoGapToClose);
        }
        let asked_for = asked.abs();
        if let Some(detectable) = self.detectable(power)
            && asked_for < detectable
        {
            found.push(Warning::BelowDetectable { asked: asked_for, detectable, power });
        }
        if none.is_some_and(|none| self.target - none == 0.0) && aim.tolerance == 0.0 {
            found.push(Warning::ExactlyNone);
        }
        let worse = match (none, aim.followed) {
            (Some(none), _) => (self.target - none).abs() > (baseline.value - none).abs(),
            (None, Followed::Level(polarity)) => {
                polarity.better().is_some_and(|better| asked * better < 0.0)
            }
            (None, Followed::Gap | Followed::Ratio) => false,
        };
        if worse {
            found.push(Warning::ForTheWorse);
        } else if none.is_some() {
            found.push(Warning::CouldLevelDown);
        }
        found
    }

    /// The smallest change towards the target that would be told with as many people again, where
    /// the baseline's limits say; a ratio's on the log scale, and back.
    fn detectable(&self, power: Power) -> Option<f64> {
        let Estimate { value, lower, upper } = self.aim.baseline;
        let confidence = self.aim.confidence;
        let of = |width: f64| {
            let error = StandardError::new(width / (2.0 * confidence.z())).ok()?;
            Some(detectable_change(error, error, confidence, power))
        };
        match self.aim.followed {
            Followed::Gap | Followed::Level(_) => of(upper - lower),
            Followed::Ratio if lower > 0.0 => {
                let log = of((upper / lower).ln())? * self.towards();
                Some((value * log.exp() - value).abs())
            }
            Followed::Ratio => None,
        }
    }
}

impl fmt::Display for Warning {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoGapToClose => {
                f.write_str("the baseline gap cannot be told from none, so there may be none to close")
            }
            Self::BelowDetectable { asked, detectable, power } => write!(
                f,
                "a change of {asked:.4} is asked for, and with as many people again only one of {detectable:.4} would be told {power} of the time"
            ),
            Self::ExactlyNone => f.write_str(
                "a gap of exactly none cannot be shown to be met: give a tolerance, or ask only whether the gap can still be told from none",
            ),
            Self::CouldLevelDown => f.write_str(
                "the gap could also close because the better-off end gets worse: look at both ends",
            ),
            Self::ForTheWorse => f.write_str("the target is worse than the baseline"),
        }
    }
}
