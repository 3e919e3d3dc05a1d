//! Tables: rows of cells that know the column they stand in.

use crate::{Facts, Paragraph, Place};

/// A table, and where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Table {
    /// Where it stands.
    pub place: Place,
    /// Its rows from top to bottom; a rule under a heading row is not one.
    pub rows: Vec<Row>,
}

/// A row of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// Where it stands.
    pub place: Place,
    /// Whether the document itself marks it as a heading row.
    pub header: bool,
    /// Its cells from left to right.
    pub cells: Vec<Cell>,
}

/// A cell of a table, with everything a reader could see of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cell {
    /// Where it stands.
    pub place: Place,
    /// The first column of the grid it covers, from 1.
    pub column: u32,
    /// How many columns it covers, at least 1.
    pub columns: u32,
    /// How many rows it covers: more than 1 if merged downwards, 0 if it is itself
    /// the continuation of the cell above.
    pub rows: u32,
    /// What it says.
    pub paragraphs: Vec<Paragraph>,
    /// The colour it is filled with, as it was written, such as "D9E2F3".
    pub fill: Option<String>,
    /// What only a workbook or a form knows of a cell, where there is something to know.
    pub facts: Option<Box<Facts>>,
}

impl Cell {
    /// What the cell says: its paragraphs, a line each, without the blank ones at its ends.
    pub fn text(&self) -> String {
        // Nearly every cell is one run of words.
        if let [Paragraph { runs, .. }] = self.paragraphs.as_slice()
            && let [run] = runs.as_slice()
        {
            return run.text.trim().to_owned();
        }
        let lines: Vec<String> = self.paragraphs.iter().map(Paragraph::text).collect();
        lines.join("\n").trim().to_owned()
    }

    /// Whether any word in it is highlighted.
    pub fn highlighted(&self) -> bool {
        self.paragraphs.iter().any(Paragraph::highlighted)
    }

    /// Whether it holds no words; a hard space is not a word.
    pub fn is_blank(&self) -> bool {
        self.paragraphs.iter().all(Paragraph::is_blank)
    }

    /// Whether it is the continuation of the cell above.
    pub fn continues(&self) -> bool {
        self.rows == 0
    }
}
