//! Somebody of whom one row is counted is not counted twice.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::io::Write as _;
use std::path::PathBuf;

use evidence::Error;
use proptest::prelude::*;

use crate::build::{CLINIC, Workplace};

/// Two rows of P1 in one year and one in the next, of which P1's third does not count.
const ROWS: &str = "pseudo_id,lsoa11cd,ethnic_category,sex,age,event_date,pathway,attended
P1,E01900001,A,1,34,2024-05-01,CLINIC,1
P2,E01900002,B,2,35,2024-05-02,CLINIC,0
P1,E01900001,A,1,34,2025-03-31,CLINIC,1
P1,E01900001,A,1,34,2024-06-01,WARD,1
P1,E01900001,A,1,35,2025-04-01,CLINIC,1
 P2 ,E01900002,B,2,35,2024-07-02,CLINIC,0
";

const TOLD: &str = "the indicator counts one row for each “pseudo_id” in a period, and 2 rows are a further one; the first are rows 3, 6 of “visits.csv”: leave one row each";

fn asking() -> String {
    format!("{CLINIC}\n[quality]\none_row_each = \"pseudo_id\"\n")
}

fn says(place: &Workplace, extracts: &[PathBuf]) -> String {
    let error = place.run(&asking(), extracts).unwrap_err();
    assert!(!place.path("out").exists(), "something was written");
    error.to_string()
}

fn packed(place: &Workplace, name: &str, text: &str) -> PathBuf {
    let mut zipped = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    zipped.write_all(text.as_bytes()).unwrap();
    place.file(name, zipped.finish().unwrap())
}

#[test]
fn whoever_is_counted_twice_in_a_period_is_refused_and_the_rows_are_named() {
    let place = Workplace::of_region(1, 10);
    let file = place.file("visits.csv", ROWS);
    assert_eq!(says(&place, std::slice::from_ref(&file)), TOLD);
    // Nobody asked: a row is a visit, and each is counted.
    assert!(place.run(CLINIC, &[file]).is_ok());
}

#[test]
fn compressed_and_parquet_extracts_are_told_alike() {
    let place = Workplace::of_region(1, 10);
    let plain = place.file("visits.csv", ROWS);
    let zipped = packed(&place, "visits.csv.gz", ROWS);
    assert_eq!(says(&place, &[zipped]), TOLD.replace("visits.csv", "visits.csv.gz"));
    let columns = place.parquet(&plain, "visits.parquet");
    assert_eq!(says(&place, &[columns]), TOLD.replace("visits.csv", "visits.parquet"));
}

#[test]
fn somebody_in_two_files_is_there_twice() {
    let place = Workplace::of_region(1, 10);
    let header = ROWS.lines().next().unwrap();
    let of = |name: &str, rows: &[usize]| {
        let rows: Vec<&str> = rows.iter().map(|&row| ROWS.lines().nth(row).unwrap()).collect();
        place.file(name, format!("{header}\n{}\n", rows.join("\n")))
    };
    let (north, south) = (of("north.csv", &[1, 3]), of("south.csv", &[2, 6, 5]));
    let told = says(&place, &[north, south]);
    assert!(told.contains("and 2 rows are a further one; the first are rows 2 of “north.csv” and 2 of “south.csv”:"), "{told}");
}

#[test]
fn a_row_that_counts_and_is_of_nobody_is_refused() {
    let place = Workplace::of_region(1, 10);
    let rows: Vec<String> = ROWS.lines().take(3).map(|row| row.replace("P2,", "  ,")).collect();
    let file =
        place.file("visits.csv", rows.join("\n") + "\n,E01900001,A,1,34,2024-06-01,WARD,1\n");
    assert_eq!(
        says(&place, std::slice::from_ref(&file)),
        "1 rows that count have no “pseudo_id”; the first are rows 2 of “visits.csv”: fill it in, or leave them out by the denominator, with pseudo_id is not null"
    );
    // As the message says.
    let file = place.file("visits.csv", place.read("visits.csv").replace("  ,", ","));
    let denominator = "denominator = \"pathway = 'CLINIC'";
    let mended = asking().replace(denominator, &format!("{denominator} and pseudo_id is not null"));
    assert_ne!(mended, asking());
    let outcome = place.run(&mended, &[file]).unwrap();
    let told = "No “pseudo_id” is counted twice in one period: this was checked.";
    assert!(outcome.quality.says.ends_with(told), "{}", outcome.quality.says);
}

#[test]
fn the_column_is_of_the_contract() {
    let place = Workplace::of_region(1, 10);
    let asking = asking().replace("one_row_each = \"pseudo_id\"", "one_row_each = \"booking\"");
    let error = place.run(&asking, &[place.file("visits.csv", ROWS)]).unwrap_err();
    assert!(error.to_string().starts_with("“visits.csv” lacks “booking”"), "{error}");
}

#[test]
fn an_extract_and_a_copy_of_it_are_counted_once() {
    let place = Workplace::of_region(1, 10);
    let files = ["visits.csv", "visits (1).csv"].map(|name| place.file(name, ROWS));
    let error = place.run(CLINIC, &files).unwrap_err();
    assert!(matches!(error, Error::SameTwice { .. }), "{error}");
    assert_eq!(
        error.to_string(),
        "“visits (1).csv” is “visits.csv” byte for byte: its records would be counted twice, so leave one of them out"
    );
    assert!(!place.path("out").exists());
    // Also where everybody in it is counted once.
    let once = place.run(&asking(), &files).unwrap_err();
    assert_eq!(once.to_string(), error.to_string());
}

#[test]
fn only_few_of_many_rows_are_named_and_all_are_counted() {
    let place = Workplace::of_region(1, 10);
    let mut text = ROWS.lines().next().unwrap().to_owned() + "\n";
    for row in 0..60_000 {
        let who = row % 30_000;
        writeln!(text, "SECRET{who},E01900001,A,1,34,2024-05-01,CLINIC,1").unwrap();
    }
    let told = says(&place, &[place.file("visits.csv", text)]);
    assert!(told.contains("and 30000 rows are a further one; the first are rows 30001, 30002, 30003, 30004, 30005 of"), "{told}");
    assert!(!told.contains("SECRET"));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]
    /// As many as a set says, and the first of them in the order of the file.
    #[test]
    fn rows_are_refused_as_a_set_of_those_met_says(
        rows in prop::collection::vec((0_u8..30, 2023_u16..2026, any::<bool>()), 1..40),
    ) {
        let place = Workplace::of_region(1, 10);
        let mut text = ROWS.lines().next().unwrap().to_owned() + "\n";
        let (mut met, mut again) = (BTreeSet::new(), Vec::new());
        for (row, (who, year, counts)) in (1_u64..).zip(&rows) {
            let pathway = if *counts { "CLINIC" } else { "WARD" };
            writeln!(text, "P{who},E01900001,A,1,34,{year}-05-01,{pathway},1").unwrap();
            if *counts && !met.insert((who, year)) {
                again.push(row);
            }
        }
        let found = place.run(&asking(), &[place.file("visits.csv", text)]);
        match found {
            Ok(_) | Err(Error::NothingCounts) => prop_assert!(again.is_empty()),
            Err(Error::NotOneEach { repeated, unsaid, .. }) => {
                prop_assert_eq!(usize::try_from(repeated.count).unwrap(), again.len());
                let named: Vec<u64> = repeated.first.iter().map(|(_, row)| *row).collect();
                prop_assert_eq!(&named[..], &again[..again.len().min(5)]);
                prop_assert_eq!((unsaid.count, again.is_empty()), (0, false));
            }
            Err(error) => prop_assert!(false, "{error}"),
        }
    }
}
