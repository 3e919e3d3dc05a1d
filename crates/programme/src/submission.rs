//! Submissions: one organisation's return to one round.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::code::{OrganisationCode, RoundKey};
use crate::id::{ObjectiveId, SubmissionId};
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
    /// The day it came in.
    pub received: Date,
    /// Where it came from.
    pub origin: Origin,
}

/// Where a submission stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
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
}

impl SubmissionState {
    /// The words a page shows.
    pub fn label(self) -> &'static str {
        match self {
            Self::NotStarted => "Not started",
            Self::InProgress => "In progress",
            Self::Submitted => "Submitted",
            Self::ChangesAsked => "Changes asked",
            Self::Accepted => "Accepted",
        }
    }
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
