//! Status: what people say of an action. Standing, which is computed, is another noun.

use serde::{Deserialize, Serialize};

/// A status as declared: the word people used, and what it means.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Status {
    /// The word as written: "Completed", "To be started".
    pub words: String,
    /// What it means.
    pub declared: Declared,
}

/// What a declared status means, whatever word was used.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Declared {
    /// Nothing was said.
    #[default]
    NotReported,
    /// Not begun.
    NotStarted,
    /// Open, with no word on whether it has begun.
    Open,
    /// Under way.
    InProgress,
    /// People say that it is late or will be.
    Delayed,
    /// Stopped for a time.
    Paused,
    /// People say it is done, and someone has yet to confirm it.
    AwaitingConfirmation,
    /// Done.
    Complete,
    /// Replaced or cancelled.
    Superseded,
    /// Considered, as asked, and not adopted.
    ConsideredNotAdopted,
}

impl Declared {
    /// Every meaning, in the order a list shows them.
    pub const ALL: [Self; 10] = [
        Self::NotReported,
        Self::NotStarted,
        Self::Open,
        Self::InProgress,
        Self::Delayed,
        Self::Paused,
        Self::AwaitingConfirmation,
        Self::Complete,
        Self::Superseded,
        Self::ConsideredNotAdopted,
    ];

    /// The key as data: `in_progress`.
    pub fn key(self) -> &'static str {
        match self {
            Self::NotReported => "not_reported",
            Self::NotStarted => "not_started",
            Self::Open => "open",
            Self::InProgress => "in_progress",
            Self::Delayed => "delayed",
            Self::Paused => "paused",
            Self::AwaitingConfirmation => "awaiting_confirmation",
            Self::Complete => "complete",
            Self::Superseded => "superseded",
            Self::ConsideredNotAdopted => "considered_not_adopted",
        }
    }

    /// The words a page shows.
    pub fn label(self) -> &'static str {
        match self {
            Self::NotReported => "Not reported",
            Self::NotStarted => "Not started",
            Self::Open => "Open",
            Self::InProgress => "In progress",
            Self::Delayed => "Delayed",
            Self::Paused => "Paused",
            Self::AwaitingConfirmation => "Awaiting confirmation",
            Self::Complete => "Complete",
            Self::Superseded => "Superseded",
            Self::ConsideredNotAdopted => "Considered and not adopted",
        }
    }

    /// Nothing more is expected: complete, superseded, or considered and not adopted.
    pub fn is_closed(self) -> bool {
        match self {
            Self::Complete | Self::Superseded | Self::ConsideredNotAdopted => true,
            Self::NotReported
            | Self::NotStarted
            | Self::Open
            | Self::InProgress
            | Self::Delayed
            | Self::Paused
            | Self::AwaitingConfirmation => false,
        }
    }
}
