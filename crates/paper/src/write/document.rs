//! A document to be written for people to fill in: headings, paragraphs, labels with answers and
//! tables, some of whose cells are content controls.

mod block;
mod control;

pub use block::{AnswerRow, Block, FormCell, FormRow, FormTable, Look, Turn};
pub use control::{Asks, Control, Lock};

use super::{Unwritable, docx};

/// A document to be written.
///
/// It is written for screen readers too: its language and title are said, headings are headings,
/// every table says what it is and repeats its headings, no cell is merged, and what stands first
/// is read first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Document {
    /// The title, which stands above everything.
    pub title: String,
    /// What stands in it, from the top.
    pub blocks: Vec<Block>,
}

impl Document {
    /// Writes it as a Word document. The same document always gives the same bytes.
    ///
    /// # Errors
    ///
    /// If a row has more cells than its table has columns, a control has a tag that Word cannot
    /// hold, or the parts cannot be put together.
    pub fn docx(&self) -> Result<Vec<u8>, Unwritable> {
        for table in self.blocks.iter().filter_map(|block| match block {
            Block::Table(table) => Some(table),
            Block::Heading { .. }
            | Block::Paragraph { .. }
            | Block::Answers { .. }
            | Block::Turn(_) => None,
        }) {
            let columns = table.columns.len();
            for (row, number) in table.rows.iter().zip(1..) {
                let cells = row.cells.len();
                if cells > columns {
                    return Err(Unwritable::TooWide { row: number, cells, columns });
                }
            }
        }
        if let Some(tag) = self.controls().map(|control| &control.tag).find(|tag| !fits(tag)) {
            let what = format!("the tag “{tag}”");
            return Err(Unwritable::TooMuch { what, format: "a content control of Word" });
        }
        docx::document(self)
    }

    fn controls(&self) -> impl Iterator<Item = &Control> {
        self.blocks.iter().flat_map(Block::cells).filter_map(|cell| cell.control.as_ref())
    }
}

/// Word holds tags of 64 letters.
fn fits(tag: &str) -> bool {
    tag.encode_utf16().count() <= 64
}
