//! The official rule as it is published, and the policy that hides nothing.

use std::collections::{BTreeMap, BTreeSet};

use disclosure::{Cell, Hidden, Published, Sealed, Total, release, release_together};

use crate::build::{finding, hes, local, unprotected};

fn counts(published: &Published) -> Vec<(Option<u64>, Option<u64>)> {
    let counts = published.rows.iter().map(|row| row.cell.counts());
    counts.map(|Total { numerator, denominator }| (numerator, denominator)).collect()
}

#[test]
fn the_official_rule_hides_1_to_7_and_rounds_the_rest_and_no_more() {
    let groups = [("1", 0, 40), ("2", 3, 41), ("3", 38, 41), ("4", 8, 12), ("5", 0, 6)];
    let released = release(&finding("deprivation", &groups), &hes());
    let found = released.get();
    let all = Some;
    assert_eq!(
        counts(found),
        [
            (all(0), all(40)),
            (None, all(40)),
            // The three who are left are no reason to hide: that is the rule as it stands.
            (all(40), all(40)),
            (all(10), all(10)),
            (all(0), None),
        ]
    );
    // 49 of 140, each rounded by itself: the rows shown need not add up to it.
    assert_eq!(found.total, Some(Total { numerator: all(50), denominator: all(140) }));
    let Cell::Shown { ref ninety5, .. } = found.rows[3].cell else { panic!() };
    assert!((ninety5.value - 1.0).abs() < 1e-9, "of rounded figures");
    assert!(found.limit.as_ref().unwrap().contains("48 of 393"));
}

#[test]
fn the_limit_that_the_official_rule_states_is_what_listing_every_table_finds() {
    // Counts to 27, which is as far as "25" reaches. By what is shown: for each hidden cell, the values it may have.
    let policy = hes();
    let mut possible: BTreeMap<String, [BTreeSet<u64>; 3]> = BTreeMap::new();
    for index in 0..28_u64.pow(3) {
        let table = [index % 28, index / 28 % 28, index / 784];
        let groups: Vec<_> = ["a", "b", "c"].iter().zip(table).map(|(g, n)| (*g, 0, n)).collect();
        let released = release(&finding("site", &groups), &policy);
        let shown = counts(released.get());
        let total = released.get().total.unwrap();
        let class = possible.entry(format!("{shown:?} {total:?}")).or_default();
        for (values, ((_, whole), count)) in class.iter_mut().zip(shown.iter().zip(table)) {
            if whole.is_none() {
                values.insert(count);
            }
        }
    }
    let hidden: Vec<usize> =
        possible.values().flatten().map(BTreeSet::len).filter(|&values| values > 0).collect();
    let pinned = hidden.iter().filter(|&&values| values == 1).count();
    assert_eq!((pinned, hidden.len()), (48, 393));
}

#[test]
fn under_the_official_rule_every_finding_stands_by_itself() {
    let family = [
        finding("all", &[("all", 1, 17)]),
        finding("ethnicity", &[("White", 0, 1), ("Asian", 0, 8), ("Black", 1, 8)]),
    ];
    let apart: Vec<_> = family.iter().map(|finding| release(finding, &hes())).collect();
    assert_eq!(release_together(&family, &hes()), apart);
    assert_eq!(apart[0].get().total, None, "one row is its own total");
}

#[test]
fn what_is_not_protected_shows_every_count_and_says_so() {
    let finding = finding("sex", &[("Female", 3, 41), ("Male", 2, 2), ("unknown", 0, 0)]);
    let released = release(&finding, &unprotected());
    let found = released.get();
    let of = |n, d| (Some(n), Some(d));
    assert_eq!(counts(found), [of(3, 41), of(2, 2), of(0, 0)]);
    assert!(matches!(found.rows[2].cell, Cell::Hidden { why: Hidden::Nobody, .. }));
    assert_eq!(found.total, Some(Total { numerator: Some(5), denominator: Some(43) }));
    assert!(found.watermark.as_ref().unwrap().starts_with("Not for release"));
    assert_eq!(release(&finding, &local()).get().watermark, None);
}

#[test]
fn what_was_sealed_before_there_were_policies_still_opens() {
    let now = release(&finding("sex", &[("Female", 30, 41)]), &local());
    let mut fields: serde_json::Value = serde_json::from_str(now.seal().unwrap().as_str()).unwrap();
    let object = fields.as_object_mut().unwrap();
    for field in ["total", "audit", "limit", "watermark"] {
        object.shift_remove(field);
    }
    let opened = Sealed::from_store(fields.to_string()).open::<Published>().unwrap();
    assert_eq!(opened.get().rows, now.get().rows);
    assert_eq!((&opened.get().limit, &opened.get().total), (&None, &None));
}
