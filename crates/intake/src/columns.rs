//! The heading row of a table: which column asks for what.

use programme::column::{Column, Confidence};
use programme::mapping::Mapping;

use crate::Field;
use crate::forms::Form;
use crate::sheet::Piece;
use crate::words::tidy;

/// By what a heading is known: first by what a person said of it, then by the form.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Known<'a> {
    pub(crate) form: &'a Form,
    pub(crate) mapping: &'a Mapping,
}

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
    pub(crate) by: By,
}

/// Who or what says what a column asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum By {
    /// A person did, of a heading of those words.
    Person,
    /// The form has such a heading.
    Form,
    /// Another column asks for the same already.
    Taken,
    /// Nobody does.
    Nobody,
}

impl Columns {
    /// Reads a row as a heading row, if it is one. By the form, it is one, when the required column
    /// and one more are there, and at least half of the headings are known. By a person's word, it
    /// is one when that word is of the required column and another column stands beside it.
    pub(crate) fn read(cells: &[Piece], known: Known<'_>) -> Option<Self> {
        let read = Self::of_row(cells, known);
        read.is_heading_row(known.form).then_some(read)
    }

    /// A row as if it were a heading row, whatever it is.
    pub(crate) fn of_row(cells: &[Piece], known: Known<'_>) -> Self {
        let Known { form, mapping } = known;
        let filled: Vec<&Piece> = cells.iter().filter(|cell| !cell.is_blank()).collect();
        let mut columns: Vec<Heading> = Vec::new();
        for cell in &filled {
            let words = tidy(&cell.text);
            let said = mapping.column(&words);
            let taken = |field| columns.iter().any(|heading| heading.field == Some(field));
            // What the form has no place for is kept as extra, as is what two columns are said to be.
            let field =
                said.flatten().filter(|field| form.asks(*field).is_some() && !taken(*field));
            let by = if said.is_some() { By::Person } else { By::Nobody };
            columns.push(Heading { column: cell.column, words, field, by });
        }
        for (at, cell) in filled.iter().enumerate() {
            let Some(asks) = form.column(&cell.text) else { continue };
            // Of two columns that ask for one thing, the first is it, and the other is extra.
            let taken = columns.iter().any(|heading| heading.field == Some(asks.field));
            let Some(heading) = columns.get_mut(at).filter(|held| held.by != By::Person) else {
                continue;
            };
            (heading.field, heading.by) =
                if taken { (None, By::Taken) } else { (Some(asks.field), By::Form) };
        }
        Self { columns }
    }

    fn is_heading_row(&self, form: &Form) -> bool {
        let requires = |heading: &&Heading| {
            heading.field.and_then(|field| form.asks(field)).is_some_and(|asks| asks.required)
        };
        let Some(required) = self.columns.iter().find(requires) else { return false };
        let settled =
            self.columns.iter().filter(|held| held.by == By::Person || held.field.is_some());
        let by_person = required.by == By::Person && self.columns.len() >= 2;
        by_person || self.known() >= 2 && settled.count() * 2 >= self.columns.len()
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

/// A column as a person is told of it, with what its cells say.
pub(crate) fn told(heading: &Heading, samples: Vec<String>) -> Column {
    let (confidence, because) = match heading.by {
        By::Person => (Confidence::Sure, "a person said so"),
        By::Form => (Confidence::Sure, "its heading"),
        By::Taken => (Confidence::PleaseCheck, "another column asks for the same"),
        By::Nobody => (Confidence::PleaseCheck, "no form we know has it"),
    };
    let (heading, field) = (heading.words.clone(), heading.field);
    Column { heading, field, confidence, because: because.to_owned(), samples }
}
