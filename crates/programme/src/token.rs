//! Tokens: a program reads what was let out in the name of a person, until the token ends. The
//! secret itself is never kept, only its hash.

use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::id::{PersonId, TokenId};

/// A token as it is kept.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Token {
    /// Identity.
    pub id: TokenId,
    /// Whose it is: a program that brings it sees what they may see, while they may sign in.
    pub person: PersonId,
    /// What they call it.
    pub name: String,
    /// The day it was made.
    pub made: Date,
    /// When it ends by itself.
    pub ends: Timestamp,
    /// Whether it was ended before that.
    pub revoked: bool,
}

impl Token {
    /// Whether it opens anything at an instant.
    pub fn is_good(&self, now: Timestamp) -> bool {
        !self.revoked && now < self.ends
    }
}
