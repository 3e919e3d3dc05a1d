//! Every indicator in `data/` can be run.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use disclosure::Cell;
use evidence::{Error, synthetic};
use programme::indicator::{Dimension, Indicator};

use crate::build::{Workplace, local};

/// The text of every indicator that ships, with what it says.
fn indicators() -> Vec<(String, Indicator)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../data/indicators");
    let mut read = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let text = fs::read_to_string(&path).unwrap();
        let indicator = Indicator::from_toml(&text)
            .unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        assert_eq!(Some(indicator.key.as_str()), path.file_stem().and_then(|name| name.to_str()));
        read.push((text, indicator));
    }
    assert!(read.len() > 20);
    read
}

#[test]
fn every_indicator_has_a_contract() {
    for (text, indicator) in indicators() {
        assert_eq!(indicator.policy, local().name);
        // An extract without any of its columns is told every one that the indicator names.
        let place = Workplace::new();
        let bare = place.file("bare.csv", "unrelated\n1\n");
        let says = place.run(&text, &[bare]).unwrap_err().to_string();
        let columns = &indicator.columns;
        let optional =
            [&columns.person, &columns.ethnicity, &columns.sex, &columns.age, &columns.site];
        let named = optional.into_iter().flatten().chain([&columns.place, &columns.date]);
        for column in named.chain(columns.types.keys()) {
            assert!(says.contains(&format!("“{column}”")), "{}: {says}", indicator.key);
        }
    }
}

/// Of a run over rows that are made from an indicator's own contract, the keys of its findings by
/// deprivation, of some period, that show every group: rates that are neither all nor nothing.
fn shown(place: &Workplace, text: &str, indicator: &Indicator, rows: u32) -> BTreeSet<String> {
    let mut extract = Vec::new();
    synthetic::contract(indicator, 5, rows, 60, &mut extract).unwrap();
    let file = place.file("extract.csv", &extract);
    let key = &indicator.key;
    let outcome = place.run_into(key.as_str(), text, &[file]);
    let outcome = outcome.unwrap_or_else(|error| panic!("{key}: {error}"));
    let is_cascade = !indicator.stages().is_empty();
    let is_shown = |row: &disclosure::Row| {
        let is_rate = matches!(row.cell, Cell::Shown { numerator, denominator, .. } if numerator > 0 && (numerator < denominator || is_cascade));
        is_rate || row.group == "unknown"
    };
    let findings = outcome.released.iter().map(disclosure::Released::get);
    findings
        .filter(|one| one.subject.breakdown.0 == [Dimension::Deprivation])
        .filter(|one| one.rows.iter().all(is_shown))
        .map(|one| one.subject.indicator.to_string())
        .collect()
}

/// An indicator with the look-ups of the invented region. Whose residents are counted is for whoever
/// runs it to say.
fn of_the_region(text: &str, indicator: &Indicator) -> String {
    text.replace(indicator.editions.get("deprivation").unwrap().as_str(), "imd-invented")
        .replace("E54000000", "E54999001")
        .replace("population-lsoa21-2022", "population-lsoa26-2025")
}

#[test]
fn every_indicator_runs_over_an_extract_made_from_its_own_contract() {
    let place = Workplace::of_residents(5, 60);
    for (text, indicator) in indicators() {
        let text = of_the_region(&text, &indicator);
        // Of every step, and of an indicator that has none. Few rows are quick; many are made only
        // where few do not show every group.
        let steps = indicator.stages().len().max(1);
        let is_whole = |rows| shown(&place, &text, &indicator, rows).len() == steps;
        assert!([6_000, 30_000].into_iter().any(is_whole), "{}", indicator.key);
    }
}

#[test]
fn every_example_of_the_guide_runs_and_every_breakdown_is_in_it() {
    let guide = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/indicators.md");
    let guide = fs::read_to_string(guide).unwrap();
    let place = Workplace::of_residents(5, 60);
    let mut examples = 0;
    for text in guide.split("```toml\n").skip(1) {
        let text = text.split("```").next().unwrap();
        let indicator = Indicator::from_toml(text).unwrap();
        let text = of_the_region(text, &indicator);
        let mut extract = Vec::new();
        synthetic::contract(&indicator, 5, 6_000, 60, &mut extract).unwrap();
        let file = place.file("extract.csv", &extract);
        let outcome = place.run_into(indicator.key.as_str(), &text, &[file]);
        let outcome = outcome.unwrap_or_else(|error| panic!("{}: {error}", indicator.key));
        let breakdowns: BTreeSet<String> =
            outcome.released.iter().map(|one| one.get().subject.breakdown.to_string()).collect();
        for breakdown in &indicator.breakdowns {
            assert!(breakdowns.contains(&breakdown.to_string()), "{}", indicator.key);
        }
        examples += 1;
    }
    assert_eq!(examples, 4);
    for dimension in Dimension::ALL {
        assert!(guide.contains(&format!("`{}`", dimension.key())), "{}", dimension.key());
    }
}

#[test]
fn every_field_that_is_not_what_its_column_holds_is_counted_and_its_row_named() {
    let (text, indicator) = indicators()
        .into_iter()
        .find(|(_, one)| one.key.as_str().starts_with("respiratory-f"))
        .unwrap();
    let place = Workplace::of_region(5, 60);
    let mut extract = Vec::new();
    synthetic::contract(&indicator, 5, 40, 60, &mut extract).unwrap();
    let mut table = csv::Reader::from_reader(extract.as_slice());
    let header = table.headers().unwrap().clone();
    let at = |name: &str| header.iter().position(|column| column == name).unwrap();
    let mut written = csv::Writer::from_writer(Vec::new());
    written.write_record(&header).unwrap();
    for (row, record) in (1..).zip(table.records()) {
        let record = record.unwrap();
        let mut fields: Vec<&str> = record.iter().collect();
        match row {
            3 | 5 => fields[at("invited")] = "secret",
            7 => fields[at("vaccinated_on")] = "secret",
            9 => fields[at("season_end")] = "",
            11 => fields[at("vaccinated_on")] = "05/12/2024",
            _ => {}
        }
        written.write_record(fields).unwrap();
    }
    let file = place.file("extract.csv", written.into_inner().unwrap());
    let refused = place.run(&text.replace("imd-2025", "imd-invented"), &[file]).unwrap_err();
    assert_eq!(
        refused.to_string(),
        "1 rows have no date in “season_end” that can be read, like 2024-03-31; the first are rows 9; and 2 rows have no whole number in “invited” that can be read, like 12; the first are rows 3, 5; and 1 rows have no date in “vaccinated_on” that can be read, like 2024-03-31; the first are rows 7"
    );
    let Error::BadFields(fields) = refused else { panic!("{refused}") };
    assert_eq!(fields.iter().map(|field| field.count).collect::<Vec<_>>(), [1, 2, 1]);
}
