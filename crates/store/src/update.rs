//! Updates: what is told of an action or a recommendation once it is agreed. An update is only ever
//! added, and with it the thing it is about has a new revision.

use authority::{Act, Permit, Sight};
use jiff::Timestamp;
use jiff::civil::Date;
use programme::action::Action;
use programme::attachment::AttachedFile;
use programme::code::OrganisationCode;
use programme::id::{By, PlanId};
use programme::recommendation::Recommendation;
use programme::share::{Share, still_open};
use programme::update::{About, NotNow, Step, Update};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QueryTrait};
use serde::de::DeserializeOwned;

use crate::Store;
use crate::entity::{action, item_update as row, recommendation, share};
use crate::error::Error;
use crate::kept::{AsAt, Kept, Noun, Stamp};
use crate::sight::within;
use crate::text::{day, read, sha256};
use crate::writing::{Change, Writing};

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
        let mut writing = self.writing(permit, Act::of_update(&update.step), at).await?;
        let revision = writing.take(permit, at, seen, update).await?;
        writing.commit().await?;
        Ok(revision)
    }

    /// As [`Store::tell`], with the bytes of a file that shows what the update says.
    ///
    /// # Errors
    ///
    /// As [`Store::tell`]; and [`Error::Misfit`] if no file of the update is of these bytes.
    pub async fn tell_with(
        &self,
        permit: &Permit,
        at: Timestamp,
        (seen, update): (i64, &Update),
        bytes: &[u8],
    ) -> Result<i64, Error> {
        let hash = sha256(bytes);
        if update.file(&hash).is_none() {
            return Err(Error::Misfit { what: "no file of this update is of these bytes" });
        }
        let mut writing = self.writing(permit, Act::of_update(&update.step), at).await?;
        writing.keep_bytes(&hash, bytes).await?;
        let revision = writing.take(permit, at, seen, update).await?;
        writing.commit().await?;
        Ok(revision)
    }

    /// A file that shows what was told of a thing, by its hash, with its bytes. What else is kept
    /// under a hash shows nothing here, and is not found.
    ///
    /// # Errors
    ///
    /// [`Error::NotFound`] if nothing within sight that was told of the thing has such a file;
    /// [`Error::Corrupt`] if the bytes are no longer those that were attached; or if the database
    /// does not answer.
    pub async fn evidence_file(
        &self,
        sight: &Sight,
        about: About,
        hash: &str,
    ) -> Result<(AttachedFile, Vec<u8>), Error> {
        let told = self.updates(sight, about, AsAt::Now).await?;
        let file = told.iter().find_map(|kept| kept.noun.file(hash)).cloned();
        let file = file.ok_or(Error::NotFound)?;
        let bytes = self.document(&file.sha256).await?;
        Ok((file, bytes))
    }

    /// Keeps several updates that tell the same step of several things, each with the revision that
    /// was seen of its thing: all of them, or none. Those that were told already are passed over.
    ///
    /// # Errors
    ///
    /// As [`Store::tell`], of the first that cannot be taken.
    pub async fn tell_all(
        &self,
        permit: &Permit,
        at: Timestamp,
        updates: &[(i64, Update)],
    ) -> Result<(), Error> {
        let mut writing = self.writing(permit, permit.act(), at).await?;
        for (seen, update) in updates {
            if Act::of_update(&update.step) != permit.act() {
                return Err(Error::NotFound);
            }
            match writing.take(permit, at, *seen, update).await {
                Ok(_) | Err(Error::AlreadyKept { .. }) => {}
                Err(error) => return Err(error),
            }
        }
        writing.commit().await
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

impl Store {
    /// The updates of everything in a plan, as at now or a day, by the day of which they speak. It
    /// takes no sight: whoever has found the plan may see what was told of what is in it.
    ///
    /// # Errors
    ///
    /// If the database does not answer, or holds a row that does not read.
    pub async fn updates_of_plan(
        &self,
        plan: PlanId,
        as_at: AsAt,
    ) -> Result<Vec<Kept<Update>>, Error> {
        let until = match as_at {
            AsAt::Now => None,
            AsAt::Day(day) => Some(day.to_string()),
        };
        let select = row::Entity::find()
            .filter(row::Column::Plan.eq(plan.to_string()))
            .apply_if(until, |select, day| select.filter(row::Column::Effective.lte(day)))
            .order_by_asc(row::Column::Effective)
            .order_by_asc(row::Column::Recorded);
        self.versions(select, AsAt::Now).await
    }
}

impl Writing<'_> {
    /// Takes an update and what it moves; answers with the new revision of the thing.
    async fn take(
        &mut self,
        permit: &Permit,
        at: Timestamp,
        seen: i64,
        update: &Update,
    ) -> Result<i64, Error> {
        let By::Person(person) = permit.by() else { return Err(Error::NotFound) };
        self.must_reach(&update.organisation)?;
        let subject = update.about.subject();
        let told = (person, update.words.as_str());
        let days = (update.on, day(at));
        if self.was_told(&update.id.to_string()).await? {
            return Err(Error::AlreadyKept { what: format!("the update {}", update.id) });
        }
        if update.step == Step::Verify {
            self.no_share_is_open(&subject).await?;
        }
        let revision = match update.about {
            About::Action(_) => {
                let rows = action::Entity::find_by_id(&subject);
                let found = rows.one(&self.transaction).await?.ok_or(Error::NotFound)?;
                let of = owner(&found.organisation, update)?;
                let before = opened::<Action>(&found.body, &subject)?;
                let after = before.after(&update.step, told, days)?;
                let change = change(seen, &found.effective, update)?;
                let row = |it: &Action, stamp| crate::action::row(it, of, stamp);
                self.keep(&after, Some(of), change, row).await?
            }
            About::Recommendation(_) => {
                let rows = recommendation::Entity::find_by_id(&subject);
                let found = rows.one(&self.transaction).await?.ok_or(Error::NotFound)?;
                let of = owner(&found.organisation, update)?;
                let before = opened::<Recommendation>(&found.body, &subject)?;
                let after = before.after(&update.step, told, days)?;
                let change = change(seen, &found.effective, update)?;
                let row = |it: &Recommendation, stamp| crate::recommendation::row(it, of, stamp);
                self.keep(&after, Some(of), change, row).await?
            }
        };
        let new = Change { seen: None, effective: update.on, reason: None };
        self.keep(update, Some(&update.organisation), new, row).await?;
        Ok(revision)
    }

    /// Refuses while a body has not said that its share in a thing is complete.
    async fn no_share_is_open(&self, subject: &str) -> Result<(), Error> {
        let rows = share::Entity::find()
            .filter(share::Column::About.eq(subject))
            .order_by_asc(share::Column::Organisation)
            .all(&self.transaction)
            .await?;
        let shares: Result<Vec<Share>, Error> =
            rows.iter().map(|row| opened(&row.body, &row.id)).collect();
        match still_open(shares?.iter()) {
            Some(says) => Err(NotNow::SharesOpen(says).into()),
            None => Ok(()),
        }
    }
}

/// The body whose thing it is, if the update says so too.
fn owner<'a>(organisation: &str, update: &'a Update) -> Result<&'a OrganisationCode, Error> {
    let of = &update.organisation;
    if of.as_str() == organisation { Ok(of) } else { Err(Error::NotFound) }
}

/// What a row holds.
pub(crate) fn opened<T: Noun + DeserializeOwned>(body: &str, subject: &str) -> Result<T, Error> {
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
