//! Everything the store can answer instead of doing what it was asked.

use jiff::Timestamp;
use jiff::civil::Date;
use programme::id::{By, ImportId};
use programme::organisation::NotThisBody;
use programme::round::NotThisRound;
use programme::submission::NotNow;
use programme::term::EndsBeforeItBegins;
use sea_orm::DbErr;

/// Why the store did not do it.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// There is no such thing, or it is out of sight.
    #[error("there is no such thing")]
    NotFound,
    /// Someone wrote it after the version that was seen.
    #[error("revision {seen} was seen, and revision {newest} is there now")]
    Changed {
        /// The revision the writer saw.
        seen: i64,
        /// The revision that is there.
        newest: i64,
        /// Who wrote that one.
        by: By,
        /// When.
        at: Timestamp,
    },
    /// A thing of that name is there already.
    #[error("{what} is kept already")]
    AlreadyKept {
        /// What it is, by its name.
        what: String,
    },
    /// The same bytes were brought in for the same purpose and not put aside.
    #[error("this document is held already, as {import}")]
    AlreadyHeld {
        /// The earlier import.
        import: ImportId,
    },
    /// The import is not in the state that this asks for.
    #[error("the import is {state}")]
    NotReady {
        /// Where it stands.
        state: &'static str,
    },
    /// Something was built on what an import wrote, so that it cannot be taken back.
    #[error("{what} was built on this import, so it cannot be undone")]
    BuiltOn {
        /// What was built on it.
        what: String,
    },
    /// A return cannot be moved so from where it stands.
    #[error(transparent)]
    NotNow(#[from] NotNow),
    /// A round does not do what was asked of it, as it stands.
    #[error(transparent)]
    NotThisRound(#[from] NotThisRound),
    /// An update cannot be taken from where the thing stands.
    #[error(transparent)]
    NotTold(#[from] programme::update::NotNow),
    /// The share of a body cannot be moved so.
    #[error(transparent)]
    NotThisShare(#[from] programme::share::NotThisShare),
    /// A body does not hold together with those that are kept.
    #[error(transparent)]
    NotThisBody(#[from] NotThisBody),
    /// What is blocked of a run cannot be answered so.
    #[error("{why}")]
    NotAnswered {
        /// Why not.
        why: &'static str,
    },
    /// A post or a reporting line would end before it begins.
    #[error(transparent)]
    Backwards(#[from] EndsBeforeItBegins),
    /// It was published, and what is published never changes.
    #[error("{what} was published on {on} and never changes")]
    Frozen {
        /// What it is, by its key.
        what: String,
        /// The day it was published.
        on: Date,
    },
    /// What was brought does not belong to what it was brought for.
    #[error("{what}")]
    Misfit {
        /// What does not fit what.
        what: &'static str,
    },
    /// The permit is for another act, or for another organisation.
    #[error("a permit for {held} does not do for {wanted}")]
    WrongPermit {
        /// The act or organisation it was given for.
        held: String,
        /// The act or organisation it was used for.
        wanted: String,
    },
    /// The address of a database is neither of a SQLite file nor of PostgreSQL. It is not
    /// repeated here, since it may hold a password.
    #[error(
        "that is not the address of a database, like sqlite:fairlead.db or postgres://name@host/fairlead"
    )]
    NotADatabase,
    /// The folder of the database could not be made.
    #[error("the folder {path} could not be made")]
    Folder {
        /// The folder.
        path: String,
        /// Why.
        #[source]
        source: std::io::Error,
    },
    /// A row that no longer reads: our fault, or a stranger's hand.
    #[error("{table} {id} does not read")]
    Corrupt {
        /// The table.
        table: &'static str,
        /// Which row.
        id: String,
    },
    /// A thing could not be put into the form in which it is kept.
    #[error("{id} has no form in which it can be kept")]
    Unkeepable {
        /// What was to be kept.
        id: String,
        /// Why.
        #[source]
        source: serde_json::Error,
    },
    /// A finding could not be put into its sealed form.
    #[error("a finding of {id} cannot be sealed")]
    Unsealable {
        /// The run.
        id: String,
        /// Why.
        #[source]
        source: disclosure::released::NotSealed,
    },
    /// The database did not do it.
    #[error("the database did not answer as it should")]
    Database(#[from] DbErr),
}
