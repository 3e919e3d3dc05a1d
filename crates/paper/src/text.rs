//! Plain text: lines, and tables where several lines in a row are laid out alike.
//!
//! Cells may be cut by tabs, pipes or slashes, stand in columns of fixed width, stand on a
//! line each, or be the answers on cards. A layout is believed only when several lines
//! agree on it; anything else is a paragraph a line. A Word form that was copied as text has
//! one cell a line, each after a tab. Such lines are left as paragraphs with their tab, for
//! whoever knows the form.

mod cards;
mod fixed;
mod listed;
mod parted;

use std::collections::BTreeMap;

use crate::build::{Sheet, Stop, nth, plain, plain_cell};
use crate::{Block, Cell, Limits, Place, Remark, Row, Table, decode};

pub(crate) fn sniff(bytes: &[u8]) -> bool {
    decode::is_text(bytes)
}

pub(crate) fn read(bytes: &[u8], limits: &Limits) -> Result<Sheet, Stop> {
    let (words, remarks) = decode::words(bytes);
    let mut sheet = Sheet::with(remarks);
    let lines: Vec<&str> = words.split('\n').collect();
    let mut fixed = fixed::tables(&lines);
    let mut tried = listed::Tried::default();
    let mut at = 0;
    while at < lines.len() {
        let found = parted::table(&lines, at)
            .or_else(|| cards::table(&lines, at))
            .or_else(|| fixed.remove(&at))
            .or_else(|| listed::table(&lines, at, &mut tried));
        if let Some(laid) = found {
            at = laid.end.max(at + 1);
            let table = table(laid, &mut sheet, limits)?;
            sheet.blocks.push(Block::Table(table));
        } else {
            for line in parted::run(&lines, at) {
                paragraph(&lines, line, &mut sheet, limits)?;
                at = line + 1;
            }
        }
    }
    Ok(sheet)
}

/// A table as lines laid it out.
struct Laid {
    /// The line after its last.
    end: usize,
    rows: Vec<Vec<LaidCell>>,
    /// What to say of it, if its layout is not plain to see.
    remark: Option<&'static str>,
}

/// A cell of it.
struct LaidCell {
    /// The line it begins on.
    line: usize,
    column: usize,
    columns: usize,
    words: String,
}

impl LaidCell {
    fn new(line: usize, column: usize, words: impl Into<String>) -> Self {
        Self { line, column, columns: 1, words: words.into() }
    }
}

/// Tables that were found beforehand, by the line they begin on.
type Found = BTreeMap<usize, Laid>;

fn paragraph(lines: &[&str], at: usize, sheet: &mut Sheet, limits: &Limits) -> Result<(), Stop> {
    let words = lines.get(at).filter(|line| !line.trim().is_empty() || line.contains('\t'));
    if let Some(line) = words {
        sheet.part(limits)?;
        let place = Place::line(nth(at));
        let words = without_bookmarks(line, place, &mut sheet.remarks);
        sheet.blocks.push(Block::Paragraph(plain(place, &words)));
    }
    Ok(())
}

/// Takes off what converters write where a document had a bookmark: `[bookmark: _Hlk1]`.
fn without_bookmarks(line: &str, place: Place, remarks: &mut Vec<Remark>) -> String {
    const MARK: &str = "[bookmark:";
    let mut words = String::new();
    let mut rest = line;
    while let Some((before, marked)) = rest.find(MARK).and_then(|at| rest.split_at_checked(at)) {
        let Some((mark, after)) = marked.split_once(']') else { break };
        words.push_str(before);
        remarks.push(Remark::note(place, format!("The mark “{mark}]” was taken off.")));
        rest = after;
    }
    words.push_str(rest);
    words
}

/// The table at its places. A cell that stands on no later line than one before it, as the
/// answers on a card's first line do under the labels of that line, is told by its row.
fn table(laid: Laid, sheet: &mut Sheet, limits: &Limits) -> Result<Table, Stop> {
    let first = laid.rows.iter().flatten().map(|cell| cell.line).next().unwrap_or(0);
    let mut table = Table { place: Place::line(nth(first)), rows: Vec::new() };
    sheet.remarks.extend(laid.remark.map(|says| Remark::note(table.place, says)));
    let mut line = first;
    let mut before: Option<Place> = None;
    for (number, cells) in (0_u32..).zip(laid.rows) {
        let mut row: Option<Row> = None;
        for cell in cells {
            sheet.part(limits)?;
            line = line.max(cell.line);
            let mut place = Place::line(nth(line)).column(nth(cell.column));
            if before.is_some_and(|before| place <= before) {
                place = place.row(number);
            }
            before = Some(place);
            let columns = nth(cell.columns.saturating_sub(1));
            let made =
                Cell { columns, ..plain_cell(place.column(0), nth(cell.column), &cell.words) };
            let place = place.column(0);
            row.get_or_insert(Row { place, header: false, cells: Vec::new() }).cells.push(made);
        }
        table.rows.extend(row);
    }
    Ok(table)
}
