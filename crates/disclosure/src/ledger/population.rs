//! Whom a release counts, in parts that can be compared.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

/// One way in which the people of two releases may differ.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Axis {
    /// When: months, or the smallest periods that are told apart.
    Time,
    /// Where: the smallest areas that are told apart.
    Place,
    /// Whose: the organisations that contributed.
    Body,
    /// How old: age bands.
    Age,
    /// Sex.
    Sex,
    /// The data that had arrived: a late refresh has all that its forerunner had, and more.
    Arrived,
}

/// Whom a release counts: those in one of the parts named, on every axis.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Population {
    /// The denominator in words.
    pub words: String,
    /// The parts that are in. Of an axis that is not named, everybody is in.
    pub parts: BTreeMap<Axis, BTreeSet<String>>,
}

/// A part that no two releases divide: on each axis one part, or all that nobody named.
pub(crate) type Atom = BTreeMap<Axis, Option<String>>;

impl Population {
    /// Whether somebody may be in both.
    pub fn meets(&self, other: &Self) -> bool {
        let apart = |(axis, parts): (&Axis, &BTreeSet<String>)| {
            other.parts.get(axis).is_some_and(|others| parts.is_disjoint(others))
        };
        !self.parts.iter().any(apart)
    }

    /// Whether a part is within.
    pub(crate) fn has(&self, atom: &Atom) -> bool {
        self.parts.iter().all(|(axis, parts)| match atom.get(axis) {
            Some(Some(part)) => parts.contains(part),
            Some(None) | None => false,
        })
    }
}

/// In which populations a part is, and its name where that matters too.
type Alike = (Vec<bool>, Option<String>);

/// The parts that the populations are sums of.
///
/// Parts that every population treats alike stand as one, so that twelve months of which one is
/// in question are two parts. But on the axes that a table divides by, every part stays itself.
pub(crate) fn atoms(populations: &[&Population], divided: &BTreeSet<Axis>) -> Vec<Atom> {
    let mut axes: BTreeMap<Axis, BTreeMap<Alike, Option<String>>> = BTreeMap::new();
    let named: BTreeSet<Axis> =
        populations.iter().flat_map(|population| population.parts.keys().copied()).collect();
    for axis in named {
        let of = |population: &&Population| population.parts.get(&axis).cloned();
        let parts: BTreeSet<String> = populations.iter().filter_map(of).flatten().collect();
        let alike = axes.entry(axis).or_default();
        for part in parts {
            let within = |population: &&Population| {
                population.parts.get(&axis).is_none_or(|parts| parts.contains(&part))
            };
            let signature: Vec<bool> = populations.iter().map(within).collect();
            let itself = divided.contains(&axis).then(|| part.clone());
            alike.entry((signature, itself)).or_insert(Some(part));
        }
        let rest: Vec<bool> =
            populations.iter().map(|population| !population.parts.contains_key(&axis)).collect();
        if rest.contains(&true) {
            alike.entry((rest, None)).or_insert(None);
        }
    }
    let mut atoms = vec![Atom::new()];
    for (axis, parts) in axes {
        let with = |atom: &Atom| -> Vec<Atom> {
            let longer = |part: &Option<String>| {
                let mut atom = atom.clone();
                atom.insert(axis, part.clone());
                atom
            };
            parts.values().map(longer).collect()
        };
        atoms = atoms.iter().flat_map(with).collect();
    }
    atoms.retain(|atom| populations.iter().any(|population| population.has(atom)));
    atoms
}
