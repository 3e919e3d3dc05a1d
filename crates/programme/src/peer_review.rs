//! Peer reviews: one body reads another's return, says what is strong and what could stretch, and
//! asks; the other answers, and what both agree becomes items.

use serde::{Deserialize, Serialize};

use crate::action::ProposedAction;
use crate::by_when::{ByWhen, dates_in};
use crate::code::{NotACode, OrganisationCode, PlanKey, RoundKey};
use crate::id::{PeerReviewId, SubmissionId};

/// In what numbers bodies review each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Size {
    /// Each reviews one other.
    Pairs,
    /// Each reviews two others.
    Trios,
}

impl Size {
    /// How many each reviews, and by how many each is reviewed.
    pub fn reviews(self) -> usize {
        match self {
            Self::Pairs => 1,
            Self::Trios => 2,
        }
    }

    /// The words a page shows.
    pub fn label(self) -> &'static str {
        match self {
            Self::Pairs => "In pairs: each body reads one return",
            Self::Trios => "In threes: each body reads two returns",
        }
    }
}

/// A peer review as it is kept.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PeerReview {
    /// Identity.
    pub id: PeerReviewId,
    /// The round whose returns are reviewed.
    pub round: RoundKey,
    /// Who reviews.
    pub reviewer: OrganisationCode,
    /// Whose return is reviewed.
    pub reviewed: OrganisationCode,
    /// The return.
    pub submission: SubmissionId,
    /// Where it stands.
    pub state: PeerReviewState,
    /// What is strong in it.
    pub strengths: String,
    /// What could stretch.
    pub stretch: String,
    /// What the reviewer asks.
    pub questions: String,
    /// What the reviewed body answers.
    pub answer: String,
    /// What both agreed to do: one to a line.
    pub agreed: String,
    /// What others may learn from it: one to a line.
    pub learning: String,
}

/// Where a peer review stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PeerReviewState {
    /// The reviewer writes.
    Proposed,
    /// The reviewed body answers.
    Sent,
    /// Both have spoken.
    Answered,
}

impl PeerReviewState {
    /// The words a page shows.
    pub fn label(self) -> &'static str {
        match self {
            Self::Proposed => "With the reviewer",
            Self::Sent => "With the body reviewed",
            Self::Answered => "Finished",
        }
    }
}

/// What a reviewer writes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Findings {
    /// What is strong.
    pub strengths: String,
    /// What could stretch.
    pub stretch: String,
    /// What they ask.
    pub questions: String,
}

/// What the reviewed body writes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Response {
    /// The answer to the questions.
    pub answer: String,
    /// What both agreed to do.
    pub agreed: String,
    /// What others may learn.
    pub learning: String,
}

/// Why a peer review cannot take what was sent.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotNow {
    /// It is the other body's turn, or nobody's any more.
    #[error("this peer review is {is} now", is = .0.label().to_lowercase())]
    NotYourTurn(PeerReviewState),
    /// Nothing was written.
    #[error("nothing is written yet; say at least what is strong, or what could stretch")]
    Blank,
}

/// The plan of a body in which stands what it agreed to do in its peer reviews.
///
/// # Errors
///
/// If the code of the body is too long to name a plan by.
pub fn agreed_plan(body: &OrganisationCode) -> Result<PlanKey, NotACode> {
    format!("{body}-peer-review").parse()
}

impl PeerReview {
    /// What both agreed to do, an action for each line that says something; due by the first whole
    /// date that the line names.
    pub fn agreed_actions(&self) -> Vec<ProposedAction> {
        let lines = self.agreed.lines().map(str::trim).filter(|line| !line.is_empty());
        let action = |line: &str| ProposedAction {
            words: line.to_owned(),
            by_when: ByWhen::read(dates_in(line).first().map_or("", |found| &found.words)),
            ..ProposedAction::default()
        };
        lines.map(action).collect()
    }

    /// What the reviewer wrote, sent to the body reviewed.
    ///
    /// # Errors
    ///
    /// If it is not the reviewer's turn, or nothing is written.
    pub fn sent(
        self,
        Findings { strengths, stretch, questions }: Findings,
    ) -> Result<Self, NotNow> {
        if self.state != PeerReviewState::Proposed {
            return Err(NotNow::NotYourTurn(self.state));
        }
        if [&strengths, &stretch, &questions].into_iter().all(|words| words.trim().is_empty()) {
            return Err(NotNow::Blank);
        }
        Ok(Self { strengths, stretch, questions, state: PeerReviewState::Sent, ..self })
    }

    /// What the body reviewed answered.
    ///
    /// # Errors
    ///
    /// If it is not its turn, or nothing is written.
    pub fn answered(self, Response { answer, agreed, learning }: Response) -> Result<Self, NotNow> {
        if self.state != PeerReviewState::Sent {
            return Err(NotNow::NotYourTurn(self.state));
        }
        if [&answer, &agreed, &learning].into_iter().all(|words| words.trim().is_empty()) {
            return Err(NotNow::Blank);
        }
        Ok(Self { answer, agreed, learning, state: PeerReviewState::Answered, ..self })
    }
}
