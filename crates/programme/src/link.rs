//! Signed links: one submission may be answered by whoever holds one, until it expires or is
//! revoked. The secret itself is never kept, only its hash.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::code::{OrganisationCode, RoundKey};
use crate::id::{LinkId, SubmissionId};

/// A link as it is kept.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Link {
    /// Identity; the journal refers to its bearer by it.
    pub id: LinkId,
    /// The submission it opens.
    pub submission: SubmissionId,
    /// The round of that submission.
    pub round: RoundKey,
    /// The organisation it speaks for.
    pub organisation: OrganisationCode,
    /// To whom it was sent, as its maker wrote it.
    pub sent_to: String,
    /// When it ends.
    pub expires: Timestamp,
    /// Whether it was ended before that.
    pub revoked: bool,
}

/// How a link stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LinkStanding {
    /// It opens its submission.
    Good,
    /// Its time is over.
    Expired,
    /// It was revoked.
    Revoked,
}

impl Link {
    /// How it stands at an instant.
    pub fn standing(&self, now: Timestamp) -> LinkStanding {
        match (self.revoked, now >= self.expires) {
            (true, _) => LinkStanding::Revoked,
            (false, true) => LinkStanding::Expired,
            (false, false) => LinkStanding::Good,
        }
    }
}
