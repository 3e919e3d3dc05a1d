//! Responsibility: who is to act, in people's words, and who we think they mean.

mod hint;
mod party;

use serde::{Deserialize, Serialize};

pub use hint::{Hint, hints};
pub use party::{Party, known_as, parties};

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
    /// Reads who is named. Slashes, semicolons, commas and lines part one party from the next;
    /// "and" may part two parties or join two words, so [`Responsibility::may_be_several`] tells.
    pub fn read(words: &str) -> Self {
        let uncertain =
            words.contains('?') || ["tbc", "tba"].contains(&words.trim().to_lowercase().as_str());
        let parts =
            words.split(['/', ';', ',', '\n']).map(|part| part.trim().trim_end_matches('?').trim());
        let parties = parts.filter(|part| !part.is_empty()).map(str::to_owned).collect();
        Self { words: words.to_owned(), parties, uncertain }
    }

    /// One of the parties could be two: "Directors and Leads".
    pub fn may_be_several(&self) -> bool {
        self.parties.iter().any(|party| party.contains(" and ") || party.contains(" & "))
    }

    /// Nobody is named.
    pub fn is_missing(&self) -> bool {
        self.words.trim().is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parties_are_told_apart_and_a_question_mark_is_kept() {
        let read = Responsibility::read("CEO Trust/District/Borough's");
        assert_eq!(read.parties, ["CEO Trust", "District", "Borough's"]);
        assert!(!read.uncertain && !read.may_be_several());
        let read = Responsibility::read("DPH?");
        assert_eq!((read.words.as_str(), read.uncertain), ("DPH?", true));
        assert_eq!(read.parties, ["DPH"]);
        assert!(Responsibility::read("Directors and Unit Leads").may_be_several());
        assert!(Responsibility::read("").is_missing());
    }
}
