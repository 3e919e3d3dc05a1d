//! Someone who knows the rule lists every table that would have been shown in the same way.

use std::collections::{BTreeMap, BTreeSet};

use disclosure::{Cell, Published, Row, Total, release};
use proptest::prelude::*;

use crate::build::{finding, local};

/// For each count that is hidden: by row, and whether it is the numerator.
fn hidden(published: &Published) -> Vec<(usize, bool)> {
    let mut hidden = Vec::new();
    for (at, row) in published.rows.iter().enumerate() {
        if let Cell::Hidden { numerator, denominator, .. } = row.cell {
            if numerator.is_none() {
                hidden.push((at, true));
            }
            if denominator.is_none() {
                hidden.push((at, false));
            }
        }
    }
    hidden
}

/// Whether every table that is shown like this has denominators up to `most`.
fn is_within(published: &Published, most: u64) -> bool {
    let reach = |row: &Row| row.cell.counts().denominator.map_or(7, |shown| shown + 2);
    published.rows.iter().map(reach).all(|reach| reach <= most)
}

/// Every hidden count may be anything from 1 to 7, for all that is shown. Only what could be shown
/// of nothing but tables with denominators up to `most` is judged.
fn check(tables: impl Iterator<Item = Vec<(u64, u64)>>, breakdown: &str, most: u64) -> usize {
    let policy = local();
    let names = ["1", "2", "3", "4"];
    let mut possible: BTreeMap<String, BTreeMap<(usize, bool), BTreeSet<u64>>> = BTreeMap::new();
    for table in tables {
        let groups: Vec<(&str, u64, u64)> =
            names.iter().zip(&table).map(|(name, &(n, d))| (*name, n, d)).collect();
        let released = release(&finding(breakdown, &groups), &policy);
        let places = hidden(released.get());
        if places.is_empty() || !is_within(released.get(), most) {
            continue;
        }
        let class = possible.entry(released.seal().unwrap().as_str().to_owned()).or_default();
        for (row, above) in places {
            let (n, d) = table[row];
            class.entry((row, above)).or_default().insert(if above { n } else { d });
        }
    }
    for (shown, class) in &possible {
        for ((row, _), values) in class {
            assert!((1..=7).all(|n| values.contains(&n)), "row {row} of {shown}: {values:?}");
        }
    }
    possible.len()
}

fn counts(cells: u32, most: u64) -> impl Iterator<Item = Vec<(u64, u64)>> {
    let base = most + 1;
    (0..base.pow(cells))
        .map(move |index| (0..cells).map(|at| (0, index / base.pow(at) % base)).collect())
}

#[test]
fn a_hidden_count_of_up_to_four_keeps_all_seven_values() {
    let classes: Vec<usize> = [(1, 20), (2, 20), (3, 20), (4, 20)]
        .map(|(cells, most)| check(counts(cells, most), "site", u64::MAX))
        .into();
    // With n cells: (what one cell shows)ⁿ, less the tables in which nothing is hidden.
    assert_eq!(classes, [1, 25 - 16, 125 - 64, 625 - 256]);
}

#[test]
fn hidden_numerators_and_denominators_keep_all_seven_values_whatever_the_gap_says() {
    let parts: Vec<(u64, u64)> = (0..=20).flat_map(|d| (0..=d).map(move |n| (n, d))).collect();
    let tables = parts.iter().flat_map(|&one| parts.iter().map(move |&other| vec![one, other]));
    assert!(check(tables, "deprivation", u64::MAX) > 50);
}

#[test]
fn large_denominators_with_a_small_remainder_hide_it_too() {
    let near = |d: u64| (0..=8).chain(d - 8..=d).map(move |n| (n, d));
    let parts: Vec<(u64, u64)> = [100, 101, 250].into_iter().flat_map(near).collect();
    let tables = parts.iter().flat_map(|&one| parts.iter().map(move |&other| vec![one, other]));
    assert!(check(tables, "sex", u64::MAX) > 4);
}

#[test]
fn every_two_by_two_with_counts_to_20_keeps_all_seven_values() {
    let cells = || (0..=20_u64).flat_map(|n| (0..=20).map(move |rest| (n, n + rest)));
    let tables = cells().flat_map(|one| cells().map(move |other| vec![one, other]));
    // A denominator of up to 20 has no part above 20.
    assert!(check(tables, "sex", 20) > 20);
}

/// A row that is shown in the same way and has this value where one is hidden.
fn twin((n, d): (u64, u64), value: u64, is_above: bool) -> Option<(u64, u64)> {
    let policy = local();
    let shown = |n, d| release(&finding("site", &[("a", n, d)]), &policy).get().rows[0].clone();
    let own = shown(n, d);
    let near = (0..=7).chain(d.saturating_sub(4)..=d + 4);
    let parts = |whole: u64| (0..=7.min(whole)).chain(whole.saturating_sub(7)..=whole);
    near.flat_map(|whole| parts(whole).chain([n.min(whole)]).map(move |part| (part, whole))).find(
        |&(part, whole)| {
            (if is_above { part } else { whole }) == value && shown(part, whole) == own
        },
    )
}

proptest! {
    #[test]
    fn in_a_larger_table_each_hidden_count_could_be_any_of_seven(
        rows in prop::collection::vec((0..30_u64, 0..2_000_u64), 5..12),
    ) {
        let names = ["a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k", "l"];
        let table = |rows: &[(u64, u64)]| {
            let groups: Vec<_> = names.iter().zip(rows).map(|(name, &(n, d))| (*name, n, d)).collect();
            release(&finding("site", &groups), &local())
        };
        let rows: Vec<(u64, u64)> = rows.iter().map(|&(n, rest)| (n, n + rest % 40 * (rest / 40))).collect();
        let released = table(&rows);
        for (at, row) in released.get().rows.iter().enumerate() {
            let Total { numerator, denominator } = row.cell.counts();
            for (is_above, _) in [(true, numerator), (false, denominator)].iter().filter(|(_, n)| n.is_none()) {
                for value in 1..=7 {
                    let mut others = rows.clone();
                    others[at] = twin(rows[at], value, *is_above).unwrap();
                    prop_assert_eq!(&table(&others), &released);
                }
            }
        }
    }
}
