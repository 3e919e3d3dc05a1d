//! Posts: who holds which, and who did. Everyone who signs in may see who leads what; where they
//! are written to is within sight, or is not there.

use authority::{Act, Permit, Sight};
use jiff::Timestamp;
use jiff::civil::Date;
use programme::code::OrganisationCode;
use programme::id::PostId;
use programme::post::Post;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QueryTrait};

use crate::Store;
use crate::entity::post as row;
use crate::error::Error;
use crate::kept::{AsAt, Kept, Noun, Stamp};
use crate::sight::reaches;
use crate::writing::{Change, Writing};

impl Noun for Post {
    const TABLE: &'static str = "post";

    fn subject(&self) -> String {
        self.id.to_string()
    }
}

impl Store {
    /// The posts of a body, or of all of them, by body and post; with the addresses that are
    /// within sight, and without any others.
    ///
    /// # Errors
    ///
    /// If the database does not answer, or holds a row that does not read.
    pub async fn posts(
        &self,
        addresses: &Sight,
        organisation: Option<&OrganisationCode>,
        as_at: AsAt,
    ) -> Result<Vec<Kept<Post>>, Error> {
        let select = row::Entity::find()
            .apply_if(organisation, |select, body| {
                select.filter(row::Column::Organisation.eq(body.as_str()))
            })
            .order_by_asc(row::Column::Organisation)
            .order_by_asc(row::Column::Kind)
            .order_by_asc(row::Column::Id);
        let found: Vec<Kept<Post>> = self.versions(select, as_at).await?;
        Ok(found.into_iter().map(|kept| seen(kept, addresses)).collect())
    }

    /// One post, with the address if that is within sight.
    ///
    /// # Errors
    ///
    /// [`Error::NotFound`] if there is none; or if the database does not answer.
    pub async fn post(&self, addresses: &Sight, id: PostId) -> Result<Kept<Post>, Error> {
        let found = self.version(row::Entity::find_by_id(id.to_string())).await?;
        Ok(seen(found, addresses))
    }

    /// Keeps a new post, from the first day of which it speaks.
    ///
    /// # Errors
    ///
    /// [`Error::Changed`] if it is kept already; or if the permit is for another act or body, or
    /// the database does not answer.
    pub async fn add_post(
        &self,
        permit: &Permit,
        at: Timestamp,
        post: &Post,
    ) -> Result<i64, Error> {
        let mut writing = self.writing(permit, Act::KeepPost, at).await?;
        writing.must_reach(&post.organisation)?;
        let change = Change { seen: None, effective: post.held.since(), reason: None };
        let revision = writing.keep(post, Some(&post.organisation), change, row).await?;
        writing.commit().await?;
        Ok(revision)
    }

    /// Changes what is told of a post, from a day on; answers with its revision.
    ///
    /// # Errors
    ///
    /// [`Error::NotFound`] or [`Error::Changed`]; [`Error::Misfit`] if it would become the post of
    /// another body, or another post; or if the permit is for another act, or the database does
    /// not answer.
    pub async fn change_post(
        &self,
        permit: &Permit,
        at: Timestamp,
        (post, seen): (&Post, i64),
        effective: Date,
    ) -> Result<i64, Error> {
        let mut writing = self.writing(permit, Act::KeepPost, at).await?;
        let before = standing(&writing, post.id).await?;
        if (&before.organisation, before.kind) != (&post.organisation, post.kind) {
            return Err(Error::Misfit { what: "a post stays what it is, and its body's" });
        }
        let change = Change { seen: Some(seen), effective, reason: None };
        let revision = writing.keep(post, Some(&post.organisation), change, row).await?;
        writing.commit().await?;
        Ok(revision)
    }

    /// Ends a post with its last day, or an invitation; answers with its revision. Who held it
    /// stays told.
    ///
    /// # Errors
    ///
    /// [`Error::NotFound`] or [`Error::Changed`]; [`Error::Backwards`] if it would end before it
    /// begins; or if the permit is for another act, or the database does not answer.
    pub async fn end_post(
        &self,
        permit: &Permit,
        at: Timestamp,
        (id, seen): (PostId, i64),
        last: Date,
    ) -> Result<i64, Error> {
        let mut writing = self.writing(permit, Act::KeepPost, at).await?;
        let before = standing(&writing, id).await?;
        let after = Post { held: before.held.until(last)?, ..before };
        let change = Change { seen: Some(seen), effective: last, reason: None };
        let revision = writing.keep(&after, Some(&after.organisation), change, row).await?;
        writing.commit().await?;
        Ok(revision)
    }
}

/// A post as it stands, if the permit reaches its body.
async fn standing(writing: &Writing<'_>, id: PostId) -> Result<Post, Error> {
    let found = row::Entity::find_by_id(id.to_string()).one(&writing.transaction).await?;
    let found = found.filter(|row| writing.reaches(&row.organisation)).ok_or(Error::NotFound)?;
    serde_json::from_str(&found.body)
        .map_err(|_| Error::Corrupt { table: Post::TABLE, id: found.id })
}

fn seen(kept: Kept<Post>, addresses: &Sight) -> Kept<Post> {
    if reaches(addresses, &kept.noun.organisation) {
        return kept;
    }
    Kept { noun: kept.noun.without_address(), ..kept }
}

/// The row of a post.
fn row(post: &Post, stamp: Stamp) -> row::Model {
    let Stamp { revision, effective, recorded, person, body } = stamp;
    row::Model {
        id: post.id.to_string(),
        organisation: post.organisation.to_string(),
        kind: post.kind.key().to_owned(),
        revision,
        effective,
        recorded,
        person,
        body,
    }
}
