//! A table of a web page while it is being read.

use std::collections::BTreeMap;

use crate::build::{merge_down, nth};
use crate::{Cell, Place, Row, Table};

/// More columns and rows than a browser lets one cell cover.
pub(crate) const MOST_COLUMNS: u32 = 1_000;
pub(crate) const MOST_ROWS: u32 = 65_534;

/// A table that is open. Where it stands is known once its first row begins, because what
/// stands in it outside any row is shown above it.
#[derive(Debug, Default)]
pub(crate) struct OpenTable {
    table: Option<Table>,
    row: Option<Row>,
    cell: Option<Cell>,
    /// Whether rows are of its head.
    pub(crate) head: bool,
    /// The colour of the open row.
    fill: Option<String>,
    /// Whether every cell of the open row so far is a heading.
    headings: bool,
    /// The column the next cell of the open row begins in.
    next: u32,
    /// By the column it begins in, what hangs down from above: its columns and rows to come.
    hanging: BTreeMap<u32, (u32, u32)>,
}

/// What a tag says of the cell it opens.
pub(crate) struct Opens {
    pub(crate) columns: u32,
    pub(crate) rows: u32,
    pub(crate) heading: bool,
    pub(crate) fill: Option<String>,
}

impl OpenTable {
    pub(crate) fn is_placed(&self) -> bool {
        self.table.is_some()
    }

    pub(crate) fn place_at(&mut self, place: Place) {
        self.table.get_or_insert(Table { place, rows: Vec::new() });
    }

    pub(crate) fn cell(&mut self) -> Option<&mut Cell> {
        self.cell.as_mut()
    }

    pub(crate) fn cell_place(&self) -> Option<Place> {
        self.cell.as_ref().map(|cell| cell.place)
    }

    pub(crate) fn has_row(&self) -> bool {
        self.row.is_some()
    }

    /// Begins a row.
    pub(crate) fn start_row(&mut self, fill: Option<String>) {
        if let Some(table) = &self.table {
            let place = table.place.row(nth(table.rows.len()));
            self.row = Some(Row { place, header: self.head, cells: Vec::new() });
            (self.next, self.fill, self.headings) = (1, fill, true);
        }
    }

    /// Begins a cell, after what hangs down before it; says how many cells that made.
    pub(crate) fn start_cell(&mut self, opens: Opens) -> usize {
        let made = self.hang(false);
        let Opens { columns, rows, heading, fill } = opens;
        let Some(row) = &self.row else { return made };
        let (column, place) = (self.next, row.place.column(self.next));
        // Nothing may reach into what hangs down further right.
        let free = self.hanging.range(column..).next().map(|(hangs, _)| hangs - column);
        let columns = columns.clamp(1, MOST_COLUMNS).min(free.unwrap_or(MOST_COLUMNS)).max(1);
        let fill = fill.or_else(|| self.fill.clone());
        self.headings &= heading;
        self.cell = Some(Cell {
            place,
            column,
            columns,
            rows: 1,
            paragraphs: Vec::new(),
            fill,
            facts: None,
        });
        if rows != 1 {
            // None says: down to the end.
            let more = if rows == 0 { MOST_ROWS } else { rows - 1 };
            self.hanging.insert(column, (columns, more + 1));
        }
        self.next = column.saturating_add(columns);
        made + 1
    }

    pub(crate) fn end_cell(&mut self) {
        if let (Some(cell), Some(row)) = (self.cell.take(), &mut self.row) {
            row.cells.push(cell);
        }
    }

    /// Ends the row, with what hangs down at its end; says how many cells that made.
    pub(crate) fn end_row(&mut self) -> usize {
        self.end_cell();
        if self.row.is_none() {
            return 0;
        }
        let made = self.hang(true);
        if let (Some(mut row), Some(table)) = (self.row.take(), &mut self.table) {
            row.header |= self.headings;
            if !row.cells.is_empty() {
                table.rows.push(row);
            }
        }
        for (_, rows) in self.hanging.values_mut() {
            *rows -= 1;
        }
        self.hanging.retain(|_, (_, rows)| *rows > 0);
        made
    }

    /// Puts in the cells that hang down where the next one would begin, or all to come.
    fn hang(&mut self, all: bool) -> usize {
        let mut made = 0;
        while let Some((&column, &(columns, _))) = self.hanging.range(self.next..).next()
            && (all || column == self.next)
        {
            if let Some(row) = &mut self.row {
                let place = row.place.column(column);
                let (paragraphs, fill) = (Vec::new(), None);
                row.cells.push(Cell {
                    place,
                    column,
                    columns,
                    rows: 0,
                    paragraphs,
                    fill,
                    facts: None,
                });
                made += 1;
            }
            self.next = column.saturating_add(columns);
        }
        made
    }

    /// The finished table, if it has a row.
    pub(crate) fn finish(mut self) -> Option<Table> {
        self.end_row();
        let mut table = self.table?;
        merge_down(&mut table);
        (!table.rows.is_empty()).then_some(table)
    }
}
