//! A table as it was found on one page, before it has a place.

use super::geometry::Area;
use super::word::Word;

/// A table on one page.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Found {
    pub(crate) area: Area,
    /// Where each column begins, and where the last one ends.
    pub(crate) edges: Vec<f64>,
    /// How far an edge may stray on the next page and still be the same.
    pub(crate) stray: f64,
    pub(crate) rows: Vec<Vec<FoundCell>>,
}

/// A cell of it.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct FoundCell {
    /// Its first column, from 0, and how many it covers.
    pub(crate) column: usize,
    pub(crate) columns: usize,
    /// How many rows it covers; 0 if it continues the one above.
    pub(crate) rows: usize,
    pub(crate) left: f64,
    pub(crate) right: f64,
    pub(crate) words: Vec<Word>,
    pub(crate) fill: Option<String>,
}

impl Found {
    /// For each column of this table, the column of `before` it goes on with; nothing if
    /// this is not the rest of that table.
    pub(crate) fn goes_on(&self, before: &Self) -> Option<Vec<usize>> {
        let stray = self.stray.max(before.stray);
        let (_, starts) = self.edges.split_last()?;
        let mut columns: Vec<usize> = Vec::new();
        for start in starts {
            let far = |edge: &f64| (edge - start).abs();
            let (column, edge) = before
                .edges
                .iter()
                .enumerate()
                .min_by(|(_, a), (_, b)| far(a).total_cmp(&far(b)))?;
            if far(edge) > stray || columns.last().is_some_and(|last| *last >= column) {
                return None;
            }
            columns.push(column);
        }
        let begins = columns.first() == Some(&0);
        let fits = columns.last().is_some_and(|last| last + 1 < before.edges.len());
        // One column fits under anything; it must be as wide as the table above.
        let right = |found: &Self| found.edges.last().copied().unwrap_or(0.0);
        let as_wide = columns.len() > 1 || (right(self) - right(before)).abs() <= stray;
        (begins && fits && as_wide).then_some(columns)
    }
}
