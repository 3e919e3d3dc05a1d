//! How an import moves: it waits, is settled with what it wrote, is taken back, and needs another
//! look when what it is for has changed.

use programme::commitment::Answers;
use programme::id::ImportId;
use programme::import::{ImportState, Target};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};

use super::{Body, Wrote, body, keep, purpose};
use crate::entity::import as row;
use crate::error::Error;
use crate::kept::must_have_seen;
use crate::writing::Writing;

/// The import, if it waits for a person and is as the writer saw it.
pub(crate) async fn waiting(
    writing: &Writing<'_>,
    id: ImportId,
    revision_seen: i64,
) -> Result<row::Model, Error> {
    let found = seen(writing, id, revision_seen).await?;
    let state = body(&found)?.state;
    if state.waits() { Ok(found) } else { Err(Error::NotReady { state: state.key() }) }
}

/// The import, if it is within reach and as the writer saw it.
async fn seen(
    writing: &Writing<'_>,
    id: ImportId,
    revision_seen: i64,
) -> Result<row::Model, Error> {
    let found = row::Entity::find_by_id(id.to_string()).one(&writing.transaction).await?;
    let found = found.filter(|row| writing.reaches(&row.organisation)).ok_or(Error::NotFound)?;
    let last = (found.person.as_str(), found.recorded.as_str());
    must_have_seen(revision_seen, found.revision, ("import", &found.id), last)?;
    Ok(found)
}

/// What a waiting import is for.
pub(crate) fn target(waiting: &row::Model) -> Result<Target, Error> {
    Ok(body(waiting)?.target)
}

/// Marks a waiting import as settled, with what was answered and what it wrote.
pub(crate) async fn settled(
    writing: &mut Writing<'_>,
    waiting: row::Model,
    answers: &Answers,
    wrote: Vec<Wrote>,
) -> Result<(), Error> {
    let Answers { mends, decisions } = answers.clone();
    let state = ImportState::Settled;
    let body = Body { state, mends, decisions, wrote, ..body(&waiting)? };
    keep(writing, waiting.revision + 1, &body, waiting.draft, None).await
}

/// A settled import as the writer saw it, what it is for, and what it wrote.
pub(crate) async fn standing(
    writing: &Writing<'_>,
    id: ImportId,
    revision_seen: i64,
) -> Result<(row::Model, Target, Vec<Wrote>), Error> {
    let found = seen(writing, id, revision_seen).await?;
    let Body { state, target, wrote, .. } = body(&found)?;
    match state {
        ImportState::Settled if !wrote.is_empty() => Ok((found, target, wrote)),
        ImportState::Settled => Err(Error::BuiltOn {
            what: "an older Fairlead, which did not note what each import wrote".to_owned(),
        }),
        ImportState::Received
        | ImportState::Ready
        | ImportState::NeedsAnotherLook
        | ImportState::Cancelled
        | ImportState::Undone => Err(Error::NotReady { state: state.key() }),
    }
}

/// Marks a settled import as taken back, for a reason; answers with the new revision.
pub(crate) async fn undone(
    writing: &mut Writing<'_>,
    settled: row::Model,
    reason: &str,
) -> Result<i64, Error> {
    let body = Body { state: ImportState::Undone, ..body(&settled)? };
    let revision = settled.revision + 1;
    keep(writing, revision, &body, settled.draft, Some(reason)).await?;
    Ok(revision)
}

/// Asks for another look at whatever else waits for the same target, which has just changed.
pub(crate) async fn look_again(
    writing: &mut Writing<'_>,
    id: ImportId,
    target: &Target,
) -> Result<(), Error> {
    let (round, plan) = purpose(target);
    let others = row::Entity::find()
        .filter(row::Column::Id.ne(id.to_string()))
        .filter(row::Column::Organisation.eq(target.organisation().as_str()))
        .filter(row::Column::State.eq(ImportState::Ready.key()))
        .filter(match (&round, &plan) {
            (Some(round), _) => row::Column::Round.eq(round),
            (None, plan) => row::Column::Plan.eq(plan.as_deref()),
        })
        .order_by_asc(row::Column::Id)
        .all(&writing.transaction)
        .await?;
    for other in others {
        let body = Body { state: ImportState::NeedsAnotherLook, ..body(&other)? };
        let reason = Some("what it is for has changed");
        keep(writing, other.revision + 1, &body, other.draft, reason).await?;
    }
    Ok(())
}
