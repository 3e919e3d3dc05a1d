//! Separated values as RFC 4180 has them, marked so that Excel knows they are UTF-8.
//!
//! The file is the table and nothing else, so that its first line is its headings. A section is
//! a row with words in its first cell.

use super::guard::guarded;
use super::page::padded;
use super::{Page, Row, Unwritable};

const BYTE_ORDER_MARK: &str = "\u{feff}";

#[expect(clippy::unnecessary_wraps, reason = "every format is written by a function of one shape")]
pub(super) fn write(page: &Page) -> Result<Vec<u8>, Unwritable> {
    let mut words = BYTE_ORDER_MARK.to_owned();
    if page.columns.is_empty() {
        return Ok(words.into_bytes());
    }
    words += &record(page.columns.iter().map(|column| column.heading.as_str()));
    for row in &page.rows {
        words += &match row {
            Row::Section(section) => {
                let blanks = page.columns.iter().skip(1).map(|_| "");
                record(std::iter::once(section.as_str()).chain(blanks))
            }
            Row::Cells(cells) => {
                record(padded(cells, &page.columns).into_iter().map(|cell| cell.words.as_str()))
            }
        };
    }
    Ok(words.into_bytes())
}

fn record<'a>(values: impl Iterator<Item = &'a str>) -> String {
    let values: Vec<String> = values.map(value).collect();
    match values.as_slice() {
        // An empty line would be no record at all.
        [only] if only.is_empty() => "\"\"\r\n".to_owned(),
        values => values.join(",") + "\r\n",
    }
}

fn value(words: &str) -> String {
    let words = guarded(words);
    // Every mark that some program takes for a separator, so that all of them see one table.
    if words.contains(['"', ',', ';', '\t', '|', '\n']) {
        format!("\"{}\"", words.replace('"', "\"\""))
    } else {
        words
    }
}
