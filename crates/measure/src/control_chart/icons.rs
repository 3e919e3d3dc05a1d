//! What a point or a segment comes to, as the icons of Making Data Count show it.

use std::fmt;

use crate::Polarity;

use super::{Cause, Limits, Settings, Way};

/// What a point tells. The icon of a segment is that of its last point.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Variation {
    /// Nothing that chance would not do.
    CommonCause,
    /// A change for the better, and which way that was.
    Improvement(Way),
    /// A change for the worse, and which way that was.
    Concern(Way),
    /// A change of which nobody has said whether it is good.
    Neutral(Way),
}

/// Whether a process will meet its target if nothing is changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Assurance {
    /// It will always meet it.
    ConsistentPass,
    /// It will always miss it.
    ConsistentFail,
    /// It will hit or miss it by chance, or has no limits to tell by.
    Inconsistent,
}

impl Variation {
    pub(super) fn of(cause: Cause, polarity: Polarity) -> Self {
        match (cause.way(), polarity) {
            (None, _) => Self::CommonCause,
            (Some(way), Polarity::Neutral) => Self::Neutral(way),
            (Some(way @ Way::Higher), Polarity::HigherIsBetter)
            | (Some(way @ Way::Lower), Polarity::LowerIsBetter) => Self::Improvement(way),
            (Some(way @ Way::Lower), Polarity::HigherIsBetter)
            | (Some(way @ Way::Higher), Polarity::LowerIsBetter) => Self::Concern(way),
        }
    }

    /// Its name in the field's tables, which tells which way it was only where that is all there is
    /// to tell.
    pub fn name(self) -> &'static str {
        match self {
            Self::CommonCause => "common_cause",
            Self::Improvement(_) => "special_cause_improvement",
            Self::Concern(_) => "special_cause_concern",
            Self::Neutral(Way::Higher) => "special_cause_neutral_high",
            Self::Neutral(Way::Lower) => "special_cause_neutral_low",
        }
    }
}

impl Assurance {
    pub(super) fn of(limits: Option<Limits>, settings: Settings) -> Option<Self> {
        let target = settings.target?.value();
        // What is told of a target beyond the upper limit, and of one beyond the lower.
        let (above, below) = match settings.polarity {
            Polarity::HigherIsBetter => (Self::ConsistentFail, Self::ConsistentPass),
            Polarity::LowerIsBetter => (Self::ConsistentPass, Self::ConsistentFail),
            Polarity::Neutral => return None,
        };
        Some(match limits {
            Some(limits) if target > limits.upper => above,
            Some(limits) if target < limits.lower => below,
            Some(_) | None => Self::Inconsistent,
        })
    }

    /// Its name in the field's tables.
    pub fn name(self) -> &'static str {
        match self {
            Self::ConsistentPass => "consistent_pass",
            Self::ConsistentFail => "consistent_fail",
            Self::Inconsistent => "inconsistent",
        }
    }
}

impl fmt::Display for Variation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

impl fmt::Display for Assurance {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}
