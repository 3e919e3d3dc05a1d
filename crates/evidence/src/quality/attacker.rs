//! Somebody who knows the rule, and reads how records are kept beside the tables of the same records.

use std::collections::{BTreeMap, BTreeSet};

use disclosure::{Policy, release_together};
use programme::finding::{Finding, Provenance, Subject, Tally, UNKNOWN};
use programme::indicator::{Breakdown, Dimension, PeriodKind, Polarity, Unit, ValueType};

use super::{Reported, quality};
use crate::areas::Placed;
use crate::scan::Counted;

/// Records of one period that lead to a district, or nowhere.
fn records(district: &str, whole: u64) -> Counted {
    let place = if district.is_empty() { Placed::Blank } else { Placed::numbered(1) };
    Counted {
        period: 2024,
        place: place.number(),
        local: 0,
        ethnicity: 0,
        sex: 1,
        age: 0,
        site: String::new(),
        area: district.to_owned(),
        icb: String::new(),
        counts: true,
        above: vec![whole],
        whole,
    }
}

fn finding(by: Dimension, groups: &[(&str, u64)]) -> Finding {
    let tally = |&(group, count): &(&str, u64)| Tally {
        group: group.to_owned(),
        numerator: count,
        denominator: count,
    };
    Finding {
        subject: Subject {
            indicator: "visits".parse().unwrap(),
            title: "Visits".to_owned(),
            value_type: ValueType::Proportion,
            unit: Unit::Percent,
            polarity: Polarity::LowerIsBetter,
            period: "2024".to_owned(),
            breakdown: Breakdown(vec![by]),
            provenance: Provenance::default(),
        },
        tallies: groups.iter().map(tally).collect(),
    }
}

/// Everything that somebody sees who knows the rule: how far places are found, in the period too, and
/// the tables by district and by sex. With it whether the period says how many were found.
fn seen([one, other, nowhere]: [u64; 3], policy: &Policy) -> (String, bool) {
    let counted = [records("Vale", one), records("Hill", other), records("", nowhere)];
    let findings = [
        finding(Dimension::Area, &[("Vale", one), ("Hill", other), (UNKNOWN, nowhere)]),
        finding(Dimension::Sex, &[("Female", one + other + nowhere)]),
    ];
    seen_beside(&counted, &findings, policy)
}

fn seen_beside(counted: &[Counted], findings: &[Finding], policy: &Policy) -> (String, bool) {
    let reported = Reported { ethnicity: false, sites: false, period: PeriodKind::Year };
    let told = quality(counted, reported, findings, policy);
    let tables = release_together(findings, policy);
    let tables: Vec<_> = tables.iter().map(|one| one.get().rows.clone()).collect();
    let [_, periods] = told.place();
    let is_shown = periods.iter().any(|(_, counts)| counts.get()[0].count.is_some());
    (format!("{tables:?} {:?}", told.released), is_shown)
}

/// The same of rates: in their groups are those whose place is found, and in none the others.
fn seen_of_rates([one, other, nowhere]: [u64; 3], policy: &Policy) -> (String, bool) {
    let counted = [records("Vale", one), records("Hill", other), records("", nowhere)];
    let rate = |by, groups: &[(&str, u64)]| {
        let mut rate = finding(by, groups);
        rate.subject.value_type = ValueType::CrudeRate;
        for tally in &mut rate.tallies {
            tally.denominator = if tally.group == UNKNOWN { 0 } else { 1_000 };
        }
        rate
    };
    let findings = [
        rate(Dimension::Deprivation, &[("1", one), ("2", other), (UNKNOWN, nowhere)]),
        rate(Dimension::Sex, &[("Female", one + other), (UNKNOWN, nowhere)]),
    ];
    seen_beside(&counted, &findings, policy)
}

#[test]
fn how_many_places_were_not_found_is_not_given_away_by_rates() {
    three_values_are_left(seen_of_rates);
}

#[test]
fn how_many_places_were_not_found_is_not_given_away_by_districts_and_all() {
    three_values_are_left(seen);
}

fn three_values_are_left(seen: fn([u64; 3], &Policy) -> (String, bool)) {
    let policy = Policy::from_toml(include_str!("../../../../data/disclosure/local.toml")).unwrap();
    let mut left: BTreeMap<(String, bool), BTreeSet<u64>> = BTreeMap::new();
    for one in 8..=17 {
        for other in 8..=17 {
            for nowhere in 0..=12 {
                let seen = seen([one, other, nowhere], &policy);
                left.entry(seen).or_default().insert(nowhere);
            }
        }
    }
    let small: BTreeSet<u64> = (1..=7).collect();
    let mut shown = 0;
    for ((seen, is_shown), values) in left {
        if values.is_disjoint(&small) {
            continue;
        }
        assert!(values.len() >= 3, "{values:?} {seen}");
        // Beside how many were found, the few who were not may be any few.
        assert!(!is_shown || values.is_superset(&small), "{values:?} {seen}");
        shown += usize::from(is_shown);
    }
    assert!(shown > 0);
}
