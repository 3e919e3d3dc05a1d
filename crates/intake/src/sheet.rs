//! A document as rows and pieces, whichever way it was drawn.
//!
//! A form that was copied as text has a cell on each line, after a tab, and loses where its
//! rows end. Its cells come out as [`Item::Loose`], for whoever knows the form's columns.

use paper::{Block, Cell, Day, Hidden, Paper, Paragraph, Place};

use crate::ledger::Unit;

/// A cell or a paragraph: its words, and the units of the account they stand in.
#[derive(Clone, Debug)]
pub(crate) struct Piece {
    pub(crate) units: Vec<Unit>,
    pub(crate) place: Place,
    pub(crate) text: String,
    pub(crate) highlighted: bool,
    /// It is a heading of this level.
    pub(crate) heading: Option<u8>,
    /// The column of the grid it begins in, and how many it covers.
    pub(crate) column: u32,
    pub(crate) columns: u32,
    /// It is merged with the cell above.
    pub(crate) continues: bool,
    /// The day it holds as a day, where it stands in a workbook.
    pub(crate) day: Option<Day>,
    /// What stands in it as a list that the document drew.
    pub(crate) list: Vec<String>,
    /// What people wrote beside it.
    pub(crate) comments: Vec<String>,
    /// The tag of the content control it stands in.
    pub(crate) tag: Option<String>,
}

impl Piece {
    pub(crate) fn is_blank(&self) -> bool {
        self.text.trim().is_empty()
    }
}

/// One thing met on the way down a document.
#[derive(Clone, Debug)]
pub(crate) enum Item {
    /// A paragraph or heading outside any table.
    Paragraph(Piece),
    /// A row of a table.
    Row {
        cells: Vec<Piece>,
        /// Which table of the document it is a row of: the position of that block.
        table: usize,
        /// The document marks it as a heading.
        header: bool,
        /// How many columns its table has, where no editor can have trimmed them.
        width: Option<u32>,
    },
    /// A cell whose row nobody knows.
    Loose(Piece),
}

/// The items of a document, in order. A line that `ends_cell` stands outside any cell, even
/// where it follows one.
pub(crate) fn items(paper: &Paper, ends_cell: &dyn Fn(&str) -> bool) -> Vec<Item> {
    let mut items = Vec::new();
    let mut unit = 0;
    for (table_at, block) in paper.blocks.iter().enumerate() {
        match block {
            Block::Heading { paragraph, level } => {
                let heading = Piece { heading: Some(*level), ..piece(unit, paragraph) };
                items.push(Item::Paragraph(heading));
                unit += 1;
            }
            Block::Paragraph(paragraph) => {
                line(&mut items, piece(unit, paragraph), ends_cell);
                unit += 1;
            }
            Block::Table(table) => {
                let cells = table.rows.iter().flat_map(|row| &row.cells);
                let width = cells.map(|cell| cell.column.saturating_add(cell.columns) - 1).max();
                let width = width.filter(|_| paper.format != "text");
                for row in &table.rows {
                    let mut cells = Vec::new();
                    for cell in &row.cells {
                        if !is_on_hidden_sheet(cell) {
                            cells.push(of_cell(unit, cell));
                        }
                        unit += 1;
                    }
                    if !cells.is_empty() || row.cells.is_empty() {
                        items.push(Item::Row { cells, table: table_at, header: row.header, width });
                    }
                }
            }
        }
    }
    items
}

/// Whether a cell stands on a sheet that its workbook hides, as lists to choose from do.
pub(crate) fn is_on_hidden_sheet(cell: &Cell) -> bool {
    cell.facts.as_ref().is_some_and(|facts| facts.hidden == Some(Hidden::Sheet))
}

fn of_cell(unit: Unit, cell: &Cell) -> Piece {
    Piece {
        units: vec![unit],
        place: cell.place,
        text: cell.text(),
        highlighted: cell.highlighted(),
        heading: None,
        column: cell.column,
        columns: cell.columns,
        continues: cell.continues(),
        day: cell.facts.as_ref().and_then(|facts| facts.day),
        list: list(cell),
        comments: cell.facts.as_ref().map_or(Vec::new(), |facts| facts.comments.clone()),
        tag: cell.facts.as_ref().and_then(|facts| facts.tag.clone()),
    }
}

/// The items of a list that fills the whole cell; none where other words stand in it, too.
fn list(cell: &Cell) -> Vec<String> {
    let mut paragraphs = cell.paragraphs.iter().filter(|paragraph| !paragraph.is_blank());
    let is_list =
        paragraphs.clone().count() >= 2 && paragraphs.clone().all(|paragraph| paragraph.list);
    paragraphs
        .by_ref()
        .filter(|_| is_list)
        .map(|paragraph| paragraph.text().trim().to_owned())
        .collect()
}

fn piece(unit: Unit, paragraph: &Paragraph) -> Piece {
    Piece {
        units: vec![unit],
        place: paragraph.place,
        text: paragraph.text(),
        highlighted: paragraph.highlighted(),
        heading: None,
        column: 1,
        columns: 1,
        continues: false,
        day: None,
        list: Vec::new(),
        comments: Vec::new(),
        tag: None,
    }
}

/// A line that begins with a tab opens a cell; one that does not goes on with the open cell.
fn line(items: &mut Vec<Item>, mut piece: Piece, ends_cell: &dyn Fn(&str) -> bool) {
    if let Some(rest) = piece.text.strip_prefix('\t') {
        piece.text = String::from(rest.trim());
        items.push(Item::Loose(piece));
        return;
    }
    if let Some(Item::Loose(open)) = items.last_mut()
        && !ends_cell(&piece.text)
    {
        if !open.text.is_empty() {
            open.text.push('\n');
        }
        open.text.push_str(piece.text.trim());
        open.highlighted |= piece.highlighted;
        open.units.append(&mut piece.units);
        return;
    }
    items.push(Item::Paragraph(piece));
}
