//! Settling an import: what a person confirmed becomes what an organisation promised, all of it
//! in one transaction or none of it.

use authority::{Act, Permit};
use jiff::Timestamp;
use programme::code::OrganisationCode;
use programme::commitment::{Commitment, OfPlan, Version};
use programme::id::ImportId;
use programme::import::Target;
use programme::objective::Objective;
use programme::origin::Origin;
use programme::submission::Submission;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

use crate::Store;
use crate::entity::{action, objective, plan, recommendation, submission};
use crate::error::Error;
use crate::import::{Wrote, look_again, settled, target, waiting};
use crate::kept::{Noun, must_have_seen};
use crate::writing::{Told, Writing};

impl Store {
    /// Keeps what was confirmed of an import, and marks the import as settled.
    ///
    /// # Errors
    ///
    /// [`Error::NotFound`], [`Error::Changed`] or [`Error::NotReady`]; [`Error::AlreadyKept`] if
    /// there is a plan of that key that the commitment takes for new, or a return of that
    /// organisation to that round;
    /// [`Error::Misfit`] if the commitment was made from another import; or if the permit is for
    /// something else, or the database does not answer.
    pub async fn settle_import(
        &self,
        permit: &Permit,
        at: Timestamp,
        (id, revision_seen): (ImportId, i64),
        commitment: &Commitment,
    ) -> Result<(), Error> {
        let mut writing = self.writing(permit, Act::SettleImport, at).await?;
        let waiting = waiting(&writing, id, revision_seen).await?;
        let target = target(&waiting)?;
        if !belongs(commitment, id, &target) {
            return Err(Error::Misfit { what: "this commitment was made from another import" });
        }
        let mut wrote = Vec::new();
        if let Some(plan) = commitment.plan() {
            keep_plan(&mut writing, commitment, plan, &mut wrote).await?;
        }
        if let Some((submission, objectives)) = commitment.submission() {
            keep_submission(&mut writing, commitment, submission, objectives, &mut wrote).await?;
        }
        settled(&mut writing, waiting, commitment.answers(), wrote).await?;
        look_again(&mut writing, id, &target).await?;
        writing.commit().await
    }
}

/// Whether a commitment was made from this import, for what the import is for.
fn belongs(commitment: &Commitment, id: ImportId, target: &Target) -> bool {
    let from = |origin: &Origin| match origin {
        Origin::Document { import, .. } => *import == id,
        Origin::Typed => false,
    };
    match target {
        Target::Plan { plan, organisation } => commitment.plan().is_some_and(|(kept, ..)| {
            let kept = &kept.noun;
            from(&kept.origin) && kept.key == *plan && kept.organisation == *organisation
        }),
        Target::Round { round, organisation } => {
            commitment.submission().is_some_and(|(kept, _)| {
                from(&kept.origin) && kept.round == *round && kept.organisation == *organisation
            })
        }
    }
}

/// What is told of a thing: of a new one, or in the place of the revision that was seen.
fn told<'a, T>(
    organisation: &'a OrganisationCode,
    commitment: &Commitment,
    version: &'a Version<T>,
) -> Told<'a> {
    Told {
        organisation: Some(organisation),
        revision: version.seen.unwrap_or(0) + 1,
        effective: commitment.effective(),
        reason: version.reason.as_deref(),
    }
}

fn first<'a>(organisation: &'a OrganisationCode, commitment: &Commitment) -> Told<'a> {
    let effective = commitment.effective();
    Told { organisation: Some(organisation), revision: 1, effective, reason: None }
}

async fn keep_plan(
    writing: &mut Writing<'_>,
    commitment: &Commitment,
    (plan, recommendations, actions): OfPlan<'_>,
    wrote: &mut Vec<Wrote>,
) -> Result<(), Error> {
    let Version { noun: kept, seen, .. } = plan;
    let found = plan::Entity::find().filter(plan::Column::Key.eq(kept.key.as_str()));
    match (found.one(&writing.transaction).await?, seen) {
        (Some(_), None) => {
            return Err(Error::AlreadyKept { what: format!("a plan called {}", kept.key) });
        }
        (None, Some(_)) => return Err(Error::NotFound),
        (Some(held), Some(seen)) => {
            let last = (held.person.as_str(), held.recorded.as_str());
            must_have_seen(*seen, held.revision, ("plan", &held.id), last)?;
        }
        (None, None) => {}
    }
    let of = &kept.organisation;
    let stamp = writing.tell(kept, told(of, commitment, plan)).await?;
    let revision = stamp.revision;
    note(wrote, kept, revision);
    writing.put::<plan::Entity>(revision, crate::plan::row(kept, stamp)).await?;
    for one in recommendations {
        let stamp = writing.tell(&one.noun, told(of, commitment, one)).await?;
        let revision = stamp.revision;
        note(wrote, &one.noun, revision);
        let row = crate::recommendation::row(&one.noun, of, stamp);
        writing.put::<recommendation::Entity>(revision, row).await?;
    }
    for one in actions {
        let stamp = writing.tell(&one.noun, told(of, commitment, one)).await?;
        let revision = stamp.revision;
        note(wrote, &one.noun, revision);
        let row = crate::action::row(&one.noun, of, stamp);
        writing.put::<action::Entity>(revision, row).await?;
    }
    Ok(())
}

async fn keep_submission(
    writing: &mut Writing<'_>,
    commitment: &Commitment,
    submission: &Submission,
    objectives: &[Objective],
    wrote: &mut Vec<Wrote>,
) -> Result<(), Error> {
    let of = &submission.organisation;
    let namesake = submission::Entity::find()
        .filter(submission::Column::Round.eq(submission.round.as_str()))
        .filter(submission::Column::Organisation.eq(of.as_str()));
    if namesake.one(&writing.transaction).await?.is_some() {
        let what = format!("the return of {of} to {}", submission.round);
        return Err(Error::AlreadyKept { what });
    }
    let stamp = writing.tell(submission, first(of, commitment)).await?;
    note(wrote, submission, 1);
    let row = crate::submission::row(submission, stamp);
    writing.insert::<submission::Entity>(row).await?;
    for one in objectives {
        let stamp = writing.tell(one, first(of, commitment)).await?;
        note(wrote, one, 1);
        writing.insert::<objective::Entity>(crate::objective::row(one, stamp)).await?;
    }
    Ok(())
}

fn note<T: Noun>(wrote: &mut Vec<Wrote>, noun: &T, revision: i64) {
    wrote.push(Wrote { table: T::TABLE.to_owned(), subject: noun.subject(), revision });
}
