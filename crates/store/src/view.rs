//! Views of lists that people saved for themselves.

use authority::{Act, Permit};
use jiff::Timestamp;
use programme::id::{By, PersonId, ViewId};
use programme::view::SavedView;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};

use crate::Store;
use crate::entity::saved_view as row;
use crate::error::Error;
use crate::kept::{AsAt, Kept, Noun, Stamp};
use crate::writing::Change;

impl Noun for SavedView {
    const TABLE: &'static str = "saved_view";

    fn subject(&self) -> String {
        self.id.to_string()
    }
}

impl Store {
    /// The views of a list that a person saved and did not take off, in the order in which they
    /// saved them. It takes no sight, since it is asked for by the person whose they are.
    ///
    /// # Errors
    ///
    /// If the database does not answer, or holds a row that does not read.
    pub async fn saved_views(&self, of: PersonId, list: &str) -> Result<Vec<SavedView>, Error> {
        let select = row::Entity::find()
            .filter(row::Column::Owner.eq(of.to_string()))
            .filter(row::Column::List.eq(list))
            .order_by_asc(row::Column::Id);
        let found: Vec<Kept<SavedView>> = self.versions(select, AsAt::Now).await?;
        Ok(found.into_iter().map(|kept| kept.noun).filter(|view| !view.removed).collect())
    }

    /// Saves a view.
    ///
    /// # Errors
    ///
    /// [`Error::NotFound`] if it would be somebody else's; [`Error::AlreadyKept`] if it is saved
    /// already; or if the permit is for something else, or the database does not answer.
    pub async fn save_view(
        &self,
        permit: &Permit,
        at: Timestamp,
        view: &SavedView,
    ) -> Result<(), Error> {
        let mut writing = self.writing(permit, Act::KeepView, at).await?;
        if permit.by() != By::Person(view.person) {
            return Err(Error::NotFound);
        }
        if writing.was_told(&view.id.to_string()).await? {
            return Err(Error::AlreadyKept { what: format!("the view {}", view.id) });
        }
        let change = Change { seen: None, effective: writing.today(), reason: None };
        writing.keep(view, None, change, row).await?;
        writing.commit().await
    }

    /// Takes a view off the lists of whoever has the permit. Taken off twice, it is off.
    ///
    /// # Errors
    ///
    /// [`Error::NotFound`] if they have none of that identity; or if the permit is for something
    /// else, or the database does not answer.
    pub async fn remove_view(
        &self,
        permit: &Permit,
        at: Timestamp,
        id: ViewId,
    ) -> Result<(), Error> {
        let By::Person(person) = permit.by() else { return Err(Error::NotFound) };
        let mut writing = self.writing(permit, Act::KeepView, at).await?;
        let found = row::Entity::find_by_id(id.to_string())
            .filter(row::Column::Owner.eq(person.to_string()))
            .one(&writing.transaction)
            .await?
            .ok_or(Error::NotFound)?;
        let corrupt = |_| Error::Corrupt { table: SavedView::TABLE, id: found.id.clone() };
        let before: SavedView = serde_json::from_str(&found.body).map_err(corrupt)?;
        if before.removed {
            return Ok(());
        }
        let change =
            Change { seen: Some(found.revision), effective: writing.today(), reason: None };
        writing.keep(&SavedView { removed: true, ..before }, None, change, row).await?;
        writing.commit().await
    }
}

/// The row of a view.
fn row(view: &SavedView, stamp: Stamp) -> row::Model {
    let Stamp { revision, effective, recorded, person, body } = stamp;
    row::Model {
        id: view.id.to_string(),
        owner: view.person.to_string(),
        list: view.list.clone(),
        revision,
        effective,
        recorded,
        person,
        body,
    }
}
