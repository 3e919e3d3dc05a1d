//! The history of one thing: every version of it that was ever kept.

use std::collections::BTreeMap;

use authority::Sight;
use jiff::Timestamp;
use jiff::civil::Date;
use programme::code::OrganisationCode;
use programme::id::{By, PostId};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};

use crate::Store;
use crate::entity::{journal, revision as row};
use crate::error::Error;
use crate::sight::within;
use crate::text::{read, read_if_any};

/// One version of one thing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Revision {
    /// What it is a version of: an identity, a code or a key.
    pub subject: String,
    /// Its number: 1 for the first.
    pub revision: i64,
    /// The kind of thing: "objective".
    pub kind: String,
    /// Whose it was; none for a thing of the region's.
    pub organisation: Option<OrganisationCode>,
    /// The day from which it was true.
    pub effective: Date,
    /// The instant at which we were told.
    pub recorded: Timestamp,
    /// Who told us.
    pub by: By,
    /// The thing itself, as it was kept.
    pub body: serde_json::Value,
    /// The line of the journal that tells of it.
    pub line: i64,
    /// Why, where a reason was given.
    pub reason: Option<String>,
}

impl Store {
    /// Every version of one thing within sight, the first first. People, posts, and what tells of people are not among
    /// the things: what was once known of a person is not for everyone who may read plans.
    ///
    /// # Errors
    ///
    /// If the database does not answer, or holds a row that does not read.
    pub async fn history(&self, sight: &Sight, subject: &str) -> Result<Vec<Revision>, Error> {
        let rows = row::Entity::find()
            .filter(row::Column::Subject.eq(subject))
            .filter(row::Column::Kind.is_not_in([
                "person",
                "post",
                "digest",
                "calendar_feed",
                "token",
            ]))
            .filter(within(sight, row::Column::Organisation))
            .order_by_asc(row::Column::Revision)
            .all(&self.readers)
            .await?;
        let told = journal::Entity::find()
            .filter(journal::Column::Sequence.is_in(rows.iter().map(|row| row.line)))
            .filter(journal::Column::Reason.is_not_null())
            .all(&self.readers)
            .await?;
        let mut reasons: BTreeMap<i64, String> =
            told.into_iter().filter_map(|line| Some((line.sequence, line.reason?))).collect();
        let with_reason = |row: row::Model| {
            let reason = reasons.remove(&row.line);
            open(row).map(|revision| Revision { reason, ..revision })
        };
        rows.into_iter().map(with_reason).collect()
    }

    /// Every version of one post whose address is within sight, the first first.
    ///
    /// # Errors
    ///
    /// If the database does not answer, or holds a row that does not read.
    pub async fn history_of_post(
        &self,
        addresses: &Sight,
        id: PostId,
    ) -> Result<Vec<Revision>, Error> {
        let rows = row::Entity::find()
            .filter(row::Column::Subject.eq(id.to_string()))
            .filter(within(addresses, row::Column::Organisation))
            .order_by_asc(row::Column::Revision)
            .all(&self.readers)
            .await?;
        rows.into_iter().map(open).collect()
    }
}

fn open(row: row::Model) -> Result<Revision, Error> {
    let id = &row.subject;
    let corrupt = |_| Error::Corrupt { table: "revision", id: id.clone() };
    Ok(Revision {
        revision: row.revision,
        organisation: read_if_any(row.organisation.as_deref(), "revision", id)?,
        effective: read(&row.effective, "revision", id)?,
        recorded: read(&row.recorded, "revision", id)?,
        by: read(&row.person, "revision", id)?,
        body: serde_json::from_str(&row.body).map_err(corrupt)?,
        line: row.line,
        reason: None,
        kind: row.kind,
        subject: row.subject,
    })
}
