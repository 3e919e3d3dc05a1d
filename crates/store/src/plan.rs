//! Plans: audits and action plans, found by key or by identity.

use authority::Sight;
use programme::code::PlanKey;
use programme::id::PlanId;
use programme::plan::Plan;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};

use crate::Store;
use crate::entity::plan as row;
use crate::error::Error;
use crate::kept::{AsAt, Kept, Noun, Stamp};
use crate::sight::within;

impl Noun for Plan {
    const TABLE: &'static str = "plan";

    fn subject(&self) -> String {
        self.id.to_string()
    }
}

impl Store {
    /// The plans within sight, by key.
    ///
    /// # Errors
    ///
    /// If the database does not answer, or holds a row that does not read.
    pub async fn plans(&self, sight: &Sight, as_at: AsAt) -> Result<Vec<Kept<Plan>>, Error> {
        let select = row::Entity::find()
            .filter(within(sight, row::Column::Organisation))
            .order_by_asc(row::Column::Key);
        self.versions(select, as_at).await
    }

    /// One plan.
    ///
    /// # Errors
    ///
    /// [`Error::NotFound`] if there is none within sight; or if the database does not answer.
    pub async fn plan(&self, sight: &Sight, id: PlanId) -> Result<Kept<Plan>, Error> {
        self.plan_at(sight, id, AsAt::Now).await
    }

    /// One plan, as at now or a day.
    ///
    /// # Errors
    ///
    /// [`Error::NotFound`] if there is none within sight, or was none on that day; or if the
    /// database does not answer.
    pub async fn plan_at(
        &self,
        sight: &Sight,
        id: PlanId,
        as_at: AsAt,
    ) -> Result<Kept<Plan>, Error> {
        let id = id.to_string();
        let select = row::Entity::find_by_id(&id).filter(within(sight, row::Column::Organisation));
        self.one_at(select, (sight, &id), as_at).await
    }

    /// The plan of that key.
    ///
    /// # Errors
    ///
    /// [`Error::NotFound`] if there is none within sight; or if the database does not answer.
    pub async fn plan_called(&self, sight: &Sight, key: &PlanKey) -> Result<Kept<Plan>, Error> {
        let select = row::Entity::find()
            .filter(row::Column::Key.eq(key.as_str()))
            .filter(within(sight, row::Column::Organisation));
        self.version(select).await
    }
}

/// The row of a plan.
pub(crate) fn row(plan: &Plan, stamp: Stamp) -> row::Model {
    let Stamp { revision, effective, recorded, person, body } = stamp;
    row::Model {
        id: plan.id.to_string(),
        key: plan.key.to_string(),
        organisation: plan.organisation.to_string(),
        revision,
        effective,
        recorded,
        person,
        body,
    }
}
