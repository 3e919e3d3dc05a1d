//! National and local quintiles of the same people.
//!
//! Both cut one list of areas, each at places of its own, and who lies between two cuts can be found
//! by taking one group from another. How few they are no table says, so none of it is worked out:
//! such a release waits for somebody who answers for it.

use std::collections::BTreeSet;

use programme::indicator::{Breakdown, Dimension};

use crate::ledger::{Block, Entry, Table};

/// The edition of what ranked the areas, and for a local ranking the place whose areas they are.
type Ranking<'a> = (Option<&'a String>, Option<&'a String>);

/// The block of a release that would lay quintiles of a place beside national ones of the same
/// people, or beside those of another place or edition; its own tables are compared too.
pub(crate) fn ranked_twice(earlier: &[&Entry], new: &Entry) -> Option<Block> {
    let (mut against, mut groups) = (BTreeSet::new(), BTreeSet::new());
    for entry in earlier.iter().copied().chain([new]) {
        for (own, of) in new.tables.iter().filter_map(ranked) {
            let is_another = |(_, other): (&Table, Ranking<'_>)| {
                // Two national editions are judged by what they show.
                other != of && (other.1.is_some() || of.1.is_some())
            };
            if entry.tables.iter().filter_map(ranked).any(is_another) {
                against.insert(entry.release.clone());
                groups.extend(own.groups.iter().map(|group| group.name.clone()));
            }
        }
    }
    let why = "Local quintiles would stand beside other quintiles of the same people, and how few lie between the two could be told";
    (!groups.is_empty()).then(|| Block {
        against: against.into_iter().collect(),
        groups: groups.into_iter().collect(),
        why: why.to_owned(),
    })
}

/// A table by deprivation, with what ranked its areas.
fn ranked(table: &Table) -> Option<(&Table, Ranking<'_>)> {
    let breakdown: Breakdown = table.breakdown.parse().ok()?;
    let edition = |of: &str| table.editions.get(of);
    let place = edition(Dimension::LocalDeprivation.key()).filter(|_| breakdown.is_local());
    breakdown.is_by_deprivation().then(|| (table, (edition(Dimension::Deprivation.key()), place)))
}
