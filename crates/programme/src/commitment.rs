//! A commitment: what is kept once a person has settled a draft. The store accepts nothing
//! less, and only [`commit`] makes one, from what is [`Settled`].

mod again;
mod returned;

use jiff::civil::Date;
use uuid::Uuid;

use crate::action::Action;
use crate::answer::Answer;
use crate::by_when::Due;
use crate::code::PlanKey;
use crate::comparison::Decision;
use crate::draft::{Mend, Proposal, Settled};
use crate::framework::Framework;
use crate::id::{ActionId, AnswerId, InsightId, ObjectiveId, PlanId, RecommendationId};
use crate::import::{Import, Target};
use crate::insight::Insight;
use crate::objective::Objective;
use crate::origin::Origin;
use crate::plan::{Plan, PlanKind, ProposedPlan};
use crate::recommendation::Recommendation;
use crate::submission::{NotNow, Submission};
use crate::update::Course;

use again::plan_again;
pub use again::{Item, compared};
use returned::return_of;

/// What is kept once a person has settled a draft. Only [`commit`] makes one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Commitment {
    kept: Kept,
    effective: Date,
    answers: Answers,
}

/// What a person answered on the way: to doubts, and of lines that were compared.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Answers {
    /// The answers to doubts.
    pub mends: Vec<Mend>,
    /// What was decided of lines compared with a plan as it is kept.
    pub decisions: Vec<Decision>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Kept {
    Plan {
        plan: Box<Version<Plan>>,
        recommendations: Vec<Version<Recommendation>>,
        actions: Vec<Version<Action>>,
    },
    Return(Box<OfReturn>),
}

/// The things of a return that are to be kept, or withdrawn because it no longer says them. What
/// is as it was is not among them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OfReturn {
    /// The return itself.
    pub submission: Version<Submission>,
    /// The objectives that are new or say something else.
    pub objectives: Vec<Version<Objective>>,
    /// The challenges, support needs and lessons that are new or say something else.
    pub insights: Vec<Version<Insight>>,
    /// The answers as a document gives them, where it came in as one.
    pub answers: Vec<Version<Answer>>,
    /// What it no longer says.
    pub withdrawn: Vec<Withdrawn>,
}

/// A thing that a return no longer says, with the revision that was seen of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Withdrawn {
    /// An objective.
    Objective(ObjectiveId, i64),
    /// A challenge, a support need or a lesson.
    Insight(InsightId, i64),
    /// An answer that a document took the place of.
    Answer(AnswerId, i64),
}

/// A return as it stands, each thing with its revision.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Returned {
    /// The return itself.
    pub submission: (Submission, i64),
    /// Its objectives, in its order.
    pub objectives: Vec<(Objective, i64)>,
    /// Its insights, in its order.
    pub insights: Vec<(Insight, i64)>,
    /// What stands in it as it is being filled in.
    pub answers: Vec<(Answer, i64)>,
}

/// A thing to keep, and the version of it that was there when a person confirmed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Version<T> {
    /// The thing as it is to be.
    pub noun: T,
    /// The revision it takes the place of; none for a new thing.
    pub seen: Option<i64>,
    /// Why, where a person gave a reason.
    pub reason: Option<String>,
}

impl<T> Version<T> {
    fn first(noun: T) -> Self {
        Self { noun, seen: None, reason: None }
    }
}

/// A plan as it is kept, each thing with its revision.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Standing {
    /// The plan.
    pub plan: (Plan, i64),
    /// Its recommendations, in its order.
    pub recommendations: Vec<(Recommendation, i64)>,
    /// Its actions, in its order.
    pub actions: Vec<(Action, i64)>,
}

/// The things of a plan that are to be kept: itself, its recommendations and its actions. Of a
/// plan that is kept already, only those that are new or change.
pub type OfPlan<'a> = (&'a Version<Plan>, &'a [Version<Recommendation>], &'a [Version<Action>]);

impl Commitment {
    /// The plan with its recommendations and actions, if a plan was settled.
    pub fn plan(&self) -> Option<OfPlan<'_>> {
        match &self.kept {
            Kept::Plan { plan, recommendations, actions } => Some((plan, recommendations, actions)),
            Kept::Return(_) => None,
        }
    }

    /// The return with what it promises, if one was settled.
    pub fn submission(&self) -> Option<&OfReturn> {
        match &self.kept {
            Kept::Return(kept) => Some(kept),
            Kept::Plan { .. } => None,
        }
    }

    /// What a person answered before they confirmed.
    pub fn answers(&self) -> &Answers {
        &self.answers
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
    /// A plan of another kind is kept under that key.
    #[error("{key} is kept as {kept}, and this document is {is}", kept = in_words(*.kept), is = in_words(*.is))]
    AnotherKind {
        /// The key of the plan.
        key: PlanKey,
        /// What is kept.
        kept: PlanKind,
        /// What the document is.
        is: PlanKind,
    },
    /// The document speaks of an earlier day than the plan as it is kept.
    #[error(
        "this document speaks of {document}, and the plan as it is kept of {kept}, which is later"
    )]
    Earlier {
        /// The day the document speaks of.
        document: Date,
        /// The day of the plan as it is kept.
        kept: Date,
    },
    /// The document proposes nothing.
    #[error("there is nothing to keep: no action, recommendation, objective or progress")]
    Nothing,
    /// The return has been sent, and takes no answers until it is sent back or reopened.
    #[error(transparent)]
    NotNow(#[from] NotNow),
}

/// What a commitment is made with, besides the words: all of it comes from outside.
pub struct Making<'a, F> {
    /// Where the words come from.
    pub source: Source<'a>,
    /// The framework of the round, for a return.
    pub framework: Option<&'a Framework>,
    /// The plan as it is kept, where one of its key is.
    pub standing: Option<&'a Standing>,
    /// The return as it stands, where the round has one of that organisation.
    pub returned: Option<&'a Returned>,
    /// The objectives the organisation promised before, of which a return may carry some on.
    pub earlier: &'a [Objective],
    /// The day the document came in.
    pub received: Date,
    /// Draws a new UUID; identities are in the order of the document.
    pub draw: F,
}

/// Where words come from that are to be kept.
#[derive(Clone, Copy, Debug)]
pub enum Source<'a> {
    /// A document: the import that held it, with the answers it is confirmed with.
    Document(&'a Import),
    /// The answers that stand in a return.
    Answers {
        /// The return.
        submission: &'a Submission,
        /// Who typed them: somebody who signed in, or came by a link.
        origin: &'a Origin,
    },
}

impl Source<'_> {
    fn target(&self) -> Target {
        match self {
            Self::Document(import) => import.target.clone(),
            Self::Answers { submission, .. } => Target::Round {
                round: submission.round.clone(),
                organisation: submission.organisation.clone(),
            },
        }
    }

    fn origin(&self, place: &str) -> Origin {
        match *self {
            Self::Document(import) => origin(import, place),
            Self::Answers { origin, .. } => origin.clone(),
        }
    }
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
    let (kept, effective) = match settled.proposal() {
        Proposal::Plan(proposed) => plan_of(proposed, &mut making)?,
        Proposal::Return(proposed) => return_of(proposed, &mut making)?,
    };
    let answers = match making.source {
        Source::Document(Import { mends, decisions, .. }) => {
            Answers { mends: mends.clone(), decisions: decisions.clone() }
        }
        Source::Answers { .. } => Answers::default(),
    };
    Ok(Commitment { kept, effective, answers })
}

fn origin(import: &Import, place: &str) -> Origin {
    Origin::Document { import: import.id, sha256: import.sha256.clone(), place: place.to_owned() }
}

fn position(index: usize) -> u16 {
    u16::try_from(index + 1).unwrap_or(u16::MAX)
}

fn in_words(kind: PlanKind) -> String {
    kind.label().to_lowercase()
}

fn plan_of<F: FnMut() -> Uuid>(
    proposed: &ProposedPlan,
    making: &mut Making<'_, F>,
) -> Result<(Kept, Date), Misfit> {
    let Source::Document(import) = making.source else { return Err(Misfit::Nothing) };
    let Target::Plan { plan: key, organisation } = &import.target else {
        return Err(Misfit::WrongTarget { is: "a plan", meant: "a return to a round" });
    };
    if proposed.actions.is_empty() && proposed.recommendations.is_empty() {
        return Err(Misfit::Nothing);
    }
    let as_of = proposed.as_of.due.map_or(making.received, Due::due_by);
    if let Some(standing) = making.standing {
        return plan_again(proposed, standing, (as_of, import), making);
    }
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
    let recommendations = proposed.recommendations.iter().enumerate().map(|(index, said)| {
        Version::first(Recommendation {
            id: RecommendationId::new((making.draw)()),
            plan: plan.id,
            position: position(index),
            said: said.clone(),
            course: Course::default(),
            origin: origin(import, &said.places.join("; ")),
        })
    });
    let recommendations = recommendations.collect();
    let actions = proposed.actions.iter().enumerate().map(|(index, said)| {
        Version::first(Action {
            id: ActionId::new((making.draw)()),
            plan: plan.id,
            position: position(index),
            said: said.clone(),
            course: Course::default(),
            origin: origin(import, &said.places.join("; ")),
        })
    });
    let actions = actions.collect();
    let plan = Box::new(Version::first(plan));
    Ok((Kept::Plan { plan, recommendations, actions }, as_of))
}
