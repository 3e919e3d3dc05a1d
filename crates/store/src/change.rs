//! Changes: what stands on one day otherwise than on another.

use authority::Sight;
use jiff::civil::Date;
use programme::change::{Change, Kind, Thing};
use programme::code::OrganisationCode;
use sea_orm::sea_query::{Alias, Condition, Expr, ExprTrait, Query, SelectStatement};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};
use std::collections::BTreeMap;

use crate::Store;
use crate::entity::{journal, revision as row};
use crate::error::Error;
use crate::kept::Noun;
use crate::sight::within;
use crate::text::{read, read_if_any};
use crate::writing::WITHDRAWN;

impl Store {
    /// The things of a kind within sight that do not stand on the second day as they stood on the
    /// first, by the day from which what was told last is true, the latest first. Rounds and
    /// organisations everybody sees.
    ///
    /// # Errors
    ///
    /// If the database does not answer, or holds a row that does not read.
    pub async fn changes(
        &self,
        sight: &Sight,
        kind: Kind,
        (since, until): (Date, Date),
    ) -> Result<Vec<Change>, Error> {
        let before = self.standing_on(sight, kind, since, (since, until)).await?;
        let mut before: BTreeMap<String, row::Model> =
            before.into_iter().map(|row| (row.subject.clone(), row)).collect();
        let after = self.standing_on(sight, kind, until, (since, until)).await?;
        let reasons = self.reasons(&after).await?;
        let mut changes = Vec::new();
        for now in after {
            let then = before.remove(&now.subject);
            let reason = reasons.get(&now.line).cloned();
            let change = Change {
                before: then.as_ref().map_or(Ok(None), |row| open(kind, row))?,
                after: open(kind, &now)?,
                organisation: organisation(&now)?,
                effective: read(&now.effective, "revision", &now.subject)?,
                by: read(&now.person, "revision", &now.subject)?,
                reason,
                subject: now.subject,
            };
            changes.extend((change.before != change.after).then_some(change));
        }
        Ok(changes)
    }

    /// The newest revisions effective on or before a day, of the things of which one became
    /// effective after the first of two days and up to the second.
    async fn standing_on(
        &self,
        sight: &Sight,
        kind: Kind,
        day: Date,
        (since, until): (Date, Date),
    ) -> Result<Vec<row::Model>, Error> {
        let seen = match kind {
            Kind::Round | Kind::Organisation => Condition::all(),
            Kind::Correspondence => crate::correspondence::seen(sight, row::Column::Organisation),
            Kind::Submission
            | Kind::Objective
            | Kind::Insight
            | Kind::PeerReview
            | Kind::Plan
            | Kind::Recommendation
            | Kind::Action
            | Kind::Risk
            | Kind::Communication => within(sight, row::Column::Organisation),
        };
        let rows = row::Entity::find()
            .filter(row::Column::Kind.eq(table(kind)))
            .filter(seen)
            .filter(row::Column::Subject.in_subquery(changed(kind, since, until)))
            .filter(Expr::col((row::Entity, row::Column::Revision)).eq(newest(day)))
            .order_by_desc(row::Column::Effective)
            .order_by_desc(row::Column::Line)
            .all(&self.readers)
            .await?;
        Ok(rows)
    }

    /// The reasons that were given, by the line of the journal.
    async fn reasons(&self, of: &[row::Model]) -> Result<BTreeMap<i64, String>, Error> {
        let (first, last) =
            (of.iter().map(|row| row.line).min(), of.iter().map(|row| row.line).max());
        let (Some(first), Some(last)) = (first, last) else { return Ok(BTreeMap::new()) };
        let told = journal::Entity::find()
            .filter(journal::Column::Sequence.between(first, last))
            .filter(journal::Column::Reason.is_not_null())
            .all(&self.readers)
            .await?;
        Ok(told.into_iter().filter_map(|line| Some((line.sequence, line.reason?))).collect())
    }
}

/// The subjects of which a revision became effective after one day and up to another.
fn changed(kind: Kind, since: Date, until: Date) -> SelectStatement {
    Query::select()
        .distinct()
        .column(row::Column::Subject)
        .from(row::Entity)
        .and_where(Expr::col(row::Column::Kind).eq(table(kind)))
        .and_where(Expr::col(row::Column::Effective).gt(since.to_string()))
        .and_where(Expr::col(row::Column::Effective).lte(until.to_string()))
        .to_owned()
}

/// Which revision of a thing is the newest effective on or before a day.
fn newest(day: Date) -> SelectStatement {
    let other = |column: row::Column| Expr::col((Alias::new("other"), column));
    Query::select()
        .expr(other(row::Column::Revision).max())
        .from_as(row::Entity, Alias::new("other"))
        .and_where(other(row::Column::Subject).equals((row::Entity, row::Column::Subject)))
        .and_where(other(row::Column::Effective).lte(day.to_string()))
        .to_owned()
}

fn organisation(of: &row::Model) -> Result<Option<OrganisationCode>, Error> {
    read_if_any(of.organisation.as_deref(), "revision", &of.subject)
}

/// The thing that a revision holds; none of one that says it was withdrawn.
fn open(kind: Kind, of: &row::Model) -> Result<Option<Thing>, Error> {
    if of.body == WITHDRAWN {
        return Ok(None);
    }
    let body = &of.body;
    let thing = match kind {
        Kind::Round => serde_json::from_str(body).map(Thing::Round),
        Kind::Submission => serde_json::from_str(body).map(Thing::Submission),
        Kind::Objective => serde_json::from_str(body).map(Thing::Objective),
        Kind::Insight => serde_json::from_str(body).map(Thing::Insight),
        Kind::PeerReview => serde_json::from_str(body).map(Thing::PeerReview),
        Kind::Plan => serde_json::from_str(body).map(Thing::Plan),
        Kind::Recommendation => serde_json::from_str(body).map(Thing::Recommendation),
        Kind::Action => serde_json::from_str(body).map(Thing::Action),
        Kind::Risk => serde_json::from_str(body).map(Thing::Risk),
        Kind::Communication => serde_json::from_str(body).map(Thing::Communication),
        Kind::Correspondence => serde_json::from_str(body).map(Thing::Correspondence),
        Kind::Organisation => serde_json::from_str(body).map(Thing::Organisation),
    };
    let corrupt = |_| Error::Corrupt { table: table(kind), id: of.subject.clone() };
    thing.map(Some).map_err(corrupt)
}

fn table(kind: Kind) -> &'static str {
    use programme::{
        action, communication, correspondence, insight, objective, organisation, peer_review, plan,
        recommendation, risk, round, submission,
    };
    match kind {
        Kind::Round => round::Round::TABLE,
        Kind::Submission => submission::Submission::TABLE,
        Kind::Objective => objective::Objective::TABLE,
        Kind::Insight => insight::Insight::TABLE,
        Kind::PeerReview => peer_review::PeerReview::TABLE,
        Kind::Plan => plan::Plan::TABLE,
        Kind::Recommendation => recommendation::Recommendation::TABLE,
        Kind::Action => action::Action::TABLE,
        Kind::Risk => risk::Risk::TABLE,
        Kind::Communication => communication::Communication::TABLE,
        Kind::Correspondence => correspondence::Correspondence::TABLE,
        Kind::Organisation => organisation::Organisation::TABLE,
    }
}
