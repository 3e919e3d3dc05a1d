//! A commitment: what is kept once a person has settled a draft. The store accepts nothing
//! less, and only [`commit`] makes one, from what is [`Settled`].

use jiff::civil::Date;
use uuid::Uuid;

use crate::action::Action;
use crate::by_when::Due;
use crate::draft::{Proposal, Settled};
use crate::framework::Framework;
use crate::id::{ActionId, ObjectiveId, PlanId, RecommendationId, SubmissionId};
use crate::import::{Import, Target};
use crate::objective::Objective;
use crate::origin::Origin;
use crate::plan::{Plan, ProposedPlan};
use crate::recommendation::Recommendation;
use crate::submission::{ProposedReturn, Submission, SubmissionState};

/// What is kept once a person has settled a draft. Only [`commit`] makes one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Commitment {
    kept: Kept,
    effective: Date,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Kept {
    Plan { plan: Plan, recommendations: Vec<Recommendation>, actions: Vec<Action> },
    Return { submission: Submission, objectives: Vec<Objective> },
}

impl Commitment {
    /// The plan with its recommendations and actions, if a plan was settled.
    pub fn plan(&self) -> Option<(&Plan, &[Recommendation], &[Action])> {
        match &self.kept {
            Kept::Plan { plan, recommendations, actions } => Some((plan, recommendations, actions)),
            Kept::Return { .. } => None,
        }
    }

    /// The submission with its objectives, if a return was settled.
    pub fn submission(&self) -> Option<(&Submission, &[Objective])> {
        match &self.kept {
            Kept::Return { submission, objectives } => Some((submission, objectives)),
            Kept::Plan { .. } => None,
        }
    }

    /// The day from which it was true: the day the document speaks of, or the day it came in.
    pub fn effective(&self) -> Date {
        self.effective
    }
}

/// Why what was settled cannot be kept where it was meant to go.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Misfit {
    /// A plan was offered to a round, or a return as a plan.
    #[error("this document is {is}, and it was brought in as {meant}")]
    WrongTarget {
        /// What the document is.
        is: &'static str,
        /// What it was brought in as.
        meant: &'static str,
    },
    /// An objective has no sub-category of the round's framework.
    #[error("objective {number} has no sub-category of {framework}, like B3")]
    NoSubCategory {
        /// Which objective: 1 for the first.
        number: usize,
        /// The framework of the round.
        framework: String,
    },
    /// The document proposes nothing.
    #[error("there is nothing in this document to keep: no action, recommendation or objective")]
    Nothing,
}

/// What a commitment is made with, besides the words: all of it comes from outside.
pub struct Making<'a, F> {
    /// The import that held the document.
    pub import: &'a Import,
    /// The framework of the round, for a return.
    pub framework: Option<&'a Framework>,
    /// The day the document came in.
    pub received: Date,
    /// Draws a new UUID; identities are in the order of the document.
    pub draw: F,
}

/// Makes what is kept out of what was settled.
///
/// # Errors
///
/// If the document does not fit what it was brought in for, proposes nothing, or holds an
/// objective without a sub-category of its round's framework.
pub fn commit<F: FnMut() -> Uuid>(
    settled: &Settled<Proposal>,
    mut making: Making<'_, F>,
) -> Result<Commitment, Misfit> {
    match settled.proposal() {
        Proposal::Plan(proposed) => plan_of(proposed, &mut making),
        Proposal::Return(proposed) => return_of(proposed, &mut making),
    }
}

fn origin(import: &Import, place: &str) -> Origin {
    Origin::Document { import: import.id, sha256: import.sha256.clone(), place: place.to_owned() }
}

fn position(index: usize) -> u16 {
    u16::try_from(index + 1).unwrap_or(u16::MAX)
}

fn plan_of<F: FnMut() -> Uuid>(
    proposed: &ProposedPlan,
    making: &mut Making<'_, F>,
) -> Result<Commitment, Misfit> {
    let import = making.import;
    let Target::Plan { plan: key, organisation } = &import.target else {
        return Err(Misfit::WrongTarget { is: "a plan", meant: "a return to a round" });
    };
    if proposed.actions.is_empty() && proposed.recommendations.is_empty() {
        return Err(Misfit::Nothing);
    }
    let as_of = proposed.as_of.due.map_or(making.received, Due::due_by);
    let plan = Plan {
        id: PlanId::new((making.draw)()),
        key: key.clone(),
        kind: proposed.kind,
        title: proposed.title.clone(),
        organisation: organisation.clone(),
        as_of,
        as_of_words: proposed.as_of.words.clone(),
        working: proposed.working,
        origin: origin(import, ""),
    };
    let recommendations =
        proposed.recommendations.iter().enumerate().map(|(index, said)| Recommendation {
            id: RecommendationId::new((making.draw)()),
            plan: plan.id,
            position: position(index),
            said: said.clone(),
            origin: origin(import, &said.places.join("; ")),
        });
    let recommendations = recommendations.collect();
    let actions = proposed.actions.iter().enumerate().map(|(index, said)| Action {
        id: ActionId::new((making.draw)()),
        plan: plan.id,
        position: position(index),
        said: said.clone(),
        origin: origin(import, &said.places.join("; ")),
    });
    let actions = actions.collect();
    Ok(Commitment { kept: Kept::Plan { plan, recommendations, actions }, effective: as_of })
}

fn return_of<F: FnMut() -> Uuid>(
    proposed: &ProposedReturn,
    making: &mut Making<'_, F>,
) -> Result<Commitment, Misfit> {
    let import = making.import;
    let Target::Round { round, organisation } = &import.target else {
        return Err(Misfit::WrongTarget { is: "a return to a round", meant: "a plan" });
    };
    if proposed.objectives.is_empty() && proposed.reviews.iter().all(|r| r.rows.is_empty()) {
        return Err(Misfit::Nothing);
    }
    let submission = Submission {
        id: SubmissionId::new((making.draw)()),
        round: round.clone(),
        organisation: organisation.clone(),
        state: SubmissionState::Submitted,
        who: proposed.who.clone(),
        reviews: proposed.reviews.clone(),
        received: making.received,
        origin: origin(import, ""),
    };
    let mut objectives = Vec::new();
    for (index, promise) in proposed.objectives.iter().enumerate() {
        let known = |framework: &&Framework| {
            promise.sub_category.as_ref().is_some_and(|code| framework.sub_category(code).is_some())
        };
        if !making.framework.as_ref().is_some_and(known) {
            let framework = making.framework.map_or_else(String::new, |f| f.title.clone());
            return Err(Misfit::NoSubCategory { number: index + 1, framework });
        }
        objectives.push(Objective {
            id: ObjectiveId::new((making.draw)()),
            submission: submission.id,
            round: round.clone(),
            organisation: organisation.clone(),
            position: position(index),
            promise: promise.clone(),
            measured_by: None,
            origin: origin(import, &promise.place),
        });
    }
    let effective = making.received;
    Ok(Commitment { kept: Kept::Return { submission, objectives }, effective })
}
