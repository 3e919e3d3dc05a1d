//! Correspondences: what one thing is to another. One is seen by whoever sees the thing that serves;
//! between two nodes it is the region's, and seen by everybody.

use authority::{Act, Permit, Sight};
use jiff::Timestamp;
use programme::code::OrganisationCode;
use programme::correspondence::{Correspondence, End, State, fit, pair};
use programme::id::CorrespondenceId;
use sea_orm::sea_query::Condition;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, Select};

use crate::Store;
use crate::entity::{action, correspondence as row, objective, recommendation};
use crate::error::Error;
use crate::kept::{AsAt, Kept, Noun, Stamp};
use crate::sight::within;
use crate::writing::{Change, Writing};

impl Noun for Correspondence {
    const TABLE: &'static str = "correspondence";

    fn subject(&self) -> String {
        self.id.to_string()
    }
}

impl Store {
    /// Every correspondence within sight, those that were withdrawn too, by the ends.
    ///
    /// # Errors
    ///
    /// If the database does not answer, or holds a row that does not read.
    pub async fn correspondences(
        &self,
        sight: &Sight,
        as_at: AsAt,
    ) -> Result<Vec<Kept<Correspondence>>, Error> {
        self.versions(in_order(sight), as_at).await
    }

    /// The correspondences of one end within sight, whichever of the two it is, by the ends.
    ///
    /// # Errors
    ///
    /// If the database does not answer, or holds a row that does not read.
    pub async fn correspondences_of(
        &self,
        sight: &Sight,
        end: &End,
        as_at: AsAt,
    ) -> Result<Vec<Kept<Correspondence>>, Error> {
        let end = end.to_string();
        let either =
            Condition::any().add(row::Column::FromEnd.eq(&end)).add(row::Column::ToEnd.eq(&end));
        self.versions(in_order(sight).filter(either), as_at).await
    }

    /// One correspondence.
    ///
    /// # Errors
    ///
    /// [`Error::NotFound`] if there is none within sight; or if the database does not answer.
    pub async fn correspondence(
        &self,
        sight: &Sight,
        id: CorrespondenceId,
        as_at: AsAt,
    ) -> Result<Kept<Correspondence>, Error> {
        let select = row::Entity::find_by_id(id.to_string());
        self.version_at(select.filter(seen(sight, row::Column::Organisation)), as_at).await
    }

    /// Keeps correspondences, new ones or in the place of the revision that was seen of each: all of
    /// them or none.
    ///
    /// # Errors
    ///
    /// [`Error::NotFound`] if an end is not there, or [`Error::Changed`]; [`Error::AlreadyKept`] if
    /// two ends have a correspondence under another name; [`Error::Misfit`] if two ends do not fit,
    /// or it would be of other ends or another body than before; or if the permit is for another act
    /// or body, or the database does not answer.
    pub async fn keep_correspondences(
        &self,
        permit: &Permit,
        at: Timestamp,
        all: &[(Correspondence, Option<i64>)],
    ) -> Result<(), Error> {
        let mut writing = self.writing(permit, Act::WriteCorrespondence, at).await?;
        for (one, seen) in all {
            must_fit(&writing, permit, one).await?;
            let because = match &one.state {
                State::Standing => None,
                State::Withdrawn { because } => Some(because.as_str()),
            };
            let change = Change { seen: *seen, effective: writing.today(), reason: because };
            writing.keep(one, one.organisation.as_ref(), change, to_row).await?;
        }
        writing.commit().await
    }
}

fn in_order(sight: &Sight) -> Select<row::Entity> {
    row::Entity::find()
        .filter(seen(sight, row::Column::Organisation))
        .order_by_asc(row::Column::ToEnd)
        .order_by_asc(row::Column::FromEnd)
}

/// The correspondences within sight, by the column that names their body.
pub(crate) fn seen(sight: &Sight, organisation: impl ColumnTrait) -> Condition {
    Condition::any().add(within(sight, organisation)).add(organisation.is_null())
}

/// Refuses what is no correspondence of those ends, or not this person's to write.
async fn must_fit(
    writing: &Writing<'_>,
    permit: &Permit,
    one: &Correspondence,
) -> Result<(), Error> {
    fit(&one.from, &one.to).map_err(|_| Error::Misfit { what: "these two ends do not fit" })?;
    match (&one.organisation, permit.organisation()) {
        (Some(body), _) => writing.must_reach(body)?,
        (None, None) => {}
        (None, Some(body)) => {
            let held = body.to_string();
            return Err(Error::WrongPermit { held, wanted: "the region".to_owned() });
        }
    }
    let pair = pair(&one.from, &one.to);
    let there =
        row::Entity::find().filter(row::Column::Pair.eq(&pair)).one(&writing.transaction).await?;
    if there.as_ref().is_some_and(|row| row.id != one.id.to_string()) {
        return Err(Error::AlreadyKept { what: "what these two are to each other".to_owned() });
    }
    // What is withdrawn, or told again, may be of a thing that is gone.
    if let Some(row) = there {
        let body = one.organisation.as_ref().map(ToString::to_string);
        let ends = (one.from.to_string(), one.to.to_string());
        if (row.from_end, row.to_end, row.organisation) != (ends.0, ends.1, body) {
            return Err(Error::Misfit { what: "a correspondence stays of its ends" });
        }
        return Ok(());
    }
    let body = body_of(writing, &one.from).await?;
    body_of(writing, &one.to).await?;
    if body.as_deref() != one.organisation.as_ref().map(OrganisationCode::as_str) {
        return Err(Error::NotFound);
    }
    Ok(())
}

/// The body of a thing that is there; a node has none.
async fn body_of(writing: &Writing<'_>, end: &End) -> Result<Option<String>, Error> {
    let (id, transaction) = (end.to_string(), &writing.transaction);
    let found = match end {
        End::Node(..) => return Ok(None),
        End::Action(_) => {
            action::Entity::find_by_id(id).one(transaction).await?.map(|row| row.organisation)
        }
        End::Objective(_) => {
            objective::Entity::find_by_id(id).one(transaction).await?.map(|row| row.organisation)
        }
        End::Recommendation(_) => {
            let found = recommendation::Entity::find_by_id(id).one(transaction).await?;
            found.map(|row| row.organisation)
        }
    };
    found.map(Some).ok_or(Error::NotFound)
}

/// Whether a thing of that name has a correspondence that stands.
pub(crate) async fn is_mapped(writing: &Writing<'_>, subject: &str) -> Result<bool, Error> {
    let either =
        Condition::any().add(row::Column::FromEnd.eq(subject)).add(row::Column::ToEnd.eq(subject));
    let found = row::Entity::find().filter(either).all(&writing.transaction).await?;
    for row in found {
        let corrupt = |_| Error::Corrupt { table: Correspondence::TABLE, id: row.id.clone() };
        let one: Correspondence = serde_json::from_str(&row.body).map_err(corrupt)?;
        if one.stands() {
            return Ok(true);
        }
    }
    Ok(false)
}

/// The row of a correspondence.
fn to_row(one: &Correspondence, stamp: Stamp) -> row::Model {
    let Stamp { revision, effective, recorded, person, body } = stamp;
    row::Model {
        id: one.id.to_string(),
        pair: pair(&one.from, &one.to),
        from_end: one.from.to_string(),
        to_end: one.to.to_string(),
        organisation: one.organisation.as_ref().map(ToString::to_string),
        revision,
        effective,
        recorded,
        person,
        body,
    }
}
