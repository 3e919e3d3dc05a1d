//! What the door of a survey refuses, and what holds of everyone surveyed.

use measure::Unit;
use measure::who::{
    Link, Person, Survey, surveyed_absolute_concentration, surveyed_relative_concentration,
    surveyed_relative_index, surveyed_slope_index,
};
use proptest::prelude::*;

fn person(order: f64, value: Option<f64>, weight: f64, stratum: u8, cluster: u8) -> Person {
    Person { order, value, weight, stratum: format!("s{stratum}"), cluster: format!("c{cluster}") }
}

fn everyone() -> Vec<Person> {
    let of = |(at, value): (u8, f64)| person(f64::from(at % 3), Some(value), 1.0, at % 2, at / 4);
    (0..12).zip([0., 1., 0., 1., 1., 0., 1., 0., 1., 1., 0., 1.]).map(of).collect()
}

fn check(people: &[Person], unit: Unit, expected: &str) {
    let refused = Survey::new(people, unit).map_err(|error| error.to_string());
    assert_eq!(refused, Err(expected.to_owned()));
}

#[test]
fn a_person_who_cannot_be_counted_is_named() {
    let with = |change: &dyn Fn(&mut Person)| {
        let mut people = everyone();
        change(&mut people[4]);
        people
    };
    check(
        &with(&|person| person.weight = -1.0),
        Unit::Unsaid,
        "person 5 has the weight -1, not one of 0 or more, like 1.2",
    );
    check(
        &with(&|person| person.order = f64::NAN),
        Unit::Unsaid,
        "person 5 has the order NaN, not a finite number, like 1",
    );
    check(
        &with(&|person| person.value = Some(50.0)),
        Unit::Percent,
        "person 5 has the value 50, not a part of 1, usually 0 or 1",
    );
    let with = with(&|person| person.value = Some(50.0));
    let found = Survey::new(&with, Unit::Unsaid).unwrap();
    assert!(surveyed_absolute_concentration(&found).is_ok());
    let refused = surveyed_slope_index(&found, Link::Logit).map_err(|error| error.to_string());
    let says =
        "“a person” has a value of 50, which this measure needs to be a part of 1, usually 0 or 1";
    assert_eq!(refused, Err(says.to_owned()));
}

#[test]
fn a_stratum_of_one_cluster_has_no_error_and_is_named() {
    let mut people = everyone();
    people.push(person(1.0, Some(1.0), 1.0, 9, 0));
    let says =
        "the stratum “s9” has one cluster, of which no error can be told: join it to another";
    check(&people, Unit::Proportion, says);
}

#[test]
fn two_subgroups_are_no_order_and_nobody_is_no_survey() {
    let two: Vec<Person> = everyone().into_iter().filter(|person| person.order < 2.0).collect();
    let says = "people of 2 subgroups have a value, and an order needs at least 3";
    check(&two, Unit::Proportion, says);
    check(&[], Unit::Proportion, &says.replace('2', "0"));
}

#[test]
fn where_everyone_has_the_same_there_is_no_curve_and_no_gradient() {
    let same: Vec<Person> =
        everyone().into_iter().map(|person| Person { value: Some(1.0), ..person }).collect();
    let survey = Survey::new(&same, Unit::Proportion).unwrap();
    assert!(surveyed_slope_index(&survey, Link::Logit).is_err());
    let line = surveyed_relative_index(&survey, Link::Linear).unwrap();
    assert!((line.value - 1.0).abs() < 1e-12);
    let none: Vec<Person> =
        same.into_iter().map(|person| Person { value: Some(0.0), ..person }).collect();
    let survey = Survey::new(&none, Unit::Proportion).unwrap();
    assert!(surveyed_relative_concentration(&survey).is_err());
}

proptest! {
    #[test]
    fn weights_count_only_against_each_other_and_people_in_any_order(
        answers in prop::collection::vec((0..4_u8, any::<bool>(), 0.1..9.0_f64), 24..60),
        factor in 0.1..1e4_f64
    ) {
        let people: Vec<Person> = (0..)
            .zip(&answers)
            .map(|(at, &(order, yes, weight)): (u8, _)| {
                let value = Some(f64::from(u8::from(yes)));
                person(f64::from(order), value, weight, at % 2, at / 2 % 4)
            })
            .collect();
        let mut heavier: Vec<Person> = people
            .iter()
            .map(|person| Person { weight: person.weight * factor, ..person.clone() })
            .collect();
        heavier.reverse();
        let of = |people: &[Person]| {
            let survey = Survey::new(people, Unit::Percent).ok()?;
            let found = surveyed_slope_index(&survey, Link::Logit).ok()?;
            Some((found.value, found.standard_error?, surveyed_absolute_concentration(&survey).ok()?))
        };
        if let (Some(one), Some(other)) = (of(&people), of(&heavier)) {
            let near = |one: f64, other: f64| (one - other).abs() <= 1e-6 * (1e-2 + one.abs());
            prop_assert!(near(one.0, other.0) && near(one.1, other.1));
            prop_assert!(near(one.2.value, other.2.value));
            let limits = one.2.limits.unwrap().at_95;
            prop_assert!(limits.lower <= one.2.value && one.2.value <= limits.upper);
        }
    }
}
