//! What a file knows of a cell beside its words.

use crate::Day;

/// What a file knows of a cell beside its words, its size and its colour: a workbook most of it, a
/// Word form the tag.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Facts {
    /// The day the cell holds, where it holds one and not merely words that look like one.
    pub day: Option<Day>,
    /// How its value is shown, as it was written, such as "mmm yy".
    pub format: Option<String>,
    /// What people wrote beside it, a note or a thread each.
    pub comments: Vec<String>,
    /// What hides it from someone who opens the workbook.
    pub hidden: Option<Hidden>,
    /// The tag of the content control that stands in the cell or around it; of one around a whole
    /// row, with the row's first cell. People do not see it.
    pub tag: Option<String>,
}

/// What hides a cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Hidden {
    /// Its whole sheet is hidden.
    Sheet,
    /// Its row is hidden, as a filter does.
    Row,
    /// Its column is hidden.
    Column,
}
