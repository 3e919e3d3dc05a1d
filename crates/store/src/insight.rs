//! Insights: risks, challenges, support needs and lessons, and what was made of them.

use authority::{Act, Permit, Sight};
use jiff::Timestamp;
use programme::code::{OrganisationCode, RoundKey};
use programme::id::{InsightId, SubmissionId};
use programme::insight::{Insight, InsightKind};
use sea_orm::sea_query::{Condition, ExprTrait};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QueryTrait};

use crate::Store;
use crate::entity::insight as row;
use crate::error::Error;
use crate::kept::{AsAt, Kept, Noun, Stamp};
use crate::sight::within_submissions;
use crate::writing::Change;

/// Which insights are asked for; what is left out does not narrow the list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct WhichInsights {
    /// Those of this round.
    pub round: Option<RoundKey>,
    /// Those of this organisation.
    pub organisation: Option<OrganisationCode>,
    /// Those of this submission.
    pub submission: Option<SubmissionId>,
    /// Those of this kind.
    pub kind: Option<InsightKind>,
}

impl WhichInsights {
    fn takes(&self, insight: &Insight) -> bool {
        self.round.as_ref().is_none_or(|round| insight.round == *round)
            && self.organisation.as_ref().is_none_or(|body| insight.organisation == *body)
            && self.submission.is_none_or(|id| insight.submission == id)
            && self.kind.is_none_or(|kind| insight.said.kind == kind)
    }
}

impl Noun for Insight {
    const TABLE: &'static str = "insight";

    fn subject(&self) -> String {
        self.id.to_string()
    }
}

impl Store {
    /// The insights within sight, the newest round first and each return's in its order. Lessons
    /// that their writers share are within everybody's sight.
    ///
    /// # Errors
    ///
    /// If the database does not answer, or holds a row that does not read.
    pub async fn insights(
        &self,
        sight: &Sight,
        which: &WhichInsights,
        as_at: AsAt,
    ) -> Result<Vec<Kept<Insight>>, Error> {
        let select = row::Entity::find()
            .filter(seen(sight))
            .apply_if(which.round.as_ref(), |select, round| {
                select.filter(row::Column::Round.eq(round.as_str()))
            })
            .apply_if(which.organisation.as_ref(), |select, body| {
                select.filter(row::Column::Organisation.eq(body.as_str()))
            })
            .apply_if(which.submission, |select, submission| {
                select.filter(row::Column::Submission.eq(submission.to_string()))
            })
            .apply_if(which.kind, |select, kind| select.filter(row::Column::Kind.eq(kind.key())))
            .order_by_desc(row::Column::Round)
            .order_by_asc(row::Column::Organisation)
            .order_by_asc(row::Column::Kind)
            .order_by_asc(row::Column::Position);
        let mut found = self.versions(select, as_at).await?;
        if let AsAt::Day(day) = as_at {
            // What a return no longer says, it said on that day.
            let gone: Vec<Kept<Insight>> = self.withdrawn(sight, day).await?;
            found.extend(gone.into_iter().filter(|kept| which.takes(&kept.noun)));
        }
        Ok(found)
    }

    /// One insight.
    ///
    /// # Errors
    ///
    /// [`Error::NotFound`] if there is none within sight; or if the database does not answer.
    pub async fn insight(&self, sight: &Sight, id: InsightId) -> Result<Kept<Insight>, Error> {
        self.version(row::Entity::find_by_id(id.to_string()).filter(seen(sight))).await
    }

    /// Says what an insight is about, or what was answered to it; answers with its revision. What
    /// was said in it stays as it was.
    ///
    /// # Errors
    ///
    /// [`Error::NotFound`] or [`Error::Changed`]; or if the permit is for another act, or the
    /// database does not answer.
    pub async fn change_insight(
        &self,
        (permit, act): (&Permit, Act),
        at: Timestamp,
        insight: &Insight,
        seen: i64,
    ) -> Result<i64, Error> {
        if !matches!(act, Act::CodeInsight | Act::ReplyToInsight) {
            return Err(Error::Misfit { what: "an insight is coded or replied to, and no more" });
        }
        let mut writing = self.writing(permit, act, at).await?;
        writing.must_reach(&insight.organisation)?;
        let change = Change { seen: Some(seen), effective: writing.today(), reason: None };
        let revision = writing.keep(insight, Some(&insight.organisation), change, row).await?;
        writing.commit().await?;
        Ok(revision)
    }
}

fn seen(sight: &Sight) -> Condition {
    let shared = row::Column::Shared.eq(1).and(row::Column::Kind.eq(InsightKind::Lesson.key()));
    Condition::any()
        .add(within_submissions(sight, row::Column::Organisation, row::Column::Submission))
        .add(shared)
}

/// The row of an insight.
pub(crate) fn row(insight: &Insight, stamp: Stamp) -> row::Model {
    let Stamp { revision, effective, recorded, person, body } = stamp;
    row::Model {
        id: insight.id.to_string(),
        submission: insight.submission.to_string(),
        round: insight.round.to_string(),
        organisation: insight.organisation.to_string(),
        kind: insight.said.kind.key().to_owned(),
        position: i64::from(insight.position),
        shared: i64::from(insight.said.shared),
        revision,
        effective,
        recorded,
        person,
        body,
    }
}
