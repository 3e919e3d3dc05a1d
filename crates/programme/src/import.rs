//! Imports: a document held, with what was read in it, until a person settles it.

use serde::{Deserialize, Serialize};

use crate::code::{OrganisationCode, PlanKey, RoundKey};
use crate::comparison::Decision;
use crate::draft::{Doubt, Draft, Mend, Proposal};
use crate::id::ImportId;
use crate::mapping::Mapping;

/// A document that was brought in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Import {
    /// Identity.
    pub id: ImportId,
    /// The name the file had.
    pub file: String,
    /// SHA-256 of its bytes, in hexadecimal.
    pub sha256: String,
    /// The kind of document we took it for: `action_plan`.
    pub kind: String,
    /// What it is for.
    pub target: Target,
    /// Where it stands.
    pub state: ImportState,
    /// What was read in it.
    pub draft: Draft<Proposal>,
    /// What a person said that its columns and words mean; the draft was read with it.
    pub mapping: Mapping,
    /// The answers saved so far.
    pub mends: Vec<Mend>,
    /// What a person decided of lines that are compared with the plan as it is kept.
    pub decisions: Vec<Decision>,
    /// How often it has been written; a stale write is refused.
    pub revision: i64,
    /// When it came in.
    pub received: jiff::Timestamp,
}

impl Import {
    /// The doubts that nobody has answered yet, each with its number: 1 for the draft's first.
    pub fn unanswered(&self) -> impl Iterator<Item = (usize, &Doubt)> {
        let doubts = (1..).zip(&self.draft.doubts);
        doubts.filter(|(_, doubt)| !self.mends.iter().any(|mend| mend.about == doubt.about))
    }
}

/// What a document is for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "for")]
pub enum Target {
    /// A return of an organisation to a round.
    Round {
        /// The round.
        round: RoundKey,
        /// The organisation.
        organisation: OrganisationCode,
    },
    /// A plan of an organisation.
    Plan {
        /// The plan's key.
        plan: PlanKey,
        /// The organisation.
        organisation: OrganisationCode,
    },
}

impl Target {
    /// The organisation it is for.
    pub fn organisation(&self) -> &OrganisationCode {
        match self {
            Self::Round { organisation, .. } | Self::Plan { organisation, .. } => organisation,
        }
    }
}

/// Where an import stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ImportState {
    /// Held, and nobody has said yet which of its columns are what.
    Received,
    /// Read, and waiting for a person.
    Ready,
    /// What it is for changed since a person last looked.
    NeedsAnotherLook,
    /// Confirmed; what it said is kept.
    Settled,
    /// Put aside; nothing of it is kept but the document.
    Cancelled,
    /// Confirmed once, and taken back in one step.
    Undone,
}

impl ImportState {
    /// The key as data.
    pub fn key(self) -> &'static str {
        match self {
            Self::Received => "received",
            Self::Ready => "ready",
            Self::NeedsAnotherLook => "needs_another_look",
            Self::Settled => "settled",
            Self::Cancelled => "cancelled",
            Self::Undone => "undone",
        }
    }

    /// The words a page shows.
    pub fn label(self) -> &'static str {
        match self {
            Self::Received => "Received",
            Self::Ready => "Ready for review",
            Self::NeedsAnotherLook => "Needs another look",
            Self::Settled => "Confirmed",
            Self::Cancelled => "Discarded",
            Self::Undone => "Undone",
        }
    }

    /// Whether it waits for a person.
    pub fn waits(self) -> bool {
        match self {
            Self::Received | Self::Ready | Self::NeedsAnotherLook => true,
            Self::Settled | Self::Cancelled | Self::Undone => false,
        }
    }
}
