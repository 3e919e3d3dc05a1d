//! Partnerships: several bodies that answer as one, and how each is counted once all the same.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::code::OrganisationCode;
use crate::organisation::Organisation;
use crate::term::Term;

/// A body that is in a partnership, or was.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Member {
    /// The body.
    pub organisation: OrganisationCode,
    /// The days on which it is in the partnership.
    #[serde(flatten)]
    pub term: Term,
}

/// A body that speaks in a round, and how: by a return of its own, through partnerships, or both.
/// A body with both makes two returns and is one body.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// The body.
    pub body: OrganisationCode,
    /// Whether it was asked itself.
    pub itself: bool,
    /// The partnerships that were asked and that it is in on the day, by code.
    pub through: BTreeSet<OrganisationCode>,
}

/// Each body that speaks where these are asked, once, by code.
///
/// A partnership speaks for its members of the day, and for those of a partnership that is among
/// them, and is no body besides. One that has no member on that day is counted as a body itself,
/// so that nobody who is asked is counted nowhere. So `parts_of(…).len()` is how many bodies are
/// covered, and the number of those asked is how many returns there will be.
pub fn parts_of(bodies: &[Organisation], asked: &[OrganisationCode], day: Date) -> Vec<Part> {
    let mut parts: BTreeMap<OrganisationCode, Part> = BTreeMap::new();
    let mut part = |body: &OrganisationCode, asked: &OrganisationCode| {
        let new = || Part { body: body.clone(), itself: false, through: BTreeSet::new() };
        let part = parts.entry(body.clone()).or_insert_with(new);
        if body == asked {
            part.itself = true;
        } else {
            part.through.insert(asked.clone());
        }
    };
    for one in asked {
        let speakers = speakers(bodies, one, day);
        if speakers.is_empty() {
            part(one, one);
        }
        for body in speakers {
            part(body, one);
        }
    }
    parts.into_values().collect()
}

/// The bodies for which a partnership speaks, the partnerships among them replaced by theirs.
fn speakers<'a>(
    bodies: &'a [Organisation],
    partnership: &'a OrganisationCode,
    day: Date,
) -> BTreeSet<&'a OrganisationCode> {
    let members = |of: &OrganisationCode| -> Vec<&'a OrganisationCode> {
        let found = bodies.iter().filter(|body| body.code == *of).flat_map(|body| &body.members);
        found.filter(|member| member.term.holds(day)).map(|member| &member.organisation).collect()
    };
    let (mut speak, mut seen) = (BTreeSet::new(), BTreeSet::from([partnership]));
    let mut open = members(partnership);
    while let Some(one) = open.pop() {
        if !seen.insert(one) {
            continue;
        }
        let inner = members(one);
        if inner.is_empty() {
            speak.insert(one);
        }
        open.extend(inner);
    }
    speak
}

/// The partnerships that a body is in on a day, in the order of `bodies`.
pub fn partnerships_of<'a>(
    bodies: &'a [Organisation],
    code: &OrganisationCode,
    day: Date,
) -> Vec<&'a Organisation> {
    let is_in = |body: &&Organisation| {
        let mut members = body.members.iter();
        members.any(|member| member.organisation == *code && member.term.holds(day))
    };
    bodies.iter().filter(is_in).collect()
}

/// Whether a partnership is, on any day, a member of itself or of one that is in it.
pub(crate) fn holds_itself(bodies: &[Organisation], code: &OrganisationCode) -> bool {
    let mut seen = BTreeSet::new();
    let mut open = vec![code];
    while let Some(one) = open.pop() {
        let found = bodies.iter().filter(|body| body.code == *one).flat_map(|body| &body.members);
        for member in found.map(|member| &member.organisation) {
            if member == code {
                return true;
            }
            if seen.insert(member) {
                open.push(member);
            }
        }
    }
    false
}
