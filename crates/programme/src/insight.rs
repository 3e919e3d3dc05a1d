//! Insights: risks, challenges, support needs and lessons, each its own item with its words.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::code::{CodeKey, OrganisationCode, RoundKey};
use crate::id::{InsightId, ObjectiveId, SubmissionId};
use crate::origin::Origin;
use crate::submission::ProposedReview;

/// What an insight is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum InsightKind {
    /// What may stand in the way.
    Risk,
    /// What stands in the way.
    #[default]
    Challenge,
    /// What a body asks of the others or of the Board.
    SupportNeed,
    /// What was learned.
    Lesson,
}

impl InsightKind {
    /// Every kind, in the order of the form.
    pub const ALL: [Self; 4] = [Self::Risk, Self::Challenge, Self::SupportNeed, Self::Lesson];

    /// The key as data and in addresses.
    pub fn key(self) -> &'static str {
        match self {
            Self::Risk => "risk",
            Self::Challenge => "challenge",
            Self::SupportNeed => "support_need",
            Self::Lesson => "lesson",
        }
    }

    /// One, in words.
    pub fn label(self) -> &'static str {
        match self {
            Self::Risk => "Risk",
            Self::Challenge => "Challenge",
            Self::SupportNeed => "Support need",
            Self::Lesson => "Lesson learned",
        }
    }

    /// Several, in words.
    pub fn plural(self) -> &'static str {
        match self {
            Self::Risk => "Risks",
            Self::Challenge => "Challenges",
            Self::SupportNeed => "Support needs",
            Self::Lesson => "Lessons learned",
        }
    }
}

/// One insight as somebody writes it, before it is sent.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProposedInsight {
    /// The identity it has, or is to have.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub identity: Option<InsightId>,
    /// What it is.
    pub kind: InsightKind,
    /// Its words.
    pub words: String,
    /// The theme it belongs to, if its writer named one.
    pub theme: Option<char>,
    /// The objective it is about, if its writer named one.
    pub about: Option<ObjectiveId>,
    /// Its writer asks that the Board be told.
    pub to_the_board: bool,
    /// Its writer lets other bodies read it.
    pub shared: bool,
}

/// An insight as it is kept.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Insight {
    /// Identity.
    pub id: InsightId,
    /// The submission that said it.
    pub submission: SubmissionId,
    /// The round of that submission.
    pub round: RoundKey,
    /// Who said it.
    pub organisation: OrganisationCode,
    /// Its place within the return: 1 for the first.
    pub position: u16,
    /// What was said.
    pub said: ProposedInsight,
    /// What it is about, by the codebook, as a person confirmed it.
    pub codes: Vec<CodeKey>,
    /// What it was answered, if it was.
    pub reply: Option<Reply>,
    /// Where it came from.
    pub origin: Origin,
}

/// What the programme or the Board answered to an insight.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reply {
    /// The answer.
    pub words: String,
    /// Whose answer it is: "the Board", "the programme office".
    pub from: String,
    /// The day of the answer.
    pub on: Date,
}

/// The insights of a review's boxes: one for each line that says something, without the mark that
/// stood before it. The words of the boxes stay with the review as they were written.
pub fn itemised(review: &ProposedReview) -> Vec<ProposedInsight> {
    let boxes = [
        (InsightKind::Challenge, &review.challenges_risks),
        (InsightKind::SupportNeed, &review.support_needs),
        (InsightKind::Lesson, &review.lessons_learned),
    ];
    let items = boxes.into_iter().flat_map(|(kind, words)| {
        let lines = words.lines().map(without_mark).filter(|line| !line.is_empty());
        lines.map(move |line| ProposedInsight {
            kind,
            words: line.to_owned(),
            ..ProposedInsight::default()
        })
    });
    items.collect()
}

/// A box of a review, from the items of its kinds: a line for each.
pub fn boxed(insights: &[ProposedInsight], kinds: &[InsightKind]) -> String {
    let own = insights.iter().filter(|one| kinds.contains(&one.kind));
    own.map(|one| one.words.trim()).collect::<Vec<_>>().join("\n")
}

fn without_mark(line: &str) -> &str {
    let marks =
        |c: char| matches!(c, '•' | '-' | '–' | '*' | '·' | '▪' | '‣' | '◦') || c.is_whitespace();
    line.trim_start_matches(marks).trim_end()
}
