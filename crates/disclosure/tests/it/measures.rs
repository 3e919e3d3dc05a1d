//! Gaps and slopes, which say no more than the rows they are worked out from.

use disclosure::{NotShown, Published, Sealed, release};
use programme::indicator::Polarity;

use crate::build::{finding, local};

type Group = (&'static str, u64, u64);

const FIFTHS: [Group; 6] = [
    ("1", 182, 1_003),
    ("2", 150, 1_048),
    ("3", 121, 961),
    ("4", 97, 1_012),
    ("5", 83, 988),
    ("unknown", 4, 31),
];

fn with(at: usize, group: Group) -> Vec<Group> {
    let mut groups = FIFTHS.to_vec();
    groups[at] = group;
    groups
}

#[test]
fn every_measure_is_that_of_the_rounded_numbers() {
    let released = release(&finding("deprivation", &FIFTHS), &local());
    let found = released.get();
    let absolute = found.absolute_gap.as_ref().unwrap();
    assert!((absolute.value - (180.0 / 1005.0 - 85.0 / 990.0)).abs() < 1e-9);
    assert!(absolute.lower > 0.05 && absolute.upper < 0.13);
    let relative = found.relative_gap.as_ref().unwrap();
    assert!((relative.value - (180.0 / 1005.0) / (85.0 / 990.0)).abs() < 1e-9);
    // Least minus most deprived, so below 0 where the most deprived miss more.
    let (sii, rii) = (found.sii.as_ref().unwrap(), found.rii.as_ref().unwrap());
    let (most, least) = found.line.unwrap();
    assert!(sii.upper < 0.0 && (sii.value - (least - most)).abs() < 2e-9);
    assert!(rii.upper < 1.0 && (rii.value - least / most).abs() < 1e-7);
    let opened: Published = Sealed::from_store(released.seal().unwrap().as_str().to_owned())
        .open::<Published>()
        .unwrap()
        .get()
        .clone();
    assert_eq!(&opened, found);
}

#[test]
fn a_gap_is_above_0_where_the_most_deprived_are_worse_off() {
    let mut better_higher = finding("deprivation", &FIFTHS);
    better_higher.subject.polarity = Polarity::HigherIsBetter;
    let good = release(&better_higher, &local());
    let bad = release(&finding("deprivation", &FIFTHS), &local());
    let [good, bad] = [good, bad].map(|found| {
        let gap = found.get().absolute_gap.clone().unwrap();
        let ratio = found.get().relative_gap.clone().unwrap();
        (gap, ratio)
    });
    assert!(bad.0.value > 0.0 && bad.1.value > 1.0, "missed appointments");
    assert!((good.0.value + bad.0.value).abs() < 1e-9, "kept ones, were these they");
    assert!((good.1.value * bad.1.value - 1.0).abs() < 1e-6);
}

#[test]
fn unknown_is_neither_an_end_nor_on_the_line() {
    let one = release(&finding("deprivation", &FIFTHS), &local());
    let other = release(&finding("deprivation", &with(5, ("unknown", 900, 5_000))), &local());
    let (one, other) = (one.get(), other.get());
    assert_eq!(one.absolute_gap, other.absolute_gap);
    assert_eq!((&one.sii, &one.rii, one.line), (&other.sii, &other.rii, other.line));
}

#[test]
fn the_ends_are_found_by_name_and_not_by_place() {
    let mut turned = FIFTHS.to_vec();
    turned.reverse();
    let one = release(&finding("deprivation", &FIFTHS), &local());
    let other = release(&finding("deprivation", &turned), &local());
    assert_eq!(one.get().absolute_gap, other.get().absolute_gap);
    assert_eq!(one.get().line, other.get().line);
}

#[test]
fn a_hidden_group_refuses_what_needs_it_and_no_more() {
    let hidden = |at, group| release(&finding("deprivation", &with(at, group)), &local());
    let middle = hidden(2, ("3", 6, 961));
    assert!(middle.get().absolute_gap.is_ok());
    assert_eq!(middle.get().sii, Err(NotShown::GroupHidden));
    assert_eq!(middle.get().line, None);
    let end = hidden(4, ("5", 985, 988));
    assert_eq!(end.get().absolute_gap, Err(NotShown::GroupHidden));
    assert_eq!(end.get().relative_gap, Err(NotShown::GroupHidden));
}

#[test]
fn what_cannot_be_worked_out_says_why() {
    let empty = release(&finding("deprivation", &with(0, ("1", 0, 0))), &local());
    let why = Err(NotShown::Undefined("nobody is in group 1".to_owned()));
    assert_eq!((&empty.get().absolute_gap, &empty.get().sii), (&why, &why));
    let none = release(&finding("deprivation", &with(4, ("5", 0, 988))), &local());
    assert!(none.get().absolute_gap.is_ok());
    assert!(matches!(none.get().relative_gap, Err(NotShown::Undefined(_))));
}

#[test]
fn a_breakdown_without_an_order_has_no_ends() {
    for breakdown in ["all", "ethnicity", "sex", "age", "site", "deprivation+sex"] {
        let released = release(&finding(breakdown, &FIFTHS), &local());
        let found = released.get();
        for measure in [&found.absolute_gap, &found.relative_gap, &found.sii, &found.rii] {
            assert_eq!(measure, &Err(NotShown::NotForThisBreakdown), "{breakdown}");
        }
    }
}
