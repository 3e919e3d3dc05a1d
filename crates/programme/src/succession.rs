//! Succession: trusts become boards, and what a body promised is read on when it has closed.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use crate::code::OrganisationCode;
use crate::organisation::{NotThisBody, Organisation};

/// Whom a body follows, and who follows it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Lineage {
    /// Whom it follows, those whom they followed included: the nearest first.
    pub predecessors: Vec<OrganisationCode>,
    /// Who follows it, those who follow them included: the nearest first.
    pub successors: Vec<OrganisationCode>,
}

/// Whom follows which: each body with its successors, or with its predecessors.
type Arrows<'a> = BTreeMap<&'a OrganisationCode, BTreeSet<&'a OrganisationCode>>;

/// The lineage of a body. Each other body is in it once, after all that stand between the two;
/// those of which that leaves the order open stand by code.
///
/// # Errors
///
/// If in that lineage a body follows itself.
pub fn lineage(bodies: &[Organisation], code: &OrganisationCode) -> Result<Lineage, NotThisBody> {
    let (mut onwards, mut back) = (Arrows::new(), Arrows::new());
    for body in bodies {
        for successor in &body.successors {
            onwards.entry(&body.code).or_default().insert(successor);
            back.entry(successor).or_default().insert(&body.code);
        }
    }
    Ok(Lineage { predecessors: beyond(code, &back)?, successors: beyond(code, &onwards)? })
}

/// All that can be reached, each after all from which it can be reached.
fn beyond(
    code: &OrganisationCode,
    arrows: &Arrows<'_>,
) -> Result<Vec<OrganisationCode>, NotThisBody> {
    let next = |of: &OrganisationCode| arrows.get(of).into_iter().flatten().copied();
    let mut left = BTreeSet::new();
    let mut open: Vec<&OrganisationCode> = next(code).collect();
    while let Some(one) = open.pop() {
        if left.insert(one) {
            open.extend(next(one));
        }
    }
    let mut order = Vec::with_capacity(left.len());
    while !left.is_empty() {
        let waits: BTreeSet<_> = left.iter().copied().flat_map(next).collect();
        let ready: Vec<_> =
            left.iter().copied().filter(|one| *one != code && !waits.contains(one)).collect();
        if ready.is_empty() {
            return Err(NotThisBody::FollowsItself(
                left.first().map_or_else(|| code.clone(), |one| (*one).clone()),
            ));
        }
        left.retain(|one| !ready.contains(one));
        order.extend(ready.into_iter().cloned());
    }
    Ok(order)
}

/// Whom a body follows at once: those that name it among their successors, by code.
pub fn followed_by(bodies: &[Organisation], code: &OrganisationCode) -> BTreeSet<OrganisationCode> {
    let before = bodies.iter().filter(|body| body.successors.contains(code));
    before.map(|body| body.code.clone()).collect()
}

/// Who stands for a body on a day, by code: itself while it is open; once it has closed, whoever
/// stands for those that follow it. Nobody stands for a body that closed and that none followed.
pub fn today_of(
    bodies: &[Organisation],
    code: &OrganisationCode,
    day: Date,
) -> BTreeSet<OrganisationCode> {
    let known: BTreeMap<&OrganisationCode, &Organisation> =
        bodies.iter().map(|body| (&body.code, body)).collect();
    let (mut stand, mut seen) = (BTreeSet::new(), BTreeSet::new());
    let mut open = vec![code];
    while let Some(one) = open.pop() {
        if !seen.insert(one) {
            continue;
        }
        match known.get(one) {
            Some(body) if body.is_open(day) => {
                stand.insert(body.code.clone());
            }
            Some(body) if body.has_closed(day) => open.extend(&body.successors),
            Some(_) | None => {}
        }
    }
    stand
}
