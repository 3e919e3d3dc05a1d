//! Updates: how an action or a recommendation goes, a new date asked for and answered, and what is
//! said to be complete and seen to be.

use authority::policy::Shelf;
use authority::{Act, Actor, Sight, permit};
use jiff::Timestamp;
use jiff::civil::Date;
use programme::action::ProposedAction;
use programme::attachment::AttachedFile;
use programme::by_when::{ByWhen, Due};
use programme::code::OrganisationCode;
use programme::id::{By, PersonId, PlanId, UpdateId};
use programme::recommendation::ProposedRecommendation;
use programme::responsibility::Responsibility;
use programme::status::Status;
use programme::update::{About, Course, Evidence, Stand, Step, Update};
use store::Kept;

use crate::journal::name;
use crate::office::{as_at, sees};
use crate::read::fingerprint;
use crate::{Error, Moment, Office};

/// One update in a list of them.
#[derive(Clone, Debug)]
pub struct UpdateLine {
    /// The update.
    pub update: Update,
    /// Who told it.
    pub by: String,
    /// When.
    pub recorded: Timestamp,
}

/// What was told of an action or a recommendation, and what may be told now.
#[derive(Clone, Debug)]
pub struct Updates {
    /// What was told, the newest day first.
    pub lines: Vec<UpdateLine>,
    /// Who asked for a new date, by name.
    pub asked_by: Option<String>,
    /// Who said that it is complete, by name.
    pub completed_by: Option<String>,
    /// The revision shown of the thing.
    pub revision: i64,
    /// The steps that this person may tell now, by their keys.
    pub may: Vec<&'static str>,
    /// An identity for the update that comes next, so that a form sent twice tells once.
    pub next: UpdateId,
}

/// What somebody tells.
#[derive(Clone, Debug)]
pub struct Telling {
    /// Its identity, drawn for the form that was sent.
    pub id: UpdateId,
    /// The day it speaks of.
    pub on: Date,
    /// What is told, as a step.
    pub step: Step,
    /// What is told, in words.
    pub words: String,
    /// What shows it.
    pub evidence: Vec<Evidence>,
}

/// The thing that updates are about, as far as they need it.
pub(crate) struct Told {
    pub(crate) stand: Stand,
    pub(crate) plan: PlanId,
    pub(crate) organisation: OrganisationCode,
    pub(crate) revision: i64,
}

impl Office {
    /// What was told of an action or a recommendation, as at now or a day with the course it had
    /// then, and what this person may tell of it now.
    ///
    /// # Errors
    ///
    /// If there is no such thing, or it is not the actor's to see.
    pub async fn updates(
        &self,
        actor: &Actor,
        moment: Moment,
        about: About,
        (course, at): (&Course, Option<Date>),
    ) -> Result<Updates, Error> {
        let find = move |sight: Sight| async move { self.told(&sight, about).await };
        let (told, sight) = self.found_to_read(actor, find).await?;
        let people = self.names().await?;
        let line = |kept: Kept<Update>| UpdateLine {
            by: name(&people, &kept.by.to_string()),
            recorded: kept.recorded,
            update: kept.noun,
        };
        let lines = self.store.updates(&sight, about, as_at(at)).await?;
        let named = |person: PersonId| name(&people, &person.to_string());
        let next = UpdateId::new((self.draw)());
        Ok(Updates {
            lines: lines.into_iter().map(line).collect(),
            asked_by: course.asked.as_ref().map(|asked| named(asked.by)),
            completed_by: course.completion.map(named),
            revision: told.revision,
            may: if at.is_some() { Vec::new() } else { may(actor, moment.today, &told) },
            next,
        })
    }

    /// Keeps what somebody tells of an action or a recommendation. Told twice, it is told once.
    ///
    /// # Errors
    ///
    /// If the actor may not, there is no such thing, it cannot be moved so, or someone told
    /// something of it first.
    pub async fn tell(
        &self,
        actor: &Actor,
        moment: Moment,
        (about, seen): (About, i64),
        telling: Telling,
    ) -> Result<(), Error> {
        let told = self.told(&sees(actor, Shelf::Promises), about).await?;
        let permit = permit(actor, Act::of_update(&telling.step), Some(&told.organisation))?;
        let update = told.update(about, telling);
        match self.store.tell(&permit, moment.now, seen, &update).await {
            // The form was sent twice.
            Ok(_) | Err(store::Error::AlreadyKept { .. }) => Ok(()),
            Err(error) => Err(error.into()),
        }
    }

    /// Keeps what somebody tells with a file that shows it. Told twice, it is told once.
    ///
    /// # Errors
    ///
    /// As [`Office::tell`]; and if the file is none that is taken.
    pub async fn tell_with(
        &self,
        actor: &Actor,
        moment: Moment,
        (about, seen): (About, i64),
        telling: Telling,
        (title, name, bytes): (&str, &str, &[u8]),
    ) -> Result<(), Error> {
        let told = self.told(&sees(actor, Shelf::Promises), about).await?;
        let permit = permit(actor, Act::of_update(&telling.step), Some(&told.organisation))?;
        let file = AttachedFile::new(title, name, (bytes, fingerprint(bytes)))?;
        let mut update = told.update(about, telling);
        update.evidence.push(Evidence::File(file));
        match self.store.tell_with(&permit, moment.now, (seen, &update), bytes).await {
            Ok(_) | Err(store::Error::AlreadyKept { .. }) => Ok(()),
            Err(error) => Err(error.into()),
        }
    }

    /// A file that shows what was told of a thing, byte for byte.
    ///
    /// # Errors
    ///
    /// If there is no such thing or file, or it is not the actor's to see.
    pub async fn evidence_file(
        &self,
        actor: &Actor,
        about: About,
        sha256: &str,
    ) -> Result<(AttachedFile, Vec<u8>), Error> {
        let find = move |sight: Sight| async move { self.told(&sight, about).await };
        let (_, sight) = self.found_to_read(actor, find).await?;
        Ok(self.store.evidence_file(&sight, about, sha256).await?)
    }

    pub(crate) async fn told(&self, sight: &Sight, about: About) -> Result<Told, Error> {
        let (stand, plan, revision) = match about {
            About::Action(id) => {
                let Kept { noun, revision, .. } = self.store.action(sight, id).await?;
                let ProposedAction { status, by_when, responsibility: owner, .. } = noun.said;
                (Stand { status, by_when, owner, course: noun.course }, noun.plan, revision)
            }
            About::Recommendation(id) => {
                let Kept { noun, revision, .. } = self.store.recommendation(sight, id).await?;
                let ProposedRecommendation { status, by_when, responsibility: owner, .. } =
                    noun.said;
                (Stand { status, by_when, owner, course: noun.course }, noun.plan, revision)
            }
        };
        let organisation = self.store.plan(sight, plan).await?.noun.organisation;
        Ok(Told { stand, plan, organisation, revision })
    }
}

impl Told {
    /// What is told of this thing, as an update of it.
    pub(crate) fn update(&self, about: About, telling: Telling) -> Update {
        let Telling { id, on, step, words, evidence } = telling;
        let (plan, organisation) = (self.plan, self.organisation.clone());
        let words = words.trim().to_owned();
        Update { id, about, plan, organisation, on, step, words, evidence }
    }
}

/// The steps that a person may tell of a thing as it stands.
fn may(actor: &Actor, today: Date, told: &Told) -> Vec<&'static str> {
    let By::Person(person) = actor.by else { return Vec::new() };
    let date = ByWhen { due: Some(Due::Day(today)), ..ByWhen::default() };
    let steps = [
        Step::Progress(Status::default()),
        Step::AskDate(date),
        Step::AgreeDate,
        Step::RefuseDate,
        Step::AskCompletion,
        Step::Verify,
        Step::NotVerified,
        Step::Supersede,
        Step::NotAdopt,
        Step::Reopen,
        Step::NameOwner(Responsibility::read("somebody")),
    ];
    let can = |step: &Step| {
        let moves = told.stand.clone().after(step, (person, "words"), (today, today)).is_ok();
        moves && permit(actor, Act::of_update(step), Some(&told.organisation)).is_ok()
    };
    steps.iter().filter(|step| can(step)).map(Step::key).collect()
}
