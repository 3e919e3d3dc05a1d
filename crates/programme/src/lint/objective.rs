//! What we look at in an objective: a number, a date, whom it is for, where it starts, who leads.

use super::population::names_population;
use super::{Check, Remark, Rule, Said, Subject, Weight, remarks};
use crate::aim::{Kind, ProposedAim, Target, Token, aims, tokens};
use crate::by_when::dates_in;
use crate::framework::Theme;
use crate::objective::{MeasuredBy, ProposedObjective};
use crate::submission::WhosWho;
use crate::wording::{holds, plain};

/// What stands around an objective.
#[derive(Clone, Copy, Debug)]
pub struct Context<'a> {
    /// Its theme, where it has one.
    pub theme: Option<Theme<'a>>,
    /// Who is who in its return.
    pub who: &'a WhosWho,
    /// The measure that follows it, once someone has named it.
    pub measured_by: Option<&'a MeasuredBy>,
}

/// An objective with what we read in it.
#[derive(Debug)]
pub(super) struct Seen<'a> {
    promise: &'a ProposedObjective,
    context: Context<'a>,
    aims: Vec<ProposedAim>,
}

/// The remarks on an objective, in the order of the rules. A blank one has none.
///
/// No number, baseline or measure is asked of a theme whose effect is a contribution.
pub fn objective(promise: &ProposedObjective, context: Context<'_>) -> Vec<Remark> {
    if promise.objective.trim().is_empty() {
        return Vec::new();
    }
    let mut found = aims(&promise.outcomes);
    found.extend(aims(&promise.objective));
    let seen = Seen { promise, context, aims: found };
    remarks(Subject::Objective, |check| match check {
        Check::Objective(look) => look(&seen),
        Check::Plan(_) => None,
    })
}

impl Seen<'_> {
    /// Whether outcomes may be asked of it at all.
    fn may_be_asked_for_outcomes(&self) -> bool {
        !self.context.theme.is_some_and(|theme| theme.node.contribution_only)
    }

    /// All its words.
    fn words(&self) -> [&str; 4] {
        let ProposedObjective { objective, how, data, outcomes, .. } = self.promise;
        [objective, how, data, outcomes]
    }

    /// Whether one of the phrases stands in its words.
    fn says_one_of(&self, phrases: &[&str]) -> bool {
        self.words()
            .into_iter()
            .map(plain)
            .any(|words| phrases.iter().any(|phrase| holds(&words, phrase)))
    }

    /// Whether its outcomes are about how well something is recorded, and say no number.
    fn is_recording_without_number(&self) -> bool {
        const RECORDING: [&str; 9] = [
            "recorded",
            "recording",
            "record",
            "records",
            "coded",
            "coding",
            "completeness",
            "data quality",
            "quality of data",
        ];
        let outcomes = plain(&self.promise.outcomes);
        self.may_be_asked_for_outcomes()
            && self.aims.is_empty()
            && !has_figure(&self.promise.outcomes)
            && RECORDING.iter().any(|phrase| holds(&outcomes, phrase))
    }
}

/// Whether a number stands in the words that is no year.
fn has_figure(words: &str) -> bool {
    tokens(words).iter().any(|token| token.kind == Kind::Number && !is_year(token))
}

fn is_year(token: &Token<'_>) -> bool {
    token.text.len() == 4
        && token.text.parse::<u16>().is_ok_and(|number| (1900..=2100).contains(&number))
}

pub(super) const NO_NUMBER: Rule = Rule {
    key: "no-number",
    title: "No number",
    weight: Weight::Missing,
    why: "A number says what success would look like, before anyone knows how it went. Without one, \
          the Board can only be told that work was done.",
    about: &[Subject::Objective],
    check: Check::Objective(|seen| {
        let outcomes = &seen.promise.outcomes;
        if !seen.may_be_asked_for_outcomes()
            || !seen.aims.is_empty()
            || seen.is_recording_without_number()
        {
            return None;
        }
        let says = if outcomes.trim().is_empty() {
            "No outcomes yet: what will be different, and by how much?"
        } else if has_figure(outcomes) {
            "There is a number, and we could read no target in it: to what, or by how much?"
        } else {
            "No number yet: how will the Board know it worked?"
        };
        Some(Said::new(says, outcomes))
    }),
};

pub(super) const RECORDING_WITHOUT_NUMBER: Rule = Rule {
    key: "recording-without-number",
    title: "Recording without a number",
    weight: Weight::Doubtful,
    why: "Better records are an outcome that can be counted: the share that is complete, before and \
          after. Following guidance says how to record, and not how often it is done.",
    about: &[Subject::Objective],
    check: Check::Objective(|seen| {
        let says =
            "Recorded how often? Say what share of records is to be complete, and from what share";
        seen.is_recording_without_number().then(|| Said::new(says, &seen.promise.outcomes))
    }),
};

pub(super) const NO_DATE: Rule = Rule {
    key: "objective-no-date",
    title: "No date",
    weight: Weight::Missing,
    why: "A date says when to look whether it worked. Without one, an objective is never late and \
          never met.",
    about: &[Subject::Objective],
    check: Check::Objective(|seen| {
        const SPANS: [&str; 7] = ["day", "days", "week", "weeks", "months", "year", "years"];
        let is_span = |pair: &[Token<'_>]| match pair {
            [within, number, unit] => {
                within.is_one_of(&["within", "over"])
                    && (number.kind == Kind::Number
                        || number.is_one_of(&["one", "two", "three", "the"]))
                    && unit.is_one_of(&SPANS)
            }
            _ => false,
        };
        let is_dated = seen.aims.iter().any(|aim| aim.reading.by_when().is_some())
            || seen.words().into_iter().any(|words| {
                let tokens = tokens(words);
                tokens.iter().any(is_year)
                    || tokens.windows(3).any(is_span)
                    || !dates_in(words).is_empty()
            });
        let says = "No date yet: by when is it to have worked?";
        (!is_dated).then(|| Said::new(says, &seen.promise.objective))
    }),
};

pub(super) const NO_BASELINE: Rule = Rule {
    key: "no-baseline",
    title: "No baseline",
    weight: Weight::Missing,
    why: "A change can only be seen from where it starts. Where nobody knows yet, finding out is a \
          good first step to write down.",
    about: &[Subject::Objective],
    check: Check::Objective(|seen| {
        const STARTS: [&str; 8] = [
            "baseline",
            "currently",
            "at present",
            "starting point",
            "current rate",
            "current level",
            "today",
            "compared with",
        ];
        let starts_at = |pair: &[Token<'_>]| match pair {
            [from, number] => {
                from.is_one_of(&["from", "was", "were"]) && number.kind == Kind::Number
            }
            _ => false,
        };
        let is_known = !seen.may_be_asked_for_outcomes()
            || seen.context.measured_by.is_some()
            || seen.says_one_of(&STARTS)
            || seen.words().into_iter().any(|words| tokens(words).windows(2).any(starts_at));
        let says = "No baseline yet: where do things stand now?";
        (!is_known).then(|| Said::new(says, &seen.promise.outcomes))
    }),
};

pub(super) const NO_OWNER: Rule = Rule {
    key: "objective-no-owner",
    title: "No lead",
    weight: Weight::Missing,
    why: "Somebody needs to know that it is theirs. A name or a post is enough.",
    about: &[Subject::Objective],
    check: Check::Objective(|seen| {
        let lead = &seen.context.who.lead_officer;
        let is_nobody = |words: &str| {
            ["", "tbc", "tba", "to be confirmed", "vacant", "n a", "none"]
                .contains(&plain(words).as_str())
        };
        (is_nobody(lead) && is_nobody(&seen.promise.lead))
            .then(|| Said::new("No lead yet: who will answer for it?", lead))
    }),
};

pub(super) const NO_POPULATION: Rule = Rule {
    key: "no-population",
    title: "Nobody named",
    weight: Weight::Doubtful,
    why: "An inequality is between people, so an objective says which: a place, a group, an age, a \
          condition, deprivation or ethnicity. What is for everybody often reaches those first who \
          need it least.",
    about: &[Subject::Objective],
    check: Check::Objective(|seen| {
        let is_named = seen.words().into_iter().any(names_population);
        let says = "We could not see whom it is for: which people, place or condition?";
        (!is_named).then(|| Said::new(says, &seen.promise.objective))
    }),
};

pub(super) const ZERO: Rule = Rule {
    key: "target-of-zero",
    title: "A target of no gap at all",
    weight: Weight::Advice,
    why: "Figures move by chance, so no gap is ever measured as exactly none. Saying how near counts \
          as there makes the target one that can be met.",
    about: &[Subject::Objective],
    check: Check::Objective(|seen| {
        let is_zero = |aim: &&ProposedAim| match aim.reading.target() {
            Target::To { value, .. } => value.is_zero(),
            Target::ByPercent(_) | Target::ByPoints(_) | Target::ByOneIn(_) => false,
        };
        let aim = seen.aims.iter().find(is_zero)?;
        let says = format!(
            "“{}” cannot be met exactly, since figures move by chance: how near would be near enough?",
            aim.words
        );
        Some(Said::new(says, &aim.words))
    }),
};

pub(super) const NO_MEASURE: Rule = Rule {
    key: "no-measure",
    title: "No measure",
    weight: Weight::Advice,
    why: "A target needs figures that come regularly and are counted the same way each time. Naming \
          the measure now spares an argument about it later.",
    about: &[Subject::Objective],
    check: Check::Objective(|seen| {
        let aim = seen.aims.first()?;
        let is_asked = seen.may_be_asked_for_outcomes() && seen.context.measured_by.is_none();
        let says = format!("“{}” has no measure yet: which figures will show it?", aim.words);
        is_asked.then(|| Said::new(says, &aim.words))
    }),
};

pub(super) const SEVERAL_IN_ONE: Rule = Rule {
    key: "several-in-one",
    title: "Several objectives in one",
    weight: Weight::Advice,
    why: "Each objective has its own number, date and lead. Two in one are hard to report on when one \
          goes well and the other does not.",
    about: &[Subject::Objective],
    check: Check::Objective(|seen| {
        const JOINING: [&str; 8] = [
            "and also",
            "as well as",
            "in addition",
            "additionally",
            "furthermore",
            "we will also",
            "alongside this",
            "secondly",
        ];
        /// Shorter words than these are one objective, however they are joined.
        const LONG: usize = 20;
        let words = &seen.promise.objective;
        let plain = plain(words);
        let is_listed = |line: &&str| {
            let line = line.trim_start();
            line.starts_with(['•', '-', '–', '*'])
                || line.split_once([')', '.']).is_some_and(|(mark, rest)| {
                    (1..=2).contains(&mark.len())
                        && mark.chars().all(|c| c.is_ascii_alphanumeric())
                        && rest.starts_with(' ')
                })
        };
        let joined = JOINING.iter().find(|joining| holds(&plain, joining));
        let is_long = plain.split(' ').count() >= LONG;
        let says = match joined.filter(|_| is_long) {
            Some(joining) => {
                format!("“{joining}”: may these be two objectives, each with its own number?")
            }
            None if words.lines().filter(is_listed).count() >= 2 => {
                "A list: may these be several objectives, each with its own number?".to_owned()
            }
            None => return None,
        };
        Some(Said::new(says, words))
    }),
};
