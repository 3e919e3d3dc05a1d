//! Crude rates: events are masked, and who lives there is as published.

use disclosure::{Cell, Hidden, NotShown, Published, release, release_together};
use measure::{Confidence, Ends, Polarity, absolute_gap_between, rate, relative_gap_between};

use crate::build::{audited, local, rates};

const QUINTILES: [(&str, u64, u64); 6] = [
    ("1", 123, 10_007),
    ("2", 98, 10_450),
    ("3", 77, 11_020),
    ("4", 61, 9_931),
    ("5", 52, 12_345),
    ("unknown", 31, 0),
];

fn shown(groups: &[(&str, u64, u64)]) -> Published {
    release(&rates("deprivation", groups), &local()).get().clone()
}

fn hidden(numerator: Option<u64>, denominator: u64, why: Hidden) -> Cell {
    Cell::Hidden { numerator, denominator: Some(denominator), why }
}

#[test]
fn a_rate_is_worked_out_from_masked_events_and_the_residents_as_published() {
    let published = shown(&QUINTILES);
    let expected = |events, people| rate(events, people, Confidence::Ninety5).unwrap();
    let Cell::Shown { numerator, denominator, ninety5, .. } = &published.rows[0].cell else {
        panic!("it is hidden");
    };
    assert_eq!((*numerator, *denominator), (125, 10_007));
    let most = expected(125, 10_007.0);
    assert!((ninety5.value - most.value).abs() < 1e-9 && (ninety5.upper - most.upper).abs() < 1e-9);
    let ends = Ends { most_deprived: most, least_deprived: expected(50, 12_345.0) };
    let lower = Polarity::LowerIsBetter;
    let gap = absolute_gap_between(ends, lower, Confidence::Ninety5).estimate;
    let found = published.absolute_gap.unwrap();
    assert!((found.value - gap.value).abs() < 1e-8 && (found.lower - gap.lower).abs() < 1e-8);
    let ratio = relative_gap_between(ends, lower, Confidence::Ninety5).unwrap().estimate;
    let found = published.relative_gap.unwrap();
    assert!((found.value - ratio.value).abs() < 1e-5 && (found.upper - ratio.upper).abs() < 1e-5);
    let slope = published.sii.unwrap();
    assert!(
        slope.lower < slope.value && slope.upper < 0.0,
        "higher in the most deprived: {slope:?}"
    );
    // The last group is of nobody who is known to live there.
    assert_eq!(published.rows[5].cell, hidden(Some(30), 0, Hidden::NoResidents));
    assert_eq!(published.about.map(|about| about.numerator), Some(125 + 100 + 75 + 60 + 50));
}

#[test]
fn small_events_are_hidden_and_residents_never_are() {
    let mut groups = QUINTILES;
    groups[0] = ("1", 3, 10_007);
    groups[5] = ("unknown", 2, 0);
    let published = shown(&groups);
    assert_eq!(published.rows[0].cell, hidden(None, 10_007, Hidden::ToProtectPeople));
    assert_eq!(published.rows[5].cell, hidden(None, 0, Hidden::NoResidents));
    assert_eq!(published.absolute_gap, Err(NotShown::GroupHidden));
    assert_eq!(published.sii, Err(NotShown::GroupHidden));
}

#[test]
fn more_events_than_people_make_a_rate_above_one() {
    let published = shown(&[("1", 300, 100), ("5", 150, 100)]);
    let Cell::Shown { ninety5, .. } = &published.rows[0].cell else { panic!("it is hidden") };
    assert!((ninety5.value - 3.0).abs() < 1e-9);
}

#[test]
fn no_total_is_let_out_whatever_the_policy_audits() {
    let findings = [rates("all", &[("all", 442, 53_753)]), rates("deprivation", &QUINTILES)];
    for one in release_together(&findings, &audited()) {
        assert_eq!(one.get().total, None);
    }
    assert_eq!(release(&findings[1], &audited()).get().total, None);
}

/// Both tables are of the same events, so the second may tell what the first hides.
#[test]
fn a_table_that_narrows_down_a_hidden_count_of_events_is_withheld() {
    let check = |events: u64, is_told: bool| {
        let one = rates("deprivation", &[("1", events, 900), ("2", events, 950)]);
        let two = rates("sex", &[("Female", 2 * events, 1_000), ("Male", 0, 850)]);
        let released = release_together(&[one, two], &local());
        let shown = released[1].get().rows.iter().map(|row| row.cell.counts().numerator);
        let is_withheld = shown.clone().all(|shown| shown.is_none());
        assert_eq!(is_withheld, is_told, "{:?}", shown.collect::<Vec<_>>());
    };
    // 10 stands for 8 to 12, which two of 1 to 7 may come to, whatever one of them is.
    check(5, false);
    // 15 stands for 13 to 17, and then neither can be less than 6.
    check(7, true);
}
