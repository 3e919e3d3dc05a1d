//! What a document is made of.

use super::Control;

/// One thing that stands in a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Block {
    /// A heading, from level 2 down: the title is the first.
    Heading {
        /// Its level: 2 or 3.
        level: u8,
        /// Its words.
        words: String,
    },
    /// A paragraph.
    Paragraph {
        /// Its words.
        words: String,
    },
    /// Labels with a cell beside each to answer in.
    Answers {
        /// What the table is, for those who hear it.
        caption: String,
        /// The labels, each with its answer.
        rows: Vec<AnswerRow>,
    },
    /// A table with a heading row.
    Table(FormTable),
    /// What follows begins on a new page, which is turned so.
    Turn(Turn),
}

/// How a page is turned.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Turn {
    /// Higher than wide.
    Portrait,
    /// Wider than high.
    Landscape,
}

/// A label and its answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AnswerRow {
    /// What is asked.
    pub label: String,
    /// What explains it, in a line of its own below; blank for none.
    pub hint: String,
    /// What is answered so far.
    pub answer: FormCell,
    /// How many lines high the answer is drawn at the least.
    pub lines: u8,
}

/// A table with a heading row.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FormTable {
    /// What the table is, for those who hear it.
    pub caption: String,
    /// The headings, each with its share of the width.
    pub columns: Vec<(String, u16)>,
    /// The rows below.
    pub rows: Vec<FormRow>,
}

/// A row of a table.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FormRow {
    /// Its cells; one that lacks some at its end has blank ones there.
    pub cells: Vec<FormCell>,
    /// How it looks.
    pub look: Look,
    /// How many lines high it is drawn at the least.
    pub lines: u8,
}

/// How a row looks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Look {
    /// Like any other.
    #[default]
    Plain,
    /// Grey on grey: there to be read, and not to be filled in.
    Aside,
}

/// A cell of a form.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FormCell {
    /// A mark before the words and outside the control, highlighted; blank for none.
    pub mark: String,
    /// Its words.
    pub words: String,
    /// The control that its words stand in.
    pub control: Option<Control>,
}

impl From<&str> for FormCell {
    fn from(words: &str) -> Self {
        Self { words: words.to_owned(), ..Self::default() }
    }
}

impl Block {
    /// The cells in it that may be controls.
    pub(super) fn cells(&self) -> Vec<&FormCell> {
        match self {
            Self::Answers { rows, .. } => rows.iter().map(|row| &row.answer).collect(),
            Self::Table(table) => table.rows.iter().flat_map(|row| &row.cells).collect(),
            Self::Heading { .. } | Self::Paragraph { .. } | Self::Turn(_) => Vec::new(),
        }
    }
}
