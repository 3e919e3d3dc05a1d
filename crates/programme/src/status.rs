//! Status: what people say of an action. Standing, which is computed, is another noun.

mod words;

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
        Self { words: words.to_owned(), declared: words::read(words) }
    }

    /// Whether there are words that we could not read.
    pub fn is_unread(&self) -> bool {
        !self.words.trim().is_empty()
            && self.declared == Declared::NotReported
            && !self.says_nothing()
    }

    /// Whether the words say that nothing is reported: "verbal update to be provided".
    pub fn says_nothing(&self) -> bool {
        self.declared == Declared::NotReported && words::say_nothing(&self.words)
    }

    /// Whether it was read as closed by its first words, and goes on.
    pub fn is_closed_in_part(&self) -> bool {
        self.declared.is_closed() && !words::are_known(&self.words)
    }
}

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

    #[test]
    fn words_that_people_use_are_known() {
        let of = |declared: Declared, words: &[&str]| {
            for word in words {
                assert_eq!(Status::read(word).declared, declared, "{word}");
            }
        };
        of(
            Declared::Complete,
            &[
                "Complete*",
                "Achieved",
                "Done",
                "Closed",
                "Delivered",
                "Completed May 2020",
                "100% complete",
                "Blue – complete",
            ],
        );
        of(
            Declared::AwaitingConfirmation,
            &[
                "Proposed for Closure",
                "Proposed to close",
                "Proposed Complete",
                "Implemented – not yet verified",
            ],
        );
        of(
            Declared::InProgress,
            &[
                "On-going",
                "Ongoing**",
                "Partially implemented",
                "On track",
                "In\u{a0}progress",
                "Amber - in progress",
                "60% complete",
            ],
        );
        of(Declared::Open, &["Open", "O/Open", "Agreed Action", "Not yet due", "Item not due yet"]);
        of(
            Declared::NotStarted,
            &[
                "To be started",
                "Not started",
                "To be Actioned",
                "Proposed",
                "To be developed",
                "Not-started",
            ],
        );
        of(
            Declared::Delayed,
            &[
                "Delayed",
                "Behind",
                "Overdue",
                "Reorganised to Aug",
                "Red - date passed",
                "Delayed until May",
            ],
        );
        of(Declared::Paused, &["On hold", "Paused", "Deferred", "On hold pending a post"]);
        of(Declared::Superseded, &["Reprioritised", "Cancelled", "Superseded", "Withdrawn"]);
    }

    #[test]
    fn words_that_begin_like_a_status_and_say_something_else_are_asked_about() {
        for words in [
            "Complete the survey",
            "Open evening planned",
            "Closed the gap",
            "Proposed scheme of work",
            "Completed in part",
            "Implemented, but not in the north",
            "Completed – awaiting sign-off",
            "Not complete",
            "Nearly complete",
            "Delivered 3 of 5",
            "80%",
            "Green",
            "A",
            "G",
            "RED",
            "Done?",
        ] {
            assert!(Status::read(words).is_unread(), "{words}");
        }
        assert!(Status::read("Completed in May by the trust").is_closed_in_part());
        assert!(!Status::read("Completed.").is_closed_in_part());
    }

    #[test]
    fn words_that_report_nothing_are_not_a_status_and_not_a_question() {
        for words in
            ["TBC in meeting", "Verbal update to be provided", "N/A", "-", "No update", "tbc"]
        {
            let read = Status::read(words);
            assert_eq!(read.declared, Declared::NotReported, "{words}");
            assert!(read.says_nothing() && !read.is_unread(), "{words}");
        }
        assert!(!Status::read("").says_nothing());
    }
}
