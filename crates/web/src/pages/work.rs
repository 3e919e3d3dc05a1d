//! My work: what is waiting for me?

use authority::Act;
use authority::policy::{Reach, Shelf, reach, view};
use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use office::Office;
use office::due::Duty;
use office::work::Line;
use serde::Serialize;

use crate::problem::Problem;
use crate::render::Section;
use crate::views::Standed;
use crate::visitor::Visitor;

#[derive(Serialize)]
struct View {
    waiting: Vec<Item>,
    coming: Vec<Item>,
    came_back: Vec<Said>,
    standing: Vec<Said>,
    /// Whether they may have what is due in a calendar.
    calendar: bool,
    /// Whether a program may read for them.
    tokens: bool,
    /// Whether the journal is theirs to see.
    journal: bool,
}

#[derive(Serialize)]
struct Item {
    what: String,
    whose: String,
    tag: Option<Standed>,
    link: String,
}

#[derive(Serialize)]
struct Said {
    title: String,
    says: String,
    link: String,
}

impl From<Duty> for Item {
    fn from(due: Duty) -> Self {
        let tag = due.tag.map(|(words, key)| Standed { key, words });
        Self { what: due.what, whose: due.whose, tag, link: due.link }
    }
}

impl From<Duty> for Said {
    fn from(due: Duty) -> Self {
        Self { title: due.what, says: due.says, link: due.link }
    }
}

impl From<Line> for Said {
    fn from(Line { title, says, link }: Line) -> Self {
        Self { title, says, link }
    }
}

/// `GET /`
pub(crate) async fn show(
    State(office): State<Office>,
    visitor: Visitor,
) -> Result<Response, Problem> {
    // The bearer of a link has one thing to do.
    if let Some(only) = visitor.actor.submission {
        return Ok(Redirect::to(&format!("/submissions/{only}")).into_response());
    }
    let work = office.my_work(&visitor.actor, visitor.moment).await?;
    let shown = View {
        waiting: work.waiting.into_iter().map(Item::from).collect(),
        coming: work.coming.into_iter().map(Item::from).collect(),
        came_back: work.came_back.into_iter().map(Said::from).collect(),
        standing: work.standing.into_iter().map(Said::from).collect(),
        calendar: reach(visitor.actor.role, Act::KeepCalendarFeed) != Reach::Nothing,
        tokens: reach(visitor.actor.role, Act::KeepToken) != Reach::Nothing,
        journal: view(visitor.actor.role, Shelf::Journal) != Reach::Nothing,
    };
    visitor.page(Some(Section::MyWork), "work.jinja", &shown).await
}
