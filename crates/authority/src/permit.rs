//! The doing gate: only [`permit`] makes a [`Permit`], and nothing is written without one.

use programme::code::OrganisationCode;
use programme::id::{By, SubmissionId};

use crate::act::Act;
use crate::actor::Actor;
use crate::policy::{Reach, reach};

/// The right to do one act, held for the length of one use case.
#[derive(Debug, PartialEq, Eq)]
pub struct Permit {
    act: Act,
    by: By,
    organisation: Option<OrganisationCode>,
    only: Option<SubmissionId>,
}

impl Permit {
    /// The act permitted.
    pub fn act(&self) -> Act {
        self.act
    }

    /// Who is permitted.
    pub fn by(&self) -> By {
        self.by
    }

    /// Whether it reaches that submission, as the bearer's of a link reaches one alone.
    pub fn opens(&self, submission: SubmissionId) -> bool {
        self.only.is_none_or(|only| only == submission)
    }

    /// The organisation it was permitted for; none when the act is the region's own.
    pub fn organisation(&self) -> Option<&OrganisationCode> {
        self.organisation.as_ref()
    }
}

/// Why an act was not permitted.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// The role does not do this.
    #[error("{role} may not do this; ask {who}")]
    NotThisRole {
        /// The role that asked.
        role: &'static str,
        /// Who may.
        who: &'static str,
    },
    /// The thing belongs to another organisation, and so looks like no thing.
    #[error("there is no such thing")]
    NotYours,
}

/// Permits an act on something of `organisation` (or of the region as a whole), or says why not.
///
/// # Errors
///
/// If the policy does not give the act to the actor's role, or gives it only for their own body.
pub fn permit(
    actor: &Actor,
    act: Act,
    organisation: Option<&OrganisationCode>,
) -> Result<Permit, Refusal> {
    match reach(actor.role, act) {
        Reach::Nothing => {
            let who =
                if act == Act::LetOut { "a Caldicott Guardian" } else { "the programme office" };
            return Err(Refusal::NotThisRole { role: actor.role.label(), who });
        }
        Reach::OwnBody | Reach::OneSubmission
            if organisation.is_none() || actor.organisation.as_ref() != organisation =>
        {
            return Err(Refusal::NotYours);
        }
        Reach::OwnBody | Reach::OneSubmission | Reach::Oneself | Reach::Everything => {}
    }
    let only = actor.submission;
    Ok(Permit { act, by: actor.by, organisation: organisation.cloned(), only })
}
