//! Digests, and the notices by which nobody is told of one thing twice.
//!
//! A notice is written before its mail is given to the mail server, in the transaction of the
//! digest's journal line, and taken out again only when that mail surely did not leave.

use std::collections::BTreeSet;

use authority::{Act, Permit, Sight};
use jiff::Timestamp;
use programme::digest::{Digest, DigestState, Notice, Topic};
use programme::id::{DigestId, PersonId};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};

use crate::Store;
use crate::entity::{digest as row, notice};
use crate::error::Error;
use crate::kept::{AsAt, Kept, Noun, Stamp};
use crate::sight::regional;
use crate::writing::Change;

impl Noun for Digest {
    const TABLE: &'static str = "digest";

    fn subject(&self) -> String {
        self.id.to_string()
    }
}

impl Store {
    /// What somebody was told of, or is being told of.
    ///
    /// # Errors
    ///
    /// If the database does not answer, or holds a row that does not read.
    pub async fn notices(
        &self,
        sight: &Sight,
        person: PersonId,
    ) -> Result<BTreeSet<Notice>, Error> {
        let rows = notice::Entity::find()
            .filter(regional(sight))
            .filter(notice::Column::Recipient.eq(person.to_string()))
            .order_by_asc(notice::Column::Subject)
            .all(&self.readers)
            .await?;
        rows.into_iter().map(told).collect()
    }

    /// The digests in that state, the oldest first.
    ///
    /// # Errors
    ///
    /// If the database does not answer, or holds a row that does not read.
    pub async fn digests(
        &self,
        sight: &Sight,
        state: DigestState,
    ) -> Result<Vec<Kept<Digest>>, Error> {
        let select = row::Entity::find()
            .filter(regional(sight))
            .filter(row::Column::State.eq(state.key()))
            .order_by_asc(row::Column::Recorded)
            .order_by_asc(row::Column::Id);
        self.versions(select, AsAt::Now).await
    }

    /// Begins a digest: from now on its person counts as told of all that it tells of.
    ///
    /// # Errors
    ///
    /// [`Error::AlreadyKept`] if they were told of some of it already, or another digest is on its
    /// way that does; or if the permit is for something else, or the database does not answer.
    pub async fn begin_digest(
        &self,
        permit: &Permit,
        at: Timestamp,
        digest: &Digest,
    ) -> Result<(), Error> {
        let mut writing = self.writing(permit, Act::SendDigest, at).await?;
        let change = Change { seen: None, effective: writing.today(), reason: None };
        writing.keep(digest, None, change, row).await?;
        for one in &digest.notices {
            let key = (
                digest.person.to_string(),
                one.topic.key().to_owned(),
                one.subject.clone(),
                one.occurrence.clone(),
            );
            let found = notice::Entity::find_by_id(key.clone()).one(&writing.transaction).await?;
            if found.is_some() {
                return Err(Error::AlreadyKept { what: format!("a notice of {}", digest.id) });
            }
            let (recipient, topic, subject, occurrence) = key;
            let digest = digest.id.to_string();
            let row = notice::Model { recipient, topic, subject, occurrence, digest };
            writing.insert::<notice::Entity>(row).await?;
        }
        writing.commit().await
    }

    /// Ends a digest that was begun: it left, or it did not, for a reason, and then nobody was told
    /// of anything by it.
    ///
    /// # Errors
    ///
    /// [`Error::NotFound`] if there is none, [`Error::Changed`] if it has ended; or if the permit
    /// is for something else, or the database does not answer.
    pub async fn end_digest(
        &self,
        permit: &Permit,
        at: Timestamp,
        id: DigestId,
        (state, reason): (DigestState, Option<&str>),
    ) -> Result<(), Error> {
        let mut writing = self.writing(permit, Act::SendDigest, at).await?;
        let found = row::Entity::find_by_id(id.to_string()).one(&writing.transaction).await?;
        let found = found.ok_or(Error::NotFound)?;
        let corrupt = |_| Error::Corrupt { table: Digest::TABLE, id: found.id.clone() };
        let before: Digest = serde_json::from_str(&found.body).map_err(corrupt)?;
        // Whoever saw it begun saw its first revision.
        let change = Change { seen: Some(1), effective: writing.today(), reason };
        writing.keep(&Digest { state, ..before }, None, change, row).await?;
        match state {
            DigestState::Begun | DigestState::Sent => {}
            DigestState::NotSent => {
                notice::Entity::delete_many()
                    .filter(notice::Column::Digest.eq(&found.id))
                    .exec(&writing.transaction)
                    .await?;
            }
        }
        writing.commit().await
    }
}

/// A notice as its row has it.
fn told(row: notice::Model) -> Result<Notice, Error> {
    let notice::Model { recipient: _, topic, subject, occurrence, digest } = row;
    let known = Topic::ALL.into_iter().find(|one| one.key() == topic);
    let topic = known.ok_or(Error::Corrupt { table: "notice", id: digest })?;
    Ok(Notice { topic, subject, occurrence })
}

/// The row of a digest.
fn row(digest: &Digest, stamp: Stamp) -> row::Model {
    let Stamp { revision, effective, recorded, person, body } = stamp;
    row::Model {
        id: digest.id.to_string(),
        recipient: digest.person.to_string(),
        state: digest.state.key().to_owned(),
        revision,
        effective,
        recorded,
        person,
        body,
    }
}
