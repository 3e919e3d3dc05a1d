//! Organisations of the health service, and which followed which.
//!
//! Three files are read: one of ours with a header, and two of the Organisation Data Service that
//! have none, the reports of organisations (27 fields) and of successors (5).

use jiff::civil::Date;
use population::{OdsCode, Organisation, Organisations, Takeover};

use super::{Reading, written};
use crate::error::Error;
use crate::period;
use crate::table::{Row, Table};

/// Where the fields stand.
struct Columns {
    code: usize,
    name: Option<usize>,
    opened: Option<usize>,
    closed: Option<usize>,
    successor: Option<usize>,
    succeeded: Option<usize>,
    has_header: bool,
}

/// How many fields the reports have that come without a header.
const ORGANISATIONS: usize = 27;
const SUCCESSORS: usize = 5;

/// Reads organisations, takeovers or both.
pub(super) fn read(table: &mut Table) -> Result<Reading, Error> {
    let columns = columns(table)?;
    let mut lines = Lines::default();
    if !columns.has_header {
        lines.read(table.first(), &columns)?;
    }
    while let Some(row) = table.next()? {
        lines.read(row, &columns)?;
    }
    let Lines { organisations, takeovers } = lines;
    let days = organisations.iter().flat_map(|one| [one.opened, one.closed]);
    let latest = days.chain(takeovers.iter().map(|one| one.on)).flatten().max();
    let edition = match (latest, organisations.is_empty()) {
        (None, true) if takeovers.is_empty() => {
            return Err(table.refuse("it has no organisations"));
        }
        (Some(day), false) => format!("ods-{day}"),
        (None, false) => "ods-undated".to_owned(),
        (Some(day), true) => format!("ods-successors-{day}"),
        (None, true) => "ods-successors-undated".to_owned(),
    };
    let directory = Organisations::new(organisations, takeovers)
        .map_err(|error| table.refuse(error.to_string()))?;
    let day = |day: Option<Date>| day.map(|day| day.to_string()).unwrap_or_default();
    let organisation = |one: &Organisation| {
        vec![
            one.code.to_string(),
            one.name.clone(),
            day(one.opened),
            day(one.closed),
            String::new(),
            String::new(),
        ]
    };
    let takeover = |one: &Takeover| {
        let none = String::new;
        vec![one.of.to_string(), none(), none(), none(), one.by.to_string(), day(one.on)]
    };
    let lines: Vec<Vec<String>> =
        (directory.all().map(organisation)).chain(directory.takeovers().map(takeover)).collect();
    Ok(Reading {
        edition,
        rows: lines.len(),
        text: written(&["code", "name", "opened", "closed", "successor", "succeeded"], lines)
            .ok_or_else(|| table.refuse("it cannot be kept"))?,
        note: "Organisation Data Service, NHS England, Open Government Licence v3.0".to_owned(),
    })
}

/// Reads back what was kept.
pub(super) fn kept(text: &str) -> Option<Organisations> {
    let (mut organisations, mut takeovers) = (Vec::new(), Vec::new());
    for record in csv::Reader::from_reader(text.as_bytes()).records() {
        let record = record.ok()?;
        let field = |at| record.get(at).unwrap_or_default();
        let code: OdsCode = field(0).parse().ok()?;
        if field(4).is_empty() {
            let (name, opened) = (field(1).to_owned(), period::date(field(2)));
            organisations.push(Organisation { code, name, opened, closed: period::date(field(3)) });
        } else {
            let (by, on) = (field(4).parse().ok()?, period::date(field(5)));
            takeovers.push(Takeover { of: code, by, on });
        }
    }
    Organisations::new(organisations, takeovers).ok()
}

fn columns(table: &Table) -> Result<Columns, Error> {
    let code = table.find(&["code", "organisation code", "org_code", "ods code", "ods_code"]);
    let columns = |code, has_header| Columns {
        code,
        name: None,
        opened: None,
        closed: None,
        successor: None,
        succeeded: None,
        has_header,
    };
    let first = table.first();
    let is_code = |at| first.field(at).parse::<OdsCode>().is_ok();
    let is_day = |at| period::date(first.field(at)).is_some();
    match code {
        Some(code) => Ok(Columns {
            name: table.find(&["name", "organisation name", "org_name"]),
            opened: table.find(&["opened", "open date", "open_date"]),
            closed: table.find(&["closed", "close date", "close_date"]),
            successor: table.find(&["successor", "successor code", "successor organisation code"]),
            succeeded: table.find(&["succeeded", "succeeded_on", "effective date"]),
            ..columns(code, true)
        }),
        None if first.width() == ORGANISATIONS && is_code(0) && is_day(10) => {
            let (name, opened, closed) = (Some(1), Some(10), Some(11));
            Ok(Columns { name, opened, closed, ..columns(0, false) })
        }
        None if first.width() == SUCCESSORS && is_code(0) && is_code(1) && is_day(3) => {
            Ok(Columns { successor: Some(1), succeeded: Some(3), ..columns(0, false) })
        }
        None => Err(table.lacks(&["code"])),
    }
}

#[derive(Default)]
struct Lines {
    organisations: Vec<Organisation>,
    takeovers: Vec<Takeover>,
}

impl Lines {
    /// Takes in one row. An organisation with several successors has a row for each.
    fn read(&mut self, row: Row<'_>, columns: &Columns) -> Result<(), Error> {
        let code: OdsCode = row.read(columns.code)?;
        let field = |at: Option<usize>| at.map_or("", |at| row.field(at));
        let successor = columns.successor.filter(|&at| !row.field(at).is_empty());
        if let Some(at) = successor {
            let on = day(row, columns.succeeded)?;
            self.takeovers.push(Takeover { of: code.clone(), by: row.read(at)?, on });
        }
        if columns.name.is_some() {
            let (opened, closed) = (day(row, columns.opened)?, day(row, columns.closed)?);
            let one = Organisation { code, name: field(columns.name).to_owned(), opened, closed };
            if successor.is_none() || self.organisations.last() != Some(&one) {
                self.organisations.push(one);
            }
        }
        Ok(())
    }
}

/// A day such as 20200401 or 2020-04-01; nothing where nothing stands.
fn day(row: Row<'_>, at: Option<usize>) -> Result<Option<Date>, Error> {
    let text = at.map_or("", |at| row.field(at));
    match period::date(text) {
        None if !text.is_empty() => {
            Err(row.refuse(format!("“{text}” is not a day, like 2020-04-01")))
        }
        day => Ok(day),
    }
}
