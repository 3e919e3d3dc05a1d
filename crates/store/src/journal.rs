//! The journal: one line for every write, each tied to the one before it (see [`crate::chain`]).

use authority::{Act, Permit, Sight};
use jiff::Timestamp;
use programme::code::OrganisationCode;
use programme::id::By;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, QueryTrait};

use crate::Store;
use crate::entity::journal as row;
use crate::error::Error;
use crate::sight::within;
use crate::text::{read, read_if_any};

/// A line of the journal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct JournalLine {
    /// Its place: 1 for the first.
    pub sequence: i64,
    /// When.
    pub at: Timestamp,
    /// Who.
    pub by: By,
    /// For which organisation, if for one.
    pub on_behalf_of: Option<OrganisationCode>,
    /// What they did: "settle-import".
    pub act: String,
    /// To what: an identity, a code or a key.
    pub subject: String,
    /// The revision before; none for a new thing.
    pub before: Option<i64>,
    /// The revision after.
    pub after: Option<i64>,
    /// Why, where a reason was given.
    pub reason: Option<String>,
    /// The hash of this line, which the next one carries.
    pub hash: String,
}

/// A page of the journal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Page {
    /// Lines before this sequence; the newest when there is none.
    pub before: Option<i64>,
    /// How many at most.
    pub size: u64,
}

impl Store {
    /// The newest line; 0 before the first.
    pub(crate) async fn newest_line(&self) -> Result<i64, Error> {
        let newest: Option<Option<i64>> = row::Entity::find()
            .select_only()
            .column_as(row::Column::Sequence.max(), "newest")
            .into_tuple()
            .one(&self.readers)
            .await?;
        Ok(newest.flatten().unwrap_or(0))
    }

    /// Writes a line that record-level material was read; and why, where nothing of it is hidden.
    /// The material itself is never here.
    ///
    /// # Errors
    ///
    /// If the permit is for something else, or the database does not answer.
    pub async fn note_reading(
        &self,
        permit: &Permit,
        at: Timestamp,
        subject: &str,
        unprotected: Option<&str>,
    ) -> Result<(), Error> {
        let act = unprotected.map_or(Act::RunEvidence, |_| Act::RunUnprotected);
        let mut writing = self.writing(permit, act, at).await?;
        writing.tell_reading(subject, unprotected).await?;
        writing.commit().await
    }

    /// A page of the journal within sight, the newest line first.
    ///
    /// # Errors
    ///
    /// If the database does not answer, or holds a row that does not read.
    pub async fn journal(&self, sight: &Sight, page: Page) -> Result<Vec<JournalLine>, Error> {
        let rows = row::Entity::find()
            .filter(within(sight, row::Column::OnBehalfOf))
            .apply_if(page.before, |select, before| select.filter(row::Column::Sequence.lt(before)))
            .order_by_desc(row::Column::Sequence)
            .limit(page.size)
            .all(&self.readers)
            .await?;
        rows.into_iter().map(open).collect()
    }
}

fn open(row: row::Model) -> Result<JournalLine, Error> {
    let id = row.sequence.to_string();
    Ok(JournalLine {
        sequence: row.sequence,
        at: read(&row.instant, "journal", &id)?,
        by: read(&row.person, "journal", &id)?,
        on_behalf_of: read_if_any(row.on_behalf_of.as_deref(), "journal", &id)?,
        act: row.act,
        subject: row.subject,
        before: row.before,
        after: row.after,
        reason: row.reason,
        hash: row.hash,
    })
}
