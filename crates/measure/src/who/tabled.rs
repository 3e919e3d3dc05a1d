//! The dimension of a table: one row a subgroup.

use super::{Arrangement, Dimension, Indicator, NoSummary, Subgroup};
use crate::reported::reported;
use crate::table::{Cell, Column};
use crate::{Found, Measured, Options, Refusal, Row, Table, Unit, ValueKind};

/// The columns that every one of these measures takes.
pub(super) const TAKES: &str =
    "value with se, or numerator, denominator; population; average; --reference, --polarity";

/// The columns of those that need an order.
pub(super) const TAKES_IN_ORDER: &str = "order; value with se, or numerator, denominator; population; or one row a person: order, value, weight, stratum, cluster";

/// Asks a measure of the dimension in a table.
pub(super) fn ask(
    table: &Table,
    options: &Options,
    measure: impl FnOnce(&Dimension) -> Result<Measured, NoSummary>,
) -> Vec<Found> {
    Found::whole(dimension(table, options).and_then(|dimension| Ok(measure(&dimension)?)))
}

fn dimension(table: &Table, options: &Options) -> Result<Dimension, Refusal> {
    if is_survey(table) {
        return Err(Refusal::new(
            "this measure is of subgroups, and here each row is one person, with a weight: of people there are the aci, the rci, the sii and the rii",
        ));
    }
    let (arrangement, rows) = arranged(table)?;
    let mut unit = options.unit;
    let mut subgroups = Vec::with_capacity(rows.len());
    for row in rows {
        let (subgroup, kind) = subgroup(row, options)?;
        // Counts say of themselves that they are parts of a whole.
        if kind == ValueKind::Proportion && unit == Unit::Unsaid {
            unit = Unit::Proportion;
        }
        subgroups.push(subgroup);
    }
    let (polarity, reference) = (options.polarity, options.reference.clone());
    let average = average(table)?;
    let indicator = Indicator { polarity, unit, average, reference };
    Ok(Dimension::new(arrangement, &subgroups, indicator)?)
}

/// Whether each row is a person who was surveyed, and so has a weight.
pub(super) fn is_survey(table: &Table) -> bool {
    fills(table, Column::Weight)
}

/// Whether anything stands in a column.
pub(super) fn fills(table: &Table, column: Column) -> bool {
    table.rows().iter().any(|row| *row.cell(column) != Cell::Blank)
}

/// The rows in their order, where every one has a place in it.
fn arranged(table: &Table) -> Result<(Arrangement, Vec<&Row>), Refusal> {
    let mut ordered = false;
    for row in table.rows() {
        ordered |= row.maybe(Column::Order)?.is_some();
    }
    if ordered {
        Ok((Arrangement::Ordered, table.in_order()?))
    } else {
        Ok((Arrangement::NonOrdered, table.rows().iter().collect()))
    }
}

fn subgroup(row: &Row, options: &Options) -> Result<(Subgroup, ValueKind), Refusal> {
    let name = match row.subgroup.as_str() {
        "" => format!("row {}", row.number()),
        name => name.to_owned(),
    };
    let nothing = row.maybe(Column::Numerator)?.is_none() && row.maybe(Column::Value)?.is_none();
    if nothing {
        return Ok((Subgroup { name, ..Subgroup::default() }, options.unit.kind()));
    }
    let found = reported(row, options)?;
    let (value, population) = (Some(found.value), found.population);
    let error = found.standard_error(row).ok();
    Ok((Subgroup { name, value, error, population }, found.kind))
}

/// The average of the setting, which is one however often it is repeated.
fn average(table: &Table) -> Result<Option<f64>, Refusal> {
    let mut found: Option<(usize, f64)> = None;
    for row in table.rows() {
        let Some(average) = row.maybe(Column::Average)? else { continue };
        match found {
            None => found = Some((row.number(), average)),
            Some((first, same)) if same.total_cmp(&average).is_ne() => {
                return Err(Refusal::new(format!(
                    "rows {first} and {} have averages of {same} and {average}: a setting has one",
                    row.number()
                )));
            }
            Some(_) => {}
        }
    }
    Ok(found.map(|(_, average)| average))
}
