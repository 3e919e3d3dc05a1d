//! The office itself: a store, a folder, and a way to draw identifiers.

use std::path::{Path, PathBuf};

use authority::policy::Shelf;
use authority::{Actor, Sight, sight_of_history};
use jiff::Timestamp;
use jiff::civil::Date;
use store::Store;
use uuid::Uuid;

use crate::Error;

/// The office: everything a person does goes through one of its functions.
#[derive(Clone)]
pub struct Office {
    pub(crate) store: Store,
    pub(crate) folder: PathBuf,
    pub(crate) draw: fn() -> Uuid,
}

/// Where an office keeps its things, and how it draws identifiers.
#[derive(Clone, Debug)]
pub struct Opening {
    /// The folder that holds everything, created if missing.
    pub folder: PathBuf,
    /// The database, if not the SQLite file in that folder.
    pub database: Option<String>,
    /// Draws a new identifier: random in service, counted in tests.
    pub draw: fn() -> Uuid,
}

/// When something is done: the instant, and the day it is for people in England.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Moment {
    /// The instant.
    pub now: Timestamp,
    /// The day.
    pub today: Date,
}

impl Office {
    /// Opens the office and brings its database up to date.
    ///
    /// # Errors
    ///
    /// If the folder cannot be made or the database does not open.
    pub async fn open(opening: Opening) -> Result<Self, Error> {
        let Opening { folder, database, draw } = opening;
        std::fs::create_dir_all(&folder).map_err(|source| Error::File {
            path: folder.display().to_string(),
            done: "made",
            source,
        })?;
        let url =
            database.unwrap_or_else(|| format!("sqlite:{}", folder.join("fairlead.db").display()));
        let store = Store::open(&url).await?;
        store.migrate().await?;
        Ok(Self { store, folder, draw })
    }

    /// Finds one thing to be read, with the sight in which it was found: the actor's own; or else
    /// that in which history follows, with what the bodies left that theirs follows. No list is
    /// that wide, and nothing is written within it.
    pub(crate) async fn found_to_read<T, F>(
        &self,
        actor: &Actor,
        find: impl Fn(Sight) -> F,
    ) -> Result<(T, Sight), Error>
    where
        F: Future<Output = Result<T, Error>>,
    {
        let own = sees(actor, Shelf::Promises);
        match find(own.clone()).await {
            Err(Error::NotFound) => {}
            found => return Ok((found?, own)),
        }
        let history = sight_of_history(actor, Shelf::Promises, &self.organisations().await?);
        if history == own {
            return Err(Error::NotFound);
        }
        Ok((find(history.clone()).await?, history))
    }

    /// The folder of look-ups.
    pub(crate) fn reference(&self) -> PathBuf {
        self.folder.join("reference")
    }

    /// The folder that holds everything.
    pub fn folder(&self) -> &Path {
        &self.folder
    }
}

/// What the actor may see of a shelf.
pub(crate) fn sees(actor: &Actor, shelf: Shelf) -> Sight {
    authority::sight(actor, shelf)
}

/// The state asked for: as it is now, or as at a day.
pub(crate) fn as_at(day: Option<Date>) -> store::AsAt {
    day.map_or(store::AsAt::Now, store::AsAt::Day)
}
