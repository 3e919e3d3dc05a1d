//! What we look at in actions and recommendations: dates, owners, and what does not fit together.

use jiff::civil::Date;

use super::cut::stray_letter;
use super::note::contradicts;
use super::year::{days, far_from_all, is_close, odd_deadline};
use super::{Check, Remark, Rule, Said, Subject, Weight, remarks};
use crate::action::{OutsideDeadline, ProposedAction};
use crate::by_when::{ByWhen, Due};
use crate::priority::Level;
use crate::recommendation::{Agreement, ProposedRecommendation};
use crate::responsibility::Responsibility;
use crate::standing::{Rule as StandingRule, Standing};
use crate::status::Status;

/// An action or a recommendation, as the rules look at it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Item<'a> {
    subject: Subject,
    words: &'a str,
    pub(super) by_when: &'a ByWhen,
    responsibility: &'a Responsibility,
    status: &'a Status,
    notes: &'a str,
    pub(super) outside: &'a [OutsideDeadline],
    level: Option<Level>,
    /// Not agreed, or in part, and nothing is said of it.
    refused: Option<&'a str>,
}

/// What stands around an item.
#[derive(Debug)]
pub(super) struct Around {
    as_at: Date,
    /// Every date of the plan, in order.
    dates: Vec<Date>,
    /// How many of its outside deadlines are within a year after the item's own date.
    close: usize,
}

/// The remarks on each action of a plan as at a day, in the plan's order.
pub fn actions(actions: &[ProposedAction], as_at: Date) -> Vec<Vec<Remark>> {
    each(&actions.iter().map(Item::of_action).collect::<Vec<_>>(), as_at)
}

/// The remarks on each recommendation of an audit as at a day, in the document's order.
pub fn recommendations(
    recommendations: &[ProposedRecommendation],
    as_at: Date,
) -> Vec<Vec<Remark>> {
    each(&recommendations.iter().map(Item::of_recommendation).collect::<Vec<_>>(), as_at)
}

fn each(items: &[Item<'_>], as_at: Date) -> Vec<Vec<Remark>> {
    let dues = items.iter().filter_map(|item| item.by_when.due);
    let mut dates: Vec<Date> = dues.map(Due::due_by).collect();
    dates.sort_unstable();
    let close = items.iter().filter(|item| is_close(item)).count();
    let around = Around { as_at, dates, close };
    let look = |item: &Item<'_>| {
        remarks(item.subject, |check| match check {
            Check::Plan(look) => look(item, &around),
            Check::Objective(_) => None,
        })
    };
    items.iter().map(look).collect()
}

impl<'a> Item<'a> {
    fn of_action(action: &'a ProposedAction) -> Self {
        Self {
            subject: Subject::Action,
            words: &action.words,
            by_when: &action.by_when,
            responsibility: &action.responsibility,
            status: &action.status,
            notes: &action.notes,
            outside: &action.outside_deadlines,
            level: None,
            refused: None,
        }
    }

    fn of_recommendation(recommendation: &'a ProposedRecommendation) -> Self {
        let ProposedRecommendation { agreed, response, .. } = recommendation;
        let is_refused = matches!(agreed.answer, Some(Agreement::No | Agreement::Partly));
        Self {
            subject: Subject::Recommendation,
            words: &recommendation.words,
            by_when: &recommendation.by_when,
            responsibility: &recommendation.responsibility,
            status: &recommendation.status,
            // A response says what was meant to be done: that is not news of how it went.
            notes: "",
            outside: &[],
            level: recommendation.priority.level,
            refused: (is_refused && response.trim().is_empty()).then_some(agreed.words.as_str()),
        }
    }

    fn is_open(&self) -> bool {
        !self.status.declared.is_closed()
    }

    /// What there is to say where an open item has no date, for the priority named or for others.
    fn undated(&self, high: &str, blank: &str) -> Option<Said> {
        let words = self.by_when.words.as_str();
        (self.is_open() && self.by_when.due.is_none()).then(|| {
            let says = match (self.by_when.recurrence, words.trim()) {
                (Some(_), _) => {
                    format!("{high}“{words}” says how often, and not from when or to when")
                }
                (None, "") => format!("{high}{blank}"),
                (None, _) => format!("{high}“{words}” holds no date: by when?"),
            };
            Said::new(says, words)
        })
    }
}

const BOTH: &[Subject] = &[Subject::Action, Subject::Recommendation];

pub(super) const HIGH_WITHOUT_DATE: Rule = Rule {
    key: "high-without-date",
    title: "High priority without a date",
    weight: Weight::Missing,
    why: "What matters most should not be what waits longest. Without a date, nobody can say that it \
          is late.",
    about: &[Subject::Recommendation],
    check: Check::Plan(|item, _| {
        (item.level == Some(Level::High))
            .then(|| item.undated("High priority: ", "no date agreed, so by when?"))?
    }),
};

pub(super) const NO_DATE: Rule = Rule {
    key: "no-date",
    title: "No date",
    weight: Weight::Missing,
    why: "Without a date an action is never late, and seldom done. A month is enough.",
    about: BOTH,
    check: Check::Plan(|item, _| {
        (item.level != Some(Level::High)).then(|| item.undated("", "No date agreed: by when?"))?
    }),
};

pub(super) const NO_OWNER: Rule = Rule {
    key: "no-owner",
    title: "No owner",
    weight: Weight::Missing,
    why: "What is everybody's is nobody's. A post is enough, and outlives the person in it.",
    about: BOTH,
    check: Check::Plan(|item, _| {
        let is_nobodys = item.is_open() && item.responsibility.is_missing();
        is_nobodys.then(|| Said::new("Nobody is named: who is to act?", ""))
    }),
};

pub(super) const NO_REASON: Rule = Rule {
    key: "refused-without-reason",
    title: "Not agreed, and no reason",
    weight: Weight::Missing,
    why: "A recommendation may well be refused. The reason is what the Board and the auditor will ask \
          for.",
    about: &[Subject::Recommendation],
    check: Check::Plan(|item, _| {
        let words = item.refused?;
        Some(Said::new("It was not agreed in full, and no reason is given: why not?", words))
    }),
};

pub(super) const UNSURE_OWNER: Rule = Rule {
    key: "unsure-owner",
    title: "Not sure who",
    weight: Weight::Doubtful,
    why: "A question mark beside an owner stays there until somebody asks. It may be that they have \
          not heard of it.",
    about: BOTH,
    check: Check::Plan(|item, _| {
        let words = &item.responsibility.words;
        let says = format!("“{words}” is not sure: has it been agreed with them?");
        (item.is_open() && item.responsibility.uncertain).then(|| Said::new(says, words))
    }),
};

pub(super) const PAST_DUE: Rule = Rule {
    key: "past-due",
    title: "Past its date and not closed",
    weight: Weight::Doubtful,
    why: "Either it is done and nobody has said so, or there is a new date. Both are good to know.",
    about: BOTH,
    check: Check::Plan(|item, around| {
        let ByWhen { words, recurrence, .. } = item.by_when;
        let rule = StandingRule::default();
        match rule.standing(item.by_when, item.status.declared, None, around.as_at) {
            late @ Standing::Late { .. } if recurrence.is_none() => {
                let says = format!(
                    "“{words}” has passed, {}: is it done, or what is the new date?",
                    late.words()
                );
                Some(Said::new(says, words))
            }
            Standing::Late { .. }
            | Standing::Closed
            | Standing::OnCourse { .. }
            | Standing::DueSoon { .. }
            | Standing::NoDateAgreed => None,
        }
    }),
};

pub(super) const NOTE_CONTRADICTS: Rule = Rule {
    key: "note-contradicts-status",
    title: "The note says something else than the status",
    weight: Weight::Doubtful,
    why: "A note is often newer than the status beside it, or the other way round. Only the person who \
          wrote them knows which holds.",
    about: &[Subject::Action],
    check: Check::Plan(|item, _| {
        let sign = contradicts(item.status.declared, item.notes)?;
        let says = format!(
            "The status is “{}”, and the note says “{sign}”: which holds?",
            item.status.words
        );
        Some(Said::new(says, item.notes))
    }),
};

pub(super) const AFTER_OUTSIDE_DEADLINE: Rule = Rule {
    key: "after-outside-deadline",
    title: "Due after somebody else's deadline",
    weight: Weight::Doubtful,
    why: "When others have set a day, one's own date is best before it. If theirs has moved, the note \
          can say so.",
    about: &[Subject::Action],
    check: Check::Plan(|item, _| {
        let own = item.by_when.due.filter(|_| item.is_open())?.due_by();
        let slack = |outside: &OutsideDeadline| Some(days(own, outside.by_when.due?.due_by()));
        let outside = item.outside.iter().find(|one| slack(one).is_some_and(|days| days < 0))?;
        let words = &outside.by_when.words;
        let says =
            format!("“{}” is later than “{words}”: can it be done before?", item.by_when.words);
        Some(Said::new(says, words))
    }),
};

pub(super) const CHECK_THE_YEAR: Rule = Rule {
    key: "check-the-year",
    title: "Check the year",
    weight: Weight::Doubtful,
    why: "The year is the part of a date that is most often mistyped. A date far from those around it \
          is worth a second look.",
    about: BOTH,
    check: Check::Plan(|item, around| {
        let others_are_closer = around.close > usize::from(is_close(item));
        odd_deadline(item, others_are_closer).or_else(|| far_from_all(item, &around.dates))
    }),
};

pub(super) const CUT_SHORT: Rule = Rule {
    key: "cut-short",
    title: "Words that may be cut short",
    weight: Weight::Doubtful,
    why: "Words are lost where a cell was too small or a page ended. A lone letter at the end is often \
          all that is left of them.",
    about: BOTH,
    check: Check::Plan(|item, _| {
        let letter = stray_letter(item.words)?;
        let says = format!("It ends in a stray “{letter}”: is something missing after it?");
        Some(Said::new(says, item.words))
    }),
};
