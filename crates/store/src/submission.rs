//! Submissions: what each organisation returned to each round.

use authority::{Act, Permit, Sight};
use jiff::Timestamp;
use programme::code::{OrganisationCode, RoundKey};
use programme::id::SubmissionId;
use programme::submission::{Step, Submission};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QueryTrait};

use crate::Store;
use crate::entity::submission as row;
use crate::error::Error;
use crate::kept::{AsAt, Kept, Noun, Stamp};
use crate::round::must_take_answers;
use crate::sight::{within, within_submissions};
use crate::writing::{Change, Writing};

/// Which submissions are asked for; what is left out does not narrow the list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct WhichSubmissions {
    /// Those to this round.
    pub round: Option<RoundKey>,
    /// Those of this organisation.
    pub organisation: Option<OrganisationCode>,
}

impl Noun for Submission {
    const TABLE: &'static str = "submission";

    fn subject(&self) -> String {
        self.id.to_string()
    }
}

impl Store {
    /// The submissions within sight, by round and then by organisation.
    ///
    /// # Errors
    ///
    /// If the database does not answer, or holds a row that does not read.
    pub async fn submissions(
        &self,
        sight: &Sight,
        which: &WhichSubmissions,
        as_at: AsAt,
    ) -> Result<Vec<Kept<Submission>>, Error> {
        let select = row::Entity::find()
            .filter(within(sight, row::Column::Organisation))
            .apply_if(which.round.as_ref(), |select, round| {
                select.filter(row::Column::Round.eq(round.as_str()))
            })
            .apply_if(which.organisation.as_ref(), |select, body| {
                select.filter(row::Column::Organisation.eq(body.as_str()))
            })
            .order_by_asc(row::Column::Round)
            .order_by_asc(row::Column::Organisation);
        self.versions(select, as_at).await
    }

    /// One submission.
    ///
    /// # Errors
    ///
    /// [`Error::NotFound`] if there is none within sight; or if the database does not answer.
    pub async fn submission(
        &self,
        sight: &Sight,
        id: SubmissionId,
    ) -> Result<Kept<Submission>, Error> {
        self.submission_at(sight, id, AsAt::Now).await
    }

    /// One submission as at now or a day.
    ///
    /// # Errors
    ///
    /// As [`Store::submission`], or if it was not there on that day.
    pub async fn submission_at(
        &self,
        sight: &Sight,
        id: SubmissionId,
        as_at: AsAt,
    ) -> Result<Kept<Submission>, Error> {
        let select = row::Entity::find_by_id(id.to_string());
        let seen = within_submissions(sight, row::Column::Organisation, row::Column::Id);
        self.version_at(select.filter(seen), as_at).await
    }

    /// Moves a submission: it is signed off, sent back, accepted or reopened; answers with its
    /// new revision. What it says stays.
    ///
    /// # Errors
    ///
    /// [`Error::NotNow`] if it cannot take that step; [`Error::NotThisRound`] if it would take
    /// answers again in a round that is closed; [`Error::NotFound`] or [`Error::Changed`]; or if
    /// the permit is for something else, or the database does not answer.
    pub async fn move_submission(
        &self,
        permit: &Permit,
        at: Timestamp,
        (step, seen): (Step, i64),
        submission: &Submission,
        reason: &str,
    ) -> Result<i64, Error> {
        let act = match step {
            Step::SignOff => Act::SignOffSubmission,
            Step::AskChanges => Act::AskChanges,
            Step::Accept => Act::AcceptSubmission,
            Step::Reopen => Act::ReopenSubmission,
            Step::Answer | Step::Submit => {
                return Err(Error::Misfit { what: "answers and sending have doors of their own" });
            }
        };
        let mut writing = self.writing(permit, act, at).await?;
        writing.must_reach(&submission.organisation)?;
        let before = standing(&writing, submission.id).await?;
        match step {
            Step::AskChanges | Step::Reopen => must_take_answers(&writing, &before.round).await?,
            Step::SignOff | Step::Accept | Step::Answer | Step::Submit => {}
        }
        let state = before.state.after(step)?;
        let after = Submission {
            state,
            because: submission.because.clone(),
            signed_off: submission.signed_off,
            ..before
        };
        let reason = Some(reason).filter(|reason| !reason.is_empty());
        let change = Change { seen: Some(seen), effective: writing.today(), reason };
        let revision = writing.keep(&after, Some(&after.organisation), change, row).await?;
        writing.commit().await?;
        Ok(revision)
    }
}

/// The submission as it stands for a write, if it is within reach.
pub(crate) async fn standing(writing: &Writing<'_>, id: SubmissionId) -> Result<Submission, Error> {
    writing.must_open(id)?;
    let found = row::Entity::find_by_id(id.to_string()).one(&writing.transaction).await?;
    let found = found.filter(|row| writing.reaches(&row.organisation)).ok_or(Error::NotFound)?;
    serde_json::from_str(&found.body)
        .map_err(|_| Error::Corrupt { table: Submission::TABLE, id: found.id })
}

/// Marks a submission as begun, if nobody had written in it.
///
/// # Errors
///
/// [`Error::NotNow`] if it takes no answers; [`Error::NotThisRound`] if its round takes no more.
pub(crate) async fn begin(writing: &mut Writing<'_>, id: SubmissionId) -> Result<(), Error> {
    let before = standing(writing, id).await?;
    must_take_answers(writing, &before.round).await?;
    let state = before.state.after(Step::Answer)?;
    if state == before.state {
        return Ok(());
    }
    let found = row::Entity::find_by_id(id.to_string()).one(&writing.transaction).await?;
    let seen = found.map(|row| row.revision);
    let after = Submission { state, ..before };
    let change = Change { seen, effective: writing.today(), reason: None };
    writing.keep(&after, Some(&after.organisation), change, row).await?;
    Ok(())
}

/// The row of a submission.
pub(crate) fn row(submission: &Submission, stamp: Stamp) -> row::Model {
    let Stamp { revision, effective, recorded, person, body } = stamp;
    row::Model {
        id: submission.id.to_string(),
        round: submission.round.to_string(),
        organisation: submission.organisation.to_string(),
        revision,
        effective,
        recorded,
        person,
        body,
    }
}
