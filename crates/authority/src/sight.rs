//! Sight: what an actor may see, handed to every query so that the rest looks like nothing.

use programme::code::OrganisationCode;

use crate::actor::Actor;
use crate::policy::{Reach, Shelf, view};

/// What an actor may see of one shelf. Only [`sight`] makes one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sight(Seen);

#[derive(Clone, Debug, PartialEq, Eq)]
enum Seen {
    Nothing,
    Body(OrganisationCode),
    Everything,
}

/// The extent of a sight, for the one who writes the query.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Extent<'a> {
    /// No row.
    Nothing,
    /// The rows of this organisation.
    Body(&'a OrganisationCode),
    /// Every row.
    Everything,
}

impl Sight {
    /// The rows that may be seen.
    pub fn extent(&self) -> Extent<'_> {
        match &self.0 {
            Seen::Nothing => Extent::Nothing,
            Seen::Body(code) => Extent::Body(code),
            Seen::Everything => Extent::Everything,
        }
    }
}

/// What the actor may see of a shelf.
pub fn sight(actor: &Actor, shelf: Shelf) -> Sight {
    Sight(match (view(actor.role, shelf), &actor.organisation) {
        (Reach::Everything, _) => Seen::Everything,
        (Reach::OwnBody, Some(code)) => Seen::Body(code.clone()),
        (Reach::OwnBody, None) | (Reach::Nothing, _) => Seen::Nothing,
    })
}
