//! Findings of our own invention, let out under the real policy.

use std::collections::BTreeMap;

use disclosure::{Policy, Published, Released, release};
use programme::finding::{Finding, Provenance, Subject, Tally};
use programme::indicator::{Polarity, Unit, ValueType};

/// The policy that the project ships.
pub(crate) fn policy() -> Policy {
    Policy::from_toml(include_str!("../../../../data/disclosure/local.toml")).unwrap()
}

/// What a finding of this breakdown is about.
pub(crate) fn subject(breakdown: &str) -> Subject {
    Subject {
        indicator: "first-session-missed".parse().unwrap(),
        title: "Did not attend the first session".to_owned(),
        value_type: ValueType::Proportion,
        unit: Unit::Percent,
        polarity: Polarity::LowerIsBetter,
        period: "2024-03".to_owned(),
        breakdown: breakdown.parse().unwrap(),
        provenance: Provenance {
            source: "Appointments of three invented clinics".to_owned(),
            editions: BTreeMap::from([("deprivation".to_owned(), "imd-invented".to_owned())]),
            ..Provenance::default()
        },
    }
}

/// A finding over these groups.
pub(crate) fn finding(subject: Subject, groups: &[(&str, u64, u64)]) -> Released<Published> {
    let tally = |&(group, numerator, denominator): &(&str, u64, u64)| Tally {
        group: group.to_owned(),
        numerator,
        denominator,
    };
    release(&Finding { subject, tallies: groups.iter().map(tally).collect() }, &policy())
}

/// A gradient that is plain to see, with some whose area is not known.
pub(crate) const STEEP: [(&str, u64, u64); 6] = [
    ("1", 1_210, 10_000),
    ("2", 905, 9_000),
    ("3", 780, 8_500),
    ("4", 610, 8_000),
    ("5", 540, 7_700),
    ("unknown", 45, 400),
];

/// The same people in fewer numbers, so that the ends cannot be told apart.
pub(crate) const FAINT: [(&str, u64, u64); 5] =
    [("1", 20, 180), ("2", 20, 180), ("3", 15, 180), ("4", 20, 180), ("5", 15, 180)];

/// Two groups too small to be seen, one of them an end.
pub(crate) const SMALL: [(&str, u64, u64); 6] = [
    ("1", 120, 900),
    ("2", 3, 400),
    ("3", 60, 700),
    ("4", 50, 800),
    ("5", 4, 600),
    ("unknown", 0, 0),
];

/// Groups without an order, one with a long name and one hidden.
pub(crate) const ETHNICITY: [(&str, u64, u64); 7] = [
    ("Asian, Asian British", 300, 2_400),
    ("Black, Black British, Caribbean or African", 210, 1_500),
    ("Mixed or multiple ethnic groups", 5, 300),
    ("White", 2_600, 30_000),
    ("Other ethnic group", 40, 380),
    ("not stated", 90, 700),
    ("unknown", 150, 900),
];
