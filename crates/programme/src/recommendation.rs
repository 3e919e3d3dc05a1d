//! Recommendations: what an auditor asked for, and what was answered.

use serde::{Deserialize, Serialize};

use crate::by_when::ByWhen;
use crate::id::{PlanId, RecommendationId};
use crate::origin::Origin;
use crate::priority::Priority;
use crate::responsibility::Responsibility;
use crate::update::Course;

/// A recommendation as a document says it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProposedRecommendation {
    /// The reference: "R1".
    pub reference: String,
    /// The page of the auditor's report, as written.
    pub page: String,
    /// The section it stands under.
    pub section: String,
    /// The recommendation, without its reference.
    pub words: String,
    /// Its priority, on the scale the document states.
    pub priority: Priority,
    /// Who is to act.
    pub responsibility: Responsibility,
    /// Whether it was agreed.
    pub agreed: Agreed,
    /// The management response.
    pub response: String,
    /// By when.
    pub by_when: ByWhen,
    /// Status, where the document has one.
    pub status: crate::status::Status,
    /// What stood in columns we have no field for, by heading.
    pub extra: Vec<(String, String)>,
    /// The places in the document: several when a row was split by a page.
    pub places: Vec<String>,
}

/// Whether a recommendation was agreed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Agreed {
    /// As written: "Y".
    pub words: String,
    /// What it means.
    pub answer: Option<Agreement>,
}

impl Agreed {
    /// Reads Y, N, partly and what people write for them; other words are kept without a meaning.
    pub fn read(words: &str) -> Self {
        let plain = words.trim().trim_end_matches('.').to_lowercase();
        let answer = match plain.as_str() {
            "y" | "yes" | "agreed" | "agree" | "accepted" | "accept" => Some(Agreement::Yes),
            "n" | "no" | "not agreed" | "disagree" | "disagreed" | "rejected" | "not accepted" => {
                Some(Agreement::No)
            }
            "partly" | "partially" | "part" | "partly agreed" | "partially agreed"
            | "agreed in part" => Some(Agreement::Partly),
            _ => None,
        };
        Self { words: words.to_owned(), answer }
    }
}

/// The answer to a recommendation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Agreement {
    /// Agreed.
    Yes,
    /// Not agreed.
    No,
    /// Agreed in part.
    Partly,
}

/// A recommendation as it is kept.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Recommendation {
    /// Identity.
    pub id: RecommendationId,
    /// The plan it belongs to.
    pub plan: PlanId,
    /// Its place within the plan: 1 for the first.
    pub position: u16,
    /// What the document says.
    pub said: ProposedRecommendation,
    /// How it has gone since.
    #[serde(default)]
    pub course: Course,
    /// Where it came from.
    pub origin: Origin,
}
