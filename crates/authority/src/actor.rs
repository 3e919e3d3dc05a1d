//! The actor: the person at work, as the office knows them.

use programme::code::OrganisationCode;
use programme::id::PersonId;
use programme::person::{Person, Role};

/// The person at work.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Actor {
    /// Who.
    pub person: PersonId,
    /// The name shown.
    pub name: String,
    /// In which role.
    pub role: Role,
    /// For which organisation, if for one.
    pub organisation: Option<OrganisationCode>,
}

impl From<&Person> for Actor {
    fn from(person: &Person) -> Self {
        Self {
            person: person.id,
            name: person.name.clone(),
            role: person.role,
            organisation: person.organisation.clone(),
        }
    }
}
