//! What a reader has to say about what it read.

use crate::Place;

/// Something strange that did not stop the reading.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Remark {
    /// Where it was met.
    pub place: Place,
    /// Whether someone should look.
    pub severity: Severity,
    /// What was met, in a sentence.
    pub says: String,
    /// What a person can do about it, if anything.
    pub hint: Option<String>,
}

/// How much a remark matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// It is told so that nothing is dropped in silence.
    Note,
    /// Words may be missing or changed: someone should look at the original.
    Look,
}

impl Remark {
    /// A remark that only explains.
    pub fn note(place: Place, says: impl Into<String>) -> Self {
        Self { place, severity: Severity::Note, says: says.into(), hint: None }
    }

    /// A remark that asks someone to look.
    pub fn look(place: Place, says: impl Into<String>, hint: impl Into<String>) -> Self {
        Self { place, severity: Severity::Look, says: says.into(), hint: Some(hint.into()) }
    }
}
