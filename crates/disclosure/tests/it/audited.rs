//! True totals under the audited policy, against someone who runs the rule again over every table.

use std::collections::{BTreeMap, BTreeSet};

use disclosure::{Published, Total, release, release_together};
use programme::finding::Finding;
use proptest::prelude::*;

use crate::build::{audited, finding, local};

/// Each hidden count, as (group, which of numerator and denominator): the values that it has.
type Values = BTreeMap<(String, bool), BTreeSet<u64>>;

/// The counts of a group of what was shown, which may be several groups of the finding.
fn truth(published: &Published, finding: &Finding, group: &str) -> (u64, u64) {
    let own = vec![group.to_owned()];
    let named = published.merged.get(group).unwrap_or(&own);
    let parts = finding.tallies.iter().filter(|tally| named.contains(&tally.group));
    parts.fold((0, 0), |(n, d), tally| (n + tally.numerator, d + tally.denominator))
}

fn hidden(published: &Published, finding: &Finding) -> Vec<((String, bool), u64)> {
    let mut hidden = Vec::new();
    for row in &published.rows {
        let Total { numerator, denominator } = row.cell.counts();
        let (n, d) = truth(published, finding, &row.group);
        if numerator.is_none() {
            hidden.push(((row.group.clone(), true), n));
        }
        if denominator.is_none() {
            hidden.push(((row.group.clone(), false), d));
        }
    }
    hidden
}

/// Whether all tables that are shown like this are among those with cells up to `most`.
fn is_within(published: &Published, most: u64) -> bool {
    let reach: u64 = published
        .rows
        .iter()
        .map(|row| row.cell.counts().denominator.map_or(7, |d| d + 2))
        .max()
        .unwrap();
    reach <= most
}

/// Runs the rule over all tables; gives how many classes had a total, and hidden counts with it.
fn check(tables: impl Iterator<Item = Finding>, most: u64) -> (usize, usize) {
    let policy = audited();
    let mut classes: BTreeMap<String, (bool, bool, Values)> = BTreeMap::new();
    for finding in tables {
        let released = release(&finding, &policy);
        let published = released.get();
        let key = released.seal().unwrap().as_str().to_owned();
        let class = classes.entry(key).or_insert_with(|| {
            (is_within(published, most), published.total.is_some(), Values::new())
        });
        for (place, value) in hidden(published, &finding) {
            class.2.entry(place).or_default().insert(value);
        }
    }
    let complete = || classes.iter().filter(|(_, (is_complete, ..))| *is_complete);
    for (shown, (_, _, values)) in complete() {
        for (place, values) in values {
            assert!(values.len() >= policy.smallest_width, "{place:?} of {shown}: {values:?}");
        }
    }
    let with_total = complete().filter(|(_, (_, has_total, _))| *has_total).count();
    let hiding = complete().filter(|(_, (_, has, values))| *has && !values.is_empty()).count();
    (with_total, hiding)
}

fn one_way(breakdown: &str, names: &[&str], most: u64) -> impl Iterator<Item = Finding> {
    let base = most + 1;
    let cells = u32::try_from(names.len()).unwrap();
    (0..base.pow(cells)).map(move |index| {
        let count = |at: usize| index / base.pow(u32::try_from(at).unwrap()) % base;
        let groups: Vec<_> =
            names.iter().enumerate().map(|(at, name)| (*name, 0, count(at))).collect();
        finding(breakdown, &groups)
    })
}

#[test]
fn whoever_runs_the_rule_over_every_table_keeps_three_values_for_each_hidden_count() {
    let names = ["1", "2", "3", "4"];
    let sizes = [(1, 20), (2, 20), (3, 20), (4, 12)];
    for (breakdown, sizes) in [("deprivation", &sizes[..]), ("site", &sizes[..3])] {
        for &(cells, most) in sizes {
            let (with_total, _) = check(one_way(breakdown, &names[..cells], most), most);
            assert!(cells < 2 || with_total > 0, "{breakdown} of {cells} is never let out");
        }
    }
    let (with_total, _) =
        check(one_way("ethnicity", &["White", "Asian", "Black", "Other"], 12), 12);
    assert!(with_total > 0);
}

#[test]
fn some_tables_keep_both_a_hidden_count_and_their_true_total() {
    let four =
        finding("site", &[("a", 0, 3), ("b", 0, 100), ("c", 0, 61), ("d", 0, 52), ("e", 0, 21)]);
    let released = release(&four, &audited());
    let found = released.get();
    assert_eq!(found.rows[0].cell.counts().denominator, None);
    assert_eq!(found.total.unwrap().denominator, Some(235));
    assert_eq!(found.audit, None);
}

#[test]
fn whoever_runs_the_rule_over_numerators_too_keeps_three_values() {
    let cells = || (0..=12_u64).flat_map(|n| (0..=12 - n).map(move |rest| (n, n + rest)));
    let tables = cells().flat_map(|(n, d)| {
        cells().map(move |(m, e)| finding("sex", &[("Female", n, d), ("Male", m, e)]))
    });
    let (with_total, _) = check(tables, 12);
    assert!(with_total > 0);
}

#[test]
fn neighbours_are_put_together_and_which_is_said() {
    let fifths = [("1", 0, 4), ("2", 0, 61), ("3", 0, 52), ("unknown", 0, 12)];
    let released = release(&finding("deprivation", &fifths), &audited());
    let found = released.get();
    let groups: Vec<&str> = found.rows.iter().map(|row| row.group.as_str()).collect();
    assert_eq!(groups, ["1 and 2", "3", "unknown"]);
    assert_eq!(found.rows[0].cell.counts().denominator, Some(65));
    assert_eq!(found.total.unwrap().denominator, Some(130));
    assert!(found.audit.as_ref().unwrap().ends_with("“1 and 2” is 1, 2"));
    // The last goes with the one before it.
    let last = [("1", 0, 52), ("2", 0, 61), ("3", 0, 4)];
    let last = release(&finding("deprivation", &last), &audited());
    assert_eq!(last.get().rows[1].group, "2 and 3");
}

#[test]
fn small_ethnic_groups_go_to_other_and_those_not_known_to_nobody() {
    let groups = |asian, unknown| {
        [("White", 0, 300), ("Asian", 0, asian), ("Other", 0, 30), ("unknown", 0, unknown)]
    };
    let released = release(&finding("ethnicity", &groups(4, 20)), &audited());
    let named: Vec<&str> = released.get().rows.iter().map(|row| row.group.as_str()).collect();
    assert_eq!(named, ["White", "Other", "unknown"]);
    assert_eq!(released.get().total.unwrap().denominator, Some(355));
    let unknown = release(&finding("ethnicity", &groups(61, 3)), &audited());
    assert_eq!(unknown.get().total, None, "nothing that is done hides the unknown");
    assert_eq!(unknown.get().rows.len(), 4);
}

#[test]
fn several_tables_of_the_same_people_fall_back_unless_nothing_is_hidden() {
    let family = |small| {
        let rest = 200 - small;
        [
            finding("all", &[("all", 0, 200)]),
            finding("deprivation", &[("1", 0, small), ("2", 0, rest)]),
            finding("sex", &[("Female", 0, 120), ("Male", 0, 80)]),
        ]
    };
    let open = release_together(&family(60), &audited());
    assert_eq!(open[1].get().total.unwrap().denominator, Some(200));
    let hiding = release_together(&family(3), &audited());
    let as_local = release_together(&family(3), &local());
    for (one, other) in hiding.iter().zip(&as_local).skip(1) {
        assert_eq!((&one.get().rows, one.get().total), (&other.get().rows, None));
        assert!(one.get().audit.as_ref().unwrap().starts_with("No true total"));
    }
}

fn small_table() -> impl Strategy<Value = Vec<(u64, u64)>> {
    let row = (0..14_u64, 0..60_u64).prop_map(|(n, rest)| (n, n + rest));
    prop::collection::vec(row, 2..6)
}

fn named(breakdown: &str, names: &[&str], rows: &[(u64, u64)]) -> Finding {
    let groups: Vec<_> = names.iter().zip(rows).map(|(name, &(n, d))| (*name, n, d)).collect();
    finding(breakdown, &groups)
}

proptest! {
    #[test]
    fn the_order_of_groups_decides_nothing(
        (rows, order) in small_table().prop_flat_map(|rows| {
            let order: Vec<usize> = (0..rows.len()).collect();
            (Just(rows), Just(order).prop_shuffle())
        }),
    ) {
        for (breakdown, names) in [
            ("deprivation", ["1", "2", "3", "4", "5"]),
            ("ethnicity", ["White", "Mixed", "Asian", "Black", "Other"]),
        ] {
            let straight = named(breakdown, &names, &rows);
            let mut turned = straight.clone();
            turned.tallies = order.iter().map(|&at| straight.tallies[at].clone()).collect();
            let [one, other] = [&straight, &turned].map(|finding| {
                let mut published = release(finding, &audited()).get().clone();
                published.rows.sort_by(|a, b| a.group.cmp(&b.group));
                published
            });
            prop_assert_eq!(one, other);
        }
    }

    #[test]
    fn what_is_decided_is_the_same_for_all_that_the_mask_shows_alike(rows in small_table()) {
        // Every row exchanged for one that is masked alike: the decision is a function of the mask.
        let names = ["1", "2", "3", "4", "5"];
        let table = named("deprivation", &names, &rows);
        let masked = |finding: &Finding| release(finding, &local()).get().rows.clone();
        let twins: Vec<(u64, u64)> = rows.iter().map(|&(n, d)| {
            let alike = |&(m, e): &(u64, u64)| {
                m <= e && masked(&named("site", &["a"], &[(m, e)])) == masked(&named("site", &["a"], &[(n, d)]))
            };
            let near = |count: u64| count.saturating_sub(4)..=count + 4;
            near(n).flat_map(|m| near(d).map(move |e| (m, e))).find(alike).unwrap()
        }).collect();
        let twin = named("deprivation", &names, &twins);
        let decided = |finding: &Finding| {
            let found = release(finding, &audited()).get().clone();
            (found.merged, found.audit, found.total.is_some())
        };
        prop_assert_eq!(masked(&table), masked(&twin));
        prop_assert_eq!(decided(&table), decided(&twin));
    }

    #[test]
    fn shown_numbers_are_shown_again_as_they_are(rows in small_table()) {
        let released = release(&named("site", &["a", "b", "c", "d", "e"], &rows), &audited());
        for row in &released.get().rows {
            let Total { numerator: Some(n), denominator: Some(d) } = row.cell.counts() else { continue };
            let again = release(&finding("site", &[("a", n, d)]), &audited());
            let again = again.get().rows[0].cell.counts();
            prop_assert!(again.denominator == Some(d) && again.numerator.is_none_or(|again| again == n));
        }
    }
}
