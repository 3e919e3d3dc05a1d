//! What changed in a round from one day to another.

use axum::extract::{Path, State};
use axum::response::Response;
use jiff::civil::Date;
use office::Office;
use office::changes::ChangedBody;
use serde::Serialize;

use crate::forms::as_at::{AsAt, Asked, Control, Keep};
use crate::pages::import::known;
use crate::problem::Problem;
use crate::render::Section;
use crate::views::{Link, Wrong, day_words};
use crate::visitor::Visitor;

#[derive(Serialize)]
struct View {
    key: String,
    round: Link,
    since: String,
    since_words: Option<String>,
    until_words: String,
    today: String,
    bodies: Vec<Body>,
    as_at: Control,
    errors: Vec<Wrong>,
}

#[derive(Serialize)]
struct Body {
    organisation: String,
    state: Option<(&'static str, &'static str)>,
    new: Vec<Link>,
    reworded: Vec<(Link, String)>,
    gone: Vec<String>,
}

impl From<ChangedBody> for Body {
    fn from(body: ChangedBody) -> Self {
        let to = |id, words: String| Link::new(words, format!("/objectives/{id}"));
        Self {
            organisation: body.organisation,
            state: body.state.map(|(before, after)| (before.label(), after.label())),
            new: body.new.into_iter().map(|(id, words)| to(id, words)).collect(),
            reworded: body
                .reworded
                .into_iter()
                .map(|(id, before, after)| (to(id, after), before))
                .collect(),
            gone: body.gone,
        }
    }
}

/// `GET /rounds/{key}/changes`: what the returns say on the day asked and did not since another.
pub(crate) async fn show(
    State(office): State<Office>,
    visitor: Visitor,
    Path(key): Path<String>,
    asked: Asked,
) -> Result<Response, Problem> {
    let day = AsAt::of(&asked, visitor.moment);
    let text = asked.get("since").map_or("", |text| text.trim()).to_owned();
    let since = text.parse::<Date>().ok();
    let mut errors = day.errors();
    match since {
        None if !text.is_empty() => {
            errors.push(Wrong::new("since", &format!("“{text}” is not a date, like 2026-08-06")));
        }
        Some(since) if since >= day.day() => {
            errors
                .push(Wrong::new("since", "The day to compare with must be before the day shown"));
        }
        Some(_) | None => {}
    }
    let round = known(&key)?;
    let from = since.filter(|since| *since < day.day()).unwrap_or_else(|| day.day());
    let found = office.changes(&visitor.actor, &round, (from, day.day())).await?;
    let view = View {
        round: Link::new(&found.round.title, format!("/rounds/{key}")),
        since_words: (from < day.day()).then(|| day_words(from)),
        since: text.clone(),
        until_words: day_words(day.day()),
        today: visitor.moment.today.to_string(),
        bodies: found.bodies.into_iter().map(Body::from).collect(),
        as_at: day.control(
            &format!("/rounds/{key}/changes"),
            if text.is_empty() { Vec::new() } else { vec![Keep { name: "since", value: text }] },
        ),
        key,
        errors,
    };
    if view.errors.is_empty() {
        return visitor.page(Some(Section::Rounds), "round/changes.jinja", &view).await;
    }
    visitor.refused(Section::Rounds, "round/changes.jinja", &view).await
}
