//! The formats that are read, and the door that chooses between them.

use crate::build::{Sheet, Stop};
use crate::package::{is_zip, other_package};
use crate::{
    Limits, Paper, Remark, Unreadable, decode, docx, html, markdown, ods, pdf, separated, text,
    xlsx,
};

/// A format that is read: how it is known, and how it is read.
///
/// A new format is one module and one line in [`FORMATS`].
#[derive(Clone, Copy, Debug)]
pub struct Format {
    /// Its short name, as data prints it.
    pub name: &'static str,
    /// Its name for people.
    pub words: &'static str,
    sniff: fn(&[u8]) -> bool,
    read: fn(&[u8], &Limits) -> Result<Sheet, Stop>,
}

impl Format {
    /// Whether these bytes are of this format, as far as a glance can tell.
    pub fn knows(&self, bytes: &[u8]) -> bool {
        (self.sniff)(bytes)
    }

    /// Reads a document as one of this format, even if it looks like none.
    ///
    /// # Errors
    ///
    /// As of [`read`].
    pub fn read(
        &self,
        name: &str,
        bytes: &[u8],
        limits: &Limits,
    ) -> Result<(Paper, Vec<Remark>), Unreadable> {
        let name = name.to_owned();
        if bytes.len() > limits.bytes {
            return Err(Unreadable::TooLarge { name, limit: limits.bytes });
        }
        match (self.read)(bytes, limits) {
            Ok(Sheet { blocks, mut remarks, .. }) => {
                remarks.sort();
                Ok((Paper { format: self.name, blocks }, remarks))
            }
            Err(Stop::Damaged(what)) => Err(Unreadable::Damaged { name, what }),
            Err(Stop::Unsafe(what)) => Err(Unreadable::Unsafe { name, what }),
        }
    }
}

/// Every format that is read; the first that knows a file reads it.
pub const FORMATS: &[Format] = &[
    Format { name: "docx", words: "a Word document (.docx)", sniff: docx::sniff, read: docx::read },
    Format { name: "pdf", words: "a PDF", sniff: pdf::sniff, read: pdf::read },
    Format { name: "html", words: "a web page", sniff: html::sniff, read: html::read },
    Format {
        name: "xlsx",
        words: "an Excel workbook (.xlsx or .xlsm)",
        sniff: xlsx::sniff,
        read: xlsx::read,
    },
    Format {
        name: "ods",
        words: "an OpenDocument spreadsheet (.ods)",
        sniff: ods::sniff,
        read: ods::read,
    },
    Format {
        name: "csv",
        words: "values separated by commas or semicolons (.csv)",
        sniff: separated::sniff,
        read: separated::read,
    },
    Format {
        name: "markdown",
        words: "Markdown with pipe tables",
        sniff: markdown::sniff,
        read: markdown::read,
    },
    Format {
        name: "text",
        words: "plain or tab-separated text",
        sniff: text::sniff,
        read: text::read,
    },
];

/// What a file that is not read is, by how it begins.
const OTHERS: &[(&[u8], &str)] = &[
    (b"\xD0\xCF\x11\xE0", "an older Word or Excel file, or one locked with a password"),
    (b"{\\rtf", "rich text (.rtf)"),
    (b"<?xml", "XML"),
];

/// Reads a document by what it is, whatever it is called; `name` is only for the words.
///
/// The blocks stand in the order they are met, the remarks in the order of their places,
/// and the same bytes always give the same answer.
///
/// # Errors
///
/// Only if there is nothing to read: the file is empty, too large, not a document, of a
/// kind that is not read, damaged, or built to do harm.
pub fn read(name: &str, bytes: &[u8], limits: &Limits) -> Result<(Paper, Vec<Remark>), Unreadable> {
    let named = || name.to_owned();
    if bytes.len() > limits.bytes {
        return Err(Unreadable::TooLarge { name: named(), limit: limits.bytes });
    }
    if decode::is_blank(bytes) {
        return Err(Unreadable::Empty { name: named() });
    }
    if let Some(kind) = other_kind(bytes) {
        return Err(Unreadable::OtherKind { name: named(), kind, read: what_is_read() });
    }
    let Some(format) = FORMATS.iter().find(|format| format.knows(bytes)) else {
        return Err(Unreadable::NotADocument { name: named(), read: what_is_read() });
    };
    format.read(name, bytes, limits)
}

fn other_kind(bytes: &[u8]) -> Option<&'static str> {
    if is_zip(bytes) && !FORMATS.iter().any(|format| format.knows(bytes)) {
        return Some(other_package(bytes));
    }
    OTHERS.iter().find(|(start, _)| bytes.starts_with(start)).map(|(_, kind)| *kind)
}

fn what_is_read() -> String {
    let words: Vec<&str> = FORMATS.iter().map(|format| format.words).collect();
    match words.split_last() {
        Some((last, others)) if !others.is_empty() => format!("{} or {last}", others.join(", ")),
        _ => words.concat(),
    }
}
