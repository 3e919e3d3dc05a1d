//! A return: who sent it, and what it promises.

use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use office::Office;
use office::round::SubmissionPage;
use programme::insight::Insight;
use programme::submission::{ProposedReview, Step, SubmissionState};
use serde::Serialize;

use crate::forms::as_at::{AsAt, Asked, Control, Keep};
use crate::forms::sent::Sent;
use crate::pages::action::source;
use crate::pages::filling;
use crate::pages::import::known;
use crate::pages::objective::Line as ObjectiveRow;
use crate::problem::{Problem, encoded};
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
    as_at: Control,
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
    asked: Asked,
) -> Result<Response, Problem> {
    let day = AsAt::of(&asked, visitor.moment);
    let page = office.submission(&visitor.actor, known(&id)?, day.past()).await?;
    if page.may.take(Step::Answer) {
        return filling::tasks(&office, &visitor, id).await;
    }
    let source = source(&office, &visitor, &page.submission.origin).await?;
    let view = view(page, source, &day, day.errors());
    visitor.page_at(Section::Objectives, "submission/show.jinja", &view, &day).await
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
    let page = office.submission(&visitor.actor, known, None).await?;
    let source = source(&office, &visitor, &page.submission.origin).await?;
    let day = AsAt::of(&Asked::default(), visitor.moment);
    let view = view(page, source, &day, vec![Wrong::new("reason", &wrong)]);
    visitor.refused(Section::Objectives, "submission/show.jinja", &view).await
}

fn view(page: SubmissionPage, source: Option<Link>, day: &AsAt, errors: Vec<Wrong>) -> View {
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
    let address = format!("/submissions/{}", made.id);
    View {
        as_at: day.control(&address, Vec::new()).with_changes(&format!(
            "round={}&organisation={}",
            encoded(made.round.as_str()),
            encoded(made.organisation.as_str())
        )),
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
    as_at: Control,
    errors: Vec<Wrong>,
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
    let day = AsAt::of(&asked, visitor.moment);
    let get = |name: &str| asked.get(name).map_or("", |value| value.trim());
    let rounds = office.rounds().await?;
    let round = rounds.iter().find(|round| round.key.as_str() == get("round"));
    let state = SubmissionState::ALL.into_iter().find(|state| state.key() == get("state"));
    let mut rows = Vec::new();
    for of in rounds.iter().filter(|of| round.is_none_or(|round| round.key == of.key)) {
        let page = office.round(&visitor.actor, &of.key, day.day()).await?;
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
    let at = day.past().map(|day| day.to_string()).unwrap_or_default();
    let chosen = [
        ("round", round.map_or("", |round| round.key.as_str())),
        ("state", state.map_or("", SubmissionState::key)),
        ("as-at", &at),
    ];
    let without = |left_out: &str| {
        let said = chosen.iter().filter(|(name, value)| *name != left_out && !value.is_empty());
        let said: Vec<String> = said.map(|(name, value)| format!("{name}={value}")).collect();
        format!("/submissions?{}", said.join("&"))
    };
    let keep = chosen.iter().filter(|(name, value)| *name != "as-at" && !value.is_empty());
    let keep = keep.map(|(name, value)| Keep { name, value: (*value).to_owned() }).collect();
    let chips = [
        round.map(|round| Link::new(&round.title, without("round"))),
        state.map(|state| Link::new(state.label(), without("state"))),
    ];
    let [(_, of_round), (_, of_state), _] = chosen;
    let first = Choosable::new("", "Every round", of_round);
    let each = rounds.iter();
    let each = each.map(|round| Choosable::new(round.key.as_str(), &round.title, of_round));
    let choices = core::iter::once(first).chain(each).collect();
    let first = Choosable::new("", "Every state", of_state);
    let each = SubmissionState::ALL.into_iter();
    let each = each.map(|state| Choosable::new(state.key(), state.label(), of_state));
    let view = List {
        rows,
        whole: visitor.sees_the_region(),
        rounds: choices,
        states: core::iter::once(first).chain(each).collect(),
        chips: chips.into_iter().flatten().collect(),
        as_at: day.control("/submissions", keep).with_changes("of=submission"),
        errors: day.errors(),
    };
    visitor.page_at(Section::Rounds, "submission/list.jinja", &view, &day).await
}
