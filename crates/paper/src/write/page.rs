//! A page to be written: a title, a few paragraphs, and one table.

use super::carried;
use super::number::Number;
use crate::Day;

/// A word as long as this may be broken.
const WIDEST_WORD: u16 = 20;

/// A page to be written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Page {
    /// The title, in the words it came with; blank for none.
    pub title: String,
    /// What stands between the title and the table, such as the day the plan speaks of.
    pub paragraphs: Vec<String>,
    /// The columns of the table, in their own order; none for no table.
    pub columns: Vec<Column>,
    /// The rows of the table below its headings.
    pub rows: Vec<Row>,
}

/// A column of the table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    /// Its heading, as people gave it.
    pub heading: String,
    /// How wide it is drawn, in letters; never narrower than a word of its heading.
    pub width: u16,
    /// What its cells hold.
    pub kind: Kind,
}

/// What the cells of a column hold. It bears on how a workbook helps to fill in new cells, and
/// on no cell's words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Words.
    Text,
    /// Dates, or words about one.
    Date,
    /// One of these words, or people's own.
    Choice(Vec<String>),
}

/// A row of the table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Row {
    /// A band across the table that names what follows.
    Section(String),
    /// A cell for each column, from the left.
    Cells(Vec<Cell>),
}

/// A cell of the table.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Cell {
    /// What it says, a line for each paragraph.
    pub words: String,
    /// The day that the words say and say nothing beside, where they do: a workbook holds it as
    /// a date, shown as `30/09/2020`, `Sep 2020` or `2020`. The other formats keep the words.
    pub day: Option<Day>,
    /// The number that the words say and say nothing beside, where they do: a workbook holds it as
    /// a number, shown as the words are. The other formats keep the words.
    pub number: Option<Number>,
}

impl From<&str> for Cell {
    fn from(words: &str) -> Self {
        Self { words: words.to_owned(), ..Self::default() }
    }
}

impl Cell {
    /// A cell of words that are held as a number where they say one.
    pub fn of_number(words: &str) -> Self {
        Self { number: Number::read(words), ..words.into() }
    }
}

impl Page {
    /// The page without what no file can carry.
    pub(super) fn carried(&self) -> Self {
        let column = |column: &Column| Column {
            heading: carried(&column.heading),
            width: column.width,
            kind: match &column.kind {
                Kind::Text => Kind::Text,
                Kind::Date => Kind::Date,
                Kind::Choice(words) => {
                    Kind::Choice(words.iter().map(|word| carried(word)).collect())
                }
            },
        };
        let cell = |Cell { words, day, number }: &Cell| Cell {
            words: carried(words),
            day: *day,
            number: *number,
        };
        let row = |row: &Row| match row {
            Row::Section(words) => Row::Section(carried(words)),
            Row::Cells(cells) => Row::Cells(cells.iter().map(cell).collect()),
        };
        Self {
            title: carried(&self.title),
            paragraphs: self.paragraphs.iter().map(|words| carried(words)).collect(),
            columns: self.columns.iter().map(column).collect(),
            rows: self.rows.iter().map(row).collect(),
        }
    }

    /// All of its words.
    pub(super) fn words(&self) -> impl Iterator<Item = &str> {
        let above = [&self.title].into_iter().chain(&self.paragraphs).map(String::as_str);
        let headings = self.columns.iter().map(|column| column.heading.as_str());
        above.chain(headings).chain(self.rows.iter().flat_map(Row::words))
    }
}

impl Column {
    /// How wide it is drawn: wide enough for the longest word of its heading, which no page
    /// should break in two.
    pub(super) fn letters(&self) -> u16 {
        self.width.max(self.longest().saturating_add(2))
    }

    /// The letters of the longest word of its heading.
    pub(super) fn longest(&self) -> u16 {
        let longest = self.heading.split_whitespace().map(|word| word.chars().count()).max();
        let longest = longest.and_then(|letters| u16::try_from(letters).ok());
        longest.unwrap_or(0).min(WIDEST_WORD)
    }
}

impl Row {
    fn words(&self) -> Vec<&str> {
        match self {
            Self::Section(words) => vec![words],
            Self::Cells(cells) => cells.iter().map(|cell| cell.words.as_str()).collect(),
        }
    }
}

/// The cells of a row, with a blank one for each column it lacks.
pub(super) fn padded<'a>(cells: &'a [Cell], columns: &[Column]) -> Vec<&'a Cell> {
    const BLANK: &Cell = &Cell { words: String::new(), day: None, number: None };
    let lacking = columns.len().saturating_sub(cells.len());
    cells.iter().chain(std::iter::repeat_n(BLANK, lacking)).collect()
}
