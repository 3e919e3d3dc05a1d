//! What holds of every summary measure, whatever the subgroups.

use std::collections::BTreeSet;

use measure::catalogue::named;
use measure::{
    Approach, Column, Found, Measured, Options, Polarity, Refusal, Row, Simulation, Table, Unit,
};
use proptest::prelude::*;

const ANY: &[&str] = &["d", "r"];
const ANY_ABOVE_TWO: &[&str] = &["par", "paf"];
const ORDERED: &[&str] = &["aci", "rci", "sii-logit", "rii-logit", "sii-linear", "rii-linear"];
const NON_ORDERED: &[&str] = &[
    "bgv", "bgsd", "cov", "idisu", "idisw", "mdbu", "mdbw", "mdmu", "mdmw", "mdru", "mdrw", "mld",
    "ti",
];
/// Those that are a ratio, and so 1 where all are equal.
const RATIOS: &[&str] = &["r", "rii-logit", "rii-linear"];

fn all() -> impl Iterator<Item = &'static str> {
    [ANY, ANY_ABOVE_TWO, ORDERED, NON_ORDERED].into_iter().flatten().copied()
}

/// A value in percent, its error, and its people.
#[derive(Clone, Copy, Debug)]
struct Group {
    value: f64,
    error: f64,
    people: f64,
}

fn groups(size: std::ops::Range<usize>) -> impl Strategy<Value = Vec<Group>> {
    let group = (1.0..99.0_f64, 0.0..5.0_f64, 20..9_000_u32)
        .prop_map(|(value, error, people)| Group { value, error, people: f64::from(people) });
    prop::collection::vec(group, size)
}

fn rows(groups: &[Group], ordered: bool) -> Vec<Row> {
    let row = |(number, group): (usize, &Group)| {
        let row = Row::new(number)
            .with(Column::Value, group.value)
            .with(Column::StandardError, group.error)
            .with(Column::Population, group.people);
        let place = f64::from(u32::try_from(number).unwrap());
        if ordered { row.with(Column::Order, place) } else { row }
    };
    (1..).zip(groups).map(row).collect()
}

fn table(rows: Vec<Row>) -> Table {
    let columns = vec![Column::Value, Column::StandardError, Column::Population, Column::Order];
    Table::new(columns, rows)
}

fn told(polarity: Polarity, unit: Unit) -> Options {
    let simulation = Simulation::new(1_000, 7).unwrap();
    let approach = Approach::Simulated(simulation);
    Options { polarity, unit, approach, ..Options::default() }
}

fn asked(name: &str, table: &Table, options: &Options) -> Result<Measured, Refusal> {
    let found = named(name).unwrap().ask(table, options);
    let [Found { row: None, outcome }] = found.as_slice() else { panic!("{name}: {found:?}") };
    outcome.clone()
}

/// The answer for groups in percent where lower is better, in order if the measure needs one.
fn of(name: &str, groups: &[Group], polarity: Polarity) -> Option<Measured> {
    let ordered = ORDERED.contains(&name);
    asked(name, &table(rows(groups, ordered)), &told(polarity, Unit::Percent)).ok()
}

fn near(one: f64, other: f64) -> bool {
    (one - other).abs() <= 1e-7 * (1e-3 + one.abs().max(other.abs()))
}

fn polarities() -> impl Strategy<Value = Polarity> {
    prop::sample::select(vec![Polarity::HigherIsBetter, Polarity::LowerIsBetter, Polarity::Neutral])
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn an_answer_is_finite_and_within_its_limits_which_widen(
        groups in groups(2..9), ordered in any::<bool>(), polarity in polarities(),
        unit in prop::sample::select(vec![Unit::Percent, Unit::Per1000, Unit::Years, Unit::Unsaid]),
    ) {
        for name in all() {
            match asked(name, &table(rows(&groups, ordered)), &told(polarity, unit)) {
                Ok(found) => {
                    prop_assert!(found.value.is_finite(), "{name} {found:?}");
                    if let Some(limits) = found.limits {
                        let (narrow, wide) = (limits.at_95, limits.at_998);
                        prop_assert!(narrow.lower <= found.value && found.value <= narrow.upper);
                        prop_assert!(wide.lower <= narrow.lower && narrow.upper <= wide.upper);
                        prop_assert!(wide.lower.is_finite() && wide.upper.is_finite());
                    } else {
                        prop_assert!(found.method.contains("without limits"), "{name} {found:?}");
                    }
                }
                Err(refused) => prop_assert!(!refused.reason().is_empty()),
            }
        }
    }

    #[test]
    fn numbers_at_the_edge_of_what_can_be_held_are_told_or_refused(
        odd in prop::collection::vec((0..9_usize, 0..6_usize, 0..6_usize), 2..6),
        ordered in any::<bool>(), polarity in polarities(),
        unit in prop::sample::select(vec![Unit::Per1000, Unit::Unsaid]),
    ) {
        let values = [0.0, 1e-320, 1e-60, 1.0, -1.0, 999.0, 1e50, -1e50, f64::MAX];
        let errors = [0.0, 1e-320, 1.0, 1e20, 1e50, f64::MAX];
        let people = [1e-320, 1e-9, 0.5, 1.0, 1e9, 1e12];
        let groups: Vec<Group> = odd
            .iter()
            .map(|&(value, error, of)| Group {
                value: values[value],
                error: errors[error],
                people: people[of],
            })
            .collect();
        for name in all() {
            if let Ok(found) = asked(name, &table(rows(&groups, ordered)), &told(polarity, unit)) {
                let limits = found.limits.map(|limits| [limits.at_95, limits.at_998]);
                let told = limits.into_iter().flatten().all(|limits| {
                    limits.lower <= found.value && found.value <= limits.upper
                });
                prop_assert!(told && found.value.is_finite(), "{name} {found:?}");
                prop_assert!(found.standard_error.is_none_or(f64::is_finite), "{name} {found:?}");
            }
        }
    }

    #[test]
    fn the_order_of_the_file_changes_nothing(groups in groups(3..9), ordered in any::<bool>()) {
        let options = told(Polarity::LowerIsBetter, Unit::Percent);
        let given = rows(&groups, ordered);
        let turned: Vec<Row> = given.iter().rev().cloned().collect();
        for name in all() {
            let one = asked(name, &table(given.clone()), &options);
            let other = asked(name, &table(turned.clone()), &options);
            match (one, other) {
                (Ok(one), Ok(other)) => prop_assert!(near(one.value, other.value), "{name}"),
                (one, other) => prop_assert!(one.is_err() && other.is_err(), "{name}"),
            }
        }
    }

    #[test]
    fn on_another_unit_a_relative_measure_stays_and_an_absolute_one_follows(
        groups in groups(3..9), factor in 0.01..100.0_f64
    ) {
        // Plain numbers, since a proportion has a unit that bounds it.
        let options = told(Polarity::LowerIsBetter, Unit::Score);
        let scaled: Vec<Group> = groups
            .iter()
            .map(|group| Group { value: group.value * factor, error: group.error * factor, ..*group })
            .collect();
        for name in all().filter(|name| !name.ends_with("logit")) {
            let ordered = ORDERED.contains(&name);
            let one = asked(name, &table(rows(&groups, ordered)), &options);
            let other = asked(name, &table(rows(&scaled, ordered)), &options);
            let (Ok(one), Ok(other)) = (one, other) else { continue };
            let by = match name {
                "d" | "par" | "aci" | "bgsd" | "sii-linear" => factor,
                "bgv" => factor * factor,
                name if name.starts_with("md") => factor,
                _ => 1.0,
            };
            prop_assert!(near(one.value * by, other.value), "{name} {} {}", one.value, other.value);
            if let (Some(one), Some(other)) = (one.limits, other.limits) {
                prop_assert!(near(one.at_95.upper * by, other.at_95.upper), "{name}");
            }
        }
    }

    #[test]
    fn counting_people_twice_changes_no_value(groups in groups(3..9)) {
        let doubled: Vec<Group> =
            groups.iter().map(|group| Group { people: group.people * 2.0, ..*group }).collect();
        // Cases are counted whole, so that a logit moves with the rounding.
        for name in all().filter(|name| !name.ends_with("logit")) {
            let one = of(name, &groups, Polarity::LowerIsBetter);
            let other = of(name, &doubled, Polarity::LowerIsBetter);
            let value = |found: Option<Measured>| found.map_or(0.0, |found| found.value);
            prop_assert!(near(value(one), value(other)), "{name}");
        }
    }

    #[test]
    fn where_all_are_equal_there_is_no_inequality(
        groups in groups(3..9), percent in 1..99_u32, hundreds in prop::collection::vec(1..90_u32, 9)
    ) {
        let equal: Vec<Group> = groups
            .iter()
            .zip(hundreds)
            .map(|(group, hundreds)| Group {
                value: f64::from(percent),
                people: f64::from(hundreds * 100),
                ..*group
            })
            .collect();
        for name in all() {
            let found = of(name, &equal, Polarity::HigherIsBetter).unwrap();
            let none = if RATIOS.contains(&name) { 1.0 } else { 0.0 };
            prop_assert!((found.value - none).abs() < 1e-5, "{name} {}", found.value);
        }
    }

    #[test]
    fn the_other_polarity_turns_only_what_it_should(groups in groups(3..9)) {
        let both = |name, ordered| {
            let table = table(rows(&groups, ordered));
            let of = |polarity| asked(name, &table, &told(polarity, Unit::Percent)).unwrap().value;
            (of(Polarity::HigherIsBetter), of(Polarity::LowerIsBetter))
        };
        let (higher, lower) = both("d", true);
        prop_assert!(near(higher, -lower));
        let (higher, lower) = both("r", true);
        prop_assert!(near(higher * lower, 1.0));
        for name in ANY {
            let (higher, lower) = both(name, false);
            prop_assert!(near(higher, lower) && higher >= 0.0, "{name}");
        }
        for name in ANY_ABOVE_TWO {
            for ordered in [true, false] {
                let (higher, lower) = both(name, ordered);
                prop_assert!(higher >= 0.0 && lower <= 0.0, "{name}");
            }
        }
        // A line may have no ratio, in either polarity.
        for name in ORDERED {
            let value =
                |polarity| of(name, &groups, polarity).map_or(0.0, |found| found.value);
            let (higher, lower) =
                (value(Polarity::HigherIsBetter), value(Polarity::LowerIsBetter));
            prop_assert!(near(higher, lower), "{name}");
        }
        for name in NON_ORDERED.iter().filter(|name| !name.starts_with("mdb") && !name.starts_with("mdr")) {
            let (higher, lower) = both(name, false);
            prop_assert!(near(higher, lower), "{name}");
        }
    }

    #[test]
    fn the_other_end_of_an_order_turns_its_indices(groups in groups(3..9)) {
        let turned: Vec<Group> = groups.iter().rev().copied().collect();
        for name in ORDERED {
            let one = of(name, &groups, Polarity::Neutral);
            let other = of(name, &turned, Polarity::Neutral);
            let (Some(one), Some(other)) = (one, other) else { continue };
            let same = if RATIOS.contains(name) {
                near(one.value * other.value, 1.0)
            } else {
                near(one.value, -other.value)
            };
            prop_assert!(same, "{name} {} {}", one.value, other.value);
        }
    }
}

/// Which measures answer, of three groups or two, in order or not, with a polarity or without.
#[test]
fn each_measure_is_for_some_subgroups_and_refused_by_name_for_others() {
    let group = |value| Group { value, error: 1.0, people: 500.0 };
    let three = [group(30.0), group(22.0), group(15.0)];
    for ordered in [true, false] {
        for size in [2, 3] {
            for polarity in [Polarity::HigherIsBetter, Polarity::LowerIsBetter, Polarity::Neutral] {
                let said = polarity != Polarity::Neutral;
                let mut expected: BTreeSet<&str> = BTreeSet::new();
                if said || !ordered {
                    expected.extend(ANY);
                }
                if size > 2 && said {
                    expected.extend(ANY_ABOVE_TWO);
                }
                if size > 2 && ordered {
                    expected.extend(ORDERED);
                }
                if size > 2 && !ordered {
                    let needs_polarity =
                        |name: &&&str| name.starts_with("mdb") || name.starts_with("mdr");
                    expected
                        .extend(NON_ORDERED.iter().filter(|name| said || !needs_polarity(name)));
                }
                let table = table(rows(&three[..size], ordered));
                let options = told(polarity, Unit::Percent);
                let answer: BTreeSet<&str> =
                    all().filter(|name| asked(name, &table, &options).is_ok()).collect();
                assert_eq!(answer, expected, "ordered {ordered}, {size} groups, {polarity}");
            }
        }
    }
}

fn refused(name: &str, rows: Vec<Row>, options: &Options, says: &str) {
    let found = asked(name, &table(rows), options);
    assert_eq!(found.as_ref().map_err(Refusal::reason).unwrap_err(), says, "{name}");
}

#[test]
fn what_cannot_be_used_is_refused_in_words() {
    let options = told(Polarity::LowerIsBetter, Unit::Percent);
    let group = |value| Group { value, error: 1.0, people: 500.0 };
    let good = [group(30.0), group(22.0), group(15.0)];
    let with = |at: usize, change: &dyn Fn(Row) -> Row| {
        let mut rows = rows(&good, true);
        rows[at] = change(rows[at].clone());
        rows
    };
    refused(
        "d",
        with(1, &|row| row.with(Column::Value, 101.0)),
        &options,
        "“row 2” has a value of 101, not one from 0 to 100",
    );
    refused(
        "d",
        with(1, &|row| row.with(Column::Population, 0.0)),
        &options,
        "“row 2” has a population of 0, not one above 0, like 7291",
    );
    refused(
        "sii-logit",
        with(1, &|row| row.with(Column::Population, 0.5)),
        &options,
        "“row 2” has a population of 0.5, in which people cannot be counted: give people and not shares",
    );
    refused(
        "d",
        with(2, &|row| row.with(Column::Order, 2.0)),
        &options,
        "rows 2 and 3 both have the order 2: each group has a place of its own",
    );
    let none = rows(&good.map(|group| Group { value: 0.0, ..group }), true);
    refused(
        "rci",
        none.clone(),
        &options,
        "the average is 0, and this measure is divided by one above 0, like 22.9",
    );
    refused(
        "sii-logit",
        none,
        &options,
        "no logistic curve fits: the values jump between none and all somewhere, or all are one of these",
    );
    let jump = [group(0.0), group(0.0), group(100.0)];
    refused(
        "rii-logit",
        rows(&jump, true),
        &options,
        "no logistic curve fits: the values jump between none and all somewhere, or all are one of these",
    );
    let named = Options { reference: Some("Q9".to_owned()), ..options.clone() };
    refused(
        "mdru",
        rows(&good, false),
        &named,
        "no subgroup with a value has the name “Q9”, so none can be the reference",
    );
    let averaged = |one, other| {
        let mut rows = rows(&good, false);
        rows[0] = rows[0].clone().with(Column::Average, one);
        rows[2] = rows[2].clone().with(Column::Average, other);
        rows
    };
    refused(
        "par",
        averaged(20.0, 21.0),
        &options,
        "rows 1 and 3 have averages of 20 and 21: a setting has one",
    );
    for name in ["d", "bgv", "par"] {
        let people = rows(&good, false).into_iter().map(|row| row.with(Column::Weight, 1.2));
        refused(
            name,
            people.collect(),
            &options,
            "this measure is of subgroups, and here each row is one person, with a weight: of people there are the aci, the rci, the sii and the rii",
        );
    }
    let rates = told(Polarity::LowerIsBetter, Unit::Years);
    refused(
        "sii-logit",
        rows(&good, true),
        &rates,
        "a logit is of parts of a whole: give the unit, like percent, or use the linear measure",
    );
}
