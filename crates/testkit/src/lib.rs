//! An office in a box, for our own tests: a temporary folder, a fixed clock, counted identifiers.

use std::sync::atomic::{AtomicU64, Ordering};

use authority::Actor;
use jiff::Timestamp;
use jiff::civil::date;
use office::demo::PASSWORD;
use office::{Error, Moment, Office, Opening};
use tempfile::TempDir;
use uuid::Uuid;

/// An office in a folder that goes when the box does.
pub struct Boxed {
    /// The office.
    pub office: Office,
    /// The folder it keeps its things in.
    pub folder: TempDir,
}

/// The moment of every test: ten in the morning of 21 November 2026.
pub fn moment() -> Moment {
    let now = Timestamp::UNIX_EPOCH
        .checked_add(jiff::SignedDuration::from_hours(24 * 20_778 + 10))
        .unwrap_or(Timestamp::UNIX_EPOCH);
    Moment { now, today: date(2026, 11, 21) }
}

/// An identifier nobody has drawn before in this process.
pub fn draw() -> Uuid {
    static DRAWN: AtomicU64 = AtomicU64::new(1);
    Uuid::from_u128(u128::from(DRAWN.fetch_add(1, Ordering::Relaxed)))
}

impl Boxed {
    /// An office with nothing in it.
    ///
    /// # Errors
    ///
    /// If the folder cannot be made or the database does not open.
    pub async fn empty() -> Result<Self, Error> {
        let made = |source| Error::File { path: "a temporary folder".into(), done: "made", source };
        let folder = tempfile::tempdir().map_err(made)?;
        let opening = Opening { folder: folder.path().join("data"), database: None, draw };
        Ok(Self { office: Office::open(opening).await?, folder })
    }

    /// An office with the example region, its extract of `rows` appointments included.
    ///
    /// # Errors
    ///
    /// If any step of loading it fails.
    pub async fn three_rivers(rows: u32) -> Result<Self, Error> {
        let boxed = Self::empty().await?;
        boxed.office.load_demo(moment(), rows).await?;
        Ok(boxed)
    }

    /// Someone of the example region, signed in.
    ///
    /// # Errors
    ///
    /// If nobody there signs in by that name.
    pub async fn person(&self, sign_in: &str) -> Result<Actor, Error> {
        let person = self.office.sign_in(sign_in, PASSWORD).await?;
        person.map(|person| Actor::from(&person)).ok_or(Error::NotFound)
    }
}
