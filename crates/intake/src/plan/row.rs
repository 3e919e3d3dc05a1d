//! What one row is by itself: a section, a word above the headings, or the rest of the row above.

use paper::Place;

use super::signs::reference;
use crate::Field;
use crate::columns::{Columns, Known, Shown};
use crate::forms::{FormKind, starts};
use crate::sheet::Piece;
use crate::words::tidy;

/// The place of the row a cell stands in.
pub(super) fn row_place(cell: &Piece) -> Place {
    cell.place.column(0)
}

/// The words of a row that names a section: one filled cell, across the table, in its first
/// column or where an item without a number would stand, in an audit or where items are numbered.
pub(super) fn section(cells: &[Piece], columns: &Columns, known: Known<'_>) -> Option<String> {
    let mut filled = cells.iter().filter(|cell| !cell.is_blank());
    let only = filled.next().filter(|_| filled.next().is_none())?;
    let words = tidy(&only.text).replace('\n', " ");
    let width = u32::try_from(columns.columns.len()).unwrap_or(u32::MAX);
    let across = only.columns >= width && width > 1;
    let first = columns.columns.first().is_some_and(|heading| heading.column == only.column);
    let field = columns.of(only).and_then(|heading| heading.field);
    let numbered = reference(&words).is_some();
    let may_head = known.shown.is_some_and(Shown::is_numbered) && is_label(&words);
    let is_plan = known.form.kind == FormKind::ActionPlan;
    let is_item = field == Some(Field::Words) && (numbered || is_plan && !may_head);
    let stands = across || first || field == Some(Field::Words) || field == Some(Field::Group);
    let starts_small = words.starts_with(char::is_lowercase);
    (stands && !starts_small && (across || !is_item)).then_some(words)
}

/// The one thing that a row above all headings says: its one filled cell, or a label that the form
/// knows with its value in the next.
pub(super) fn only(cells: &[Piece], known: Known<'_>) -> Option<Piece> {
    let filled: Vec<&Piece> = cells.iter().filter(|cell| !cell.is_blank()).collect();
    match *filled {
        [only] => Some(only.clone()),
        [label, value] => {
            let words = label.text.trim();
            let is_known = known.form.label(words).is_some() || starts(words, &known.form.as_of);
            let colon = if words.ends_with(':') { "" } else { ":" };
            is_known.then(|| Piece {
                units: [label.units.clone(), value.units.clone()].concat(),
                text: format!("{words}{colon} {}", value.text.trim()),
                ..label.clone()
            })
        }
        _ => None,
    }
}

/// Whether words are as short as a label, and no sentence.
fn is_label(words: &str) -> bool {
    words.split(' ').count() <= 8 && !words.ends_with('.')
}

/// Whether a row goes on with the one above: everything that is said once of a record is
/// blank, and what runs on begins in the middle. A page end may cut a date in two as well.
pub(super) fn goes_on(cells: &[Piece], columns: &Columns, at_break: bool) -> bool {
    let mut begins_anew = false;
    let mut runs_on = false;
    for cell in cells.iter().filter(|cell| !cell.is_blank() || cell.continues) {
        match columns.of(cell).and_then(|heading| heading.field) {
            Some(Field::Words) if !cell.continues => {
                begins_anew |= !cell.text.trim().starts_with(char::is_lowercase);
                runs_on = true;
            }
            Some(field) if field.runs_on() && !cell.continues => runs_on = true,
            Some(Field::Group) if cell.continues => {}
            Some(Field::ByWhen) if at_break && !cell.continues => runs_on = true,
            Some(_) => begins_anew = true,
            None => {}
        }
    }
    runs_on && !begins_anew
}
