//! A file of rows under a header, of which a look-up or a table of counts is read.

use std::fmt::Display;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::str::FromStr;

use csv::StringRecord;

use crate::error::Error;
use crate::extract;

/// A file that is read row by row, compressed or not.
pub(crate) struct Table {
    path: PathBuf,
    what: What,
    /// What stands above its header, as in what was a sheet of a workbook.
    title: String,
    /// The names of its columns, in small letters.
    header: Vec<String>,
    rows: csv::Reader<Box<dyn Read + Send>>,
    record: StringRecord,
    row: u64,
}

/// What a file should be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum What {
    /// A complete copy of a kind of look-up.
    LookUp(&'static str),
    /// A table of counts or values.
    Aggregate,
}

/// One row of a table.
#[derive(Clone, Copy)]
pub(crate) struct Row<'a> {
    table: &'a Table,
}

impl Table {
    pub(crate) fn open(path: &Path, what: What) -> Result<Self, Error> {
        let mut table = Self {
            path: path.to_owned(),
            what,
            title: String::new(),
            header: Vec::new(),
            rows: csv::ReaderBuilder::new().has_headers(false).from_reader(extract::open(path)?),
            record: StringRecord::new(),
            row: 0,
        };
        loop {
            if !table.read()? {
                return Err(table.refuse("it has no header"));
            }
            let said: Vec<&str> = table.record.iter().filter(|field| !field.is_empty()).collect();
            // A title stands by itself in a row as wide as the table.
            if said.len() > 1 || table.record.len() == 1 {
                break;
            }
            table.title.extend(said.into_iter().chain([" "]));
        }
        let named = |name: &str| name.trim_start_matches('\u{feff}').trim().to_lowercase();
        table.header = table.record.iter().map(named).collect();
        table.row = 0;
        Ok(table)
    }

    /// What is said of the whole: the name of the file, and what stands above the header.
    pub(crate) fn title(&self) -> String {
        format!("{} {}", extract::name(&self.path), self.title)
    }

    pub(crate) fn header(&self) -> &[String] {
        &self.header
    }

    /// Where the first of these names stands that the header has.
    pub(crate) fn find(&self, names: &[&str]) -> Option<usize> {
        names.iter().find_map(|name| self.header.iter().position(|known| known == name))
    }

    /// Where each column stands that must be there under one of its names.
    pub(crate) fn needs<const N: usize>(&self, columns: [&[&str]; N]) -> Result<[usize; N], Error> {
        let found = columns.map(|names| self.find(names));
        let missing: Vec<&str> = (columns.iter().zip(found))
            .filter(|(_, at)| at.is_none())
            .filter_map(|(names, _)| names.first().copied())
            .collect();
        if missing.is_empty() {
            Ok(found.map(Option::unwrap_or_default))
        } else {
            Err(self.lacks(&missing))
        }
    }

    pub(crate) fn lacks(&self, columns: &[&str]) -> Error {
        self.refuse(format!("it has no column {}", columns.join(" and no column ")))
    }

    /// The next row; nothing at the end.
    pub(crate) fn next(&mut self) -> Result<Option<Row<'_>>, Error> {
        Ok(if self.read()? { Some(Row { table: self }) } else { None })
    }

    /// The header itself as a row, of a file that has none.
    pub(crate) fn first(&self) -> Row<'_> {
        Row { table: self }
    }

    fn read(&mut self) -> Result<bool, Error> {
        self.row += 1;
        self.rows.read_record(&mut self.record).map_err(|error| {
            if let csv::ErrorKind::Io(error) = error.into_kind() {
                extract::broken(&self.path, error)
            } else {
                let (row, width) = (self.row, self.header.len());
                self.refuse(format!("row {row} is not a row of {width} fields in UTF-8"))
            }
        })
    }

    /// That this file is not what is asked for, and why.
    pub(crate) fn refuse(&self, says: impl Into<String>) -> Error {
        let (file, says) = (extract::name(&self.path), says.into());
        match self.what {
            What::LookUp(kind) => Error::NotTheEdition { file, edition: kind.to_owned(), says },
            What::Aggregate => Error::NotATable { file, says },
        }
    }

    /// The same of one of its rows.
    pub(crate) fn refuse_row(&self, row: u64, says: impl Display) -> Error {
        self.refuse(format!("in row {row}, {says}"))
    }
}

impl<'a> Row<'a> {
    /// Its number, the first under the header being 1.
    pub(crate) fn number(self) -> u64 {
        self.table.row
    }

    pub(crate) fn field(self, at: usize) -> &'a str {
        self.table.record.get(at).unwrap_or_default().trim()
    }

    pub(crate) fn width(self) -> usize {
        self.table.record.len()
    }

    /// A field of a kind; the row is refused where it is none.
    pub(crate) fn read<T: FromStr<Err: Display>>(self, at: usize) -> Result<T, Error> {
        self.field(at).parse().map_err(|error| self.refuse(error))
    }

    /// A count of people.
    pub(crate) fn count(self, at: usize) -> Result<u64, Error> {
        let text = self.field(at);
        let digits = text.strip_suffix(".0").unwrap_or(text).replace(',', "");
        digits.parse().map_err(|_| self.refuse(format!("“{text}” is not a count, like 1474")))
    }

    pub(crate) fn refuse(self, says: impl Display) -> Error {
        self.table.refuse_row(self.number(), says)
    }
}
