//! Several tables about the same people do not give away together what each hides.

use std::collections::{BTreeMap, BTreeSet};

use disclosure::{Cell, Published, Released, release, release_together};
use programme::finding::Finding;
use proptest::prelude::*;

use crate::build::{audited, finding, hes, local};

/// Everyone, by deprivation, by sex, and by both, from the four counts of a crossing.
fn family([a, b, c, d]: [u64; 4]) -> Vec<Finding> {
    vec![
        finding("all", &[("all", 0, a + b + c + d)]),
        finding("deprivation", &[("1", 0, a + b), ("2", 0, c + d)]),
        finding("sex", &[("Female", 0, a + c), ("Male", 0, b + d)]),
        finding(
            "deprivation+sex",
            &[("1 | Female", 0, a), ("1 | Male", 0, b), ("2 | Female", 0, c), ("2 | Male", 0, d)],
        ),
    ]
}

/// One class of families that are shown in the same way.
#[derive(Default)]
struct Class {
    /// Whether every member of it is among those listed.
    is_complete: bool,
    /// Each value that each hidden count has in it, by table and row.
    values: BTreeMap<(usize, usize), BTreeSet<u64>>,
}

/// The denominator of a row, if it is shown.
fn denominator(cell: &Cell) -> Option<u64> {
    match *cell {
        Cell::Shown { denominator, .. } => Some(denominator),
        Cell::Published { .. } => None,
        Cell::Hidden { denominator, .. } => denominator,
    }
}

/// Whether the counts of the crossing, as far as they can be told, are all among those listed.
fn is_complete(released: &[Released<Published>]) -> bool {
    let small = |table: usize| {
        let rows = &released[table].get().rows;
        let withheld = rows
            .iter()
            .all(|row| matches!(row.cell, Cell::Hidden { numerator: None, denominator: None, .. }));
        !withheld && rows.iter().all(|row| denominator(&row.cell).unwrap_or(0) <= 10)
    };
    [1, 2, 3].into_iter().any(small)
}

/// Every family whose four counts are at most 12, which is as far as "10" reaches.
fn classes() -> BTreeMap<String, Class> {
    let base = 13_u64;
    let mut classes: BTreeMap<String, Class> = BTreeMap::new();
    for index in 0..base.pow(4) {
        let family = family([0, 1, 2, 3].map(|at| index / base.pow(at) % base));
        let released = release_together(&family, &local());
        let shown: Vec<String> =
            released.iter().map(|table| table.seal().unwrap().as_str().to_owned()).collect();
        let class = classes.entry(shown.concat()).or_default();
        class.is_complete = is_complete(&released);
        for (at, table) in released.iter().enumerate().skip(1) {
            for (row, tally) in family[at].tallies.iter().enumerate() {
                if denominator(&table.get().rows[row].cell).is_none() {
                    class.values.entry((at, row)).or_default().insert(tally.denominator);
                }
            }
        }
    }
    classes
}

#[test]
fn someone_who_knows_the_rule_never_has_fewer_than_three_values_for_a_hidden_count() {
    let classes = classes();
    let complete = classes.values().filter(|class| class.is_complete);
    let mut left: BTreeMap<usize, usize> = BTreeMap::new();
    for values in complete.flat_map(|class| class.values.values()) {
        // A zero is shown as zero, so it is no secret in a table that is withheld either.
        if values.iter().any(|count| (1..=7).contains(count)) {
            *left.entry(values.len()).or_default() += 1;
        }
    }
    let (&fewest, _) = left.first_key_value().unwrap();
    assert!(fewest >= 3, "{left:?}");
    let all: usize = left.values().sum();
    let seven: usize = left.range(7..).map(|(_, count)| count).sum();
    assert!(seven * 10 >= all * 7, "{left:?}");
}

#[test]
fn the_table_that_would_give_a_count_away_is_withheld_whole() {
    // 1 hidden beside 8 and 8, and everyone, 17, beside them: 15 to 17 less 16 would be 1.
    let groups = [("1", 0, 1), ("2", 0, 8), ("3", 0, 8)];
    let by_sex = [("Female", 0, 8), ("Male", 0, 9)];
    let family = [
        finding("all", &[("all", 0, 17)]),
        finding("ethnicity", &groups),
        finding("sex", &[("Female", 0, 17), ("Male", 0, 0)]),
        finding("site", &by_sex),
    ];
    let released = release_together(&family, &local());
    let shown = |at: usize| -> Vec<Option<u64>> {
        released[at].get().rows.iter().map(|row| denominator(&row.cell)).collect()
    };
    assert_eq!(shown(1), [None, Some(10), Some(10)]);
    assert_eq!(shown(2), [None, None]);
    assert_eq!(shown(3), [Some(10), Some(10)]);
    // Everyone is the sum of what another table shows, never the true total.
    assert_eq!(shown(0), [Some(20)]);
}

#[test]
fn by_itself_a_finding_for_everyone_is_its_own_total() {
    let alone = [finding("all", &[("all", 31, 223)])];
    let released = release_together(&alone, &local());
    assert_eq!(released, [release(&alone[0], &local())]);
    assert_eq!(denominator(&released[0].get().rows[0].cell), Some(225));
}

#[test]
fn another_period_is_about_other_people() {
    let mut later = family([6, 40, 50, 60]);
    for finding in &mut later {
        finding.subject.period = "2025/26".to_owned();
    }
    let earlier = family([100, 200, 300, 400]);
    let both: Vec<Finding> = earlier.iter().chain(&later).cloned().collect();
    let apart = [release_together(&earlier, &local()), release_together(&later, &local())].concat();
    assert_eq!(release_together(&both, &local()), apart);
}

proptest! {
    #[test]
    fn a_table_more_never_shows_what_was_hidden(counts in prop::array::uniform4(0..40_u64)) {
        let family = family(counts);
        for policy in [local(), hes(), audited()] {
            for many in 2..family.len() {
                let (few, more) = (&family[1..many], &family[1..=many]);
                let (few, more) = (release_together(few, &policy), release_together(more, &policy));
                for (before, after) in few.iter().zip(&more) {
                    for row in &before.get().rows {
                        let now = after.get().rows.iter().find(|now| now.group == row.group).unwrap();
                        let (was, is) = (row.cell.counts(), now.cell.counts());
                        prop_assert!(was.numerator.is_some() || is.numerator.is_none());
                        prop_assert!(was.denominator.is_some() || is.denominator.is_none());
                    }
                }
            }
        }
    }
}
