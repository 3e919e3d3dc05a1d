//! Rounds: who is asked for what, and by when; and how a round moves.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::attachment::AttachedFile;
use crate::code::{FrameworkKey, OrganisationCode, RoundKey};
use crate::guidance::Guidance;
use crate::peer_review::Size;
use crate::question::Question;

/// A round: one request to many organisations.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Round {
    /// Its key: `2026-planning`.
    pub key: RoundKey,
    /// Its title.
    pub title: String,
    /// Planning or review.
    pub kind: RoundKind,
    /// The framework it uses.
    pub framework: FrameworkKey,
    /// The first day of the window.
    pub opens: Date,
    /// The day the returns are due.
    pub due: Date,
    /// Whom it asks, in order.
    pub asked: Vec<OrganisationCode>,
    /// Where it stands. A round of before there were drafts is open.
    #[serde(default)]
    pub state: RoundState,
    /// What helps to answer it, in order.
    #[serde(default)]
    pub guidance: Vec<Guidance>,
    /// Where returns by e-mail are sent; empty where there is no such place.
    #[serde(default)]
    pub mailbox: String,
    /// Whether an executive sponsor signs off each return before it is accepted.
    #[serde(default)]
    pub sign_off: SignOffRule,
    /// Whether bodies review each other's returns, and in what numbers.
    #[serde(default)]
    pub peer_review: Option<Size>,
    /// On which days those who have not returned are reminded: -14 is two weeks before the due
    /// date, 3 is three days after.
    #[serde(default)]
    pub reminders: Vec<i32>,
    /// Questions that it asks in words of its own.
    #[serde(default)]
    pub questions: Vec<Question>,
    /// Why it was closed while returns were not accepted, if it was.
    #[serde(default)]
    pub closed_because: String,
}

/// What a round asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RoundKind {
    /// Self-assessment and objectives.
    Planning,
    /// Progress and peer review.
    Review,
}

impl RoundKind {
    /// The words a page shows.
    pub fn label(self) -> &'static str {
        match self {
            Self::Planning => "Planning",
            Self::Review => "Progress review",
        }
    }
}

/// Where a round stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RoundState {
    /// It is being prepared, and nobody is asked yet.
    Draft,
    /// Everybody it asks has a return to fill in.
    #[default]
    Open,
    /// It takes no more answers.
    Closed,
}

impl RoundState {
    /// The words a page shows.
    pub fn label(self) -> &'static str {
        match self {
            Self::Draft => "Draft",
            Self::Open => "Open",
            Self::Closed => "Closed",
        }
    }
}

/// Whether a sponsor signs off.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SignOffRule {
    /// Nobody need.
    #[default]
    NotNeeded,
    /// A return is accepted only once the sponsor of its body has signed it off.
    Needed,
}

/// Why a round cannot do what was asked of it.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotThisRound {
    /// It is not in the state that this asks for.
    #[error("this round is {is} already")]
    Already {
        /// Where it stands.
        is: &'static str,
    },
    /// Returns were not all accepted, and no reason was given.
    #[error("{unseen} of its returns are not accepted yet; say why it is closed all the same")]
    Unseen {
        /// How many.
        unseen: usize,
    },
    /// It is due before it opens.
    #[error("it is due on {due}, before it opens on {opens}")]
    DueBeforeItOpens {
        /// The first day.
        opens: Date,
        /// The last day.
        due: Date,
    },
    /// It asks nobody.
    #[error("it asks nobody; choose at least one organisation")]
    AsksNobody,
    /// It is closed, and an answer came.
    #[error("the round “{title}” is closed and takes no more answers")]
    TakesNoAnswers {
        /// Its title.
        title: String,
    },
    /// It is closed, and what it asks was to change.
    #[error("the round “{title}” is closed and does not change any more")]
    ChangesNoMore {
        /// Its title.
        title: String,
    },
}

impl Round {
    /// Opens a draft: from then on everybody it asks has a return.
    ///
    /// # Errors
    ///
    /// If it is not a draft, asks nobody, or is due before it opens.
    pub fn open(self) -> Result<Self, NotThisRound> {
        if self.state != RoundState::Draft {
            return Err(NotThisRound::Already { is: self.state.label() });
        }
        self.makes_sense()?;
        Ok(Self { state: RoundState::Open, ..self })
    }

    /// Closes an open round in which `unseen` returns are not accepted, for a reason that may be
    /// empty only when there are none.
    ///
    /// # Errors
    ///
    /// If it is not open, or returns are unseen and no reason is given.
    pub fn close(self, unseen: usize, because: &str) -> Result<Self, NotThisRound> {
        if self.state != RoundState::Open {
            return Err(NotThisRound::Already { is: self.state.label() });
        }
        let because = because.trim();
        if unseen > 0 && because.is_empty() {
            return Err(NotThisRound::Unseen { unseen });
        }
        Ok(Self { state: RoundState::Closed, closed_because: because.to_owned(), ..self })
    }

    /// Refuses an answer, or a return, once it is closed.
    ///
    /// # Errors
    ///
    /// If it is closed.
    pub fn must_take_answers(&self) -> Result<(), NotThisRound> {
        match self.state {
            RoundState::Draft | RoundState::Open => Ok(()),
            RoundState::Closed => Err(NotThisRound::TakesNoAnswers { title: self.title.clone() }),
        }
    }

    /// Refuses a change of what it asks, once it is closed.
    ///
    /// # Errors
    ///
    /// If it is closed.
    pub fn must_change(&self) -> Result<(), NotThisRound> {
        match self.state {
            RoundState::Draft | RoundState::Open => Ok(()),
            RoundState::Closed => Err(NotThisRound::ChangesNoMore { title: self.title.clone() }),
        }
    }

    /// Whether its days and whom it asks hold together.
    ///
    /// # Errors
    ///
    /// If it asks nobody, or is due before it opens.
    pub fn makes_sense(&self) -> Result<(), NotThisRound> {
        if self.asked.is_empty() {
            return Err(NotThisRound::AsksNobody);
        }
        if self.due < self.opens {
            return Err(NotThisRound::DueBeforeItOpens { opens: self.opens, due: self.due });
        }
        Ok(())
    }

    /// The files that help to answer it, in order.
    pub fn guidance_files(&self) -> impl Iterator<Item = &AttachedFile> {
        self.guidance.iter().filter_map(Guidance::file)
    }

    /// The file among them whose bytes have that hash.
    pub fn guidance_file(&self, sha256: &str) -> Option<&AttachedFile> {
        self.guidance_files().find(|file| file.sha256 == sha256)
    }

    /// How many days a return that comes, or is still missing, on `day` is late; 0 up to the due
    /// date itself.
    pub fn days_late(&self, day: Date) -> i32 {
        self.due.until(day).map_or(0, |span| span.get_days()).max(0)
    }

    /// Whether those who have not returned are reminded on `day`.
    pub fn reminds_on(&self, day: Date) -> bool {
        let days = self.due.until(day).map_or(i32::MAX, |span| span.get_days());
        self.state == RoundState::Open && self.reminders.contains(&days)
    }

    /// The newest of its days of reminders up to `day`, while it is open. Whoever was to be
    /// reminded on it and was not, because nothing ran that day, still is.
    pub fn reminded(&self, day: Date) -> Option<Date> {
        let on = |days: &i32| self.due.checked_add(jiff::Span::new().try_days(*days).ok()?).ok();
        let come = self.reminders.iter().filter_map(on).filter(|on| *on <= day);
        come.max().filter(|_| self.state == RoundState::Open)
    }
}
