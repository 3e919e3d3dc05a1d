//! People who sign in, and the roles they hold.

use serde::{Deserialize, Serialize};

use crate::code::OrganisationCode;
use crate::id::PersonId;
use crate::post::Email;

/// A person who signs in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    /// Identity; the journal refers to people by it.
    pub id: PersonId,
    /// The name they sign in with.
    pub sign_in: String,
    /// The name shown.
    pub name: String,
    /// What they may do, and for whom.
    pub role: Role,
    /// The organisation they act for; the programme office, auditor and administrator may have none.
    pub organisation: Option<OrganisationCode>,
    /// Where their digests go; whoever has no address here gets none.
    pub email: Option<Email>,
    /// A disabled person keeps their history and cannot sign in.
    pub disabled: bool,
}

/// The roles of the programme.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Runs the rounds, reads everything, imports for any body.
    ProgrammeOffice,
    /// Leads or contributes for one body.
    OrganisationLead,
    /// Signs off for one body.
    ExecutiveSponsor,
    /// Works with extracts, indicators and look-ups.
    Analyst,
    /// Reads what the Board reads.
    BoardReader,
    /// Protects what is known of people: answers for a release that would tell of some.
    CaldicottGuardian,
    /// Reads everything, the journal included.
    Auditor,
    /// People, roles, settings and backup; not content.
    Administrator,
    /// Whoever holds a signed link: one submission, and no more. Nobody signs in as one.
    LinkBearer,
}

impl Role {
    /// Every role, in the order a list shows them.
    pub const ALL: [Self; 9] = [
        Self::ProgrammeOffice,
        Self::OrganisationLead,
        Self::ExecutiveSponsor,
        Self::Analyst,
        Self::BoardReader,
        Self::CaldicottGuardian,
        Self::Auditor,
        Self::Administrator,
        Self::LinkBearer,
    ];

    /// The roles in which people sign in.
    pub fn of_people() -> impl Iterator<Item = Self> {
        Self::ALL.into_iter().filter(|role| *role != Self::LinkBearer)
    }

    /// The key as data: `programme_office`.
    pub fn key(self) -> &'static str {
        match self {
            Self::ProgrammeOffice => "programme_office",
            Self::OrganisationLead => "organisation_lead",
            Self::ExecutiveSponsor => "executive_sponsor",
            Self::Analyst => "analyst",
            Self::BoardReader => "board_reader",
            Self::CaldicottGuardian => "caldicott_guardian",
            Self::Auditor => "auditor",
            Self::Administrator => "administrator",
            Self::LinkBearer => "link_bearer",
        }
    }

    /// The words a page shows.
    pub fn label(self) -> &'static str {
        match self {
            Self::ProgrammeOffice => "Programme office",
            Self::OrganisationLead => "Organisation lead",
            Self::ExecutiveSponsor => "Executive sponsor",
            Self::Analyst => "Analyst",
            Self::BoardReader => "Board reader",
            Self::CaldicottGuardian => "Caldicott Guardian",
            Self::Auditor => "Auditor",
            Self::Administrator => "Administrator",
            Self::LinkBearer => "Bearer of a link",
        }
    }
}
