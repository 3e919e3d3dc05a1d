//! Which of two lists of promises are the same ones.

use std::collections::BTreeSet;

use super::{Promise, alike};

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

/// For each that is proposed, the kept one that it is, and how that was known. Each kept one is
/// at most one of those proposed. The same words say most, then a reference, then likeness.
pub(super) fn pairs<T: Promise>(
    kept: &[T],
    proposed: &[T],
    apart: &[usize],
) -> Vec<Option<(usize, How)>> {
    let mut open = Open { free: vec![true; kept.len()], pairs: vec![None; proposed.len()] };
    let wanted = |at: &usize| !apart.contains(at);
    for (at, newer) in proposed.iter().enumerate().filter(|(at, _)| wanted(at)) {
        let same =
            |before: &T| !newer.words().trim().is_empty() && alike(before.words(), newer.words());
        let found =
            kept.iter().enumerate().filter(|(index, before)| open.is_free(*index) && same(before));
        // Of several that say the same, the one with its reference, then its group, comes first.
        let best = found.max_by_key(|(index, before)| {
            let reference = before.reference() == newer.reference();
            (reference, alike(before.group(), newer.group()), usize::MAX - index)
        });
        if let Some((index, _)) = best {
            open.pair(at, index, How::Words);
        }
    }
    for (at, newer) in proposed.iter().enumerate().filter(|(at, _)| wanted(at)) {
        if open.is_paired(at) || newer.reference().is_empty() {
            continue;
        }
        let of_newer = named(proposed, newer).filter(|index| !open.is_paired(*index)).count();
        let mut before = named(kept, newer).filter(|index| open.is_free(*index));
        if let (1, Some(index), None) = (of_newer, before.next(), before.next()) {
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

/// Those of a list that bear the reference of this one, within its group where groups repeat
/// references.
fn named<'a, T: Promise>(list: &'a [T], one: &'a T) -> impl Iterator<Item = usize> + 'a {
    let same = |other: &T| other.reference() == one.reference();
    let repeated = list.iter().filter(|other| same(other)).count() > 1;
    list.iter().enumerate().filter_map(move |(index, other)| {
        let is = same(other) && (!repeated || alike(other.group(), one.group()));
        is.then_some(index)
    })
}

/// Pairs what is left by how alike the words are, the likest first.
fn by_likeness<T: Promise>(
    kept: &[T],
    proposed: &[T],
    wanted: &dyn Fn(&usize) -> bool,
    open: &mut Open,
) {
    let words = |list: &[T]| list.iter().map(|one| plain(one.words())).collect::<Vec<_>>();
    let (before, newer) = (words(kept), words(proposed));
    let mut likely = Vec::new();
    for (at, new) in newer.iter().enumerate().filter(|(at, _)| wanted(at)) {
        for (index, old) in before.iter().enumerate() {
            if open.is_paired(at) || !open.is_free(index) {
                continue;
            }
            let likeness = likeness(old, new);
            if likeness >= ENOUGH {
                likely.push((likeness, at.abs_diff(index), at, index));
            }
        }
    }
    likely.sort_by(|a, b| b.0.cmp(&a.0).then(a.cmp(b)));
    for (likeness, _, at, index) in likely {
        if !open.is_paired(at) && open.is_free(index) {
            open.pair(at, index, How::Likeness(likeness));
        }
    }
}

/// The different words of a text, without case and punctuation.
fn plain(words: &str) -> BTreeSet<String> {
    let words = words.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.map(str::to_lowercase).collect()
}

/// The Dice coefficient of two sets of words, in hundredths: 2 |A ∩ B| / (|A| + |B|).
fn likeness(one: &BTreeSet<String>, other: &BTreeSet<String>) -> usize {
    let common = one.intersection(other).count();
    (200 * common).checked_div(one.len() + other.len()).unwrap_or(0)
}
