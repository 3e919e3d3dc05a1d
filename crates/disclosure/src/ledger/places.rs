//! Rates among releases of the same records: they count only those who live in a place, and how these
//! lie to those whom others count is not guessed.

use std::collections::{BTreeMap, BTreeSet};

use crate::ledger::population::Axis;
use crate::ledger::{Bound, Entry, Group, Table};

/// Releases of the same records, put in such a way that their people can be compared.
pub(crate) struct Reading {
    pub(crate) beside: Vec<Entry>,
    pub(crate) new: Entry,
    /// Whether it may be false, and falls away where the numbers contradict it.
    pub(crate) is_assumed: bool,
    /// Whether nobody who lives elsewhere is in a group of those who live in the place.
    pub(crate) is_elsewhere_known: bool,
}

/// The parts in which the people of each place are.
type Parts = BTreeMap<String, BTreeSet<String>>;

/// Every way in which releases may lie to a new one.
///
/// Without rates there is one. Of a rate nobody says whether the records hold others than those who
/// live in its place: both are tried. Of rates for two places either may hold the other, or they may
/// be apart; each place is taken with the new release by itself.
pub(crate) fn readings(beside: &[&Entry], new: &Entry) -> Vec<Reading> {
    let places: BTreeSet<&String> = beside.iter().copied().chain([new]).filter_map(place).collect();
    if places.is_empty() {
        let beside = beside.iter().map(|&entry| entry.clone()).collect();
        return vec![Reading {
            beside,
            new: new.clone(),
            is_assumed: false,
            is_elsewhere_known: false,
        }];
    }
    places.into_iter().flat_map(|with| with_one_place(beside, new, with)).collect()
}

/// Those that count everybody, the rates of one place, and the new one.
fn with_one_place(beside: &[&Entry], new: &Entry, with: &str) -> Vec<Reading> {
    let is_of_it = |entry: &&Entry| place(entry).is_none_or(|place| place == with);
    let beside: Vec<&Entry> = beside.iter().copied().filter(is_of_it).collect();
    let reading = |parts: &Parts, is_assumed, is_elsewhere_known| Reading {
        beside: beside.iter().map(|entry| placed(entry, parts)).collect(),
        new: placed(new, parts),
        is_assumed,
        is_elsewhere_known,
    };
    let own = place(new).filter(|own| *own != with);
    let lies = |of_own: &[&str], of_with: &[&str]| {
        let parts = |of: &[&str]| of.iter().map(|&part| part.to_owned()).collect();
        let own = own.map(|own| (own.clone(), parts(of_own)));
        own.into_iter().chain([(with.to_owned(), parts(of_with))]).collect::<Parts>()
    };
    let everywhere = reading(&Parts::new(), true, false);
    if own.is_none() {
        let here = lies(&[], &["here"]);
        return vec![reading(&here, false, false), reading(&here, true, true), everywhere];
    }
    vec![
        reading(&lies(&["own", "both"], &["both", "other"]), false, false),
        reading(&lies(&["own", "both"], &["both"]), true, false),
        reading(&lies(&["both"], &["both", "other"]), true, false),
        reading(&lies(&["own"], &["other"]), true, false),
        everywhere,
    ]
}

/// The place whose people a rate counts.
fn place(entry: &Entry) -> Option<&String> {
    entry.counted.as_ref()?.residents_of.as_ref()
}

/// A release, of a rate its events alone, with the parts in which its people are.
fn placed(entry: &Entry, parts: &Parts) -> Entry {
    let Some(place) = place(entry) else { return entry.clone() };
    let mut entry = Entry { tables: entry.tables.iter().map(events).collect(), ..entry.clone() };
    if let Some(parts) = parts.get(place) {
        entry.population.parts.insert(Axis::Place, parts.clone());
    }
    entry
}

/// A table of events: those that count are all above the line. Who lives there is no count of records.
fn events(table: &Table) -> Table {
    let event = |group: &Group| {
        let mut group = group.clone();
        group.shown.denominator = group.shown.numerator;
        group.denominator = group.numerator;
        group.rest = Bound { least: 0, most: 0 };
        group
    };
    Table {
        groups: table.groups.iter().map(event).collect(),
        total: table.total.as_ref().map(event),
        ..table.clone()
    }
}
