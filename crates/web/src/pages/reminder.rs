//! Reminders: letters to those who have not returned, ready for the mail program of whoever writes.

use axum::extract::{Path, State};
use axum::response::Response;
use office::Office;
use office::reminder::Reminder;
use programme::round::Round;
use serde::Serialize;

use crate::pages::import::known;
use crate::problem::{Problem, encoded};
use crate::render::Section;
use crate::templates::counted;
use crate::views::{Link, day_words};
use crate::visitor::Visitor;

#[derive(Serialize)]
struct View {
    round: Link,
    due: String,
    days: String,
    is_today: bool,
    lines: Vec<Line>,
    /// A letter to all of them at once, none of whom sees the others' addresses.
    all: Option<String>,
}

#[derive(Serialize)]
struct Line {
    organisation: String,
    late: Option<String>,
    addresses: Vec<String>,
    letter: Option<String>,
}

/// `GET /rounds/{key}/reminders`
pub(crate) async fn show(
    State(office): State<Office>,
    visitor: Visitor,
    Path(key): Path<String>,
) -> Result<Response, Problem> {
    let found = office.reminders(&visitor.actor, visitor.moment, &known(&key)?).await?;
    let (round, reminders) = found;
    let everyone: Vec<String> =
        reminders.iter().flat_map(|one| one.addresses.iter().cloned()).collect();
    let line = |one: Reminder| {
        let days = u64::try_from(one.days_late).unwrap_or_default();
        Line {
            late: (days > 0).then(|| counted(days, "day", None)),
            letter: letter(&round, "to", &one.addresses, days),
            organisation: one.organisation,
            addresses: one.addresses,
        }
    };
    let late = u64::try_from(round.days_late(visitor.moment.today)).unwrap_or_default();
    let days: Vec<String> = round.reminders.iter().map(|day| when(*day)).collect();
    let view = View {
        due: day_words(round.due),
        days: crate::views::listed(&days),
        is_today: round.reminds_on(visitor.moment.today),
        all: letter(&round, "bcc", &everyone, late),
        lines: reminders.into_iter().map(line).collect(),
        round: Link::new(&round.title, format!("/rounds/{key}")),
    };
    visitor.page(Some(Section::Rounds), "round/reminders.jinja", &view).await
}

/// A day of reminders in words: "2 weeks" is not said, since people count days.
fn when(day: i32) -> String {
    let days = counted(u64::from(day.unsigned_abs()), "day", None);
    match day {
        0 => "on the day it is due".to_owned(),
        day if day < 0 => format!("{days} before"),
        _ => format!("{days} after"),
    }
}

/// The address that opens a letter in a mail program.
fn letter(round: &Round, part: &str, addresses: &[String], late: u64) -> Option<String> {
    if addresses.is_empty() {
        return None;
    }
    let due = day_words(round.due);
    let stands = if late > 0 {
        format!("It was due on {due}. It is still taken, and is shown as late.")
    } else {
        format!("It is due on {due}.")
    };
    let subject = encoded(&format!("Your return to {}", round.title));
    let body = encoded(&format!(
        "Your return to {} is not in yet. {stands}\n\nYou can fill it in on the pages of the programme, by Word form, or by a link that we send you. If something stands in the way, write back and we will help.\n",
        round.title
    ));
    let all: Vec<String> = addresses.iter().map(|one| encoded(one).replace("%40", "@")).collect();
    let all = all.join(",");
    Some(if part == "to" {
        format!("mailto:{all}?subject={subject}&body={body}")
    } else {
        format!("mailto:?{part}={all}&subject={subject}&body={body}")
    })
}
