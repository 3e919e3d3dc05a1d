//! What a release would tell beside those of before, when nobody says which data holds which.

use std::collections::{BTreeMap, BTreeSet};

use crate::ledger::{Axis, Block, Entry, Verdict, differencing, joined};

/// Which of two that were worked out from different data holds the other.
const READINGS: [(&[&str], &[&str]); 2] = [
    // The new one has all that the earlier had, and more: a late refresh.
    (&["earlier"], &["earlier", "new"]),
    // The earlier had all that the new one has, and more: a part of it by itself.
    (&["earlier", "new"], &["new"]),
];

/// Whether a new release may join those of before, of which each says what it was worked out from.
///
/// Releases of the same input are of the same people, and are judged together. Of two inputs nobody
/// says which holds the other, so both are tried, and what either would tell blocks. Where the
/// numbers allow neither, since some went up and some down, nothing shows that the difference is
/// harmless, and that blocks too. A release that says what one of before said tells nothing more.
///
/// What is put in for [`Axis::Arrived`] here takes the place of what the entries say of it.
/// Of three inputs each pair is judged, not all together.
#[must_use]
pub fn judge(earlier: &[Entry], new: &Entry) -> Verdict {
    let met = earlier.iter().filter(|entry| {
        entry.indicator == new.indicator && entry.population.meets(&new.population)
    });
    let mut inputs: BTreeMap<&str, Vec<Entry>> = BTreeMap::new();
    for entry in met {
        if says_the_same(entry, new) {
            return Verdict::Clear;
        }
        inputs.entry(&entry.input).or_default().push(entry.clone());
    }
    let mut blocks = Vec::new();
    for (input, entries) in inputs {
        let verdict = if input == new.input {
            differencing(&entries, new)
        } else {
            judge_other(&entries, new)
        };
        if let Verdict::Blocked(block) = verdict {
            blocks.push(block);
        }
    }
    Block::of(blocks).map_or(Verdict::Clear, Verdict::Blocked)
}

/// Whether two entries are of one release made twice.
fn says_the_same(one: &Entry, other: &Entry) -> bool {
    one.input == other.input
        && one.period == other.period
        && one.population == other.population
        && one.tables == other.tables
}

/// Against entries of one other input.
fn judge_other(earlier: &[Entry], new: &Entry) -> Verdict {
    let mut blocks = Vec::new();
    let mut is_possible = false;
    for (before, now) in READINGS {
        let earlier: Vec<Entry> = earlier.iter().map(|entry| arrived(entry, before)).collect();
        let new = arrived(new, now);
        let all: Vec<&Entry> = earlier.iter().chain([&new]).collect();
        if !joined::holds_together(&all) {
            continue;
        }
        is_possible = true;
        if let Verdict::Blocked(block) = differencing(&earlier, &new) {
            blocks.push(block);
        }
    }
    if is_possible {
        return Block::of(blocks).map_or(Verdict::Clear, Verdict::Blocked);
    }
    Verdict::Blocked(Block {
        against: earlier.iter().map(|entry| entry.release.clone()).collect(),
        groups: changed(earlier, new),
        why: "Some of its numbers are above those released before and some below, so that nothing shows how few people are between".to_owned(),
    })
}

fn arrived(entry: &Entry, parts: &[&str]) -> Entry {
    let mut entry = entry.clone();
    let parts = parts.iter().map(|&part| part.to_owned()).collect();
    entry.population.parts.insert(Axis::Arrived, parts);
    entry
}

/// The groups of which something else is shown than before.
fn changed(earlier: &[Entry], new: &Entry) -> Vec<String> {
    let mut groups = BTreeSet::new();
    for table in &new.tables {
        let before = earlier.iter().flat_map(|entry| &entry.tables);
        let before = before.filter(|other| other.breakdown == table.breakdown);
        let before: Vec<_> = before.flat_map(|other| &other.groups).collect();
        let shown = table.groups.iter().filter(|group| {
            let same = |other: &&&crate::ledger::Group| other.name == group.name;
            before.iter().filter(same).any(|other| other.shown != group.shown)
        });
        groups.extend(shown.map(|group| group.name.clone()));
    }
    if groups.is_empty() { vec!["everyone".to_owned()] } else { groups.into_iter().collect() }
}

impl Block {
    /// One block of several; nothing of none.
    fn of(blocks: Vec<Self>) -> Option<Self> {
        let mut blocks = blocks.into_iter();
        let mut all = blocks.next()?;
        for block in blocks {
            all.against.extend(block.against);
            all.groups.extend(block.groups);
            if !all.why.contains(&block.why) {
                all.why = format!("{}. {}", all.why, block.why);
            }
        }
        for names in [&mut all.against, &mut all.groups] {
            names.sort();
            names.dedup();
        }
        Some(all)
    }
}
