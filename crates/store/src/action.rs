//! Actions: those of a plan, of an organisation, or all that can be seen.

use authority::Sight;
use programme::action::Action;
use programme::code::OrganisationCode;
use programme::id::{ActionId, PlanId};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QueryTrait};

use crate::Store;
use crate::entity::action as row;
use crate::error::Error;
use crate::item::Item;
use crate::kept::{AsAt, Kept, Noun, Stamp};
use crate::sight::within;

/// Which actions are asked for; what is left out does not narrow the list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct WhichActions {
    /// Those of this plan.
    pub plan: Option<PlanId>,
    /// Those of this organisation.
    pub organisation: Option<OrganisationCode>,
}

impl Noun for Action {
    const TABLE: &'static str = "action";

    fn subject(&self) -> String {
        self.id.to_string()
    }

    fn item(&self) -> Option<Item> {
        Some(Item::of_action(self))
    }
}

impl Store {
    /// The actions within sight: by organisation, then plan in the order they came in, then
    /// their place in it.
    ///
    /// # Errors
    ///
    /// If the database does not answer, or holds a row that does not read.
    pub async fn actions(
        &self,
        sight: &Sight,
        which: &WhichActions,
        as_at: AsAt,
    ) -> Result<Vec<Kept<Action>>, Error> {
        let select = row::Entity::find()
            .filter(within(sight, row::Column::Organisation))
            .apply_if(which.plan, |select, plan| {
                select.filter(row::Column::Plan.eq(plan.to_string()))
            })
            .apply_if(which.organisation.as_ref(), |select, body| {
                select.filter(row::Column::Organisation.eq(body.as_str()))
            })
            .order_by_asc(row::Column::Organisation)
            .order_by_asc(row::Column::Plan)
            .order_by_asc(row::Column::Position);
        self.versions(select, as_at).await
    }

    /// One action.
    ///
    /// # Errors
    ///
    /// [`Error::NotFound`] if there is none within sight; or if the database does not answer.
    pub async fn action(&self, sight: &Sight, id: ActionId) -> Result<Kept<Action>, Error> {
        self.action_at(sight, id, AsAt::Now).await
    }

    /// One action, as at now or a day.
    ///
    /// # Errors
    ///
    /// [`Error::NotFound`] if there is none within sight, or was none on that day; or if the
    /// database does not answer.
    pub async fn action_at(
        &self,
        sight: &Sight,
        id: ActionId,
        as_at: AsAt,
    ) -> Result<Kept<Action>, Error> {
        let id = id.to_string();
        let select = row::Entity::find_by_id(&id).filter(within(sight, row::Column::Organisation));
        self.one_at(select, (sight, &id), as_at).await
    }
}

/// The row of an action, which belongs to the organisation of its plan.
pub(crate) fn row(action: &Action, of: &OrganisationCode, stamp: Stamp) -> row::Model {
    let Stamp { revision, effective, recorded, person, body } = stamp;
    row::Model {
        id: action.id.to_string(),
        plan: action.plan.to_string(),
        organisation: of.to_string(),
        position: i64::from(action.position),
        revision,
        effective,
        recorded,
        person,
        body,
    }
}
