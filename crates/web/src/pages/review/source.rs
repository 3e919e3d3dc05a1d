//! The document as it looks, each row with what became of it and a way to its twin.

use office::review::{Fate, SourceBlock, SourceRow};
use serde::Serialize;

use super::becomes::Becomes;
use crate::problem::sentence;
use crate::views::Link;

/// A part of the document as it looks.
#[derive(Serialize)]
#[serde(tag = "is", rename_all = "snake_case")]
pub(super) enum Block {
    Words { id: String, text: String, heading: bool, skipped: Option<String>, twin: Option<Link> },
    Table { caption: String, columns: u32, rows: Vec<Row> },
}

#[derive(Serialize)]
pub(super) struct Row {
    id: String,
    header: bool,
    cells: Vec<Cell>,
    skipped: Option<String>,
    twin: Option<Link>,
}

#[derive(Serialize)]
pub(super) struct Cell {
    text: String,
    columns: u32,
    skipped: bool,
}

/// The places of everything in the document that can be pointed at.
pub(super) fn rows(source: &[SourceBlock]) -> Vec<&str> {
    source.iter().flat_map(places).collect()
}

fn places(block: &SourceBlock) -> Vec<&str> {
    match block {
        SourceBlock::Words { place, text: _, fate: _, heading: _ } => vec![place.as_str()],
        SourceBlock::Table { place: _, rows } => {
            rows.iter().map(|row| row.place.as_str()).collect()
        }
    }
}

/// Whether a place is this row or paragraph, or a part of it.
pub(super) fn within(place: &str, row: &str) -> bool {
    place.strip_prefix(row).is_some_and(|rest| !rest.starts_with(|c: char| c.is_ascii_digit()))
}

pub(super) fn place(place: &str, rows: &[&str]) -> Link {
    let home = rows.iter().find(|row| within(place, row));
    Link::new(place, home.map_or_else(|| "#document".to_owned(), |row| format!("#{}", anchor(row))))
}

pub(super) fn anchor(place: &str) -> String {
    let words: Vec<&str> =
        place.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty()).collect();
    format!("at-{}", words.join("-").to_lowercase())
}

pub(super) fn shown(block: &SourceBlock, becomes: &[Becomes]) -> Block {
    match block {
        SourceBlock::Words { place, text, fate, heading } => Block::Words {
            id: anchor(place),
            text: text.clone(),
            heading: *heading,
            skipped: reason(fate),
            twin: twin(place, becomes),
        },
        SourceBlock::Table { place, rows } => Block::Table {
            caption: sentence(place),
            columns: rows
                .iter()
                .map(|row| row.cells.iter().map(|cell| cell.columns).sum())
                .max()
                .unwrap_or(1),
            rows: rows.iter().map(|row| shown_row(row, becomes)).collect(),
        },
    }
}

fn shown_row(row: &SourceRow, becomes: &[Becomes]) -> Row {
    let reasons: Vec<String> = row.cells.iter().filter_map(|cell| reason(&cell.fate)).collect();
    let whole = !reasons.is_empty() && reasons.len() == row.cells.len();
    Row {
        id: anchor(&row.place),
        header: row.header,
        cells: row
            .cells
            .iter()
            .map(|cell| Cell {
                text: cell.text.clone(),
                columns: cell.columns,
                skipped: cell.fate != Fate::Kept,
            })
            .collect(),
        skipped: reasons.into_iter().next().filter(|_| whole),
        twin: twin(&row.place, becomes),
    }
}

fn reason(fate: &Fate) -> Option<String> {
    match fate {
        Fate::Kept => None,
        Fate::Skipped(reason) => Some(sentence(reason)),
    }
}

fn twin(place: &str, becomes: &[Becomes]) -> Option<Link> {
    let thing = becomes.iter().find(|thing| thing.places.iter().any(|at| within(at, place)))?;
    Some(Link::new(thing.title.clone(), format!("#{}", thing.id)))
}
