//! Columns of a document, and what each was taken to ask for.

use serde::{Deserialize, Serialize};

use crate::field::Field;

/// A column of a document, and what it was taken to ask for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Column {
    /// Its heading, as written.
    pub heading: String,
    /// What it asks for; none if we have no field for it, so that its cells are kept as extra.
    pub field: Option<Field>,
    /// How sure that is.
    pub confidence: Confidence,
    /// Why, in a few words: "its heading", "its cells are dates", "a person said so".
    pub because: String,
    /// The first three different things its cells say.
    pub samples: Vec<String>,
}

/// How sure we are of what a column asks for, or of what kind a document is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Confidence {
    /// Everything says so.
    Sure,
    /// Most of it does.
    Likely,
    /// A person should say.
    PleaseCheck,
}

impl Confidence {
    /// The words a page shows.
    pub fn words(self) -> &'static str {
        match self {
            Self::Sure => "sure",
            Self::Likely => "likely",
            Self::PleaseCheck => "please check",
        }
    }
}
