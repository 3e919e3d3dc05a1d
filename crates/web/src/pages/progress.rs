//! What was said of the progress of each objective.

use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use office::Office;
use office::progress::{ProgressFilter, ProgressLine};
use serde::Serialize;

use crate::forms::as_at::{AsAt, Asked, Control, Keep};
use crate::pages::paging::Paging;
use crate::problem::{Problem, encoded};
use crate::render::Section;
use crate::views::{Choosable, Wrong, day_words};
use crate::visitor::Visitor;

#[derive(Serialize)]
struct List {
    rows: Vec<Row>,
    rounds: Vec<Choosable>,
    organisations: Vec<Choosable>,
    #[serde(flatten)]
    paging: Paging,
    as_at: Control,
    errors: Vec<Wrong>,
}

#[derive(Serialize)]
struct Row {
    objective: String,
    /// Where the objective is, if the row names one.
    link: Option<String>,
    new: bool,
    organisation: String,
    round: String,
    submission: String,
    received: Option<String>,
    parts: Vec<(&'static str, String)>,
}

impl From<ProgressLine> for Row {
    fn from(line: ProgressLine) -> Self {
        let said = line.said;
        let parts = [
            ("Progress", said.progress),
            ("Outputs", said.outputs),
            ("Outcomes", said.outcomes),
            ("Next six months", said.next),
        ];
        Self {
            objective: said.objective,
            link: said.about.map(|id| format!("/objectives/{id}")),
            new: said.new,
            organisation: line.organisation,
            round: line.round,
            submission: format!("/submissions/{}", line.submission),
            received: line.received.map(day_words),
            parts: parts.into_iter().filter(|(_, words)| !words.trim().is_empty()).collect(),
        }
    }
}

/// `GET /reviews`
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
    let chosen = [("round", get("round")), ("organisation", get("organisation"))];
    let chosen: Vec<(&'static str, &str)> =
        chosen.into_iter().filter(|(_, value)| !value.is_empty()).collect();
    let filter = ProgressFilter {
        round: get("round").parse().ok(),
        organisation: get("organisation").parse().ok(),
    };
    let lines = office.progress(&visitor.actor, &filter, day.past()).await?;
    let to = |number: usize| {
        let said = chosen.iter().map(|(name, value)| format!("{name}={}", encoded(value)));
        let said = said.chain(day.past().map(|day| format!("as-at={day}")));
        let said = said.chain(core::iter::once(format!("page={number}")));
        format!("/reviews?{}", said.collect::<Vec<_>>().join("&"))
    };
    let (paging, shown) = Paging::of(lines, &asked, to);
    let names = office.organisation_names().await?;
    let rounds = office.rounds().await?;
    let choices = |first, pairs: Vec<(String, String)>, chosen: &str| {
        let all = core::iter::once((String::new(), first)).chain(pairs);
        all.map(|(key, words)| Choosable::new(key, words, chosen)).collect()
    };
    let titled = rounds.into_iter().map(|round| (round.key.to_string(), round.title)).collect();
    let named = names.into_iter().map(|(code, name)| (code.to_string(), name)).collect();
    let keep = chosen.iter().map(|(name, value)| Keep { name, value: (*value).to_owned() });
    let view = List {
        rounds: choices("Every round".to_owned(), titled, get("round")),
        organisations: choices("Every organisation".to_owned(), named, get("organisation")),
        paging,
        as_at: day.control("/reviews", keep.collect()).with_changes("of=submission"),
        errors: day.errors(),
        rows: shown.into_iter().map(Row::from).collect(),
    };
    visitor.page_at(Section::Rounds, "progress.jinja", &view, &day).await
}
