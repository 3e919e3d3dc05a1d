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
    record(&mut words, page.columns.iter().map(|column| column.heading.as_str()));
    for row in &page.rows {
        match row {
            Row::Section(section) => {
                let blanks = page.columns.iter().skip(1).map(|_| "");
                record(&mut words, std::iter::once(section.as_str()).chain(blanks));
            }
            Row::Cells(cells) => {
                let cells = padded(cells, &page.columns);
                record(&mut words, cells.into_iter().map(|cell| cell.words.as_str()));
            }
        }
    }
    Ok(words.into_bytes())
}

fn record<'a>(written: &mut String, values: impl Iterator<Item = &'a str>) {
    let begin = written.len();
    for (at, words) in values.enumerate() {
        if at > 0 {
            written.push(',');
        }
        value(written, &guarded(words));
    }
    // An empty line would be no record at all.
    written.push_str(if written.len() == begin { "\"\"\r\n" } else { "\r\n" });
}

fn value(written: &mut String, words: &str) {
    // Every mark that some program takes for a separator, so that all of them see one table.
    if words.bytes().any(|byte| matches!(byte, b'"' | b',' | b';' | b'\t' | b'|' | b'\n')) {
        written.push('"');
        written.push_str(&words.replace('"', "\"\""));
        written.push('"');
    } else {
        written.push_str(words);
    }
}
