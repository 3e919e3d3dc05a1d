//! What people write of risks: a new one, what is said of one, and what two or several become.

use authority::policy::Shelf;
use authority::{Act, Actor, permit};
use jiff::civil::Date;
use programme::code::{OrganisationCode, PlanKey};
use programme::id::RiskId;
use programme::risk::{Risk, RiskState, Whose, Wording, WordingFrom, Written, parts};
use store::{AsAt, Kept};

use super::{RiskLine, line};
use crate::journal::name;
use crate::office::sees;
use crate::plan::ActionLine;
use crate::{Error, Moment, Office};

/// What a form of a risk is filled in for.
#[derive(Clone, Debug)]
pub struct RiskForm {
    /// Its identity: drawn for the form where it is new.
    pub id: RiskId,
    /// The body, and its name.
    pub organisation: (OrganisationCode, String),
    /// The plan in which it arises, by key and title.
    pub plan: Option<(PlanKey, String)>,
    /// The risk as it stands, with its revision, where it is not new.
    pub standing: Option<(Risk, i64)>,
    /// The actions of the body that it could threaten: those of its plan alone, where it has one.
    pub actions: Vec<ActionLine>,
}

/// A risk that somebody adds.
#[derive(Clone, Debug)]
pub struct NewRisk {
    /// Its identity, drawn for the form.
    pub id: RiskId,
    /// The body.
    pub organisation: OrganisationCode,
    /// The plan in which it arises.
    pub plan: Option<PlanKey>,
    /// What is said of it.
    pub written: Written,
}

/// What became of a risk that was to be saved.
#[derive(Clone, Debug)]
pub enum RiskSaved {
    /// It is saved.
    Kept,
    /// Somebody saved it first.
    Theirs {
        /// What they saved.
        form: Box<RiskForm>,
        /// Who.
        by: String,
    },
}

/// How a risk moves by itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RiskStep {
    /// It is closed.
    Close,
    /// It is opened again.
    Reopen,
}

/// Two risks as they would be once they are one.
#[derive(Clone, Debug)]
pub struct Preview {
    /// The risk that goes on, with its revision.
    pub ours: (RiskLine, i64),
    /// The risk that is merged into it, with its revision.
    pub theirs: (RiskLine, i64),
    /// What it says then, with the assessment of the first.
    pub both: Risk,
    /// The actions that it threatens then.
    pub actions: Vec<ActionLine>,
}

impl Office {
    /// A form for a new risk: of a plan, or else of a body.
    ///
    /// # Errors
    ///
    /// If the actor may not, or there is no such plan or body.
    pub async fn new_risk(
        &self,
        actor: &Actor,
        today: Date,
        (body, key): (Option<&OrganisationCode>, Option<&PlanKey>),
    ) -> Result<RiskForm, Error> {
        let sight = sees(actor, Shelf::Promises);
        let plan = match key {
            Some(key) => Some(self.store.plan_called(&sight, key).await?.noun),
            None => None,
        };
        let of_plan = plan.as_ref().map(|plan| &plan.organisation);
        let body = of_plan.or(body).or(actor.organisation.as_ref()).ok_or(Error::NotFound)?;
        permit(actor, Act::WriteRisk, Some(body))?;
        self.known_organisation(body).await.map_err(|_| Error::NotFound)?;
        let id = RiskId::new((self.draw)());
        let risk =
            Risk { plan: plan.as_ref().map(|plan| plan.id), ..Risk::new(id, body.clone(), vec![]) };
        let form = self.form_of(actor, today, (risk, 0)).await?;
        Ok(RiskForm { standing: None, ..form })
    }

    /// A form for what is said of a risk.
    ///
    /// # Errors
    ///
    /// If the actor may not, or there is no such risk.
    pub async fn risk_to_change(
        &self,
        actor: &Actor,
        today: Date,
        id: RiskId,
    ) -> Result<RiskForm, Error> {
        let Kept { noun, revision, .. } = self.own_risk(actor, id).await?;
        self.form_of(actor, today, (noun, revision)).await
    }

    /// Adds a risk. Added twice, it is added once.
    ///
    /// # Errors
    ///
    /// If the actor may not, it is said in no words, or an action is not one of its body.
    pub async fn add_risk(&self, actor: &Actor, moment: Moment, new: NewRisk) -> Result<(), Error> {
        let of = (Some(&new.organisation), new.plan.as_ref());
        let form = self.new_risk(actor, moment.today, of).await?;
        let permit = permit(actor, Act::WriteRisk, Some(&form.organisation.0))?;
        must_be_among(&new.written, &form)?;
        let sight = sees(actor, Shelf::Promises);
        let plan = match &form.plan {
            Some((key, _)) => Some(self.store.plan_called(&sight, key).await?.noun.id),
            None => None,
        };
        let bare = Risk::new(new.id, form.organisation.0, Vec::new());
        let risk = Risk { plan, ..bare }.written(new.written)?;
        match self.store.write_risks(&permit, moment.now, &[(None, risk)], None).await {
            // The form was sent twice.
            Ok(()) | Err(store::Error::AlreadyKept { .. }) => Ok(()),
            Err(error) => Err(error.into()),
        }
    }

    /// Saves what is said of a risk. Saved twice, it is saved once; where somebody else saved
    /// first, what they saved comes back.
    ///
    /// # Errors
    ///
    /// If the actor may not, there is no such risk, it is not open, or an action is not one of its
    /// body.
    pub async fn change_risk(
        &self,
        actor: &Actor,
        moment: Moment,
        (id, seen): (RiskId, i64),
        written: Written,
    ) -> Result<RiskSaved, Error> {
        let kept = self.own_risk(actor, id).await?;
        let form = self.risk_to_change(actor, moment.today, id).await?;
        must_be_among(&written, &form)?;
        let risk = kept.noun.clone().written(written)?;
        if risk == kept.noun {
            return Ok(RiskSaved::Kept);
        }
        if kept.revision != seen {
            let by = name(&self.names().await?, &kept.by.to_string());
            return Ok(RiskSaved::Theirs { form: Box::new(form), by });
        }
        self.keep_risks(actor, moment, vec![(Some(seen), risk)], None).await?;
        Ok(RiskSaved::Kept)
    }

    /// Closes a risk or opens it again, for a reason. Done twice, it is done once.
    ///
    /// # Errors
    ///
    /// If the actor may not, there is no such risk, it cannot be moved so, or somebody changed it
    /// first.
    pub async fn step_risk(
        &self,
        actor: &Actor,
        moment: Moment,
        (id, seen): (RiskId, i64),
        (step, because): (RiskStep, &str),
    ) -> Result<(), Error> {
        let kept = self.own_risk(actor, id).await?;
        let done = match (&step, &kept.noun.state) {
            (RiskStep::Close, RiskState::Closed { because: told }) => told == because.trim(),
            (RiskStep::Reopen, RiskState::Open) => kept.revision == seen + 1,
            (RiskStep::Close, RiskState::Open | RiskState::Merged { .. })
            | (RiskStep::Reopen, RiskState::Closed { .. } | RiskState::Merged { .. }) => false,
        };
        if done {
            return Ok(());
        }
        let risk = match step {
            RiskStep::Close => kept.noun.closed(because)?,
            RiskStep::Reopen => kept.noun.reopened(because)?,
        };
        self.keep_risks(actor, moment, vec![(Some(seen), risk)], Some(because)).await
    }

    /// Two risks as they would be once they are one.
    ///
    /// # Errors
    ///
    /// If the actor may not, there are no such risks, or they cannot be one.
    pub async fn merge_preview(
        &self,
        actor: &Actor,
        day: Date,
        (id, other): (RiskId, RiskId),
    ) -> Result<Preview, Error> {
        let ours = self.own_risk(actor, id).await?;
        let theirs = self.own_risk(actor, other).await?;
        let (both, _) = ours.noun.clone().merged(theirs.noun.clone(), Whose::Ours)?;
        let sight = sees(actor, Shelf::Promises);
        let plans = self.plans_within(&sight, AsAt::Now).await?;
        let names = self.organisation_names().await?;
        let body = &both.organisation;
        let mut actions = self.actions_of(&sight, body, (day, AsAt::Now), &plans).await?;
        let threatened = both.every_action();
        actions.retain(|action| threatened.contains(&action.action.id));
        Ok(Preview {
            ours: (line(ours.noun, &plans, &names), ours.revision),
            theirs: (line(theirs.noun, &plans, &names), theirs.revision),
            both,
            actions,
        })
    }

    /// Makes two risks one. Done twice, it is done once.
    ///
    /// # Errors
    ///
    /// If the actor may not, there are no such risks, they cannot be one, or somebody changed one
    /// first.
    pub async fn merge_risks(
        &self,
        actor: &Actor,
        moment: Moment,
        ((id, seen), (other, other_seen)): ((RiskId, i64), (RiskId, i64)),
        whose: Whose,
    ) -> Result<(), Error> {
        let ours = self.own_risk(actor, id).await?.noun;
        let theirs = self.own_risk(actor, other).await?.noun;
        if theirs.state == (RiskState::Merged { into: id }) {
            return Ok(());
        }
        let says = format!("“{}” says the same as “{}”", theirs.words(), ours.words());
        let (on, gone) = ours.merged(theirs, whose)?;
        let both = vec![(Some(seen), on), (Some(other_seen), gone)];
        self.keep_risks(actor, moment, both, Some(&says)).await
    }

    /// Takes two risks apart that were made one, for a reason. Done twice, it is done once.
    ///
    /// # Errors
    ///
    /// If the actor may not, the one was not merged into the other, or somebody changed it first.
    pub async fn take_risks_apart(
        &self,
        actor: &Actor,
        moment: Moment,
        ((id, seen), other): ((RiskId, i64), RiskId),
        because: &str,
    ) -> Result<(), Error> {
        let ours = self.own_risk(actor, id).await?;
        let theirs = self.own_risk(actor, other).await?;
        let is_in = ours.noun.absorbed.iter().any(|one| one.risk == other);
        if !is_in && theirs.noun.state == RiskState::Open && ours.revision == seen + 1 {
            return Ok(());
        }
        let (on, back) = ours.noun.taken_apart(theirs.noun, because)?;
        let both = vec![(Some(seen), on), (Some(theirs.revision), back)];
        self.keep_risks(actor, moment, both, Some(because)).await
    }

    /// A risk that may say several things, with its revision, the parts that a machine proposes,
    /// and an identity by which the new ones are numbered.
    ///
    /// # Errors
    ///
    /// If the actor may not, or there is no such risk.
    pub async fn split_proposal(
        &self,
        actor: &Actor,
        id: RiskId,
    ) -> Result<(Risk, i64, Vec<String>, RiskId), Error> {
        let Kept { noun, revision, .. } = self.own_risk(actor, id).await?;
        let parts = parts(noun.words());
        Ok((noun, revision, parts, RiskId::new((self.draw)())))
    }

    /// Splits a risk into its parts: it says the first, and each of the others is a new one. Done
    /// twice, it is done once.
    ///
    /// # Errors
    ///
    /// If the actor may not, there is no such risk, the parts are not its words, or somebody
    /// changed it first.
    pub async fn split_risk(
        &self,
        actor: &Actor,
        moment: Moment,
        ((id, seen), first): ((RiskId, i64), RiskId),
        said: Vec<String>,
    ) -> Result<(), Error> {
        let risk = self.own_risk(actor, id).await?.noun;
        let sight = sees(actor, Shelf::Promises);
        if self.store.risk(&sight, numbered(first, 1), AsAt::Now).await.is_ok() {
            return Ok(());
        }
        let said: Vec<_> = (0..).zip(said).map(|(n, words)| (numbered(first, n), words)).collect();
        let says = format!("“{}” says several things", risk.words());
        let (on, new) = risk.split(&said)?;
        let mut all = vec![(Some(seen), on)];
        all.extend(new.into_iter().map(|risk| (None, risk)));
        self.keep_risks(actor, moment, all, Some(&says)).await
    }

    /// Keeps risks of one body, as this actor may.
    pub(crate) async fn keep_risks(
        &self,
        actor: &Actor,
        moment: Moment,
        risks: Vec<(Option<i64>, Risk)>,
        reason: Option<&str>,
    ) -> Result<(), Error> {
        let Some((_, first)) = risks.first() else { return Ok(()) };
        let permit = permit(actor, Act::WriteRisk, Some(&first.organisation))?;
        self.store.write_risks(&permit, moment.now, &risks, reason).await?;
        Ok(())
    }

    /// A risk that this actor may write.
    async fn own_risk(&self, actor: &Actor, id: RiskId) -> Result<Kept<Risk>, Error> {
        let kept = self.store.risk(&sees(actor, Shelf::Promises), id, AsAt::Now).await?;
        permit(actor, Act::WriteRisk, Some(&kept.noun.organisation))?;
        Ok(kept)
    }

    async fn form_of(
        &self,
        actor: &Actor,
        today: Date,
        (risk, revision): (Risk, i64),
    ) -> Result<RiskForm, Error> {
        let sight = sees(actor, Shelf::Promises);
        let plans = self.plans_within(&sight, AsAt::Now).await?;
        let body = risk.organisation.clone();
        let mut actions = self.actions_of(&sight, &body, (today, AsAt::Now), &plans).await?;
        let may_be = |action: &ActionLine| {
            let of = risk.plan.is_none_or(|plan| plan == action.action.plan);
            of || risk.actions.contains(&action.action.id)
        };
        actions.retain(may_be);
        let line = line(risk, &plans, &self.organisation_names().await?);
        Ok(RiskForm {
            id: line.risk.id,
            organisation: (body, line.organisation),
            plan: line.plan,
            standing: Some((line.risk, revision)),
            actions,
        })
    }
}

/// Refuses actions that the form does not offer: they are of another body, or of none.
fn must_be_among(written: &Written, form: &RiskForm) -> Result<(), Error> {
    let offered = |id| form.actions.iter().any(|line| line.action.id == id);
    if written.actions.iter().all(|id| offered(*id)) { Ok(()) } else { Err(Error::NotFound) }
}

/// The identity that many after the first that was drawn, for things that one form makes.
pub(super) fn numbered(first: RiskId, number: u32) -> RiskId {
    let number = first.uuid().as_u128().wrapping_add(u128::from(number));
    RiskId::new(uuid::Uuid::from_u128(number))
}

/// A wording of an action.
pub(crate) fn of_action(words: &str, action: programme::id::ActionId) -> Wording {
    Wording { words: words.to_owned(), from: WordingFrom::Action(action) }
}
