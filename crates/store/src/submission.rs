//! Submissions: what each organisation returned to each round.

use authority::Sight;
use programme::code::{OrganisationCode, RoundKey};
use programme::id::SubmissionId;
use programme::submission::Submission;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QueryTrait};

use crate::Store;
use crate::entity::submission as row;
use crate::error::Error;
use crate::kept::{AsAt, Kept, Noun, Stamp};
use crate::sight::within;

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
        let select = row::Entity::find_by_id(id.to_string());
        self.version(select.filter(within(sight, row::Column::Organisation))).await
    }
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
