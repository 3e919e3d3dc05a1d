//! What lands on a page: words, rules and fills.

use crate::layout::{Area, Rule, Word};

/// Everything that was drawn on a page and could matter to a reader.
#[derive(Clone, Debug, Default)]
pub(crate) struct Page {
    pub(crate) words: Vec<Word>,
    pub(crate) rules: Vec<Rule>,
    pub(crate) fills: Vec<Fill>,
    pub(crate) height: f64,
}

/// A patch of colour.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Fill {
    pub(crate) area: Area,
    pub(crate) colour: String,
}
