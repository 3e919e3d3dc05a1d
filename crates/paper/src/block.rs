//! The neutral form of a document: headings, paragraphs and tables, in order.

use crate::{Cell, Place, Table};

/// A document as it was read: its kind, and what stands in it from top to bottom.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Paper {
    /// The name of its [`Format`](crate::Format), such as "docx".
    pub format: &'static str,
    /// What it holds, in reading order.
    pub blocks: Vec<Block>,
}

/// One thing that stands in a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Block {
    /// A heading, from level 1 down.
    Heading {
        /// 1 for a title or a first-level heading.
        level: u8,
        /// Its words.
        paragraph: Paragraph,
    },
    /// A paragraph, or a line of plain text. It is never without words or a tab.
    Paragraph(Paragraph),
    /// A table.
    Table(Table),
}

/// Words that stand together, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Paragraph {
    /// Where it stands; in a table, its cell's place.
    pub place: Place,
    /// Its words, verbatim, in runs of one look.
    pub runs: Vec<Run>,
    /// Whether it is an item of a list. Its number or bullet, if Word drew it, is not words.
    pub list: bool,
}

/// Words of one look.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Run {
    /// The words, verbatim.
    pub text: String,
    /// The colour they are highlighted in.
    pub highlight: Option<String>,
}

impl Paper {
    /// The cells of all its tables, in reading order.
    pub fn cells(&self) -> impl Iterator<Item = &Cell> {
        let rows = self.blocks.iter().flat_map(|block| match block {
            Block::Table(table) => table.rows.as_slice(),
            Block::Heading { .. } | Block::Paragraph(_) => &[],
        });
        rows.flat_map(|row| &row.cells)
    }
}

impl Block {
    /// Where the block stands.
    pub fn place(&self) -> Place {
        match self {
            Self::Heading { paragraph, level: _ } | Self::Paragraph(paragraph) => paragraph.place,
            Self::Table(table) => table.place,
        }
    }
}

impl Paragraph {
    /// The words of all runs, verbatim.
    pub fn text(&self) -> String {
        self.runs.iter().map(|run| run.text.as_str()).collect()
    }

    /// Whether any word in it is highlighted.
    pub fn highlighted(&self) -> bool {
        self.runs.iter().any(|run| run.highlight.is_some() && !run.text.trim().is_empty())
    }

    /// Whether it holds no words; a hard space is not a word.
    pub fn is_blank(&self) -> bool {
        self.runs.iter().all(|run| run.text.trim().is_empty())
    }
}
