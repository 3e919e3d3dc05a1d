//! Answers: what stands in a return that is being filled in, each kept by itself.

use authority::{Act, Permit, Sight};
use jiff::Timestamp;
use programme::answer::Answer;
use programme::id::{AnswerId, SubmissionId};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};

use crate::Store;
use crate::entity::answer as row;
use crate::error::Error;
use crate::kept::{AsAt, Kept, Noun, Stamp, must_have_seen};
use crate::sight::within_submissions;
use crate::submission::begin;
use crate::writing::{Change, Told};

impl Noun for Answer {
    const TABLE: &'static str = "answer";

    fn subject(&self) -> String {
        self.id.to_string()
    }
}

impl Store {
    /// The answers of a submission within sight, in their order.
    ///
    /// # Errors
    ///
    /// If the database does not answer, or holds a row that does not read.
    pub async fn answers(
        &self,
        sight: &Sight,
        submission: SubmissionId,
    ) -> Result<Vec<Kept<Answer>>, Error> {
        let select = row::Entity::find()
            .filter(within_submissions(sight, row::Column::Organisation, row::Column::Submission))
            .filter(row::Column::Submission.eq(submission.to_string()))
            .order_by_asc(row::Column::Position)
            .order_by_asc(row::Column::Id);
        self.versions(select, AsAt::Now).await
    }

    /// Keeps an answer, in the place of the revision that was seen of it or as a new one; answers
    /// with its revision. A return in which nobody had written is begun with it.
    ///
    /// # Errors
    ///
    /// [`Error::NotNow`] if the return takes no answers, [`Error::NotThisRound`] if its round is
    /// closed; [`Error::Changed`] if someone wrote the answer since; [`Error::NotFound`]; or if the
    /// permit is for something else, or the database does not answer.
    pub async fn keep_answer(
        &self,
        permit: &Permit,
        at: Timestamp,
        answer: &Answer,
        seen: Option<i64>,
    ) -> Result<i64, Error> {
        let mut writing = self.writing(permit, Act::AnswerSubmission, at).await?;
        begin(&mut writing, answer.submission).await?;
        let change = Change { seen, effective: writing.today(), reason: None };
        let revision = writing.keep(answer, Some(&answer.organisation), change, row).await?;
        writing.commit().await?;
        Ok(revision)
    }

    /// Takes an answer out of a return. Its history stays.
    ///
    /// # Errors
    ///
    /// As [`Store::keep_answer`].
    pub async fn remove_answer(
        &self,
        permit: &Permit,
        at: Timestamp,
        (id, seen): (AnswerId, i64),
    ) -> Result<(), Error> {
        let mut writing = self.writing(permit, Act::AnswerSubmission, at).await?;
        let found = row::Entity::find_by_id(id.to_string()).one(&writing.transaction).await?;
        let found =
            found.filter(|row| writing.reaches(&row.organisation)).ok_or(Error::NotFound)?;
        let last = (found.person.as_str(), found.recorded.as_str());
        must_have_seen(seen, found.revision, (Answer::TABLE, &found.id), last)?;
        let corrupt = |_| Error::Corrupt { table: Answer::TABLE, id: found.id.clone() };
        let answer: Answer = serde_json::from_str(&found.body).map_err(corrupt)?;
        begin(&mut writing, answer.submission).await?;
        let effective = writing.today();
        let organisation = Some(&answer.organisation);
        let told = Told { organisation, revision: seen + 1, effective, reason: None };
        writing.withdraw::<Answer>(&found.id, told).await?;
        writing.commit().await
    }
}

/// The row of an answer.
pub(crate) fn row(answer: &Answer, stamp: Stamp) -> row::Model {
    let Stamp { revision, effective, recorded, person, body } = stamp;
    row::Model {
        id: answer.id.to_string(),
        submission: answer.submission.to_string(),
        organisation: answer.organisation.to_string(),
        position: i64::from(answer.position),
        revision,
        effective,
        recorded,
        person,
        body,
    }
}
