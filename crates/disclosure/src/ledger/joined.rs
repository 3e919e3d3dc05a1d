//! The sums that releases share, and what they tell together.

use std::collections::{BTreeMap, BTreeSet};

use programme::indicator::{Breakdown, Dimension};

use crate::bounds::{Range, Term, narrow};
use crate::ledger::population::{Atom, Axis, atoms};
use crate::ledger::{Bound, Entry, Group, Table};
use crate::relations::{parts, signed};

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

/// Numerator, denominator and their difference.
const LAYERS: usize = 3;

/// A sum of people that has a range of its own.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Of {
    /// A group, or the total, of a table of a release.
    Shown { entry: usize, table: usize, group: Option<usize> },
    /// All of a release.
    Everyone { entry: usize },
    /// A part, of one group of one way to divide, or whole.
    Part { atom: usize, group: Option<(Scheme, String)> },
    /// What is left of one release without another.
    Left { entry: usize, without: usize, group: Option<(Scheme, String)> },
}

/// A way to divide people: breakdown and editions.
type Scheme = (String, BTreeMap<String, String>);

/// The groups of each way to divide people.
type Schemes = BTreeMap<Scheme, BTreeSet<String>>;

#[derive(Default)]
struct System {
    places: BTreeMap<Of, usize>,
    ranges: Vec<Range>,
    sums: Vec<Vec<Term>>,
}

impl System {
    fn place(&mut self, of: &Of) -> usize {
        if let Some(&at) = self.places.get(of) {
            return at;
        }
        let at = self.ranges.len();
        self.ranges.extend([Range::new(0, signed(u64::MAX)); LAYERS]);
        // Numerator and rest make the whole.
        self.sums.push(vec![(at, 1), (at + 2, 1), (at + 1, -1)]);
        self.places.insert(of.clone(), at);
        at
    }

    fn known(&mut self, of: &Of, group: &Group) {
        let at = self.place(of);
        let bounds = [group.numerator, group.denominator, group.rest];
        for (range, Bound { least, most }) in self.ranges.iter_mut().skip(at).zip(bounds) {
            *range = Range::new(least, most);
        }
    }

    /// The whole is the sum of its parts.
    fn sum(&mut self, whole: &Of, parts: &[Of]) {
        let whole = self.place(whole);
        let parts: Vec<usize> = parts.iter().map(|part| self.place(part)).collect();
        for layer in 0..LAYERS {
            let part = parts.iter().map(|at| (at + layer, 1));
            self.sums.push(part.chain([(whole + layer, -1)]).collect());
        }
    }

    fn ranges_of(&self, of: &Of) -> Vec<Range> {
        let at = self.places.get(of).copied();
        at.map(|at| self.ranges.iter().skip(at).take(LAYERS).copied().collect()).unwrap_or_default()
    }
}

/// What the releases tell together that neither the earlier ones nor the new one told.
pub(crate) fn told(earlier: &[&Entry], new: &Entry) -> BTreeSet<Told> {
    if earlier.is_empty() {
        return BTreeSet::new();
    }
    let all: Vec<&Entry> = earlier.iter().copied().chain([new]).collect();
    let atoms = atoms_of(&all);
    let before = system(earlier, &atoms);
    let together = system(&all, &atoms);
    let last = earlier.len();
    let alone = system(&[new], &atoms);
    let mut told = BTreeSet::new();
    for (at, entry) in all.iter().enumerate() {
        for (of, group) in shown(at, entry) {
            let apart =
                if at == last { alone.ranges_of(&renumbered(&of)) } else { before.ranges_of(&of) };
            let now = together.ranges_of(&of);
            if apart != now && !keeps_open(group, &now, signed(entry.highest_hidden)) {
                told.insert(Told { group: group.name.clone(), how: How::Hidden });
            }
        }
    }
    let few = all.iter().map(|entry| signed(entry.highest_hidden)).max().unwrap_or(0);
    let left_before = |of: &Of| before.ranges_of(of);
    for of in together.places.keys() {
        let name = match of {
            Of::Left { group, .. } => group.as_ref().map_or("everyone", |(_, name)| name.as_str()),
            Of::Part { atom, group } if !is_published(*atom, &all, &atoms) => {
                group.as_ref().map_or("everyone", |(_, name)| name.as_str())
            }
            Of::Part { .. } | Of::Shown { .. } | Of::Everyone { .. } => continue,
        };
        let is_few = |range: &Range| range.least >= 1 && range.least + range.most <= 2 * few + 1;
        let now = together.ranges_of(of);
        let is_new = left_before(of) != now;
        if is_new && now.iter().any(is_few) {
            told.insert(Told { group: name.to_owned(), how: How::LeftOver });
        }
    }
    told
}

/// Whether all that the releases say can be true at once, as far as sums go.
pub(crate) fn holds_together(entries: &[&Entry]) -> bool {
    let system = system(entries, &atoms_of(entries));
    system.ranges.iter().all(|range| range.least <= range.most)
}

/// The same group, where its release is the only one.
fn renumbered(of: &Of) -> Of {
    match of {
        &Of::Shown { table, group, .. } => Of::Shown { entry: 0, table, group },
        Of::Everyone { .. } => Of::Everyone { entry: 0 },
        other @ (Of::Part { .. } | Of::Left { .. }) => other.clone(),
    }
}

/// Whether a part is by itself what one of the releases counts.
fn is_published(atom: usize, entries: &[&Entry], atoms: &[Atom]) -> bool {
    entries.iter().any(|entry| {
        let within: Vec<usize> = within(entry, atoms);
        within == [atom]
    })
}

fn atoms_of(entries: &[&Entry]) -> Vec<Atom> {
    let populations: Vec<_> = entries.iter().map(|entry| &entry.population).collect();
    let tables = entries.iter().flat_map(|entry| &entry.tables);
    atoms(&populations, &tables.filter_map(|table| axis_of(&table.breakdown)).collect())
}

/// The axis whose parts are the groups of a breakdown.
fn axis_of(breakdown: &str) -> Option<Axis> {
    match *breakdown.parse::<Breakdown>().ok()?.0 {
        [Dimension::Sex] => Some(Axis::Sex),
        [Dimension::Age] => Some(Axis::Age),
        _ => None,
    }
}

fn within(entry: &Entry, atoms: &[Atom]) -> Vec<usize> {
    let atoms = atoms.iter().enumerate();
    atoms.filter(|(_, atom)| entry.population.has(atom)).map(|(at, _)| at).collect()
}

/// Whether what is hidden of a group may still be any small count.
fn keeps_open(group: &Group, now: &[Range], few: i64) -> bool {
    let small = Range::new(1, few);
    let open = |at: usize| now.get(at).is_some_and(|range| range.holds(small));
    match (group.shown.numerator, group.shown.denominator) {
        (Some(_), Some(_)) => true,
        (Some(_), None) => open(1),
        (None, None) => open(0) && open(1),
        // Either the numerator or what it leaves is small, unless it is known which.
        (None, Some(_)) => open(0) || (group.numerator.most > few && open(2)),
    }
}

/// Every group and total that a release shows, with its place.
fn shown(entry: usize, of: &Entry) -> impl Iterator<Item = (Of, &Group)> {
    of.tables.iter().enumerate().flat_map(move |(table, shown)| {
        let groups = shown.groups.iter().enumerate();
        let groups =
            groups.map(move |(at, group)| (Of::Shown { entry, table, group: Some(at) }, group));
        groups.chain(
            shown.total.iter().map(move |total| (Of::Shown { entry, table, group: None }, total)),
        )
    })
}

fn scheme(table: &Table) -> Scheme {
    (table.breakdown.clone(), table.editions.clone())
}

/// All that the releases say, narrowed as far as sums go.
fn system(entries: &[&Entry], atoms: &[Atom]) -> System {
    let mut system = System::default();
    let parts_of: Vec<Vec<usize>> = entries.iter().map(|entry| within(entry, atoms)).collect();
    let mut schemes: Schemes = BTreeMap::new();
    for (at, (entry, parts)) in entries.iter().zip(&parts_of).enumerate() {
        for (of, group) in shown(at, entry) {
            system.known(&of, group);
        }
        let everyone = Of::Everyone { entry: at };
        let of_part = |group: Option<(Scheme, String)>| -> Vec<Of> {
            parts.iter().map(|&atom| Of::Part { atom, group: group.clone() }).collect()
        };
        system.sum(&everyone, &of_part(None));
        for (table, shown) in entry.tables.iter().enumerate() {
            let group_at = |group| Of::Shown { entry: at, table, group: Some(group) };
            let groups: Vec<Of> = (0..shown.groups.len()).map(group_at).collect();
            system.sum(&everyone, &groups);
            if shown.total.is_some() {
                system.sum(&everyone, &[Of::Shown { entry: at, table, group: None }]);
            }
            for (of, group) in groups.iter().zip(&shown.groups) {
                let key = |name: &String| Some((scheme(shown), name.clone()));
                let of_parts = group.parts.iter().flat_map(|name| of_part(key(name)));
                system.sum(of, &of_parts.collect::<Vec<Of>>());
                schemes.entry(scheme(shown)).or_default().extend(group.parts.iter().cloned());
            }
        }
    }
    for atom in 0..atoms.len() {
        for (scheme, groups) in &schemes {
            let part =
                |name: &String| Of::Part { atom, group: Some((scheme.clone(), name.clone())) };
            let groups: Vec<Of> = groups.iter().map(part).collect();
            system.sum(&Of::Part { atom, group: None }, &groups);
        }
    }
    divided_alike(&mut system, atoms, &schemes);
    within_crossings(&mut system, atoms.len(), &schemes);
    left_over(&mut system, &parts_of, &schemes);
    let System { ranges, sums, .. } = &mut system;
    narrow(ranges, sums);
    system
}

/// In a part that has only one sex, a group of another sex has nobody; and so for ages.
fn divided_alike(system: &mut System, atoms: &[Atom], schemes: &Schemes) {
    for (scheme, groups) in schemes {
        let Some(axis) = axis_of(&scheme.0) else { continue };
        let named: BTreeSet<&String> =
            atoms.iter().filter_map(|atom| atom.get(&axis)?.as_ref()).collect();
        for (at, atom) in atoms.iter().enumerate() {
            let Some(own) = atom.get(&axis) else { continue };
            for group in groups {
                let is_elsewhere = match own {
                    Some(own) => groups.contains(own) && own != group,
                    None => named.contains(group),
                };
                if is_elsewhere {
                    system.sum(
                        &Of::Part { atom: at, group: Some((scheme.clone(), group.clone())) },
                        &[],
                    );
                }
            }
        }
    }
}

/// A group is the sum of its groups in a crossing of the same editions.
fn within_crossings(system: &mut System, atoms: usize, schemes: &Schemes) {
    for (scheme, groups) in schemes {
        for (crossing, crossed) in schemes {
            let (Ok(few), Ok(more)) =
                (scheme.0.parse::<Breakdown>(), crossing.0.parse::<Breakdown>())
            else {
                continue;
            };
            let is_within = few.0.iter().all(|dimension| more.0.contains(dimension));
            if few.0.is_empty()
                || few.0.len() >= more.0.len()
                || !is_within
                || scheme.1 != crossing.1
            {
                continue;
            }
            for group in groups {
                let own = parts(&few, group, &few.0);
                let theirs = crossed.iter().filter(|name| parts(&more, name, &few.0) == own);
                let theirs: Vec<&String> = theirs.collect();
                for atom in (0..atoms).filter(|_| !theirs.is_empty()) {
                    let part = |scheme: &Scheme, name: &String| Of::Part {
                        atom,
                        group: Some((scheme.clone(), name.clone())),
                    };
                    let of: Vec<Of> = theirs.iter().map(|name| part(crossing, name)).collect();
                    system.sum(&part(scheme, group), &of);
                }
            }
        }
    }
}

/// What is left of the last release without one that lies within it, and of others without it.
fn left_over(system: &mut System, parts_of: &[Vec<usize>], schemes: &Schemes) {
    let mut groups: Vec<Option<(Scheme, String)>> = vec![None];
    for (scheme, names) in schemes {
        groups.extend(names.iter().map(|name| Some((scheme.clone(), name.clone()))));
    }
    for (entry, parts) in parts_of.iter().enumerate() {
        for (without, others) in parts_of.iter().enumerate() {
            let is_within = others.iter().all(|other| parts.contains(other));
            let last = parts_of.len().saturating_sub(1);
            let is_of_the_last = entry == last || without == last;
            if !is_of_the_last || !is_within || others.len() == parts.len() {
                continue;
            }
            for group in &groups {
                let left = parts.iter().filter(|part| !others.contains(part));
                let left: Vec<Of> =
                    left.map(|&atom| Of::Part { atom, group: group.clone() }).collect();
                system.sum(&Of::Left { entry, without, group: group.clone() }, &left);
            }
        }
    }
}

/// Why, with no number of people.
pub(crate) fn sentence(told: &BTreeSet<Told>) -> String {
    let is = |how| told.iter().any(|told| told.how == how);
    let why = match (is(How::Hidden), is(How::LeftOver)) {
        (true, true) => {
            "a count that is hidden could be told, and so could how few people are left"
        }
        (true, false) => "a count that is hidden could be told",
        (false, _) => "it could be told how few people are left",
    };
    format!("Put together with what was released before, {why}")
}
