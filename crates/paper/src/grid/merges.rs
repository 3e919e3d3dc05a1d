//! Merged cells, met row by row on the way down a sheet.

use std::collections::BTreeMap;

use crate::reference::Range;

/// The merges of a sheet while its rows are read from top to bottom.
pub(super) struct Merges<'a> {
    /// Those that begin further down, in order.
    waiting: &'a [Range],
    /// Those that are open, by their first column; no two of them share a column.
    open: BTreeMap<u32, Open>,
    row: u32,
    overlapping: Vec<(u32, u32)>,
}

/// A merge that reaches into the row that is read.
#[derive(Clone, Copy, Debug)]
pub(super) struct Open {
    pub(super) top: u32,
    pub(super) left: u32,
    right: u32,
    bottom: u32,
    /// A cell has been made that stands for it.
    stood_for: bool,
}

/// How much of the sheet a cell covers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Covered {
    pub(super) left: u32,
    pub(super) columns: u32,
    /// 0 if it goes on with the cell above.
    pub(super) rows: u32,
}

impl<'a> Merges<'a> {
    /// The merges of a sheet, which stand in order.
    pub(super) fn new(merges: &'a [Range]) -> Self {
        Self { waiting: merges, open: BTreeMap::new(), row: 0, overlapping: Vec::new() }
    }

    /// Goes down to a row.
    pub(super) fn reach(&mut self, row: u32) {
        self.row = row;
        while let Some((range, after)) =
            self.waiting.split_first().filter(|(range, _)| range.top <= row)
        {
            self.waiting = after;
            if range.bottom >= row {
                self.start(*range);
            }
        }
    }

    /// Opens a merge, unless it lies across one that is open: then the first stands.
    fn start(&mut self, range: Range) {
        let mut ended = Vec::new();
        for (left, open) in self.open.range(..=range.right).rev() {
            if open.right < range.left {
                break;
            }
            if open.bottom >= self.row {
                self.overlapping.push((range.top, range.left));
                return;
            }
            ended.push(*left);
        }
        for left in ended {
            self.open.remove(&left);
        }
        let Range { top, left, bottom, right } = range;
        self.open.insert(left, Open { top, left, right, bottom, stood_for: false });
    }

    /// The open merge that covers a cell of the row that was reached.
    pub(super) fn at(&mut self, (row, column): (u32, u32)) -> Option<&mut Open> {
        let (_, open) = self.open.range_mut(..=column).next_back()?;
        (open.right >= column && open.bottom >= row).then_some(open)
    }

    /// How much the cell there covers. The first cell of a merge that is asked for stands for
    /// it, so that none goes on with a row that is not there.
    pub(super) fn cover(&mut self, (row, column): (u32, u32)) -> Covered {
        let Some(open) = self.at((row, column)) else {
            return Covered { left: column, columns: 1, rows: 1 };
        };
        let rows = if open.stood_for { 0 } else { open.bottom - row + 1 };
        open.stood_for = true;
        Covered { left: open.left, columns: open.right - open.left + 1, rows }
    }

    /// The first cells of merges that lay across others, and were left out.
    pub(super) fn overlapping(self) -> Vec<(u32, u32)> {
        self.overlapping
    }
}
