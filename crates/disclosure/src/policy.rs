//! Disclosure policies, read from data.

use serde::Deserialize;

/// A disclosure policy.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Policy {
    /// Its name: `local`.
    pub name: String,
    /// Its version.
    pub version: String,
    /// Where the rule comes from, in words.
    pub source: String,
    /// Counts from this…
    pub lowest_hidden: u64,
    /// …to this are hidden.
    pub highest_hidden: u64,
    /// Counts above are rounded to the nearest multiple of this.
    pub base: u64,
    /// A rate needs at least this denominator.
    pub smallest_denominator: u64,
}

impl Policy {
    /// Reads a policy from its file.
    ///
    /// # Errors
    ///
    /// If the text is not a policy file; the message names the line.
    pub fn from_toml(text: &str) -> Result<Self, toml::de::Error> {
        toml::from_str(text)
    }
}
