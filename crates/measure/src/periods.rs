//! Two periods, and the rows of a table period by period.

use crate::{Refusal, Row, Table};

/// The same thing in two periods, told apart by name so that they cannot be exchanged unseen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Periods<T> {
    /// In the earlier.
    pub earlier: T,
    /// In the later.
    pub later: T,
}

impl<T> Periods<T> {
    /// Makes another thing of each.
    pub(crate) fn map<U>(self, mut make: impl FnMut(T) -> U) -> Periods<U> {
        Periods { earlier: make(self.earlier), later: make(self.later) }
    }

    /// Makes another thing of each, or refuses the first that cannot be made.
    pub(crate) fn try_map<U, E>(
        self,
        mut make: impl FnMut(T) -> Result<U, E>,
    ) -> Result<Periods<U>, E> {
        Ok(Periods { earlier: make(self.earlier)?, later: make(self.later)? })
    }
}

/// The rows of one period, each period as a table of its own, in the order of the file.
///
/// # Errors
///
/// If a row has no period: which it belongs to is not guessed.
pub(crate) fn by_period(table: &Table) -> Result<Vec<Table>, Refusal> {
    let mut found: Vec<(&str, Vec<Row>)> = Vec::new();
    for row in table.rows() {
        if row.period.trim().is_empty() {
            return Err(Refusal::new(format!("row {} has no period", row.number())));
        }
        match found.iter_mut().find(|(period, _)| *period == row.period) {
            Some((_, rows)) => rows.push(row.clone()),
            None => found.push((&row.period, vec![row.clone()])),
        }
    }
    Ok(found.into_iter().map(|(_, rows)| table.with_rows(rows)).collect())
}
