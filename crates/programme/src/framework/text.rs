//! A framework that a region writes itself: its text, until it is published and ever after.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::file;
use super::{Framework, NotAFramework};
use crate::code::FrameworkKey;
use crate::id::FrameworkId;

/// The text of a framework, as it is kept. A draft may hold anything, also what does not read yet;
/// once published it never changes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FrameworkText {
    /// Identity.
    pub id: FrameworkId,
    /// The key it was begun under, which it keeps.
    pub key: FrameworkKey,
    /// The framework it was copied from.
    pub copy_of: FrameworkKey,
    /// The text, as it was typed.
    pub text: String,
    /// Whether people may still change it.
    pub publication: Publication,
}

impl FrameworkText {
    /// What the text says, if it reads and has the key it was begun under.
    ///
    /// # Errors
    ///
    /// As [`Framework::from_toml`].
    pub fn read(&self) -> Result<Framework, NotAFramework> {
        file::read_as(&self.text, &self.key)
    }
}

/// Whether a framework is published.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Publication {
    /// Not yet.
    Draft,
    /// Since a day, and for good.
    Published {
        /// The day.
        on: Date,
    },
}
