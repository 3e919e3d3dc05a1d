//! The smallest change of a table's gap that could be told.

use super::{StandardError, detectable_change, numbers_needed, times_as_many};
use crate::change::counted;
use crate::reported::{Reported, reported};
use crate::{
    Confidence, Ends, Found, Measure, Measured, Options, Power, Refusal, Row, Table, ValueKind,
    proportion,
};

pub(crate) const MEASURE: Measure = Measure {
    name: "minimum-detectable-change",
    title: "Minimum detectable change",
    says: "The smallest change of the absolute gap that would be told from chance, if as many people are counted again.",
    takes: "order; numerator, denominator; or value with se, or lower, upper; --benchmark, a change to look for",
    documented: "detectable::detectable_change",
    find: |table, options| Found::whole(find(table, options)),
};

const CONFIDENCE: Confidence = Confidence::Ninety5;

fn find(table: &Table, options: &Options) -> Result<Measured, Refusal> {
    let rows = table.in_order()?;
    let [most, .., least] = rows.as_slice() else {
        let there = counted(rows.len());
        return Err(Refusal::new(format!("a gap needs at least 2 groups, and {there}")));
    };
    let read = |row| Ok::<_, Refusal>((row, reported(row, options)?));
    let ends = Ends { most_deprived: read(most)?, least_deprived: read(least)? };
    let error = error_of(ends.most_deprived)?.with(error_of(ends.least_deprived)?);
    let smallest = |power| detectable_change(error, error, CONFIDENCE, power);
    let found = smallest(options.power);
    let mut says = format!(
        "a change of the gap of {found:.4} would be told {} of the time; {:.4} would be {} of the time",
        options.power,
        smallest(other(options.power)),
        other(options.power),
    );
    if let Some(change) = options.benchmark {
        says.push_str("; ");
        says.push_str(&needed(ends, found, change, options.power)?);
    }
    let method = format!(
        "{CONFIDENCE} two-sided, power {}, as many counted again; normal approximation",
        options.power
    );
    let mut measured = Measured::new(found, method, 2.0).saying(says);
    measured.standard_error = Some(error.value());
    Ok(measured)
}

fn other(power: Power) -> Power {
    match power {
        Power::Eighty => Power::Ninety,
        Power::Ninety => Power::Eighty,
    }
}

fn error_of((row, found): (&Row, Reported)) -> Result<StandardError, Refusal> {
    if found.counts().is_some() && found.kind == ValueKind::Proportion {
        let error = StandardError::of_proportion(proportion::of(row)?)?;
        return Ok(StandardError::new(error.value() * found.whole)?);
    }
    Ok(StandardError::new(found.standard_error(row)?)?)
}

/// What a change to look for would need, in people where they were counted.
fn needed(
    ends: Ends<(&Row, Reported)>,
    detectable: f64,
    change: f64,
    power: Power,
) -> Result<String, Refusal> {
    let people = |(_, found): (&Row, Reported)| found.population;
    let Some((most, least)) = people(ends.most_deprived).zip(people(ends.least_deprived)) else {
        let times = times_as_many(detectable, change)?;
        return Ok(format!(
            "to tell a change of {change} {power} of the time, {times:.2} times as many are needed"
        ));
    };
    let counted = Ends { most_deprived: most, least_deprived: least };
    let Ends { most_deprived, least_deprived } = numbers_needed(counted, detectable, change)?;
    Ok(format!(
        "to tell a change of {change} {power} of the time, {most_deprived} are needed among the most deprived and {least_deprived} among the least, in each period"
    ))
}
