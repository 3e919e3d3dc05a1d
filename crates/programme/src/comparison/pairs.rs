//! Which of two lists of promises are the same ones.

use std::collections::{BTreeMap, BTreeSet};

use super::Promise;
use crate::wording::{alike, different, single};

/// How two were known to be one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum How {
    /// They say the same words.
    Words,
    /// They bear the same reference, which no other does.
    Reference,
    /// Their words are alike: of the words of both, so many in a hundred are common.
    Likeness(usize),
}

impl How {
    /// The words a page shows.
    pub fn says(self) -> String {
        match self {
            Self::Words => "known by its words".to_owned(),
            Self::Reference => "known by its reference".to_owned(),
            Self::Likeness(hundredths) => {
                format!("known by likeness: {hundredths}% of the words are the same")
            }
        }
    }
}

/// How alike the words of two must be before they are taken for one, in hundredths.
const ENOUGH: usize = 50;

/// The kept ones that one is held against, the likest: more would be kept in mind for nothing.
const CANDIDATES: usize = 16;

/// How alike two are, how far apart they stand, and which they are: proposed and kept.
type Candidate = (usize, usize, usize, usize);

/// For each that is proposed, the kept one that it is, and how that was known. Each kept one is
/// at most one of those proposed. The same words say most, then a reference, then likeness.
pub(super) fn pairs<T: Promise>(
    kept: &[T],
    proposed: &[T],
    apart: &[usize],
) -> Vec<Option<(usize, How)>> {
    let mut open = Open { free: vec![true; kept.len()], pairs: vec![None; proposed.len()] };
    let wanted = |at: &usize| !apart.contains(at);
    let by_words = by_key(kept, |one| single(one.words()));
    for (at, newer) in proposed.iter().enumerate().filter(|(at, _)| wanted(at)) {
        let words = single(newer.words());
        let found = by_words.get(&words).into_iter().flatten().filter_map(|index| {
            let before = kept.get(*index).filter(|_| open.is_free(*index) && !words.is_empty())?;
            Some((*index, before))
        });
        // Of several that say the same, the one with its reference, then its group, comes first.
        let best = found.max_by_key(|(index, before)| {
            let reference = before.reference() == newer.reference();
            (reference, alike(before.group(), newer.group()), usize::MAX - index)
        });
        if let Some((index, _)) = best {
            open.pair(at, index, How::Words);
        }
    }
    let (of_kept, of_newer) = (References::of(kept), References::of(proposed));
    for (at, newer) in proposed.iter().enumerate().filter(|(at, _)| wanted(at)) {
        if open.is_paired(at) || newer.reference().is_empty() {
            continue;
        }
        let same = of_newer.named(newer).filter(|index| !open.is_paired(*index)).count();
        let mut before = of_kept.named(newer).filter(|index| open.is_free(*index));
        if let (1, Some(index), None) = (same, before.next(), before.next()) {
            open.pair(at, index, How::Reference);
        }
    }
    by_likeness(kept, proposed, &wanted, &mut open);
    open.pairs
}

struct Open {
    free: Vec<bool>,
    pairs: Vec<Option<(usize, How)>>,
}

impl Open {
    fn is_free(&self, index: usize) -> bool {
        self.free.get(index).copied().unwrap_or(false)
    }

    fn is_paired(&self, at: usize) -> bool {
        self.pairs.get(at).is_none_or(Option::is_some)
    }

    fn pair(&mut self, at: usize, index: usize, how: How) {
        if let (Some(free), Some(pair)) = (self.free.get_mut(index), self.pairs.get_mut(at)) {
            *free = false;
            *pair = Some((index, how));
        }
    }
}

/// Which of a list have what in common, by what it is.
fn by_key<T, K: Ord>(list: &[T], key: impl Fn(&T) -> K) -> BTreeMap<K, Vec<usize>> {
    let mut map: BTreeMap<K, Vec<usize>> = BTreeMap::new();
    for (index, one) in list.iter().enumerate() {
        map.entry(key(one)).or_default().push(index);
    }
    map
}

/// Those of a list that bear a reference, and those that bear it within a group.
struct References {
    alone: BTreeMap<String, Vec<usize>>,
    in_group: BTreeMap<(String, String), Vec<usize>>,
}

impl References {
    fn of<T: Promise>(list: &[T]) -> Self {
        let reference = |one: &T| one.reference().to_owned();
        Self {
            alone: by_key(list, reference),
            in_group: by_key(list, |one| (reference(one), single(one.group()))),
        }
    }

    /// Those with the reference of this one, within its group where groups repeat references.
    fn named<T: Promise>(&self, one: &T) -> impl Iterator<Item = usize> {
        let alone = self.alone.get(one.reference());
        let found = match alone {
            Some(several) if several.len() > 1 => {
                self.in_group.get(&(one.reference().to_owned(), single(one.group())))
            }
            found => found,
        };
        found.into_iter().flatten().copied()
    }
}

/// Pairs what is left by how alike the words are, the likest first: the Dice coefficient of their
/// sets of words, 2 |A ∩ B| / (|A| + |B|), in hundredths.
fn by_likeness<T: Promise>(
    kept: &[T],
    proposed: &[T],
    wanted: &dyn Fn(&usize) -> bool,
    open: &mut Open,
) {
    let before: Vec<BTreeSet<String>> = kept.iter().map(|one| different(one.words())).collect();
    // Only those that share a word can be alike: where each word stands says which they are.
    let mut standing: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (index, words) in before.iter().enumerate().filter(|(index, _)| open.is_free(*index)) {
        for word in words {
            standing.entry(word).or_default().push(index);
        }
    }
    let mut likely = Vec::new();
    let mut common = vec![0_usize; kept.len()];
    for (at, newer) in proposed.iter().enumerate().filter(|(at, _)| wanted(at)) {
        if open.is_paired(at) {
            continue;
        }
        let words = different(newer.words());
        common.fill(0);
        for index in words.iter().filter_map(|word| standing.get(word.as_str())).flatten() {
            if let Some(count) = common.get_mut(*index) {
                *count += 1;
            }
        }
        let mut own = Vec::new();
        for ((index, common), old) in common.iter().enumerate().zip(&before) {
            let likeness = (200 * common).checked_div(words.len() + old.len()).unwrap_or(0);
            if likeness >= ENOUGH {
                own.push((likeness, at.abs_diff(index), at, index));
            }
        }
        own.sort_by(likest_first);
        own.truncate(CANDIDATES);
        likely.append(&mut own);
    }
    likely.sort_by(likest_first);
    for (likeness, _, at, index) in likely {
        if !open.is_paired(at) && open.is_free(index) {
            open.pair(at, index, How::Likeness(likeness));
        }
    }
}

/// The likest first, and of those alike the nearest.
fn likest_first(one: &Candidate, other: &Candidate) -> std::cmp::Ordering {
    other.0.cmp(&one.0).then(one.cmp(other))
}
