//! Disclosure control of a table that somebody has: read, protected and printed, stored nowhere.

use std::collections::BTreeMap;

use disclosure::table::{Counts, Given, Line, Protected, Shown, What, protect_table};

use crate::Error;
use crate::data;
use crate::sheet::{Cell, Sheet, unknown, written};

/// Protects each table in a text file under a policy: its cells in their order, then their total.
///
/// The columns are `cell` and `numerator`; `denominator` where the cells are parts of something; and
/// those named by `groups`, of which every combination is a table of its own, in the order of the file.
///
/// # Errors
///
/// If there is no such policy, the file is not a table with headings, a column is missing, or a row
/// holds no count where one is needed: it is named by its number, and never by what it holds.
pub fn protect(bytes: &[u8], policy: &str, groups: &[String]) -> Result<Vec<Protected>, Error> {
    let policy = data::policy(policy)?;
    let mut all: Vec<Counts> = Vec::new();
    for (group, given) in given(&Sheet::read(bytes)?, groups)? {
        match all.iter_mut().find(|counts| counts.group == group) {
            Some(counts) => counts.cells.push(given),
            None => all.push(Counts { group, cells: vec![given], margins: Vec::new() }),
        }
    }
    let protected = all.iter().map(|counts| {
        let released = protect_table(counts, &policy);
        released.map(|one| one.get().clone()).map_err(|error| unknown(error.to_string()))
    });
    protected.collect()
}

/// The columns by which a table is told from others, each with what stands in it.
type Group = BTreeMap<String, String>;

fn given(sheet: &Sheet, groups: &[String]) -> Result<Vec<(Group, Given)>, Error> {
    let (cell, numerator) = (sheet.position("cell")?, sheet.position("numerator")?);
    let denominator = sheet.position("denominator").ok();
    let of = groups.iter().map(|name| Ok((name.clone(), sheet.position(name)?)));
    let of = of.collect::<Result<Vec<_>, Error>>()?;
    let row = |(row, fields): (usize, Vec<&str>)| {
        let field = |at: usize| fields.get(at).copied().unwrap_or_default();
        let count = |at: usize, column: &str| {
            field(at).trim().parse::<u64>().map_err(|_| {
                unknown(format!("row {row} holds no whole number from 0 under {column}"))
            })
        };
        let given = Given {
            cell: field(cell).to_owned(),
            numerator: count(numerator, "numerator")?,
            denominator: denominator.map(|at| count(at, "denominator")).transpose()?,
        };
        let group = of.iter().map(|(name, at)| (name.clone(), field(*at).to_owned()));
        Ok((group.collect(), given))
    };
    (1..).zip(sheet.rows().map(Iterator::collect)).map(row).collect()
}

/// The protected tables as CSV: a row for each cell and each margin, with what tells the tables apart.
pub fn as_csv(tables: &[Protected], groups: &[String]) -> String {
    let mut headings: Vec<&str> = groups.iter().map(String::as_str).collect();
    headings.extend(["cell", "margin", "numerator", "denominator", "value"]);
    let row = |line: &Line| {
        let group = |name: &String| line.group.get(name).cloned().unwrap_or_default();
        let mut cells: Vec<Cell> = groups.iter().map(|name| Cell::words(group(name))).collect();
        let (cell, margin) = match &line.what {
            What::Cell(name) => (name.as_str(), ""),
            What::Margin(name) => ("", name.as_str()),
        };
        cells.extend([cell, margin].map(Cell::words));
        cells.push(shown(&line.numerator, ToString::to_string));
        let or_blank = |cell: Option<Cell>| cell.unwrap_or(Cell::Blank);
        cells.push(or_blank(line.denominator.as_ref().map(|of| shown(of, ToString::to_string))));
        let value = |value: &Option<f64>| value.map_or_else(String::new, |value| value.to_string());
        cells.push(or_blank(line.value.as_ref().map(|of| shown(of, value))));
        cells
    };
    written(&headings, tables.iter().flat_map(|table| &table.lines).map(row))
}

fn shown<T>(number: &Shown<T>, words: impl Fn(&T) -> String) -> Cell {
    match number {
        Shown::As(number) => Cell::words(words(number)),
        Shown::Hidden => Cell::words(disclosure::table::HIDDEN),
    }
}
