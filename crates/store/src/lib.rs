//! Keep and find: the database, the journal and the migrations.
//!
//! All SQL of Fairlead is here, for SQLite and for PostgreSQL through one set of entities; where
//! the two differ is `dialect.rs`, and nowhere else.
//!
//! Every write takes a [`authority::Permit`] and the instant, and is one transaction: the rows,
//! their revisions and a line of the journal for each subject stand or fall together. Every read
//! of what is not everybody's takes a [`authority::Sight`], which is a condition of the query
//! itself, so that someone else's thing looks like no thing. Lists say their order, and what has
//! revisions can be seen [`AsAt`] any day.

mod chain;
mod dialect;
mod document;
mod entity;
mod error;
mod item;
mod kept;
mod migration;
mod sight;
mod text;
mod writing;

mod action;
mod answer;
mod calendar;
mod change;
mod communication;
mod correspondence;
mod digest;
mod finding;
mod framework;
mod import;
mod insight;
mod journal;
mod link;
mod objective;
mod organisation;
mod peer_review;
mod person;
mod plan;
mod post;
mod recommendation;
mod register;
mod release;
mod report;
mod reporting_line;
mod revision;
mod risk;
mod round;
mod session;
mod setting;
mod settle;
mod share;
mod submission;
mod token;
mod undo;
mod update;
mod verify;
mod view;

use sea_orm::DatabaseConnection;
use sea_orm_migration::MigratorTrait;

pub use action::WhichActions;
pub use error::Error;
pub use finding::{KeptFinding, NewRun, Run, RunFinding};
pub use insight::WhichInsights;
pub use journal::{JournalLine, Page};
pub use kept::{AsAt, Kept};
pub use objective::WhichObjectives;
pub use peer_review::{Became, Part};
pub use person::Credential;
pub use recommendation::WhichRecommendations;
pub use register::{Found, Order, Slice, Tally, WhichItems};
pub use release::{Release, ReleaseAnswer, ReleaseState};
pub use report::Report;
pub use revision::Revision;
pub use session::Session;
pub use share::{Shared, SharedItem};
pub use submission::WhichSubmissions;
pub use token::KeptToken;
pub use verify::{Breach, Verdict};

use crate::migration::Migrations;

/// The store: one database, open.
#[derive(Clone, Debug)]
pub struct Store {
    readers: DatabaseConnection,
    writers: DatabaseConnection,
    tallies: register::Remembered,
    current: register::Current,
}

impl Store {
    /// Opens the database at `sqlite:PATH`, made if it is not there, or at `postgres://…`. It
    /// changes no table: that is [`Store::migrate`].
    ///
    /// # Errors
    ///
    /// [`Error::NotADatabase`] if the address is of neither; or if the database cannot be opened.
    pub async fn open(url: &str) -> Result<Self, Error> {
        let dialect::Connections { readers, writers } = dialect::connect(url).await?;
        Ok(Self {
            readers,
            writers,
            tallies: register::Remembered::default(),
            current: register::Current::default(),
        })
    }

    /// Brings the tables up to this version of Fairlead: all the way or not at all. Of several that
    /// migrate at once, the others wait and find nothing left to do.
    ///
    /// # Errors
    ///
    /// If the database was migrated by a newer Fairlead, or does not answer.
    pub async fn migrate(&self) -> Result<(), Error> {
        self.migrate_by(None).await
    }

    /// Does only the first so many of the steps that [`Store::migrate`] would do.
    ///
    /// # Errors
    ///
    /// As [`Store::migrate`].
    pub async fn migrate_steps(&self, steps: u32) -> Result<(), Error> {
        self.migrate_by(Some(steps)).await
    }

    async fn migrate_by(&self, steps: Option<u32>) -> Result<(), Error> {
        let transaction = dialect::begin_write(&self.writers).await?;
        Migrations::up(&transaction, steps).await?;
        Ok(transaction.commit().await?)
    }

    /// How many steps [`Store::migrate`] would do now.
    ///
    /// # Errors
    ///
    /// As [`Store::migrate`].
    pub async fn pending_migrations(&self) -> Result<usize, Error> {
        Ok(Migrations::get_pending_migrations(&self.writers).await?.len())
    }

    /// Closes the database, after what is under way has ended.
    ///
    /// # Errors
    ///
    /// If the database does not answer.
    pub async fn close(self) -> Result<(), Error> {
        self.readers.close_by_ref().await?;
        self.writers.close_by_ref().await?;
        Ok(())
    }
}
