//! Values separated by commas, semicolons, tabs or pipes, whichever the file itself uses.
//!
//! Nothing in such a file says that it is one, so it must look like one: most of its lines are
//! cut alike. Tabs alone are left to the reader of plain text, which knows them, unless words
//! stand in quotation marks, which it does not know.

mod quoted;
mod records;

use std::collections::BTreeMap;

use crate::build::{Sheet, Stop, plain, plain_cell};
use crate::write::unguarded;
use crate::{Block, Limits, Place, Remark, Row, Table, decode, markdown};
use quoted::without_quoted_marks;
use records::{Record, Records};

/// What may separate values; where two would do alike, the first.
const SEPARATORS: [char; 4] = [',', ';', '\t', '|'];
/// How many records are looked at to find out how they are separated.
const LOOKED_AT: usize = 500;
/// How many lines may stand above the table without being cut.
const MOST_ABOVE: usize = 10;

pub(crate) fn sniff(bytes: &[u8]) -> bool {
    decode::is_text(bytes) && separator(&decode::words(bytes).0).is_some()
}

pub(crate) fn read(bytes: &[u8], limits: &Limits) -> Result<Sheet, Stop> {
    let (words, remarks) = decode::words(bytes);
    let mut sheet = Sheet::with(remarks);
    let Some((separator, from)) = separator(&words) else { return Ok(sheet) };
    let mut table = Table { place: Place::line(1), rows: Vec::new() };
    let mut blank: Option<(Place, usize)> = None;
    for record in Records::new(&words, separator).skip(from) {
        let place = Place::line(record.line);
        let filled = record.fields.iter().filter(|field| !field.words.trim().is_empty());
        let filled: Vec<&str> = filled.map(|field| field.words.as_str()).collect();
        match filled.as_slice() {
            [] => blank.get_or_insert((place, 0)).1 += 1,
            [only] if table.rows.is_empty() => {
                sheet.part(limits)?;
                sheet.blocks.push(Block::Paragraph(plain(place, only)));
            }
            _ => {
                let mut cells = Vec::new();
                for (field, column) in record.fields.iter().zip(1..) {
                    sheet.part(limits)?;
                    cells.push(plain_cell(place, column, unguarded(&field.words)));
                }
                table.rows.push(Row { place, header: false, cells });
            }
        }
    }
    if let Some(first) = table.rows.first() {
        table.place = first.place;
        sheet.blocks.push(Block::Table(table));
    }
    if let Some((first, rows)) = blank {
        let says = match rows {
            1 => "This row is blank.".to_owned(),
            more => format!("This row, and {} more, are blank.", more - 1),
        };
        sheet.remarks.push(Remark::note(first, says));
    }
    Ok(sheet)
}

/// What separates the values, and how many records to pass over before them; none if this is
/// no file of values.
fn separator(words: &str) -> Option<(char, usize)> {
    // Excel's own mark, which it writes for itself to read.
    let mark = words.lines().next().and_then(|line| line.strip_prefix("sep="));
    if let Some(said) = mark.and_then(|mark| mark.chars().next()) {
        return Some((said, 1));
    }
    // Under a heading marks of quotation are as they are, and quote no lines.
    if markdown::has_table_under_a_heading(words.split('\n').take(LOOKED_AT)) {
        return None;
    }
    let words = without_quoted_marks(words);
    let lines: Vec<&str> = words.split('\n').take(LOOKED_AT).collect();
    if markdown::has_table(&lines) {
        return None;
    }
    // Of those that cut alike the last would win, so the list is walked from its end.
    let separators = SEPARATORS.into_iter().rev();
    let widths = separators.filter_map(|c| width(&words, c).map(|width| (width, c)));
    widths.max_by_key(|(width, _)| *width).map(|(_, separator)| (separator, 0))
}

/// How many values stand in most records, if a file that is cut by this separator looks as if
/// it were meant to be.
fn width(words: &str, separator: char) -> Option<usize> {
    let records = Records::new(words, separator).take(LOOKED_AT);
    let records: Vec<Record> = records.filter(|record| !record.is_blank()).collect();
    let above = records.iter().take_while(|record| record.fields.len() == 1).count();
    let cut = records.get(above..).filter(|_| above <= MOST_ABOVE)?;
    // Lines that tabs cut are a table of tabs, whatever commas stand in their words.
    let tabs = |record: &&Record| {
        record.fields.iter().map(|field| field.words.matches('\t').count()).sum::<usize>() >= 2
    };
    if separator != '\t' && cut.iter().filter(tabs).count() * 10 >= cut.len().max(1) * 8 {
        return None;
    }
    let mut widths: BTreeMap<usize, usize> = BTreeMap::new();
    for record in cut {
        *widths.entry(record.fields.len()).or_default() += 1;
    }
    let (&width, &alike) = widths.iter().max_by_key(|(width, times)| (**times, **width))?;
    let quoted = cut.iter().flat_map(|record| &record.fields).any(|field| field.quoted);
    let later = cut.iter().flat_map(|record| record.fields.iter().skip(1));
    let (mut spaced, mut all) = (0, 0);
    for field in later {
        spaced += usize::from(field.words.starts_with(' '));
        all += 1;
    }
    let is_prose = separator != '\t' && spaced * 2 > all;
    let is_meant = match (width, separator) {
        (0 | 1, _) => false,
        // Headings with nothing below them yet.
        (3.., ',' | ';') if cut.len() == 1 => spaced == 0 && are_headings(cut),
        (_, '\t') => quoted && alike == cut.len(),
        (2, _) => !is_prose && alike == cut.len() && (alike >= 3 || quoted && alike >= 2),
        (_, _) if is_prose => alike == cut.len() && alike >= 3,
        (_, _) => alike >= 2 && alike * 10 >= cut.len() * 8,
    };
    is_meant.then_some(width)
}

/// Whether every value could be a heading: there are words in it, and they are no number.
fn are_headings(records: &[Record]) -> bool {
    let mut fields = records.iter().flat_map(|record| &record.fields);
    fields.all(|field| field.words.contains(char::is_alphabetic))
}
