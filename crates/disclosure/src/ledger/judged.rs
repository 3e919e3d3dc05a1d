//! What a release would tell beside those of before, when nobody says which data holds which.

use std::collections::{BTreeMap, BTreeSet};

use crate::ledger::joined::Basis;
use crate::ledger::places::{Reading, readings};
use crate::ledger::ranked::ranked_twice;
use crate::ledger::{
    Axis, Block, Bound, Entry, Group, Table, Verdict, differencing, joined, joined_block,
};
use crate::relations::signed;

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
/// numbers allow neither, since some went up and some down, each group is taken by itself, and few
/// between its two numbers block. Local quintiles beside other quintiles of the same people block
/// always, in one release too, and of the same input under the key of another indicator. A release
/// that says what one of before said tells nothing more.
///
/// Releases of the same records are judged together too, whatever they count of them: as far as
/// the conditions tell, one count is another, holds it, or has nothing in common with it. Conditions
/// of which neither follows from the other tell nothing.
///
/// What is put in for [`Axis::Arrived`] here takes the place of what the entries say of it.
/// Of three inputs each pair is judged, not all together.
#[must_use]
pub fn judge(earlier: &[Entry], new: &Entry) -> Verdict {
    let met = earlier.iter().filter(|entry| {
        entry.indicator == new.indicator && entry.population.meets(&new.population)
    });
    let met: Vec<&Entry> = met.collect();
    if met.iter().any(|entry| says_the_same(entry, new)) {
        return Verdict::Clear;
    }
    let mut inputs: BTreeMap<&str, Vec<Entry>> = BTreeMap::new();
    for &entry in &met {
        inputs.entry(&entry.input).or_default().push(entry.clone());
    }
    let is_beside = |entry: &&Entry| {
        (entry.indicator == new.indicator || entry.input == new.input)
            && entry.population.meets(&new.population)
    };
    let beside: Vec<&Entry> = earlier.iter().filter(is_beside).collect();
    let mut blocks: Vec<Block> = ranked_twice(&beside, new).into_iter().collect();
    blocks.extend(of_the_same_records(earlier, new));
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

/// The block of a release beside others that count something else of the same records.
///
/// Those who are asked of one thing may all be among those who are counted of it: whoever knows
/// the records knows that, so it is taken to be so where the numbers allow it, and not to be. So may
/// all be who live in the place of a rate.
pub(crate) fn of_the_same_records(earlier: &[Entry], new: &Entry) -> Option<Block> {
    let records = &new.counted.as_ref()?.records;
    let is_beside = |entry: &&Entry| {
        let is_of_them = entry.counted.as_ref().is_some_and(|other| other.records == *records);
        is_of_them && entry.population.meets(&new.population)
    };
    let beside: Vec<&Entry> = earlier.iter().filter(is_beside).collect();
    // Those of one input are judged by themselves.
    if beside.iter().all(|entry| entry.input == new.input && entry.indicator == new.indicator) {
        return None;
    }
    let mut blocks = Vec::new();
    for Reading { beside, new, is_assumed, is_elsewhere_known } in readings(&beside, new) {
        let beside: Vec<&Entry> = beside.iter().collect();
        for is_all_divided in [false, true] {
            let is_assumed = is_assumed || is_all_divided;
            let basis = Basis::SameRecords { is_all_divided, is_elsewhere_known, is_assumed };
            blocks.extend(joined_block(&beside, &new, basis, " of the same records"));
        }
    }
    Block::of(blocks)
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
    let groups = few_between(earlier, new);
    if groups.is_empty() {
        return Verdict::Clear;
    }
    Verdict::Blocked(Block {
        against: earlier.iter().map(|entry| entry.release.clone()).collect(),
        groups: groups.into_iter().collect(),
        why:
            "Some of its numbers are above those released before and some below, by few people each"
                .to_owned(),
    })
}

fn arrived(entry: &Entry, parts: &[&str]) -> Entry {
    let mut entry = entry.clone();
    let parts = parts.iter().map(|&part| part.to_owned()).collect();
    entry.population.parts.insert(Axis::Arrived, parts);
    entry
}

/// The groups between whose numbers, before and now, there are few, each taken by itself. Of
/// releases of other months that cannot both be true, every group.
fn few_between(earlier: &[Entry], new: &Entry) -> BTreeSet<String> {
    let mut groups = BTreeSet::new();
    for entry in earlier {
        let is_comparable = entry.population.parts == new.population.parts;
        let few = signed(entry.highest_hidden.max(new.highest_hidden));
        for table in &new.tables {
            let same = |other: &&Table| {
                other.breakdown == table.breakdown && other.editions == table.editions
            };
            let before = entry.tables.iter().filter(same).flat_map(everybody);
            let before: BTreeMap<&str, [Bound; 3]> = before.collect();
            for (name, now) in everybody(table) {
                let then = before.get(name);
                let is_few = then.is_some_and(|then| {
                    then.iter().zip(&now).any(|(then, now)| is_few_between(*then, *now, few))
                });
                if is_few || !is_comparable {
                    groups.insert(name.to_owned());
                }
            }
        }
    }
    groups
}

/// Each group of a table with its bounds, and all of them together.
fn everybody(table: &Table) -> impl Iterator<Item = (&str, [Bound; 3])> {
    let bounds = |group: &Group| [group.numerator, group.denominator, group.rest];
    let nobody = [Bound { least: 0, most: 0 }; 3];
    let all = table.groups.iter().map(bounds).fold(nobody, |mut all, group| {
        for (sum, of) in all.iter_mut().zip(group) {
            sum.least = sum.least.saturating_add(of.least);
            sum.most = sum.most.saturating_add(of.most);
        }
        all
    });
    let groups = table.groups.iter().map(move |group| (group.name.as_str(), bounds(group)));
    groups.chain([("everyone", all)])
}

/// Whether somebody, but few, are between two counts, whichever is the greater.
fn is_few_between(one: Bound, other: Bound, few: i64) -> bool {
    let is_few = |greater: Bound, lesser: Bound| {
        let least = greater.least.saturating_sub(lesser.most);
        let most = greater.most.saturating_sub(lesser.least);
        least >= 1 && least.saturating_add(most) <= 2 * few + 1
    };
    is_few(one, other) || is_few(other, one)
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
