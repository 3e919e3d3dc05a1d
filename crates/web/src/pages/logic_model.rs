//! The logic model behind an objective: an optional help that fills what is still blank.

use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use office::Office;
use office::filling::{Filling, Saved};
use programme::answer::Said;
use programme::id::AnswerId;
use programme::logic_model::LogicModel;
use programme::objective::ProposedObjective;
use programme::submission::Step;
use serde::Serialize;

use crate::forms::sent::{Fields, Sent};
use crate::pages::import::known;
use crate::problem::Problem;
use crate::render::Section;
use crate::views::Wrong;
use crate::visitor::Visitor;

/// The questions of a model, in the order in which people think it through.
const QUESTIONS: [(&str, &str, &str); 8] = [
    ("situation", "How do things stand, and for whom?", "The need, and what you know of it."),
    ("inputs", "What do you put in?", "People, money, places, partners."),
    ("activities", "What will you do?", "It fills in how you will achieve the objective."),
    ("outputs", "What will come of it directly?", "What you count: it fills in how you use data."),
    ("outcomes", "What will change for people?", "It fills in the outcomes."),
    ("impact", "What will be different in the end?", "It fills in the objective itself."),
    ("assumptions", "What do you take for granted?", ""),
    ("external_factors", "What else may help or hinder?", ""),
];

#[derive(Serialize)]
struct View {
    organisation: String,
    action: String,
    back: String,
    seen: Option<i64>,
    questions: Vec<(&'static str, &'static str, &'static str, String)>,
    errors: Vec<Wrong>,
}

/// `GET /submissions/{id}/logic/{answer}`
pub(crate) async fn show(
    State(office): State<Office>,
    visitor: Visitor,
    Path((id, answer)): Path<(String, String)>,
) -> Result<Response, Problem> {
    let filling = office.filling(&visitor.actor, known(&id)?).await?;
    if !filling.may.take(Step::Answer) {
        return Ok(Redirect::to(&format!("/submissions/{id}")).into_response());
    }
    let (objective, seen) = standing(&filling, known(&answer)?)?;
    let model = objective.logic_model.map(|model| *model).unwrap_or_default();
    let view = view(&filling, (&id, &answer), &model, seen, Vec::new());
    visitor.page(Some(Section::MyWork), "filling/logic_model.jinja", &view).await
}

/// `POST /submissions/{id}/logic/{answer}`: keeps the model, and fills what is blank with it.
pub(crate) async fn save(
    State(office): State<Office>,
    Path((id, answer)): Path<(String, String)>,
    Sent { visitor, fields }: Sent,
) -> Result<Response, Problem> {
    let (submission, known_answer) = (known(&id)?, known(&answer)?);
    let filling = office.filling(&visitor.actor, submission).await?;
    let (objective, _) = standing(&filling, known_answer)?;
    let model = typed(&fields);
    let seen = fields.seen()?;
    let said = Said::Objective(model.clone().fills(objective));
    let place = (submission, known_answer, seen);
    let saved = office.save_answer(&visitor.actor, visitor.moment, place, said).await;
    let (seen, says) = match saved {
        Ok(Saved::Kept) => {
            let to = format!("/submissions/{id}/objectives/{answer}");
            let says = "The logic model is saved, and stands wherever the objective was blank";
            return visitor.on_to(&to, says).await;
        }
        Ok(Saved::Theirs { revision, by, .. }) => {
            let says = format!(
                "{by} changed this objective while you had it open. Save again to add your model to theirs"
            );
            (Some(revision), says)
        }
        Err(error) => (seen, Problem::from(error).on_form()?),
    };
    let wrong = vec![Wrong::new("situation", &says)];
    let view = view(&filling, (&id, &answer), &model, seen, wrong);
    visitor.refused(Section::MyWork, "filling/logic_model.jinja", &view).await
}

/// The objective as it stands with its revision, or a blank one that nobody has saved.
fn standing(
    filling: &Filling,
    answer: AnswerId,
) -> Result<(ProposedObjective, Option<i64>), Problem> {
    match filling.answer(answer) {
        Some((answer, revision)) => match &answer.said {
            Said::Objective(said) => Ok((said.clone(), Some(*revision))),
            Said::Who(_) | Said::Progress(_) | Said::Insight(_) => Err(Problem::NotFound),
        },
        None => Ok((ProposedObjective::default(), None)),
    }
}

fn typed(fields: &Fields) -> LogicModel {
    let get = |name: &str| fields.get(name).replace("\r\n", "\n");
    LogicModel {
        situation: get("situation"),
        inputs: get("inputs"),
        activities: get("activities"),
        outputs: get("outputs"),
        outcomes: get("outcomes"),
        impact: get("impact"),
        assumptions: get("assumptions"),
        external_factors: get("external_factors"),
    }
}

fn view(
    filling: &Filling,
    (id, answer): (&str, &str),
    model: &LogicModel,
    seen: Option<i64>,
    errors: Vec<Wrong>,
) -> View {
    let questions = QUESTIONS.into_iter().zip(words(model));
    View {
        organisation: filling.organisation.clone(),
        action: format!("/submissions/{id}/logic/{answer}"),
        back: format!("/submissions/{id}/objectives/{answer}"),
        seen,
        questions: questions
            .map(|((name, asks, hint), said)| (name, asks, hint, said.to_owned()))
            .collect(),
        errors,
    }
}

/// What is written in a model, in the order of its questions.
fn words(model: &LogicModel) -> [&str; 8] {
    [
        &model.situation,
        &model.inputs,
        &model.activities,
        &model.outputs,
        &model.outcomes,
        &model.impact,
        &model.assumptions,
        &model.external_factors,
    ]
}

/// The questions of a model that are answered, with their answers.
pub(crate) fn said(model: &LogicModel) -> Vec<(&'static str, String)> {
    let pairs = QUESTIONS.into_iter().zip(words(model));
    let answered = pairs.filter(|(_, words)| !words.trim().is_empty());
    answered.map(|((_, asks, _), words)| (asks, words.to_owned())).collect()
}
