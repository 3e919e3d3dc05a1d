//! Changes: what a thing says on one day and did not say on another, fact by fact.

mod facts;

use jiff::civil::Date;

use crate::action::Action;
use crate::code::{OrganisationCode, RoundKey};
use crate::communication::Communication;
use crate::correspondence::Correspondence;
use crate::id::{By, PlanId};
use crate::insight::Insight;
use crate::objective::Objective;
use crate::organisation::Organisation;
use crate::peer_review::PeerReview;
use crate::plan::Plan;
use crate::recommendation::Recommendation;
use crate::risk::Risk;
use crate::round::Round;
use crate::submission::Submission;

pub use facts::ACTIONS;

/// The kinds of thing that change, in the order in which a reader asks about them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// A round.
    Round,
    /// A return to a round.
    Submission,
    /// An objective.
    Objective,
    /// A risk, challenge, support need or lesson.
    Insight,
    /// A peer review.
    PeerReview,
    /// A plan.
    Plan,
    /// A recommendation.
    Recommendation,
    /// An action.
    Action,
    /// A risk.
    Risk,
    /// A communication.
    Communication,
    /// What one thing is to another.
    Correspondence,
    /// An organisation.
    Organisation,
}

impl Kind {
    /// Every kind.
    pub const ALL: [Self; 12] = [
        Self::Round,
        Self::Submission,
        Self::Objective,
        Self::Insight,
        Self::PeerReview,
        Self::Plan,
        Self::Recommendation,
        Self::Action,
        Self::Risk,
        Self::Communication,
        Self::Correspondence,
        Self::Organisation,
    ];

    /// The key as data and in addresses.
    pub fn key(self) -> &'static str {
        match self {
            Self::Round => "round",
            Self::Submission => "submission",
            Self::Objective => "objective",
            Self::Insight => "insight",
            Self::PeerReview => "peer-review",
            Self::Plan => "plan",
            Self::Recommendation => "recommendation",
            Self::Action => "action",
            Self::Risk => "risk",
            Self::Communication => "communication",
            Self::Correspondence => "correspondence",
            Self::Organisation => "organisation",
        }
    }

    /// One, in words.
    pub fn label(self) -> &'static str {
        match self {
            Self::Round => "Round",
            Self::Submission => "Return",
            Self::Objective => "Objective",
            Self::Insight => "Risk, need or lesson",
            Self::PeerReview => "Peer review",
            Self::Plan => "Plan",
            Self::Recommendation => "Recommendation",
            Self::Action => "Action",
            Self::Risk => "Risk",
            Self::Communication => "Communication",
            Self::Correspondence => "Line of a cross-walk",
            Self::Organisation => "Organisation",
        }
    }

    /// Several, in words.
    pub fn plural(self) -> &'static str {
        match self {
            Self::Round => "Rounds",
            Self::Submission => "Returns",
            Self::Objective => "Objectives",
            Self::Insight => "Risks, needs and lessons",
            Self::PeerReview => "Peer reviews",
            Self::Plan => "Plans",
            Self::Recommendation => "Recommendations",
            Self::Action => "Actions",
            Self::Risk => "Risks",
            Self::Communication => "Communications",
            Self::Correspondence => "Lines of cross-walks",
            Self::Organisation => "Organisations",
        }
    }
}

/// A thing as it was kept, whatever its kind.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "each holds the noun of its name")]
pub enum Thing {
    Round(Box<Round>),
    Submission(Box<Submission>),
    Objective(Box<Objective>),
    Insight(Box<Insight>),
    PeerReview(Box<PeerReview>),
    Plan(Box<Plan>),
    Recommendation(Box<Recommendation>),
    Action(Box<Action>),
    Risk(Box<Risk>),
    Communication(Box<Communication>),
    Correspondence(Box<Correspondence>),
    Organisation(Box<Organisation>),
}

impl Thing {
    /// Its kind.
    pub fn kind(&self) -> Kind {
        match self {
            Self::Round(_) => Kind::Round,
            Self::Submission(_) => Kind::Submission,
            Self::Objective(_) => Kind::Objective,
            Self::Insight(_) => Kind::Insight,
            Self::PeerReview(_) => Kind::PeerReview,
            Self::Plan(_) => Kind::Plan,
            Self::Recommendation(_) => Kind::Recommendation,
            Self::Action(_) => Kind::Action,
            Self::Risk(_) => Kind::Risk,
            Self::Communication(_) => Kind::Communication,
            Self::Correspondence(_) => Kind::Correspondence,
            Self::Organisation(_) => Kind::Organisation,
        }
    }

    /// What people call it: its title, or its words. A return, a peer review and a line of a cross-walk
    /// have none.
    pub fn title(&self) -> &str {
        match self {
            Self::Round(round) => &round.title,
            Self::Objective(objective) => &objective.promise.objective,
            Self::Insight(insight) => &insight.said.words,
            Self::Plan(plan) => &plan.title,
            Self::Recommendation(recommendation) => &recommendation.said.words,
            Self::Action(action) => &action.said.words,
            Self::Risk(risk) => risk.words(),
            Self::Communication(communication) => &communication.said.audience,
            Self::Organisation(body) => &body.name,
            Self::Submission(_) | Self::PeerReview(_) | Self::Correspondence(_) => "",
        }
    }

    /// The round that it is, or is part of.
    pub fn round(&self) -> Option<&RoundKey> {
        match self {
            Self::Round(round) => Some(&round.key),
            Self::Submission(submission) => Some(&submission.round),
            Self::Objective(objective) => Some(&objective.round),
            Self::Insight(insight) => Some(&insight.round),
            Self::PeerReview(review) => Some(&review.round),
            Self::Plan(_)
            | Self::Recommendation(_)
            | Self::Action(_)
            | Self::Risk(_)
            | Self::Communication(_)
            | Self::Correspondence(_)
            | Self::Organisation(_) => None,
        }
    }

    /// The plan that it is, or is part of.
    pub fn plan(&self) -> Option<PlanId> {
        match self {
            Self::Plan(plan) => Some(plan.id),
            Self::Recommendation(recommendation) => Some(recommendation.plan),
            Self::Action(action) => Some(action.plan),
            Self::Risk(risk) => risk.plan,
            Self::Communication(communication) => communication.plan,
            Self::Round(_)
            | Self::Submission(_)
            | Self::Objective(_)
            | Self::Insight(_)
            | Self::PeerReview(_)
            | Self::Correspondence(_)
            | Self::Organisation(_) => None,
        }
    }
}

/// A thing that is not on the second of two days what it was on the first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// Its name among the things of its kind.
    pub subject: String,
    /// Whose it is, if it is somebody's.
    pub organisation: Option<OrganisationCode>,
    /// As it stood on the first day; none if it was not there.
    pub before: Option<Thing>,
    /// As it stood on the second; none if it was there no longer.
    pub after: Option<Thing>,
    /// The day from which what was told last is true.
    pub effective: Date,
    /// Who told it.
    pub by: By,
    /// Why, where a reason was given.
    pub reason: Option<String>,
}

impl Change {
    /// The thing, as it stood last.
    pub fn thing(&self) -> Option<&Thing> {
        self.after.as_ref().or(self.before.as_ref())
    }

    /// What is told otherwise than before, bodies called by their names. Of a thing that is new
    /// or gone there is nothing to compare.
    pub fn differences(&self, name: &dyn Fn(&OrganisationCode) -> String) -> Vec<Difference> {
        let (Some(before), Some(after)) = (&self.before, &self.after) else { return Vec::new() };
        differences(before, after, name)
    }
}

/// What the second of two versions of a thing tells otherwise than the first.
pub fn differences(
    before: &Thing,
    after: &Thing,
    name: &dyn Fn(&OrganisationCode) -> String,
) -> Vec<Difference> {
    compared(&before.facts(name), &after.facts(name))
}

/// A fact that is told otherwise than before: empty where it was not told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// What it is about: "By when".
    pub fact: String,
    /// What was told.
    pub before: String,
    /// What is told.
    pub after: String,
}

/// The facts that differ, in the order of the later list, and then those that are gone.
fn compared(before: &[(String, String)], after: &[(String, String)]) -> Vec<Difference> {
    let told = |list: &[(String, String)], fact: &str| {
        let found = list.iter().find(|(known, _)| known == fact);
        found.map_or_else(String::new, |(_, words)| words.clone())
    };
    let mut differences = Vec::new();
    for (fact, words) in after {
        let was = told(before, fact);
        if was != *words {
            let (fact, after) = (fact.clone(), words.clone());
            differences.push(Difference { fact, before: was, after });
        }
    }
    for (fact, before) in before {
        if !before.is_empty() && !after.iter().any(|(known, _)| known == fact) {
            let (fact, before) = (fact.clone(), before.clone());
            differences.push(Difference { fact, before, after: String::new() });
        }
    }
    differences
}

#[cfg(test)]
mod tests {
    use super::*;

    fn facts(of: &[(&str, &str)]) -> Vec<(String, String)> {
        of.iter().map(|(fact, words)| ((*fact).to_owned(), (*words).to_owned())).collect()
    }

    #[test]
    fn only_what_differs_is_told_and_what_is_gone_comes_last() {
        let before = facts(&[("State", "Sent"), ("Progress on “A”", "Begun"), ("Lead", "")]);
        let after = facts(&[("State", "Accepted"), ("Lead", ""), ("Progress on “B”", "Done")]);
        let found = compared(&before, &after);
        let said: Vec<_> =
            found.iter().map(|d| (d.fact.as_str(), d.before.as_str(), d.after.as_str())).collect();
        assert_eq!(
            said,
            [
                ("State", "Sent", "Accepted"),
                ("Progress on “B”", "", "Done"),
                ("Progress on “A”", "Begun", ""),
            ]
        );
    }
}
