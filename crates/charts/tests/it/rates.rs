//! Rates for those who live in a place: what is said of them, and what is not drawn.

use charts::{Chart, caveats, funnel, gap, quadrant, trend};
use disclosure::{Published, Released, release_standardised};
use measure::Confidence;
use measure::funnel::event_limits;
use programme::finding::{Finding, Tally};
use programme::indicator::{Unit, ValueType};

use crate::given::{finding, policy, subject};

const FIFTHS: [(&str, u64, u64); 6] = [
    ("1", 410, 41_300),
    ("2", 330, 40_250),
    ("3", 260, 42_110),
    ("4", 205, 39_870),
    ("5", 160, 40_020),
    ("unknown", 65, 0),
];

fn about(breakdown: &str) -> programme::finding::Subject {
    let mut about = subject(breakdown);
    about.value_type = ValueType::CrudeRate;
    about.unit = Unit::Per1000;
    let editions =
        [("population", "population-lsoa26-2025"), ("residents", "Rivers (E54999001), 60 areas")];
    about
        .provenance
        .editions
        .extend(editions.map(|(of, edition)| (of.to_owned(), edition.to_owned())));
    about
}

fn crude(breakdown: &str, groups: &[(&str, u64, u64)]) -> Released<Published> {
    finding(about(breakdown), groups)
}

fn standardised(breakdown: &str) -> Released<Published> {
    let ages = (0..18_u64).map(|at| format!("{}-{}", at * 5, at * 5 + 4)).chain(["90+".to_owned()]);
    let of = |group: &str, events: u64, residents: u64| -> Vec<Tally> {
        let tally = |age: String| Tally {
            group: format!("{group} | {age}"),
            numerator: events,
            denominator: residents,
        };
        ages.clone().map(tally).collect()
    };
    let tallies = ["1", "2", "3", "4", "5"].iter().zip([60, 50, 40, 30, 20]);
    let subject = about(&format!("{breakdown}+quinary_age"));
    let tallies = tallies.flat_map(|(group, events)| of(group, events, 2_000)).collect();
    let released = release_standardised(&[Finding { subject, tallies }], &policy());
    let is_it = |one: &Released<Published>| one.get().subject.breakdown.to_string() == breakdown;
    released.into_iter().find(is_it).unwrap()
}

fn words(chart: &Chart) -> String {
    format!("{} {} {}", chart.sentence, chart.method, chart.svg)
}

#[test]
fn a_rate_is_told_as_events_for_residents() {
    let rates = crude("deprivation", &FIFTHS);
    let chart = gap(&rates, "a");
    assert_eq!(chart.table.columns[3..], ["Events", "Residents"]);
    assert_eq!(chart.table.rows[0][3..], ["410", "41,300"]);
    assert_eq!(chart.table.rows[5][1..], ["no rate", "no rate", "65", "0"]);
    assert!(chart.method.contains("95% intervals by Byar’s method"), "{}", chart.method);
    assert!(words(&chart).contains("no rate"), "{}", chart.svg);
    assert!(!words(&chart).contains("Wilson"));
    let known = caveats(&rates).join(" ");
    assert!(known.contains("for so many who live in Rivers (E54999001), 60 areas, counted by population-lsoa26-2025"), "{known}");
    assert!(known.contains("65 events are in no rate"), "{known}");
    assert!(!known.contains("Were they all at one end"), "{known}");
    assert!(chart.method.contains("No group is hidden"), "{}", chart.method);
    // What the table hides of those who live nobody knows where, the method does not deny.
    let mut few = FIFTHS;
    few[5] = ("unknown", 3, 0);
    let chart = gap(&crude("deprivation", &few), "a");
    assert_eq!(chart.table.rows[5][1..], ["no rate", "no rate", "hidden", "0"]);
    assert!(chart.method.contains("1 of 6 groups is hidden"), "{}", chart.method);
}

#[test]
fn a_standardised_rate_says_so_and_has_no_funnel() {
    let rates = standardised("deprivation");
    assert_eq!(rates.get().subject.value_type, ValueType::StandardisedRate);
    let chart = gap(&rates, "a");
    assert!(chart.method.contains("European Standard Population 2013"), "{}", chart.method);
    assert!(chart.method.contains("Dobson"), "{}", chart.method);
    // The same number of events and of residents at each age: the rate is theirs.
    assert_eq!(chart.table.rows[0][1], "30.0");
    let known = caveats(&rates).join(" ");
    assert!(known.contains("Rates are standardised for age"), "{known}");
    let refused = funnel(&standardised("area"), "b");
    assert!(refused.sentence.contains("not standardised"), "{}", refused.sentence);
}

#[test]
fn a_funnel_of_rates_has_the_limits_of_events() {
    // The average is 1 in 100: of 10,000 residents 100 events, and 120.6 at the upper limit.
    let districts =
        [("A", 200, 20_000), ("B", 120, 10_000), ("C", 125, 10_000), ("D", 155, 20_000)];
    let chart = funnel(&crude("area", &districts), "a");
    let limits = event_limits(100.0, Confidence::Ninety5).unwrap();
    assert!((120.0..125.0).contains(&limits.upper), "{limits:?}");
    let stands = |at: usize| chart.table.rows[at].last().unwrap().as_str();
    assert_eq!([stands(1), stands(2)], ["within the limits", "above the 95% limits"]);
    assert!(chart.method.contains("Poisson"), "{}", chart.method);
}

#[test]
fn a_rate_is_no_share_of_people_beside_other_indicators() {
    let rates = crude("deprivation", &FIFTHS);
    let shares = finding(subject("deprivation"), &FIFTHS[..5]);
    let chart = quadrant::indicators(&[("Rate", &rates), ("Share", &shares)], "a");
    assert!(chart.table.rows.iter().all(|row| row[0] != "Rate"), "{:?}", chart.table.rows);
    assert!(chart.table.rows.iter().any(|row| row[0] == "Share"));
}

#[test]
fn how_a_gap_between_rates_is_found_is_said_over_time() {
    let years = ["2020", "2021"].map(|year| {
        let mut about = about("deprivation");
        year.clone_into(&mut about.period);
        finding(about, &FIFTHS)
    });
    let chart = trend(&years, "a");
    assert!(chart.method.contains("square-and-add"), "{}", chart.method);
}
