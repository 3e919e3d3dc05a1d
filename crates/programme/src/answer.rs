//! Answers: what stands in a return that is being filled in. Nobody's commitment: only sending the
//! return makes objectives and insights of them.

use serde::{Deserialize, Serialize};

use crate::code::OrganisationCode;
use crate::id::{AnswerId, InsightId, ObjectiveId, SubmissionId};
use crate::insight::{InsightKind, ProposedInsight, boxed};
use crate::objective::ProposedObjective;
use crate::submission::{ProposedProgress, ProposedReturn, ProposedReview, WhosWho};

/// One answer, kept by itself so that two people may write in one return at once.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answer {
    /// Identity; an objective or an insight goes on with it once the return is sent.
    pub id: AnswerId,
    /// The return.
    pub submission: SubmissionId,
    /// Whose return it is.
    pub organisation: OrganisationCode,
    /// Its place among the answers: 1 for the first.
    pub position: u16,
    /// What it says.
    pub said: Said,
}

/// What an answer says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "of")]
pub enum Said {
    /// Who is who.
    Who(WhosWho),
    /// An objective.
    Objective(ProposedObjective),
    /// The progress of one objective.
    Progress(ProposedProgress),
    /// A challenge, a support need or a lesson.
    Insight(ProposedInsight),
}

impl Answer {
    /// The objective that it becomes.
    pub fn objective(&self) -> ObjectiveId {
        ObjectiveId::new(self.id.uuid())
    }
}

/// The return that answers make together, in their order.
pub fn assembled(answers: &[Answer], review: ReviewNumber) -> ProposedReturn {
    let mut made = ProposedReturn::default();
    let mut rows = Vec::new();
    for answer in answers {
        match &answer.said {
            Said::Who(who) => made.who = who.clone(),
            Said::Objective(said) => made
                .objectives
                .push(ProposedObjective { identity: Some(answer.objective()), ..said.clone() }),
            Said::Progress(said) => rows.push(said.clone()),
            Said::Insight(said) => made.insights.push(ProposedInsight {
                identity: Some(InsightId::new(answer.id.uuid())),
                ..said.clone()
            }),
        }
    }
    if !rows.is_empty() || !made.insights.is_empty() {
        made.reviews = vec![ProposedReview {
            round: review.0,
            report_author: made.who.report_author.clone(),
            rows,
            challenges_risks: boxed(&made.insights, &[InsightKind::Risk, InsightKind::Challenge]),
            support_needs: boxed(&made.insights, &[InsightKind::SupportNeed]),
            lessons_learned: boxed(&made.insights, &[InsightKind::Lesson]),
        }];
    }
    made
}

/// Which form of the cycle a review is: 2 for the first review, 3 for the second.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ReviewNumber(pub u8);

/// What a return says, as answers in the order of its form.
pub fn taken_apart(made: &ProposedReturn) -> Vec<Said> {
    let who = std::iter::once(Said::Who(made.who.clone()));
    let objectives = made.objectives.iter().cloned().map(Said::Objective);
    let rows = made.reviews.iter().flat_map(|review| review.rows.iter().cloned());
    let insights = made.items();
    who.chain(objectives)
        .chain(rows.map(Said::Progress))
        .chain(insights.into_iter().map(Said::Insight))
        .collect()
}
