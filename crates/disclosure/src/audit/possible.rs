//! All counts that a masked row may stand for, and what the totals of a table say of them.

use std::collections::{BTreeMap, BTreeSet};

use crate::audit::merge::Grouping;
use crate::audit::shown;
use crate::policy::Policy;
use crate::published::{Cell, Total};

/// A numerator and its denominator.
type Pair = (u64, u64);

/// More sums than this are not gone through: the table then counts as unsafe, which is a
/// decision that also depends on nothing but what the mask shows.
const MOST_SUMS: usize = 6_000;

/// More ways to show the groups that are put together are not gone through either.
const MOST_WAYS: usize = 64;

/// The counts that a row may stand for.
#[derive(Clone, Debug)]
pub(crate) struct Possible {
    pairs: BTreeSet<Pair>,
}

/// What the counts of a table, masked as they are, say together with any total.
pub(crate) struct Judged {
    /// Whether each hidden count keeps enough values, whatever the total is.
    pub(crate) is_safe: bool,
    /// Of each group, whether something of it may be hidden.
    pub(crate) may_hide: Vec<bool>,
}

impl Possible {
    /// All counts that the mask shows as this.
    pub(crate) fn of(cell: &Cell, policy: &Policy) -> Self {
        let Total { numerator, denominator } = cell.counts();
        let half = policy.base / 2;
        let around = |count: u64| match count {
            0 => 0..=0,
            _ => count.saturating_sub(half)..=count.saturating_add(half),
        };
        let wholes = denominator.map_or(policy.lowest_hidden..=policy.highest_hidden, around);
        let mut pairs = BTreeSet::new();
        for whole in wholes {
            let parts: Vec<u64> = match numerator {
                Some(above) => around(above).collect(),
                // Hidden, it is small or leaves a small remainder.
                None => (0..=policy.highest_hidden)
                    .flat_map(|few| [few, whole.saturating_sub(few)])
                    .collect(),
            };
            let parts = parts.into_iter().filter(|&part| part <= whole);
            pairs.extend(parts.map(|part| (part, whole)).filter(|&(part, whole)| {
                let other = shown(part, whole, policy);
                other.counts() == cell.counts()
            }));
        }
        Self { pairs }
    }

    /// The least that its denominator may be.
    pub(crate) fn least(&self) -> u64 {
        self.pairs.iter().map(|&(_, whole)| whole).min().unwrap_or(0)
    }
}

/// Judges a grouping of rows by all tables whose rows are masked as these are.
pub(crate) fn judge(grouping: &[Grouping], rows: &[Possible], policy: &Policy) -> Judged {
    let unsafe_whatever = |may_hide| Judged { is_safe: false, may_hide };
    let mut classes: Vec<BTreeMap<Total, Vec<Pair>>> = Vec::new();
    for group in grouping {
        let parts = group.parts.iter().filter_map(|&at| rows.get(at));
        let Some(sums) = sums(parts.map(|row| row.pairs.iter().copied().collect())) else {
            return unsafe_whatever(vec![true; grouping.len()]);
        };
        let mut by_shown: BTreeMap<Total, Vec<Pair>> = BTreeMap::new();
        for (above, whole) in sums {
            by_shown.entry(shown(above, whole, policy).counts()).or_default().push((above, whole));
        }
        classes.push(by_shown);
    }
    let hidden = |total: &Total| total.numerator.is_none() || total.denominator.is_none();
    let may_hide: Vec<bool> = classes.iter().map(|class| class.keys().any(hidden)).collect();
    if !may_hide.contains(&true) {
        return Judged { is_safe: true, may_hide };
    }
    let ways = classes.iter().map(BTreeMap::len).try_fold(1_usize, usize::checked_mul);
    if ways.is_none_or(|ways| ways > MOST_WAYS) {
        return unsafe_whatever(may_hide);
    }
    let mut chosen: Vec<Vec<&[Pair]>> = vec![Vec::new()];
    for class in &classes {
        let mut longer = Vec::new();
        for way in &chosen {
            for pairs in class.values() {
                let mut way = way.clone();
                way.push(pairs.as_slice());
                longer.push(way);
            }
        }
        chosen = longer;
    }
    let is_safe = chosen.iter().all(|table| keeps_values(table, policy));
    Judged { is_safe, may_hide }
}

/// Every sum of one pair of each, unless there are too many.
fn sums(parts: impl IntoIterator<Item = Vec<Pair>>) -> Option<BTreeSet<Pair>> {
    let mut sums = BTreeSet::from([(0, 0)]);
    for part in parts {
        sums = plus(&sums, &part)?;
    }
    Some(sums)
}

fn plus(sums: &BTreeSet<Pair>, part: &[Pair]) -> Option<BTreeSet<Pair>> {
    let mut all = BTreeSet::new();
    for &(above, whole) in sums {
        all.extend(part.iter().map(|&(a, w)| (above + a, whole + w)));
        if all.len() > MOST_SUMS {
            return None;
        }
    }
    Some(all)
}

/// The values that a numerator, a denominator and their difference may have; of each as many as
/// are enough.
#[derive(Default)]
struct Values([BTreeSet<u64>; 3]);

impl Values {
    fn take(&mut self, (above, whole): Pair, enough: usize) {
        for (values, value) in self.0.iter_mut().zip([above, whole, whole - above]) {
            if values.len() < enough {
                values.insert(value);
            }
        }
    }

    /// Whether what is hidden of them has values enough.
    fn are_enough(&self, shown: Total, enough: usize) -> bool {
        let [above, whole, rest] = [0, 1, 2].map(|at| self.0.get(at).map_or(0, BTreeSet::len));
        (shown.denominator.is_some() || whole >= enough)
            && (shown.numerator.is_some() || (above >= enough && rest >= enough))
    }
}

/// Whether, for every total of these rows, each hidden count keeps values enough.
fn keeps_values(table: &[&[Pair]], policy: &Policy) -> bool {
    let enough = policy.smallest_width;
    let mut totals: BTreeMap<Total, Values> = BTreeMap::new();
    for (at, &own) in table.iter().enumerate() {
        let Some(&(above, whole)) = own.first() else { return false };
        let of_row = shown(above, whole, policy).counts();
        let is_hidden = of_row.numerator.is_none() || of_row.denominator.is_none();
        if !is_hidden && at > 0 {
            continue;
        }
        let others = table.iter().enumerate().filter(|&(other, _)| other != at);
        let Some(others) = sums(others.map(|(_, pairs)| pairs.to_vec())) else { return false };
        let mut by_total: BTreeMap<Total, Values> = BTreeMap::new();
        for &(above, whole) in &others {
            for &(a, w) in own {
                let sum = (above + a, whole + w);
                let total = shown(sum.0, sum.1, policy).counts();
                by_total.entry(total).or_default().take((a, w), enough);
                if at == 0 {
                    totals.entry(total).or_default().take(sum, enough);
                }
            }
        }
        if is_hidden && !by_total.values().all(|values| values.are_enough(of_row, enough)) {
            return false;
        }
    }
    totals.iter().all(|(&total, values)| values.are_enough(total, enough))
}
