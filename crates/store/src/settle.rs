//! Settling an import: what a person confirmed becomes what an organisation promised, all of it
//! in one transaction or none of it.

use authority::{Act, Permit};
use jiff::Timestamp;
use jiff::civil::Date;
use programme::answer::Answer;
use programme::code::OrganisationCode;
use programme::commitment::{Commitment, OfPlan, OfReturn, Version, Withdrawn};
use programme::id::ImportId;
use programme::import::Target;
use programme::insight::Insight;
use programme::objective::Objective;
use programme::origin::Origin;
use programme::submission::Submission;
use sea_orm::{ColumnTrait, EntityTrait, IntoActiveModel, ModelTrait, QueryFilter};

use crate::Store;
use crate::entity::{action, plan, recommendation, submission};
use crate::error::Error;
use crate::import::{Wrote, look_again, settled, target, waiting};
use crate::kept::{Noun, Stamp, must_have_seen};
use crate::round::must_take_answers;
use crate::writing::{Change, Told, Writing};

impl Store {
    /// Keeps what was confirmed of an import, and marks the import as settled.
    ///
    /// # Errors
    ///
    /// [`Error::NotFound`], [`Error::Changed`] or [`Error::NotReady`]; [`Error::AlreadyKept`] if
    /// there is a plan of that key that the commitment takes for new, or a return of that
    /// organisation to that round; [`Error::NotThisRound`] if that round is closed;
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
        if let Some(kept) = commitment.submission() {
            keep_return(&mut writing, commitment.effective(), kept, &mut wrote).await?;
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
        Origin::Typed | Origin::Link { .. } => false,
    };
    match target {
        Target::Plan { plan, organisation } => commitment.plan().is_some_and(|(kept, ..)| {
            let kept = &kept.noun;
            from(&kept.origin) && kept.key == *plan && kept.organisation == *organisation
        }),
        Target::Round { round, organisation } => commitment.submission().is_some_and(|kept| {
            let kept = &kept.submission.noun;
            from(&kept.origin) && kept.round == *round && kept.organisation == *organisation
        }),
    }
}

impl Store {
    /// Sends a return: what was typed in it becomes what its organisation promises.
    ///
    /// # Errors
    ///
    /// [`Error::Changed`] if someone wrote in it since it was read; [`Error::NotThisRound`] if its
    /// round is closed; [`Error::Misfit`] if no return was settled; or if the permit is for something else, or the database does not answer.
    pub async fn submit(
        &self,
        permit: &Permit,
        at: Timestamp,
        commitment: &Commitment,
    ) -> Result<(), Error> {
        let mut writing = self.writing(permit, Act::SubmitSubmission, at).await?;
        let kept = commitment.submission();
        let kept = kept.ok_or(Error::Misfit { what: "this commitment is not of a return" })?;
        keep_return(&mut writing, commitment.effective(), kept, &mut Vec::new()).await?;
        writing.commit().await
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

/// Keeps a return with what it promises and says, and withdraws what it no longer does.
async fn keep_return(
    writing: &mut Writing<'_>,
    effective: Date,
    kept: &OfReturn,
    wrote: &mut Vec<Wrote>,
) -> Result<(), Error> {
    let of = &kept.submission.noun.organisation;
    writing.must_reach(of)?;
    writing.must_open(kept.submission.noun.id)?;
    must_take_answers(writing, &kept.submission.noun.round).await?;
    if kept.submission.seen.is_none() {
        refuse_a_second(writing, &kept.submission.noun).await?;
    }
    // What goes makes room before what comes takes its place.
    for gone in &kept.withdrawn {
        withdraw(writing, (of, effective), *gone, wrote).await?;
    }
    keep_version(writing, (of, effective), &kept.submission, crate::submission::row, wrote).await?;
    for one in &kept.objectives {
        keep_version(writing, (of, effective), one, crate::objective::row, wrote).await?;
    }
    for one in &kept.insights {
        keep_version(writing, (of, effective), one, crate::insight::row, wrote).await?;
    }
    for one in &kept.answers {
        keep_version(writing, (of, effective), one, crate::answer::row, wrote).await?;
    }
    Ok(())
}

async fn refuse_a_second(writing: &Writing<'_>, new: &Submission) -> Result<(), Error> {
    let of = &new.organisation;
    let namesake = submission::Entity::find()
        .filter(submission::Column::Round.eq(new.round.as_str()))
        .filter(submission::Column::Organisation.eq(of.as_str()));
    match namesake.one(&writing.transaction).await? {
        Some(_) => Err(Error::AlreadyKept { what: format!("the return of {of} to {}", new.round) }),
        None => Ok(()),
    }
}

async fn keep_version<T: Noun, M>(
    writing: &mut Writing<'_>,
    (of, effective): (&OrganisationCode, Date),
    version: &Version<T>,
    row: impl Fn(&T, Stamp) -> M,
    wrote: &mut Vec<Wrote>,
) -> Result<(), Error>
where
    M: ModelTrait + IntoActiveModel<<M::Entity as EntityTrait>::ActiveModel>,
    M::Entity: EntityTrait<Model = M>,
{
    let change = Change { seen: version.seen, effective, reason: version.reason.as_deref() };
    let revision = writing.keep(&version.noun, Some(of), change, row).await?;
    note(wrote, &version.noun, revision);
    Ok(())
}

async fn withdraw(
    writing: &mut Writing<'_>,
    (of, effective): (&OrganisationCode, Date),
    gone: Withdrawn,
    wrote: &mut Vec<Wrote>,
) -> Result<(), Error> {
    let (table, subject, seen) = match gone {
        Withdrawn::Objective(id, seen) => (Objective::TABLE, id.to_string(), seen),
        Withdrawn::Insight(id, seen) => (Insight::TABLE, id.to_string(), seen),
        Withdrawn::Answer(id, seen) => (Answer::TABLE, id.to_string(), seen),
    };
    let revision = seen + 1;
    let reason = Some("the return no longer says it");
    let told = Told { organisation: Some(of), revision, effective, reason };
    match gone {
        Withdrawn::Objective(..) => writing.withdraw::<Objective>(&subject, told).await?,
        Withdrawn::Insight(..) => writing.withdraw::<Insight>(&subject, told).await?,
        Withdrawn::Answer(..) => writing.withdraw::<Answer>(&subject, told).await?,
    }
    wrote.push(Wrote { table: table.to_owned(), subject, revision });
    Ok(())
}

fn note<T: Noun>(wrote: &mut Vec<Wrote>, noun: &T, revision: i64) {
    wrote.push(Wrote { table: T::TABLE.to_owned(), subject: noun.subject(), revision });
}
