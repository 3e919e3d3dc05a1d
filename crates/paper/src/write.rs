//! The way back: a page with a table, as the bytes of a file that people can go on with, and a
//! [`document`] of many blocks to fill in.
//!
//! What is written reads back, by [`read`](crate::read), as the same words in the same cells.
//! What no file could carry is taken off first, and told in one place: [`carried`]. The same
//! page always gives the same bytes: no clock and no version of a compressor has a say in them.

mod carried;
mod csv;
mod docx;
mod guard;
mod markdown;
mod number;
mod page;
mod unwritable;
mod xlsx;
mod zipped;

pub mod document;

pub use carried::carried;
pub use guard::unguarded;
pub use number::Number;
pub use page::{Cell, Column, Kind, Page, Row};
pub use unwritable::Unwritable;

/// A format that is written: what it is called, and how it is written.
///
/// A new format is one module and one line in [`FORMATS`].
#[derive(Clone, Copy, Debug)]
pub struct Format {
    /// Its short name, the one that [`Paper::format`](crate::Paper) has for it.
    pub name: &'static str,
    /// Its name for people.
    pub words: &'static str,
    /// How the names of its files end, without the dot.
    pub extension: &'static str,
    /// What it is called where files are sent, as in an HTTP header.
    pub media_type: &'static str,
    most: Most,
    write: fn(&Page) -> Result<Vec<u8>, Unwritable>,
}

/// The most that a format can hold.
#[derive(Clone, Copy, Debug)]
struct Most {
    columns: usize,
    rows: usize,
    /// Of one cell, in the units of UTF-16, as Excel counts.
    units: usize,
}

const AS_MUCH_AS_THERE_IS: Most = Most { columns: usize::MAX, rows: usize::MAX, units: usize::MAX };

/// Every format that is written.
pub const FORMATS: &[Format] = &[
    Format {
        name: "docx",
        words: "a Word document (.docx)",
        extension: "docx",
        media_type: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        most: Most { columns: 63, ..AS_MUCH_AS_THERE_IS },
        write: docx::write,
    },
    Format {
        name: "xlsx",
        words: "an Excel workbook (.xlsx)",
        extension: "xlsx",
        media_type: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        most: Most { columns: 16_384, rows: 1_000_000, units: 32_767 },
        write: xlsx::write,
    },
    Format {
        name: "csv",
        words: "values separated by commas (.csv)",
        extension: "csv",
        media_type: "text/csv; charset=utf-8",
        most: AS_MUCH_AS_THERE_IS,
        write: csv::write,
    },
    Format {
        name: "markdown",
        words: "Markdown with a pipe table (.md)",
        extension: "md",
        media_type: "text/markdown; charset=utf-8",
        most: AS_MUCH_AS_THERE_IS,
        write: markdown::write,
    },
];

impl Format {
    /// The format of that short name, or whose files end so.
    pub fn named(name: &str) -> Option<&'static Self> {
        FORMATS.iter().find(|format| format.name == name || format.extension == name)
    }

    /// Writes a page in this format.
    ///
    /// A row that lacks cells at its end is written with blank ones.
    ///
    /// # Errors
    ///
    /// If a row has more cells than the page has columns, or if the page is larger than a file
    /// of this format can hold: nothing is ever cut off.
    pub fn write(&self, page: &Page) -> Result<Vec<u8>, Unwritable> {
        let page = page.carried();
        self.check(&page)?;
        (self.write)(&page)
    }

    fn check(&self, page: &Page) -> Result<(), Unwritable> {
        let too_much = |what: String| Unwritable::TooMuch { what, format: self.words };
        let columns = page.columns.len();
        if columns > self.most.columns {
            return Err(too_much(format!("a table of {columns} columns")));
        }
        if page.rows.len() > self.most.rows {
            return Err(too_much(format!("a table of {} rows", page.rows.len())));
        }
        for (row, number) in page.rows.iter().zip(1..) {
            if let Row::Cells(cells) = row
                && cells.len() > columns
            {
                return Err(Unwritable::TooWide { row: number, cells: cells.len(), columns });
            }
        }
        let words = page.words().find(|words| words.encode_utf16().count() > self.most.units);
        words.map_or(Ok(()), |words| {
            let start: String = words.chars().take(40).collect();
            Err(too_much(format!("a cell of {} letters, “{start}…”", words.chars().count())))
        })
    }
}
