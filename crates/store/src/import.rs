//! Imports: documents held with what was read in them, mended, and put aside or settled
//! (which is in [`crate::settle`]).

mod moves;

use authority::{Act, Permit, Sight};
use jiff::Timestamp;
use programme::code::OrganisationCode;
use programme::comparison::Decision;
use programme::draft::{Draft, Mend, Proposal};
use programme::id::ImportId;
use programme::import::{Import, ImportState, Target};
use programme::mapping::Mapping;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use serde::{Deserialize, Serialize};

use crate::Store;
use crate::entity::import as row;
use crate::error::Error;
use crate::kept::{Noun, Stamp};
use crate::sight::within;
use crate::text::{instant, read, sha256};
use crate::writing::{Told, Writing};

pub(crate) use moves::{look_again, settled, standing, target, undone, waiting};

/// An import as a revision holds it. The draft changes only when the document is read again, so
/// the newest is kept once, and every revision names its own by its hash.
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
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    decisions: Vec<Decision>,
    draft: String,
    received: Timestamp,
    /// What it wrote when it was settled, in that order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    wrote: Vec<Wrote>,
}

/// A revision that settling an import wrote.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Wrote {
    /// The table of the noun.
    pub(crate) table: String,
    /// The name of the noun.
    pub(crate) subject: String,
    /// The revision.
    pub(crate) revision: i64,
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
    let body = body(row)?;
    if sha256(row.draft.as_bytes()) != body.draft {
        return Err(corrupt(row));
    }
    Ok(Import {
        id: body.id,
        file: body.file,
        sha256: body.sha256,
        kind: body.kind,
        target: body.target,
        state: body.state,
        draft: serde_json::from_str(&row.draft).map_err(|_| corrupt(row))?,
        mapping: body.mapping,
        mends: body.mends,
        decisions: body.decisions,
        revision: row.revision,
        received: body.received,
    })
}

impl Store {
    /// Holds a document for review, with its bytes. It begins at revision 1, ready, or received
    /// where the noun says so, whatever else it says of itself.
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
        refuse_a_second(&writing, &import.sha256, &import.target).await?;
        writing.keep_bytes(&import.sha256, bytes).await?;
        let draft = draft_of(import.id, &import.draft)?;
        let state = match import.state {
            ImportState::Received => ImportState::Received,
            ImportState::Ready
            | ImportState::NeedsAnotherLook
            | ImportState::Settled
            | ImportState::Cancelled
            | ImportState::Undone => ImportState::Ready,
        };
        let body = Body {
            id: import.id,
            file: import.file.clone(),
            sha256: import.sha256.clone(),
            kind: import.kind.clone(),
            target: import.target.clone(),
            state,
            mapping: import.mapping.clone(),
            mends: import.mends.clone(),
            decisions: import.decisions.clone(),
            draft: sha256(draft.as_bytes()),
            received: import.received,
            wrote: Vec::new(),
        };
        keep(&mut writing, 1, &body, draft, None).await?;
        writing.commit().await
    }

    /// Saves a person's answers to the doubts of an import and what they decided of its lines, in
    /// place of those saved before; answers with the new revision. Someone has looked at it then.
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
        decisions: &[Decision],
    ) -> Result<i64, Error> {
        let mut writing = self.writing(permit, Act::MendImport, at).await?;
        let waiting = waiting(&writing, id, revision_seen).await?;
        let before = body(&waiting)?;
        let state = match before.state {
            ImportState::NeedsAnotherLook => ImportState::Ready,
            state @ (ImportState::Received
            | ImportState::Ready
            | ImportState::Settled
            | ImportState::Cancelled
            | ImportState::Undone) => state,
        };
        let body = Body { mends: mends.to_vec(), decisions: decisions.to_vec(), state, ..before };
        let revision = waiting.revision + 1;
        keep(&mut writing, revision, &body, waiting.draft, None).await?;
        writing.commit().await?;
        Ok(revision)
    }

    /// Keeps an import as it was read again, with what a person said that its columns and words
    /// mean, and is ready with it; answers with the new revision.
    ///
    /// # Errors
    ///
    /// [`Error::NotFound`], [`Error::Changed`] or [`Error::NotReady`]; or if the permit is for
    /// something else, or the database does not answer.
    pub async fn read_import_again(
        &self,
        permit: &Permit,
        at: Timestamp,
        revision_seen: i64,
        again: &Import,
    ) -> Result<i64, Error> {
        let mut writing = self.writing(permit, Act::MendImport, at).await?;
        let waiting = waiting(&writing, again.id, revision_seen).await?;
        let draft = draft_of(again.id, &again.draft)?;
        let body = Body {
            kind: again.kind.clone(),
            state: again.state,
            mapping: again.mapping.clone(),
            mends: again.mends.clone(),
            decisions: again.decisions.clone(),
            draft: sha256(draft.as_bytes()),
            ..body(&waiting)?
        };
        let revision = waiting.revision + 1;
        keep(&mut writing, revision, &body, draft, None).await?;
        writing.commit().await?;
        Ok(revision)
    }

    /// Says that a waiting import is for another plan of its organisation, such as the one it is a
    /// newer version of; answers with the new revision. What was decided of lines goes.
    ///
    /// # Errors
    ///
    /// [`Error::NotFound`], [`Error::Changed`] or [`Error::NotReady`]; [`Error::AlreadyHeld`]
    /// while the same bytes wait or stand for that plan; [`Error::Misfit`] if the target is of
    /// another organisation; or if the permit is for something else, or the database does not
    /// answer.
    pub async fn retarget_import(
        &self,
        permit: &Permit,
        at: Timestamp,
        (id, revision_seen): (ImportId, i64),
        target: Target,
    ) -> Result<i64, Error> {
        let mut writing = self.writing(permit, Act::MendImport, at).await?;
        let waiting = waiting(&writing, id, revision_seen).await?;
        let before = body(&waiting)?;
        if before.target.organisation() != target.organisation() {
            return Err(Error::Misfit { what: "that plan is of another organisation" });
        }
        refuse_a_second(&writing, &before.sha256, &target).await?;
        let body = Body { target, decisions: Vec::new(), ..before };
        let revision = waiting.revision + 1;
        keep(&mut writing, revision, &body, waiting.draft, None).await?;
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
        let waiting = waiting(&writing, id, revision_seen).await?;
        let body = Body { state: ImportState::Cancelled, ..body(&waiting)? };
        let revision = waiting.revision + 1;
        let reason = Some(reason).filter(|reason| !reason.is_empty());
        keep(&mut writing, revision, &body, waiting.draft, reason).await?;
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

    /// The name that the file of an import had. What was read of it is not fetched for that.
    ///
    /// # Errors
    ///
    /// As [`Store::import`].
    pub async fn import_file(&self, sight: &Sight, id: ImportId) -> Result<String, Error> {
        #[derive(Deserialize)]
        struct Named {
            file: String,
        }
        let body: Option<String> = row::Entity::find_by_id(id.to_string())
            .filter(within(sight, row::Column::Organisation))
            .select_only()
            .column(row::Column::Body)
            .into_tuple()
            .one(&self.readers)
            .await?;
        let named: Named = serde_json::from_str(&body.ok_or(Error::NotFound)?)
            .map_err(|_| Error::Corrupt { table: "import", id: id.to_string() })?;
        Ok(named.file)
    }

    /// What a person last said that the columns and words of such a document of this organisation
    /// mean: one of that kind, or of any kind where it is not known.
    ///
    /// # Errors
    ///
    /// If the database does not answer, or holds a row that does not read.
    pub async fn remembered_mapping(
        &self,
        sight: &Sight,
        organisation: &OrganisationCode,
        kind: Option<&str>,
    ) -> Result<Mapping, Error> {
        let rows = row::Entity::find()
            .filter(within(sight, row::Column::Organisation))
            .filter(row::Column::Organisation.eq(organisation.as_str()))
            .filter(
                row::Column::State
                    .is_not_in([ImportState::Cancelled.key(), ImportState::Undone.key()]),
            )
            .filter(row::Column::Body.contains("\"mapping\""))
            .order_by_desc(row::Column::Recorded)
            .order_by_desc(row::Column::Id)
            .all(&self.readers)
            .await?;
        for row in &rows {
            let Body { kind: held, mapping, .. } = body(row)?;
            if kind.is_none_or(|kind| held == kind) && !mapping.is_empty() {
                return Ok(mapping);
            }
        }
        Ok(Mapping::default())
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

fn draft_of(id: ImportId, draft: &Draft<Proposal>) -> Result<String, Error> {
    serde_json::to_string(draft).map_err(|source| Error::Unkeepable { id: id.to_string(), source })
}

async fn refuse_a_second(writing: &Writing<'_>, bytes: &str, target: &Target) -> Result<(), Error> {
    let (round, plan) = purpose(target);
    let same = row::Entity::find()
        .filter(row::Column::Sha256.eq(bytes))
        .filter(row::Column::Organisation.eq(target.organisation().as_str()))
        .filter(
            row::Column::State.is_not_in([ImportState::Cancelled.key(), ImportState::Undone.key()]),
        )
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
