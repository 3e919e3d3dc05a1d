//! Sending a return: the check of all answers, and what happens next.

use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use office::Office;
use office::filling::Filling;
use programme::answer::Said;
use programme::id::AnswerId;
use programme::round::SignOffRule;
use programme::submission::{Step, SubmissionState};
use serde::Serialize;

use crate::forms::sent::Sent;
use crate::pages::answer::said_rows;
use crate::pages::import::known;
use crate::problem::Problem;
use crate::render::Section;
use crate::views::{Link, Wrong};
use crate::visitor::Visitor;

#[derive(Serialize)]
struct Check {
    id: String,
    organisation: String,
    round: String,
    revision: i64,
    may_submit: bool,
    sections: Vec<Answered>,
    errors: Vec<Wrong>,
}

/// A section of the answers, each with a link to change it.
#[derive(Serialize)]
struct Answered {
    title: String,
    change: Link,
    rows: Vec<(String, String)>,
}

/// `GET /submissions/{id}/check`: every answer, before it is sent.
pub(crate) async fn check(
    State(office): State<Office>,
    visitor: Visitor,
    Path(id): Path<String>,
) -> Result<Response, Problem> {
    let filling = office.filling(&visitor.actor, known(&id)?).await?;
    if !filling.may.take(Step::Answer) {
        return Ok(Redirect::to(&format!("/submissions/{id}")).into_response());
    }
    let view = checking(id, &filling, Vec::new());
    visitor.page(Some(Section::MyWork), "filling/check.jinja", &view).await
}

/// `POST /submissions/{id}/send`: what stands in it is promised; sent twice, it is sent once.
pub(crate) async fn send(
    State(office): State<Office>,
    Path(id): Path<String>,
    Sent { visitor, fields }: Sent,
) -> Result<Response, Problem> {
    let known = known(&id)?;
    let filling = office.filling(&visitor.actor, known).await?;
    let sent = format!("/submissions/{id}/sent");
    if filling.submission.state == SubmissionState::Submitted {
        return Ok(Redirect::to(&sent).into_response());
    }
    let missing = filling.missing();
    if !missing.is_empty() {
        let wrong = missing
            .iter()
            .map(|one| Wrong { text: one.says.clone(), href: address(&id, &filling, one.answer) });
        let view = checking(id.clone(), &filling, wrong.collect());
        return visitor.refused(Section::MyWork, "filling/check.jinja", &view).await;
    }
    let seen = (known, fields.revision()?);
    match office.submit(&visitor.actor, visitor.moment, seen).await {
        Ok(()) => Ok(Redirect::to(&sent).into_response()),
        Err(error) => {
            let problem = Problem::from(error);
            let says = if matches!(problem, Problem::Changed) {
                "Someone changed the return while you checked it. Check it again".to_owned()
            } else {
                problem.on_form()?
            };
            let filling = office.filling(&visitor.actor, known).await?;
            let view = checking(id, &filling, vec![Wrong::new("send", &says)]);
            visitor.refused(Section::MyWork, "filling/check.jinja", &view).await
        }
    }
}

/// Where an answer is changed.
fn address(id: &str, filling: &Filling, answer: Option<AnswerId>) -> String {
    let Some((answer, _)) = answer.and_then(|id| filling.answer(id)) else {
        return format!("/submissions/{id}");
    };
    match answer.said {
        Said::Who(_) => format!("/submissions/{id}/who"),
        Said::Objective(_) => format!("/submissions/{id}/objectives/{}", answer.id),
        Said::Progress(_) => format!("/submissions/{id}/progress/{}", answer.id),
        Said::Insight(_) => format!("/submissions/{id}/insights/{}", answer.id),
    }
}

fn checking(id: String, filling: &Filling, errors: Vec<Wrong>) -> Check {
    let sections = filling.answers.iter().map(|(answer, _)| {
        let title = match &answer.said {
            Said::Who(_) => "Who is who".to_owned(),
            Said::Objective(said) => {
                let code = said.sub_category.as_ref().map(ToString::to_string);
                format!("Objective {}", code.unwrap_or_default()).trim().to_owned()
            }
            Said::Progress(_) => "Progress".to_owned(),
            Said::Insight(said) => said.kind.label().to_owned(),
        };
        let change = address(&id, filling, Some(answer.id));
        let rows = said_rows(filling, &answer.said);
        Answered { change: Link::new(title.to_lowercase(), change), title, rows }
    });
    Check {
        organisation: filling.organisation.clone(),
        round: filling.round.title.clone(),
        revision: filling.revision,
        may_submit: filling.may.take(Step::Submit),
        sections: sections.collect(),
        errors,
        id,
    }
}

#[derive(Serialize)]
struct Done {
    id: String,
    organisation: String,
    round: String,
    reference: String,
    objectives: usize,
    sign_off: bool,
    bearer: bool,
}

/// `GET /submissions/{id}/sent`: it is in, and what happens next.
pub(crate) async fn sent(
    State(office): State<Office>,
    visitor: Visitor,
    Path(id): Path<String>,
) -> Result<Response, Problem> {
    let filling = office.filling(&visitor.actor, known(&id)?).await?;
    let promised =
        filling.answers.iter().filter(|(answer, _)| matches!(answer.said, Said::Objective(_)));
    let needs = filling.round.sign_off == SignOffRule::Needed;
    let view = Done {
        organisation: filling.organisation.clone(),
        round: filling.round.title.clone(),
        reference: reference(&id),
        objectives: promised.count(),
        sign_off: needs && filling.submission.signed_off.is_none(),
        bearer: visitor.actor.submission.is_some(),
        id,
    };
    visitor.page(Some(Section::MyWork), "filling/sent.jinja", &view).await
}

/// A short reference that a person can read out: the end of its identity.
fn reference(id: &str) -> String {
    let end = id.rsplit('-').next().unwrap_or(id);
    end.to_uppercase()
}
