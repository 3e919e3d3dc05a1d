//! Rows that lost their first cell, as a merge that a converter forgot leaves them.

use programme::by_when::ByWhen;
use programme::status::Status;

use crate::Field;
use crate::columns::Columns;
use crate::sheet::Piece;

/// The cells one to the right, where the row makes sense there and none where it stands: its last
/// cell is missing, and a date or a status moves from a column that has none to its own.
pub(super) fn shifted(cells: &[Piece], columns: &Columns) -> Option<Vec<Piece>> {
    let mut numbers: Vec<u32> = columns.columns.iter().map(|heading| heading.column).collect();
    numbers.sort_unstable();
    let (first, last) = (*numbers.first()?, *numbers.last()?);
    let filled: Vec<&Piece> = cells.iter().filter(|cell| !cell.is_blank()).collect();
    // A row that has its last cell, blank or not, has lost none.
    let is_out = filled.len() < 2
        || cells.iter().any(|cell| cell.column >= last)
        || filled.iter().any(|cell| cell.continues || cell.columns > 1)
        || !filled.iter().any(|cell| cell.column == first);
    if is_out
        || columns.columns.iter().find(|heading| heading.column == first)?.field
            == Some(Field::Words)
    {
        return None;
    }
    let moved: Vec<Piece> = cells
        .iter()
        .filter(|cell| cell.column < last)
        .map(|cell| Piece { column: cell.column.saturating_add(1), ..cell.clone() })
        .collect();
    let here = Sense::of(cells, columns);
    let there = Sense::of(&moved, columns);
    there.beats(&here).then_some(moved)
}

/// What makes sense of a row as it stands.
struct Sense {
    /// Its words are words, and no date and no status.
    words: bool,
    date: bool,
    status: bool,
}

impl Sense {
    fn of(cells: &[Piece], columns: &Columns) -> Self {
        let text = |field: Field| {
            let column = columns.heading(field).map(|heading| heading.column);
            let cell = cells.iter().find(|cell| Some(cell.column) == column);
            cell.map_or("", |cell| cell.text.trim())
        };
        let words = text(Field::Words);
        Self {
            words: words.chars().any(char::is_alphabetic) && !is_date(words) && !is_status(words),
            date: is_date(text(Field::ByWhen)),
            status: is_status(text(Field::Status)),
        }
    }

    fn beats(&self, other: &Self) -> bool {
        let gains = (self.date && !other.date) || (self.status && !other.status);
        let loses = (other.date && !self.date) || (other.status && !self.status);
        self.words && gains && !loses && !other.words
    }
}

fn is_date(text: &str) -> bool {
    let read = ByWhen::read(text);
    read.due.is_some() && read.doubt.is_none()
}

fn is_status(text: &str) -> bool {
    !text.is_empty() && !Status::read(text).is_unread()
}
