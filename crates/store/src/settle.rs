//! Settling an import: what a person confirmed becomes what an organisation promised, all of it
//! in one transaction or none of it.

use authority::{Act, Permit};
use jiff::Timestamp;
use programme::action::Action;
use programme::code::OrganisationCode;
use programme::commitment::Commitment;
use programme::id::ImportId;
use programme::import::Target;
use programme::objective::Objective;
use programme::origin::Origin;
use programme::plan::Plan;
use programme::recommendation::Recommendation;
use programme::submission::Submission;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

use crate::Store;
use crate::entity::{action, objective, plan, recommendation, submission};
use crate::error::Error;
use crate::import::{ready, settled};
use crate::writing::{Told, Writing};

impl Store {
    /// Keeps what was confirmed of an import, and marks the import as settled.
    ///
    /// # Errors
    ///
    /// [`Error::NotFound`], [`Error::Changed`] or [`Error::NotReady`]; [`Error::AlreadyKept`] if
    /// there is a plan of that key, or a return of that organisation to that round;
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
        let ready = ready(&writing, id, revision_seen).await?;
        let target = settled(&mut writing, ready).await?;
        if !belongs(commitment, id, &target) {
            return Err(Error::Misfit { what: "this commitment was made from another import" });
        }
        if let Some((plan, recommendations, actions)) = commitment.plan() {
            keep_plan(&mut writing, commitment, plan, recommendations, actions).await?;
        }
        if let Some((submission, objectives)) = commitment.submission() {
            keep_submission(&mut writing, commitment, submission, objectives).await?;
        }
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
            from(&kept.origin) && kept.key == *plan && kept.organisation == *organisation
        }),
        Target::Round { round, organisation } => {
            commitment.submission().is_some_and(|(kept, _)| {
                from(&kept.origin) && kept.round == *round && kept.organisation == *organisation
            })
        }
    }
}

fn first<'a>(organisation: &'a OrganisationCode, commitment: &Commitment) -> Told<'a> {
    let effective = commitment.effective();
    Told { organisation: Some(organisation), revision: 1, effective, reason: None }
}

async fn keep_plan(
    writing: &mut Writing<'_>,
    commitment: &Commitment,
    plan: &Plan,
    recommendations: &[Recommendation],
    actions: &[Action],
) -> Result<(), Error> {
    let namesake = plan::Entity::find().filter(plan::Column::Key.eq(plan.key.as_str()));
    if namesake.one(&writing.transaction).await?.is_some() {
        return Err(Error::AlreadyKept { what: format!("a plan called {}", plan.key) });
    }
    let of = &plan.organisation;
    let stamp = writing.tell(plan, first(of, commitment)).await?;
    writing.insert::<plan::Entity>(crate::plan::row(plan, stamp)).await?;
    for one in recommendations {
        let stamp = writing.tell(one, first(of, commitment)).await?;
        let row = crate::recommendation::row(one, of, stamp);
        writing.insert::<recommendation::Entity>(row).await?;
    }
    for one in actions {
        let stamp = writing.tell(one, first(of, commitment)).await?;
        writing.insert::<action::Entity>(crate::action::row(one, of, stamp)).await?;
    }
    Ok(())
}

async fn keep_submission(
    writing: &mut Writing<'_>,
    commitment: &Commitment,
    submission: &Submission,
    objectives: &[Objective],
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
    let row = crate::submission::row(submission, stamp);
    writing.insert::<submission::Entity>(row).await?;
    for one in objectives {
        let stamp = writing.tell(one, first(of, commitment)).await?;
        writing.insert::<objective::Entity>(crate::objective::row(one, stamp)).await?;
    }
    Ok(())
}
