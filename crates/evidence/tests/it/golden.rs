//! The counts of the golden records, which nobody on this project drew, and what is shown of them.

use std::collections::BTreeMap;
use std::fs;

use disclosure::{Cell, mask};
use evidence::reference::add;

use crate::build::{TODAY, Workplace, local, shared};

const MISSED: &str = r#"
key = "missed"
title = "Appointments that were missed"
unit = "percent"
polarity = "lower-is-better"
source = "Golden records"
period = "month"
denominator = "true"
numerator = "attended = 0"
breakdowns = ["deprivation+ethnicity", "deprivation", "ethnicity"]
policy = "local"
[columns]
person = "pseudo_id"
place = "lsoa11cd"
ethnicity = "ethnic_category"
date = "event_date"
[editions]
deprivation = "imd-2019"
"#;

/// Month and group, with the missed and all appointments, as the golden file counts them.
fn expected() -> Option<BTreeMap<(String, String), (u64, u64)>> {
    let text = fs::read_to_string(shared("golden/records/records_30k_expected.csv")?).unwrap();
    let mut expected: BTreeMap<(String, String), (u64, u64)> = BTreeMap::new();
    for line in text.lines().skip(1) {
        let fields: Vec<&str> = line.split(',').collect();
        let quintile = if fields[1].is_empty() { "unknown" } else { fields[1] };
        let ethnicity = if fields[2] == "Unknown" { "unknown" } else { fields[2] };
        let key = (fields[0].to_owned(), format!("{quintile} | {ethnicity}"));
        let sum = expected.entry(key).or_default();
        sum.0 += fields[3].parse::<u64>().unwrap();
        sum.1 += fields[4].parse::<u64>().unwrap();
    }
    Some(expected)
}

fn place(edition: &str, file: &str) -> Option<Workplace> {
    let place = Workplace::new();
    add(&place.references(), edition, &shared(file)?, TODAY).unwrap();
    Some(place)
}

#[test]
fn what_is_shown_of_the_golden_records_is_their_counts_masked() {
    let Some(expected) = expected() else { return };
    let Some(extract) = shared("golden/records/records_30k.csv.gz") else { return };
    let Some(place) = place("imd-2019", "reference/imd2019_lsoa11.csv.gz") else { return };
    let outcome = place.run(MISSED, &[extract]).unwrap();
    let policy = local();
    let (mut shown, mut hidden) = (0, 0);
    for published in outcome.released.iter().map(disclosure::Released::get) {
        let subject = &published.subject;
        if subject.breakdown.to_string() != "deprivation+ethnicity" {
            continue;
        }
        assert_eq!(published.rows.len(), 36);
        for row in &published.rows {
            let key = (subject.period.clone(), row.group.clone());
            let (n, d) = expected.get(&key).copied().unwrap_or_default();
            match row.cell {
                Cell::Shown { numerator, denominator, .. } => {
                    assert_eq!(
                        (Some(numerator), Some(denominator)),
                        (mask(n, &policy), mask(d, &policy)),
                        "{key:?}"
                    );
                    shown += 1;
                }
                Cell::Hidden { .. } if d > 0 => {
                    let is_small =
                        [n, d, d - n].into_iter().any(|count| mask(count, &policy).is_none());
                    assert!(is_small, "{key:?} {n} {d}");
                    hidden += 1;
                }
                Cell::Published { .. } => panic!("{row:?}"),
                Cell::Hidden { .. } => {}
            }
        }
    }
    println!("{shown} cells shown, {hidden} hidden");
    assert!(shown > 100 && hidden > 100);
    assert_eq!(outcome.record.rows_in, Some(30_000));
}

#[test]
fn a_look_up_of_the_other_census_is_named_with_the_one_that_fits() {
    let Some(extract) = shared("golden/records/records_30k.csv.gz") else { return };
    let Some(place) = place("imd-2025", "reference/imd2025_lsoa21.csv.gz") else { return };
    let definition = MISSED.replace("imd-2019", "imd-2025");
    let says = place.run(&definition, &[extract]).unwrap_err().to_string();
    assert_eq!(
        says,
        "the areas of the extract are those of the 2011 census, and imd-2025 is drawn on those of 2021: use imd-2019 for this extract, or an extract coded to 2021 areas; or keep how areas changed with “fairlead reference add lsoa-change FILE”, and name it in [editions] as lsoa_change = \"lsoa-change-2011-2021\": those in an area that was split are then in no quintile"
    );
}
