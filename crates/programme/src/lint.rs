//! Lint: what we look at in objectives, actions and recommendations, and why.
//!
//! Each rule is a question to the person who wrote the words. None of them stops anything from
//! being sent, kept or closed, and none changes a word.

mod cut;
mod note;
mod objective;
mod plan;
mod population;
mod year;

use serde::{Deserialize, Serialize};

pub use objective::{Context, objective};
pub use plan::{actions, recommendations};

/// A rule: one thing we look at.
#[derive(Clone, Copy, Debug)]
pub struct Rule {
    /// Its key: `no-number`.
    pub key: &'static str,
    /// Its title, as a list has it.
    pub title: &'static str,
    /// How much its remarks weigh.
    pub weight: Weight,
    /// Why we look, in two sentences for those who are asked.
    pub why: &'static str,
    /// What it looks at.
    pub about: &'static [Subject],
    check: Check,
}

/// How much a remark weighs. The heaviest comes first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Weight {
    /// Something is not there that others will look for.
    Missing,
    /// Something is there that may not be so.
    Doubtful,
    /// Something could be said better.
    Advice,
}

impl Weight {
    /// The words a page shows.
    pub fn label(self) -> &'static str {
        match self {
            Self::Missing => "Missing",
            Self::Doubtful => "Worth checking",
            Self::Advice => "Advice",
        }
    }
}

/// What a rule looks at.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Subject {
    /// Objectives of a return.
    Objective,
    /// Actions of a plan.
    Action,
    /// Recommendations of an audit.
    Recommendation,
}

/// One remark to the person who wrote the words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Remark {
    /// The key of the rule that was looked at.
    pub rule: &'static str,
    /// How much it weighs.
    pub weight: Weight,
    /// What it says to them.
    pub says: String,
    /// The words it is about, exactly as written; empty where there are none.
    pub words: String,
}

/// How a rule looks.
#[derive(Clone, Copy, Debug)]
enum Check {
    Objective(fn(&objective::Seen<'_>) -> Option<Said>),
    Plan(fn(&plan::Item<'_>, &plan::Around) -> Option<Said>),
}

/// What a remark says, and the words it is about.
struct Said {
    says: String,
    words: String,
}

impl Said {
    fn new(says: impl Into<String>, words: &str) -> Self {
        Self { says: says.into(), words: words.to_owned() }
    }
}

/// Every rule, in the order in which remarks are made.
pub const RULES: &[Rule] = &[
    objective::NO_NUMBER,
    objective::RECORDING_WITHOUT_NUMBER,
    objective::NO_DATE,
    objective::NO_BASELINE,
    objective::NO_OWNER,
    objective::NO_POPULATION,
    objective::ZERO,
    objective::NO_MEASURE,
    objective::SEVERAL_IN_ONE,
    plan::HIGH_WITHOUT_DATE,
    plan::NO_DATE,
    plan::NO_OWNER,
    plan::NO_REASON,
    plan::UNSURE_OWNER,
    plan::PAST_DUE,
    plan::NOTE_CONTRADICTS,
    plan::AFTER_OUTSIDE_DEADLINE,
    plan::CHECK_THE_YEAR,
    plan::CUT_SHORT,
];

/// The rule of that key, if there is one.
pub fn rule(key: &str) -> Option<&'static Rule> {
    RULES.iter().find(|rule| rule.key == key)
}

/// The remarks of the rules about such a subject, as `look` has each of them look.
fn remarks(subject: Subject, look: impl Fn(Check) -> Option<Said>) -> Vec<Remark> {
    let about = RULES.iter().filter(|rule| rule.about.contains(&subject));
    let remarks = about.filter_map(|rule| {
        let Said { says, words } = look(rule.check)?;
        Some(Remark { rule: rule.key, weight: rule.weight, says, words })
    });
    remarks.collect()
}
