//! Digests: what one mail told one person. Each thing it tells of is a notice, by which nobody is
//! told of one thing twice.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::id::{DigestId, PersonId};

/// A digest as it is kept: whom it told, of what, and whether it left. Its words are not kept.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Digest {
    /// Identity.
    pub id: DigestId,
    /// Whom it is for.
    pub person: PersonId,
    /// The day of which it speaks.
    pub day: Date,
    /// What it tells of.
    pub notices: Vec<Notice>,
    /// Whether it left.
    pub state: DigestState,
}

/// One thing that somebody is told of once.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Notice {
    /// What it is about.
    pub topic: Topic,
    /// The thing: an identity, or the key of a round.
    pub subject: String,
    /// Which time round: the day of a reminder, the date that passed, the update that asked. What
    /// comes round again has another, and is told again.
    pub occurrence: String,
}

/// What a notice is about, in the order in which a digest tells of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Topic {
    /// A return that is due, was sent back, or waits to be signed off.
    Return,
    /// An action or a recommendation that is late, or due soon.
    Promise,
    /// A new date that somebody asks for.
    NewDate,
    /// A thing that is said to be complete, and that nobody else has seen.
    Completion,
    /// A return that came, and that nobody has judged.
    ToRead,
    /// A peer review that is to be written or answered.
    PeerReview,
    /// An answer to what was asked.
    Reply,
}

impl Topic {
    /// Every topic, in the order in which a digest tells of it.
    pub const ALL: [Self; 7] = [
        Self::Return,
        Self::Promise,
        Self::NewDate,
        Self::Completion,
        Self::ToRead,
        Self::PeerReview,
        Self::Reply,
    ];

    /// The key as data: `new_date`.
    pub fn key(self) -> &'static str {
        match self {
            Self::Return => "return",
            Self::Promise => "promise",
            Self::NewDate => "new_date",
            Self::Completion => "completion",
            Self::ToRead => "to_read",
            Self::PeerReview => "peer_review",
            Self::Reply => "reply",
        }
    }

    /// What a digest heads them with.
    pub fn heading(self) -> &'static str {
        match self {
            Self::Return => "Your returns",
            Self::Promise => "Late or due soon",
            Self::NewDate => "New dates that wait for your answer",
            Self::Completion => "Said to be complete, for you to see",
            Self::ToRead => "Returns to read",
            Self::PeerReview => "Peer reviews",
            Self::Reply => "What came back to you",
        }
    }
}

/// Whether a digest left.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DigestState {
    /// It is on its way. If it stays so, nobody heard whether the mail server took it.
    Begun,
    /// The mail server took it.
    Sent,
    /// It did not leave, and what it tells of is told another time.
    NotSent,
}

impl DigestState {
    /// The key as data: `not_sent`.
    pub fn key(self) -> &'static str {
        match self {
            Self::Begun => "begun",
            Self::Sent => "sent",
            Self::NotSent => "not_sent",
        }
    }
}
