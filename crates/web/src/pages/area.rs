//! Areas: what is known of each, who answers for it, and what they promised.

use axum::extract::{Path, State};
use axum::response::Response;
use office::Office;
use office::area::{AreaLine, AreaPage, Body, Known};
use serde::Serialize;

use crate::forms::as_at::{AsAt, Asked, Control};
use crate::pages::evidence::{Pictured, words};
use crate::pages::objective::Line as ObjectiveRow;
use crate::problem::{Problem, encoded};
use crate::render::Section;
use crate::views::{Link, Wrong};
use crate::visitor::Visitor;

/// How many areas stand on one page; the others are found by their name.
const MOST: usize = 200;

#[derive(Serialize)]
struct List {
    typed: String,
    found: usize,
    areas: Vec<Row>,
}

#[derive(Serialize)]
struct Row {
    link: Link,
    kind: &'static str,
    code: String,
    bodies: String,
    measured: usize,
}

impl From<AreaLine> for Row {
    fn from(AreaLine { area, bodies, measured }: AreaLine) -> Self {
        Self {
            kind: area.kind(),
            bodies: bodies.join("; "),
            measured,
            link: Link::new(area.name, format!("/areas/{}", area.code)),
            code: area.code,
        }
    }
}

/// `GET /areas?q=`
pub(crate) async fn list(
    State(office): State<Office>,
    visitor: Visitor,
    asked: Asked,
) -> Result<Response, Problem> {
    let typed: String = asked.get("q").map_or("", |typed| typed.trim()).chars().take(100).collect();
    let areas = office.areas(&visitor.actor, &typed).await?;
    let view = List {
        found: areas.len(),
        areas: areas.into_iter().take(MOST).map(Row::from).collect(),
        typed,
    };
    visitor.page(Some(Section::Evidence), "area/list.jinja", &view).await
}

#[derive(Serialize)]
struct View {
    code: String,
    name: String,
    kind: &'static str,
    smallest: usize,
    lies_in: Vec<Larger>,
    holds: Vec<Larger>,
    /// How many more lie in it than are named.
    more: usize,
    known: Vec<Measured>,
    /// How many live there, and of which sex and age.
    residents: Option<(String, Option<Pictured>)>,
    bodies: Vec<Answers>,
    objectives: Vec<ObjectiveRow>,
    as_at: Control,
    errors: Vec<Wrong>,
}

#[derive(Serialize)]
struct Larger {
    kind: &'static str,
    link: Link,
}

#[derive(Serialize)]
struct Measured {
    link: Link,
    caption: String,
    columns: Vec<String>,
    rows: Vec<Vec<String>>,
    method: String,
}

impl From<Known> for Measured {
    fn from(known: Known) -> Self {
        let Known { indicator, title, breakdown, period, columns, rows, method } = known;
        let (by, on) = (encoded(&breakdown), encoded(&period));
        Self {
            caption: format!("{period}, by {}", words(&breakdown)),
            link: Link::new(title, format!("/evidence/{indicator}?breakdown={by}&period={on}")),
            columns,
            rows,
            method,
        }
    }
}

#[derive(Serialize)]
struct Answers {
    link: Link,
    actions: String,
    items: u64,
    late: u64,
}

impl From<Body> for Answers {
    fn from(Body { code, name, items, late }: Body) -> Self {
        Self {
            actions: format!("/actions?organisation={}", encoded(&name)),
            link: Link::new(name, format!("/organisations/{code}")),
            items,
            late,
        }
    }
}

/// `GET /areas/{code}?as-at=`
pub(crate) async fn show(
    State(office): State<Office>,
    visitor: Visitor,
    Path(code): Path<String>,
    asked: Asked,
) -> Result<Response, Problem> {
    let day = AsAt::of(&asked, visitor.moment);
    let page = office.area(&visitor.actor, &code, (day.day(), day.past())).await?;
    let AreaPage { area, lies_in, holds, known, residents, bodies, objectives } = page;
    let larger = |area: office::area::Area| Larger {
        kind: area.kind(),
        link: Link::new(area.name, format!("/areas/{}", area.code)),
    };
    let view = View {
        kind: area.kind(),
        smallest: area.smallest,
        lies_in: lies_in.into_iter().map(larger).collect(),
        more: holds.len().saturating_sub(MOST),
        holds: holds.into_iter().take(MOST).map(larger).collect(),
        known: known.into_iter().map(Measured::from).collect(),
        residents: residents.map(|of| (of.sentence, of.pyramid.map(Pictured::from))),
        bodies: bodies.into_iter().map(Answers::from).collect(),
        objectives: objectives.into_iter().map(ObjectiveRow::from).collect(),
        as_at: day.control(&format!("/areas/{}", area.code), Vec::new()),
        errors: day.errors(),
        code: area.code,
        name: area.name,
    };
    visitor.page_at(Section::Evidence, "area/show.jinja", &view, &day).await
}
