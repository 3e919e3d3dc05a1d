//! Planning and review forms: labels with answers, and tables under themes, in parts.

mod appendix;
pub(crate) mod draft;
pub(crate) mod people;
mod reader;
mod rounds;
pub(crate) mod template;

use std::collections::BTreeMap;

use jiff::civil::Date;
use paper::Place;
use programme::id::ObjectiveId;

use crate::Field;
use crate::columns::Columns;
use crate::forms::{Form, Forms, Part, starts};
use crate::sheet::{Item, Piece};

pub(crate) use reader::read;

/// How many of a form's own words must be met before a document is taken for it.
const ENOUGH: usize = 4;

/// The two forms that a planning and review document is made of.
#[derive(Clone, Copy)]
pub(crate) struct Pair<'a> {
    pub(crate) planning: &'a Form,
    pub(crate) review: &'a Form,
}

/// A planning and review document as its form lays it out.
#[derive(Debug, Default)]
pub(crate) struct Filled {
    pub(crate) title: String,
    pub(crate) parts: Vec<FilledPart>,
    /// The pieces after the heading of the appendix.
    pub(crate) appendix: Vec<Piece>,
    /// Cells that were sent to be read only, and now say something else: where, and what.
    pub(crate) overwritten: Vec<Answer>,
}

/// One part of it: the planning part, or a review.
#[derive(Debug)]
pub(crate) struct FilledPart {
    pub(crate) part: Part,
    pub(crate) title: String,
    /// By when it is to be sent: the words and the day.
    pub(crate) due: Option<(String, Date)>,
    /// The labels in the order they were met, with their words.
    pub(crate) labels: Vec<(Field, String)>,
    pub(crate) answers: BTreeMap<Field, Answer>,
    pub(crate) themes: Vec<(char, String)>,
    pub(crate) columns: Option<Columns>,
    pub(crate) rows: Vec<FilledRow>,
    pub(crate) examples: Vec<FilledRow>,
}

/// What was answered, and where.
#[derive(Clone, Debug)]
pub(crate) struct Answer {
    pub(crate) words: String,
    pub(crate) place: Place,
}

/// A row of a table in a form.
#[derive(Clone, Debug)]
pub(crate) struct FilledRow {
    pub(crate) theme: Option<char>,
    pub(crate) fields: BTreeMap<Field, Answer>,
    pub(crate) extra: Vec<(String, String)>,
    pub(crate) place: Place,
    pub(crate) highlighted: bool,
    /// It is an example by its words, though the mark of one is gone.
    pub(crate) unmarked: bool,
    /// It is marked as an example, and is not one that was given.
    pub(crate) changed: bool,
    /// The objective it is about, by the tag of its cell, and whether a row before has it too.
    pub(crate) tagged: Option<(ObjectiveId, Claim)>,
}

/// Whether a row is the first to bear the tag of an objective.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Claim {
    First,
    Again,
}

impl FilledRow {
    /// The words of a field, as written but for white space; empty if it has none.
    pub(crate) fn words(&self, field: Field) -> String {
        self.fields.get(&field).map_or(String::new(), |answer| answer.words.clone())
    }

    /// The objective it is about, if it is the first to say so.
    pub(crate) fn objective(&self) -> Option<ObjectiveId> {
        self.tagged.and_then(|(id, claim)| (claim == Claim::First).then_some(id))
    }

    /// Whether it bears the tag of an objective that a row before bears too.
    pub(crate) fn is_copied(&self) -> bool {
        self.tagged.is_some_and(|(_, claim)| claim == Claim::Again)
    }

    /// Where a field stands, or else its row.
    pub(crate) fn place_of(&self, field: Field) -> String {
        self.fields.get(&field).map_or(self.place, |answer| answer.place).to_string()
    }
}

impl FilledPart {
    pub(crate) fn new(part: Part, title: &str) -> Self {
        Self {
            part,
            title: title.to_owned(),
            due: None,
            labels: Vec::new(),
            answers: BTreeMap::new(),
            themes: Vec::new(),
            columns: None,
            rows: Vec::new(),
            examples: Vec::new(),
        }
    }

    /// The answer to a label; empty if it has none.
    pub(crate) fn answer(&self, field: Field) -> String {
        self.answers.get(&field).map_or(String::new(), |answer| answer.words.clone())
    }
}

impl<'a> Pair<'a> {
    /// Both parts of a form, if we know them.
    pub(crate) fn of(forms: &'a Forms) -> Option<Self> {
        Some(Self { planning: forms.part(Part::Planning)?, review: forms.part(Part::Review)? })
    }

    pub(crate) fn form(self, part: Part) -> &'a Form {
        match part {
            Part::Planning => self.planning,
            Part::Review => self.review,
        }
    }

    /// The part whose heading these words are.
    pub(crate) fn part_heading(self, words: &str) -> Option<Part> {
        [Part::Planning, Part::Review]
            .into_iter()
            .find(|part| starts(words, &self.form(*part).headings))
    }

    /// Whether these words are the form's own and stand outside any cell.
    pub(crate) fn stands_alone(self, words: &str) -> bool {
        let form = self.planning;
        let alone = [&form.due, &form.appendix].into_iter().any(|list| starts(words, list));
        alone || self.part_heading(words).is_some() || theme_heading(words).is_some()
    }

    /// How many of the form's own words are in the document, each counted once.
    pub(crate) fn met(self, items: &[Item]) -> usize {
        let mut met: Vec<String> = Vec::new();
        let mut note = |words: &str| {
            let heading = self.part_heading(words).map(|part| format!("{part:?}"));
            let label = self.planning.label(words).or_else(|| self.review.label(words));
            let column = self.planning.column(words).map(|asks| asks.field);
            let theme = theme_heading(words).map(|(letter, _)| letter.to_string());
            let field = label.or(column).map(|field| field.key().to_owned());
            for name in [heading, theme, field].into_iter().flatten() {
                if !met.contains(&name) {
                    met.push(name);
                }
            }
        };
        for item in items {
            match item {
                Item::Paragraph(piece) | Item::Loose(piece) => note(&piece.text),
                Item::Row { cells, .. } => cells.iter().for_each(|cell| note(&cell.text)),
            }
        }
        met.len()
    }

    /// Whether the document is of this form.
    pub(crate) fn knows(self, items: &[Item]) -> bool {
        self.met(items) >= ENOUGH
    }
}

/// The letter and title of a heading such as "Theme A – Contributory activity".
pub(crate) fn theme_heading(words: &str) -> Option<(char, String)> {
    let line = words.trim().lines().next()?;
    let rest = line.strip_prefix("Theme ")?;
    let mut letters = rest.chars();
    let letter = letters.next().filter(char::is_ascii_uppercase)?;
    let rest = letters.as_str();
    let title = rest.trim_start().trim_start_matches(['–', '-', '—', ':', '.']).trim();
    let parted = rest.is_empty() || rest.starts_with(|c: char| !c.is_alphanumeric());
    parted.then(|| (letter, title.to_owned()))
}
