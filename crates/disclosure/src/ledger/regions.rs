//! How the records lie to each other that several releases count.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use crate::ledger::{Condition, Counted, Entry};

/// The records of numerators, denominators and their differences, by number.
#[derive(Clone, Debug, Default)]
pub(crate) struct Regions {
    /// Of each release its numerator, its denominator and their difference.
    pub(crate) of: Vec<[usize; 3]>,
    /// How many there are in all.
    pub(crate) count: usize,
    /// Which lie within which.
    pub(crate) families: Vec<Family>,
    /// How many families there are in all.
    pub(crate) families_in_all: usize,
}

/// Records that lie within others, and apart from each other.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Family {
    /// By which it is known.
    pub(crate) number: usize,
    pub(crate) whole: usize,
    pub(crate) parts: Vec<usize>,
    /// Whether they differ in one thing only, so that hardly anything may be left beside them.
    pub(crate) is_a_division: bool,
}

/// Records of which some conditions are true, and others not all.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Region {
    all: BTreeSet<Condition>,
    not_all: Option<BTreeSet<Condition>>,
}

impl Region {
    /// Of a question: numerator, denominator and their difference.
    fn of(Counted { denominator, numerator, .. }: &Counted) -> [Self; 3] {
        let above = denominator.union(numerator).cloned().collect();
        [
            Self { all: above, not_all: None },
            Self { all: denominator.clone(), not_all: None },
            Self { all: denominator.clone(), not_all: Some(numerator.clone()) },
        ]
    }

    /// Whether all of it surely lies within another.
    fn lies_within(&self, other: &Self) -> bool {
        let has_all = other.all.iter().all(|condition| is_implied(&self.all, condition));
        has_all && other.not_all.as_ref().is_none_or(|not_all| self.lacks(not_all))
    }

    /// Whether of none of it all of some conditions are true.
    fn lacks(&self, conditions: &BTreeSet<Condition>) -> bool {
        let is_excluded =
            |condition: &Condition| self.all.iter().any(|own| own.excludes(condition));
        let is_left_out = |own: &BTreeSet<Condition>| {
            let both: BTreeSet<Condition> = self.all.union(conditions).cloned().collect();
            own.iter().all(|condition| is_implied(&both, condition))
        };
        conditions.iter().any(is_excluded) || self.not_all.as_ref().is_some_and(is_left_out)
    }

    /// Whether it surely has nothing in common with another.
    fn lies_apart(&self, other: &Self) -> bool {
        let without = |one: &Self, other: &Self| {
            let both: BTreeSet<Condition> = one.all.union(&other.all).cloned().collect();
            let left_out = one.not_all.as_ref();
            left_out.is_some_and(|left| left.iter().all(|condition| is_implied(&both, condition)))
        };
        self.lacks(&other.all) || without(other, self)
    }

    /// What of it is asked beyond another that it lies within, if it is asked of one thing.
    fn beyond(&self, whole: &Self) -> Option<&str> {
        let mut beyond =
            self.all.iter().filter(|condition| !is_implied(&whole.all, condition)).peekable();
        let what = beyond.peek()?.what.as_str();
        (self.not_all == whole.not_all && beyond.all(|one| one.what == what)).then_some(what)
    }
}

fn is_implied(all: &BTreeSet<Condition>, condition: &Condition) -> bool {
    all.iter().any(|own| own.implies(condition))
}

impl Regions {
    /// Those of releases of one indicator, whose questions are not looked at.
    pub(crate) fn of_one_indicator(entries: usize) -> Self {
        Self { of: vec![[0, 1, 2]; entries], count: 3, ..Self::default() }
    }

    /// Those of releases of the same records, as far as their questions tell.
    pub(crate) fn of_the_same_records(entries: &[&Entry]) -> Self {
        let mut found: Vec<Region> = Vec::new();
        let mut known: BTreeMap<(&BTreeSet<Condition>, &BTreeSet<Condition>), [usize; 3]> =
            BTreeMap::new();
        let unsaid = Counted::default();
        let mut of = Vec::new();
        for entry in entries {
            let counted = entry.counted.as_ref().unwrap_or(&unsaid);
            let key = (&counted.denominator, &counted.numerator);
            let own = *known
                .entry(key)
                .or_insert_with(|| Region::of(counted).map(|region| number(&mut found, region)));
            of.push(own);
        }
        let families = families(&found, &of);
        Self { of, count: found.len(), families_in_all: families.len(), families }
    }

    /// Those of some of the releases only.
    pub(crate) fn only(&self, entries: Range<usize>) -> Self {
        let of = self.of.get(entries).unwrap_or_default().to_vec();
        let there: BTreeSet<usize> = of.iter().flatten().copied().collect();
        let is_there = |family: &&Family| {
            there.contains(&family.whole) && family.parts.iter().all(|part| there.contains(part))
        };
        let families = self.families.iter().filter(is_there).cloned().collect();
        Self { of, families, ..*self }
    }

    /// Whether a family is one numerator or denominator within another, so that who is beside it
    /// was lost between.
    pub(crate) fn is_between_two(&self, family: usize) -> bool {
        let is_rest = |region: &usize| self.of.iter().any(|[_, _, rest]| rest == region);
        let family = self.families.get(family);
        family.is_some_and(|Family { whole, parts, .. }| {
            parts.len() == 1 && !is_rest(whole) && !parts.iter().any(is_rest)
        })
    }

    /// Every number once.
    pub(crate) fn all(&self) -> BTreeSet<usize> {
        self.of.iter().flatten().copied().collect()
    }

    /// Every numerator, denominator and difference once.
    pub(crate) fn threes(&self) -> BTreeSet<[usize; 3]> {
        self.of.iter().copied().collect()
    }
}

/// The number of a region: that of the same records, or the next.
fn number(found: &mut Vec<Region>, region: Region) -> usize {
    let is_same = |other: &Region| region.lies_within(other) && other.lies_within(&region);
    found.iter().position(is_same).unwrap_or_else(|| {
        found.push(region);
        found.len() - 1
    })
}

/// Each region with another within it, and with as many as lie apart from each other.
fn families(regions: &[Region], of: &[[usize; 3]]) -> Vec<Family> {
    let is_known = |whole: usize, part: usize| {
        of.iter().any(|&[above, all, rest]| all == whole && (part == above || part == rest))
    };
    let mut found = BTreeSet::new();
    for (whole, region) in regions.iter().enumerate() {
        let within = regions.iter().enumerate();
        let within = within.filter(|(at, part)| *at != whole && part.lies_within(region));
        let within: Vec<(usize, &Region)> = within.collect();
        for &(first, one) in &within {
            if !is_known(whole, first) {
                found.insert((whole, vec![first], false));
            }
            let mut apart = vec![(first, one)];
            for &(at, other) in &within {
                if apart.iter().all(|(_, one)| one.lies_apart(other)) {
                    apart.push((at, other));
                }
            }
            let beyond: BTreeSet<Option<&str>> =
                apart.iter().map(|(_, one)| one.beyond(region)).collect();
            let is_a_division = beyond.len() == 1 && !beyond.contains(&None);
            let mut parts: Vec<usize> = apart.iter().map(|(at, _)| *at).collect();
            parts.sort_unstable();
            let is_of_one = |&[above, all, rest]: &[usize; 3]| {
                all == whole && parts.iter().all(|part| [above, rest].contains(part))
            };
            if parts.len() > 1 && !of.iter().any(is_of_one) {
                found.insert((whole, parts, is_a_division));
            }
        }
    }
    let family =
        |(number, (whole, parts, is_a_division))| Family { number, whole, parts, is_a_division };
    found.into_iter().enumerate().map(family).collect()
}
