//! The tables that a committee reads of a plan.

use axum::extract::{Path, State};
use axum::response::Response;
use jiff::civil::Date;
use office::Office;
use office::committee::{Extension, Tabled};
use serde::Serialize;

use crate::forms::as_at::{AsAt, Asked, Control, Keep};
use crate::pages::import::{attachment, known};
use crate::pages::update::address;
use crate::problem::Problem;
use crate::render::Section;
use crate::views::{Link, Standed, When, Wrong, day_words};
use crate::visitor::Visitor;

/// How many months before the day shown a committee last met, if nobody says when.
const MONTHS: i32 = 3;

#[derive(Serialize)]
struct View {
    key: String,
    plan: String,
    organisation: String,
    day: String,
    since: String,
    since_day: String,
    today: String,
    past: Option<String>,
    /// What the address says of the days, for the files.
    query: String,
    live: Vec<Row>,
    completed: Vec<Row>,
    extensions: Vec<Asking>,
    outstanding: Vec<Row>,
    rule: String,
    as_at: Control,
    errors: Vec<Wrong>,
}

#[derive(Serialize)]
struct Row {
    link: Link,
    owner: String,
    uncertain: bool,
    by_when: When,
    first: Option<When>,
    status: String,
    standing: Standed,
}

impl From<Tabled> for Row {
    fn from(one: Tabled) -> Self {
        Self {
            link: Link::new(one.what, address(one.about)),
            owner: one.owner.words,
            uncertain: one.owner.uncertain,
            by_when: When::from(&one.by_when),
            first: one.first.as_ref().map(When::from),
            status: one.status.words,
            standing: one.standing.into(),
        }
    }
}

/// A new date that was asked for.
#[derive(Serialize)]
struct Asking {
    link: Link,
    asked: When,
    reason: String,
    by: String,
    on: String,
    answer: &'static str,
}

impl From<Extension> for Asking {
    fn from(one: Extension) -> Self {
        Self {
            link: Link::new(one.what, address(one.about)),
            asked: When::from(&one.asked),
            reason: one.reason,
            by: one.by,
            on: day_words(one.on),
            answer: match one.answer {
                None => "Not answered yet",
                Some(true) => "Agreed",
                Some(false) => "Not agreed",
            },
        }
    }
}

/// When they last met, as the address says it: the usual day where it says none, or one that is none.
fn since(asked: &Asked, day: &AsAt) -> (Date, Option<Wrong>) {
    let usual = day.day().saturating_sub(jiff::Span::new().months(MONTHS));
    let wrong = |says| (usual, Some(Wrong::new("since", says)));
    match asked.get("since").map_or("", |text| text.trim()) {
        "" => (usual, None),
        text => match text.parse::<Date>() {
            Ok(since) if since <= day.day() && since.year() >= 1 => (since, None),
            Ok(_) => wrong("They last met before the day shown, or on it"),
            Err(_) => wrong("Enter when they last met, like 2026-08-06"),
        },
    }
}

/// `GET /plans/{key}/committee/{format}`: the same tables as a file.
pub(crate) async fn export(
    State(office): State<Office>,
    visitor: Visitor,
    Path((key, format)): Path<(String, String)>,
    asked: Asked,
) -> Result<Response, Problem> {
    let day = AsAt::of(&asked, visitor.moment);
    let of = (&known(&key)?, since(&asked, &day).0);
    let (actor, moment) = (&visitor.actor, visitor.moment);
    let file = office.export_committee(actor, moment, of, day.past(), &format).await?;
    Ok(attachment(&file.name, file.media_type, file.bytes))
}

/// `GET /plans/{key}/committee`
pub(crate) async fn show(
    State(office): State<Office>,
    visitor: Visitor,
    Path(key): Path<String>,
    asked: Asked,
) -> Result<Response, Problem> {
    let day = AsAt::of(&asked, visitor.moment);
    let mut errors = day.errors();
    let (since, wrong) = since(&asked, &day);
    errors.extend(wrong);
    let when = (day.day(), day.past());
    let found = office.committee(&visitor.actor, &known(&key)?, since, when).await?;
    let path = format!("/plans/{}/committee", found.plan.key);
    let title = found.plan.title.trim();
    let refused = !errors.is_empty();
    let view = View {
        key: found.plan.key.to_string(),
        plan: if title.is_empty() { found.plan.kind.label() } else { title }.to_owned(),
        organisation: found.organisation,
        day: day_words(day.day()),
        since: since.to_string(),
        since_day: day_words(since),
        today: visitor.moment.today.to_string(),
        past: day.past().map(|day| day.to_string()),
        query: format!("?since={since}{}", day.said('&')),
        live: found.live.into_iter().map(Row::from).collect(),
        completed: found.completed.into_iter().map(Row::from).collect(),
        extensions: found.extensions.into_iter().map(Asking::from).collect(),
        outstanding: found.outstanding.into_iter().map(Row::from).collect(),
        rule: found.rule.words(),
        as_at: day.control(&path, vec![Keep { name: "since", value: since.to_string() }]),
        errors,
    };
    if refused {
        return visitor.refused(Section::Plans, "plan/committee.jinja", &view).await;
    }
    visitor.page(Some(Section::Plans), "plan/committee.jinja", &view).await
}
