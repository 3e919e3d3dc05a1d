//! What workbooks know beside their words, and that the way a table is kept changes no fact.

use std::path::Path;

use intake::Reading;
use paper::{Limits, Paper, Remark};
use programme::draft::Proposal;
use proptest::prelude::*;
use serde_json::Value;

use crate::support::{paper, printed, reading, reading_of, root};

fn data(reading: &Reading) -> Value {
    serde_json::from_str(&printed(reading, "x")).unwrap()
}

/// The rows of a reading without where they stand, which is all that may differ.
fn facts(reading: &Reading) -> Vec<Value> {
    let mut rows: Vec<Value> = ["actions", "recommendations"]
        .iter()
        .flat_map(|kind| data(reading)[*kind].as_array().unwrap().clone())
        .collect();
    for row in &mut rows {
        row.as_object_mut().unwrap().remove("places");
    }
    rows
}

fn list<'a>(value: &'a Value, key: &str) -> &'a [Value] {
    value[key].as_array().map_or(&[], Vec::as_slice)
}

fn words<'a>(value: &'a Value, key: &str) -> &'a str {
    value[key].as_str().unwrap_or_default()
}

/// Holds a workbook beside the project against what its own sheet of facts adds.
fn holds(workbook: &Path) {
    let told = std::fs::read_to_string(workbook.with_added_extension("expected.json")).unwrap();
    let told: Value = serde_json::from_str(&told).unwrap();
    let (paper, remarks) = paper(&std::fs::read(workbook).unwrap());
    let reading = reading_of(&paper, &remarks);
    let read = data(&reading);
    let sheet = words(&told, "sheet");
    let rows: Vec<&Value> =
        ["actions", "recommendations"].iter().flat_map(|key| list(&read, key)).collect();
    assert_eq!(rows.len(), list(&told, "cells").len());
    for (row, cell) in rows.iter().zip(list(&told, "cells")) {
        let place = format!("sheet “{sheet}”, row {}", cell["row"]);
        assert_eq!(row["places"], serde_json::json!([place]));
        if let Some(kind) = cell["date_cell_kind"].as_str() {
            let date = &row["date"];
            assert_eq!(date["value"].is_null(), kind == "blank", "{place}");
            assert!(!kind.contains("month") || date["precision"] == "month", "{place}");
        }
    }
    for date in list(&told, "text_dates") {
        let at = date["n"].as_u64().and_then(|n| usize::try_from(n - 1).ok()).unwrap();
        assert_eq!(rows[at]["by_when"]["value"], date["value"]);
        assert_eq!(rows[at]["by_when"]["raw"], date["raw"]);
    }
    for range in list(&told, "merged_group_ranges") {
        let (first, last) = range.as_str().unwrap().split_once(':').unwrap();
        let row = |cell: &str| cell[1..].parse::<u32>().unwrap();
        let at = format!("sheet “{sheet}”, cell {first}");
        let cell = paper.cells().find(|cell| cell.place.to_string() == at).unwrap();
        assert_eq!(cell.rows, row(last) - row(first) + 1, "{range}");
    }
    if let Some(comment) = told.get("cell_comment") {
        let check =
            list(&read, "checks").iter().find(|check| words(check, "key") == "action-6.notes");
        assert!(words(check.unwrap(), "reason").contains(words(comment, "text")));
    }
    let skipped = |start: &str, reason: &str| {
        let mut cells = list(&read["account"], "skipped")
            .iter()
            .filter(|cell| words(cell, "place").starts_with(start));
        cells.all(|cell| {
            words(cell, "reason") == reason || words(cell, "reason") == "the name of a sheet"
        })
    };
    if !list(&told, "ignore").is_empty() {
        assert!(skipped("sheet “Lists”", "on a hidden sheet"));
        assert!(skipped("sheet “Summary”", "a table whose headings we do not know"));
        assert!(skipped("sheet “Action plan”, cell E32", "total row"));
    }
}

#[test]
fn the_workbooks_beside_the_project_say_what_else_is_known_of_them() {
    let Ok(entries) = std::fs::read_dir(root("../shared/seeds")) else {
        eprintln!("no ../shared/seeds here: nothing to hold the reading against");
        return;
    };
    for entry in entries {
        let path = entry.unwrap().path();
        if path.extension().is_some_and(|kind| kind == "xlsx") {
            holds(&path);
        }
    }
}

#[test]
fn how_a_table_is_kept_changes_no_fact() {
    let fixture = |name: &str| reading(&root("fixtures/action-plan").join(name));
    let first = facts(&fixture("quoted_newlines.csv"));
    assert_eq!(first.len(), 3);
    for same in [
        "semicolons_and_windows_letters.csv",
        "tabs_and_sixteen_bits.csv",
        "the_same_as_quoted_newlines.xlsx",
    ] {
        assert_eq!(facts(&fixture(same)), first, "{same}");
    }
}

#[test]
fn a_column_that_has_its_months_first_is_asked_about() {
    let checked = |dates: [&str; 3]| {
        let line = |date: &&str| format!("Act on it,{date},Done\n");
        let text: String = dates.iter().map(line).collect();
        let (paper, _) = read(format!("Action,Due date,Status\n{text}").as_bytes());
        let read = data(&reading_of(&paper, &[]));
        let keys = list(&read, "checks").iter().map(|check| words(check, "key").to_owned());
        keys.filter(|key| key.ends_with("by-when")).collect::<Vec<_>>()
    };
    assert_eq!(checked(["1/6/21", "30/9/20", "4/15/20"]), ["action-3.by-when"]);
    assert_eq!(checked(["1/6/21", "3/3/20", "4/15/20"]), ["action-1.by-when", "action-3.by-when"]);
    assert_eq!(checked(["1/6/21", "2/6/21", "3/6/21"]), [""; 0]);
}

/// A table of actions with its columns in an order of their own, cut by `separator`.
fn values(rows: &[[String; 5]], order: &[usize], separator: char) -> String {
    let marked = |cell: &str| format!("\"{}\"", cell.replace('"', "\"\""));
    let line = |row: &[String; 5]| {
        let cells: Vec<String> = order.iter().map(|&at| marked(&row[at])).collect();
        cells.join(&separator.to_string()) + "\n"
    };
    let headings = ["Theme", "Action", "Due date", "Lead", "Status"].map(str::to_owned);
    std::iter::once(&headings).chain(rows).map(line).collect()
}

fn row() -> impl Strategy<Value = [String; 5]> {
    let theme = prop::sample::select(vec!["Clinics", "Buses", "Homes"]);
    let due = prop::sample::select(vec!["30/9/25", "Sept 25", "", "weekly"]);
    let status = prop::sample::select(vec!["Done", "On track", "", "Purple"]);
    (theme, "[A-Z][a-z]{2,5} [a-z,;\"\n|]{1,8}[a-z]", due, "[A-Z]{2}", status).prop_map(
        |(theme, action, due, lead, status)| {
            [theme.into(), action, due.into(), lead, status.into()]
        },
    )
}

fn read(bytes: &[u8]) -> (Paper, Vec<Remark>) {
    paper::read("a table", bytes, &Limits::default()).unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn order_and_separators_of_columns_change_no_fact(
        rows in prop::collection::vec(row(), 2..6),
        order in Just(vec![0_usize, 1, 2, 3, 4]).prop_shuffle(),
        separator in prop::sample::select(vec![',', ';', '\t', '|']),
    ) {
        let (first, _) = read(values(&rows, &[0, 1, 2, 3, 4], ',').as_bytes());
        let (again, _) = read(values(&rows, &order, separator).as_bytes());
        let (first, again) = (reading_of(&first, &[]), reading_of(&again, &[]));
        prop_assert_eq!(facts(&first).len(), rows.len());
        prop_assert_eq!(facts(&first), facts(&again));
        prop_assert!(again.account.adds_up());
        let is_plan = matches!(again.proposal, Some(Proposal::Plan(_)));
        prop_assert!(is_plan);
    }
}
