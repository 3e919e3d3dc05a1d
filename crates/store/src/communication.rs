//! Communications: what a body tells in waves. What is cited is a finding that is kept, and so one
//! that disclosure control let out.

use authority::{Act, Permit, Sight};
use jiff::Timestamp;
use programme::communication::Communication;
use programme::id::CommunicationId;
use sea_orm::{EntityTrait, QueryFilter, QueryOrder};

use crate::Store;
use crate::entity::communication as row;
use crate::error::Error;
use crate::finding::named;
use crate::kept::{AsAt, Kept, Noun, Stamp};
use crate::risk::must_be_of;
use crate::sight::within;
use crate::writing::Change;

impl Noun for Communication {
    const TABLE: &'static str = "communication";

    fn subject(&self) -> String {
        self.id.to_string()
    }
}

impl Store {
    /// The communications within sight: by wave, then organisation, then in the order in which they
    /// came. A wave is the one that stands now.
    ///
    /// # Errors
    ///
    /// If the database does not answer, or holds a row that does not read.
    pub async fn communications(
        &self,
        sight: &Sight,
        as_at: AsAt,
    ) -> Result<Vec<Kept<Communication>>, Error> {
        let select = row::Entity::find()
            .filter(within(sight, row::Column::Organisation))
            .order_by_asc(row::Column::Wave)
            .order_by_asc(row::Column::Organisation)
            .order_by_asc(row::Column::Id);
        self.versions(select, as_at).await
    }

    /// One communication, as at now or a day.
    ///
    /// # Errors
    ///
    /// [`Error::NotFound`] if there is none within sight, or was none on that day; or if the
    /// database does not answer.
    pub async fn communication(
        &self,
        sight: &Sight,
        id: CommunicationId,
        as_at: AsAt,
    ) -> Result<Kept<Communication>, Error> {
        let id = id.to_string();
        let select = row::Entity::find_by_id(&id).filter(within(sight, row::Column::Organisation));
        self.one_at(select, (sight, &id), as_at).await
    }

    /// Keeps a communication in the place of the revision that was seen of it, or as a new one;
    /// answers with its revision.
    ///
    /// # Errors
    ///
    /// [`Error::Misfit`] if it cites what is no kept finding, or carries out an action of another body; [`Error::AlreadyKept`] if one that is
    /// new is there; [`Error::NotFound`] or [`Error::Changed`]; or if the permit is for another act
    /// or body, or the database does not answer.
    pub async fn write_communication(
        &self,
        permit: &Permit,
        at: Timestamp,
        seen: Option<i64>,
        communication: &Communication,
    ) -> Result<i64, Error> {
        let mut writing = self.writing(permit, Act::WriteCommunication, at).await?;
        let of = &communication.organisation;
        writing.must_reach(of)?;
        if seen.is_none() && writing.was_told(&communication.subject()).await? {
            return Err(Error::AlreadyKept { what: format!("{}", communication.id) });
        }
        let action = communication.action.into_iter().collect();
        must_be_of(&writing, &action, of).await?;
        for cited in &communication.said.findings {
            if named(cited).one(&writing.transaction).await?.is_none() {
                return Err(Error::Misfit { what: "a message cites released findings alone" });
            }
        }
        let change = Change { seen, effective: writing.today(), reason: None };
        let revision = writing.keep(communication, Some(of), change, row).await?;
        writing.commit().await?;
        Ok(revision)
    }
}

/// The row of a communication.
fn row(of: &Communication, stamp: Stamp) -> row::Model {
    let Stamp { revision, effective, recorded, person, body } = stamp;
    row::Model {
        id: of.id.to_string(),
        organisation: of.organisation.to_string(),
        wave: i64::from(of.said.wave.number()),
        revision,
        effective,
        recorded,
        person,
        body,
    }
}
