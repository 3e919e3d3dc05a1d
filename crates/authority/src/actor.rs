//! The actor: whoever is at work, as the office knows them.

use programme::code::OrganisationCode;
use programme::id::{By, SubmissionId};
use programme::link::Link;
use programme::person::{Person, Role};

/// Whoever is at work: a person, or the bearer of a link.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Actor {
    /// Who.
    pub by: By,
    /// The name shown.
    pub name: String,
    /// In which role.
    pub role: Role,
    /// For which organisation, if for one.
    pub organisation: Option<OrganisationCode>,
    /// The one submission that the bearer of a link may see.
    pub submission: Option<SubmissionId>,
}

impl From<&Person> for Actor {
    fn from(person: &Person) -> Self {
        Self {
            by: By::Person(person.id),
            name: person.name.clone(),
            role: person.role,
            organisation: person.organisation.clone(),
            submission: None,
        }
    }
}

impl From<&Link> for Actor {
    fn from(link: &Link) -> Self {
        Self {
            by: By::Link(link.id),
            name: link.sent_to.clone(),
            role: Role::LinkBearer,
            organisation: Some(link.organisation.clone()),
            submission: Some(link.submission),
        }
    }
}
