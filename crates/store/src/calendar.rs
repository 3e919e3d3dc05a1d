//! Calendar feeds. As with links the secret itself is never here: a feed is found by its hash.

use authority::{Act, Permit};
use jiff::Timestamp;
use programme::calendar::CalendarFeed;
use programme::id::{By, PersonId};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};

use crate::Store;
use crate::entity::calendar_feed as row;
use crate::error::Error;
use crate::kept::{AsAt, Kept, Noun, Stamp};
use crate::text::sha256;
use crate::writing::{Change, Told, Writing};

impl Noun for CalendarFeed {
    const TABLE: &'static str = "calendar_feed";

    fn subject(&self) -> String {
        self.id.to_string()
    }
}

impl Store {
    /// The feed of a person that has not ended, if they have one. It takes no sight, since it is
    /// asked for by the person whose it is.
    ///
    /// # Errors
    ///
    /// If the database does not answer, or holds a row that does not read.
    pub async fn calendar_feed_of(&self, person: PersonId) -> Result<Option<CalendarFeed>, Error> {
        let select = row::Entity::find()
            .filter(row::Column::Owner.eq(person.to_string()))
            .order_by_asc(row::Column::Id);
        let found: Vec<Kept<CalendarFeed>> = self.versions(select, AsAt::Now).await?;
        Ok(found.into_iter().map(|kept| kept.noun).find(|feed| !feed.ended))
    }

    /// The feed of that secret, ended or not. To hold the secret is to have the right to it.
    ///
    /// # Errors
    ///
    /// If the database does not answer, or holds a row that does not read.
    pub async fn calendar_feed_opened_by(
        &self,
        secret: &str,
    ) -> Result<Option<CalendarFeed>, Error> {
        let hash = sha256(secret.as_bytes());
        let select = row::Entity::find().filter(row::Column::Secret.eq(hash));
        let found: Vec<Kept<CalendarFeed>> = self.versions(select, AsAt::Now).await?;
        Ok(found.into_iter().next().map(|kept| kept.noun))
    }

    /// Keeps a new feed, found from now on by its secret. One that its owner had before ends.
    ///
    /// # Errors
    ///
    /// [`Error::NotFound`] if it would be somebody else's, [`Error::Changed`] if it is kept
    /// already; or if the permit is for something else, or the database does not answer.
    pub async fn make_calendar_feed(
        &self,
        permit: &Permit,
        at: Timestamp,
        feed: &CalendarFeed,
        secret: &str,
    ) -> Result<(), Error> {
        let mut writing = self.writing(permit, Act::KeepCalendarFeed, at).await?;
        if permit.by() != By::Person(feed.person) {
            return Err(Error::NotFound);
        }
        let change = Change { seen: None, effective: writing.today(), reason: None };
        let hash = sha256(secret.as_bytes());
        end_all(&mut writing, feed.person).await?;
        let row = |feed: &CalendarFeed, stamp| row(feed, hash.clone(), stamp);
        writing.keep(feed, None, change, row).await?;
        writing.commit().await
    }

    /// Ends the feed of whoever has the permit. Where there is none, nothing is written.
    ///
    /// # Errors
    ///
    /// If the permit is for something else, or the database does not answer.
    pub async fn end_calendar_feed(&self, permit: &Permit, at: Timestamp) -> Result<(), Error> {
        let By::Person(person) = permit.by() else { return Err(Error::NotFound) };
        let mut writing = self.writing(permit, Act::KeepCalendarFeed, at).await?;
        end_all(&mut writing, person).await?;
        writing.commit().await
    }
}

/// Ends every feed of a person, identity of feed by identity.
pub(crate) async fn end_all(writing: &mut Writing<'_>, person: PersonId) -> Result<(), Error> {
    let rows = row::Entity::find()
        .filter(row::Column::Owner.eq(person.to_string()))
        .order_by_asc(row::Column::Id)
        .all(&writing.transaction)
        .await?;
    for found in rows {
        let corrupt = |_| Error::Corrupt { table: CalendarFeed::TABLE, id: found.id.clone() };
        let before: CalendarFeed = serde_json::from_str(&found.body).map_err(corrupt)?;
        if before.ended {
            continue;
        }
        let after = CalendarFeed { ended: true, ..before };
        let (revision, effective) = (found.revision + 1, writing.today());
        let told = Told { organisation: None, revision, effective, reason: None };
        let stamp = writing.tell(&after, told).await?;
        writing.put::<row::Entity>(revision, row(&after, found.secret, stamp)).await?;
    }
    Ok(())
}

/// The row of a feed.
fn row(feed: &CalendarFeed, secret: String, stamp: Stamp) -> row::Model {
    let Stamp { revision, effective, recorded, person, body } = stamp;
    row::Model {
        id: feed.id.to_string(),
        secret,
        owner: feed.person.to_string(),
        revision,
        effective,
        recorded,
        person,
        body,
    }
}
