//! The sums that hold between what several releases show of the same people.

use std::collections::{BTreeMap, BTreeSet};

use programme::finding::UNKNOWN;
use programme::indicator::{Breakdown, Dimension};

use crate::bounds::{Range, Term, narrow};
use crate::ledger::joined::Basis;
use crate::ledger::naming::{self, Naming, Numbered};
use crate::ledger::population::{Atom, Axis};
use crate::ledger::regions::Regions;
use crate::ledger::{Bound, Entry, Group};
use crate::relations::{parts, signed};

/// People of whom counts are taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Of {
    /// A group, or the total, of a table of a release.
    Shown { entry: usize, table: usize, group: Option<usize> },
    /// All of a release.
    Everyone { entry: usize },
    /// A part, of one group, or whole.
    Part { atom: usize, group: Option<naming::Group> },
    /// What is left of one release without another.
    Left { entry: usize, without: usize, group: Option<naming::Group> },
}

/// Which of their records are counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Which {
    /// Those of a region.
    Region(usize),
    /// Those of a region that are in none of the parts of a family.
    Beside(usize),
}

/// What several releases are about, before any number is looked at.
pub(crate) struct About<'a> {
    pub(crate) entries: &'a [Numbered<'a>],
    /// The number of the first of them among all.
    pub(crate) first: usize,
    pub(crate) regions: &'a Regions,
    pub(crate) naming: &'a Naming,
    pub(crate) atoms: &'a [Atom],
    /// What makes them comparable, and what of it is taken to be so.
    pub(crate) basis: Basis,
}

/// The groups of each scheme.
type Groups = BTreeMap<usize, BTreeSet<usize>>;

/// Ranges of counts, and the sums between them.
#[derive(Default)]
pub(crate) struct System {
    /// Where the counts of each begin: those of every region, and then those beside every family.
    places: BTreeMap<Of, usize>,
    regions: usize,
    families: usize,
    ranges: Vec<Range>,
    sums: Vec<Vec<Term>>,
}

impl System {
    /// The range of a count, if there is one of it.
    pub(crate) fn range(&self, of: Of, which: Which) -> Option<Range> {
        self.ranges.get(self.places.get(&of)? + self.within(which)).copied()
    }

    /// Every count there is.
    pub(crate) fn counts(&self) -> impl Iterator<Item = (Of, Which)> {
        let regions = (0..self.regions).map(Which::Region);
        let every = regions.chain((0..self.families).map(Which::Beside));
        self.places.keys().flat_map(move |&of| every.clone().map(move |which| (of, which)))
    }

    fn within(&self, which: Which) -> usize {
        match which {
            Which::Region(region) => region,
            Which::Beside(family) => self.regions + family,
        }
    }

    /// Whether all of it can be true at once, as far as sums go.
    pub(crate) fn holds_together(&self) -> bool {
        self.ranges.iter().all(|range| range.least <= range.most)
    }

    fn place(&mut self, of: Of, which: Which) -> usize {
        self.first(of) + self.within(which)
    }

    /// Where the counts of some people begin.
    fn first(&mut self, of: Of) -> usize {
        let each = self.regions + self.families;
        *self.places.entry(of).or_insert_with(|| {
            let at = self.ranges.len();
            self.ranges.resize(at + each, Range::new(0, signed(u64::MAX)));
            at
        })
    }

    fn known(&mut self, of: Of, group: &Group, regions: [usize; 3], may_be_none: bool) {
        let any = Bound { least: 0, most: group.denominator.most };
        let bounds = if may_be_none && group.shown.numerator.is_none() {
            [any, group.denominator, any]
        } else {
            [group.numerator, group.denominator, group.rest]
        };
        for (region, Bound { least, most }) in regions.into_iter().zip(bounds) {
            let at = self.place(of, Which::Region(region));
            if let Some(range) = self.ranges.get_mut(at) {
                *range = Range::new(range.least.max(least), range.most.min(most));
            }
        }
    }

    /// Numerator and rest make the whole.
    fn three(&mut self, of: Of, regions: [usize; 3]) {
        let [above, whole, rest] = regions.map(|region| self.place(of, Which::Region(region)));
        self.sums.push(if above == whole {
            vec![(rest, 1)]
        } else {
            vec![(above, 1), (rest, 1), (whole, -1)]
        });
    }

    /// The whole is the sum of its parts.
    fn sum(&mut self, whole: Of, parts: &[Of], regions: &BTreeSet<usize>) {
        let whole = self.first(whole);
        let parts: Vec<usize> = parts.iter().map(|&part| self.first(part)).collect();
        for &region in regions {
            let part = parts.iter().map(|at| (at + region, 1));
            self.sums.push(part.chain([(whole + region, -1)]).collect());
        }
    }
}

/// All that the releases say, narrowed as far as sums go.
pub(crate) fn system(about: &About<'_>) -> System {
    let mut system = System {
        regions: about.regions.count,
        families: about.regions.families_in_all,
        ..System::default()
    };
    let mut groups = Groups::new();
    for (at, (Numbered { entry, tables }, &three)) in
        about.entries.iter().zip(&about.regions.of).enumerate()
    {
        let own = BTreeSet::from(three);
        let number = about.first + at;
        for (of, group) in shown(number, entry) {
            let may_be_none = entry.counted.as_ref().is_some_and(|counted| counted.follows_others);
            system.known(of, group, three, may_be_none);
            system.three(of, three);
        }
        let within = within(entry, about.atoms);
        let of_part =
            |group: Option<naming::Group>| within.iter().map(move |&atom| Of::Part { atom, group });
        let everyone = Of::Everyone { entry: number };
        system.three(everyone, three);
        system.sum(everyone, &of_part(None).collect::<Vec<Of>>(), &own);
        for (table, ((scheme, parts), shown)) in tables.iter().zip(&entry.tables).enumerate() {
            let group_at = |group| Of::Shown { entry: number, table, group: Some(group) };
            let of: Vec<Of> = (0..parts.len()).map(group_at).collect();
            system.sum(everyone, &of, &own);
            if shown.total.is_some() {
                system.sum(everyone, &[Of::Shown { entry: number, table, group: None }], &own);
            }
            for (of, parts) in of.into_iter().zip(parts) {
                let parts_of = parts.iter().flat_map(|&part| of_part(Some((*scheme, part))));
                system.sum(of, &parts_of.collect::<Vec<Of>>(), &own);
                groups.entry(*scheme).or_default().extend(parts);
            }
        }
    }
    between_regions(&mut system, about, &groups);
    divided(&mut system, about, &groups);
    divided_alike(&mut system, about, &groups);
    within_crossings(&mut system, about, &groups);
    elsewhere(&mut system, about, &groups);
    left_over(&mut system, about, &groups);
    let System { ranges, sums, .. } = &mut system;
    narrow(ranges, sums);
    system
}

/// Every group and total that a release shows, with its place.
pub(crate) fn shown(entry: usize, of: &Entry) -> impl Iterator<Item = (Of, &Group)> {
    of.tables.iter().enumerate().flat_map(move |(table, shown)| {
        let groups = shown.groups.iter().enumerate();
        let groups =
            groups.map(move |(at, group)| (Of::Shown { entry, table, group: Some(at) }, group));
        groups.chain(
            shown.total.iter().map(move |total| (Of::Shown { entry, table, group: None }, total)),
        )
    })
}

/// The parts that a release counts.
pub(crate) fn within(entry: &Entry, atoms: &[Atom]) -> Vec<usize> {
    let atoms = atoms.iter().enumerate();
    atoms.filter(|(_, atom)| entry.population.has(atom)).map(|(at, _)| at).collect()
}

/// The axis whose parts are the groups of a breakdown.
pub(crate) fn axis_of(breakdown: &str) -> Option<Axis> {
    match *breakdown.parse::<Breakdown>().ok()?.0 {
        [Dimension::Sex] => Some(Axis::Sex),
        [Dimension::Age] => Some(Axis::Age),
        _ => None,
    }
}

/// Everybody, and each group of each scheme.
fn each(groups: &Groups) -> Vec<Option<naming::Group>> {
    let named =
        groups.iter().flat_map(|(&scheme, names)| names.iter().map(move |&name| (scheme, name)));
    [None].into_iter().chain(named.map(Some)).collect()
}

/// Of every part and group the sums between the regions.
fn between_regions(system: &mut System, about: &About<'_>, groups: &Groups) {
    let threes = about.regions.threes();
    for atom in 0..about.atoms.len() {
        for group in each(groups) {
            let of = Of::Part { atom, group };
            for &three in &threes {
                system.three(of, three);
            }
            for family in &about.regions.families {
                let mut sum = vec![(system.place(of, Which::Region(family.whole)), -1)];
                let parts = family.parts.iter();
                sum.extend(parts.map(|&part| (system.place(of, Which::Region(part)), 1)));
                if !(family.is_a_division && about.basis.is_all_divided()) {
                    sum.push((system.place(of, Which::Beside(family.number)), 1));
                }
                system.sums.push(sum);
            }
        }
    }
}

/// A part is the sum of the groups of each scheme.
fn divided(system: &mut System, about: &About<'_>, groups: &Groups) {
    let all = about.regions.all();
    for atom in 0..about.atoms.len() {
        for (&scheme, names) in groups {
            let part = |&name: &usize| Of::Part { atom, group: Some((scheme, name)) };
            let parts: Vec<Of> = names.iter().map(part).collect();
            system.sum(Of::Part { atom, group: None }, &parts, &all);
        }
    }
}

/// In a part that has only one sex, a group of another sex has nobody; and so for ages.
fn divided_alike(system: &mut System, about: &About<'_>, groups: &Groups) {
    let all = about.regions.all();
    for (&scheme, names) in groups {
        let axis = about.naming.scheme(scheme).and_then(|scheme| axis_of(&scheme.breakdown));
        let Some(axis) = axis else { continue };
        let parts = about.atoms.iter().filter_map(|atom| atom.get(&axis)?.as_ref());
        let parts: BTreeSet<&String> = parts.collect();
        for (at, atom) in about.atoms.iter().enumerate() {
            let Some(own) = atom.get(&axis) else { continue };
            for &name in names {
                let is_elsewhere = match own {
                    Some(own) => {
                        let is_own = |&name: &usize| about.naming.group(name) == own;
                        names.iter().any(is_own) && !is_own(&name)
                    }
                    None => about.naming.is_named(name, &parts),
                };
                if is_elsewhere {
                    system.sum(Of::Part { atom: at, group: Some((scheme, name)) }, &[], &all);
                }
            }
        }
    }
}

/// A group is the sum of its groups in a crossing of the same editions.
fn within_crossings(system: &mut System, about: &About<'_>, groups: &Groups) {
    let all = about.regions.all();
    for (&scheme, names) in groups {
        for (&crossing, crossed) in groups {
            let both = about.naming.scheme(scheme).zip(about.naming.scheme(crossing));
            let Some((few, more)) = both.filter(|(few, more)| few.is_within(more)) else {
                continue;
            };
            let (Ok(few), Ok(more)) =
                (few.breakdown.parse::<Breakdown>(), more.breakdown.parse::<Breakdown>())
            else {
                continue;
            };
            for &name in names {
                let own = parts(&few, about.naming.group(name), &few.0);
                let is_its =
                    |&&crossed: &&usize| parts(&more, about.naming.group(crossed), &few.0) == own;
                let theirs: Vec<usize> = crossed.iter().filter(is_its).copied().collect();
                for atom in (0..about.atoms.len()).filter(|_| !theirs.is_empty()) {
                    let part = |scheme, name| Of::Part { atom, group: Some((scheme, name)) };
                    let of: Vec<Of> = theirs.iter().map(|&name| part(crossing, name)).collect();
                    system.sum(part(scheme, name), &of, &all);
                }
            }
        }
    }
}

/// Where that is taken to be so: whoever lives elsewhere lives at a place that is known, and in no
/// area of those who live in the place.
fn elsewhere(system: &mut System, about: &About<'_>, groups: &Groups) {
    if !about.basis.is_elsewhere_known() {
        return;
    }
    let all = about.regions.all();
    let is_elsewhere = |atom: &Atom| atom.get(&Axis::Place) == Some(&None);
    let atoms: Vec<usize> = (0..about.atoms.len())
        .filter(|&at| about.atoms.get(at).is_some_and(is_elsewhere))
        .collect();
    let mut theirs: BTreeSet<naming::Group> = BTreeSet::new();
    for Numbered { entry, tables } in about.entries {
        if entry.population.parts.contains_key(&Axis::Place) {
            let named = tables.iter().flat_map(|(scheme, groups)| {
                groups.iter().flatten().map(move |&group| (*scheme, group))
            });
            theirs.extend(named);
        }
    }
    for (&scheme, names) in groups {
        let breakdown = about.naming.scheme(scheme).map(|scheme| scheme.breakdown.parse());
        let Some(Ok(breakdown)) = breakdown else { continue };
        for &name in names {
            let is_in = |of: &Dimension| match of {
                Dimension::Area | Dimension::Icb if theirs.contains(&(scheme, name)) => true,
                Dimension::Area | Dimension::Icb | Dimension::Deprivation => {
                    parts(&breakdown, about.naming.group(name), &[*of]) == [UNKNOWN]
                }
                Dimension::LocalDeprivation
                | Dimension::Ethnicity
                | Dimension::Sex
                | Dimension::Age
                | Dimension::QuinaryAge
                | Dimension::Site => false,
            };
            if breakdown.0.iter().any(is_in) {
                for &atom in &atoms {
                    let part = Of::Part { atom, group: Some((scheme, name)) };
                    system.sum(part, &[], &all);
                }
            }
        }
    }
}

/// What is left of the last release without one that lies within it, and of others without it.
fn left_over(system: &mut System, about: &About<'_>, groups: &Groups) {
    let parts_of: Vec<Vec<usize>> =
        about.entries.iter().map(|numbered| within(numbered.entry, about.atoms)).collect();
    let last = parts_of.len().saturating_sub(1);
    let each = each(groups);
    for (entry, (parts, &three)) in parts_of.iter().zip(&about.regions.of).enumerate() {
        for (without, others) in parts_of.iter().enumerate() {
            let is_within = others.iter().all(|other| parts.contains(other));
            let is_of_the_last = entry == last || without == last;
            if !is_of_the_last || !is_within || others.len() == parts.len() {
                continue;
            }
            for &group in &each {
                let left = parts.iter().filter(|part| !others.contains(part));
                let left: Vec<Of> = left.map(|&atom| Of::Part { atom, group }).collect();
                let (entry, without) = (about.first + entry, about.first + without);
                let of = Of::Left { entry, without, group };
                system.three(of, three);
                system.sum(of, &left, &BTreeSet::from(three));
            }
        }
    }
}
