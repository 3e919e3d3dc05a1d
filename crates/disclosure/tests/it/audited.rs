//! True totals under the audited policy, against someone who runs the rule again over every table.

use std::collections::{BTreeMap, BTreeSet};

use disclosure::{Published, Total, release};
use programme::finding::Finding;

use crate::build::{audited, finding};

/// Each hidden count, as (group, which of numerator and denominator): the values that it has.
type Values = BTreeMap<(String, bool), BTreeSet<u64>>;

/// The counts of a group of what was shown, which may be several groups of the finding.
fn truth(finding: &Finding, group: &str) -> (u64, u64) {
    let named: Vec<&str> = group.split(" and ").collect();
    let is_known_by = |name: &str| {
        named.contains(&name) || (group == "Other" && !["White", "unknown"].contains(&name))
    };
    let parts = finding.tallies.iter().filter(|tally| is_known_by(&tally.group));
    parts.fold((0, 0), |(n, d), tally| (n + tally.numerator, d + tally.denominator))
}

fn hidden(published: &Published, finding: &Finding) -> Vec<((String, bool), u64)> {
    let mut hidden = Vec::new();
    for row in &published.rows {
        let Total { numerator, denominator } = row.cell.counts();
        let (n, d) = truth(finding, &row.group);
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
    for breakdown in ["deprivation", "site"] {
        for (cells, most) in [(1, 20), (2, 20), (3, 20), (4, 13)] {
            let (with_total, _) = check(one_way(breakdown, &names[..cells], most), most);
            assert!(cells < 2 || with_total > 0, "{breakdown} of {cells} is never let out");
        }
    }
    let (with_total, _) =
        check(one_way("ethnicity", &["White", "Asian", "Black", "Other"], 13), 13);
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
