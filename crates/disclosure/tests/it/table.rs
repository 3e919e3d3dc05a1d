//! Any table of counts under each policy.

use std::collections::BTreeMap;

use disclosure::Policy;
use disclosure::table::{Counts, Given, Line, Margin, NotATable, Shown, What, protect_table};
use proptest::prelude::*;

use crate::build::{audited, hes, local, unprotected};

fn counts(cells: &[(&str, u64, Option<u64>)]) -> Counts {
    let given = |&(cell, numerator, denominator): &(&str, u64, Option<u64>)| Given {
        cell: cell.to_owned(),
        numerator,
        denominator,
    };
    Counts { cells: cells.iter().map(given).collect(), ..Counts::default() }
}

fn json(counts: &Counts, policy: &Policy) -> Vec<String> {
    let protected = protect_table(counts, policy).unwrap();
    protected.get().lines.iter().map(|line| serde_json::to_string(line).unwrap()).collect()
}

fn numerators(counts: &Counts, policy: &Policy) -> Vec<Option<u64>> {
    let shown = |line: &Line| match line.numerator {
        Shown::As(count) => Some(count),
        Shown::Hidden => None,
    };
    protect_table(counts, policy).unwrap().get().lines.iter().map(shown).collect()
}

#[test]
fn a_cell_is_one_object_and_so_is_a_margin() {
    let mut table = counts(&[("a", 3, Some(40)), ("b", 12, Some(40)), ("c", 0, Some(0))]);
    table.group = BTreeMap::from([("month".to_owned(), "2024-03".to_owned())]);
    let group = r#"{"group":{"month":"2024-03"}"#;
    assert_eq!(
        json(&table, &local()),
        [
            format!(r#"{group},"cell":"a","numerator":"*","denominator":40,"value":"*"}}"#),
            format!(r#"{group},"cell":"b","numerator":10,"denominator":40,"value":0.25}}"#),
            format!(r#"{group},"cell":"c","numerator":0,"denominator":0,"value":null}}"#),
            format!(r#"{group},"margin":"total","numerator":10,"denominator":40,"value":0.25}}"#),
        ]
    );
}

#[test]
fn each_policy_has_its_own_total() {
    let table = counts(&[("a", 1, None), ("b", 8, None), ("c", 8, None)]);
    let shown = |policy: &Policy| numerators(&table, policy);
    assert_eq!(shown(&local()), [None, Some(10), Some(10), Some(20)]);
    assert_eq!(shown(&hes()), [None, Some(10), Some(10), Some(15)]);
    assert_eq!(shown(&audited()), [None, Some(10), Some(10), Some(20)], "15 would tell it");
    assert_eq!(shown(&unprotected()), [Some(1), Some(8), Some(8), Some(17)]);
    let notes = |policy: &Policy| protect_table(&table, policy).unwrap().get().notes.clone();
    assert!(notes(&unprotected())[0].starts_with("Not for release"));
    assert!(notes(&audited())[0].starts_with("No true total is shown"));
    assert_eq!(notes(&hes()), [hes().limit]);
}

#[test]
fn declared_margins_are_sums_of_their_cells() {
    let margin = |name: &str, cells: &[&str]| Margin {
        name: name.to_owned(),
        cells: cells.iter().map(|&cell| cell.to_owned()).collect(),
    };
    let mut table = counts(&[("a", 3, None), ("b", 21, None), ("c", 30, None)]);
    table.margins = vec![margin("first", &["a", "b"]), margin("last", &["c"])];
    assert_eq!(numerators(&table, &local())[3..], [Some(20), Some(30)]);
    assert_eq!(numerators(&table, &hes())[3..], [Some(25), Some(30)]);
    assert_eq!(numerators(&table, &audited())[3..], [Some(20), Some(30)]);
    table.cells[0].numerator = 9;
    assert_eq!(numerators(&table, &audited())[3..], [Some(30), Some(30)], "nothing is hidden");
    table.margins = vec![margin("first", &["z"])];
    let missing = NotATable::NoSuchCell { margin: "first".to_owned(), cell: "z".to_owned() };
    assert_eq!(protect_table(&table, &local()), Err(missing));
}

#[test]
fn what_is_not_a_table_says_why() {
    let of = |cells: &[_]| protect_table(&counts(cells), &local()).unwrap_err().to_string();
    assert!(of(&[("a", 9, Some(8))]).contains("“a” counts more"));
    assert!(of(&[("a", 9, Some(80)), ("b", 9, None)]).contains("“b” has no denominator"));
}

#[test]
fn of_nothing_the_total_is_hidden_or_nothing() {
    assert_eq!(numerators(&counts(&[]), &local()), [None]);
    assert_eq!(numerators(&counts(&[("a", 0, None)]), &local()), [Some(0), Some(0)]);
    assert_eq!(numerators(&counts(&[("a", 2, None)]), &local()), [None, None]);
}

proptest! {
    #[test]
    fn under_local_the_margin_is_worked_out_from_the_cells_shown(
        cells in prop::collection::vec(0..40_u64, 1..8),
    ) {
        let given: Vec<_> = cells.iter().map(|&n| ("a", n, None)).collect();
        let protected = protect_table(&counts(&given), &local()).unwrap();
        let (mut sum, mut any) = (0, false);
        for line in &protected.get().lines {
            match (&line.what, line.numerator) {
                (What::Cell(_), Shown::As(count)) => {
                    sum += count;
                    any = true;
                }
                (What::Cell(_), Shown::Hidden) => {}
                (What::Margin(_), shown) => {
                    prop_assert_eq!(shown, if any { Shown::As(sum) } else { Shown::Hidden });
                }
            }
        }
    }
}
