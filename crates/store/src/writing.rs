//! One write: a transaction in which rows, revisions and journal lines stand or fall together.

use authority::{Act, Permit};
use jiff::Timestamp;
use jiff::civil::Date;
use programme::code::OrganisationCode;
use programme::id::SubmissionId;
use sea_orm::sea_query::{Alias, Expr, ExprTrait, Query};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait,
    IntoActiveModel, ModelTrait, QueryFilter, QueryOrder, QuerySelect,
};

use crate::Store;
use crate::chain::{FIRST, Line};
use crate::dialect;
use crate::entity::{document, journal, revision};
use crate::error::Error;
use crate::kept::{Noun, Stamp, must_have_seen};
use crate::text::{instant, sha256};

/// A write under way. Dropped before [`Writing::commit`], it never was.
pub(crate) struct Writing<'a> {
    pub(crate) transaction: DatabaseTransaction,
    permit: &'a Permit,
    at: Timestamp,
    /// The end of the journal: the sequence and hash of its last line.
    end: (i64, String),
}

/// The body of a revision that says a thing is withdrawn: JSON's own word for nothing.
pub(crate) const WITHDRAWN: &str = "null";

/// What is told of one subject besides the noun itself.
pub(crate) struct Told<'a> {
    pub(crate) organisation: Option<&'a OrganisationCode>,
    pub(crate) revision: i64,
    pub(crate) effective: Date,
    pub(crate) reason: Option<&'a str>,
}

/// How a thing is changed: the revision seen of it, from which day, and why.
#[derive(Clone, Copy)]
pub(crate) struct Change<'a> {
    pub(crate) seen: Option<i64>,
    pub(crate) effective: Date,
    pub(crate) reason: Option<&'a str>,
}

impl Store {
    /// Begins a write, when the permit is for that act.
    pub(crate) async fn writing<'a>(
        &self,
        permit: &'a Permit,
        act: Act,
        at: Timestamp,
    ) -> Result<Writing<'a>, Error> {
        if permit.act() != act {
            return Err(Error::WrongPermit {
                held: permit.act().key().to_owned(),
                wanted: act.key().to_owned(),
            });
        }
        let transaction = dialect::begin_write(&self.writers).await?;
        let last = journal::Entity::find()
            .order_by_desc(journal::Column::Sequence)
            .limit(1)
            .one(&transaction)
            .await?;
        let end = last.map_or_else(|| (0, FIRST.to_owned()), |line| (line.sequence, line.hash));
        Ok(Writing { transaction, permit, at, end })
    }
}

impl Writing<'_> {
    /// Whether the permit reaches things of this organisation. One that names none was given for
    /// the region as a whole.
    pub(crate) fn reaches(&self, organisation: &str) -> bool {
        self.permit.organisation().is_none_or(|body| body.as_str() == organisation)
    }

    /// Refuses when the permit does not reach things of this organisation.
    pub(crate) fn must_reach(&self, organisation: &OrganisationCode) -> Result<(), Error> {
        match self.permit.organisation() {
            Some(body) if body != organisation => {
                Err(Error::WrongPermit { held: body.to_string(), wanted: organisation.to_string() })
            }
            Some(_) | None => Ok(()),
        }
    }

    /// Writes the journal line and the revision of one subject, and hands back what the noun's
    /// own row must say.
    pub(crate) async fn tell<T: Noun>(&mut self, noun: &T, told: Told<'_>) -> Result<Stamp, Error> {
        let subject = noun.subject();
        let body = serde_json::to_string(noun)
            .map_err(|source| Error::Unkeepable { id: subject.clone(), source })?;
        let item = noun.item();
        let stamp = self.keep_revision::<T>(subject.clone(), body, &told).await?;
        if let Some(item) = item {
            self.keep_item((T::TABLE, &subject), item, &told).await?;
        }
        Ok(stamp)
    }

    async fn keep_revision<T: Noun>(
        &mut self,
        subject: String,
        body: String,
        told: &Told<'_>,
    ) -> Result<Stamp, Error> {
        let sequence = self.line(&subject, &body, told).await?;
        let stamp =
            Stamp::new(told.revision, told.effective, self.at, self.permit.by(), body.clone());
        let row = revision::Model {
            subject,
            revision: told.revision,
            kind: T::TABLE.to_owned(),
            organisation: told.organisation.map(ToString::to_string),
            effective: stamp.effective.clone(),
            recorded: stamp.recorded.clone(),
            person: stamp.person.clone(),
            body,
            line: sequence,
        };
        self.insert::<revision::Entity>(row).await?;
        Ok(stamp)
    }

    /// Withdraws a thing: its row goes, and a revision without a body says so from then on.
    pub(crate) async fn withdraw<T: Noun>(
        &mut self,
        subject: &str,
        told: Told<'_>,
    ) -> Result<(), Error> {
        self.keep_revision::<T>(subject.to_owned(), WITHDRAWN.to_owned(), &told).await?;
        self.end_item(subject, &told.effective.to_string()).await?;
        let gone = Query::delete()
            .from_table(Alias::new(T::TABLE))
            .and_where(Expr::col(Alias::new(T::KEY)).eq(subject))
            .to_owned();
        self.transaction.execute(&gone).await?;
        Ok(())
    }

    /// Writes the journal line of a reading, which changes nothing and is told all the same.
    pub(crate) async fn tell_reading(
        &mut self,
        subject: &str,
        reason: Option<&str>,
    ) -> Result<(), Error> {
        let line = Line { reason: reason.map(str::to_owned), ..self.line_about(subject) };
        self.write(line).await?;
        Ok(())
    }

    /// Writes a thing in the place of the revision that was seen of it, or as a new one; answers
    /// with its revision. Whoever saw another revision, or none where there is one, is refused.
    pub(crate) async fn keep<T: Noun, M>(
        &mut self,
        noun: &T,
        of: Option<&OrganisationCode>,
        Change { seen, effective, reason }: Change<'_>,
        row: impl Fn(&T, Stamp) -> M,
    ) -> Result<i64, Error>
    where
        M: ModelTrait + IntoActiveModel<<M::Entity as EntityTrait>::ActiveModel>,
        M::Entity: EntityTrait<Model = M>,
    {
        let subject = noun.subject();
        match (self.last::<T>(&subject).await?, seen) {
            (Some((newest, person, recorded)), seen) => {
                let last = (person.as_str(), recorded.as_str());
                must_have_seen(seen.unwrap_or(0), newest, (T::TABLE, &subject), last)?;
            }
            (None, Some(_)) => return Err(Error::NotFound),
            // What was withdrawn does not begin anew under its old name.
            (None, None) if self.was_told(&subject).await? => return Err(Error::NotFound),
            (None, None) => {}
        }
        let revision = seen.unwrap_or(0) + 1;
        let stamp = self.tell(noun, Told { organisation: of, revision, effective, reason }).await?;
        self.put::<M::Entity>(revision, row(noun, stamp)).await?;
        Ok(revision)
    }

    /// Whether anything was ever told of a thing of that name.
    pub(crate) async fn was_told(&self, subject: &str) -> Result<bool, Error> {
        let told = revision::Entity::find()
            .filter(revision::Column::Subject.eq(subject))
            .select_only()
            .column(revision::Column::Revision)
            .into_tuple::<i64>()
            .one(&self.transaction)
            .await?;
        Ok(told.is_some())
    }

    /// The revision that stands of a thing, with who wrote it and when.
    async fn last<T: Noun>(&self, subject: &str) -> Result<Option<(i64, String, String)>, Error> {
        let query = Query::select()
            .columns(["revision", "person", "recorded"].map(Alias::new))
            .from(Alias::new(T::TABLE))
            .and_where(Expr::col(Alias::new(T::KEY)).eq(subject))
            .to_owned();
        let Some(row) = self.transaction.query_one(&query).await? else { return Ok(None) };
        Ok(Some((
            row.try_get("", "revision")?,
            row.try_get("", "person")?,
            row.try_get("", "recorded")?,
        )))
    }

    /// Whether the permit reaches this submission: the bearer's of a link reaches one alone.
    pub(crate) fn must_open(&self, submission: SubmissionId) -> Result<(), Error> {
        if self.permit.opens(submission) { Ok(()) } else { Err(Error::NotFound) }
    }

    async fn line(&mut self, subject: &str, body: &str, told: &Told<'_>) -> Result<i64, Error> {
        let line = Line {
            before: (told.revision > 1).then(|| told.revision - 1),
            after: Some(told.revision),
            reason: told.reason.map(str::to_owned),
            content: Some(sha256(body.as_bytes())),
            ..self.line_about(subject)
        };
        self.write(line).await
    }

    /// The next line, about a subject, that tells of no change.
    fn line_about(&self, subject: &str) -> Line {
        let (last, previous) = &self.end;
        Line {
            sequence: last + 1,
            instant: instant(self.at),
            person: self.permit.by().to_string(),
            on_behalf_of: self.permit.organisation().map(ToString::to_string),
            act: self.permit.act().key().to_owned(),
            subject: subject.to_owned(),
            before: None,
            after: None,
            reason: None,
            content: None,
            previous: previous.clone(),
        }
    }

    async fn write(&mut self, line: Line) -> Result<i64, Error> {
        let row = line.sealed();
        self.end = (row.sequence, row.hash.clone());
        self.insert::<journal::Entity>(row).await?;
        Ok(self.end.0)
    }

    /// The sequence of the line just written.
    pub(crate) fn newest_line(&self) -> i64 {
        self.end.0
    }

    /// The day of the write, from which most of what people tell us is true.
    pub(crate) fn today(&self) -> Date {
        crate::text::day(self.at)
    }

    /// Puts a new row in.
    pub(crate) async fn insert<E: EntityTrait>(&self, row: E::Model) -> Result<(), Error>
    where
        E::Model: IntoActiveModel<E::ActiveModel>,
    {
        E::insert(row.into_active_model()).exec_without_returning(&self.transaction).await?;
        Ok(())
    }

    /// Puts a row in the place of the one with its key.
    pub(crate) async fn replace<E: EntityTrait>(&self, row: E::Model) -> Result<(), Error>
    where
        E::Model: IntoActiveModel<E::ActiveModel>,
    {
        E::update(row.into_active_model().reset_all())
            .exec_without_returning(&self.transaction)
            .await?;
        Ok(())
    }

    /// Puts a row in: a first revision is new, any other replaces the one before.
    pub(crate) async fn put<E: EntityTrait>(
        &self,
        revision: i64,
        row: E::Model,
    ) -> Result<(), Error>
    where
        E::Model: IntoActiveModel<E::ActiveModel>,
    {
        if revision == 1 { self.insert::<E>(row).await } else { self.replace::<E>(row).await }
    }

    /// Keeps bytes by their hash, once.
    pub(crate) async fn keep_bytes(&self, hash: &str, bytes: &[u8]) -> Result<(), Error> {
        let held = document::Entity::find_by_id(hash)
            .select_only()
            .column(document::Column::Sha256)
            .into_tuple::<String>()
            .one(&self.transaction)
            .await?;
        if held.is_none() {
            let row = document::Model { sha256: hash.to_owned(), bytes: bytes.to_vec() };
            self.insert::<document::Entity>(row).await?;
        }
        Ok(())
    }

    /// Makes the write true.
    pub(crate) async fn commit(self) -> Result<(), Error> {
        Ok(self.transaction.commit().await?)
    }
}
