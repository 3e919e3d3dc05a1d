//! A return: who sent it, and what it promises.

use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use office::Office;
use office::round::SubmissionPage;
use programme::insight::Insight;
use programme::submission::{ProposedReview, Step, SubmissionState};
use serde::Serialize;

use crate::forms::as_at::Asked;
use crate::forms::sent::Sent;
use crate::pages::action::source;
use crate::pages::filling;
use crate::pages::import::known;
use crate::pages::objective::Line as ObjectiveRow;
use crate::problem::Problem;
use crate::render::Section;
use crate::views::{Choosable, Link, Wrong, day_words};
use crate::visitor::Visitor;

#[derive(Serialize)]
struct View {
    organisation: String,
    round: Link,
    state: &'static str,
    received: Option<String>,
    because: String,
    signed_off: Option<String>,
    who: Vec<(&'static str, String)>,
    objectives: Vec<ObjectiveRow>,
    reviews: Vec<Review>,
    insights: Vec<Item>,
    source: Option<Link>,
    id: String,
    revision: i64,
    /// The steps this person may take, as their addresses name them.
    may: Vec<&'static str>,
    errors: Vec<Wrong>,
}

#[derive(Serialize)]
struct Item {
    link: String,
    kind: &'static str,
    words: String,
    reply: Option<String>,
}

#[derive(Serialize)]
struct Review {
    number: u8,
    rows: Vec<Progress>,
    words: Vec<(&'static str, String)>,
}

#[derive(Serialize)]
struct Progress {
    objective: String,
    parts: Vec<(&'static str, String)>,
}

/// `GET /submissions/{id}`
pub(crate) async fn show(
    State(office): State<Office>,
    visitor: Visitor,
    Path(id): Path<String>,
) -> Result<Response, Problem> {
    let page = office.submission(&visitor.actor, known(&id)?).await?;
    if page.may.take(Step::Answer) {
        return filling::tasks(&office, &visitor, id).await;
    }
    let source = source(&office, &visitor, &page.submission.origin).await?;
    let view = view(page, source, Vec::new());
    visitor.page(Some(Section::Objectives), "submission/show.jinja", &view).await
}

/// The steps that are taken with a return that was sent: as addresses name them, and what is said
/// once they are taken.
const STEPS: [(&str, Step, &str); 4] = [
    ("sign-off", Step::SignOff, "You signed this return off"),
    ("accept", Step::Accept, "The return was accepted"),
    ("ask-changes", Step::AskChanges, "The return was sent back, with your reason"),
    ("reopen", Step::Reopen, "The return was opened again, with your reason"),
];

/// `POST /submissions/{id}/step/{step}`: it is signed off, sent back, accepted or reopened.
pub(crate) async fn judge(
    State(office): State<Office>,
    Path((id, step)): Path<(String, String)>,
    Sent { visitor, fields }: Sent,
) -> Result<Response, Problem> {
    let found = STEPS.into_iter().find(|(key, ..)| *key == step);
    let (_, step, says) = found.ok_or(Problem::NotFound)?;
    let known = known(&id)?;
    let seen = (known, fields.revision()?);
    let reason = fields.get("reason");
    let done = office.judge(&visitor.actor, visitor.moment, seen, step, reason).await;
    let wrong = match done {
        Ok(()) => return visitor.on_to(&format!("/submissions/{id}"), says).await,
        Err(error) => Problem::from(error).on_form()?,
    };
    let page = office.submission(&visitor.actor, known).await?;
    let source = source(&office, &visitor, &page.submission.origin).await?;
    let view = view(page, source, vec![Wrong::new("reason", &wrong)]);
    visitor.refused(Section::Objectives, "submission/show.jinja", &view).await
}

fn view(page: SubmissionPage, source: Option<Link>, errors: Vec<Wrong>) -> View {
    let made = page.submission;
    let item = |insight: Insight| Item {
        link: format!("/insights/{}", insight.id),
        kind: insight.said.kind.label(),
        words: insight.said.words,
        reply: insight.reply.map(|reply| reply.words),
    };
    let signed_off = made.signed_off.map(|one| {
        let by = page.signed_off_by.clone().unwrap_or_default();
        format!("{by}, {}", day_words(one.on))
    });
    View {
        id: made.id.to_string(),
        revision: page.revision,
        because: made.because,
        signed_off,
        insights: page.insights.into_iter().map(item).collect(),
        may: STEPS
            .into_iter()
            .filter(|(_, step, _)| page.may.take(*step))
            .map(|(k, ..)| k)
            .collect(),
        errors,
        organisation: page.organisation,
        round: Link::new(page.round_title, format!("/rounds/{}", made.round)),
        state: made.state.label(),
        received: made.received.map(day_words),
        who: vec![
            ("Organisation, as written", made.who.organisation),
            ("Executive sponsor", made.who.executive_sponsor),
            ("Lead officer", made.who.lead_officer),
            ("Reports to", made.who.reports_to),
            ("Report author", made.who.report_author),
        ],
        objectives: page.objectives.into_iter().map(ObjectiveRow::from).collect(),
        reviews: made.reviews.into_iter().map(Review::from).collect(),
        source,
    }
}

impl From<ProposedReview> for Review {
    fn from(review: ProposedReview) -> Self {
        let row = |row: programme::submission::ProposedProgress| Progress {
            objective: row.objective,
            parts: vec![
                ("Progress", row.progress),
                ("Outputs", row.outputs),
                ("Outcomes", row.outcomes),
                ("Next", row.next),
            ],
        };
        Self {
            number: review.round,
            rows: review.rows.into_iter().map(row).collect(),
            words: vec![
                ("Challenges and risks", review.challenges_risks),
                ("Support needed", review.support_needs),
                ("Lessons learned", review.lessons_learned),
            ],
        }
    }
}

#[derive(Serialize)]
struct List {
    rows: Vec<Row>,
    whole: bool,
    rounds: Vec<Choosable>,
    states: Vec<Choosable>,
    /// The filters chosen, each with the address without it.
    chips: Vec<Link>,
}

#[derive(Serialize)]
struct Row {
    organisation: String,
    link: Option<String>,
    round: Link,
    state: &'static str,
    received: Option<String>,
    objectives: usize,
}

/// `GET /submissions`: every return the visitor may see, the newest round first; of one round or in
/// one state, if the address asks for it.
pub(crate) async fn list(
    State(office): State<Office>,
    visitor: Visitor,
    asked: Asked,
) -> Result<Response, Problem> {
    if let Some(only) = visitor.actor.submission {
        return Ok(Redirect::to(&format!("/submissions/{only}")).into_response());
    }
    let get = |name: &str| asked.get(name).map_or("", |value| value.trim());
    let rounds = office.rounds().await?;
    let round = rounds.iter().find(|round| round.key.as_str() == get("round"));
    let state = SubmissionState::ALL.into_iter().find(|state| state.key() == get("state"));
    let mut rows = Vec::new();
    for of in rounds.iter().filter(|of| round.is_none_or(|round| round.key == of.key)) {
        let page = office.round(&visitor.actor, &of.key, visitor.moment.today).await?;
        let to = Link::new(&of.title, format!("/rounds/{}", of.key));
        let seen = page.returns.into_iter().filter(|line| line.submission.is_some());
        let seen = seen.filter(|line| state.is_none_or(|state| line.state == state));
        rows.extend(seen.map(|line| Row {
            link: line.submission.map(|id| format!("/submissions/{id}")),
            round: to.clone(),
            state: if line.signed_off { "Signed off" } else { line.state.label() },
            received: line.received.map(day_words),
            objectives: line.objectives,
            organisation: line.organisation,
        }));
    }
    let mut chips = Vec::new();
    if let Some(round) = round {
        let rest = state.map_or_else(String::new, |state| format!("?state={}", state.key()));
        chips.push(Link::new(&round.title, format!("/submissions{rest}")));
    }
    if let Some(state) = state {
        let rest = round.map_or_else(String::new, |round| format!("?round={}", round.key));
        chips.push(Link::new(state.label(), format!("/submissions{rest}")));
    }
    let chosen = round.map_or("", |round| round.key.as_str());
    let first = Choosable::new("", "Every round", chosen);
    let each = rounds.iter().map(|round| Choosable::new(round.key.as_str(), &round.title, chosen));
    let choices = core::iter::once(first).chain(each).collect();
    let chosen = state.map_or("", SubmissionState::key);
    let first = Choosable::new("", "Every state", chosen);
    let each = SubmissionState::ALL.into_iter();
    let each = each.map(|state| Choosable::new(state.key(), state.label(), chosen));
    let states = core::iter::once(first).chain(each).collect();
    let view = List { rows, whole: visitor.sees_the_region(), rounds: choices, states, chips };
    visitor.page(Some(Section::Rounds), "submission/list.jinja", &view).await
}
