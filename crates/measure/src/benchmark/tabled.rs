//! Each row of a table compared with a benchmark, a reference row, or all the others.

use super::{
    Comparer, Label, Range, against_one, against_two_levels, against_uncertain, by_range,
    by_target, by_target_with_limits, quintile,
};
use crate::proportion::as_f64;
use crate::quantile::quantiles;
use crate::reported::{Reported, reported};
use crate::{AtBoth, Estimate, Found, Measure, Measured, Options, Refusal, Row, Table};

pub(crate) const MEASURE: Measure = Measure {
    name: "comparison",
    title: "Comparison with a benchmark",
    says: "Whether each value is better, worse or similar: than a benchmark, a reference group or a target, or by its fifth among the others.",
    takes: "--benchmark, or --reference; numerator, denominator; or value with se, or lower, upper",
    documented: "benchmark::against_one",
    find,
};

fn find(table: &Table, options: &Options) -> Vec<Found> {
    match (options.comparer, &options.reference) {
        (Comparer::Quintiles, _) => fifths(table, options),
        (Comparer::OneLevel, Some(name)) => against_reference(table, options, name),
        (
            Comparer::OneLevel
            | Comparer::TwoLevels
            | Comparer::Target
            | Comparer::TargetWithLimits
            | Comparer::RangeTo(_),
            _,
        ) => Found::each(table.rows(), |row| {
            let Some(benchmark) = options.benchmark else {
                return Err(Refusal::new(
                    "a comparison needs something to compare with: give --benchmark, like 12.5, or --reference",
                ));
            };
            compared(row, options, benchmark)
        }),
    }
}

fn estimates(row: &Row, found: &Reported) -> Result<AtBoth<Estimate>, Refusal> {
    let found = AtBoth::of(|confidence| found.estimate(row, confidence)).transposed()?;
    found.map(Estimate::checked).transposed().map_err(Refusal::from)
}

fn counted(found: &Reported) -> f64 {
    found.population.unwrap_or(1.0)
}

fn compared(row: &Row, options: &Options, benchmark: f64) -> Result<Measured, Refusal> {
    let found = reported(row, options)?;
    let polarity = options.polarity;
    let met = |label: Option<Label>| {
        label.ok_or_else(|| {
            Refusal::new(
                "a target needs a direction: give --polarity, higher-is-better or lower-is-better",
            )
        })
    };
    let (label, method) = match options.comparer {
        Comparer::OneLevel | Comparer::Quintiles => {
            let at_95 = estimates(row, &found)?.at_95;
            (against_one(at_95, benchmark, polarity), "95% limits against the benchmark")
        }
        Comparer::TwoLevels => {
            let label = against_two_levels(estimates(row, &found)?, benchmark, polarity);
            (label, "95% and 99.8% limits against the benchmark")
        }
        Comparer::Target => {
            (met(by_target(found.value, benchmark, polarity))?, "value against the target")
        }
        Comparer::TargetWithLimits => {
            let at_95 = estimates(row, &found)?.at_95;
            let label = by_target_with_limits(at_95, benchmark, polarity);
            (met(label)?, "95% limits against the target")
        }
        Comparer::RangeTo(upper) => {
            let range = Range::new(benchmark, upper)?;
            (met(by_range(found.value, range, polarity))?, "value against the range")
        }
    };
    Ok(shown(row, &found, method).saying(label.word()))
}

/// The row's own value, with its limits where it has any.
fn shown(row: &Row, found: &Reported, method: &'static str) -> Measured {
    match estimates(row, found) {
        Ok(both) => Measured::between(both, method, counted(found)),
        Err(_) => Measured::new(found.value, method, counted(found)),
    }
}

fn against_reference(table: &Table, options: &Options, name: &str) -> Vec<Found> {
    let Some(reference) = table.rows().iter().find(|row| row.subgroup == name) else {
        return Found::whole(Err(Refusal::new(format!("no row has the subgroup “{name}”"))));
    };
    let others = table.rows().iter().filter(|row| row.number() != reference.number());
    let against = |row: &Row| {
        let other = estimates(reference, &reported(reference, options)?)?;
        let found = reported(row, options)?;
        let own = estimates(row, &found)?;
        let label = against_uncertain(own.at_95, other.at_95, options.polarity);
        Ok(shown(row, &found, "overlap of 95% limits with the reference's").saying(label.word()))
    };
    others.map(|row| Found { row: Some(row.number()), outcome: against(row) }).collect()
}

fn fifths(table: &Table, options: &Options) -> Vec<Found> {
    let values = || {
        let values = table.rows().iter().map(|row| Ok(reported(row, options)?.value));
        let values = values.collect::<Result<Vec<f64>, Refusal>>()?;
        let first = quintile::worst_first(options.polarity);
        Ok(quantiles(&values, quintile::FIFTHS, first, options.ties)?)
    };
    let fifths: Vec<u32> = match values() {
        Ok(fifths) => fifths,
        Err(refusal) => return Found::whole(Err(refusal)),
    };
    let each = table.rows().iter().zip(fifths);
    each.map(|(row, fifth)| {
        let n = as_f64(u64::try_from(table.rows().len()).unwrap_or(u64::MAX));
        let method = "fifth among all the rows";
        let found = Measured::new(f64::from(fifth), method, n);
        let says = quintile::words(fifth, options.polarity);
        Found { row: Some(row.number()), outcome: Ok(found.saying(says)) }
    })
    .collect()
}
