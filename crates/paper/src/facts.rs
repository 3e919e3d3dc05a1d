//! What a workbook knows of a cell beside its words.

use crate::Day;

/// What a workbook knows of a cell beside its words, its size and its colour.
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
