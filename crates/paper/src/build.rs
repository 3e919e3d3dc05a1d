//! What every reader collects as it goes, and the count that bounds it.

use std::collections::BTreeMap;

use crate::{Block, Cell, Limits, Paragraph, Place, Remark, Run, Table};

/// Why a reader gave up; [`read`](crate::read) puts the file's name to it.
#[derive(Debug)]
pub(crate) enum Stop {
    Damaged(String),
    Unsafe(String),
}

/// What a reader has read so far.
#[derive(Debug, Default)]
pub(crate) struct Sheet {
    pub(crate) blocks: Vec<Block>,
    pub(crate) remarks: Vec<Remark>,
    parts: usize,
    letters: u64,
}

impl Sheet {
    /// Nothing yet but these remarks.
    pub(crate) fn with(remarks: Vec<Remark>) -> Self {
        Self { remarks, ..Self::default() }
    }

    /// Counts one more paragraph, row or cell, and stops at the limit.
    pub(crate) fn part(&mut self, limits: &Limits) -> Result<(), Stop> {
        self.parts += 1;
        if self.parts > limits.parts {
            return Err(Stop::Unsafe(format!(
                "it holds more than {} paragraphs and cells",
                limits.parts
            )));
        }
        Ok(())
    }

    /// Counts the bytes of words that a file says once and shows many times, and stops where
    /// they come to more than it may unpack to.
    pub(crate) fn letters(&mut self, count: usize, limits: &Limits) -> Result<(), Stop> {
        self.letters = self.letters.saturating_add(u64::try_from(count).unwrap_or(u64::MAX));
        if self.letters > limits.unpacked {
            return Err(Stop::Unsafe(format!(
                "its words come to more than {} bytes",
                limits.unpacked
            )));
        }
        Ok(())
    }
}

/// A line of words without any look.
pub(crate) fn plain(place: Place, text: &str) -> Paragraph {
    Paragraph { place, runs: vec![Run { text: text.to_owned(), highlight: None }], list: false }
}

/// A cell that covers one column and one row, of words without any look.
pub(crate) fn plain_cell(line: Place, column: u32, text: &str) -> Cell {
    let place = line.column(column);
    let paragraphs = text.split('\n').map(|words| plain(place, words)).collect();
    Cell { place, column, columns: 1, rows: 1, paragraphs, fill: None, facts: None }
}

/// Lets each merged cell know how many rows it covers, once all rows are there and those that
/// continue a cell above say so with 0.
pub(crate) fn merge_down(table: &mut Table) {
    let mut covers: BTreeMap<u32, u32> = BTreeMap::new();
    for row in table.rows.iter_mut().rev() {
        let mut above = BTreeMap::new();
        for cell in &mut row.cells {
            let below = covers.get(&cell.column).copied().unwrap_or(0);
            if cell.rows == 0 {
                above.insert(cell.column, below + 1);
            } else {
                cell.rows = 1 + below;
            }
        }
        covers = above;
    }
    // A cell that continues nothing, because the table begins with it, stands for itself.
    if let Some(first) = table.rows.first_mut() {
        for cell in first.cells.iter_mut().filter(|cell| cell.rows == 0) {
            cell.rows = 1 + covers.get(&cell.column).map_or(0, |rows| rows - 1);
        }
    }
}

/// A count as a place counts: from 1, and never beyond what a number holds.
pub(crate) fn nth(index: usize) -> u32 {
    u32::try_from(index).unwrap_or(u32::MAX).saturating_add(1)
}
