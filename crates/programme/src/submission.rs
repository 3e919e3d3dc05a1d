//! Submissions: one organisation's return to one round.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::code::{OrganisationCode, RoundKey};
use crate::id::{ObjectiveId, PersonId, SubmissionId};
use crate::insight::{ProposedInsight, itemised};
use crate::objective::ProposedObjective;
use crate::origin::Origin;

/// A submission as it is kept.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Submission {
    /// Identity.
    pub id: SubmissionId,
    /// The round it answers.
    pub round: RoundKey,
    /// The organisation it speaks for.
    pub organisation: OrganisationCode,
    /// Where it stands.
    pub state: SubmissionState,
    /// Who was who when it was made.
    pub who: WhosWho,
    /// What was said of progress, word for word, if it is a review.
    pub reviews: Vec<ProposedReview>,
    /// The day it first came in, if it has.
    pub received: Option<Date>,
    /// Why it was sent back or reopened, the last time that it was.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub because: String,
    /// Who signed it off, and when; what is sent back has to be signed off anew.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub signed_off: Option<SignOff>,
    /// Where it came from.
    pub origin: Origin,
}

/// A sponsor's word that a return is their body's.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SignOff {
    /// The sponsor.
    pub by: PersonId,
    /// The day.
    pub on: Date,
}

/// Where a submission stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SubmissionState {
    /// Nothing yet.
    NotStarted,
    /// Begun.
    InProgress,
    /// Sent.
    Submitted,
    /// Sent back with a reason.
    ChangesAsked,
    /// Accepted by the programme office.
    Accepted,
    /// Accepted once, and opened again with a reason.
    Reopened,
}

impl SubmissionState {
    /// Every state, in the order in which a return reaches them.
    pub const ALL: [Self; 6] = [
        Self::NotStarted,
        Self::InProgress,
        Self::Submitted,
        Self::ChangesAsked,
        Self::Accepted,
        Self::Reopened,
    ];

    /// Its key: `changes_asked`.
    pub fn key(self) -> &'static str {
        match self {
            Self::NotStarted => "not_started",
            Self::InProgress => "in_progress",
            Self::Submitted => "submitted",
            Self::ChangesAsked => "changes_asked",
            Self::Accepted => "accepted",
            Self::Reopened => "reopened",
        }
    }

    /// The words a page shows.
    pub fn label(self) -> &'static str {
        match self {
            Self::NotStarted => "Not started",
            Self::InProgress => "In progress",
            Self::Submitted => "Submitted",
            Self::ChangesAsked => "Changes asked",
            Self::Accepted => "Accepted",
            Self::Reopened => "Reopened",
        }
    }

    /// Whether its body may write in it.
    pub fn takes_answers(self) -> bool {
        match self {
            Self::NotStarted | Self::InProgress | Self::ChangesAsked | Self::Reopened => true,
            Self::Submitted | Self::Accepted => false,
        }
    }

    /// Whether what it says has come in. What was sent back still says what it said.
    pub fn is_in(self) -> bool {
        match self {
            Self::NotStarted | Self::InProgress => false,
            Self::Submitted | Self::ChangesAsked | Self::Accepted | Self::Reopened => true,
        }
    }

    /// Where a step leads, if it may be taken from here.
    ///
    /// # Errors
    ///
    /// If it may not.
    pub fn after(self, step: Step) -> Result<Self, NotNow> {
        use SubmissionState::{
            Accepted, ChangesAsked, InProgress, NotStarted, Reopened, Submitted,
        };
        match (self, step) {
            (NotStarted | InProgress, Step::Answer) => Ok(InProgress),
            (ChangesAsked, Step::Answer) => Ok(ChangesAsked),
            (Reopened, Step::Answer) => Ok(Reopened),
            (NotStarted | InProgress | ChangesAsked | Reopened, Step::Submit) => Ok(Submitted),
            (Submitted, Step::SignOff) => Ok(Submitted),
            (Submitted, Step::AskChanges) => Ok(ChangesAsked),
            (Submitted, Step::Accept) => Ok(Accepted),
            (Accepted, Step::Reopen) => Ok(Reopened),
            (is, step) => Err(NotNow { step, is }),
        }
    }
}

/// A step that a submission can take.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Step {
    /// Somebody writes an answer.
    Answer,
    /// Its body sends it.
    Submit,
    /// Its sponsor signs it off.
    SignOff,
    /// The programme office sends it back with a reason.
    AskChanges,
    /// The programme office accepts it.
    Accept,
    /// The programme office opens it again with a reason.
    Reopen,
}

impl Step {
    /// Every step, in the order of the cycle.
    pub const ALL: [Self; 6] =
        [Self::Answer, Self::Submit, Self::SignOff, Self::AskChanges, Self::Accept, Self::Reopen];

    /// What is done to it, in words.
    pub fn done(self) -> &'static str {
        match self {
            Self::Answer => "changed",
            Self::Submit => "sent",
            Self::SignOff => "signed off",
            Self::AskChanges => "sent back",
            Self::Accept => "accepted",
            Self::Reopen => "reopened",
        }
    }
}

/// A step that cannot be taken from where a submission stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("this return is {is}, and so it cannot be {done} now", is = .is.label().to_lowercase(), done = .step.done())]
pub struct NotNow {
    /// The step.
    pub step: Step,
    /// Where it stands.
    pub is: SubmissionState,
}

/// Who is who in a return, word for word.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct WhosWho {
    /// The organisation or partnership, as written.
    pub organisation: String,
    /// Executive sponsor.
    pub executive_sponsor: String,
    /// Lead officer.
    pub lead_officer: String,
    /// To which body they report.
    pub reports_to: String,
    /// Report author.
    pub report_author: String,
}

/// A return as a document says it, before anyone has confirmed it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProposedReturn {
    /// Who is who.
    pub who: WhosWho,
    /// The objectives, in the document's order.
    pub objectives: Vec<ProposedObjective>,
    /// The reviews it holds.
    pub reviews: Vec<ProposedReview>,
    /// The challenges, support needs and lessons that were written one by one, if any were.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub insights: Vec<ProposedInsight>,
}

impl ProposedReturn {
    /// Its challenges, support needs and lessons one by one: as they were written so, or else a
    /// line of its last review's boxes each.
    pub fn items(&self) -> Vec<ProposedInsight> {
        if self.insights.is_empty() {
            self.reviews.last().map(itemised).unwrap_or_default()
        } else {
            self.insights.clone()
        }
    }
}

/// One progress review as a document says it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProposedReview {
    /// Which of the document's forms: 2 for the first review, 3 for the second.
    pub round: u8,
    /// The author of this review, as written.
    pub report_author: String,
    /// Progress, objective by objective.
    pub rows: Vec<ProposedProgress>,
    /// Key challenges and risks.
    pub challenges_risks: String,
    /// Support needs.
    pub support_needs: String,
    /// Lessons learned.
    pub lessons_learned: String,
}

/// Progress on one objective as a document says it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProposedProgress {
    /// The theme's letter.
    pub theme: Option<char>,
    /// The objective, as written.
    pub objective: String,
    /// Progress.
    pub progress: String,
    /// Outputs.
    pub outputs: String,
    /// Outcomes.
    pub outcomes: String,
    /// The next six months.
    pub next: String,
    /// Marked as new by highlight or by word.
    pub new: bool,
    /// The objective it is about, by the identifier hidden in the form we sent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub about: Option<ObjectiveId>,
    /// The place in the document.
    pub place: String,
}
