//! Whatever a table holds, every measure answers with finite numbers or in words.

use measure::catalogue::named;
use measure::{
    Approach, Cell, Column, Comparer, Limits, MEASURES, Multiplier, Options, Polarity, Power, Row,
    Shape, Simulation, Step, Table, Transform, Unit,
};
use proptest::prelude::*;

use crate::changes::polarities;

const OF_CHANGE: [&str; 5] =
    ["change", "minimum-detectable-change", "comparison", "recent-trend", "trajectory"];

const COLUMNS: [Column; 7] = [
    Column::Order,
    Column::Numerator,
    Column::Denominator,
    Column::Value,
    Column::StandardError,
    Column::Lower,
    Column::Upper,
];

/// Numbers people have, and those that only a broken file has.
fn numbers() -> impl Strategy<Value = f64> {
    prop_oneof![
        4 => (0..40_u32).prop_map(f64::from),
        2 => -5.0..100.0_f64,
        1 => prop::sample::select(vec![0.0, -0.0, 1e-300, -1e-300, 1e300, -1e300, f64::MAX, 1e15, 5e-324]),
    ]
}

fn cells() -> impl Strategy<Value = Cell> {
    prop_oneof![
        6 => numbers().prop_map(Cell::Number),
        2 => Just(Cell::Blank),
        1 => Just(Cell::of("*")),
    ]
}

fn rows() -> impl Strategy<Value = Vec<Row>> {
    let row = (prop::collection::vec(cells(), COLUMNS.len()), 0..4_u8, 0..9_u8);
    // A blank first cell is a row of the wrong kind; mostly the cells fit one another.
    let fitting = (0..60_u64, 0..60_u64, 0..4_u8, 1..4_u8, 0.0..9.0_f64);
    let odd = row.prop_map(|(cells, period, present)| {
        let mut row = Row::new(1);
        for (at, (column, cell)) in COLUMNS.into_iter().zip(cells).enumerate() {
            if at < usize::from(present) {
                row.put(column, cell);
            }
        }
        row.period = ["", "2023", "2024", "2025"][usize::from(period)].to_owned();
        row
    });
    let plain = fitting.prop_map(|(x, rest, period, order, error)| {
        #[expect(clippy::cast_precision_loss, reason = "a small number")]
        let (x, n) = (x as f64, (x + rest) as f64);
        let row = Row::new(1).with(Column::Order, f64::from(order));
        let mut row = if period % 2 == 0 {
            row.with(Column::Numerator, x).with(Column::Denominator, n)
        } else {
            row.with(Column::Value, x - 20.0).with(Column::StandardError, error)
        };
        row.period = ["2022", "2023", "2024", "2025"][usize::from(period)].to_owned();
        row
    });
    prop::collection::vec(prop_oneof![3 => plain, 1 => odd], 0..9)
}

fn options() -> impl Strategy<Value = Options> {
    let shapes = prop::sample::select(vec![
        Shape::Linear,
        Shape::Geometric,
        Shape::Stepped(vec![Step { period: 1.0, value: 3.0 }]),
    ]);
    let comparers = prop::sample::select(vec![
        Comparer::OneLevel,
        Comparer::TwoLevels,
        Comparer::Target,
        Comparer::TargetWithLimits,
        Comparer::RangeTo(40.0),
        Comparer::Quintiles,
    ]);
    let units = prop::sample::select(vec![Unit::Unsaid, Unit::Percent, Unit::Per1000, Unit::Years]);
    let powers = prop::sample::select(Power::BOTH.to_vec());
    (
        polarities(),
        units,
        shapes,
        comparers,
        powers,
        prop::option::of(numbers()),
        prop::option::of(numbers()),
        prop_oneof![Just(0.0), numbers()],
    )
        .prop_map(|(polarity, unit, shape, comparer, power, benchmark, due, tolerance)| {
            Options {
                polarity,
                unit,
                shape,
                comparer,
                power,
                benchmark,
                due,
                tolerance,
                ..Options::default()
            }
        })
}

fn holds(Limits { lower, upper }: Limits, value: f64) -> bool {
    lower.is_finite() && upper.is_finite() && lower <= value && value <= upper
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn every_answer_is_finite_or_in_words(rows in rows(), options in options(), name in prop::sample::select(OF_CHANGE.to_vec())) {
        let table = Table::new(COLUMNS.to_vec(), rows);
        for found in named(name).unwrap().ask(&table, &options) {
            match found.outcome {
                Ok(found) => {
                    prop_assert!(found.value.is_finite(), "{name}: {found:?}");
                    prop_assert!(found.standard_error.is_none_or(f64::is_finite), "{name}: {found:?}");
                    if let Some(limits) = found.limits {
                        prop_assert!(holds(limits.at_95, found.value), "{name}: {found:?}");
                        prop_assert!(holds(limits.at_998, found.value), "{name}: {found:?}");
                    }
                    let says = found.says.unwrap_or_default();
                    prop_assert!(!says.is_empty() && !says.contains("NaN") && !says.contains("inf"), "{name}: {says}");
                }
                Err(refusal) => prop_assert!(!refusal.reason().is_empty()),
            }
        }
    }
}

/// A row with something in any column: mostly what fits, here and there what does not.
fn full_rows() -> impl Strategy<Value = Vec<Row>> {
    let fitting = (0..400_u32, 0..400_u32, 1..6_u32, 0..6_usize, 0.01..9.0_f64, 0..20_usize);
    let odd = prop::option::weighted(0.2, (0..COLUMN_COUNT, cells()));
    let row = (fitting, odd).prop_map(|((x, rest, few, name, error, age), odd)| {
        let [x, rest, few] = [x, rest, few].map(f64::from);
        let mut row = Row::new(1)
            .with(Column::Numerator, x)
            .with(Column::Denominator, x + rest)
            .with(Column::Population, x + rest + 1.0)
            .with(Column::Value, x / 4.0)
            .with(Column::StandardError, error)
            .with(Column::Standard, 5_000.0)
            .with(Column::ReferenceNumerator, rest)
            .with(Column::ReferenceDenominator, 10.0 * (x + rest) + 1.0)
            .with(Column::StartAge, f64::from(measure::life_expectancy::START_AGES[age]))
            .with(Column::Deaths, x / 4.0)
            .with(Column::Frequency, few);
        row.subgroup = ["a", "b", "c", "d", "e", ""][name].to_owned();
        row.period = ["2023", "2024"][usize::from(few > 2.0)].to_owned();
        if let Some((at, cell)) = odd {
            row.put(measure::table::COLUMNS[at].column, cell);
        }
        row
    });
    (prop::collection::vec(row, 0..12), any::<bool>()).prop_map(|(rows, ordered)| {
        let numbered = rows.into_iter().enumerate().map(|(at, row)| {
            #[expect(clippy::cast_precision_loss, reason = "a small number")]
            let order = (at + 1) as f64;
            if ordered { row.with(Column::Order, order) } else { row }
        });
        numbered.collect()
    })
}

const COLUMN_COUNT: usize = measure::table::COLUMNS.len();

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn every_measure_answers_with_finite_numbers_or_in_words(
        rows in full_rows(), options in options(),
        transform in prop::sample::select(vec![Transform::None, Transform::Log, Transform::Logit]),
        quantiles in prop::option::of(0..12_u32),
        reference in prop::option::of(prop::sample::select(vec!["a", "b", "z"])),
        multiplier in prop::option::weighted(0.3, numbers()),
    ) {
        let columns = measure::table::COLUMNS.iter().map(|known| known.column).collect();
        let table = Table::new(columns, rows);
        let approach = Approach::Simulated(Simulation::new(1_000, 1).unwrap());
        let reference = reference.map(str::to_owned);
        let multiplier = multiplier.and_then(|number| Multiplier::new(number).ok());
        let drawn = Options { transform, quantiles, reference, multiplier, approach, ..options };
        let computed = Options { approach: Approach::Computed, ..drawn.clone() };
        for measure in MEASURES {
            // What has no distribution to invert would draw 100,000 times, and is held by the first.
            let slopes = ["sii", "rii", "sii-national", "rii-national"].contains(&measure.name);
            let asked = if slopes && rare(&table) { vec![&drawn, &computed] } else { vec![&drawn] };
            for found in asked.into_iter().flat_map(|options| measure.ask(&table, options)) {
                let name = measure.name;
                match found.outcome {
                    Ok(found) => {
                        prop_assert!(found.value.is_finite(), "{name}: {found:?}");
                        prop_assert!(found.n.is_finite(), "{name}: {found:?}");
                        prop_assert!(found.standard_error.is_none_or(f64::is_finite), "{name}: {found:?}");
                        for limits in found.limits.into_iter().flat_map(|both| [both.at_95, both.at_998]) {
                            // A funnel's limits are around the average, not around the value.
                            let around = name.starts_with("funnel") || holds(limits, found.value);
                            prop_assert!(around, "{name}: {found:?}");
                            prop_assert!(limits.lower.is_finite() && limits.upper.is_finite(), "{name}: {found:?}");
                        }
                        let says = found.says.unwrap_or_default();
                        prop_assert!(!says.contains("NaN") && !says.contains("inf"), "{name}: {says}");
                    }
                    Err(refusal) => prop_assert!(!refusal.reason().is_empty(), "{name}"),
                }
            }
        }
    }
}

/// Every eighth table or so, by what is in it.
fn rare(table: &Table) -> bool {
    table.rows().len() % 8 == 5
}

#[test]
fn an_empty_table_is_refused_by_each_in_words() {
    let empty = Table::new(COLUMNS.to_vec(), Vec::new());
    let options = Options {
        benchmark: Some(1.0),
        comparer: Comparer::Quintiles,
        polarity: Polarity::LowerIsBetter,
        ..Options::default()
    };
    let says = OF_CHANGE.map(|name| {
        let found = named(name).unwrap().ask(&empty, &options);
        let [found] = found.as_slice() else { panic!("{name}: {found:?}") };
        found.outcome.as_ref().map_err(|refusal| refusal.reason().to_owned()).unwrap_err()
    });
    assert_eq!(
        says,
        [
            "a change needs at least 2 periods, and there is none",
            "a gap needs at least 2 groups, and there is none",
            "0 values cannot be put into 5 quantiles: there must be as many at least",
            "Cannot be calculated: 0 points are too few, and at least 5 are needed",
            "a trajectory needs a baseline and a newer period, and there is none",
        ]
    );
}
