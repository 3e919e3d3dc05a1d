//! Peer reviews: proposed together, written by the reviewer, answered by the body reviewed.

use authority::{Act, Permit, Sight};
use jiff::Timestamp;
use programme::action::Action;
use programme::code::OrganisationCode;
use programme::id::PeerReviewId;
use programme::insight::Insight;
use programme::peer_review::PeerReview;
use programme::plan::Plan;
use sea_orm::sea_query::Condition;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};

use crate::Store;
use crate::entity::{action, peer_review as row, plan};
use crate::error::Error;
use crate::kept::{AsAt, Kept, Noun, Stamp};
use crate::sight::within;
use crate::text::read;
use crate::writing::{Change, Writing};

impl Noun for PeerReview {
    const TABLE: &'static str = "peer_review";

    fn subject(&self) -> String {
        self.id.to_string()
    }
}

/// The part a writer has in a peer review.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// The reviewer.
    Reviewer,
    /// The body reviewed.
    Reviewed,
}

/// What a peer review became once the body reviewed has answered.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Became {
    /// What others may learn.
    pub lessons: Vec<Insight>,
    /// What the body agreed to do, and the plan it stands in if there is none of its key yet.
    pub agreed: Option<(Plan, Vec<Action>)>,
}

impl Store {
    /// The peer reviews in which a body within sight reviews or is reviewed: the newest round
    /// first, by reviewer.
    ///
    /// # Errors
    ///
    /// If the database does not answer, or holds a row that does not read.
    pub async fn peer_reviews(
        &self,
        sight: &Sight,
        as_at: AsAt,
    ) -> Result<Vec<Kept<PeerReview>>, Error> {
        let select = row::Entity::find()
            .filter(seen(sight))
            .order_by_desc(row::Column::Round)
            .order_by_asc(row::Column::Reviewer)
            .order_by_asc(row::Column::Organisation);
        self.versions(select, as_at).await
    }

    /// One peer review.
    ///
    /// # Errors
    ///
    /// [`Error::NotFound`] if there is none within sight; or if the database does not answer.
    pub async fn peer_review(
        &self,
        sight: &Sight,
        id: PeerReviewId,
        as_at: AsAt,
    ) -> Result<Kept<PeerReview>, Error> {
        self.version_at(row::Entity::find_by_id(id.to_string()).filter(seen(sight)), as_at).await
    }

    /// Keeps peer reviews that were proposed, all of them or none.
    ///
    /// # Errors
    ///
    /// If a body reviews a return twice; or if the permit is for something else, or the database
    /// does not answer.
    pub async fn propose_peer_reviews(
        &self,
        permit: &Permit,
        at: Timestamp,
        reviews: &[PeerReview],
    ) -> Result<(), Error> {
        let mut writing = self.writing(permit, Act::ProposePeerReviews, at).await?;
        for review in reviews {
            let change = Change { seen: None, effective: writing.today(), reason: None };
            writing.keep(review, Some(&review.reviewed), change, row).await?;
        }
        writing.commit().await
    }

    /// Keeps what the reviewer or the body reviewed wrote, with the lessons and the actions that it
    /// became; answers with the new revision. The actions stand last in the plan of its key: the
    /// one that is kept, or else the one given.
    ///
    /// # Errors
    ///
    /// [`Error::NotFound`] or [`Error::Changed`]; [`Error::AlreadyKept`] if a plan of that key is
    /// another body's; or if the permit is for another body or act, or
    /// the database does not answer.
    pub async fn write_peer_review(
        &self,
        permit: &Permit,
        at: Timestamp,
        (part, seen): (Part, i64),
        review: &PeerReview,
        became: &Became,
    ) -> Result<i64, Error> {
        let (act, body): (Act, &OrganisationCode) = match part {
            Part::Reviewer => (Act::WritePeerReview, &review.reviewer),
            Part::Reviewed => (Act::AnswerPeerReview, &review.reviewed),
        };
        let mut writing = self.writing(permit, act, at).await?;
        writing.must_reach(body)?;
        let change = Change { seen: Some(seen), effective: writing.today(), reason: None };
        let revision = writing.keep(review, Some(&review.reviewed), change, row).await?;
        let new = Change { seen: None, ..change };
        for lesson in &became.lessons {
            writing.keep(lesson, Some(&lesson.organisation), new, crate::insight::row).await?;
        }
        if let Some((plan, actions)) = &became.agreed {
            keep_agreed(&mut writing, plan, actions).await?;
        }
        writing.commit().await?;
        Ok(revision)
    }
}

/// Keeps actions at the end of the plan of that key: the one there is, or else this one.
async fn keep_agreed(
    writing: &mut Writing<'_>,
    plan: &Plan,
    actions: &[Action],
) -> Result<(), Error> {
    let of = &plan.organisation;
    let new = Change { seen: None, effective: writing.today(), reason: None };
    let there = plan::Entity::find().filter(plan::Column::Key.eq(plan.key.as_str()));
    let id = match there.one(&writing.transaction).await? {
        Some(row) if row.organisation == of.as_str() => read(&row.id, Plan::TABLE, &row.id)?,
        Some(_) => return Err(Error::AlreadyKept { what: format!("a plan {}", plan.key) }),
        None => {
            writing.keep(plan, Some(of), new, crate::plan::row).await?;
            plan.id
        }
    };
    let last = action::Entity::find()
        .filter(action::Column::Plan.eq(id.to_string()))
        .order_by_desc(action::Column::Position)
        .one(&writing.transaction)
        .await?;
    let last = last.map_or(0, |row| u16::try_from(row.position).unwrap_or(u16::MAX));
    for (position, action) in (last.saturating_add(1)..).zip(actions) {
        let kept = Action { plan: id, position, ..action.clone() };
        let row = |action: &Action, stamp| crate::action::row(action, of, stamp);
        writing.keep(&kept, Some(of), new, row).await?;
    }
    Ok(())
}

fn seen(sight: &Sight) -> Condition {
    Condition::any()
        .add(within(sight, row::Column::Reviewer))
        .add(within(sight, row::Column::Organisation))
}

/// The row of a peer review.
fn row(review: &PeerReview, stamp: Stamp) -> row::Model {
    let Stamp { revision, effective, recorded, person, body } = stamp;
    row::Model {
        id: review.id.to_string(),
        round: review.round.to_string(),
        reviewer: review.reviewer.to_string(),
        organisation: review.reviewed.to_string(),
        submission: review.submission.to_string(),
        revision,
        effective,
        recorded,
        person,
        body,
    }
}
