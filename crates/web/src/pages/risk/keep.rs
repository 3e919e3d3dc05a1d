//! What people write of a risk: a new one, what is said of one, and whether it is over.

use std::collections::BTreeSet;

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use office::Office;
use office::risk::{NewRisk, RiskForm, RiskSaved, RiskStep};
use programme::id::ActionId;
use programme::responsibility::Responsibility;
use programme::risk::{Assessment, Impact, Likelihood, Risk, Written};
use serde::Serialize;

use super::Typed;
use crate::forms::as_at::Asked;
use crate::forms::sent::{Fields, Sent};
use crate::pages::import::known;
use crate::problem::Problem;
use crate::render::Section;
use crate::views::{Choosable, Link, Theirs, Wrong};
use crate::visitor::Visitor;

const TEMPLATE: &str = "risk/edit.jinja";

/// How many actions a form lists besides those that are chosen: nobody reads more.
const LISTED: usize = 300;

/// How many letters a text of a risk may have.
pub(super) const LONGEST: usize = 5_000;

#[derive(Serialize)]
struct Form {
    /// Whether it is there already.
    there: bool,
    id: String,
    organisation: String,
    code: String,
    plan: Option<Link>,
    key: String,
    revision: Option<i64>,
    /// What it is called by, where it is there already.
    says: String,
    filled: Filled,
    likelihoods: Vec<Choosable>,
    impacts: Vec<Choosable>,
    actions: Vec<Choosable>,
    /// How many more there are than are listed.
    unlisted: usize,
    theirs: Option<Theirs>,
    errors: Vec<Wrong>,
}

/// What is in the boxes.
#[derive(Clone, Debug, Default, Serialize)]
struct Filled {
    words: String,
    likelihood: String,
    impact: String,
    mitigation: String,
    owner: String,
    #[serde(skip)]
    actions: Vec<String>,
}

impl Filled {
    fn of(fields: &Fields) -> Self {
        let get = |name: &str| fields.get(name).replace("\r\n", "\n");
        Self {
            words: get("words"),
            likelihood: get("likelihood"),
            impact: get("impact"),
            mitigation: get("mitigation"),
            owner: get("owner"),
            actions: fields.all("action").into_iter().map(str::to_owned).collect(),
        }
    }

    fn standing(risk: &Risk) -> Self {
        let Assessment { likelihood, impact } = risk.assessment;
        Self {
            words: String::new(),
            likelihood: likelihood.map_or_else(String::new, |one| one.number().to_string()),
            impact: impact.map_or_else(String::new, |one| one.number().to_string()),
            mitigation: risk.mitigation.clone(),
            owner: risk.owner.words.clone(),
            actions: risk.actions.iter().map(ToString::to_string).collect(),
        }
    }

    /// What is told by it, or what must be mended.
    fn written(&self) -> Result<Written, Vec<Wrong>> {
        let mut wrong = Vec::new();
        let boxes =
            [("words", &self.words), ("mitigation", &self.mitigation), ("owner", &self.owner)];
        for (name, text) in boxes {
            if text.chars().count() > LONGEST {
                wrong.push(Wrong::new(name, "Say it in 5,000 letters or fewer"));
            }
        }
        let number = |text: &str| text.parse::<u8>().ok();
        let likelihood =
            Likelihood::ALL.into_iter().find(|one| Some(one.number()) == number(&self.likelihood));
        let impact = Impact::ALL.into_iter().find(|one| Some(one.number()) == number(&self.impact));
        if likelihood.is_none() && !self.likelihood.is_empty() {
            wrong.push(Wrong::new("likelihood", "Choose how likely it is, from 1 to 5"));
        }
        if impact.is_none() && !self.impact.is_empty() {
            wrong.push(Wrong::new("impact", "Choose how bad it would be, from 1 to 5"));
        }
        let actions: Result<BTreeSet<ActionId>, _> =
            self.actions.iter().map(|id| id.parse()).collect();
        match actions {
            Ok(actions) if wrong.is_empty() => Ok(Written {
                words: self.words.clone(),
                assessment: Assessment { likelihood, impact },
                mitigation: self.mitigation.clone(),
                owner: Responsibility::read(&self.owner),
                actions,
            }),
            Ok(_) => Err(wrong),
            Err(_) => {
                wrong.push(Wrong::new("actions", "Choose the actions from the list"));
                Err(wrong)
            }
        }
    }
}

fn form(of: &RiskForm, filled: Filled, errors: Vec<Wrong>) -> Form {
    let choices = |chosen: &str, each: Vec<(u8, &'static str)>| {
        let first = Choosable::new("", "Not assessed", chosen);
        let each = each.into_iter().map(|(number, words)| {
            Choosable::new(number.to_string(), format!("{number} {words}"), chosen)
        });
        core::iter::once(first).chain(each).collect::<Vec<_>>()
    };
    let likelihoods = Likelihood::ALL.map(|one| (one.number(), one.label())).to_vec();
    let impacts = Impact::ALL.map(|one| (one.number(), one.label())).to_vec();
    let action = |line: &office::plan::ActionLine| {
        let said = &line.action.said;
        let id = line.action.id.to_string();
        let words = if said.words.trim().is_empty() { "No words" } else { &said.words };
        let text = format!("{} {words}", said.reference).trim().to_owned();
        let chosen = filled.actions.contains(&id);
        Choosable { value: id, text, selected: chosen, checked: chosen }
    };
    let all: Vec<Choosable> = of.actions.iter().map(action).collect();
    let (before, mut left) = (all.len(), LISTED);
    let is_listed = |one: &Choosable| {
        let room = left > 0;
        left -= usize::from(room && !one.checked);
        one.checked || room
    };
    let actions: Vec<Choosable> = all.into_iter().filter(is_listed).collect();
    let plan = of.plan.as_ref();
    Form {
        there: of.standing.is_some(),
        id: of.id.to_string(),
        organisation: of.organisation.1.clone(),
        code: of.organisation.0.to_string(),
        plan: plan.map(|(key, title)| Link::new(title, format!("/plans/{key}"))),
        key: plan.map_or_else(String::new, |(key, _)| key.to_string()),
        revision: of.standing.as_ref().map(|(_, revision)| *revision),
        says: of.standing.as_ref().map_or_else(String::new, |(risk, _)| risk.words().to_owned()),
        likelihoods: choices(&filled.likelihood, likelihoods),
        impacts: choices(&filled.impact, impacts),
        unlisted: before - actions.len(),
        actions,
        filled,
        theirs: None,
        errors,
    }
}

/// `GET /risks/new`: of a plan, or else of a body.
pub(crate) async fn new(
    State(office): State<Office>,
    visitor: Visitor,
    asked: Asked,
) -> Result<Response, Problem> {
    let get = |name: &str| asked.get(name).map_or("", |text| text.trim());
    let body = Some(get("organisation")).filter(|text| !text.is_empty()).map(known).transpose()?;
    let plan = Some(get("plan")).filter(|text| !text.is_empty()).map(known).transpose()?;
    let (actor, today) = (&visitor.actor, visitor.moment.today);
    let of = office.new_risk(actor, today, (body.as_ref(), plan.as_ref())).await?;
    let actions = vec![get("action").to_owned()];
    let view = form(&of, Filled { actions, ..Filled::default() }, Vec::new());
    visitor.page(Some(Section::Risks), TEMPLATE, &view).await
}

/// `POST /risks`: adds it; sent twice, it is added once.
pub(crate) async fn add(
    State(office): State<Office>,
    Sent { visitor, fields }: Sent,
) -> Result<Response, Problem> {
    let id = fields.get("risk").parse().map_err(|_| Problem::Stale)?;
    let organisation = known(fields.get("organisation"))?;
    let plan = Some(fields.get("plan")).filter(|key| !key.is_empty()).map(known).transpose()?;
    let filled = Filled::of(&fields);
    let (actor, moment) = (&visitor.actor, visitor.moment);
    let of = office.new_risk(actor, moment.today, (Some(&organisation), plan.as_ref())).await?;
    let of = RiskForm { id, ..of };
    let wrong = match filled.written() {
        Err(wrong) => wrong,
        Ok(written) => {
            let new = NewRisk { id, organisation, plan, written };
            match office.add_risk(actor, moment, new).await {
                Ok(()) => return visitor.on_to(&format!("/risks/{id}"), "The risk is added").await,
                Err(error) => vec![Wrong::new("words", &Problem::from(error).on_form()?)],
            }
        }
    };
    visitor.refused(Section::Risks, TEMPLATE, &form(&of, filled, wrong)).await
}

/// `GET /risks/{id}/edit`
pub(crate) async fn edit(
    State(office): State<Office>,
    visitor: Visitor,
    Path(id): Path<String>,
) -> Result<Response, Problem> {
    let of = office.risk_to_change(&visitor.actor, visitor.moment.today, known(&id)?).await?;
    let filled =
        of.standing.as_ref().map_or_else(Filled::default, |(risk, _)| Filled::standing(risk));
    visitor.page(Some(Section::Risks), TEMPLATE, &form(&of, filled, Vec::new())).await
}

/// `POST /risks/{id}/edit`: saves it. Where somebody else saved first, both versions are shown.
pub(crate) async fn change(
    State(office): State<Office>,
    Path(id): Path<String>,
    Sent { visitor, fields }: Sent,
) -> Result<Response, Problem> {
    let known = known(&id)?;
    let seen = fields.revision()?;
    let filled = Filled::of(&fields);
    let (actor, moment) = (&visitor.actor, visitor.moment);
    let of = office.risk_to_change(actor, moment.today, known).await?;
    // What was seen travels on, so that a refused form saves over nothing that came meanwhile.
    let of = RiskForm { standing: of.standing.map(|(risk, _)| (risk, seen)), ..of };
    let written = match filled.written() {
        Ok(written) => written,
        Err(wrong) => {
            return visitor.refused(Section::Risks, TEMPLATE, &form(&of, filled, wrong)).await;
        }
    };
    match office.change_risk(actor, moment, (known, seen), written).await {
        Ok(RiskSaved::Kept) => visitor.on_to(&format!("/risks/{id}"), "The risk is saved").await,
        Ok(RiskSaved::Theirs { form: now, by }) => {
            let says = format!("{by} changed this while you had it open. Choose what to keep");
            let rows = now.standing.as_ref().map_or_else(Vec::new, |(risk, _)| rows(risk, &now));
            let view = form(&now, filled, vec![Wrong::new("likelihood", &says)]);
            let view = Form { theirs: Some(Theirs { by, rows }), ..view };
            let mut page = visitor.refused(Section::Risks, TEMPLATE, &view).await?;
            *page.status_mut() = StatusCode::CONFLICT;
            Ok(page)
        }
        Err(error) => {
            let wrong = vec![Wrong::new("words", &Problem::from(error).on_form()?)];
            visitor.refused(Section::Risks, TEMPLATE, &form(&of, filled, wrong)).await
        }
    }
}

/// What is said of a risk, as rows to be read.
fn rows(risk: &Risk, of: &RiskForm) -> Vec<(&'static str, String)> {
    let threatened = of.actions.iter().filter(|line| risk.actions.contains(&line.action.id));
    let actions = threatened.map(|line| line.action.said.words.as_str()).collect::<Vec<_>>();
    vec![
        ("Risk", risk.words().to_owned()),
        ("Likelihood", risk.assessment.likelihood.map_or("", Likelihood::label).to_owned()),
        ("Impact", risk.assessment.impact.map_or("", Impact::label).to_owned()),
        ("What is done about it", risk.mitigation.clone()),
        ("Owner", risk.owner.words.clone()),
        ("Actions", actions.join("; ")),
    ]
}

/// `POST /risks/{id}/step/{step}`: closes it, or opens it again.
pub(crate) async fn step(
    State(office): State<Office>,
    Path((id, step)): Path<(String, String)>,
    Sent { visitor, fields }: Sent,
) -> Result<Response, Problem> {
    let known = known(&id)?;
    let (to, says) = match step.as_str() {
        "close" => (RiskStep::Close, "The risk is closed"),
        "reopen" => (RiskStep::Reopen, "The risk is open again"),
        _ => return Err(Problem::NotFound),
    };
    let seen = (known, fields.revision()?);
    let because = fields.get("because").replace("\r\n", "\n");
    let wrong = if because.chars().count() > LONGEST {
        "Say it in 5,000 letters or fewer".to_owned()
    } else {
        match office.step_risk(&visitor.actor, visitor.moment, seen, (to, &because)).await {
            Ok(()) => return visitor.on_to(&format!("/risks/{id}"), says).await,
            Err(error) => Problem::from(error).on_form()?,
        }
    };
    let typed = Typed { form: step, because };
    super::again(&office, &visitor, known, typed, vec![Wrong::new("because", &wrong)]).await
}
