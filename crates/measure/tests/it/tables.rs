//! How the tables of figures are read and compared.

use std::fmt::Display;
use std::path::Path;
use std::str::FromStr;

use csv::StringRecord;
use measure::{AtBoth, Estimate};

/// A table with its headings, so that a figure is asked for by name.
pub(crate) struct Table {
    headings: StringRecord,
    pub(crate) rows: Vec<StringRecord>,
}

impl Table {
    pub(crate) fn open(path: &Path) -> Self {
        let file = std::fs::File::open(path)
            .unwrap_or_else(|error| panic!("{} is not a table: {error}", path.display()));
        Self::read_from(file)
    }

    pub(crate) fn read_from(source: impl std::io::Read) -> Self {
        let mut reader = csv::Reader::from_reader(source);
        let headings = reader.headers().expect("headings").clone();
        let rows = reader.records().map(|row| row.expect("a row")).collect();
        Self { headings, rows }
    }

    /// Each heading with the cell below it.
    pub(crate) fn cells<'a>(
        &'a self,
        row: &'a StringRecord,
    ) -> impl Iterator<Item = (&'a str, &'a str)> {
        self.headings.iter().zip(row)
    }

    /// A cell, if the table has the column and something stands in it.
    pub(crate) fn said<'a>(&self, row: &'a StringRecord, heading: &str) -> Option<&'a str> {
        let at = self.headings.iter().position(|name| name == heading)?;
        row.get(at).filter(|text| !text.is_empty())
    }

    pub(crate) fn text<'a>(&self, row: &'a StringRecord, heading: &str) -> &'a str {
        let at = self.headings.iter().position(|name| name == heading);
        row.get(at.unwrap_or_else(|| panic!("no column {heading}"))).expect("a cell")
    }

    pub(crate) fn read<T: FromStr<Err: Display>>(&self, row: &StringRecord, heading: &str) -> T {
        let text = self.text(row, heading);
        text.parse().unwrap_or_else(|error| panic!("{heading} “{text}”: {error}"))
    }

    /// Numbers apart by spaces.
    pub(crate) fn list(&self, row: &StringRecord, heading: &str) -> Vec<f64> {
        let text = self.text(row, heading);
        text.split(' ').map(|number| number.parse().expect("a number")).collect()
    }

    /// The value and both pairs of limits; `prefix` stands before the names of the limits.
    pub(crate) fn estimates(
        &self,
        row: &StringRecord,
        value: &str,
        prefix: &str,
    ) -> AtBoth<Estimate> {
        let value = self.read(row, value);
        let limit = |name: &str| self.read(row, &format!("{prefix}{name}"));
        AtBoth {
            at_95: Estimate { value, lower: limit("lower95"), upper: limit("upper95") },
            at_998: Estimate { value, lower: limit("lower998"), upper: limit("upper998") },
        }
    }
}

/// How near a limit must be.
#[derive(Clone, Copy, PartialEq)]
pub(crate) enum Limits {
    /// To 1e-9, like everything that is worked out.
    Exact,
    /// To a small part of the interval's width, like everything that is drawn.
    Simulated,
}

/// Holds an estimate at both levels against the figures of a table; the value always to 1e-9.
pub(crate) fn hold(of: &str, found: AtBoth<Estimate>, table: AtBoth<Estimate>, limits: Limits) {
    for (found, table, part) in
        [(found.at_95, table.at_95, 0.01), (found.at_998, table.at_998, 0.02)]
    {
        near(of, "value", found.value, table.value);
        for (name, found, limit) in
            [("lower", found.lower, table.lower), ("upper", found.upper, table.upper)]
        {
            match limits {
                Limits::Exact => near(of, name, found, limit),
                Limits::Simulated => {
                    let off = (found - limit).abs() / table.width();
                    assert!(off <= part, "{of}: {name} {found}, not {limit}: {off} of the width");
                }
            }
        }
    }
}

/// To 1e-9 of the figure, and where the figure is 0 to the last digits of a double.
pub(crate) fn near(of: &str, name: &str, found: f64, table: f64) {
    let off = (found - table).abs();
    assert!(off <= 1e-9 * table.abs() + 1e-14, "{of}: {name} {found}, not {table}");
}
