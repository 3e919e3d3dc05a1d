//! A rate for those who live in a place, standardised for age, wherever it is read.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use office::evidence::Run;
use office::region::desk;
use programme::person::Role;
use testkit::{Boxed, moment};

use crate::browser::{Browser, between, three_rivers};
use crate::evidence::rows;

const KEY: &str = "missed-visits-rate";
const BOARD: &str = "E54999001";

/// Missed visits of each five years of age in 2027/28, by fifth from the most deprived: each as the
/// policy prints it, so that what is shown is what was counted.
const MISSED: [u32; 5] = [60, 50, 40, 35, 30];

/// An area of the board in each fifth.
fn areas(boxed: &Boxed) -> BTreeMap<usize, String> {
    let read = |file: &str| {
        std::fs::read_to_string(boxed.folder.path().join("data/demo").join(file)).unwrap()
    };
    let lies_there = |code: &str, lines: &str| {
        lines.lines().any(|line| line.starts_with(code) && line.contains(BOARD))
    };
    let (ranked, districts) = (read("invented-areas.csv"), read("invented-districts.csv"));
    let mut areas = BTreeMap::new();
    for line in ranked.lines().skip(1) {
        let (code, decile) = (line.split(',').next().unwrap(), line.rsplit(',').next().unwrap());
        if lies_there(code, &districts) {
            areas.insert((decile.parse::<usize>().unwrap() - 1) / 2, code.to_owned());
        }
    }
    areas
}

/// A run of the demonstration's rate over visits of one more year.
async fn measure(boxed: &Boxed) {
    let demo = boxed.folder.path().join("data/demo");
    let mut extract = "pseudo_id,lsoa11cd,ethnic_category,sex,age,event_date,attended\n".to_owned();
    for (fifth, area) in areas(boxed) {
        for age in (0..95).step_by(5) {
            for at in 0..MISSED[fifth] {
                writeln!(extract, "P{at},{area},A,1,{age},2027-05-04,0").unwrap();
            }
        }
    }
    let file = boxed.folder.path().join("missed.csv");
    std::fs::write(&file, extract).unwrap();
    let indicator = demo.join(format!("{KEY}.toml"));
    let output = boxed.folder.path().join("rates");
    let run = Run { indicator, extracts: vec![file], output: output.clone(), unprotected: None };
    let analyst = desk(Role::Analyst);
    boxed.office.run_evidence(&analyst, moment(), &run, &|_| {}).await.unwrap();
    let kept = boxed.office.keep_findings(&analyst, moment(), &output).await.unwrap();
    assert_eq!(kept.held, []);
}

#[tokio::test]
async fn a_standardised_rate_says_what_it_is_on_its_page_in_its_file_and_to_programs() {
    let (boxed, router) = three_rivers().await;
    measure(&boxed).await;
    let mut office = Browser::of(&router, "programme.office").await;
    let page =
        office.get(&format!("/evidence/{KEY}?breakdown=deprivation&period=2027/28")).await.text();
    let told = rows(&page, "Missed visits of residents");
    assert_eq!(told.len(), 6);
    let number = |words: &str| words.replace(',', "").parse::<f64>().unwrap();
    let count = |words: &str| words.replace(',', "").parse::<u32>().unwrap();
    for (row, missed) in told.iter().zip(MISSED) {
        assert_eq!(count(&row[3]), missed * 19, "{row:?}");
        assert!(number(&row[4]) > 20_000.0, "{row:?}");
        // With the ages of the standard it is near the crude rate of ages that are nearly alike.
        let crude = number(&row[3]) / number(&row[4]) * 1_000.0;
        assert!((number(&row[1]) / crude - 1.0).abs() < 0.5, "{row:?} and {crude}");
    }
    assert_eq!(told[5][1], "no rate");
    for words in [
        "Residents",
        "Events",
        "European Standard Population 2013",
        "for so many who live in NHS Three Rivers Integrated Care Board",
        "population-lsoa26-2025",
        "Rates are standardised for age",
        "per 1,000",
    ] {
        assert!(page.contains(words), "{words}");
    }
    // The events by age are there for whoever works it out again.
    let asked = format!("/evidence/{KEY}?breakdown=deprivation%2Bquinary_age&period=2027/28");
    let by_age = rows(&office.get(&asked).await.text(), "Missed visits of residents");
    assert_eq!(by_age.len(), 6 * 20);
    assert!(page.contains("residents, age-standardised") && page.contains("five-year age"));
    let sum: u32 = by_age.iter().take(19).map(|row| count(&row[3])).sum();
    assert_eq!(sum, MISSED[0] * 19);
    let asked = format!("/api/v1/findings/{KEY}?breakdown=deprivation&period=2027/28");
    let api: serde_json::Value = serde_json::from_slice(&office.get(&asked).await.bytes).unwrap();
    let finding = &api["findings"][0];
    assert_eq!(finding["value_type"], "standardised-rate");
    let first = &finding["groups"][0];
    assert_eq!(format!("{:.1}", first["value"].as_f64().unwrap()), told[0][1]);
    assert_eq!(first["denominator"].as_f64(), Some(number(&told[0][4])));
    let asked = format!("/evidence/{KEY}/export/csv?breakdown=deprivation&period=2027/28");
    let saved = office.get(&asked).await.text();
    assert!(saved.contains(&format!("{},{}", told[0][1], told[0][2])), "{saved}");
    let area = office.get(&format!("/areas/{BOARD}")).await.text();
    assert!(between(&area, "<main", "</main>").contains("Three Rivers"));
}
