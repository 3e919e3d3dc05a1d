//! Cross-walks: what of a framework is answered by what of ours, as strongly as the weakest link of
//! each chain, and as well as the worst of what answers it. Computed, never typed and never stored.

mod walk;

use jiff::civil::Date;

use crate::by_when::Due;
use crate::correspondence::{End, How};
use crate::framework::Framework;
use crate::id::CorrespondenceId;
use crate::objective::Objective;
use crate::recommendation::Agreement;
use crate::standing::{Standing, Stands};
use crate::status::Declared;

pub use walk::{Answer, NodeTold, Walk};

/// How far a thing is covered.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Coverage {
    /// Nothing answers it.
    #[default]
    Uncovered,
    /// Something contributes to it, and nothing is part of it.
    Supported,
    /// Parts of it are answered.
    Partly,
    /// It is answered as a whole.
    Wholly,
}

impl Coverage {
    /// Every coverage, the strongest first.
    pub const ALL: [Self; 4] = [Self::Wholly, Self::Partly, Self::Supported, Self::Uncovered];

    /// The key as data and for a tag's colour.
    pub fn key(self) -> &'static str {
        match self {
            Self::Wholly => "wholly",
            Self::Partly => "partly",
            Self::Supported => "supported",
            Self::Uncovered => "uncovered",
        }
    }

    /// The words a page shows.
    pub fn label(self) -> &'static str {
        match self {
            Self::Wholly => "Covered",
            Self::Partly => "Partly covered",
            Self::Supported => "Supported only",
            Self::Uncovered => "Not covered",
        }
    }
}

impl How {
    /// The strongest coverage that a link of its kind gives.
    pub fn strength(self) -> Coverage {
        match self {
            Self::Equal => Coverage::Wholly,
            Self::PartOf => Coverage::Partly,
            Self::Contributes => Coverage::Supported,
        }
    }
}

/// How well a thing stands, from the best to the worst.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Footing {
    /// It is done.
    Done,
    /// It is due later than soon.
    OnCourse,
    /// It is due soon.
    DueSoon,
    /// It has a date, and nobody has said how it goes.
    NotReported,
    /// No date was agreed, so that nobody can say whether it will be late.
    NoDateAgreed,
    /// It is past its date.
    Late,
}

impl Footing {
    /// The key as data and for a tag's colour.
    pub fn key(self) -> &'static str {
        match self {
            Self::Done => "closed",
            Self::OnCourse => "on_course",
            Self::DueSoon => "due_soon",
            Self::NotReported => "not_reported",
            Self::NoDateAgreed => "no_date_agreed",
            Self::Late => "late",
        }
    }

    /// The words a page shows.
    pub fn label(self) -> &'static str {
        match self {
            Self::Done => "done",
            Self::OnCourse => "on course",
            Self::DueSoon => "due soon",
            Self::NotReported => "not reported",
            Self::NoDateAgreed => "no date agreed",
            Self::Late => "late",
        }
    }
}

/// The rules, printed wherever a coverage is shown.
pub const RULE: &str = "Equal covers the whole, part of it covers a part, and what contributes supports and never \
    covers. Parts stay parts, however many, until somebody says that together they are the whole. A chain is as strong \
    as its weakest link. What was superseded or not adopted covers nothing. A requirement stands as the worst of what \
    covers it: late is worst, then no date agreed, not reported, due soon, on course and done.";

/// A thing of ours, as far as it can cover anything on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stood {
    /// Somebody answers for it.
    Promised {
        /// How well it stands; none of an objective, which stands as the worst of what serves it.
        footing: Option<Footing>,
        /// The last day on which it would be kept, if it has one of its own.
        due: Option<Date>,
    },
    /// It was superseded, or not adopted: nobody answers for it.
    GivenUp,
}

impl Stood {
    /// How an action or a recommendation stands that has such a standing, such a status, and is
    /// next due so.
    pub fn of(standing: Standing, declared: Declared, due: Option<Due>) -> Self {
        match declared {
            Declared::Superseded | Declared::ConsideredNotAdopted => return Self::GivenUp,
            Declared::NotReported
            | Declared::NotStarted
            | Declared::Open
            | Declared::InProgress
            | Declared::Delayed
            | Declared::Paused
            | Declared::AwaitingConfirmation
            | Declared::Complete => {}
        }
        let silent = declared == Declared::NotReported;
        let footing = match standing.stands() {
            Stands::Closed => Footing::Done,
            Stands::OnCourse | Stands::DueSoon if silent => Footing::NotReported,
            Stands::OnCourse => Footing::OnCourse,
            Stands::DueSoon => Footing::DueSoon,
            Stands::NoDateAgreed => Footing::NoDateAgreed,
            Stands::Late => Footing::Late,
        };
        Self::Promised { footing: Some(footing), due: due.map(Due::due_by) }
    }

    /// The same for a recommendation, which nobody answers for if it was not agreed.
    #[must_use]
    pub fn if_agreed(self, answer: Option<Agreement>) -> Self {
        match answer {
            Some(Agreement::No) => Self::GivenUp,
            Some(Agreement::Yes | Agreement::Partly) | None => self,
        }
    }

    /// An objective, which has no date of its own.
    pub fn objective() -> Self {
        Self::Promised { footing: None, due: None }
    }
}

/// One link of a chain.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// What serves.
    pub from: End,
    /// What is served.
    pub to: End,
    /// What the one is to the other.
    pub how: How,
    /// Why we know.
    pub ground: Ground,
    /// The other parts with which a person says that the whole is there.
    pub rest_of: Vec<CorrespondenceId>,
}

/// Why we know of a link.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ground {
    /// Somebody said so.
    Said(CorrespondenceId),
    /// The objective stands under it in its own return.
    Place,
    /// It stands so in the version before.
    Version,
}

/// The link of an objective to the sub-category under which it stands: a part of it, or only a
/// contribution where the framework says that no more can be told.
pub fn placed(objective: &Objective, framework: &Framework) -> Option<Link> {
    let code = objective.promise.sub_category.as_ref()?;
    let theme = framework.theme(code.theme())?;
    let node = framework.sub_category(code)?.node;
    let only = node.contribution_only || theme.node.contribution_only;
    Some(Link {
        from: End::Objective(objective.id),
        to: End::Node(framework.key.clone(), node.code.clone()),
        how: if only { How::Contributes } else { How::PartOf },
        ground: Ground::Place,
        rest_of: Vec::new(),
    })
}

/// The links between a framework and the version before it: what kept its code and its title is what
/// it was.
pub fn carried(earlier: &Framework, later: &Framework) -> Vec<Link> {
    let before = earlier.outline();
    let same = |(_, node): (usize, &crate::framework::Node)| {
        let kept = |(_, old): &&(usize, &crate::framework::Node)| {
            old.code == node.code && old.title == node.title
        };
        before.iter().find(kept).map(|_| Link {
            from: End::Node(earlier.key.clone(), node.code.clone()),
            to: End::Node(later.key.clone(), node.code.clone()),
            how: How::Equal,
            ground: Ground::Version,
            rest_of: Vec::new(),
        })
    };
    later.outline().into_iter().filter_map(same).collect()
}

/// The days between a date of ours and the deadline that somebody else set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Slack {
    days: i32,
}

/// The days from a date of ours to a deadline.
pub fn slack(ours: Date, deadline: Date) -> Slack {
    Slack { days: ours.until(deadline).map_or(0, |span| span.get_days()) }
}

impl Slack {
    /// Whether ours is after the deadline.
    pub fn is_after(self) -> bool {
        self.days < 0
    }

    /// The words a page shows: “3 days after the deadline”.
    pub fn words(self) -> String {
        let days = |n: i32| if n == 1 { "1 day".to_owned() } else { format!("{n} days") };
        match self.days {
            0 => "on the day of the deadline".to_owned(),
            n @ 1.. => format!("{} before the deadline", days(n)),
            n @ ..0 => format!("{} after the deadline", days(n.saturating_neg())),
        }
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::by_when::ByWhen;
    use crate::standing::Rule;

    #[test]
    fn slack_is_said_in_words_on_either_side() {
        let deadline = date(2026, 12, 31);
        let said = |ours| slack(ours, deadline).words();
        assert_eq!(said(date(2027, 1, 3)), "3 days after the deadline");
        assert_eq!(said(date(2026, 12, 30)), "1 day before the deadline");
        assert_eq!(said(deadline), "on the day of the deadline");
        assert!(slack(date(2027, 1, 1), deadline).is_after());
    }

    #[test]
    fn what_nobody_answers_for_any_more_covers_nothing() {
        let (day, by_when) = (date(2026, 11, 1), ByWhen::read("30 June 2027"));
        let on = |declared| {
            let standing = Rule::default().standing(&by_when, declared, None, day);
            Stood::of(standing, declared, by_when.due)
        };
        for declared in Declared::ALL {
            let given_up =
                matches!(declared, Declared::Superseded | Declared::ConsideredNotAdopted);
            assert_eq!(on(declared) == Stood::GivenUp, given_up, "{declared:?}");
        }
        let footing = |declared| match on(declared) {
            Stood::Promised { footing, .. } => footing,
            Stood::GivenUp => None,
        };
        assert_eq!(footing(Declared::NotReported), Some(Footing::NotReported));
        assert_eq!(footing(Declared::Delayed), Some(Footing::OnCourse));
        assert_eq!(footing(Declared::Complete), Some(Footing::Done));
        assert_eq!(on(Declared::Open).if_agreed(Some(Agreement::No)), Stood::GivenUp);
    }
}
