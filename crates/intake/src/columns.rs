//! The heading row of a table: which column asks for what.

use crate::Field;
use crate::forms::Form;
use crate::sheet::Piece;
use crate::words::tidy;

/// The columns of a table, from its heading row.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Columns {
    pub(crate) columns: Vec<Heading>,
}

/// One column: where it stands, its words, and what it asks for, if we know.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Heading {
    pub(crate) column: u32,
    pub(crate) words: String,
    pub(crate) field: Option<Field>,
}

impl Columns {
    /// Reads a row as the heading row of `form`, if it is one: the required column and one
    /// more are there, and at least half of the headings are known.
    pub(crate) fn read(cells: &[Piece], form: &Form) -> Option<Self> {
        let mut columns: Vec<Heading> = Vec::new();
        let mut required = false;
        for cell in cells.iter().filter(|cell| !cell.is_blank()) {
            let asks = form.column(&cell.text);
            // Of two columns that ask for one thing, the first is it, and the other is kept as extra.
            let taken = |field| columns.iter().any(|heading| heading.field == Some(field));
            let asks = asks.filter(|asks| !taken(asks.field));
            required |= asks.is_some_and(|asks| asks.required);
            let field = asks.map(|asks| asks.field);
            columns.push(Heading { column: cell.column, words: tidy(&cell.text), field });
        }
        let known = columns.iter().filter(|heading| heading.field.is_some()).count();
        (required && known >= 2 && known * 2 >= columns.len()).then_some(Self { columns })
    }

    /// The heading of the column a cell stands in.
    pub(crate) fn of(&self, cell: &Piece) -> Option<&Heading> {
        self.columns.iter().find(|heading| heading.column == cell.column)
    }

    /// The heading of a field, if the table has it.
    pub(crate) fn heading(&self, field: Field) -> Option<&Heading> {
        self.columns.iter().find(|heading| heading.field == Some(field))
    }

    /// How many columns are known.
    pub(crate) fn known(&self) -> usize {
        self.columns.iter().filter(|heading| heading.field.is_some()).count()
    }
}
