//! A Word table while it is being read: rows, cells, and what is merged with what.

use super::{Attributes, is_on};
use crate::build::{merge_down, nth};
use crate::{Cell, Place, Row, Table};

/// More columns than Word itself can draw.
const MOST_COLUMNS: u32 = 1_000;

/// A table that is open. A cell belongs to the row, a row to the table, once it ends.
pub(crate) struct OpenTable {
    table: Table,
    row: Option<Row>,
    cell: Option<Cell>,
    /// The column the next cell of the open row begins in.
    next: u32,
}

impl OpenTable {
    pub(crate) fn new(place: Place) -> Self {
        Self { table: Table { place, rows: Vec::new() }, row: None, cell: None, next: 1 }
    }

    /// The open cell.
    pub(crate) fn cell(&mut self) -> Option<&mut Cell> {
        self.cell.as_mut()
    }

    /// Where the open cell stands.
    pub(crate) fn cell_place(&self) -> Option<Place> {
        self.cell.as_ref().map(|cell| cell.place)
    }

    pub(crate) fn in_row(&self) -> bool {
        self.row.is_some()
    }

    /// Whether the open cell is the first of its row.
    pub(crate) fn at_first_cell(&self) -> bool {
        self.row.as_ref().is_some_and(|row| row.cells.is_empty())
    }

    /// Gives the open cell a tag; the first it is given stands.
    pub(crate) fn tag(&mut self, tag: Option<String>) {
        if let (Some(cell), Some(tag)) = (&mut self.cell, tag) {
            let facts = cell.facts.get_or_insert_default();
            facts.tag.get_or_insert(tag);
        }
    }

    pub(crate) fn start_row(&mut self) {
        self.end_row();
        let place = self.table.place.row(nth(self.table.rows.len()));
        self.row = Some(Row { place, header: false, cells: Vec::new() });
        self.next = 1;
    }

    pub(crate) fn start_cell(&mut self) {
        self.end_cell();
        if let Some(row) = &self.row {
            let (column, place) = (self.next, row.place.column(self.next));
            let paragraphs = Vec::new();
            self.cell = Some(Cell {
                place,
                column,
                columns: 1,
                rows: 1,
                paragraphs,
                fill: None,
                facts: None,
            });
        }
    }

    pub(crate) fn end_cell(&mut self) {
        if let (Some(cell), Some(row)) = (self.cell.take(), &mut self.row) {
            self.next = cell.column.saturating_add(cell.columns);
            row.cells.push(cell);
        }
    }

    pub(crate) fn end_row(&mut self) {
        self.end_cell();
        self.table.rows.extend(self.row.take());
    }

    /// Takes in what one element of the open row's or cell's properties says.
    pub(crate) fn look(&mut self, name: &str, attributes: &Attributes<'_>, of_cell: bool) {
        let value = attributes.get("val").unwrap_or_default();
        match (name, &mut self.row, &mut self.cell) {
            ("tblHeader", Some(row), None) => row.header = is_on(attributes),
            ("gridBefore", Some(_), None) => self.next = 1 + columns(&value),
            ("gridSpan", _, Some(cell)) => cell.columns = columns(&value).max(1),
            // The count of rows waits for the whole table; until then 0 says "as above".
            ("vMerge", _, Some(cell)) if value != "restart" => cell.rows = 0,
            ("shd", _, Some(cell)) if of_cell => {
                cell.fill = attributes.get("fill").filter(|fill| fill != "auto");
            }
            _ => {}
        }
    }

    /// The finished table, each merged cell knowing how many rows it covers.
    pub(crate) fn finish(mut self) -> Table {
        self.end_row();
        merge_down(&mut self.table);
        self.table
    }
}

fn columns(value: &str) -> u32 {
    value.parse().unwrap_or(0).min(MOST_COLUMNS)
}
