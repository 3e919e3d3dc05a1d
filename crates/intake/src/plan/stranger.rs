//! Heading rows of other tables, after which nothing is an item of the plan.

use crate::columns::Columns;
use crate::forms::Form;
use crate::sheet::Piece;
use crate::words::plain;

/// Headings of the tables that stand around plans: people, versions, money, words, figures.
const HEADINGS: [&str; 56] = [
    "name",
    "names",
    "full name",
    "role",
    "roles",
    "post",
    "job title",
    "title",
    "position",
    "organisation",
    "organization",
    "team",
    "department",
    "email",
    "e mail",
    "email address",
    "telephone",
    "phone",
    "tel",
    "mobile",
    "contact",
    "contact details",
    "address",
    "version",
    "version no",
    "author",
    "change",
    "changes",
    "amendment",
    "amendments",
    "description",
    "amount",
    "cost",
    "costs",
    "budget",
    "spent",
    "total",
    "abbreviation",
    "acronym",
    "meaning",
    "term",
    "definition",
    "colour",
    "key",
    "indicator",
    "measure",
    "baseline",
    "target",
    "value",
    "year",
    "likelihood",
    "impact",
    "score",
    "mitigation",
    "initials",
    "attendance",
];

/// Whether a blank row, or the end of a table, parts a row from the one above.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Parted {
    Yes,
    No,
}

/// The most words of a heading here.
const LONGEST: usize = 4;

/// Whether a row heads a table that is no plan: several cells, all short and without figures, at
/// least half of them words that head a column somewhere. Where nothing parts the row from the one
/// above, all of them must be such words.
pub(super) fn heads_another(
    cells: &[Piece],
    columns: &Columns,
    form: &Form,
    parted: Parted,
) -> bool {
    let filled: Vec<String> =
        cells.iter().filter(|cell| !cell.is_blank()).map(|cell| plain(&cell.text)).collect();
    let is_heading =
        |words: &&String| HEADINGS.contains(&words.as_str()) || form.column(words).is_some();
    let short = filled.iter().all(|words| {
        words.split(' ').count() <= LONGEST && !words.chars().any(|c| c.is_ascii_digit())
    });
    let headings = filled.iter().filter(is_heading).count();
    let width = columns.columns.len().min(3);
    let enough = match parted {
        Parted::Yes => headings * 2 >= filled.len(),
        Parted::No => headings == filled.len() && filled.len() >= 3,
    };
    short && filled.len() >= width && headings >= 2 && enough
}
