//! Imports: documents held with what was read in them, mended, and put aside or settled
//! (which is in [`crate::settle`]).

use authority::{Act, Permit, Sight};
use jiff::Timestamp;
use programme::draft::Mend;
use programme::id::ImportId;
use programme::import::{Import, ImportState, Target};
use programme::mapping::Mapping;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};
use serde::{Deserialize, Serialize};

use crate::Store;
use crate::entity::import as row;
use crate::error::Error;
use crate::kept::{Noun, Stamp, must_have_seen};
use crate::sight::within;
use crate::text::{instant, read, sha256};
use crate::writing::{Told, Writing};

/// An import as a revision holds it. The draft never changes, so it is kept once, and every
/// revision names it by its hash.
#[derive(Serialize, Deserialize)]
pub(crate) struct Body {
    id: ImportId,
    file: String,
    sha256: String,
    kind: String,
    target: Target,
    state: ImportState,
    #[serde(default, skip_serializing_if = "Mapping::is_empty")]
    mapping: Mapping,
    mends: Vec<Mend>,
    draft: String,
    received: Timestamp,
}

impl Noun for Body {
    const TABLE: &'static str = "import";

    fn subject(&self) -> String {
        self.id.to_string()
    }
}

fn body(row: &row::Model) -> Result<Body, Error> {
    serde_json::from_str(&row.body).map_err(|_| corrupt(row))
}

fn corrupt(row: &row::Model) -> Error {
    Error::Corrupt { table: "import", id: row.id.clone() }
}

fn open(row: &row::Model) -> Result<Import, Error> {
    let Body { id, file, sha256: bytes, kind, target, state, mapping, mends, draft, received } =
        body(row)?;
    if sha256(row.draft.as_bytes()) != draft {
        return Err(corrupt(row));
    }
    Ok(Import {
        id,
        file,
        sha256: bytes,
        kind,
        target,
        state,
        draft: serde_json::from_str(&row.draft).map_err(|_| corrupt(row))?,
        mapping,
        mends,
        revision: row.revision,
        received,
    })
}

impl Store {
    /// Holds a document for review, with its bytes. It begins ready and at revision 1, whatever
    /// the noun says of itself.
    ///
    /// # Errors
    ///
    /// [`Error::AlreadyHeld`] while the same bytes wait or stand for the same target;
    /// [`Error::Misfit`] if the bytes are not those of the import's hash; or if the permit is for
    /// something else, or the database does not answer.
    pub async fn hold_import(
        &self,
        permit: &Permit,
        at: Timestamp,
        import: &Import,
        bytes: &[u8],
    ) -> Result<(), Error> {
        if sha256(bytes) != import.sha256 {
            return Err(Error::Misfit { what: "these bytes are not those of the import's hash" });
        }
        let mut writing = self.writing(permit, Act::HoldImport, at).await?;
        writing.must_reach(import.target.organisation())?;
        refuse_a_second(&writing, import).await?;
        writing.keep_bytes(&import.sha256, bytes).await?;
        let draft = serde_json::to_string(&import.draft)
            .map_err(|source| Error::Unkeepable { id: import.id.to_string(), source })?;
        let body = Body {
            id: import.id,
            file: import.file.clone(),
            sha256: import.sha256.clone(),
            kind: import.kind.clone(),
            target: import.target.clone(),
            state: ImportState::Ready,
            mapping: import.mapping.clone(),
            mends: import.mends.clone(),
            draft: sha256(draft.as_bytes()),
            received: import.received,
        };
        keep(&mut writing, 1, &body, draft, None).await?;
        writing.commit().await
    }

    /// Saves a person's answers to the doubts of an import, in place of those saved before;
    /// answers with the new revision.
    ///
    /// # Errors
    ///
    /// [`Error::NotFound`], [`Error::Changed`] or [`Error::NotReady`]; or if the permit is for
    /// something else, or the database does not answer.
    pub async fn mend_import(
        &self,
        permit: &Permit,
        at: Timestamp,
        (id, revision_seen): (ImportId, i64),
        mends: &[Mend],
    ) -> Result<i64, Error> {
        let mut writing = self.writing(permit, Act::MendImport, at).await?;
        let ready = ready(&writing, id, revision_seen).await?;
        let body = Body { mends: mends.to_vec(), ..body(&ready)? };
        let revision = ready.revision + 1;
        keep(&mut writing, revision, &body, ready.draft, None).await?;
        writing.commit().await?;
        Ok(revision)
    }

    /// Puts an import aside, for a reason that may be empty; answers with the new revision. Its
    /// document and what was read in it stay, and the same bytes may be brought in again.
    ///
    /// # Errors
    ///
    /// [`Error::NotFound`], [`Error::Changed`] or [`Error::NotReady`]; or if the permit is for
    /// something else, or the database does not answer.
    pub async fn cancel_import(
        &self,
        permit: &Permit,
        at: Timestamp,
        (id, revision_seen): (ImportId, i64),
        reason: &str,
    ) -> Result<i64, Error> {
        let mut writing = self.writing(permit, Act::CancelImport, at).await?;
        let ready = ready(&writing, id, revision_seen).await?;
        let body = Body { state: ImportState::Cancelled, ..body(&ready)? };
        let revision = ready.revision + 1;
        let reason = Some(reason).filter(|reason| !reason.is_empty());
        keep(&mut writing, revision, &body, ready.draft, reason).await?;
        writing.commit().await?;
        Ok(revision)
    }

    /// The imports within sight, the newest first.
    ///
    /// # Errors
    ///
    /// If the database does not answer, or holds a row that does not read.
    pub async fn imports(&self, sight: &Sight) -> Result<Vec<Import>, Error> {
        let rows = row::Entity::find()
            .filter(within(sight, row::Column::Organisation))
            .order_by_desc(row::Column::Received)
            .order_by_desc(row::Column::Id)
            .all(&self.readers)
            .await?;
        rows.iter().map(open).collect()
    }

    /// One import.
    ///
    /// # Errors
    ///
    /// [`Error::NotFound`] if there is none within sight; or if the database does not answer.
    pub async fn import(&self, sight: &Sight, id: ImportId) -> Result<Import, Error> {
        open(&self.import_row(sight, id).await?)
    }

    /// The bytes of the document as it came in.
    ///
    /// # Errors
    ///
    /// [`Error::NotFound`] if there is no such import within sight; [`Error::Corrupt`] if the
    /// bytes are no longer those that came in; or if the database does not answer.
    pub async fn original(&self, sight: &Sight, id: ImportId) -> Result<Vec<u8>, Error> {
        let row = self.import_row(sight, id).await?;
        self.document(&row.sha256).await
    }

    async fn import_row(&self, sight: &Sight, id: ImportId) -> Result<row::Model, Error> {
        let found = row::Entity::find_by_id(id.to_string())
            .filter(within(sight, row::Column::Organisation))
            .one(&self.readers)
            .await?;
        found.ok_or(Error::NotFound)
    }
}

/// The import, if it waits for review as the writer saw it.
pub(crate) async fn ready(
    writing: &Writing<'_>,
    id: ImportId,
    revision_seen: i64,
) -> Result<row::Model, Error> {
    let found = row::Entity::find_by_id(id.to_string()).one(&writing.transaction).await?;
    let found = found.filter(|row| writing.reaches(&row.organisation)).ok_or(Error::NotFound)?;
    let last = (found.person.as_str(), found.recorded.as_str());
    must_have_seen(revision_seen, found.revision, ("import", &found.id), last)?;
    match body(&found)?.state {
        ImportState::Ready => Ok(found),
        ImportState::Settled => Err(Error::NotReady { state: "settled" }),
        ImportState::Cancelled => Err(Error::NotReady { state: "cancelled" }),
    }
}

/// Marks a ready import as settled, and hands back what it was for.
pub(crate) async fn settled(writing: &mut Writing<'_>, ready: row::Model) -> Result<Target, Error> {
    let body = Body { state: ImportState::Settled, ..body(&ready)? };
    keep(writing, ready.revision + 1, &body, ready.draft, None).await?;
    Ok(body.target)
}

async fn refuse_a_second(writing: &Writing<'_>, import: &Import) -> Result<(), Error> {
    let (round, plan) = purpose(&import.target);
    let same = row::Entity::find()
        .filter(row::Column::Sha256.eq(&import.sha256))
        .filter(row::Column::Organisation.eq(import.target.organisation().as_str()))
        .filter(row::Column::State.ne(ImportState::Cancelled.key()))
        .filter(match (&round, &plan) {
            (Some(round), _) => row::Column::Round.eq(round),
            (None, plan) => row::Column::Plan.eq(plan.as_deref()),
        });
    match same.one(&writing.transaction).await? {
        Some(earlier) => {
            Err(Error::AlreadyHeld { import: read(&earlier.id, "import", &earlier.id)? })
        }
        None => Ok(()),
    }
}

/// The round or the plan a document is for.
fn purpose(target: &Target) -> (Option<String>, Option<String>) {
    match target {
        Target::Round { round, .. } => (Some(round.to_string()), None),
        Target::Plan { plan, .. } => (None, Some(plan.to_string())),
    }
}

async fn keep(
    writing: &mut Writing<'_>,
    revision: i64,
    body: &Body,
    draft: String,
    reason: Option<&str>,
) -> Result<(), Error> {
    let organisation = body.target.organisation();
    let effective = writing.today();
    let told = Told { organisation: Some(organisation), revision, effective, reason };
    let Stamp { revision, effective, recorded, person, body: text } =
        writing.tell(body, told).await?;
    let (round, plan) = purpose(&body.target);
    let kept = row::Model {
        id: body.id.to_string(),
        sha256: body.sha256.clone(),
        organisation: organisation.to_string(),
        round,
        plan,
        state: body.state.key().to_owned(),
        received: instant(body.received),
        draft,
        revision,
        effective,
        recorded,
        person,
        body: text,
    };
    writing.put::<row::Entity>(revision, kept).await
}
