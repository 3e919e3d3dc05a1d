//! Peer reviews: proposed together, written by the reviewer, answered by the body reviewed.

use authority::{Act, Permit, Sight};
use jiff::Timestamp;
use programme::code::OrganisationCode;
use programme::id::PeerReviewId;
use programme::insight::Insight;
use programme::peer_review::PeerReview;
use sea_orm::sea_query::Condition;
use sea_orm::{EntityTrait, QueryFilter, QueryOrder};

use crate::Store;
use crate::entity::peer_review as row;
use crate::error::Error;
use crate::kept::{AsAt, Kept, Noun, Stamp};
use crate::sight::within;
use crate::writing::Change;

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

impl Store {
    /// The peer reviews in which a body within sight reviews or is reviewed: the newest round
    /// first, by reviewer.
    ///
    /// # Errors
    ///
    /// If the database does not answer, or holds a row that does not read.
    pub async fn peer_reviews(&self, sight: &Sight) -> Result<Vec<Kept<PeerReview>>, Error> {
        let select = row::Entity::find()
            .filter(seen(sight))
            .order_by_desc(row::Column::Round)
            .order_by_asc(row::Column::Reviewer)
            .order_by_asc(row::Column::Organisation);
        self.versions(select, AsAt::Now).await
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
    ) -> Result<Kept<PeerReview>, Error> {
        self.version(row::Entity::find_by_id(id.to_string()).filter(seen(sight))).await
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

    /// Keeps what the reviewer or the body reviewed wrote, with the lessons that came of it;
    /// answers with the new revision.
    ///
    /// # Errors
    ///
    /// [`Error::NotFound`] or [`Error::Changed`]; or if the permit is for another body or act, or
    /// the database does not answer.
    pub async fn write_peer_review(
        &self,
        permit: &Permit,
        at: Timestamp,
        (part, seen): (Part, i64),
        review: &PeerReview,
        learned: &[Insight],
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
        for lesson in learned {
            writing.keep(lesson, Some(&lesson.organisation), new, crate::insight::row).await?;
        }
        writing.commit().await?;
        Ok(revision)
    }
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
