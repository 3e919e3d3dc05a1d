//! Objectives: what was promised, and by which measure each is judged.

use authority::{Act, Permit, Sight};
use jiff::Timestamp;
use jiff::civil::Date;
use programme::code::{OrganisationCode, RoundKey, SubCategory};
use programme::id::{ObjectiveId, SubmissionId};
use programme::objective::{MeasuredBy, Objective};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QueryTrait};

use crate::Store;
use crate::entity::objective as row;
use crate::error::Error;
use crate::kept::{AsAt, Kept, Noun, Stamp, must_have_seen};
use crate::sight::{within, within_submissions};
use crate::writing::Told;

/// Which objectives are asked for; what is left out does not narrow the list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct WhichObjectives {
    /// Those of this submission.
    pub submission: Option<SubmissionId>,
    /// Those of this round.
    pub round: Option<RoundKey>,
    /// Those of this organisation.
    pub organisation: Option<OrganisationCode>,
    /// Those under this theme.
    pub theme: Option<char>,
}

impl Noun for Objective {
    const TABLE: &'static str = "objective";

    fn subject(&self) -> String {
        self.id.to_string()
    }
}

impl Store {
    /// The objectives within sight: by round, organisation, theme, and place in the return.
    ///
    /// # Errors
    ///
    /// If the database does not answer, or holds a row that does not read.
    pub async fn objectives(
        &self,
        sight: &Sight,
        which: &WhichObjectives,
        as_at: AsAt,
    ) -> Result<Vec<Kept<Objective>>, Error> {
        let select = row::Entity::find()
            .filter(within_submissions(sight, row::Column::Organisation, row::Column::Submission))
            .apply_if(which.submission, |select, submission| {
                select.filter(row::Column::Submission.eq(submission.to_string()))
            })
            .apply_if(which.round.as_ref(), |select, round| {
                select.filter(row::Column::Round.eq(round.as_str()))
            })
            .apply_if(which.organisation.as_ref(), |select, body| {
                select.filter(row::Column::Organisation.eq(body.as_str()))
            })
            .apply_if(which.theme, |select, theme| {
                select.filter(row::Column::Theme.eq(theme.to_string()))
            })
            .order_by_asc(row::Column::Round)
            .order_by_asc(row::Column::Organisation)
            .order_by_asc(row::Column::Theme)
            .order_by_asc(row::Column::Position);
        self.versions(select, as_at).await
    }

    /// One objective.
    ///
    /// # Errors
    ///
    /// [`Error::NotFound`] if there is none within sight; or if the database does not answer.
    pub async fn objective(
        &self,
        sight: &Sight,
        id: ObjectiveId,
    ) -> Result<Kept<Objective>, Error> {
        let select = row::Entity::find_by_id(id.to_string());
        self.version(select.filter(within(sight, row::Column::Organisation))).await
    }

    /// Says by which measure an objective is judged, or that it is no longer judged by one, from
    /// a day on; answers with the new revision. The promise itself stays as it was made.
    ///
    /// # Errors
    ///
    /// [`Error::NotFound`] or [`Error::Changed`]; or if the permit is for something else, or the
    /// database does not answer.
    pub async fn measure_objective(
        &self,
        permit: &Permit,
        at: Timestamp,
        (id, revision_seen): (ObjectiveId, i64),
        measured_by: Option<MeasuredBy>,
        effective: Date,
    ) -> Result<i64, Error> {
        let mut writing = self.writing(permit, Act::MeasureObjective, at).await?;
        let found = row::Entity::find_by_id(id.to_string()).one(&writing.transaction).await?;
        let found =
            found.filter(|row| writing.reaches(&row.organisation)).ok_or(Error::NotFound)?;
        let last = (found.person.as_str(), found.recorded.as_str());
        must_have_seen(revision_seen, found.revision, ("objective", &found.id), last)?;
        let before: Objective = serde_json::from_str(&found.body)
            .map_err(|_| Error::Corrupt { table: "objective", id: found.id.clone() })?;
        let after = Objective { measured_by, ..before };
        let revision = found.revision + 1;
        let organisation = Some(&after.organisation);
        let told = Told { organisation, revision, effective, reason: None };
        let stamp = writing.tell(&after, told).await?;
        writing.put::<row::Entity>(revision, row(&after, stamp)).await?;
        writing.commit().await?;
        Ok(revision)
    }
}

/// The row of an objective.
pub(crate) fn row(objective: &Objective, stamp: Stamp) -> row::Model {
    let Stamp { revision, effective, recorded, person, body } = stamp;
    let of_sub_category = objective.promise.sub_category.as_ref().map(SubCategory::theme);
    let theme = of_sub_category.or(objective.promise.theme);
    row::Model {
        id: objective.id.to_string(),
        submission: objective.submission.to_string(),
        round: objective.round.to_string(),
        organisation: objective.organisation.to_string(),
        theme: theme.map_or_else(String::new, String::from),
        position: i64::from(objective.position),
        revision,
        effective,
        recorded,
        person,
        body,
    }
}
