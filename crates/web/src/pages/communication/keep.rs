//! What people write of a communication: what it tells and cites, how far it is, whom it reached.

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use office::Office;
use office::communication::{CommunicationForm, CommunicationSaved, CommunicationTold};
use programme::by_when::ByWhen;
use programme::communication::{Cited, Communication, ProposedCommunication, Reached, Stage, Wave};
use serde::Serialize;

use super::Typed;
use crate::forms::as_at::Asked;
use crate::forms::sent::{Fields, Sent};
use crate::pages::import::known;
use crate::problem::{Problem, sentence};
use crate::render::Section;
use crate::views::{Choosable, Theirs, Wrong};
use crate::visitor::Visitor;

const TEMPLATE: &str = "communication/edit.jinja";

/// How many letters a text of a communication may have.
const LONGEST: usize = 5_000;

#[derive(Serialize)]
struct Form {
    /// Whether it is there already.
    there: bool,
    id: String,
    organisation: String,
    code: String,
    revision: Option<i64>,
    /// The action that it carries out, its words and its notes.
    action: Option<(String, String, String)>,
    filled: Filled,
    plans: Vec<Choosable>,
    findings: Vec<Choosable>,
    theirs: Option<Theirs>,
    errors: Vec<Wrong>,
}

/// What is in the boxes.
#[derive(Clone, Debug, Default, Serialize)]
struct Filled {
    wave: String,
    audience: String,
    message: String,
    product: String,
    channel: String,
    by_when: String,
    plan: String,
    #[serde(skip)]
    findings: Vec<String>,
}

impl Filled {
    fn of(fields: &Fields) -> Self {
        let get = |name: &str| fields.get(name).replace("\r\n", "\n");
        Self {
            wave: get("wave"),
            audience: get("audience"),
            message: get("message"),
            product: get("product"),
            channel: get("channel"),
            by_when: get("by_when"),
            plan: get("plan"),
            findings: fields.all("finding").into_iter().map(str::to_owned).collect(),
        }
    }

    fn standing(of: &CommunicationForm) -> Self {
        let said = of.standing.as_ref().map_or(&of.proposed, |(told, _)| &told.said);
        Self {
            wave: said.wave.number().to_string(),
            audience: said.audience.clone(),
            message: said.message.clone(),
            product: said.product.clone(),
            channel: said.channel.clone(),
            by_when: said.by_when.words.clone(),
            plan: of.plan.as_ref().map_or_else(String::new, ToString::to_string),
            findings: said.findings.iter().map(value).collect(),
        }
    }

    /// What is told by it, or what must be mended. What is cited is one of what the form offers.
    fn told(&self, of: &CommunicationForm) -> Result<CommunicationTold, Vec<Wrong>> {
        let mut wrong = Vec::new();
        let boxes = [
            ("audience", &self.audience),
            ("message", &self.message),
            ("product", &self.product),
            ("channel", &self.channel),
            ("by_when", &self.by_when),
        ];
        for (name, text) in boxes {
            if text.chars().count() > LONGEST {
                wrong.push(Wrong::new(name, "Say it in 5,000 letters or fewer"));
            }
        }
        let wave = self.wave.parse().ok().and_then(|number: u16| Wave::try_from(number).ok());
        if wave.is_none() {
            wrong.push(Wrong::new("wave", "Enter the number of the wave, from 1 to 99"));
        }
        if self.audience.is_empty() {
            wrong.push(Wrong::new("audience", "Say whom it is for, like all staff of the clinics"));
        }
        if self.message.is_empty() && self.product.is_empty() {
            wrong.push(Wrong::new("message", "Write what is told, or what they get"));
        }
        let plan = of.plans.iter().find(|(key, _)| key.as_str() == self.plan);
        if plan.is_none() && !self.plan.is_empty() {
            wrong.push(Wrong::new("plan", "Choose a plan of the list"));
        }
        let offered = |text: &String| {
            let found = of.findings.iter().find(|(cited, _)| value(cited) == *text);
            found.map(|(cited, _)| cited.clone())
        };
        let findings: Option<Vec<Cited>> = self.findings.iter().map(offered).collect();
        if findings.is_none() {
            let says = "Choose what to cite from the list: only what is released can be cited";
            wrong.push(Wrong::new("findings", says));
        }
        match (wave, findings) {
            (Some(wave), Some(findings)) if wrong.is_empty() => Ok(CommunicationTold {
                id: of.id,
                organisation: of.organisation.0.clone(),
                plan: plan.map(|(key, _)| key.clone()),
                action: of.action.as_ref().map(|action| action.id),
                said: ProposedCommunication {
                    wave,
                    audience: self.audience.clone(),
                    message: self.message.clone(),
                    product: self.product.clone(),
                    channel: self.channel.clone(),
                    by_when: ByWhen::read(&self.by_when),
                    findings,
                },
            }),
            _ => Err(wrong),
        }
    }
}

/// A finding as the form names it.
fn value(cited: &Cited) -> String {
    let Cited { run, indicator, breakdown, period } = cited;
    format!("{run}~{indicator}~{breakdown}~{period}")
}

fn form(of: &CommunicationForm, filled: Filled, errors: Vec<Wrong>) -> Form {
    let finding = |(cited, says): &(Cited, String)| {
        let value = value(cited);
        let chosen = filled.findings.contains(&value);
        let text = format!("By {}, {}: {says}", cited.breakdown, cited.period);
        Choosable { value, text, selected: chosen, checked: chosen }
    };
    let plan = |(key, title): &(programme::code::PlanKey, String)| {
        let text = if title.trim().is_empty() { key.as_str() } else { title };
        Choosable::new(key.as_str(), text, &filled.plan)
    };
    let none = Choosable::new("", "Of no one plan", &filled.plan);
    Form {
        there: of.standing.is_some(),
        id: of.id.to_string(),
        organisation: of.organisation.1.clone(),
        code: of.organisation.0.to_string(),
        revision: of.standing.as_ref().map(|(_, revision)| *revision),
        action: of.action.clone().map(|one| (one.id.to_string(), one.words, one.notes)),
        plans: core::iter::once(none).chain(of.plans.iter().map(plan)).collect(),
        findings: of.findings.iter().map(finding).collect(),
        filled,
        theirs: None,
        errors,
    }
}

/// `GET /communications/new`: of an action, or else of a body.
pub(crate) async fn new(
    State(office): State<Office>,
    visitor: Visitor,
    asked: Asked,
) -> Result<Response, Problem> {
    let get = |name: &str| asked.get(name).map(|text| text.trim()).filter(|text| !text.is_empty());
    let body = get("organisation").map(known).transpose()?;
    let action = get("action").map(known).transpose()?;
    let of = office.new_communication(&visitor.actor, (body.as_ref(), action)).await?;
    let view = form(&of, Filled::standing(&of), Vec::new());
    visitor.page(Some(Section::Communications), TEMPLATE, &view).await
}

/// `POST /communications`: adds it; sent twice, it is added once.
pub(crate) async fn add(
    State(office): State<Office>,
    Sent { visitor, fields }: Sent,
) -> Result<Response, Problem> {
    let id = fields.get("communication").parse().map_err(|_| Problem::Stale)?;
    let body = known(fields.get("organisation"))?;
    let action = Some(fields.get("action")).filter(|id| !id.is_empty()).map(known).transpose()?;
    let of = office.new_communication(&visitor.actor, (Some(&body), action)).await?;
    let of = CommunicationForm { id, ..of };
    let filled = Filled::of(&fields);
    let wrong = match filled.told(&of) {
        Err(wrong) => wrong,
        Ok(told) => match office.add_communication(&visitor.actor, visitor.moment, told).await {
            Ok(()) => {
                let to = format!("/communications/{id}");
                return visitor.on_to(&to, "The communication is added").await;
            }
            Err(error) => vec![Wrong::new("audience", &Problem::from(error).on_form()?)],
        },
    };
    visitor.refused(Section::Communications, TEMPLATE, &form(&of, filled, wrong)).await
}

/// `GET /communications/{id}/edit`
pub(crate) async fn edit(
    State(office): State<Office>,
    visitor: Visitor,
    Path(id): Path<String>,
) -> Result<Response, Problem> {
    let of = office.communication_to_change(&visitor.actor, known(&id)?).await?;
    let view = form(&of, Filled::standing(&of), Vec::new());
    visitor.page(Some(Section::Communications), TEMPLATE, &view).await
}

/// `POST /communications/{id}/edit`: saves it. Where somebody else saved first, both are shown.
pub(crate) async fn change(
    State(office): State<Office>,
    Path(id): Path<String>,
    Sent { visitor, fields }: Sent,
) -> Result<Response, Problem> {
    let seen = fields.revision()?;
    let filled = Filled::of(&fields);
    let of = office.communication_to_change(&visitor.actor, known(&id)?).await?;
    // What was seen travels on, so that a refused form saves over nothing that came meanwhile.
    let of = CommunicationForm { standing: of.standing.map(|(told, _)| (told, seen)), ..of };
    let told = match filled.told(&of) {
        Ok(told) => told,
        Err(wrong) => {
            let view = form(&of, filled, wrong);
            return visitor.refused(Section::Communications, TEMPLATE, &view).await;
        }
    };
    match office.change_communication(&visitor.actor, visitor.moment, seen, told).await {
        Ok(CommunicationSaved::Kept) => {
            visitor.on_to(&format!("/communications/{id}"), "The communication is saved").await
        }
        Ok(CommunicationSaved::Theirs { form: now, by }) => {
            let says = format!("{by} changed this while you had it open. Choose what to keep");
            let rows = now.standing.as_ref().map_or_else(Vec::new, |(told, _)| rows(told));
            let view = form(&now, filled, vec![Wrong::new("wave", &says)]);
            let view = Form { theirs: Some(Theirs { by, rows }), ..view };
            let mut page = visitor.refused(Section::Communications, TEMPLATE, &view).await?;
            *page.status_mut() = StatusCode::CONFLICT;
            Ok(page)
        }
        Err(error) => {
            let wrong = vec![Wrong::new("audience", &Problem::from(error).on_form()?)];
            visitor.refused(Section::Communications, TEMPLATE, &form(&of, filled, wrong)).await
        }
    }
}

/// What is told in a communication, as rows to be read.
fn rows(told: &Communication) -> Vec<(&'static str, String)> {
    let said = &told.said;
    vec![
        ("Wave", said.wave.words()),
        ("Audience", said.audience.clone()),
        ("Message", said.message.clone()),
        ("Product", said.product.clone()),
        ("Channel", said.channel.clone()),
        ("By when", said.by_when.words.clone()),
        ("State", told.stage.label().to_owned()),
        ("Reach", told.reach.map_or_else(String::new, Reached::words)),
    ]
}

/// `POST /communications/{id}/reach`: how far it is, and whom it reached.
pub(crate) async fn reach(
    State(office): State<Office>,
    Path(id): Path<String>,
    Sent { visitor, fields }: Sent,
) -> Result<Response, Problem> {
    let known = known(&id)?;
    let seen = (known, fields.revision()?);
    let get = |name: &str| fields.get(name).to_owned();
    let typed = Typed { stage: get("stage"), reached: get("reached"), asked: get("asked") };
    let stage = Stage::ALL.into_iter().find(|stage| stage.key() == typed.stage);
    let stage = stage.ok_or(Problem::NotFound)?;
    let wrong = match counted(&typed) {
        Err(wrong) => wrong,
        Ok(reach) => {
            let told = (stage, reach);
            match office.tell_reach(&visitor.actor, visitor.moment, seen, told).await {
                Ok(CommunicationSaved::Kept) => {
                    let says = "How far it is, and whom it reached, is saved";
                    return visitor.on_to(&format!("/communications/{id}"), says).await;
                }
                Ok(CommunicationSaved::Theirs { by, .. }) => {
                    let says = format!(
                        "{by} changed this while you had it open. What they saved is below. Send yours too, if it still holds"
                    );
                    vec![Wrong::new("stage", &says)]
                }
                Err(error) => vec![Wrong::new("stage", &Problem::from(error).on_form()?)],
            }
        }
    };
    super::again(&office, &visitor, known, typed, wrong).await
}

/// Whom it reached, if anything is told of it; or what must be mended.
fn counted(typed: &Typed) -> Result<Option<Reached>, Vec<Wrong>> {
    if typed.reached.is_empty() && typed.asked.is_empty() {
        return Ok(None);
    }
    let number = |name: &str, text: &str, says: &str| {
        text.replace(',', "").parse::<u32>().map_err(|_| Wrong::new(name, says))
    };
    let reached = number("reached", &typed.reached, "Enter how many were briefed, like 140");
    let asked = number("asked", &typed.asked, "Enter how many it was for, like 200");
    match (reached, asked) {
        (Ok(reached), Ok(asked)) => match Reached::new(reached, asked) {
            Ok(reach) => Ok(Some(reach)),
            Err(not) => Err(vec![Wrong::new("reached", &sentence(&not.to_string()))]),
        },
        (reached, asked) => Err([reached.err(), asked.err()].into_iter().flatten().collect()),
    }
}
