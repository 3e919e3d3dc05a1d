//! Settling: a person's answers are saved, an import is confirmed in one step, and taken back in
//! one step while nothing was built on it.

use authority::policy::Shelf;
use authority::{Act, Actor, permit};
use programme::code::{OrganisationCode, PlanKey};
use programme::commitment::{Answers, Commitment, Making, Source, Standing, Version, commit};
use programme::draft::{Unsettled, settle};
use programme::id::ImportId;
use programme::import::{Import, Target};
use programme::objective::Objective;
use store::{AsAt, WhichActions, WhichObjectives, WhichRecommendations};

use crate::import::number;
use crate::office::sees;
use crate::{Error, Moment, Office};

/// What became of a document when it was confirmed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kept {
    /// The title of what it became.
    pub title: String,
    /// Its page.
    pub link: String,
    /// What was kept, in a sentence.
    pub says: String,
}

impl Office {
    /// Saves answers for later.
    ///
    /// # Errors
    ///
    /// If the actor may not, there is no such import, or someone else changed it first.
    pub async fn mend(
        &self,
        actor: &Actor,
        moment: Moment,
        id: ImportId,
        revision: i64,
        answers: Answers,
    ) -> Result<(), Error> {
        let import = self.import(actor, id).await?;
        let permit = permit(actor, Act::MendImport, Some(import.target.organisation()))?;
        let Answers { mends, decisions } = answers;
        self.store.mend_import(&permit, moment.now, (id, revision), &mends, &decisions).await?;
        Ok(())
    }

    /// Confirms an import: what it says is kept, in one step and with the answers.
    ///
    /// # Errors
    ///
    /// While a doubt that must be answered is open; if an answer does not fit, the document
    /// does not fit its round or is older than the plan it is a version of, that round is closed,
    /// something of that name is kept already, or someone changed it.
    pub async fn confirm(
        &self,
        actor: &Actor,
        moment: Moment,
        id: ImportId,
        revision: i64,
        answers: Answers,
    ) -> Result<Kept, Error> {
        let Answers { mends, decisions } = answers;
        let import = Import { mends, decisions, ..self.import(actor, id).await? };
        let permit = permit(actor, Act::SettleImport, Some(import.target.organisation()))?;
        if let Target::Round { round, .. } = &import.target {
            self.known_round(round).await?.must_take_answers()?;
        }
        let framework = self.framework_for(&import.target).await?;
        let settled = match settle(import.draft.clone(), &import.mends, actor.by) {
            Ok(settled) => settled,
            Err(Unsettled::Open(doubts)) => return Err(Error::Doubtful(doubts)),
            Err(Unsettled::Mend(error)) => return Err(error.into()),
            Err(lost @ Unsettled::Lost { .. }) => {
                return Err(Error::NothingToKeep { file: import.file, why: lost.to_string() });
            }
        };
        let standing = self.standing_plan(actor, &import.target).await?;
        let earlier = self.promised_by(actor, &import.target).await?;
        let returned = self.returned_to(actor, &import.target).await?;
        let making = Making {
            source: Source::Document(&import),
            framework: framework.as_ref(),
            standing: standing.as_ref(),
            returned: returned.as_ref(),
            earlier: &earlier,
            received: moment.today,
            draw: self.draw,
        };
        let commitment = commit(&settled, making)?;
        self.store.settle_import(&permit, moment.now, (id, revision), &commitment).await?;
        Ok(kept(&commitment))
    }

    /// Takes a confirmed import back in one step: what it added goes from every list, and what it
    /// changed says again what it said before. The journal keeps all of it.
    ///
    /// # Errors
    ///
    /// If something was built on it since, it is not confirmed, the actor may not, or someone
    /// else changed it first.
    pub async fn undo_import(
        &self,
        actor: &Actor,
        moment: Moment,
        id: ImportId,
        revision: i64,
        reason: &str,
    ) -> Result<(), Error> {
        let import = self.import(actor, id).await?;
        let permit = permit(actor, Act::UndoImport, Some(import.target.organisation()))?;
        let reason = reason.trim();
        if reason.is_empty() {
            return Err(Error::Unknown { what: "Say why it is taken back".to_owned() });
        }
        self.store.undo_import(&permit, moment.now, (id, revision), reason).await?;
        Ok(())
    }

    /// Says that a waiting import is a newer version of a plan of its body.
    ///
    /// # Errors
    ///
    /// If the actor may not, there is no such import or no such plan of that body, the same
    /// document waits for it, or someone else changed the import first.
    pub async fn retarget_import(
        &self,
        actor: &Actor,
        moment: Moment,
        id: ImportId,
        revision: i64,
        plan: PlanKey,
    ) -> Result<(), Error> {
        let import = self.import(actor, id).await?;
        let organisation = import.target.organisation().clone();
        let permit = permit(actor, Act::MendImport, Some(&organisation))?;
        let target = Target::Plan { plan, organisation };
        if self.standing_plan(actor, &target).await?.is_none() {
            return Err(Error::NotFound);
        }
        self.store.retarget_import(&permit, moment.now, (id, revision), target).await?;
        Ok(())
    }

    /// What the body of a return promised in other rounds.
    async fn promised_by(&self, actor: &Actor, target: &Target) -> Result<Vec<Objective>, Error> {
        let Target::Round { organisation, .. } = target else { return Ok(Vec::new()) };
        let organisation = Some(organisation.clone());
        let which = WhichObjectives { organisation, ..WhichObjectives::default() };
        let kept = self.store.objectives(&sees(actor, Shelf::Promises), &which, AsAt::Now).await?;
        Ok(kept.into_iter().map(|kept| kept.noun).collect())
    }

    /// The keys of a body's plans.
    pub(crate) async fn plan_keys(
        &self,
        actor: &Actor,
        organisation: &OrganisationCode,
    ) -> Result<Vec<PlanKey>, Error> {
        let plans = self.store.plans(&sees(actor, Shelf::Promises), AsAt::Now).await?;
        let own = plans.into_iter().map(|kept| kept.noun);
        let own = own.filter(|plan| plan.organisation == *organisation);
        Ok(own.map(|plan| plan.key).collect())
    }

    /// The plan an import is for, as it is kept, where it is a newer version of one of the same
    /// body.
    pub(crate) async fn standing_plan(
        &self,
        actor: &Actor,
        target: &Target,
    ) -> Result<Option<Standing>, Error> {
        let Target::Plan { plan: key, organisation } = target else { return Ok(None) };
        let sight = sees(actor, Shelf::Promises);
        let plan = match self.store.plan_called(&sight, key).await {
            Ok(kept) if kept.noun.organisation == *organisation => kept,
            Ok(_) | Err(store::Error::NotFound) => return Ok(None),
            Err(error) => return Err(error.into()),
        };
        let id = Some(plan.noun.id);
        let which = WhichRecommendations { plan: id, organisation: None };
        let recommendations = self.store.recommendations(&sight, &which, AsAt::Now).await?;
        let which = WhichActions { plan: id, organisation: None };
        let actions = self.store.actions(&sight, &which, AsAt::Now).await?;
        Ok(Some(Standing {
            plan: (plan.noun, plan.revision),
            recommendations: recommendations.into_iter().map(|k| (k.noun, k.revision)).collect(),
            actions: actions.into_iter().map(|k| (k.noun, k.revision)).collect(),
        }))
    }
}

fn kept(commitment: &Commitment) -> Kept {
    if let Some((plan, recommendations, actions)) = commitment.plan() {
        let (key, again) = (&plan.noun.key, plan.seen.is_some());
        let (more, fewer) = (added(recommendations), added(actions));
        let changed = recommendations.len() + actions.len() - more - fewer;
        let what = match (more, fewer) {
            (0, n) => number(n, "action"),
            (n, 0) => number(n, "recommendation"),
            (n, m) => format!("{} and {}", number(n, "recommendation"), number(m, "action")),
        };
        let says = if again {
            format!("{what} added and {changed} changed in the plan {key}")
        } else {
            format!("{what} kept in the plan {key}")
        };
        return Kept { title: plan.noun.title.clone(), link: format!("/plans/{key}"), says };
    }
    commitment.submission().map_or_else(
        || Kept { title: String::new(), link: "/".to_owned(), says: String::new() },
        |kept| {
            let (submission, objectives) = (&kept.submission.noun, &kept.objectives);
            let rows: usize = submission.reviews.iter().map(|review| review.rows.len()).sum();
            let what = match (objectives.len(), rows) {
                (0, rows) => number(rows, "progress report"),
                (objectives, 0) => number(objectives, "objective"),
                (objectives, rows) => format!(
                    "{} and {}",
                    number(objectives, "objective"),
                    number(rows, "progress report")
                ),
            };
            Kept {
                title: submission.who.organisation.clone(),
                link: format!("/submissions/{}", submission.id),
                says: format!("{what} kept in the return to {}", submission.round),
            }
        },
    )
}

/// How many of these are new.
fn added<T>(versions: &[Version<T>]) -> usize {
    versions.iter().filter(|version| version.seen.is_none()).count()
}
