//! Signed links. The secret itself is never here: a link is found by the hash of it.

use authority::{Act, Permit, Sight};
use jiff::Timestamp;
use programme::id::{LinkId, SubmissionId};
use programme::link::Link;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};

use crate::Store;
use crate::entity::link as row;
use crate::error::Error;
use crate::kept::{AsAt, Kept, Noun, Stamp};
use crate::sight::within;
use crate::text::sha256;
use crate::writing::{Change, Told};

impl Noun for Link {
    const TABLE: &'static str = "link";

    fn subject(&self) -> String {
        self.id.to_string()
    }
}

impl Store {
    /// The links to a submission within sight, the newest first.
    ///
    /// # Errors
    ///
    /// If the database does not answer, or holds a row that does not read.
    pub async fn links(
        &self,
        sight: &Sight,
        submission: SubmissionId,
    ) -> Result<Vec<Kept<Link>>, Error> {
        let select = row::Entity::find()
            .filter(within(sight, row::Column::Organisation))
            .filter(row::Column::Submission.eq(submission.to_string()))
            .order_by_desc(row::Column::Recorded)
            .order_by_asc(row::Column::Id);
        self.versions(select, AsAt::Now).await
    }

    /// Every link, by identity: for whoever reads the journal, in which its bearers are named.
    ///
    /// # Errors
    ///
    /// If the database does not answer, or holds a row that does not read.
    pub async fn all_links(&self, sight: &Sight) -> Result<Vec<Link>, Error> {
        let select = row::Entity::find()
            .filter(within(sight, row::Column::Organisation))
            .order_by_asc(row::Column::Id);
        let kept: Vec<Kept<Link>> = self.versions(select, AsAt::Now).await?;
        Ok(kept.into_iter().map(|kept| kept.noun).collect())
    }

    /// The link of that secret, if there is one. To hold the secret is to have the right to it.
    ///
    /// # Errors
    ///
    /// If the database does not answer, or holds a row that does not read.
    pub async fn link_opened_by(&self, secret: &str) -> Result<Option<Link>, Error> {
        let hash = sha256(secret.as_bytes());
        let select = row::Entity::find().filter(row::Column::Secret.eq(hash));
        let found: Vec<Kept<Link>> = self.versions(select, AsAt::Now).await?;
        Ok(found.into_iter().next().map(|kept| kept.noun))
    }

    /// The link of that identity, for a session that it began.
    ///
    /// # Errors
    ///
    /// If the database does not answer, or holds a row that does not read.
    pub async fn link(&self, id: LinkId) -> Result<Option<Link>, Error> {
        let select = row::Entity::find_by_id(id.to_string());
        let found: Vec<Kept<Link>> = self.versions(select, AsAt::Now).await?;
        Ok(found.into_iter().next().map(|kept| kept.noun))
    }

    /// Keeps a new link, found from now on by its secret.
    ///
    /// # Errors
    ///
    /// If the permit is for something else, or the database does not answer.
    pub async fn make_link(
        &self,
        permit: &Permit,
        at: Timestamp,
        link: &Link,
        secret: &str,
    ) -> Result<(), Error> {
        let mut writing = self.writing(permit, Act::MakeLink, at).await?;
        writing.must_reach(&link.organisation)?;
        let hash = sha256(secret.as_bytes());
        let change = Change { seen: None, effective: writing.today(), reason: None };
        let row = |link: &Link, stamp| row(link, hash.clone(), stamp);
        writing.keep(link, Some(&link.organisation), change, row).await?;
        writing.commit().await
    }

    /// Ends a link before its time. One that has ended stays so.
    ///
    /// # Errors
    ///
    /// [`Error::NotFound`]; or if the permit is for something else, or the database does not
    /// answer.
    pub async fn revoke_link(
        &self,
        permit: &Permit,
        at: Timestamp,
        id: LinkId,
    ) -> Result<(), Error> {
        let mut writing = self.writing(permit, Act::MakeLink, at).await?;
        let found = row::Entity::find_by_id(id.to_string()).one(&writing.transaction).await?;
        let found =
            found.filter(|row| writing.reaches(&row.organisation)).ok_or(Error::NotFound)?;
        let corrupt = |_| Error::Corrupt { table: Link::TABLE, id: found.id.clone() };
        let before: Link = serde_json::from_str(&found.body).map_err(corrupt)?;
        if before.revoked {
            return Ok(());
        }
        let after = Link { revoked: true, ..before };
        let (revision, effective) = (found.revision + 1, writing.today());
        let organisation = Some(&after.organisation);
        let told = Told { organisation, revision, effective, reason: None };
        let stamp = writing.tell(&after, told).await?;
        writing.put::<row::Entity>(revision, row(&after, found.secret, stamp)).await?;
        writing.commit().await
    }
}

/// The row of a link.
fn row(link: &Link, secret: String, stamp: Stamp) -> row::Model {
    let Stamp { revision, effective, recorded, person, body } = stamp;
    row::Model {
        id: link.id.to_string(),
        secret,
        submission: link.submission.to_string(),
        organisation: link.organisation.to_string(),
        revision,
        effective,
        recorded,
        person,
        body,
    }
}
