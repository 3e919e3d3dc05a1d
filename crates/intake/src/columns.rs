//! The heading row of a table: which column asks for what.

mod shown;

use paper::Place;
use programme::column::{Column, Confidence};
use programme::mapping::Mapping;

use crate::Field;
use crate::contents::Contents;
use crate::forms::{Form, Way};
use crate::samples::samples;
use crate::sheet::Piece;
use crate::words::tidy;

pub(crate) use shown::Shown;

/// By what a heading is known: first by what a person said of it, then by the form, and last by
/// what the cells below it show.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Known<'a> {
    pub(crate) form: &'a Form,
    pub(crate) mapping: &'a Mapping,
    /// None while the cells are still to be looked at: any row that has the required column may
    /// then be a heading row.
    pub(crate) shown: Option<&'a Shown>,
}

/// The columns of a table, from its heading row.
#[derive(Clone, Debug, Default)]
pub(crate) struct Columns {
    pub(crate) columns: Vec<Heading>,
}

/// One column: where it stands, its words, and what it asks for, if we know.
#[derive(Clone, Debug)]
pub(crate) struct Heading {
    pub(crate) place: Place,
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
    /// The form has a heading that begins so.
    Beginning,
    /// A part of its heading, and its cells agree.
    Part,
    /// Its cells alone.
    Cells,
    /// Its heading asks for a status, and its cells are paragraphs.
    Paragraphs,
    /// Its heading is one that is kept beside.
    Apart,
    /// Another column asks for the same already.
    Taken,
    /// A revised date stands before it, and it stands in where that one is blank.
    Original,
    /// Nobody does.
    Nobody,
}

impl Columns {
    /// Reads a row as a heading row, if it is one. By the form, it is one when the required column
    /// and one more are there, and half of the headings are known, or who or when is asked. By a person's word, it
    /// is one when that word is of the required column and another column stands beside it.
    pub(crate) fn read(cells: &[Piece], known: Known<'_>) -> Option<Self> {
        // Nearly every row of a document is none, and is known for that by a glance.
        if !cells.iter().any(|cell| may_be_required(&cell.text, known)) {
            return None;
        }
        let read = Self::of_row(cells, known);
        read.is_heading_row(known).then_some(read)
    }

    /// A row as if it were a heading row, whatever it is. Of two columns that ask for one thing,
    /// the one a person named is it, or else the first, and the other is kept as extra.
    pub(crate) fn of_row(cells: &[Piece], known: Known<'_>) -> Self {
        let mut row = Self { columns: Vec::new() };
        for cell in cells.iter().filter(|cell| !cell.is_blank()) {
            let words = tidy(&cell.text);
            let said = known.mapping.column(&words);
            // What the form has no place for is kept as extra, too.
            let field = said.flatten().filter(|field| known.form.asks(*field).is_some());
            let field = field.filter(|field| row.heading(*field).is_none());
            let by = if said.is_some() { By::Person } else { By::Nobody };
            row.columns.push(Heading { place: cell.place, column: cell.column, words, field, by });
        }
        row.take(|row, heading| row.by_form(heading, known, Way::Revised));
        row.take(|row, heading| row.by_form(heading, known, Way::Exactly));
        row.take(|_, heading| known.form.keeps_apart(&heading.words).then_some((None, By::Apart)));
        row.take(|row, heading| row.by_form(heading, known, Way::Begins));
        row.take(|row, heading| {
            let aside = heading.words.split_once(['(', '[', '\n']).map_or("", |(_, aside)| aside);
            let other = known.form.asks_for_else(aside);
            row.by_form(heading, known, Way::Aside).filter(|_| !other)
        });
        row.take(|row, heading| row.by_form(heading, known, Way::Spare));
        row.take(|row, heading| {
            let (field, by) = known.shown?.of(&heading.words)?;
            row.heading(field).is_none().then_some((Some(field), by))
        });
        row
    }

    /// Lets every heading that nobody has spoken for yet be taken for something.
    fn take(&mut self, what: impl Fn(&Self, &Heading) -> Option<(Option<Field>, By)>) {
        for at in 0..self.columns.len() {
            let free = self.columns.get(at).filter(|heading| heading.by == By::Nobody);
            let Some(taken) = free.and_then(|heading| what(self, heading)) else { continue };
            if let Some(heading) = self.columns.get_mut(at) {
                (heading.field, heading.by) = taken;
            }
        }
    }

    fn by_form(
        &self,
        heading: &Heading,
        known: Known<'_>,
        way: Way,
    ) -> Option<(Option<Field>, By)> {
        let field = known.form.column_in(&heading.words, way)?.field;
        if field == Field::Status
            && known.shown.is_some_and(|shown| shown.is_paragraphs(&heading.words))
        {
            let notes = self.heading(Field::Notes).is_none().then_some(Field::Notes);
            return Some((notes, By::Paragraphs));
        }
        match self.heading(field) {
            None if matches!(way, Way::Begins | Way::Aside) => Some((Some(field), By::Beginning)),
            None => Some((Some(field), By::Form)),
            Some(other) if known.form.column_in(&other.words, Way::Revised).is_some() => {
                Some((None, By::Original))
            }
            Some(_) => Some((None, By::Taken)),
        }
    }

    fn is_heading_row(&self, Known { form, mapping: _, shown }: Known<'_>) -> bool {
        let requires = |heading: &&Heading| {
            heading.field.and_then(|field| form.asks(field)).is_some_and(|asks| asks.required)
        };
        let Some(required) = self.columns.iter().find(requires) else { return false };
        if required.by == By::Person {
            return self.columns.len() >= 2;
        }
        let foreign = self.columns.iter().any(|heading| form.is_foreign(&heading.words));
        let settled = self.columns.iter().filter(|heading| heading.by != By::Nobody).count();
        let enough = self.known() >= 2 && settled * 2 >= self.columns.len();
        // Three columns that say what, and who or when, are a plan whatever stands beside them.
        let promises = [Field::ByWhen, Field::Responsibility];
        let promised = promises.into_iter().any(|field| self.heading(field).is_some());
        let enough = enough || self.known() >= 3 && promised;
        !foreign && (enough || shown.is_none() && self.columns.len() >= 2)
    }

    /// Whether it is the same heading row once more.
    pub(crate) fn is_again(&self, other: &Self) -> bool {
        fn headings(columns: &Columns) -> impl Iterator<Item = (u32, &str)> {
            columns.columns.iter().map(|held| (held.column, held.words.as_str()))
        }
        headings(self).eq(headings(other))
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

/// Whether words could head a column that the form requires, by whatever they may be known.
fn may_be_required(words: &str, Known { form, mapping, shown }: Known<'_>) -> bool {
    let is_required = |field: Field| form.asks(field).is_some_and(|asks| asks.required);
    form.may_require(words)
        || mapping.column(&tidy(words)).is_some()
        || shown.and_then(|shown| shown.of(words)).is_some_and(|(field, _)| is_required(field))
}

/// A column as a person is told of it, with what its cells say.
pub(crate) fn told(heading: &Heading, contents: &Contents) -> Column {
    let (confidence, because) = match heading.by {
        By::Person => (Confidence::Sure, "a person said so"),
        By::Form if heading.is_at_odds(contents) => {
            (Confidence::PleaseCheck, "its heading, though none of its cells is such")
        }
        By::Form => (Confidence::Sure, "its heading"),
        By::Beginning => (Confidence::Likely, "how its heading begins"),
        By::Part => (Confidence::Likely, "part of its heading, and its cells agree"),
        By::Cells => (Confidence::PleaseCheck, "its cells alone"),
        By::Paragraphs => {
            (Confidence::PleaseCheck, "its cells are paragraphs, not words of status")
        }
        By::Apart => (Confidence::Sure, "its heading asks for something we keep beside"),
        By::Taken => (Confidence::PleaseCheck, "another column asks for the same"),
        By::Original => (Confidence::Likely, "a revised date stands before it"),
        By::Nobody => (Confidence::PleaseCheck, "no form we know has it"),
    };
    let samples = samples(contents.cells());
    let (heading, field) = (heading.words.clone(), heading.field);
    Column { heading, field, confidence, because: because.to_owned(), samples }
}

impl Heading {
    /// Whether it asks for a date, and none of several cells has one.
    fn is_at_odds(&self, contents: &Contents) -> bool {
        self.field == Some(Field::ByWhen) && contents.never(Field::ByWhen)
    }

    /// Why a person should look at what it was taken for, if one should.
    pub(crate) fn doubt(&self, contents: &Contents) -> Option<String> {
        let words = &self.words;
        match (self.by, self.field) {
            (By::Cells, Some(field)) => Some(format!(
                "the column “{words}” was taken for {} by its cells alone: its heading is not one we know",
                spoken(field)
            )),
            (By::Paragraphs, field) => {
                let kept = field.map_or("kept beside", |_| "taken for notes");
                Some(format!(
                    "the column “{words}” holds paragraphs and not words of status, and was {kept}"
                ))
            }
            _ if self.by == By::Form && self.is_at_odds(contents) => {
                Some(format!("none of the cells of the column “{words}” is a date"))
            }
            _ => None,
        }
    }
}

/// A field as people call it.
fn spoken(field: Field) -> String {
    field.key().replace('_', " ")
}
