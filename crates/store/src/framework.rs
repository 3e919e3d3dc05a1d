//! Frameworks that a region writes itself: a draft may change, and what is published never does.
//! They hold no promise, so everyone who signs in may read them.

use authority::{Act, Permit};
use jiff::Timestamp;
use programme::code::FrameworkKey;
use programme::framework::{FrameworkText, Publication};
use programme::id::FrameworkId;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};

use crate::Store;
use crate::entity::framework as row;
use crate::error::Error;
use crate::kept::{AsAt, Kept, Noun, Stamp, must_have_seen};
use crate::writing::{Told, Writing};

impl Noun for FrameworkText {
    const TABLE: &'static str = "framework";

    fn subject(&self) -> String {
        self.id.to_string()
    }
}

impl Store {
    /// Begins a draft.
    ///
    /// # Errors
    ///
    /// [`Error::AlreadyKept`] if there is one of that key; [`Error::Misfit`] if it is said to be
    /// published already; or if the permit is for something else, or the database does not answer.
    pub async fn add_framework(
        &self,
        permit: &Permit,
        at: Timestamp,
        draft: &FrameworkText,
    ) -> Result<(), Error> {
        let mut writing = self.writing(permit, Act::KeepFramework, at).await?;
        if draft.publication != Publication::Draft {
            return Err(Error::Misfit { what: "a framework begins as a draft" });
        }
        let of_key = row::Entity::find().filter(row::Column::Key.eq(draft.key.as_str()));
        if of_key.one(&writing.transaction).await?.is_some() {
            return Err(Error::AlreadyKept { what: format!("a framework {}", draft.key) });
        }
        keep(&mut writing, draft, 1).await?;
        writing.commit().await
    }

    /// Puts another text in the place of a draft's; answers with its revision. The text need not
    /// read.
    ///
    /// # Errors
    ///
    /// [`Error::Frozen`] if it is published; [`Error::Changed`] if someone wrote it since the
    /// revision seen; [`Error::NotFound`] if there is none; or if the permit is for something
    /// else, or the database does not answer.
    pub async fn write_framework(
        &self,
        permit: &Permit,
        at: Timestamp,
        seen: (FrameworkId, i64),
        text: &str,
    ) -> Result<i64, Error> {
        let (mut writing, draft) = self.drafting(permit, at, seen).await?;
        let draft = FrameworkText { text: text.to_owned(), ..draft };
        keep(&mut writing, &draft, seen.1 + 1).await?;
        writing.commit().await?;
        Ok(seen.1 + 1)
    }

    /// Publishes a text in the place of a draft's, for good; answers with its revision.
    ///
    /// # Errors
    ///
    /// As [`Store::write_framework`]; and [`Error::Misfit`] if the text does not read, or has
    /// another key than the draft.
    pub async fn publish_framework(
        &self,
        permit: &Permit,
        at: Timestamp,
        seen: (FrameworkId, i64),
        text: &str,
    ) -> Result<i64, Error> {
        let (mut writing, draft) = self.drafting(permit, at, seen).await?;
        let publication = Publication::Published { on: writing.today() };
        let published = FrameworkText { text: text.to_owned(), publication, ..draft };
        if published.read().is_err() {
            return Err(Error::Misfit { what: "what is published reads, and has its draft's key" });
        }
        keep(&mut writing, &published, seen.1 + 1).await?;
        writing.commit().await?;
        Ok(seen.1 + 1)
    }

    /// Every framework that the region wrote, drafts among them, by key.
    ///
    /// # Errors
    ///
    /// If the database does not answer, or holds a row that does not read.
    pub async fn frameworks(&self, as_at: AsAt) -> Result<Vec<Kept<FrameworkText>>, Error> {
        self.versions(row::Entity::find().order_by_asc(row::Column::Key), as_at).await
    }

    /// The framework of that key, if the region wrote it.
    ///
    /// # Errors
    ///
    /// [`Error::NotFound`] if there is none; or if the database does not answer.
    pub async fn framework(&self, key: &FrameworkKey) -> Result<Kept<FrameworkText>, Error> {
        self.version(row::Entity::find().filter(row::Column::Key.eq(key.as_str()))).await
    }

    /// Begins a write to a draft, when it is one still and as it was seen.
    async fn drafting<'a>(
        &self,
        permit: &'a Permit,
        at: Timestamp,
        (id, seen): (FrameworkId, i64),
    ) -> Result<(Writing<'a>, FrameworkText), Error> {
        let writing = self.writing(permit, Act::KeepFramework, at).await?;
        let id = id.to_string();
        let found = row::Entity::find_by_id(&id).one(&writing.transaction).await?;
        let row::Model { revision, recorded, person, body, .. } = found.ok_or(Error::NotFound)?;
        let draft: FrameworkText = serde_json::from_str(&body)
            .map_err(|_| Error::Corrupt { table: "framework", id: id.clone() })?;
        if let Publication::Published { on } = draft.publication {
            return Err(Error::Frozen { what: draft.key.to_string(), on });
        }
        must_have_seen(seen, revision, ("framework", &id), (&person, &recorded))?;
        Ok((writing, draft))
    }
}

async fn keep(
    writing: &mut Writing<'_>,
    framework: &FrameworkText,
    revision: i64,
) -> Result<(), Error> {
    let effective = writing.today();
    let told = Told { organisation: None, revision, effective, reason: None };
    let Stamp { revision, effective, recorded, person, body } =
        writing.tell(framework, told).await?;
    let state = match framework.publication {
        Publication::Draft => "draft",
        Publication::Published { .. } => "published",
    };
    let kept = row::Model {
        id: framework.id.to_string(),
        key: framework.key.to_string(),
        state: state.to_owned(),
        revision,
        effective,
        recorded,
        person,
        body,
    };
    writing.put::<row::Entity>(revision, kept).await
}
