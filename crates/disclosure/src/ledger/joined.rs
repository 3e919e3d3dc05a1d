//! What releases tell together.

use std::collections::{BTreeMap, BTreeSet};

use crate::bounds::Range;
use crate::ledger::naming::{Naming, Numbered, numbered};
use crate::ledger::population::{Atom, Axis, atoms};
use crate::ledger::regions::{Family, Regions};
use crate::ledger::system::{About, Of, System, Which, axis_of, shown, system, within};
use crate::ledger::{Entry, Group};
use crate::relations::signed;

/// Something that releases tell together and none by itself.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Told {
    pub(crate) group: String,
    pub(crate) how: How,
}

/// How it is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum How {
    /// A count that one of them hides is narrowed down.
    Hidden,
    /// Few people are left when one is taken from another.
    LeftOver,
}

/// What makes releases comparable.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Basis {
    /// They are of one indicator, whatever its question says.
    OneIndicator,
    /// They are of the same records, of which each says what it counts. Those who are asked of one
    /// thing may all be among those who are counted of it, or not; and so may those who live
    /// elsewhere be in no group of those who live in a place.
    SameRecords { is_all_divided: bool, is_elsewhere_known: bool, is_assumed: bool },
}

impl Basis {
    /// Whether it may be false, and falls away where the numbers contradict it.
    fn is_assumed(self) -> bool {
        match self {
            Self::OneIndicator => false,
            Self::SameRecords { is_assumed, .. } => is_assumed,
        }
    }

    /// Whether it is taken that nobody is beside a division.
    pub(crate) fn is_all_divided(self) -> bool {
        matches!(self, Self::SameRecords { is_all_divided: true, .. })
    }

    /// Whether it is taken that nobody who lives elsewhere is in a group of a place.
    pub(crate) fn is_elsewhere_known(self) -> bool {
        matches!(self, Self::SameRecords { is_elsewhere_known: true, .. })
    }
}

/// Several releases that are put together.
struct Joined<'a> {
    numbered: Vec<Numbered<'a>>,
    naming: Naming,
    regions: Regions,
    atoms: Vec<Atom>,
    basis: Basis,
}

impl<'a> Joined<'a> {
    fn new(entries: &[&'a Entry], basis: Basis) -> Self {
        let regions = match basis {
            Basis::OneIndicator => Regions::of_one_indicator(entries.len()),
            Basis::SameRecords { .. } => Regions::of_the_same_records(entries),
        };
        let (naming, numbered) = numbered(entries, basis != Basis::OneIndicator);
        Self { numbered, naming, regions, atoms: atoms_of(entries), basis }
    }

    /// What some of them say.
    fn say(&self, entries: std::ops::Range<usize>) -> System {
        system(&About {
            entries: self.numbered.get(entries.clone()).unwrap_or_default(),
            first: entries.start,
            regions: &self.regions.only(entries),
            naming: &self.naming,
            atoms: &self.atoms,
            basis: self.basis,
        })
    }

    fn entries(&self) -> impl Iterator<Item = &'a Entry> {
        self.numbered.iter().map(|numbered| numbered.entry)
    }

    /// The group of people by name.
    fn name(&self, of: Of) -> &str {
        let (Of::Part { group, .. } | Of::Left { group, .. }) = of else { return "everyone" };
        group.map_or("everyone", |(_, name)| self.naming.group(name))
    }

    /// Whose few could be told, that could not be before.
    fn left_over(&self, before: &System, together: &System) -> BTreeSet<Told> {
        let few = self.entries().map(|entry| signed(entry.highest_hidden)).max().unwrap_or(0);
        let atoms = 0..self.atoms.len();
        let published: Vec<bool> = atoms.map(|atom| self.is_published(atom)).collect();
        let guarded = self.guarded();
        // Of those who live elsewhere even whether it is one or nobody is not told.
        let has_places =
            self.entries().any(|entry| entry.population.parts.contains_key(&Axis::Place));
        let is_few: fn(Range, i64) -> bool = if has_places {
            |range, few| is_few(range, few) || is_all_but_told(range, few)
        } else {
            is_few
        };
        let mut told = BTreeSet::new();
        for (of, which) in together.counts() {
            let is_told: fn(Range, i64) -> bool = match (of, which) {
                (_, Which::Beside(family)) if guarded.contains(&family) => continue,
                (Of::Part { .. }, Which::Beside(family)) if self.regions.is_between_two(family) => {
                    |range, few| is_surely_few(range, few) || is_all_but_told(range, few)
                }
                (Of::Part { .. }, Which::Beside(_)) => is_surely_few,
                (Of::Part { atom, .. }, Which::Region(_))
                    if published.get(atom) == Some(&false) =>
                {
                    is_few
                }
                (Of::Left { .. }, Which::Region(_)) => is_few,
                (Of::Part { .. } | Of::Shown { .. } | Of::Everyone { .. }, Which::Region(_))
                | (Of::Shown { .. } | Of::Everyone { .. } | Of::Left { .. }, Which::Beside(_)) => {
                    continue;
                }
            };
            let now = together.range(of, which);
            if before.range(of, which) != now && now.is_some_and(|now| is_told(now, few)) {
                told.insert(Told { group: self.name(of).to_owned(), how: How::LeftOver });
            }
        }
        told
    }

    /// The families that lie within one cascade, which itself hides few that are lost in it.
    fn guarded(&self) -> BTreeSet<usize> {
        let mut regions: BTreeMap<&str, BTreeSet<usize>> = BTreeMap::new();
        for (entry, three) in self.entries().zip(&self.regions.of) {
            regions.entry(&entry.input).or_default().extend(three);
        }
        let is_within = |family: &&Family| {
            let has = |own: &BTreeSet<usize>| {
                own.contains(&family.whole) && family.parts.iter().all(|part| own.contains(part))
            };
            regions.values().any(has)
        };
        self.regions.families.iter().filter(is_within).map(|family| family.number).collect()
    }

    /// Whether a part is by itself what one of the releases counts.
    fn is_published(&self, atom: usize) -> bool {
        self.entries().any(|entry| within(entry, &self.atoms) == [atom])
    }
}

/// What the releases tell together that neither the earlier ones nor the new one told. Nothing
/// where they cannot all be true.
pub(crate) fn told(earlier: &[&Entry], new: &Entry, basis: Basis) -> BTreeSet<Told> {
    let mut told = BTreeSet::new();
    if earlier.is_empty() {
        return told;
    }
    let all: Vec<&Entry> = earlier.iter().copied().chain([new]).collect();
    let joined = Joined::new(&all, basis);
    let last = earlier.len();
    let (before, together) = (joined.say(0..last), joined.say(0..all.len()));
    if basis.is_assumed() && !together.holds_together() {
        return told;
    }
    let alone = joined.say(last..all.len());
    for (at, (entry, three)) in all.iter().zip(&joined.regions.of).enumerate() {
        let apart = if at == last { &alone } else { &before };
        for (of, group) in shown(at, entry) {
            let ranges = |system: &System| -> Vec<Option<Range>> {
                three.iter().map(|&region| system.range(of, Which::Region(region))).collect()
            };
            let now = ranges(&together);
            let few = signed(entry.highest_hidden);
            let follows = entry.counted.as_ref().is_some_and(|counted| counted.follows_others);
            let is_open = if basis != Basis::OneIndicator && follows {
                keeps_width(group, &now, few)
            } else {
                keeps_open(group, &now, few)
            };
            if ranges(apart) != now && !is_open {
                told.insert(Told { group: group.name.clone(), how: How::Hidden });
            }
        }
    }
    told.extend(joined.left_over(&before, &together));
    told
}

/// Whether all that releases of one indicator say can be true at once, as far as sums go.
pub(crate) fn holds_together(entries: &[&Entry]) -> bool {
    Joined::new(entries, Basis::OneIndicator).say(0..entries.len()).holds_together()
}

/// Whether somebody, but few, are counted, as near as a reader could tell it.
fn is_few(range: Range, few: i64) -> bool {
    range.least >= 1 && range.least + range.most <= 2 * few + 1
}

/// Whether surely few are counted, and a reader could tell more of them than of a hidden count.
fn is_surely_few(range: Range, few: i64) -> bool {
    range.least >= 1 && range.most <= few && !range.holds(Range::new(1, few))
}

/// Whether few may be counted, and a reader could tell them but for one.
fn is_all_but_told(range: Range, few: i64) -> bool {
    range.least <= few && range.most >= 1 && range.most < range.least + 2
}

fn atoms_of(entries: &[&Entry]) -> Vec<Atom> {
    let populations: Vec<_> = entries.iter().map(|entry| &entry.population).collect();
    let tables = entries.iter().flat_map(|entry| &entry.tables);
    atoms(&populations, &tables.filter_map(|table| axis_of(&table.breakdown)).collect())
}

/// Whether what is hidden of a group may still be any small count.
fn keeps_open(group: &Group, now: &[Option<Range>], few: i64) -> bool {
    let small = Range::new(1, few);
    let open = |at: usize| now.get(at).copied().flatten().is_some_and(|range| range.holds(small));
    match (group.shown.numerator, group.shown.denominator) {
        (Some(_), Some(_)) => true,
        (Some(_), None) => open(1),
        (None, None) => open(0) && open(1),
        // Either the numerator or what it leaves is small, unless it is known which.
        (None, Some(_)) => open(0) || (group.numerator.most > few && open(2)),
    }
}

/// Whether what is hidden of a step may still be as many numbers as there are small ones: it is
/// hidden for what was lost before it, whatever it is.
fn keeps_width(group: &Group, now: &[Option<Range>], few: i64) -> bool {
    let is_wide = |range: Range| range.most - range.least >= few - 1;
    let open = |at: usize| now.get(at).copied().flatten().is_some_and(is_wide);
    (group.shown.numerator.is_some() || open(0)) && (group.shown.denominator.is_some() || open(1))
}

/// Why, with no number of people.
pub(crate) fn sentence(told: &BTreeSet<Told>, before: &str) -> String {
    let is = |how| told.iter().any(|told| told.how == how);
    let why = match (is(How::Hidden), is(How::LeftOver)) {
        (true, true) => {
            "a count that is hidden could be told, and so could how few people are left"
        }
        (true, false) => "a count that is hidden could be told",
        (false, _) => "it could be told how few people are left",
    };
    format!("Put together with what was released before{before}, {why}")
}
