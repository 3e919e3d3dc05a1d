//! Each row of a table against the funnel around their average, or around a benchmark.

use statrs::function::gamma::{gamma_lr, gamma_ur};

use super::{Around, event_limits, proportion_limits};
use crate::table::Column;
use crate::{
    AtBoth, Confidence, Found, Limits, Measure, Measured, Options, Refusal, Row, Table, Unit,
};

const TAKES: &str = "numerator, denominator; --benchmark, or their average";

pub(crate) const PROPORTION: Measure = Measure {
    name: "funnel-proportion",
    title: "Funnel of proportions",
    says: "Which proportions are further from the average than chance would take them, given their size.",
    takes: TAKES,
    documented: "funnel::proportion_limits",
    find: |table, options| proportions(table, options, Around::Average),
};

pub(crate) const PROPORTION_BY_WILSON: Measure = Measure {
    name: "funnel-proportion-wilson",
    title: "Funnel of proportions, by Wilson's interval",
    says: "The same with the limits of Fingertips' own comparison.",
    takes: TAKES,
    documented: "funnel::proportion_limits",
    find: |table, options| proportions(table, options, Around::Wilson),
};

pub(crate) const RATIO: Measure = Measure {
    name: "funnel-ratio",
    title: "Funnel of ratios",
    says: "Which ratios of observed to expected events are further from 100 than chance would take them.",
    takes: "numerator (observed), denominator (expected); --benchmark, or 100",
    documented: "funnel::event_limits",
    find: ratios,
};

pub(crate) const RATE: Measure = Measure {
    name: "funnel-rate",
    title: "Funnel of rates",
    says: "Which rates are further from the average than chance would take them, given their people.",
    takes: TAKES,
    documented: "funnel::event_limits",
    find: rates,
};

/// A row's events or people, and its size.
type Counts = (f64, f64);

fn counts(row: &Row) -> Result<Counts, Refusal> {
    Ok((row.not_negative(Column::Numerator)?, row.positive(Column::Denominator)?))
}

/// The average of all rows together.
fn average(table: &Table) -> Result<f64, Refusal> {
    table.needs(&[Column::Numerator, Column::Denominator])?;
    let (mut above, mut below) = (0.0, 0.0);
    for row in table.rows() {
        let (x, n) = counts(row)?;
        above += x;
        below += n;
    }
    Ok(above / below)
}

fn proportions(table: &Table, options: &Options, around: Around) -> Vec<Found> {
    let whole = options.multiplied_by(options.unit.whole());
    let given = options.benchmark.map(|benchmark| benchmark / whole);
    let average = match given.map_or_else(|| average(table), Ok) {
        Ok(average) => average,
        Err(refused) => return Found::none(table.rows(), &refused),
    };
    let method = match around {
        Around::Average => "normal limits of the average at each size",
        Around::Wilson => "Wilson interval of the average at each size",
    };
    Found::each(table.rows(), |row| {
        let (x, n) = counts(row)?;
        if x > n {
            return Err(Refusal::new(format!(
                "row {}: {x} of {n} is not a proportion, like 3 of 10",
                row.number()
            )));
        }
        let limits =
            AtBoth::of(|level| proportion_limits(average, n, around, level)).transposed()?;
        let value = x / n;
        let beyond = |Limits { lower, upper }: Limits| side(value < lower, value > upper);
        Ok(against(value, limits, limits.map(beyond), whole, n, method))
    })
}

fn ratios(table: &Table, options: &Options) -> Vec<Found> {
    let whole = if options.unit == Unit::Unsaid { 100.0 } else { options.unit.whole() };
    let whole = options.multiplied_by(whole);
    let average = options.benchmark.map_or(1.0, |benchmark| benchmark / whole);
    Found::each(table.rows(), |row| events(table, row, average, whole))
}

fn rates(table: &Table, options: &Options) -> Vec<Found> {
    let whole = options.multiplied_by(options.unit.multiplier_of_a_rate());
    let given = options.benchmark.map(|benchmark| benchmark / whole);
    match given.map_or_else(|| average(table), Ok) {
        Ok(average) => Found::each(table.rows(), |row| events(table, row, average, whole)),
        Err(refused) => Found::none(table.rows(), &refused),
    }
}

fn events(table: &Table, row: &Row, average: f64, whole: f64) -> Result<Measured, Refusal> {
    table.needs(&[Column::Numerator, Column::Denominator])?;
    let (x, size) = counts(row)?;
    let expected = size * average;
    let limits = AtBoth::of(|level| event_limits(expected, level)).transposed()?;
    let limits =
        limits.map(|Limits { lower, upper }| Limits { lower: lower / size, upper: upper / size });
    let beyond = AtBoth::of(|level: Confidence| {
        let few = gamma_ur(x + 1.0, expected) < level.tail();
        let many = x > 0.0 && gamma_lr(x, expected) < level.tail();
        side(few, many)
    });
    Ok(against(x / size, limits, beyond, whole, x, "Poisson limits of the events expected"))
}

/// Beyond which limit a row is, if any.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Beyond {
    Lower,
    Upper,
    Neither,
}

fn side(below: bool, above: bool) -> Beyond {
    match (below, above) {
        (true, _) => Beyond::Lower,
        (false, true) => Beyond::Upper,
        (false, false) => Beyond::Neither,
    }
}

fn against(
    value: f64,
    limits: AtBoth<Limits>,
    beyond: AtBoth<Beyond>,
    whole: f64,
    n: f64,
    method: &'static str,
) -> Measured {
    let words = match (beyond.at_998, beyond.at_95) {
        (Beyond::Upper, _) => "High (0.001)",
        (Beyond::Lower, _) => "Low (0.001)",
        (Beyond::Neither, Beyond::Upper) => "High (0.025)",
        (Beyond::Neither, Beyond::Lower) => "Low (0.025)",
        (Beyond::Neither, Beyond::Neither) => "Not significant",
    };
    let scaled = |Limits { lower, upper }: Limits| {
        let (one, other) = (lower * whole, upper * whole);
        Limits { lower: one.min(other), upper: one.max(other) }
    };
    let mut measured = Measured::new(value * whole, method, n).saying(words);
    measured.limits = Some(limits.map(scaled));
    measured
}
