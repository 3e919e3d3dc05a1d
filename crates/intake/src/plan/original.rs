//! Which of two dates counts, where a row has an original and a revised one.

use crate::Field;
use crate::columns::{By, Columns};
use crate::sheet::Piece;
use crate::words::plain;

/// What became of an original date beside which a revised one may stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Original {
    /// The row has none.
    Missing,
    /// The revised date is blank or says that nothing changed, so that the original is the date.
    StandsIn,
    /// The revised date stands before it.
    WasRevised,
}

/// What becomes of the original date of a row.
pub(super) fn original(cells: &[Piece], columns: &Columns) -> Original {
    if !cells.iter().any(|cell| !cell.is_blank() && is_original(cell, columns)) {
        return Original::Missing;
    }
    let is_revised = |cell: &&Piece| {
        columns.of(cell).is_some_and(|heading| heading.field == Some(Field::ByWhen))
    };
    let unchanged =
        |cell: &Piece| is_no_change(&cell.text) && cell.day.is_none() && !cell.continues;
    match cells.iter().find(is_revised) {
        Some(revised) if !unchanged(revised) => Original::WasRevised,
        Some(_) | None => Original::StandsIn,
    }
}

/// Whether the cell of a revised date says that the original stands.
fn is_no_change(words: &str) -> bool {
    let words = plain(words);
    ["", "n a", "na", "none", "no change", "unchanged", "as original"].contains(&words.as_str())
}

/// Whether a cell stands in the column of an original date, beside that of a revised one.
pub(super) fn is_original(cell: &Piece, columns: &Columns) -> bool {
    columns.of(cell).is_some_and(|heading| heading.by == By::Original)
}
