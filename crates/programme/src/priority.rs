//! Priority: a number means nothing without its scale, so the scale travels with it.

use serde::{Deserialize, Serialize};

/// A priority as written, with the scale it was written on.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Priority {
    /// What was written: "3".
    pub words: String,
    /// What it means on that scale, when the scale says.
    pub level: Option<Level>,
    /// The scale as the document states it: "1 = Low 2 = Med 3 = High"; empty when it states none.
    pub scale: String,
}

/// How urgent a recommendation is, whatever the number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Level {
    /// Low.
    Low,
    /// Medium.
    Medium,
    /// High.
    High,
}

impl Level {
    /// The key as data.
    pub fn key(self) -> &'static str {
        match self {
            Self::Low => "low",
            Self::Medium => "medium",
            Self::High => "high",
        }
    }
}
