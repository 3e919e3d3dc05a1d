//! Codebooks: the codes that passages of returns are counted by, read from data and never from code.
//!
//! A code is suggested where one of its cues stands in the words. A suggestion is never applied:
//! a person says which codes a passage bears.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::code::CodeKey;
use crate::insight::InsightKind;
use crate::wording::{folded, holds};

/// A codebook such as that of what gets in the way, what is asked for and what was learned.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Codebook {
    /// Its key: `insights`.
    pub key: String,
    /// Its title.
    pub title: String,
    /// Which version this is.
    pub version: String,
    /// The codes in order.
    #[serde(rename = "code")]
    pub codes: Vec<Code>,
}

/// One code of a codebook.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Code {
    /// Its key: `data-access`.
    pub key: CodeKey,
    /// Its title.
    pub title: String,
    /// What a passage says that bears it.
    pub means: String,
    /// The kinds of passage it fits.
    pub fits: Vec<InsightKind>,
    /// Words and phrases that suggest it.
    pub cues: Vec<String>,
}

/// A codebook file that does not read, or does not hold together.
#[derive(Debug, thiserror::Error)]
pub enum NotACodebook {
    /// The file is not the TOML we expect; the message names the line.
    #[error("the codebook file does not read")]
    Unreadable(#[from] toml::de::Error),
    /// Two codes have one key.
    #[error("the key of a code, like {key}, may stand once, and {key} stands twice")]
    Twice {
        /// The key.
        key: CodeKey,
    },
    /// A code fits no kind of passage, so that nothing could bear it.
    #[error("code {key} fits nothing, where it should say what, like fits = [\"lesson\"]")]
    FitsNothing {
        /// The code.
        key: CodeKey,
    },
    /// A cue has no letter or digit in it, or stands twice under its code.
    #[error("“{cue}” of code {key} is not a cue, like “data sharing”, each once")]
    NotACue {
        /// The cue.
        cue: String,
        /// The code.
        key: CodeKey,
    },
}

/// A code that words suggest, for a person to confirm.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Suggestion<'a> {
    /// The code.
    pub code: &'a Code,
    /// Its cues that stand in the words, in the code's order; never none. Of two cues one within
    /// the other, the longer.
    pub cues: Vec<&'a str>,
}

impl Codebook {
    /// Reads a codebook from its file.
    ///
    /// # Errors
    ///
    /// If the text is not a codebook file, a code stands twice or fits nothing, or a cue has no
    /// letter or digit or stands twice under its code.
    pub fn from_toml(text: &str) -> Result<Self, NotACodebook> {
        let codebook: Self = toml::from_str(text)?;
        let mut keys = BTreeSet::new();
        for code in &codebook.codes {
            let key = code.key.clone();
            if !keys.insert(&code.key) {
                return Err(NotACodebook::Twice { key });
            }
            if code.fits.is_empty() {
                return Err(NotACodebook::FitsNothing { key });
            }
            let mut cues = BTreeSet::new();
            let odd = code.cues.iter().find(|cue| {
                let plain = folded(cue);
                plain.is_empty() || !cues.insert(plain)
            });
            if let Some(cue) = odd {
                return Err(NotACodebook::NotACue { cue: cue.clone(), key });
            }
        }
        Ok(codebook)
    }

    /// The code of that key, if the codebook has it.
    pub fn code(&self, key: &CodeKey) -> Option<&Code> {
        self.codes.iter().find(|code| code.key == *key)
    }

    /// The codes that the words of such a passage suggest: those with most cues first, and of as
    /// many the one that stands first in the codebook. Cues are found as whole words, whatever
    /// their capitals, accents and marks between.
    pub fn suggest(&self, words: &str, kind: InsightKind) -> Vec<Suggestion<'_>> {
        let words = folded(words);
        let fitting = self.codes.iter().filter(|code| code.fits.contains(&kind));
        let mut suggestions: Vec<Suggestion<'_>> = fitting
            .map(|code| Suggestion { code, cues: cues_in(&words, code) })
            .filter(|suggestion| !suggestion.cues.is_empty())
            .collect();
        suggestions.sort_by_key(|suggestion| std::cmp::Reverse(suggestion.cues.len()));
        suggestions
    }
}

/// The cues of a code that stand in folded words, without those that are part of another.
fn cues_in<'a>(words: &str, code: &'a Code) -> Vec<&'a str> {
    let cues = code.cues.iter().map(|cue| (cue.as_str(), folded(cue)));
    let found: Vec<(&str, String)> = cues.filter(|(_, cue)| holds(words, cue)).collect();
    let within = |cue: &str| found.iter().any(|(_, other)| other != cue && holds(other, cue));
    found.iter().filter(|(_, cue)| !within(cue)).map(|(as_written, _)| *as_written).collect()
}
