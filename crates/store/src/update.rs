//! Updates: what is told of an action or a recommendation once it is agreed. An update is only ever
//! added, and with it the thing it is about has a new revision.

use authority::{Act, Permit, Sight};
use jiff::Timestamp;
use jiff::civil::Date;
use programme::action::Action;
use programme::code::OrganisationCode;
use programme::id::By;
use programme::recommendation::Recommendation;
use programme::update::{About, Update};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QueryTrait};
use serde::de::DeserializeOwned;

use crate::Store;
use crate::entity::{action, item_update as row, recommendation};
use crate::error::Error;
use crate::kept::{AsAt, Kept, Noun, Stamp};
use crate::sight::within;
use crate::text::{day, read};
use crate::writing::Change;

impl Noun for Update {
    const TABLE: &'static str = "item_update";

    fn subject(&self) -> String {
        self.id.to_string()
    }
}

impl Store {
    /// Keeps an update, and what it moves of the thing it is about; answers with the new revision
    /// of that. What is told of an earlier day than the newest that was told is true from its own
    /// day as an update; the thing moves from the day on which it last moved.
    ///
    /// # Errors
    ///
    /// [`Error::NotTold`] if the thing cannot be moved so; [`Error::AlreadyKept`] if an update of
    /// that identity is there; [`Error::NotFound`] or [`Error::Changed`]; or if the permit is for
    /// something else, or the database does not answer.
    pub async fn tell(
        &self,
        permit: &Permit,
        at: Timestamp,
        seen: i64,
        update: &Update,
    ) -> Result<i64, Error> {
        let By::Person(person) = permit.by() else { return Err(Error::NotFound) };
        let mut writing = self.writing(permit, Act::of_update(&update.step), at).await?;
        writing.must_reach(&update.organisation)?;
        let subject = update.about.subject();
        let told = (person, update.words.as_str());
        let days = (update.on, day(at));
        if writing.was_told(&update.id.to_string()).await? {
            return Err(Error::AlreadyKept { what: format!("the update {}", update.id) });
        }
        let revision = match update.about {
            About::Action(_) => {
                let rows = action::Entity::find_by_id(&subject);
                let found = rows.one(&writing.transaction).await?.ok_or(Error::NotFound)?;
                let of = owner(&found.organisation, update)?;
                let before = opened::<Action>(&found.body, &subject)?;
                let after = before.after(&update.step, told, days)?;
                let change = change(seen, &found.effective, update)?;
                let row = |it: &Action, stamp| crate::action::row(it, of, stamp);
                writing.keep(&after, Some(of), change, row).await?
            }
            About::Recommendation(_) => {
                let rows = recommendation::Entity::find_by_id(&subject);
                let found = rows.one(&writing.transaction).await?.ok_or(Error::NotFound)?;
                let of = owner(&found.organisation, update)?;
                let before = opened::<Recommendation>(&found.body, &subject)?;
                let after = before.after(&update.step, told, days)?;
                let change = change(seen, &found.effective, update)?;
                let row = |it: &Recommendation, stamp| crate::recommendation::row(it, of, stamp);
                writing.keep(&after, Some(of), change, row).await?
            }
        };
        let new = Change { seen: None, effective: update.on, reason: None };
        writing.keep(update, Some(&update.organisation), new, row).await?;
        writing.commit().await?;
        Ok(revision)
    }

    /// The updates of one thing within sight, the newest day first; as at a day, those that were
    /// true by then.
    ///
    /// # Errors
    ///
    /// If the database does not answer, or holds a row that does not read.
    pub async fn updates(
        &self,
        sight: &Sight,
        about: About,
        as_at: AsAt,
    ) -> Result<Vec<Kept<Update>>, Error> {
        let until = match as_at {
            AsAt::Now => None,
            AsAt::Day(day) => Some(day.to_string()),
        };
        let select = row::Entity::find()
            .filter(row::Column::About.eq(about.subject()))
            .filter(within(sight, row::Column::Organisation))
            .apply_if(until, |select, day| select.filter(row::Column::Effective.lte(day)))
            .order_by_desc(row::Column::Effective)
            .order_by_desc(row::Column::Recorded);
        self.versions(select, AsAt::Now).await
    }
}

/// The body whose thing it is, if the update says so too.
fn owner<'a>(organisation: &str, update: &'a Update) -> Result<&'a OrganisationCode, Error> {
    let of = &update.organisation;
    if of.as_str() == organisation { Ok(of) } else { Err(Error::NotFound) }
}

/// What a row holds.
fn opened<T: Noun + DeserializeOwned>(body: &str, subject: &str) -> Result<T, Error> {
    serde_json::from_str(body)
        .map_err(|_| Error::Corrupt { table: T::TABLE, id: subject.to_owned() })
}

/// The change of the thing: true from the day the update speaks of, or from the day on which the
/// thing last changed, if that is later.
fn change<'a>(seen: i64, last: &str, update: &'a Update) -> Result<Change<'a>, Error> {
    let last: Date = read(last, Update::TABLE, "effective")?;
    let reason = Some(update.words.as_str()).filter(|words| !words.is_empty());
    Ok(Change { seen: Some(seen), effective: update.on.max(last), reason })
}

/// The row of an update.
fn row(update: &Update, stamp: Stamp) -> row::Model {
    let Stamp { revision, effective, recorded, person, body } = stamp;
    row::Model {
        id: update.id.to_string(),
        about: update.about.subject(),
        plan: update.plan.to_string(),
        organisation: update.organisation.to_string(),
        revision,
        effective,
        recorded,
        person,
        body,
    }
}
