//! Nouns as they are kept: the newest in a table of their own, every version among the revisions,
//! and the one query that shows either how things stand or how they stood on a day.

use authority::Sight;
use jiff::Timestamp;
use jiff::civil::Date;
use programme::id::By;
use sea_orm::sea_query::{Alias, Expr, ExprTrait, IntoIden, Query, SelectStatement};
use sea_orm::{
    ColumnTrait, EntityTrait, FromQueryResult, JoinType, QueryFilter, QueryOrder, QuerySelect,
    Select,
};
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::Store;
use crate::entity::revision;
use crate::error::Error;
use crate::item::Item;
use crate::sight::within;
use crate::text::{instant, read};
use crate::writing::WITHDRAWN;

/// A noun with the version in which it was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kept<T> {
    /// The noun.
    pub noun: T,
    /// Its revision: a writer names it to show what was seen.
    pub revision: i64,
    /// The day from which it was true.
    pub effective: Date,
    /// The instant at which we were told.
    pub recorded: Timestamp,
    /// Who told us.
    pub by: By,
}

/// As at when a list is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AsAt {
    /// As things stand.
    Now,
    /// As they stood on a day: of each thing the newest revision effective on or before it.
    Day(Date),
}

/// What is kept as a body, with the table that holds its newest revision.
pub(crate) trait Noun: Serialize + DeserializeOwned {
    /// The name of the table, which is also the kind of its revisions.
    const TABLE: &'static str;
    /// The column that names one.
    const KEY: &'static str = "id";
    /// The name of this one.
    fn subject(&self) -> String;
    /// What lists ask of it, where they ask its columns and not its body.
    fn item(&self) -> Option<Item> {
        None
    }
}

/// The columns by which the newest revision of every noun is kept.
pub(crate) struct Stamp {
    pub(crate) revision: i64,
    pub(crate) effective: String,
    pub(crate) recorded: String,
    pub(crate) person: String,
    pub(crate) body: String,
}

/// One version of one noun, as a query finds it.
#[derive(FromQueryResult)]
pub(crate) struct Version {
    subject: String,
    revision: i64,
    effective: String,
    recorded: String,
    person: String,
    body: String,
}

impl From<revision::Model> for Version {
    fn from(row: revision::Model) -> Self {
        Self {
            subject: row.subject,
            revision: row.revision,
            effective: row.effective,
            recorded: row.recorded,
            person: row.person,
            body: row.body,
        }
    }
}

impl Version {
    pub(crate) fn open<T: Noun>(self) -> Result<Kept<T>, Error> {
        let Self { subject, revision, effective, recorded, person, body } = self;
        let noun = serde_json::from_str(&body)
            .map_err(|_| Error::Corrupt { table: T::TABLE, id: subject.clone() })?;
        Ok(Kept {
            noun,
            revision,
            effective: read(&effective, T::TABLE, &subject)?,
            recorded: read(&recorded, T::TABLE, &subject)?,
            by: read(&person, T::TABLE, &subject)?,
        })
    }
}

pub(crate) const VERSION: [&str; 5] = ["revision", "effective", "recorded", "person", "body"];

impl Store {
    /// The nouns a query selects, as at now or a day. Filters and order are the query's own, over
    /// the columns of the noun's table that never change.
    pub(crate) async fn versions<E: EntityTrait, T: Noun>(
        &self,
        select: Select<E>,
        as_at: AsAt,
    ) -> Result<Vec<Kept<T>>, Error> {
        let mut select = select.select_only();
        let query = QuerySelect::query(&mut select);
        query.expr_as(Expr::col((Alias::new(T::TABLE), Alias::new(T::KEY))), Alias::new("subject"));
        let source = match as_at {
            AsAt::Now => Alias::new(T::TABLE).into_iden(),
            AsAt::Day(day) => {
                join_versions::<T>(query, day);
                Alias::new("version").into_iden()
            }
        };
        for column in VERSION {
            query.column((source.clone(), Alias::new(column)));
        }
        let found = select.into_model::<Version>().all(&self.readers).await?;
        found.into_iter().map(Version::open).collect()
    }

    /// The one noun a query selects, as it stands.
    pub(crate) async fn version<E: EntityTrait, T: Noun>(
        &self,
        select: Select<E>,
    ) -> Result<Kept<T>, Error> {
        self.version_at(select, AsAt::Now).await
    }

    /// The one noun a query selects, as at now or a day.
    pub(crate) async fn version_at<E: EntityTrait, T: Noun>(
        &self,
        select: Select<E>,
        as_at: AsAt,
    ) -> Result<Kept<T>, Error> {
        self.versions(select, as_at).await?.pop().ok_or(Error::NotFound)
    }
}

impl Store {
    /// One thing as at now or a day, by its identity and the column that says whose it is. That of a
    /// day is looked for among the revisions of this one thing.
    pub(crate) async fn one_at<E: EntityTrait, T: Noun>(
        &self,
        select: Select<E>,
        (sight, subject): (&Sight, &str),
        as_at: AsAt,
    ) -> Result<Kept<T>, Error> {
        let AsAt::Day(day) = as_at else { return self.version(select).await };
        let found = revision::Entity::find()
            .filter(revision::Column::Subject.eq(subject))
            .filter(revision::Column::Kind.eq(T::TABLE))
            .filter(revision::Column::Effective.lte(day.to_string()))
            .filter(within(sight, revision::Column::Organisation))
            .order_by_desc(revision::Column::Revision)
            .one(&self.readers)
            .await?;
        let told = found.filter(|row| row.body != WITHDRAWN).ok_or(Error::NotFound)?;
        Version::from(told).open()
    }

    /// The nouns within sight that have no row any more, because they were withdrawn, and had one
    /// on a day: as they stood on it. By organisation and identity.
    pub(crate) async fn withdrawn<T: Noun>(
        &self,
        sight: &Sight,
        day: Date,
    ) -> Result<Vec<Kept<T>>, Error> {
        let newest = Query::select()
            .expr(Expr::col((Alias::new("later"), revision::Column::Revision)).max())
            .from_as(revision::Entity, Alias::new("later"))
            .and_where(
                Expr::col((Alias::new("later"), revision::Column::Subject))
                    .equals((revision::Entity, revision::Column::Subject)),
            )
            .and_where(
                Expr::col((Alias::new("later"), revision::Column::Effective)).lte(day.to_string()),
            )
            .to_owned();
        let rows = Query::select().column(Alias::new(T::KEY)).from(Alias::new(T::TABLE)).to_owned();
        let found = revision::Entity::find()
            .filter(revision::Column::Kind.eq(T::TABLE))
            .filter(within(sight, revision::Column::Organisation))
            .filter(revision::Column::Body.ne(WITHDRAWN))
            .filter(Expr::col((revision::Entity, revision::Column::Revision)).eq(newest))
            .filter(revision::Column::Subject.not_in_subquery(rows))
            .order_by_asc(revision::Column::Organisation)
            .order_by_asc(revision::Column::Subject)
            .all(&self.readers)
            .await?;
        found.into_iter().map(|row| Version::from(row).open()).collect()
    }
}

/// Joins the newest revision effective on or before a day. Which one that is the index alone can
/// tell, so bodies are fetched only for those that are shown.
fn join_versions<T: Noun>(query: &mut SelectStatement, day: Date) {
    let column = |name: &'static str| (Alias::new("version"), Alias::new(name));
    let newest = Query::select()
        .column(revision::Column::Subject)
        .column(revision::Column::Revision)
        .expr_as(
            Expr::cust("ROW_NUMBER() OVER (PARTITION BY subject ORDER BY revision DESC)"),
            Alias::new("place"),
        )
        .from(revision::Entity)
        .and_where(Expr::col(revision::Column::Kind).eq(T::TABLE))
        .and_where(Expr::col(revision::Column::Effective).lte(day.to_string()))
        .to_owned();
    let found = |name: &'static str| (Alias::new("newest"), Alias::new(name));
    query.join_subquery(
        JoinType::InnerJoin,
        newest,
        Alias::new("newest"),
        Expr::col((Alias::new(T::TABLE), Alias::new(T::KEY)))
            .equals(found("subject"))
            .and(Expr::col(found("place")).eq(1)),
    );
    query.join_as(
        JoinType::InnerJoin,
        revision::Entity,
        Alias::new("version"),
        Expr::col(column("subject"))
            .equals(found("subject"))
            .and(Expr::col(column("revision")).equals(found("revision"))),
    );
}

/// Refuses a write that was made without having seen the newest revision.
pub(crate) fn must_have_seen(
    seen: i64,
    newest: i64,
    (table, id): (&'static str, &str),
    (person, recorded): (&str, &str),
) -> Result<(), Error> {
    if seen == newest {
        return Ok(());
    }
    let (by, at) = (read(person, table, id)?, read(recorded, table, id)?);
    Err(Error::Changed { seen, newest, by, at })
}

impl Stamp {
    pub(crate) fn new(revision: i64, effective: Date, at: Timestamp, by: By, body: String) -> Self {
        Self {
            revision,
            effective: effective.to_string(),
            recorded: instant(at),
            person: by.to_string(),
            body,
        }
    }
}
