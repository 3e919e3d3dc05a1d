//! Status: what people say of an action. Standing, which is computed, is another noun.

use serde::{Deserialize, Serialize};

/// A status as declared: the word people used, and what it means.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Status {
    /// The word as written: "Completed", "To be started".
    pub words: String,
    /// What it means.
    pub declared: Declared,
}

impl Status {
    /// Reads the word or words of a status cell. Words we do not know are kept, and are
    /// [`Declared::NotReported`]: never a guess.
    pub fn read(words: &str) -> Self {
        let plain = words.trim().trim_end_matches(['*', '.']).to_lowercase();
        let plain = plain.split_whitespace().collect::<Vec<_>>().join(" ");
        let declared = WORDS.iter().find(|(known, _)| *known == plain).or_else(|| {
            let begins = |known: &str| {
                let rest = plain.strip_prefix(known);
                rest.is_some_and(|rest| rest.starts_with([' ', ',', ';', ':', '(', '-', '–']))
            };
            WORDS
                .iter()
                .filter(|(known, _)| known.len() > 1 && begins(known))
                .max_by_key(|(known, _)| known.len())
        });
        let declared = declared.map_or(Declared::NotReported, |(_, declared)| *declared);
        Self { words: words.to_owned(), declared }
    }

    /// Whether there are words that we could not read.
    pub fn is_unread(&self) -> bool {
        !self.words.trim().is_empty() && self.declared == Declared::NotReported
    }
}

/// What people write, in lower case, and what it means. Colours are not here: a colour says
/// how confident someone is, which is another question.
const WORDS: [(&str, Declared); 44] = [
    ("complete", Declared::Complete),
    ("completed", Declared::Complete),
    ("achieved", Declared::Complete),
    ("done", Declared::Complete),
    ("implemented", Declared::Complete),
    ("fully implemented", Declared::Complete),
    ("closed", Declared::Complete),
    ("delivered", Declared::Complete),
    ("proposed for closure", Declared::AwaitingConfirmation),
    ("proposed complete", Declared::AwaitingConfirmation),
    ("implemented - not yet verified", Declared::AwaitingConfirmation),
    ("awaiting confirmation", Declared::AwaitingConfirmation),
    ("in progress", Declared::InProgress),
    ("on track", Declared::InProgress),
    ("on course", Declared::InProgress),
    ("under way", Declared::InProgress),
    ("underway", Declared::InProgress),
    ("ongoing", Declared::InProgress),
    ("started", Declared::InProgress),
    ("partially implemented", Declared::InProgress),
    ("partly implemented", Declared::InProgress),
    ("open", Declared::Open),
    ("agreed action", Declared::Open),
    ("not yet due", Declared::Open),
    ("item not due yet", Declared::Open),
    ("to be started", Declared::NotStarted),
    ("not started", Declared::NotStarted),
    ("not yet started", Declared::NotStarted),
    ("to be actioned", Declared::NotStarted),
    ("to be developed", Declared::NotStarted),
    ("proposed", Declared::NotStarted),
    ("delayed", Declared::Delayed),
    ("behind", Declared::Delayed),
    ("behind plan", Declared::Delayed),
    ("overdue", Declared::Delayed),
    ("slipped", Declared::Delayed),
    ("on hold", Declared::Paused),
    ("paused", Declared::Paused),
    ("deferred", Declared::Paused),
    ("reprioritised", Declared::Superseded),
    ("cancelled", Declared::Superseded),
    ("superseded", Declared::Superseded),
    ("no longer applicable", Declared::Superseded),
    ("considered and not adopted", Declared::ConsideredNotAdopted),
];

/// What a declared status means, whatever word was used.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Declared {
    /// Nothing was said.
    #[default]
    NotReported,
    /// Not begun.
    NotStarted,
    /// Open, with no word on whether it has begun.
    Open,
    /// Under way.
    InProgress,
    /// People say that it is late or will be.
    Delayed,
    /// Stopped for a time.
    Paused,
    /// People say it is done, and someone has yet to confirm it.
    AwaitingConfirmation,
    /// Done.
    Complete,
    /// Replaced or cancelled.
    Superseded,
    /// Considered, as asked, and not adopted.
    ConsideredNotAdopted,
}

impl Declared {
    /// Every meaning, in the order a list shows them.
    pub const ALL: [Self; 10] = [
        Self::NotReported,
        Self::NotStarted,
        Self::Open,
        Self::InProgress,
        Self::Delayed,
        Self::Paused,
        Self::AwaitingConfirmation,
        Self::Complete,
        Self::Superseded,
        Self::ConsideredNotAdopted,
    ];

    /// The meaning of that key, if there is one.
    pub fn of_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|declared| declared.key() == key)
    }

    /// The key as data: `in_progress`.
    pub fn key(self) -> &'static str {
        match self {
            Self::NotReported => "not_reported",
            Self::NotStarted => "not_started",
            Self::Open => "open",
            Self::InProgress => "in_progress",
            Self::Delayed => "delayed",
            Self::Paused => "paused",
            Self::AwaitingConfirmation => "awaiting_confirmation",
            Self::Complete => "complete",
            Self::Superseded => "superseded",
            Self::ConsideredNotAdopted => "considered_not_adopted",
        }
    }

    /// The words a page shows.
    pub fn label(self) -> &'static str {
        match self {
            Self::NotReported => "Not reported",
            Self::NotStarted => "Not started",
            Self::Open => "Open",
            Self::InProgress => "In progress",
            Self::Delayed => "Delayed",
            Self::Paused => "Paused",
            Self::AwaitingConfirmation => "Awaiting confirmation",
            Self::Complete => "Complete",
            Self::Superseded => "Superseded",
            Self::ConsideredNotAdopted => "Considered and not adopted",
        }
    }

    /// Nothing more is expected: complete, superseded, or considered and not adopted.
    pub fn is_closed(self) -> bool {
        match self {
            Self::Complete | Self::Superseded | Self::ConsideredNotAdopted => true,
            Self::NotReported
            | Self::NotStarted
            | Self::Open
            | Self::InProgress
            | Self::Delayed
            | Self::Paused
            | Self::AwaitingConfirmation => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_keeps_its_look_and_finds_its_meaning() {
        let read = |words: &str| Status::read(words).declared;
        assert_eq!(read("Complete"), Declared::Complete);
        assert_eq!(read("Completed"), Declared::Complete);
        assert_eq!(read("Ongoing**"), Declared::InProgress);
        assert_eq!(read("To be started"), Declared::NotStarted);
        assert_eq!(read("On track – nine in post"), Declared::InProgress);
        assert_eq!(read("Implemented - not yet verified"), Declared::AwaitingConfirmation);
        assert_eq!(Status::read(" Completed ").words, " Completed ");
    }

    #[test]
    fn a_word_we_do_not_know_is_not_made_into_one_we_do() {
        assert!(Status::read("Amber").is_unread());
        assert!(Status::read("Openness review").is_unread());
        assert!(!Status::read("").is_unread());
    }
}
