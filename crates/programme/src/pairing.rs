//! Pairing: who is to review whom in a peer review, proposed so that over the rounds everybody
//! meets everybody.
//!
//! A body need not be reviewed by the one it reviews. Were reviews to be mutual, rounds could run
//! into a corner where the bodies that have not met cannot be paired off; one-way reviews never do.
//! And nobody answers for a return to somebody whose own return lies before them. Where there is
//! a choice, a body is therefore not given one by whom it was reviewed before.

mod flow;

use std::collections::BTreeSet;

use crate::code::OrganisationCode;
use crate::peer_review::Size;
use flow::Demand;

/// One review that is proposed.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Pairing {
    /// Who reviews.
    pub reviewer: OrganisationCode,
    /// Whose return is reviewed.
    pub reviewed: OrganisationCode,
}

/// What was before, and what must not be.
#[derive(Clone, Copy, Debug)]
pub struct Bounds<'a> {
    /// Who has reviewed whom in earlier rounds: the reviewer first.
    pub met: &'a BTreeSet<(OrganisationCode, OrganisationCode)>,
    /// Bodies that must not review each other, in either direction.
    pub apart: &'a BTreeSet<(OrganisationCode, OrganisationCode)>,
}

/// Why no peer review can be proposed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotPaired {
    /// There are not enough bodies for each to review so many others.
    #[error("{bodies} bodies are too few for each to review {reviews} others, like 3 for 2")]
    TooFew {
        /// How many there are.
        bodies: usize,
        /// How many each was to review.
        reviews: usize,
    },
    /// Those that must not review each other leave too few for somebody.
    #[error(
        "those kept apart leave too few others for {}: each needs others it may review, like 3 \
         bodies of which no two are kept apart",
        list(left_short)
    )]
    KeptApart {
        /// Who would not have their full number of reviews to do.
        left_short: Vec<OrganisationCode>,
    },
}

/// Proposes who reviews whom: each body as many others as the size says, and each is reviewed by
/// as many; nobody reviews themselves, and nobody anyone twice.
///
/// As few reviews as can be are ones that were done before, so that none is where there is a way
/// without; and of those ways one with as few as can be that turn an earlier review round. The
/// same bodies and bounds give the same reviews, in whatever order the bodies are named.
///
/// # Errors
///
/// If there are too few bodies, or those to be kept apart leave no way.
pub fn propose(
    bodies: &[OrganisationCode],
    size: Size,
    bounds: Bounds<'_>,
) -> Result<Vec<Pairing>, NotPaired> {
    let bodies: Vec<&OrganisationCode> =
        bodies.iter().collect::<BTreeSet<_>>().into_iter().collect();
    let reviews = size.reviews();
    if bodies.len() <= reviews {
        return Err(NotPaired::TooFew { bodies: bodies.len(), reviews });
    }
    let met = indices(&bodies, bounds.met);
    let apart = indices(&bodies, bounds.apart);
    // More than all turned round together, so that none of them is bought with a repeat.
    let repeat = i64::try_from(bodies.len() * reviews + 1).unwrap_or(i64::MAX / 4);
    let cost = |reviewer: usize, reviewed: usize| {
        let either = |pairs: &BTreeSet<(usize, usize)>| {
            pairs.contains(&(reviewer, reviewed)) || pairs.contains(&(reviewed, reviewer))
        };
        if reviewer == reviewed || either(&apart) {
            None
        } else if met.contains(&(reviewer, reviewed)) {
            Some(repeat)
        } else {
            Some(i64::from(met.contains(&(reviewed, reviewer))))
        }
    };
    let named = |at: &usize| bodies.get(*at).map(|body| (*body).clone());
    match flow::cheapest(Demand { size: bodies.len(), each: reviews }, cost) {
        Ok(pairs) => Ok(pairs
            .iter()
            .filter_map(|(reviewer, reviewed)| {
                Some(Pairing { reviewer: named(reviewer)?, reviewed: named(reviewed)? })
            })
            .collect()),
        Err(short) => {
            Err(NotPaired::KeptApart { left_short: short.iter().filter_map(named).collect() })
        }
    }
}

/// The pairs by the place of each body in order, without those of bodies that are not here.
fn indices(
    bodies: &[&OrganisationCode],
    pairs: &BTreeSet<(OrganisationCode, OrganisationCode)>,
) -> BTreeSet<(usize, usize)> {
    let at = |body: &OrganisationCode| bodies.binary_search(&body).ok();
    pairs.iter().filter_map(|(one, other)| Some((at(one)?, at(other)?))).collect()
}

fn list(bodies: &[OrganisationCode]) -> String {
    bodies.iter().map(OrganisationCode::as_str).collect::<Vec<_>>().join(", ")
}
