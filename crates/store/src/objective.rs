//! Objectives: what was promised, and by which measure each is judged.

use authority::{Act, Permit, Sight};
use jiff::Timestamp;
use jiff::civil::Date;
use programme::aim::ConfirmedAim;
use programme::code::{OrganisationCode, RoundKey};
use programme::id::{ObjectiveId, SubmissionId};
use programme::objective::{MeasuredBy, Objective};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QueryTrait};

use crate::Store;
use crate::entity::objective as row;
use crate::error::Error;
use crate::kept::{AsAt, Kept, Noun, Stamp};
use crate::sight::{within, within_submissions};
use crate::writing::Change;

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

impl WhichObjectives {
    fn takes(&self, objective: &Objective) -> bool {
        self.submission.is_none_or(|id| objective.submission == id)
            && self.round.as_ref().is_none_or(|round| objective.round == *round)
            && self.organisation.as_ref().is_none_or(|body| objective.organisation == *body)
            && self.theme.is_none_or(|theme| objective.promise.stands_under() == Some(theme))
    }
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
        let mut found = self.versions(select, as_at).await?;
        if let AsAt::Day(day) = as_at {
            // What a return no longer says, it said on that day.
            let gone: Vec<Kept<Objective>> = self.withdrawn(sight, day).await?;
            found.extend(gone.into_iter().filter(|kept| which.takes(&kept.noun)));
        }
        Ok(found)
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
        seen: (ObjectiveId, i64),
        measured_by: Option<MeasuredBy>,
        effective: Date,
    ) -> Result<i64, Error> {
        let measured = |before| Objective { measured_by, ..before };
        self.change_objective(permit, at, seen, effective, measured).await
    }

    /// Keeps the targets that a person confirmed in an objective's words, from a day on; answers
    /// with the new revision.
    ///
    /// # Errors
    ///
    /// As [`Store::measure_objective`].
    pub async fn confirm_aims(
        &self,
        permit: &Permit,
        at: Timestamp,
        seen: (ObjectiveId, i64),
        aims: Vec<ConfirmedAim>,
        effective: Date,
    ) -> Result<i64, Error> {
        let confirmed = |before| Objective { aims, ..before };
        self.change_objective(permit, at, seen, effective, confirmed).await
    }

    async fn change_objective(
        &self,
        permit: &Permit,
        at: Timestamp,
        (id, seen): (ObjectiveId, i64),
        effective: Date,
        change: impl FnOnce(Objective) -> Objective,
    ) -> Result<i64, Error> {
        let mut writing = self.writing(permit, Act::MeasureObjective, at).await?;
        let found = row::Entity::find_by_id(id.to_string()).one(&writing.transaction).await?;
        let found =
            found.filter(|row| writing.reaches(&row.organisation)).ok_or(Error::NotFound)?;
        let before = serde_json::from_str(&found.body)
            .map_err(|_| Error::Corrupt { table: "objective", id: found.id.clone() })?;
        let after = change(before);
        let how = Change { seen: Some(seen), effective, reason: None };
        let revision = writing.keep(&after, Some(&after.organisation), how, row).await?;
        writing.commit().await?;
        Ok(revision)
    }
}

/// The row of an objective.
pub(crate) fn row(objective: &Objective, stamp: Stamp) -> row::Model {
    let Stamp { revision, effective, recorded, person, body } = stamp;
    let theme = objective.promise.stands_under();
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
