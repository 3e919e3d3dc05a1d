//! Someone who knows the rule lists every table that would have been shown in the same way.

use std::collections::{BTreeMap, BTreeSet};

use disclosure::{Cell, Published, release};

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

/// Every hidden count may be anything from 1 to 7, for all that is shown.
fn check(tables: impl Iterator<Item = Vec<(u64, u64)>>, breakdown: &str) -> usize {
    let policy = local();
    let names = ["1", "2", "3", "4"];
    let mut possible: BTreeMap<String, BTreeMap<(usize, bool), BTreeSet<u64>>> = BTreeMap::new();
    for table in tables {
        let groups: Vec<(&str, u64, u64)> =
            names.iter().zip(&table).map(|(name, &(n, d))| (*name, n, d)).collect();
        let released = release(&finding(breakdown, &groups), &policy);
        let places = hidden(released.get());
        if places.is_empty() {
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
        .map(|(cells, most)| check(counts(cells, most), "site"))
        .into();
    // With n cells: (what one cell shows)ⁿ, less the tables in which nothing is hidden.
    assert_eq!(classes, [1, 25 - 16, 125 - 64, 625 - 256]);
}

#[test]
fn hidden_numerators_and_denominators_keep_all_seven_values_whatever_the_gap_says() {
    let parts: Vec<(u64, u64)> = (0..=20).flat_map(|d| (0..=d).map(move |n| (n, d))).collect();
    let tables = parts.iter().flat_map(|&one| parts.iter().map(move |&other| vec![one, other]));
    assert!(check(tables, "deprivation") > 50);
}

#[test]
fn large_denominators_with_a_small_remainder_hide_it_too() {
    let near = |d: u64| (0..=8).chain(d - 8..=d).map(move |n| (n, d));
    let parts: Vec<(u64, u64)> = [100, 101, 250].into_iter().flat_map(near).collect();
    let tables = parts.iter().flat_map(|&one| parts.iter().map(move |&other| vec![one, other]));
    assert!(check(tables, "sex") > 4);
}
