//! Sight: what an actor may see, handed to every query so that the rest looks like nothing.

use std::collections::BTreeSet;

use programme::code::OrganisationCode;
use programme::id::SubmissionId;
use programme::organisation::Organisation;
use programme::peer_review::PeerReview;
use programme::succession::lineage;

use crate::act::Act;
use crate::actor::Actor;
use crate::policy::{Reach, Shelf, reach, view};

/// What an actor may see of one shelf. Only the functions here make one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sight(Seen);

#[derive(Clone, Debug, PartialEq, Eq)]
enum Seen {
    Nothing,
    Submission(SubmissionId),
    Body(OrganisationCode),
    Bodies(BTreeSet<OrganisationCode>),
    Everything,
}

/// The extent of a sight, for the one who writes the query.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Extent<'a> {
    /// No row.
    Nothing,
    /// This submission, and what stands in it.
    Submission(SubmissionId),
    /// The rows of this organisation.
    Body(&'a OrganisationCode),
    /// The rows of these organisations: one, and those that it follows.
    Bodies(&'a BTreeSet<OrganisationCode>),
    /// Every row.
    Everything,
}

impl Sight {
    /// The rows that may be seen.
    pub fn extent(&self) -> Extent<'_> {
        match &self.0 {
            Seen::Nothing => Extent::Nothing,
            Seen::Submission(id) => Extent::Submission(*id),
            Seen::Body(code) => Extent::Body(code),
            Seen::Bodies(codes) => Extent::Bodies(codes),
            Seen::Everything => Extent::Everything,
        }
    }
}

/// What the actor may see of a shelf.
pub fn sight(actor: &Actor, shelf: Shelf) -> Sight {
    Sight(match view(actor.role, shelf) {
        Reach::Everything => Seen::Everything,
        Reach::OwnBody => actor.organisation.clone().map_or(Seen::Nothing, Seen::Body),
        Reach::OneSubmission => actor.submission.map_or(Seen::Nothing, Seen::Submission),
        Reach::Oneself | Reach::Nothing => Seen::Nothing,
    })
}

/// What the actor may see of a shelf where history follows: whoever sees their own body's things
/// sees those of the bodies that it follows too, since what they promised is its to answer for.
/// Where bodies were told to follow each other in a circle nothing follows.
pub fn sight_of_history(actor: &Actor, shelf: Shelf, bodies: &[Organisation]) -> Sight {
    let own = sight(actor, shelf);
    let Seen::Body(code) = own.0 else { return own };
    let before = lineage(bodies, &code).map_or_else(|_| Vec::new(), |found| found.predecessors);
    Sight(Seen::Bodies(before.into_iter().chain([code]).collect()))
}

/// What the actor may see of the return that their body reviews: that return, and nothing else
/// of the body it is from.
pub fn sight_of_reviewed(actor: &Actor, review: &PeerReview) -> Sight {
    let reviews = reach(actor.role, Act::WritePeerReview) == Reach::OwnBody
        && actor.organisation.as_ref() == Some(&review.reviewer);
    Sight(if reviews { Seen::Submission(review.submission) } else { Seen::Nothing })
}
