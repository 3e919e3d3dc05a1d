//! Where a value stands on the way to its target.

use crate::Change;

/// What may be said of a newer value. Each rests on the limits, never on the value alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Course {
    /// Wholly at the target or beyond.
    Met,
    /// Wholly at the milestone of the period or beyond.
    OnCourse,
    /// Its limits hold the milestone.
    CannotTell,
    /// Wholly short of the milestone.
    OffCourse,
    /// Wholly on the wrong side of the baseline, counting the error of both.
    Worse,
    /// The gap closed because the better-off end got worse, and for no other reason we can tell.
    LevelledDown,
    /// The other end is worse off now.
    TurnedRound,
}

impl Course {
    /// The same, once it is known how either end moved since the baseline: a gap that closed from
    /// the wrong end is neither met nor on course.
    #[must_use]
    pub fn considering(self, since_baseline: &Change) -> Self {
        match self {
            Self::Met | Self::OnCourse | Self::CannotTell | Self::TurnedRound
                if since_baseline.levelling_down.is_some() =>
            {
                Self::LevelledDown
            }
            Self::Met
            | Self::OnCourse
            | Self::CannotTell
            | Self::OffCourse
            | Self::Worse
            | Self::LevelledDown
            | Self::TurnedRound => self,
        }
    }

    /// In words.
    pub fn words(self) -> &'static str {
        match self {
            Self::Met => "met",
            Self::OnCourse => "on course",
            Self::CannotTell => "cannot tell yet",
            Self::OffCourse => "off course",
            Self::Worse => "worse than the baseline",
            Self::LevelledDown => {
                "levelled down: the gap closed because the better-off end got worse"
            }
            Self::TurnedRound => "the gap has turned round",
        }
    }
}
