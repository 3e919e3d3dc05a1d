//! National and local quintiles of the same people.
//!
//! Both cut one list of areas, each at places of its own, and who lies between two cuts can be found
//! by taking one group from another. How few they are no table says, so none of it is worked out:
//! such a release waits for somebody who answers for it.

use std::collections::BTreeSet;

use programme::indicator::{Breakdown, Dimension};

use crate::ledger::{Block, Entry, Table};

/// What ranked the areas that a table divides people by.
#[derive(PartialEq, Eq)]
struct Ranking<'a> {
    /// Whether they are the areas of one place, ranked among themselves.
    is_local: bool,
    edition: Option<&'a String>,
    /// Of a local ranking the place, where it is said.
    place: Option<&'a String>,
}

/// The block of a release that would lay quintiles of a place beside national ones of the same
/// people, or beside those of another place or edition; its own tables are compared too.
pub(crate) fn ranked_twice(earlier: &[&Entry], new: &Entry) -> Option<Block> {
    let (mut against, mut groups) = (BTreeSet::new(), BTreeSet::new());
    for entry in earlier.iter().copied().chain([new]) {
        for (own, of) in new.tables.iter().filter_map(ranked) {
            let is_another = |(_, other): (&Table, Ranking<'_>)| {
                // Two national editions are judged by what they show.
                other != of && (other.is_local || of.is_local)
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
    let edition = |of: Dimension| table.editions.get(of.key());
    let is_local = breakdown.is_local();
    let place = edition(Dimension::LocalDeprivation).filter(|_| is_local);
    let ranking = Ranking { is_local, edition: edition(Dimension::Deprivation), place };
    breakdown.is_by_deprivation().then_some((table, ranking))
}
