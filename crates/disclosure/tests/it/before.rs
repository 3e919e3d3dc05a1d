//! What a source had published passes as it is, and says so.

use disclosure::{ALREADY_PUBLISHED, Before, Cell, Interval, NotShown, release_published};
use programme::indicator::Polarity;

use crate::build::finding;

fn value(group: &str, value: f64) -> Before {
    let ninety5 = Some(Interval { value, lower: value - 0.01, upper: value + 0.01 });
    Before { group: group.to_owned(), ninety5, ninety98: None }
}

#[test]
fn values_pass_as_they_are_and_nothing_that_needs_counts_is_worked_out() {
    let mut subject = finding("deprivation", &[]).subject;
    let values = [("1", 0.30), ("2", 0.25), ("5", 0.18)].map(|(group, of)| value(group, of));
    let released = release_published(subject.clone(), values.to_vec());
    let published = released.get();
    assert_eq!(published.policy, ALREADY_PUBLISHED);
    let first = &published.rows[0].cell;
    let Cell::Published { ninety5, ninety98: None } = first else { panic!("{first:?}") };
    assert!((ninety5.value - 0.30).abs() < 1e-12);
    let gap = published.absolute_gap.as_ref().unwrap();
    // The limits are those of the two values put together by squares.
    assert!((gap.value - 0.12).abs() < 1e-9);
    assert!((gap.upper - (0.12 + 0.01 * 2.0_f64.sqrt())).abs() < 1e-9);
    let no_counts = NotShown::Undefined("its source published no counts".to_owned());
    assert_eq!(published.sii.as_ref().unwrap_err(), &no_counts);
    assert_eq!(published.relative_gap.as_ref().unwrap_err(), &no_counts);
    subject.polarity = Polarity::HigherIsBetter;
    let other = release_published(subject, values.to_vec());
    assert!((other.get().absolute_gap.as_ref().unwrap().value + 0.12).abs() < 1e-9);
}

#[test]
fn a_value_that_the_source_hid_stays_hidden_and_so_does_the_gap() {
    let subject = finding("deprivation", &[]).subject;
    let hidden = Before { ninety5: None, ..value("1", 0.3) };
    let released = release_published(subject, vec![hidden, value("5", 0.2)]);
    let published = released.get();
    assert!(matches!(published.rows[0].cell, Cell::Hidden { numerator: None, .. }));
    assert_eq!(published.absolute_gap, Err(NotShown::GroupHidden));
    let subject = finding("sex", &[]).subject;
    let released = release_published(subject, vec![value("Female", 0.3), value("Male", 0.2)]);
    assert_eq!(released.get().absolute_gap, Err(NotShown::NotForThisBreakdown));
    assert_eq!(released.seal().unwrap().open().ok().as_ref(), Some(&released));
}
