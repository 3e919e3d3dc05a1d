//! Shares of bodies in actions and recommendations. A body finds its own by its sight; whoever
//! found the thing finds the shares of it.

use authority::{Act, Permit, Sight};
use jiff::Timestamp;
use jiff::civil::Date;
use programme::action::Action;
use programme::code::OrganisationCode;
use programme::id::ShareId;
use programme::plan::Plan;
use programme::recommendation::Recommendation;
use programme::share::Share;
use programme::update::About;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};

use crate::Store;
use crate::entity::{action, plan, recommendation, share as row};
use crate::error::Error;
use crate::kept::{AsAt, Kept, Noun, Stamp};
use crate::sight::within;
use crate::update::opened;
use crate::writing::Change;

impl Noun for Share {
    const TABLE: &'static str = "share";

    fn subject(&self) -> String {
        self.id.to_string()
    }
}

/// What a share is a share of, with its plan, as they stand.
#[derive(Clone, Debug)]
pub struct Shared {
    /// The action or the recommendation.
    pub item: SharedItem,
    /// Its plan.
    pub plan: Plan,
}

/// An action or a recommendation of which a body has a share.
#[derive(Clone, Debug)]
pub enum SharedItem {
    /// An action.
    Action(Box<Action>),
    /// A recommendation.
    Recommendation(Box<Recommendation>),
}

impl Store {
    /// The shares within sight, by identity, whoever has them.
    ///
    /// # Errors
    ///
    /// If the database does not answer, or holds a row that does not read.
    pub async fn shares(&self, sight: &Sight, as_at: AsAt) -> Result<Vec<Kept<Share>>, Error> {
        let select = row::Entity::find()
            .filter(within(sight, row::Column::Organisation))
            .order_by_asc(row::Column::Id);
        self.versions(select, as_at).await
    }

    /// The shares in a thing, by body. It takes no sight: whoever has found the thing may see who
    /// answers for it.
    ///
    /// # Errors
    ///
    /// If the database does not answer, or holds a row that does not read.
    pub async fn shares_of(&self, about: About, as_at: AsAt) -> Result<Vec<Kept<Share>>, Error> {
        let select = row::Entity::find()
            .filter(row::Column::About.eq(about.subject()))
            .order_by_asc(row::Column::Organisation);
        self.versions(select, as_at).await
    }

    /// One share.
    ///
    /// # Errors
    ///
    /// [`Error::NotFound`] if there is none within sight; or if the database does not answer.
    pub async fn share(&self, sight: &Sight, id: ShareId) -> Result<Kept<Share>, Error> {
        let select = row::Entity::find_by_id(id.to_string())
            .filter(within(sight, row::Column::Organisation));
        self.one_at(select, (sight, &id.to_string()), AsAt::Now).await
    }

    /// What a share is a share of. It takes no sight but a share that was found: whoever answers
    /// for a part of a thing may read the whole of it.
    ///
    /// # Errors
    ///
    /// [`Error::NotFound`] if the thing was taken back; or if the database does not answer.
    pub async fn shared(&self, share: &Kept<Share>) -> Result<Shared, Error> {
        let Share { about, plan, .. } = &share.noun;
        let subject = about.subject();
        let item = match about {
            About::Action(_) => {
                let found = action::Entity::find_by_id(&subject).one(&self.readers).await?;
                let body = found.ok_or(Error::NotFound)?.body;
                SharedItem::Action(Box::new(opened(&body, &subject)?))
            }
            About::Recommendation(_) => {
                let found = recommendation::Entity::find_by_id(&subject).one(&self.readers).await?;
                let body = found.ok_or(Error::NotFound)?.body;
                SharedItem::Recommendation(Box::new(opened(&body, &subject)?))
            }
        };
        let name = plan.to_string();
        let found = plan::Entity::find_by_id(&name).one(&self.readers).await?;
        Ok(Shared { item, plan: opened(&found.ok_or(Error::NotFound)?.body, &name)? })
    }

    /// Asks bodies for their shares in one thing of the body `of`. Of a body that has one already
    /// nothing more is asked; one of which nothing was asked any more is asked again.
    ///
    /// # Errors
    ///
    /// [`Error::NotFound`] if there is no such thing of that body; or if the permit is for something
    /// else, or the database does not answer.
    pub async fn ask_shares(
        &self,
        permit: &Permit,
        at: Timestamp,
        of: &OrganisationCode,
        shares: &[Share],
    ) -> Result<(), Error> {
        let mut writing = self.writing(permit, Act::AskShare, at).await?;
        writing.must_reach(of)?;
        for share in shares {
            if owner_of(&writing.transaction, share.about).await? != of.as_str() {
                return Err(Error::NotFound);
            }
            let stands = row::Entity::find()
                .filter(row::Column::About.eq(share.about.subject()))
                .filter(row::Column::Organisation.eq(share.organisation.as_str()))
                .one(&writing.transaction)
                .await?;
            let effective = writing.today();
            let Some(stands) = stands else {
                let change = Change { seen: None, effective, reason: None };
                writing.keep(share, Some(&share.organisation), change, row).await?;
                continue;
            };
            let before: Share = opened(&stands.body, &stands.id)?;
            if before.ended.is_some() {
                let again = Share { party: share.party.clone(), ended: None, ..before };
                let change = Change { seen: Some(stands.revision), effective, reason: None };
                writing.keep(&again, Some(&share.organisation), change, row).await?;
            }
        }
        writing.commit().await
    }

    /// Asks nothing any more of a body, in a thing of the body `of`.
    ///
    /// # Errors
    ///
    /// As [`Store::ask_shares`]; and [`Error::NotThisShare`] or [`Error::Changed`].
    pub async fn end_share(
        &self,
        permit: &Permit,
        at: Timestamp,
        (of, seen): (&OrganisationCode, i64),
        (share, reason): (&Share, &str),
    ) -> Result<(), Error> {
        let mut writing = self.writing(permit, Act::AskShare, at).await?;
        writing.must_reach(of)?;
        if owner_of(&writing.transaction, share.about).await? != of.as_str() {
            return Err(Error::NotFound);
        }
        let after = share.clone().ending(reason)?;
        let effective = writing.today();
        let change = Change { seen: Some(seen), effective, reason: Some(reason) };
        writing.keep(&after, Some(&share.organisation), change, row).await?;
        writing.commit().await
    }

    /// Keeps what a body told of its share, which is true from the day of which it speaks.
    ///
    /// # Errors
    ///
    /// [`Error::Changed`] if somebody told something of it first; or if the permit is for something
    /// else, or the database does not answer.
    pub async fn tell_share(
        &self,
        permit: &Permit,
        at: Timestamp,
        seen: i64,
        (told, on): (&Share, Date),
    ) -> Result<(), Error> {
        let mut writing = self.writing(permit, Act::TellShare, at).await?;
        writing.must_reach(&told.organisation)?;
        let change = Change { seen: Some(seen), effective: on, reason: Some(&told.words) };
        writing.keep(told, Some(&told.organisation), change, row).await?;
        writing.commit().await
    }
}

/// The body whose thing it is.
async fn owner_of(at: &impl ConnectionTrait, about: About) -> Result<String, Error> {
    let subject = about.subject();
    let found = match about {
        About::Action(_) => {
            action::Entity::find_by_id(subject).one(at).await?.map(|found| found.organisation)
        }
        About::Recommendation(_) => recommendation::Entity::find_by_id(subject)
            .one(at)
            .await?
            .map(|found| found.organisation),
    };
    found.ok_or(Error::NotFound)
}

/// The row of a share.
fn row(share: &Share, stamp: Stamp) -> row::Model {
    let Stamp { revision, effective, recorded, person, body } = stamp;
    row::Model {
        id: share.id.to_string(),
        about: share.about.subject(),
        plan: share.plan.to_string(),
        organisation: share.organisation.to_string(),
        revision,
        effective,
        recorded,
        person,
        body,
    }
}
