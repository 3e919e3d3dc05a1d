//! Plain counts of the same records do not give away together what each hides.

use std::collections::{BTreeMap, BTreeSet};

use disclosure::{Divided, Part, Ways, release_counts, release_divided};
use proptest::prelude::*;

use crate::build::{hes, local};

const LOST: &str = "lost";
const FOUND: &str = "found";

fn part(kind: &'static str, count: u64) -> Part<'static> {
    Part { of: kind, kinds: vec![kind], in_part: Vec::new(), count }
}

fn one_way(counts: &[u64]) -> Vec<Divided<'static>> {
    let group = |&count| Divided { beside: Vec::new(), ways: vec![vec![part(LOST, count)]] };
    counts.iter().map(group).collect()
}

fn counts(tables: &[Vec<Ways>]) -> Vec<Option<u64>> {
    tables.iter().flatten().flatten().flatten().map(|count| count.count).collect()
}

#[test]
fn the_periods_of_one_site_do_not_add_up_to_what_it_hides() {
    // The site lost from 1 to 7; seven periods that each lost somebody would say that each lost 1.
    let tables = [one_way(&[7]), one_way(&[1, 1, 1, 1, 1, 1, 1])];
    let shown = release_divided(&tables, &local());
    assert_eq!(counts(shown.get()), [None; 8]);
    // By themselves they look the same. With a period that lost nobody, some 0 is withheld too.
    let tables = [one_way(&[7]), one_way(&[1, 1, 1, 1, 1, 1, 1, 0])];
    assert_eq!(counts(release_divided(&tables, &local()).get()), [None; 9]);
    // Where nothing is small everything is shown.
    let tables = [one_way(&[60, 40]), one_way(&[30, 70])];
    let all = [60, 40, 30, 70].map(Some);
    assert_eq!(counts(release_divided(&tables, &local()).get()), all);
    // The official rule hides no second count.
    let tables = [one_way(&[7]), one_way(&[1, 1, 1, 1, 1, 1, 1, 0])];
    assert_eq!(counts(release_divided(&tables, &hes()).get()).last(), Some(&Some(0)));
}

#[test]
fn what_is_shown_elsewhere_of_the_same_records_is_reckoned_with() {
    let ways = vec![vec![part(FOUND, 20), part(LOST, 3)]];
    let group = |beside| vec![Divided { beside, ways: ways.clone() }];
    let alone = release_divided(&[group(Vec::new())], &local());
    assert_eq!(counts(alone.get()), [Some(20), None]);
    // 8 and 8 were found, and are shown as 10 and 10: then at least 16 were, and at most 24.
    let divided = vec![part(FOUND, 8), part(FOUND, 12), part(LOST, 3)];
    let beside = release_divided(&[group(vec![divided])], &local());
    assert_eq!(counts(beside.get()), [Some(20), None]);
    // All 23 are shown as 25 in a table of everyone: 23 to 27 less 18 to 22 leaves 1 to 9.
    let everyone = vec![Part { of: "all", kinds: Vec::new(), in_part: Vec::new(), count: 23 }];
    let beside = release_divided(&[group(vec![everyone])], &local());
    assert_eq!(counts(beside.get()), [Some(20), None]);
    // 22 are shown as 20: 18 to 22 less 18 to 22 leaves 0 to 4.
    let everyone = vec![Part { of: "all", kinds: Vec::new(), in_part: Vec::new(), count: 22 }];
    let group =
        vec![Divided { beside: vec![everyone], ways: vec![vec![part(FOUND, 20), part(LOST, 2)]] }];
    assert_eq!(counts(release_divided(&[group], &local()).get()), [None, None]);
}

#[test]
fn what_may_be_found_in_part_bounds_what_was_found() {
    let elsewhere =
        |count| Part { of: "elsewhere", kinds: Vec::new(), in_part: vec![FOUND, LOST], count };
    let released = |found: u64| {
        let beside = vec![vec![part(FOUND, 8), part(FOUND, 2), elsewhere(found + 10)]];
        let ways = vec![vec![part(FOUND, found + 10), part(LOST, 10)]];
        counts(release_divided(&[vec![Divided { beside, ways }]], &local()).get())
    };
    // About 10 were found, at least 8 of them here: then the few here are 4 at most.
    assert_eq!(released(0), [None, None]);
    // About 25 were found, and how many of them here is not told.
    assert_eq!(released(15), [Some(25), Some(10)]);
}

/// Two tables of one way, from what was lost at two sites in two periods.
fn of_sites_and_periods([a, b, c, d]: [u64; 4]) -> [Vec<Divided<'static>>; 2] {
    [one_way(&[a + b, c + d]), one_way(&[a + c, b + d])]
}

/// One group that is divided in two ways, of which both say who was found.
fn of_two_ways([a, b, c, d]: [u64; 4]) -> [Vec<Divided<'static>>; 1] {
    let ways = vec![
        vec![part(FOUND, a + b), part(LOST, c + d)],
        vec![part("known", a + c), part("unknown", b + d)],
    ];
    [vec![Divided { beside: Vec::new(), ways }]]
}

/// Of each class of tables that are shown alike, and of which every one is listed, the fewest
/// values that are left to a hidden count.
fn fewest(of: impl Fn([u64; 4]) -> Vec<Vec<Divided<'static>>>) -> usize {
    let base = 13_u64;
    let mut classes: BTreeMap<Vec<Option<u64>>, Vec<BTreeSet<u64>>> = BTreeMap::new();
    for index in 0..base.pow(4) {
        let tables = of([0, 1, 2, 3].map(|at| index / base.pow(at) % base));
        let truth: Vec<u64> = tables
            .iter()
            .flatten()
            .flat_map(|group| &group.ways)
            .flatten()
            .map(|part| part.count)
            .collect();
        let shown = counts(release_divided(&tables, &local()).get());
        let values = classes.entry(shown).or_insert_with(|| vec![BTreeSet::new(); truth.len()]);
        for (values, count) in values.iter_mut().zip(truth) {
            values.insert(count);
        }
    }
    // The first two counts are never withheld: as shown as 10 at most, they hold 12 at most.
    let is_complete =
        |shown: &[Option<u64>]| shown.iter().take(2).all(|one| one.unwrap_or(0) <= 10);
    let mut left = Vec::new();
    for (shown, values) in classes.iter().filter(|(shown, _)| is_complete(shown)) {
        let hidden = shown.iter().zip(values).filter(|(shown, _)| shown.is_none());
        left.extend(hidden.map(|(_, values)| values.len()));
    }
    assert!(left.len() > 10);
    left.into_iter().min().unwrap()
}

#[test]
fn someone_who_knows_the_rule_has_values_left_for_every_hidden_count() {
    assert!(fewest(|cells| of_sites_and_periods(cells).to_vec()) >= 3);
    assert!(fewest(|cells| of_two_ways(cells).to_vec()) >= 3);
}

proptest! {
    /// A count is shown as the mask shows it, or it is hidden; and the first way is never withheld.
    #[test]
    fn nothing_is_shown_but_what_the_mask_shows(cells in prop::array::uniform4(0_u64..60)) {
        let tables = of_sites_and_periods(cells);
        let shown = release_divided(&tables, &local());
        for (table, (shown, divided)) in shown.get().iter().zip(&tables).enumerate() {
            for (group, (shown, divided)) in shown.iter().zip(divided).enumerate() {
                let part = &divided.ways[0][0];
                let masked = release_counts(&[(part.of, part.count)], &local()).get().clone();
                prop_assert!(shown[0] == masked || shown[0][0].count.is_none());
                if (table, group) == (0, 0) {
                    prop_assert_eq!(&shown[0], &masked);
                }
            }
        }
        // Large counts hide nothing.
        if cells.iter().all(|&count| count > 7) {
            prop_assert!(counts(shown.get()).iter().all(Option::is_some));
        }
    }
}
