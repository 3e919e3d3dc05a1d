//! Everything a person can be told.

use authority::Refusal;
use programme::about::NotAMend;
use programme::attachment::NotAttached;
use programme::commitment::Misfit;
use programme::draft::Doubt;
use programme::framework::Fault;
use programme::round::NotThisRound;
use programme::submission::NotNow;

/// Why something a person asked for was not done.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// There is no such thing, or it is not theirs to see.
    #[error("there is no such thing")]
    NotFound,
    /// They may not.
    #[error("you may not do this: {0}")]
    Refused(Refusal),
    /// Someone else changed it first.
    #[error("someone changed this since you opened it")]
    Changed,
    /// It is there already.
    #[error("{what}")]
    AlreadyKept {
        /// What is there, and what to do.
        what: String,
    },
    /// Doubts must be answered first.
    #[error("{} must be answered first", count(.0.len()))]
    Doubtful(Vec<Doubt>),
    /// The text of a framework does not read, or does not hold together.
    #[error("the text does not read: {}", .0.first().map_or_else(String::new, ToString::to_string))]
    Faulty(Vec<Fault>),
    /// An answer is not an answer to its doubt.
    #[error(transparent)]
    NotAMend(#[from] NotAMend),
    /// The file cannot be read at all.
    #[error(transparent)]
    Unreadable(#[from] paper::Unreadable),
    /// The document proposes nothing that could be kept.
    #[error("“{file}” holds nothing to keep: {why}")]
    NothingToKeep {
        /// The file.
        file: String,
        /// What it is instead.
        why: String,
    },
    /// What was settled does not fit what it was brought in for.
    #[error(transparent)]
    Misfit(#[from] Misfit),
    /// A file cannot be guidance of a round.
    #[error(transparent)]
    NotAttached(#[from] NotAttached),
    /// A round does not do what was asked of it, as it stands.
    #[error(transparent)]
    NotThisRound(#[from] NotThisRound),
    /// A round, a return or a peer review cannot be moved so from where it stands.
    #[error("{what}")]
    NotNow {
        /// Why not.
        what: String,
    },
    /// A name that was typed is not one we know.
    #[error("{what}")]
    Unknown {
        /// What was typed and what a right one looks like.
        what: String,
    },
    /// A step of the evidence could not be done.
    #[error(transparent)]
    Evidence(Box<evidence::Error>),
    /// A report could not be set.
    #[error("the report could not be set")]
    Report(#[source] Box<reports::Error>),
    /// A file could not be read or written.
    #[error("{path} could not be {done}")]
    File {
        /// The file.
        path: String,
        /// Read or written.
        done: &'static str,
        /// Why.
        #[source]
        source: std::io::Error,
    },
    /// A data file that ships inside is missing or does not read.
    #[error("the data file {path} is missing or does not read")]
    DataMissing {
        /// Its path under data/.
        path: String,
    },
    /// The database did not answer, or holds what we cannot read.
    #[error(transparent)]
    Store(Box<store::Error>),
}

fn count(doubts: usize) -> String {
    if doubts == 1 { "1 doubt".to_owned() } else { format!("{doubts} doubts") }
}

impl From<Refusal> for Error {
    fn from(refusal: Refusal) -> Self {
        match refusal {
            Refusal::NotYours => Self::NotFound,
            refusal @ Refusal::NotThisRole { .. } => Self::Refused(refusal),
        }
    }
}

impl From<store::Error> for Error {
    fn from(error: store::Error) -> Self {
        use store::Error as Kept;
        match error {
            Kept::NotFound => Self::NotFound,
            Kept::Changed { .. } => Self::Changed,
            Kept::AlreadyKept { what } => {
                Self::AlreadyKept { what: format!("{what} is kept already; nothing was added") }
            }
            Kept::AlreadyHeld { import } => Self::AlreadyKept {
                what: format!("this document was brought in before, at /imports/{import}"),
            },
            Kept::NotReady { state } => Self::AlreadyKept {
                what: format!(
                    "this document is {} already, and takes no more answers",
                    state.replace('_', " ")
                ),
            },
            not @ (Kept::NotThisBody(_) | Kept::Backwards(_)) => {
                Self::Unknown { what: not.to_string() }
            }
            Kept::NotNow(not) => Self::NotNow { what: not.to_string() },
            Kept::NotThisRound(not) => Self::NotThisRound(not),
            Kept::NotTold(not) => Self::NotNow { what: not.to_string() },
            Kept::NotAnswered { why } => Self::NotNow { what: why.to_owned() },
            Kept::NotThisShare(not) => Self::NotNow { what: not.to_string() },
            kept @ (Kept::BuiltOn { .. } | Kept::Frozen { .. }) => {
                Self::AlreadyKept { what: kept.to_string() }
            }
            other @ (Kept::Misfit { .. }
            | Kept::WrongPermit { .. }
            | Kept::NotADatabase
            | Kept::Folder { .. }
            | Kept::Corrupt { .. }
            | Kept::Unkeepable { .. }
            | Kept::Unsealable { .. }
            | Kept::Database(_)) => Self::Store(Box::new(other)),
        }
    }
}

impl From<NotNow> for Error {
    fn from(not: NotNow) -> Self {
        Self::NotNow { what: not.to_string() }
    }
}

impl From<programme::communication::NotNow> for Error {
    fn from(not: programme::communication::NotNow) -> Self {
        Self::NotNow { what: not.to_string() }
    }
}

impl From<programme::risk::NotNow> for Error {
    fn from(not: programme::risk::NotNow) -> Self {
        Self::NotNow { what: not.to_string() }
    }
}

impl From<programme::peer_review::NotNow> for Error {
    fn from(not: programme::peer_review::NotNow) -> Self {
        Self::NotNow { what: not.to_string() }
    }
}

impl From<evidence::Error> for Error {
    fn from(error: evidence::Error) -> Self {
        Self::Evidence(Box::new(error))
    }
}

impl From<reports::Error> for Error {
    fn from(error: reports::Error) -> Self {
        Self::Report(Box::new(error))
    }
}
