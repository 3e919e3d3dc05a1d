//! What may be said of a gap that was measured twice.

use super::{End, EndChange, Moved, RelativeChange};
use crate::{Ends, Estimate, Periods};

/// What may be said of the change of an absolute gap.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Verdict {
    /// The limits of the change hold 0.
    CannotTell,
    /// It is nearer 0 than it was.
    Narrowed,
    /// It is further from 0 than it was.
    Widened,
    /// The other end is worse off now, and either gap can be told from none.
    TurnedRound,
    /// The difference moved past 0, but one of the gaps cannot be told from none.
    MayHaveTurned,
}

/// How the absolute and the relative gap went apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Disagreement {
    /// The absolute gap narrowed while the relative gap widened, and we can tell both.
    RelativeWidened,
    /// The absolute gap widened while the relative gap narrowed, and we can tell both.
    RelativeNarrowed,
    /// The absolute gap narrowed, and the ratio is further from 1; of the ratio we cannot tell.
    RelativeLooksWider,
    /// The absolute gap widened, and the ratio is nearer 1; of the ratio we cannot tell.
    RelativeLooksNarrower,
}

impl Verdict {
    pub(super) fn of(gap: Periods<Estimate>, change: Estimate) -> Self {
        let Periods { earlier, later } = gap;
        let turned = earlier.value.min(later.value) < 0.0 && earlier.value.max(later.value) > 0.0;
        if change.covers(0.0) {
            Self::CannotTell
        } else if turned && !earlier.covers(0.0) && !later.covers(0.0) {
            Self::TurnedRound
        } else if turned {
            Self::MayHaveTurned
        } else if later.value.abs() < earlier.value.abs() {
            Self::Narrowed
        } else {
            Self::Widened
        }
    }

    /// In words, which begin in lower case.
    pub fn words(self) -> &'static str {
        match self {
            Self::CannotTell => "we cannot tell yet whether the gap has changed",
            Self::Narrowed => "the gap narrowed, and we can tell",
            Self::Widened => "the gap widened, and we can tell",
            Self::TurnedRound => "the gap has turned round, and we can tell",
            Self::MayHaveTurned => {
                "the difference between the ends has moved, but we cannot tell whether the gap has turned round"
            }
        }
    }
}

/// The end that got worse, where the gap closed for no other reason we can tell.
pub(super) fn levelling_down(
    verdict: Verdict,
    earlier_gap: f64,
    ends: Ends<EndChange>,
) -> Option<End> {
    match verdict {
        Verdict::Narrowed | Verdict::TurnedRound | Verdict::MayHaveTurned => {}
        Verdict::CannotTell | Verdict::Widened => return None,
    }
    let (better_off, ahead, behind) = if earlier_gap > 0.0 {
        (End::LeastDeprived, ends.least_deprived, ends.most_deprived)
    } else {
        (End::MostDeprived, ends.most_deprived, ends.least_deprived)
    };
    let levelled = ahead.moved == Moved::GotWorse && behind.moved != Moved::GotBetter;
    levelled.then_some(better_off)
}

impl Disagreement {
    pub(super) fn of(
        verdict: Verdict,
        gap: Periods<Estimate>,
        relative: RelativeChange,
    ) -> Option<Self> {
        // A ratio and a difference turn together, so only their sizes can go apart.
        let Periods { earlier, later } = relative.gap.map(|ratio| ratio.value.ln().abs());
        let same_way = gap.earlier.value * gap.later.value >= 0.0;
        match (verdict, relative.is_told()) {
            (Verdict::Narrowed, true) if later > earlier && same_way => Some(Self::RelativeWidened),
            (Verdict::Narrowed, false) if later > earlier && same_way => {
                Some(Self::RelativeLooksWider)
            }
            (Verdict::Widened, true) if later < earlier && same_way => Some(Self::RelativeNarrowed),
            (Verdict::Widened, false) if later < earlier && same_way => {
                Some(Self::RelativeLooksNarrower)
            }
            (
                Verdict::Narrowed
                | Verdict::Widened
                | Verdict::CannotTell
                | Verdict::TurnedRound
                | Verdict::MayHaveTurned,
                _,
            ) => None,
        }
    }

    /// In words, which begin in lower case.
    pub fn words(self) -> &'static str {
        match self {
            Self::RelativeWidened => "the absolute gap narrowed while the relative gap widened",
            Self::RelativeNarrowed => "the absolute gap widened while the relative gap narrowed",
            Self::RelativeLooksWider => {
                "the absolute gap narrowed while the ratio is further from 1, though of the ratio we cannot tell"
            }
            Self::RelativeLooksNarrower => {
                "the absolute gap widened while the ratio is nearer 1, though of the ratio we cannot tell"
            }
        }
    }
}
