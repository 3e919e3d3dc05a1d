//! Risks: those of a body, with every wording. Two that become one, and one that becomes several,
//! are written together or not at all.

use std::collections::BTreeSet;

use authority::{Act, Permit, Sight};
use jiff::Timestamp;
use programme::code::OrganisationCode;
use programme::id::{ActionId, RiskId};
use programme::risk::Risk;
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QueryTrait};

use crate::Store;
use crate::entity::{action, risk as row};
use crate::error::Error;
use crate::kept::{AsAt, Kept, Noun, Stamp};
use crate::sight::within;
use crate::writing::{Change, Writing};

impl Noun for Risk {
    const TABLE: &'static str = "risk";

    fn subject(&self) -> String {
        self.id.to_string()
    }
}

impl Store {
    /// The risks within sight, of one body or of all, by organisation and in the order in which
    /// they came: those that are closed or merged too.
    ///
    /// # Errors
    ///
    /// If the database does not answer, or holds a row that does not read.
    pub async fn risks(
        &self,
        sight: &Sight,
        organisation: Option<&OrganisationCode>,
        as_at: AsAt,
    ) -> Result<Vec<Kept<Risk>>, Error> {
        let select = row::Entity::find()
            .filter(within(sight, row::Column::Organisation))
            .apply_if(organisation, |select, body| {
                select.filter(row::Column::Organisation.eq(body.as_str()))
            })
            .order_by_asc(row::Column::Organisation)
            .order_by_asc(row::Column::Id);
        self.versions(select, as_at).await
    }

    /// One risk, as at now or a day.
    ///
    /// # Errors
    ///
    /// [`Error::NotFound`] if there is none within sight, or was none on that day; or if the
    /// database does not answer.
    pub async fn risk(&self, sight: &Sight, id: RiskId, as_at: AsAt) -> Result<Kept<Risk>, Error> {
        let id = id.to_string();
        let select = row::Entity::find_by_id(&id).filter(within(sight, row::Column::Organisation));
        self.one_at(select, (sight, &id), as_at).await
    }

    /// Keeps risks, all of them or none: each in the place of the revision that was seen of it, or
    /// as a new one.
    ///
    /// # Errors
    ///
    /// [`Error::AlreadyKept`] if one that is new is there; [`Error::NotFound`] or
    /// [`Error::Changed`]; [`Error::Misfit`] if an action is of another body; or if the permit is
    /// for another act or body, or the database does not answer.
    pub async fn write_risks(
        &self,
        permit: &Permit,
        at: Timestamp,
        risks: &[(Option<i64>, Risk)],
        reason: Option<&str>,
    ) -> Result<(), Error> {
        let mut writing = self.writing(permit, Act::WriteRisk, at).await?;
        for (seen, risk) in risks {
            writing.must_reach(&risk.organisation)?;
            if seen.is_none() && writing.was_told(&risk.subject()).await? {
                return Err(Error::AlreadyKept { what: format!("the risk {}", risk.id) });
            }
            must_be_of(&writing, &risk.every_action(), &risk.organisation).await?;
            let change = Change { seen: *seen, effective: writing.today(), reason };
            writing.keep(risk, Some(&risk.organisation), change, row).await?;
        }
        writing.commit().await
    }
}

/// Refuses actions that are not of that body.
pub(crate) async fn must_be_of(
    writing: &Writing<'_>,
    actions: &BTreeSet<ActionId>,
    body: &OrganisationCode,
) -> Result<(), Error> {
    let own = action::Entity::find()
        .filter(action::Column::Id.is_in(actions.iter().map(ToString::to_string)))
        .filter(action::Column::Organisation.eq(body.as_str()))
        .count(&writing.transaction)
        .await?;
    if usize::try_from(own).is_ok_and(|own| own == actions.len()) {
        Ok(())
    } else {
        Err(Error::Misfit { what: "it is about actions of its own body, and no others" })
    }
}

/// The row of a risk.
fn row(risk: &Risk, stamp: Stamp) -> row::Model {
    let Stamp { revision, effective, recorded, person, body } = stamp;
    row::Model {
        id: risk.id.to_string(),
        organisation: risk.organisation.to_string(),
        plan: risk.plan.map(|plan| plan.to_string()),
        state: risk.state.key().to_owned(),
        revision,
        effective,
        recorded,
        person,
        body,
    }
}
