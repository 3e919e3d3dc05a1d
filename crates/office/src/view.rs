//! Saved views: a list as somebody narrowed it, for themselves.

use authority::{Act, Actor, permit};
use programme::id::{By, ViewId};
use programme::view::SavedView;

use crate::{Error, Moment, Office};

impl Office {
    /// The views of a list that this person saved, and an identity for the next; none for whoever
    /// may save none.
    ///
    /// # Errors
    ///
    /// If the database does not answer.
    pub async fn saved_views(
        &self,
        actor: &Actor,
        list: &str,
    ) -> Result<Option<(Vec<SavedView>, ViewId)>, Error> {
        let By::Person(person) = actor.by else { return Ok(None) };
        if permit(actor, Act::KeepView, actor.organisation.as_ref()).is_err() {
            return Ok(None);
        }
        let views = self.store.saved_views(person, list).await?;
        Ok(Some((views, ViewId::new((self.draw)()))))
    }

    /// Saves a view of a list. Saved twice, it is saved once.
    ///
    /// # Errors
    ///
    /// If the actor may not, or it has no name or is no view.
    pub async fn save_view(
        &self,
        actor: &Actor,
        moment: Moment,
        (id, title): (ViewId, &str),
        (list, query): (&str, &str),
    ) -> Result<(), Error> {
        let permit = permit(actor, Act::KeepView, actor.organisation.as_ref())?;
        let By::Person(person) = actor.by else { return Err(Error::NotFound) };
        let view = SavedView::new((id, person), title, (list, query))
            .map_err(|not| Error::NotNow { what: not.to_string() })?;
        match self.store.save_view(&permit, moment.now, &view).await {
            Ok(()) | Err(store::Error::AlreadyKept { .. }) => Ok(()),
            Err(error) => Err(error.into()),
        }
    }

    /// Takes a view of one's own off again.
    ///
    /// # Errors
    ///
    /// If they have no such view.
    pub async fn remove_view(
        &self,
        actor: &Actor,
        moment: Moment,
        id: ViewId,
    ) -> Result<(), Error> {
        let permit = permit(actor, Act::KeepView, actor.organisation.as_ref())?;
        Ok(self.store.remove_view(&permit, moment.now, id).await?)
    }
}
