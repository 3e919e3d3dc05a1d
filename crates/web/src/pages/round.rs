//! Rounds: who has returned, who has not, and how late.

use authority::{Act, permit};
use axum::extract::{Path, State};
use axum::response::Response;
use office::Office;
use office::round::{ReturnLine, RoundPage};
use programme::round::{Round, RoundState};
use serde::Serialize;

use crate::forms::as_at::{AsAt, Asked, Control};
use crate::pages::guidance;
use crate::pages::import::{attachment, known};
use crate::problem::Problem;
use crate::render::Section;
use crate::templates::counted;
use crate::views::{Link, Standed, Wrong, day_words};
use crate::visitor::Visitor;

#[derive(Serialize)]
struct List {
    rounds: Vec<Line>,
    may_prepare: bool,
    as_at: Control,
    errors: Vec<Wrong>,
}

#[derive(Serialize)]
struct Line {
    link: String,
    title: String,
    kind: &'static str,
    state: &'static str,
    opens: String,
    due: String,
    asked: usize,
}

/// `GET /rounds`
pub(crate) async fn list(
    State(office): State<Office>,
    visitor: Visitor,
    asked: Asked,
) -> Result<Response, Problem> {
    let day = AsAt::of(&asked, visitor.moment);
    let rounds = match day.past() {
        Some(day) => office.rounds_at(day).await?,
        None => office.rounds().await?,
    };
    let line = |round: Round| Line {
        link: format!("/rounds/{}", round.key),
        title: round.title,
        kind: round.kind.label(),
        state: round.state.label(),
        opens: day_words(round.opens),
        due: day_words(round.due),
        asked: round.asked.len(),
    };
    let may_prepare = permit(&visitor.actor, Act::KeepRound, None).is_ok();
    let view = List {
        rounds: rounds.into_iter().map(line).collect(),
        may_prepare,
        as_at: day.control("/rounds", Vec::new()).with_changes("of=round"),
        errors: day.errors(),
    };
    visitor.page_at(Section::Rounds, "round/list.jinja", &view, &day).await
}

#[derive(Serialize)]
struct View {
    key: String,
    title: String,
    kind: &'static str,
    state: &'static str,
    closed_because: String,
    mailbox: String,
    guidance: Vec<Link>,
    /// How many are to be reminded today, when it is a day of reminders.
    reminded: Option<usize>,
    /// What this person may do with it as it stands: an address below its own, and words.
    may: Vec<Link>,
    framework: String,
    opens: String,
    due: String,
    day: String,
    asked: usize,
    /// Whether it shows every body, and not only the visitor's own.
    whole: bool,
    came: Vec<Return>,
    missing: Vec<Return>,
    as_at: Control,
    errors: Vec<Wrong>,
}

#[derive(Serialize)]
struct Return {
    organisation: String,
    state: &'static str,
    link: Option<String>,
    received: Option<String>,
    objectives: usize,
    standing: Standed,
    /// The address of its form, for those who may send it back.
    form: Option<String>,
}

/// `GET /rounds/{key}`
pub(crate) async fn show(
    State(office): State<Office>,
    visitor: Visitor,
    Path(key): Path<String>,
    asked: Asked,
) -> Result<Response, Problem> {
    let day = AsAt::of(&asked, visitor.moment);
    let RoundPage { round, framework, returns } =
        office.round(&visitor.actor, &known(&key)?, day.day()).await?;
    let whole = visitor.sees_the_region();
    let own = |line: &ReturnLine| visitor.actor.organisation.as_ref() == Some(&line.code);
    let returns = returns.into_iter().filter(|line| whole || own(line));
    let (came, missing): (Vec<ReturnLine>, Vec<ReturnLine>) =
        returns.partition(|line| line.received.is_some());
    let view = View {
        may: steps(&visitor, &round),
        kind: round.kind.label(),
        state: round.state.label(),
        closed_because: round.closed_because.clone(),
        mailbox: if whole { round.mailbox.clone() } else { String::new() },
        guidance: guidance::links(&round),
        reminded: round.reminds_on(day.day()).then_some(missing.len()),
        key: key.clone(),
        framework,
        opens: day_words(round.opens),
        due: day_words(round.due),
        day: day_words(day.day()),
        asked: round.asked.len(),
        whole,
        came: came.into_iter().map(|line| returned(line, &key)).collect(),
        missing: missing.into_iter().map(|line| returned(line, &key)).collect(),
        as_at: day
            .control(&format!("/rounds/{key}"), Vec::new())
            .with_changes(&format!("round={key}")),
        errors: day.errors(),
        title: round.title,
    };
    visitor.page_at(Section::Rounds, "round/show.jinja", &view, &day).await
}

/// `GET /rounds/{key}/form/{organisation}`: the form, filled in with what is known.
pub(crate) async fn form(
    State(office): State<Office>,
    visitor: Visitor,
    Path((key, organisation)): Path<(String, String)>,
) -> Result<Response, Problem> {
    let made = office.form(&visitor.actor, &known(&key)?, &known(&organisation)?).await?;
    Ok(attachment(&made.name, made.media_type, made.bytes))
}

fn steps(visitor: &Visitor, round: &Round) -> Vec<Link> {
    let may = |act| permit(&visitor.actor, act, None).is_ok();
    let begun = round.state != RoundState::Draft;
    let all = [
        (may(Act::OpenRound) && !begun, "open", "Open it"),
        (may(Act::KeepRound) && round.state != RoundState::Closed, "edit", "Change it"),
        (may(Act::KeepRound) && round.state != RoundState::Closed, "guidance", "Guidance"),
        (may(Act::KeepRound) && round.state != RoundState::Closed, "questions", "Questions"),
        (
            may(Act::ProposePeerReviews) && round.peer_review.is_some() && begun,
            "peer-reviews",
            "Peer review",
        ),
        (may(Act::KeepRound) && round.state == RoundState::Open, "reminders", "Reminders"),
        (may(Act::CloseRound) && round.state == RoundState::Open, "close", "Close it"),
    ];
    let possible = all.into_iter().filter(|(may, ..)| *may);
    possible
        .map(|(_, part, text)| Link::new(text, format!("/rounds/{}/{part}", round.key)))
        .collect()
}

fn returned(line: ReturnLine, round: &str) -> Return {
    let days = u64::try_from(line.days_late).unwrap_or_default();
    let late = counted(days, "day", None);
    let standing = match (line.received, days) {
        (Some(_), 0) => Standed { key: "complete", words: "in on time".to_owned() },
        (Some(_), _) => Standed { key: "complete", words: format!("in, {late} late") },
        (None, 0) => Standed { key: "on_course", words: "not yet due".to_owned() },
        (None, _) => Standed { key: "late", words: format!("late by {late}") },
    };
    Return {
        form: line.may_return.then(|| format!("/rounds/{round}/form/{}", line.code)),
        state: if line.signed_off { "Signed off" } else { line.state.label() },
        organisation: line.organisation,
        link: line.submission.map(|id| format!("/submissions/{id}")),
        received: line.received.map(day_words),
        objectives: line.objectives,
        standing,
    }
}
