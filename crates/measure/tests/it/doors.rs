//! What the door of a gradient refuses, and in which words.

use measure::{Band, Gradient, Transform, Uncertainty, ValueKind};

fn check(kind: ValueKind, transform: Transform, bands: &[Band], expected: &str) {
    let refused = Gradient::most_deprived_first(kind, transform, bands);
    assert_eq!(refused.map_err(|error| error.to_string()), Err(expected.to_owned()));
}

fn bands(values: [f64; 3], error: f64) -> [Band; 3] {
    let uncertainty = Uncertainty::StandardError(error);
    values.map(|value| Band { population: 100.0, value, uncertainty })
}

#[test]
fn one_group_or_two_are_too_few() {
    let three = bands([1.0, 2.0, 3.0], 0.1);
    for groups in 0..3 {
        let says = format!(
            "{groups} groups are not a gradient, which needs at least 3, like the 5 quintiles"
        );
        check(ValueKind::Plain, Transform::None, &three[..groups], &says);
    }
    assert!(Gradient::most_deprived_first(ValueKind::Plain, Transform::None, &three).is_ok());
}

#[test]
fn a_group_without_people_is_refused() {
    for population in [0.0, -1.0, f64::NAN, f64::INFINITY] {
        let mut bands = bands([1.0, 2.0, 3.0], 0.1);
        bands[1].population = population;
        let says = format!("group 2 has a population of {population}, not one above 0, like 7291");
        check(ValueKind::Plain, Transform::None, &bands, &says);
    }
}

#[test]
fn a_missing_value_or_one_of_another_kind_is_refused() {
    let cases = [
        (ValueKind::Plain, f64::NAN, "a number, like 79.4"),
        (ValueKind::Plain, f64::INFINITY, "a number, like 79.4"),
        (ValueKind::Rate, 0.0, "a rate above 0, like 150.2"),
        (ValueKind::Rate, -2.5, "a rate above 0, like 150.2"),
        (ValueKind::Proportion, 0.0, "a proportion between 0 and 1, like 0.212"),
        (ValueKind::Proportion, 1.0, "a proportion between 0 and 1, like 0.212"),
        (ValueKind::Proportion, 21.2, "a proportion between 0 and 1, like 0.212"),
    ];
    for (kind, value, needed) in cases {
        let says = format!("group 3 has a value of {value}, not {needed}");
        check(kind, Transform::None, &bands([0.1, 0.2, value], 0.1), &says);
    }
}

#[test]
fn an_error_that_is_missing_or_says_nothing_is_refused() {
    for (kind, error) in [
        (ValueKind::Plain, f64::NAN),
        (ValueKind::Plain, -0.1),
        (ValueKind::Plain, f64::INFINITY),
        (ValueKind::Rate, 21.0),
    ] {
        let says = format!(
            "group 1 has a standard error of {error}, not one from 0, like 1.57, to 20 on a log or logit scale"
        );
        check(kind, Transform::None, &bands([0.1, 0.2, 0.3], error), &says);
    }
}

#[test]
fn limits_must_hold_their_value() {
    for (lower, upper) in [(0.25, 0.15), (0.21, 0.3), (f64::NAN, 0.3), (0.0, 0.3), (0.1, 1.0)] {
        let mut bands = bands([0.1, 0.2, 0.3], 0.1);
        bands[1].uncertainty = Uncertainty::Limits { lower, upper };
        let says = format!(
            "group 2 has limits of {lower} and {upper}, not two that hold its value of 0.2, each a proportion between 0 and 1, like 0.212"
        );
        check(ValueKind::Proportion, Transform::None, &bands, &says);
    }
}

#[test]
fn everyone_in_one_group_is_a_point() {
    let mut bands = bands([1.0, 2.0, 3.0], 0.1);
    bands[0].population = 1e15;
    let says = "nearly everyone is in one group, which is a point and not a gradient: populations should compare, like 7291 and 7997";
    check(ValueKind::Plain, Transform::None, &bands, says);
}

#[test]
fn a_scale_is_for_values_of_its_kind() {
    let values = bands([0.1, 0.2, 0.3], 0.1);
    let rule = "a rate may take the log scale, a proportion the logit";
    for (kind, transform, asked) in [
        (ValueKind::Plain, Transform::Log, "a plain value is not fitted on the log scale"),
        (ValueKind::Rate, Transform::Logit, "a rate is not fitted on the logit scale"),
        (ValueKind::Proportion, Transform::Log, "a proportion is not fitted on the log scale"),
    ] {
        check(kind, transform, &values, &format!("{asked}: {rule}"));
    }
}
