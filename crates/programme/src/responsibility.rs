//! Responsibility: who is to act, in people's words, and who we think they mean.

use serde::{Deserialize, Serialize};

/// Who is responsible.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Responsibility {
    /// What was written: "DsPH?"; empty when nobody is named.
    pub words: String,
    /// The parties we read in it, in the order written.
    pub parties: Vec<String>,
    /// The document itself is unsure ("DsPH?").
    pub uncertain: bool,
}

impl Responsibility {
    /// Nobody is named.
    pub fn is_missing(&self) -> bool {
        self.words.trim().is_empty()
    }
}
