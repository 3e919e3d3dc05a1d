//! The example region, Three Rivers: invented bodies, documents and appointments, brought in
//! through the same doors as real ones.

mod communication;
mod evidence;
mod risk;

use authority::Actor;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use programme::code::{OrganisationCode, PlanKey, RoundKey};
use programme::commitment::Answers;
use programme::correspondence::End;
use programme::draft::Mend;
use programme::id::ObjectiveId;
use programme::import::Target;
use programme::objective::MeasuredBy;
use programme::person::Role;
use programme::post::Email;
use serde::Deserialize;

use crate::correspondence::{Choice, Wish};
use crate::import::Upload;
use crate::region::{NewPerson, desk, role};
use crate::{Error, Moment, Office, data};

/// The password of everyone in the example region. It guards nothing: the region is invented,
/// and served on this machine alone.
pub const PASSWORD: &str = "three rivers demo";

/// The folder of the example region among the data that ships inside.
const FOLDER: &str = "demo/three-rivers";

/// Someone who may sign in to the example region.
#[derive(Clone, Debug)]
pub struct SignIn {
    /// The name they sign in with.
    pub sign_in: String,
    /// The name shown.
    pub name: String,
    /// Their role.
    pub role: Role,
    /// The body they act for.
    pub organisation: Option<OrganisationCode>,
}

#[derive(Deserialize)]
struct Example {
    as_at: Date,
    /// The indicators that are run, by their paths among the data that ships.
    measured: Vec<String>,
    #[serde(rename = "person")]
    people: Vec<ExamplePerson>,
    #[serde(rename = "document")]
    documents: Vec<ExampleDocument>,
    #[serde(rename = "measured_by")]
    measures: Vec<ExampleMeasure>,
    #[serde(rename = "risk")]
    risks: Vec<risk::ExampleRisk>,
    #[serde(rename = "communication")]
    communications: Vec<communication::ExampleCommunication>,
    mapped: Vec<ExampleMapping>,
}

#[derive(Deserialize)]
struct ExamplePerson {
    sign_in: String,
    name: String,
    role: String,
    organisation: Option<OrganisationCode>,
    email: Option<Email>,
}

#[derive(Deserialize)]
struct ExampleDocument {
    file: String,
    organisation: OrganisationCode,
    round: Option<RoundKey>,
    plan: Option<PlanKey>,
    received: Date,
    state: String,
    confirmed_by: Option<String>,
    mends: Vec<Mend>,
}

#[derive(Deserialize)]
struct ExampleMeasure {
    document: String,
    objective: u16,
    #[serde(flatten)]
    measure: MeasuredBy,
}

/// A line of a cross-walk: of an action of a plan, or of an objective of a return.
#[derive(Deserialize)]
struct ExampleMapping {
    plan: Option<PlanKey>,
    document: Option<String>,
    position: u16,
    /// A node, or a recommendation as `PLAN:POSITION`.
    to: String,
    how: String,
    why: String,
}

impl Office {
    /// Loads the example region into an empty office: bodies, people, documents, and an extract
    /// of `rows` invented appointments, run and released.
    ///
    /// # Errors
    ///
    /// If the office is not empty, or any step of it fails as it would for anyone.
    pub async fn load_demo(&self, moment: Moment, rows: u32) -> Result<Vec<SignIn>, Error> {
        let text = data::text(&format!("{FOLDER}/region.toml"))?;
        let example: Example = toml::from_str(&text).map_err(|error| Error::Unknown {
            what: format!("the example region does not read: {error}"),
        })?;
        let opened = example.documents.iter().map(|d| d.received).min().unwrap_or(example.as_at);
        let opened = on(opened.yesterday().unwrap_or(opened), moment)?;
        self.add_region(&desk(Role::ProgrammeOffice), opened, &text).await?;
        let people = self.load_people(opened, &example).await?;
        for document in &example.documents {
            self.load_document(on(document.received, moment)?, document, &people).await?;
        }
        self.load_risks(moment, &example.risks, &people).await?;
        let measured = on(example.as_at.yesterday().unwrap_or(example.as_at), moment)?;
        self.load_evidence(measured, &example.measured, rows).await?;
        for measure in &example.measures {
            self.load_measure(measured, measure, &example).await?;
        }
        self.load_communications(measured, &example.communications, &people).await?;
        for mapped in &example.mapped {
            self.load_mapping(measured, mapped, &example, &people).await?;
        }
        Ok(people.into_iter().map(|(sign_in, _)| sign_in).collect())
    }

    async fn load_people(
        &self,
        moment: Moment,
        example: &Example,
    ) -> Result<Vec<(SignIn, Actor)>, Error> {
        let administrator = desk(Role::Administrator);
        let mut people = Vec::new();
        for one in &example.people {
            let role = role(&one.role)?;
            let (sign_in, name) = (one.sign_in.clone(), one.name.clone());
            let (organisation, email) = (one.organisation.clone(), one.email.clone());
            let new = NewPerson { sign_in, name, role, organisation, email };
            let person = self.add_person(&administrator, moment, new, PASSWORD).await?;
            let actor = Actor::from(&person);
            let (sign_in, name) = (person.sign_in, person.name);
            people.push((SignIn { sign_in, name, role, organisation: person.organisation }, actor));
        }
        Ok(people)
    }

    async fn load_document(
        &self,
        moment: Moment,
        document: &ExampleDocument,
        people: &[(SignIn, Actor)],
    ) -> Result<(), Error> {
        let organisation = document.organisation.clone();
        let target = match (&document.round, &document.plan) {
            (Some(round), _) => Target::Round { round: round.clone(), organisation },
            (None, Some(plan)) => Target::Plan { plan: plan.clone(), organisation },
            (None, None) => return Err(Error::NotFound),
        };
        let bytes = data::bytes(&format!("{FOLDER}/{}", document.file))?;
        let file = document.file.rsplit('/').next().unwrap_or_default().to_owned();
        let by = document.confirmed_by.as_deref().unwrap_or("programme.office");
        let (_, actor) =
            people.iter().find(|(person, _)| person.sign_in == by).ok_or(Error::NotFound)?;
        let id = self.receive(actor, moment, Upload { file, bytes, target }).await?;
        if document.state == "settled" {
            let revision = self.import(actor, id).await?.revision;
            let mends = document.mends.clone();
            let answers = Answers { mends, decisions: Vec::new() };
            self.confirm(actor, moment, id, revision, answers).await?;
        }
        Ok(())
    }

    async fn load_measure(
        &self,
        moment: Moment,
        measure: &ExampleMeasure,
        example: &Example,
    ) -> Result<(), Error> {
        let office = desk(Role::ProgrammeOffice);
        let document = example.documents.iter().find(|document| document.file == measure.document);
        let document = document.ok_or(Error::NotFound)?;
        let id = self.objective_at(&office, &document.organisation, measure.objective).await?;
        let revision = self.objective(&office, moment, id, None).await?.revision;
        let measured_by = Some(measure.measure.clone());
        self.measure_objective(&office, moment, id, revision, measured_by).await
    }

    async fn load_mapping(
        &self,
        moment: Moment,
        mapped: &ExampleMapping,
        example: &Example,
        people: &[(SignIn, Actor)],
    ) -> Result<(), Error> {
        let office = people.iter().find(|(person, _)| person.role == Role::ProgrammeOffice);
        let (_, actor) = office.ok_or(Error::NotFound)?;
        let from = match (&mapped.plan, &mapped.document) {
            (Some(plan), _) => {
                let page = self.plan(actor, plan, moment.today, None).await?;
                let lines = page.actions.iter().map(|line| &line.action);
                let mut own = lines.filter(|action| action.position == mapped.position);
                End::Action(own.next().ok_or(Error::NotFound)?.id)
            }
            (None, document) => {
                let mut documents = example.documents.iter();
                let found = documents.find(|one| Some(&one.file) == document.as_ref());
                let body = &found.ok_or(Error::NotFound)?.organisation;
                End::Objective(self.objective_at(actor, body, mapped.position).await?)
            }
        };
        let to = match mapped.to.split_once(':') {
            Some((plan, position)) => {
                let key = plan.parse().map_err(|_| Error::NotFound)?;
                let page = self.plan(actor, &key, moment.today, None).await?;
                let lines = page.recommendations.iter().map(|line| &line.recommendation);
                let mut own = lines.filter(|one| one.position.to_string() == position);
                End::Recommendation(own.next().ok_or(Error::NotFound)?.id)
            }
            None => mapped.to.parse().map_err(|_| Error::NotFound)?,
        };
        let choice = Choice::of_key(&mapped.how).ok_or(Error::NotFound)?;
        let wish = Wish { from, to, choice, why: mapped.why.clone(), seen: None };
        self.map(actor, moment, &[wish]).await?;
        Ok(())
    }

    async fn objective_at(
        &self,
        actor: &Actor,
        organisation: &OrganisationCode,
        position: u16,
    ) -> Result<ObjectiveId, Error> {
        let sight = authority::sight(actor, authority::policy::Shelf::Promises);
        let all = self
            .store
            .objectives(&sight, &store::WhichObjectives::default(), store::AsAt::Now)
            .await?;
        let own = |kept: &&store::Kept<programme::objective::Objective>| {
            kept.noun.organisation == *organisation && kept.noun.position == position
        };
        all.iter().find(own).map(|kept| kept.noun.id).ok_or(Error::NotFound)
    }
}

/// Nine in the morning of a day, or now when that is still to come.
fn on(day: Date, moment: Moment) -> Result<Moment, Error> {
    let nine = day.at(9, 0, 0, 0).to_zoned(TimeZone::UTC).map_err(|_| Error::NotFound)?;
    if nine.timestamp() > moment.now {
        return Ok(moment);
    }
    Ok(Moment { now: nine.timestamp(), today: day })
}
