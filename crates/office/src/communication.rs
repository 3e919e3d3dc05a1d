//! Communications: what is told to whom in waves, whom it reached, and the released findings that
//! it cites.

use std::collections::BTreeMap;

use authority::policy::Shelf;
use authority::{Act, Actor, Sight, permit};
use jiff::civil::Date;
use programme::action::Action;
use programme::change::Thing;
use programme::code::{OrganisationCode, PlanKey};
use programme::communication::{
    Cited, Communication, ProposedCommunication, Reached, Stage, Wave, proposed,
};
use programme::id::{ActionId, CommunicationId};
use programme::standing::Standing;
use store::{AsAt, Kept};

use crate::changes::Past;
use crate::finding::{Exhibit, alone};
use crate::journal::name;
use crate::office::{as_at, sees};
use crate::organisation::name_in;
use crate::plan::Plans;
use crate::{Error, Moment, Office};

/// A communication in a list.
#[derive(Clone, Debug)]
pub struct CommunicationLine {
    /// The communication.
    pub communication: Communication,
    /// Who tells it.
    pub organisation: String,
    /// The plan of which it tells, by key and title.
    pub plan: Option<(PlanKey, String)>,
    /// Where it stands on the day asked.
    pub standing: Standing,
}

/// An action that a communication carries out.
#[derive(Clone, Debug)]
pub struct Carried {
    /// The action.
    pub id: ActionId,
    /// Its words.
    pub words: String,
    /// Its notes.
    pub notes: String,
}

/// A communication with everything beside it.
#[derive(Clone, Debug)]
pub struct CommunicationPage {
    /// The communication.
    pub line: CommunicationLine,
    /// The revision shown.
    pub revision: i64,
    /// The action that it carries out.
    pub action: Option<Carried>,
    /// What it cites, drawn as it was released.
    pub exhibits: Vec<Exhibit>,
    /// Its revisions, the newest first.
    pub history: Vec<Past>,
    /// Whether this person may write it.
    pub may: bool,
}

/// What a form of a communication is filled in for.
#[derive(Clone, Debug)]
pub struct CommunicationForm {
    /// Its identity: drawn for the form where it is new.
    pub id: CommunicationId,
    /// The body, and its name.
    pub organisation: (OrganisationCode, String),
    /// The communication as it stands, with its revision, where it is not new.
    pub standing: Option<(Communication, i64)>,
    /// The action that it carries out.
    pub action: Option<Carried>,
    /// What the action proposes, for a new one.
    pub proposed: ProposedCommunication,
    /// The plans of the body, of one of which it may tell.
    pub plans: Vec<(PlanKey, String)>,
    /// The key of the plan of which it tells.
    pub plan: Option<PlanKey>,
    /// The released findings that it may cite: the newest of each indicator and breakdown, and those
    /// that it cites already. There are no others to choose from.
    pub findings: Vec<(Cited, String)>,
}

/// What somebody writes of a communication.
#[derive(Clone, Debug)]
pub struct CommunicationTold {
    /// Its identity, drawn for the form where it is new.
    pub id: CommunicationId,
    /// The body.
    pub organisation: OrganisationCode,
    /// The plan of which it tells.
    pub plan: Option<PlanKey>,
    /// The action that it carries out, for a new one.
    pub action: Option<ActionId>,
    /// What is told.
    pub said: ProposedCommunication,
}

/// What became of a communication that was to be saved.
#[derive(Clone, Debug)]
pub enum CommunicationSaved {
    /// It is saved.
    Kept,
    /// Somebody saved it first.
    Theirs {
        /// What they saved.
        form: Box<CommunicationForm>,
        /// Who.
        by: String,
    },
}

impl Office {
    /// The communications the actor may see, by wave, with where each stands on a day.
    ///
    /// # Errors
    ///
    /// If the database does not answer.
    pub async fn communications(
        &self,
        actor: &Actor,
        (day, at): (Date, Option<Date>),
    ) -> Result<Vec<CommunicationLine>, Error> {
        let sight = sees(actor, Shelf::Promises);
        let plans = self.plans_within(&sight, as_at(at)).await?;
        let names = self.organisation_names().await?;
        let kept = self.store.communications(&sight, as_at(at)).await?;
        let mut lines: Vec<CommunicationLine> =
            kept.into_iter().map(|kept| line(kept.noun, day, &plans, &names)).collect();
        // A day shows each in the wave that it was in.
        lines.sort_by_key(|line| line.communication.said.wave);
        Ok(lines)
    }

    /// A communication, with what it cites. One that a body left is there for the one that follows it.
    ///
    /// # Errors
    ///
    /// If there is no such communication, or it is not the actor's to see.
    pub async fn communication(
        &self,
        actor: &Actor,
        id: CommunicationId,
        (day, at): (Date, Option<Date>),
    ) -> Result<CommunicationPage, Error> {
        let when = as_at(at);
        let find = move |sight: Sight| async move {
            Ok(self.store.communication(&sight, id, when).await?)
        };
        let (kept, sight) = self.found_to_read(actor, find).await?;
        let Kept { noun, revision, .. } = kept;
        let plans = self.plans_within(&sight, when).await?;
        let may = permit(actor, Act::WriteCommunication, Some(&noun.organisation)).is_ok();
        let findings = sees(actor, Shelf::Findings);
        let mut exhibits = Vec::new();
        for (at, cited) in noun.said.findings.iter().enumerate() {
            match self.store.cited_finding(&findings, cited).await {
                Ok(found) => exhibits.push(alone(&found.finding, at)),
                Err(store::Error::NotFound) => {}
                Err(error) => return Err(error.into()),
            }
        }
        let action = match noun.action {
            Some(id) => Some(carried(self.store.action(&sight, id).await?.noun)),
            None => None,
        };
        Ok(CommunicationPage {
            action,
            history: self.past(&sight, &id.to_string(), Thing::Communication).await?,
            line: line(noun, day, &plans, &self.organisation_names().await?),
            may: may && at.is_none(),
            revision,
            exhibits,
        })
    }

    /// Whether the actor may add a communication to those of a body.
    pub fn may_write_communication(actor: &Actor, body: &OrganisationCode) -> bool {
        permit(actor, Act::WriteCommunication, Some(body)).is_ok()
    }

    /// A form for a new communication: one that carries out an action, or else one of a body, or
    /// of the actor's own.
    ///
    /// # Errors
    ///
    /// If the actor may not, or there is no such body.
    pub async fn new_communication(
        &self,
        actor: &Actor,
        (body, action): (Option<&OrganisationCode>, Option<ActionId>),
    ) -> Result<CommunicationForm, Error> {
        let sight = sees(actor, Shelf::Promises);
        let action = match action {
            Some(id) => Some(self.store.action(&sight, id).await?.noun),
            None => None,
        };
        let plan = match &action {
            Some(action) => Some(self.store.plan(&sight, action.plan).await?.noun),
            None => None,
        };
        let of_plan = plan.as_ref().map(|plan| &plan.organisation);
        let body = of_plan.or(body).or(actor.organisation.as_ref()).ok_or(Error::NotFound)?;
        permit(actor, Act::WriteCommunication, Some(body))?;
        self.known_organisation(body).await.map_err(|_| Error::NotFound)?;
        let id = CommunicationId::new((self.draw)());
        let of = action.as_ref().map(|action| action.id);
        let plan = plan.as_ref().map(|plan| plan.id);
        let new = Communication { plan, action: of, ..blank(id, body.clone()) };
        let form = self.communication_form(actor, (new, 0)).await?;
        let proposed = action.and_then(|action| proposed(&action.said)).unwrap_or_default();
        Ok(CommunicationForm { standing: None, proposed, ..form })
    }

    /// A form for a communication that is there.
    ///
    /// # Errors
    ///
    /// If the actor may not, or there is no such communication.
    pub async fn communication_to_change(
        &self,
        actor: &Actor,
        id: CommunicationId,
    ) -> Result<CommunicationForm, Error> {
        let Kept { noun, revision, .. } = self.own_communication(actor, id).await?;
        self.communication_form(actor, (noun, revision)).await
    }

    /// Adds a communication. Added twice, it is added once.
    ///
    /// # Errors
    ///
    /// If the actor may not, it is for nobody or tells nothing, or it cites what was not released.
    pub async fn add_communication(
        &self,
        actor: &Actor,
        moment: Moment,
        told: CommunicationTold,
    ) -> Result<(), Error> {
        let of = (Some(&told.organisation), told.action);
        let form = self.new_communication(actor, of).await?;
        if form.organisation.0 != told.organisation {
            return Err(Error::NotFound);
        }
        let permit = permit(actor, Act::WriteCommunication, Some(&told.organisation))?;
        must_be_released(&told, &form)?;
        let blank = blank(told.id, told.organisation.clone());
        let new = Communication { action: told.action, ..blank };
        let new = self.told_of(actor, new, told).await?;
        match self.store.write_communication(&permit, moment.now, None, &new).await {
            // The form was sent twice.
            Ok(_) | Err(store::Error::AlreadyKept { .. }) => Ok(()),
            Err(error) => Err(error.into()),
        }
    }

    /// Saves what is told in a communication. Saved twice, it is saved once; where somebody else
    /// saved first, what they saved comes back.
    ///
    /// # Errors
    ///
    /// As [`Office::add_communication`], or if there is no such communication.
    pub async fn change_communication(
        &self,
        actor: &Actor,
        moment: Moment,
        seen: i64,
        told: CommunicationTold,
    ) -> Result<CommunicationSaved, Error> {
        let kept = self.own_communication(actor, told.id).await?;
        let form = self.communication_to_change(actor, told.id).await?;
        must_be_released(&told, &form)?;
        let changed = self.told_of(actor, kept.noun.clone(), told).await?;
        self.save(actor, moment, (kept, seen), changed, form).await
    }

    /// Says how far a communication is, and whom it reached if somebody counted.
    ///
    /// # Errors
    ///
    /// If the actor may not, there is no such communication, or it reached somebody and is not sent.
    pub async fn tell_reach(
        &self,
        actor: &Actor,
        moment: Moment,
        (id, seen): (CommunicationId, i64),
        (stage, reach): (Stage, Option<Reached>),
    ) -> Result<CommunicationSaved, Error> {
        let kept = self.own_communication(actor, id).await?;
        let form = self.communication_to_change(actor, id).await?;
        let changed = kept.noun.clone().gone(stage, reach)?;
        self.save(actor, moment, (kept, seen), changed, form).await
    }

    async fn save(
        &self,
        actor: &Actor,
        moment: Moment,
        (kept, seen): (Kept<Communication>, i64),
        changed: Communication,
        form: CommunicationForm,
    ) -> Result<CommunicationSaved, Error> {
        if changed == kept.noun {
            return Ok(CommunicationSaved::Kept);
        }
        if kept.revision != seen {
            let by = name(&self.names().await?, &kept.by.to_string());
            return Ok(CommunicationSaved::Theirs { form: Box::new(form), by });
        }
        let permit = permit(actor, Act::WriteCommunication, Some(&changed.organisation))?;
        self.store.write_communication(&permit, moment.now, Some(seen), &changed).await?;
        Ok(CommunicationSaved::Kept)
    }

    /// A communication as it is told, of the plan that is named.
    async fn told_of(
        &self,
        actor: &Actor,
        of: Communication,
        told: CommunicationTold,
    ) -> Result<Communication, Error> {
        let plan = match &told.plan {
            None => None,
            Some(key) => {
                let plan = self.store.plan_called(&sees(actor, Shelf::Promises), key).await?.noun;
                if plan.organisation != of.organisation {
                    return Err(Error::NotFound);
                }
                Some(plan.id)
            }
        };
        Ok(Communication { plan, ..of }.written(told.said)?)
    }

    async fn own_communication(
        &self,
        actor: &Actor,
        id: CommunicationId,
    ) -> Result<Kept<Communication>, Error> {
        let sight = sees(actor, Shelf::Promises);
        let kept = self.store.communication(&sight, id, AsAt::Now).await?;
        permit(actor, Act::WriteCommunication, Some(&kept.noun.organisation))?;
        Ok(kept)
    }

    async fn communication_form(
        &self,
        actor: &Actor,
        (of, revision): (Communication, i64),
    ) -> Result<CommunicationForm, Error> {
        let plans = self.plans_within(&sees(actor, Shelf::Promises), AsAt::Now).await?;
        let own = plans.each().filter(|(plan, _)| plan.organisation == of.organisation);
        let keyed: Vec<_> = own.map(|(plan, _)| (plan.key.clone(), plan.title.clone())).collect();
        let plan = plans.each().find(|(plan, _)| Some(plan.id) == of.plan);
        let action = match of.action {
            Some(id) => {
                let sight = sees(actor, Shelf::Promises);
                Some(carried(self.store.action(&sight, id).await?.noun))
            }
            None => None,
        };
        Ok(CommunicationForm {
            action,
            proposed: ProposedCommunication::default(),
            id: of.id,
            organisation: (
                of.organisation.clone(),
                self.organisation_name(&of.organisation).await?,
            ),
            plan: plan.map(|(plan, _)| plan.key.clone()),
            plans: keyed,
            findings: self.citable(actor, &of.said.findings).await?,
            standing: Some((of, revision)),
        })
    }

    /// What can be cited: of the findings that are kept, which are all released, the newest of each
    /// indicator and breakdown, and those that are cited already.
    async fn citable(
        &self,
        actor: &Actor,
        already: &[Cited],
    ) -> Result<Vec<(Cited, String)>, Error> {
        let sight = sees(actor, Shelf::Findings);
        let mut found = Vec::new();
        for cited in already {
            match self.store.cited_finding(&sight, cited).await {
                Ok(kept) => found.push((cited.clone(), sentence(&kept))),
                Err(store::Error::NotFound) => {}
                Err(error) => return Err(error.into()),
            }
        }
        for indicator in self.store.indicators(&sight, AsAt::Now).await? {
            for breakdown in self.store.breakdowns(&sight, &indicator, AsAt::Now).await? {
                let kept = self.store.newest_finding(&sight, &indicator, &breakdown).await?;
                let period = kept.finding.get().subject.period.clone();
                let (run, indicator) = (kept.run, indicator.clone());
                let cited = Cited { run, indicator, breakdown, period };
                if !already.contains(&cited) {
                    let says = sentence(&kept);
                    found.push((cited, says));
                }
            }
        }
        Ok(found)
    }
}

/// A communication of which nothing is said yet.
fn blank(id: CommunicationId, organisation: OrganisationCode) -> Communication {
    let said = ProposedCommunication::default();
    let stage = Stage::Planned;
    Communication { id, organisation, plan: None, action: None, said, stage, reach: None }
}

fn carried(action: Action) -> Carried {
    Carried { id: action.id, words: action.said.words, notes: action.said.notes }
}

/// What a finding says, in a sentence, as everywhere.
fn sentence(kept: &store::KeptFinding) -> String {
    alone(&kept.finding, 0).chart.sentence
}

/// Refuses what the form does not offer to cite: nothing of it was released.
fn must_be_released(told: &CommunicationTold, form: &CommunicationForm) -> Result<(), Error> {
    let offered = |cited| form.findings.iter().any(|(one, _)| one == cited);
    if told.said.findings.iter().all(offered) {
        return Ok(());
    }
    let what = "Choose what to cite from the list: only what is released can be cited".to_owned();
    Err(Error::Unknown { what })
}

fn line(
    communication: Communication,
    day: Date,
    plans: &Plans,
    names: &BTreeMap<OrganisationCode, String>,
) -> CommunicationLine {
    let plan = communication.plan.and_then(|id| plans.each().find(|(plan, _)| plan.id == id));
    CommunicationLine {
        organisation: name_in(names, &communication.organisation),
        plan: plan.map(|(plan, _)| (plan.key.clone(), plan.title.clone())),
        standing: communication.standing(plans.rule, day),
        communication,
    }
}

/// The communications of each wave, in order.
pub fn by_wave(lines: Vec<CommunicationLine>) -> Vec<(Wave, Vec<CommunicationLine>)> {
    let mut waves: BTreeMap<Wave, Vec<CommunicationLine>> = BTreeMap::new();
    for line in lines {
        waves.entry(line.communication.said.wave).or_default().push(line);
    }
    waves.into_iter().collect()
}
