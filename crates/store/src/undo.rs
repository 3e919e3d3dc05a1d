//! Taking an import back: what settling it wrote is undone in one transaction, as long as nothing
//! was built on it. Nothing is deleted from the revisions or the journal: what was once kept is
//! told there for ever, and so is that it was taken back.

use authority::{Act, Permit};
use jiff::Timestamp;
use programme::action::Action;
use programme::answer::Answer;
use programme::code::OrganisationCode;
use programme::id::ImportId;
use programme::insight::Insight;
use programme::objective::Objective;
use programme::plan::Plan;
use programme::recommendation::Recommendation;
use programme::submission::Submission;
use sea_orm::{ColumnTrait, EntityTrait, IntoActiveModel, ModelTrait, QueryFilter, QueryOrder};

use crate::Store;
use crate::entity::{communication, report, revision, risk};
use crate::error::Error;
use crate::import::{Wrote, look_again, standing, undone};
use crate::kept::{Noun, Stamp};
use crate::text::read;
use crate::writing::{Told, WITHDRAWN, Writing};

impl Store {
    /// Takes a settled import back, for a reason: what it added is withdrawn, and what it changed
    /// says again what it said before. Answers with the import's new revision.
    ///
    /// # Errors
    ///
    /// [`Error::BuiltOn`] if anything it wrote was written again since, what it added is mapped to
    /// something, or a report was issued;
    /// [`Error::NotFound`], [`Error::Changed`], or [`Error::NotReady`] if it is not settled; or
    /// if the permit is for something else, or the database does not answer.
    pub async fn undo_import(
        &self,
        permit: &Permit,
        at: Timestamp,
        (id, revision_seen): (ImportId, i64),
        reason: &str,
    ) -> Result<i64, Error> {
        let mut writing = self.writing(permit, Act::UndoImport, at).await?;
        let (settled, target, wrote) = standing(&writing, id, revision_seen).await?;
        refuse_after_a_report(&writing, &settled.recorded).await?;
        let of = target.organisation();
        for one in &wrote {
            // What a later import changed alone stays mapped to what it was before.
            if one.revision == 1 && crate::correspondence::is_mapped(&writing, &one.subject).await?
            {
                let what = "a line of a cross-walk (withdraw it first, where the thing says what it serves)";
                return Err(Error::BuiltOn { what: what.to_owned() });
            }
        }
        // What stands under a plan or a return goes before it.
        for one in wrote.iter().rev() {
            refuse_while_named(&writing, one).await?;
            match one.table.as_str() {
                Plan::TABLE => take_back(&mut writing, one, of, crate::plan::row).await?,
                Recommendation::TABLE => {
                    let row = |noun: &_, stamp| crate::recommendation::row(noun, of, stamp);
                    take_back(&mut writing, one, of, row).await?;
                }
                Action::TABLE => {
                    let row = |noun: &_, stamp| crate::action::row(noun, of, stamp);
                    take_back(&mut writing, one, of, row).await?;
                }
                Submission::TABLE => {
                    take_back(&mut writing, one, of, crate::submission::row).await?;
                }
                Objective::TABLE => take_back(&mut writing, one, of, crate::objective::row).await?,
                Insight::TABLE => take_back(&mut writing, one, of, crate::insight::row).await?,
                Answer::TABLE => take_back(&mut writing, one, of, crate::answer::row).await?,
                _ => return Err(Error::Corrupt { table: "import", id: id.to_string() }),
            }
        }
        let revision = undone(&mut writing, settled, reason).await?;
        look_again(&mut writing, id, &target).await?;
        writing.commit().await?;
        Ok(revision)
    }
}

/// Undoes one revision: a first one is withdrawn, and a later one gives way to the one before.
/// Either is true from the day on which what is taken back was.
async fn take_back<N, M>(
    writing: &mut Writing<'_>,
    wrote: &Wrote,
    of: &OrganisationCode,
    row: impl Fn(&N, Stamp) -> M,
) -> Result<(), Error>
where
    N: Noun,
    M: ModelTrait + IntoActiveModel<<M::Entity as EntityTrait>::ActiveModel>,
    M::Entity: EntityTrait<Model = M>,
{
    let corrupt = || Error::Corrupt { table: N::TABLE, id: wrote.subject.clone() };
    let versions = revision::Entity::find()
        .filter(revision::Column::Subject.eq(&wrote.subject))
        .filter(revision::Column::Revision.gte(wrote.revision - 1))
        .order_by_asc(revision::Column::Revision)
        .all(&writing.transaction)
        .await?;
    let is_written = |version: &&revision::Model| version.revision == wrote.revision;
    let written = versions.iter().find(is_written).ok_or_else(corrupt)?;
    // A later version that was itself taken back says what was written here once more.
    let newest = versions.last().ok_or_else(corrupt)?;
    if newest.body != written.body {
        return Err(Error::BuiltOn { what: format!("a later change of {}", wrote.subject) });
    }
    let effective = read(&written.effective, N::TABLE, &wrote.subject)?;
    let told = Told {
        organisation: Some(of),
        revision: newest.revision + 1,
        effective,
        reason: Some("its import was undone"),
    };
    match versions.iter().find(|version| version.revision < wrote.revision) {
        None => writing.withdraw::<N>(&wrote.subject, told).await,
        Some(before) => {
            let noun: N = serde_json::from_str(&before.body).map_err(|_| corrupt())?;
            let stamp = writing.tell(&noun, told).await?;
            let row = row(&noun, stamp);
            // What was withdrawn has no row to give way.
            if written.body == WITHDRAWN {
                writing.insert::<M::Entity>(row).await
            } else {
                writing.replace::<M::Entity>(row).await
            }
        }
    }
}

/// What an import added stays while a risk or a communication names it, or nobody could say what the
/// one threatens and of what the other tells.
async fn refuse_while_named(writing: &Writing<'_>, one: &Wrote) -> Result<(), Error> {
    if one.revision > 1 || ![Action::TABLE, Plan::TABLE].contains(&one.table.as_str()) {
        return Ok(());
    }
    let risk = risk::Entity::find().filter(risk::Column::Body.contains(&one.subject));
    if let Some(risk) = risk.one(&writing.transaction).await? {
        return Err(Error::BuiltOn { what: format!("the risk {}", risk.id) });
    }
    let told = communication::Column::Body.contains(&one.subject);
    match communication::Entity::find().filter(told).one(&writing.transaction).await? {
        Some(told) => Err(Error::BuiltOn { what: format!("the communication {}", told.id) }),
        None => Ok(()),
    }
}

/// What the Board was shown stays as it was shown.
async fn refuse_after_a_report(writing: &Writing<'_>, settled: &str) -> Result<(), Error> {
    let since = report::Entity::find().filter(report::Column::Recorded.gt(settled));
    match since.one(&writing.transaction).await? {
        Some(_) => Err(Error::BuiltOn { what: "a report to the Board".to_owned() }),
        None => Ok(()),
    }
}
