//! The survey of a table: one row a person.

use super::{Person, Survey};
use crate::table::{Cell, Column};
use crate::who::NoSummary;
use crate::who::tabled::{fills, is_survey};
use crate::{Found, Measured, Options, Refusal, Row, Table};

/// Asks a measure of the people in a table, if it has a weight for each.
pub(in crate::who) fn by_person(
    table: &Table,
    options: &Options,
    measure: impl FnOnce(&Survey) -> Result<Measured, NoSummary>,
) -> Option<Vec<Found>> {
    let survey = || -> Result<Survey, Refusal> {
        table.needs(&[Column::Order, Column::Value])?;
        let (strata, clusters) = (fills(table, Column::Stratum), fills(table, Column::Cluster));
        let people: Result<Vec<Person>, Refusal> =
            table.rows().iter().map(|row| person(row, strata, clusters)).collect();
        Ok(Survey::new(&people?, options.unit)?)
    };
    is_survey(table).then(|| Found::whole(survey().and_then(|survey| Ok(measure(&survey)?))))
}

fn person(row: &Row, strata: bool, clusters: bool) -> Result<Person, Refusal> {
    let words = |column: Column, used: bool, otherwise: String| match row.cell(column) {
        Cell::Number(number) => Ok(number.to_string()),
        Cell::Words(words) => Ok(words.to_string()),
        Cell::Blank if used => Err(Refusal::new(format!("row {} has no {column}", row.number()))),
        Cell::Blank => Ok(otherwise),
    };
    Ok(Person {
        order: row.needs(Column::Order)?,
        value: row.maybe(Column::Value)?,
        weight: row.not_negative(Column::Weight)?,
        stratum: words(Column::Stratum, strata, "everyone".to_owned())?,
        cluster: words(Column::Cluster, clusters, row.number().to_string())?,
    })
}
