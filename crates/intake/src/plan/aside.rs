//! Rows between the items that are none: totals, footnotes, hints, examples, bare numbers.

use crate::Field;
use crate::columns::Columns;
use crate::sheet::Piece;
use crate::words::{begins, plain};

/// Where a row stands, as far as it tells what the row may be.
#[derive(Clone, Copy, Debug)]
pub(super) struct Stands {
    /// Right below a heading row.
    pub(super) below_heading: bool,
    /// Below something that bears the mark of a footnote.
    pub(super) below_mark: bool,
}

/// Marks that point to a footnote.
pub(super) const MARKS: [char; 3] = ['*', '†', '‡'];

/// Why a row is no item, if it is none.
pub(super) fn aside(cells: &[Piece], columns: &Columns, stands: Stands) -> Option<&'static str> {
    let filled: Vec<&Piece> = cells.iter().filter(|cell| !cell.is_blank()).collect();
    let continues = cells.iter().any(|cell| cell.continues);
    let (first, others) = filled.split_first()?;
    let field = |cell: &Piece| columns.of(cell).and_then(|heading| heading.field);
    if stands.below_heading && is_second_heading(&filled, columns) {
        return Some("second heading row");
    }
    if is_total(&first.text, others) {
        Some("total row")
    } else if is_example(&filled, field) {
        Some("worked example")
    } else if stands.below_heading
        && filled.len() >= 2
        && filled.iter().all(|cell| is_hint(&cell.text))
    {
        Some("hints under the headings")
    } else if !others.is_empty() || continues {
        None
    } else if is_footnote(&first.text, stands) {
        Some("footnote")
    } else if is_number(&first.text) && field(first) != Some(Field::Words) {
        Some("a number and nothing else")
    } else {
        None
    }
}

/// Whether a row only names parts of columns: some of its cells stand below no heading, and none
/// below one that says what an item is.
fn is_second_heading(filled: &[&Piece], columns: &Columns) -> bool {
    let item = [
        Field::Words,
        Field::ByWhen,
        Field::Responsibility,
        Field::Status,
        Field::Reference,
        Field::Group,
    ];
    filled.iter().any(|cell| columns.of(cell).is_none())
        && filled.iter().all(|cell| {
            columns
                .of(cell)
                .is_none_or(|held| held.field.is_none_or(|field| !item.contains(&field)))
        })
}

/// Whether a row adds up the rows above: it says so first, and all else in it is figures.
fn is_total(first: &str, others: &[&Piece]) -> bool {
    let says_so = ["Total", "Totals", "Grand total", "Sub-total", "Subtotal"];
    let is_figure = |cell: &&Piece| {
        cell.text.chars().any(|c| c.is_ascii_digit())
            && cell.text.chars().all(|c| !c.is_alphabetic())
    };
    says_so.iter().any(|total| begins(first, total))
        && first.split_whitespace().count() <= 3
        && others.iter().all(is_figure)
}

/// Whether a row shows how to fill in the others: its number, its words, or what is no field says so.
fn is_example(filled: &[&Piece], field: impl Fn(&Piece) -> Option<Field>) -> bool {
    let says_so = |text: &str| begins(text, "Example") || begins(text, "e.g");
    filled.iter().enumerate().any(|(at, cell)| match field(cell) {
        Some(Field::Words) => says_so(&cell.text),
        Some(Field::Reference) | None => at == 0 && says_so(&cell.text),
        Some(Field::Group) => ["example", "worked example"].contains(&plain(&cell.text).as_str()),
        Some(_) => false,
    })
}

/// Whether words say what a column asks for and answer nothing.
fn is_hint(text: &str) -> bool {
    let text = text.trim();
    let starts = [
        "e.g",
        "please",
        "enter",
        "insert",
        "describe",
        "list",
        "choose",
        "select",
        "name of",
        "initials",
        "dd",
        "date of",
        "mm",
        "for example",
        "who will",
        "what will",
    ];
    text.starts_with('(') && text.ends_with(')')
        || text.starts_with('[') && text.ends_with(']')
        || text.ends_with('?')
        || starts.iter().any(|start| begins(text, start))
}

/// Whether the only words of a row stand below the table and say something of it.
fn is_footnote(text: &str, stands: Stands) -> bool {
    let text = text.trim();
    let opens =
        ["Note:", "Notes:", "NB:", "N.B.", "Source:", "Sources:", "Key:", "Footnote", "Legend:"];
    let opens = opens
        .iter()
        .any(|open| text.get(..open.len()).is_some_and(|start| start.eq_ignore_ascii_case(open)));
    opens || stands.below_mark && text.starts_with(MARKS)
}

/// "4.", "R4", "(4)" or "1.4": the number of an item that nobody wrote.
fn is_number(text: &str) -> bool {
    let text = text.trim().trim_matches(['(', ')', '.', ':', '#']);
    let digits = text.trim_start_matches(|c: char| c.is_ascii_uppercase());
    text.len() - digits.len() <= 2
        && (1..=6).contains(&digits.len())
        && digits.chars().any(|c| c.is_ascii_digit())
        && digits.chars().all(|c| c.is_ascii_digit() || c == '.')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_and_hints_are_told_from_words() {
        assert!(["4.", "4", "(12)", "R7", "1.4"].iter().all(|text| is_number(text)));
        assert!(["", "May", "2 posts", "A", "CEO", "Ask"].iter().all(|text| !is_number(text)));
        assert!(["(initials)", "Who?", "dd/mm/yy", "e.g. June"].iter().all(|text| is_hint(text)));
        assert!(["Listen to riders", "Ada", "Open"].iter().all(|text| !is_hint(text)));
    }
}
