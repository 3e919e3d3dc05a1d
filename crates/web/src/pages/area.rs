//! Areas: what is known of each, and who says that they work on it.

use axum::extract::{Path, State};
use axum::response::Response;
use office::Office;
use office::area::{Area, Kind, Known, RULE};
use programme::wording::folded;
use serde::Serialize;

use crate::forms::as_at::{AsAt, Asked, Control};
use crate::pages::objective::Line as ObjectiveRow;
use crate::pages::paging::Paging;
use crate::problem::{Problem, encoded};
use crate::render::Section;
use crate::views::{Link, Wrong};
use crate::visitor::Visitor;

#[derive(Serialize)]
struct List {
    /// What was searched for.
    words: String,
    /// Each kind, to be chosen, and the one that was.
    kinds: Vec<Link>,
    kind: &'static str,
    areas: Vec<Row>,
    unmeasured: usize,
    rule: &'static str,
    as_at: Control,
    errors: Vec<Wrong>,
    #[serde(flatten)]
    paging: Paging,
}

#[derive(Serialize)]
struct Row {
    link: String,
    code: String,
    name: String,
    kind: &'static str,
    body: Option<String>,
    known: Vec<Told>,
}

/// What one finding says of an area.
#[derive(Serialize)]
struct Told {
    link: Link,
    /// Per cent, interval, number and out of how many, as the finding's own page prints them.
    values: Vec<String>,
}

impl From<&Known> for Told {
    fn from(known: &Known) -> Self {
        let breakdown = encoded(&known.breakdown);
        let to = format!("/evidence/{}?breakdown={breakdown}", known.indicator);
        Self {
            link: Link::new(format!("{}, {}", known.title, known.period), to),
            values: known.row.iter().skip(1).cloned().collect(),
        }
    }
}

impl Row {
    fn of(area: &Area, day: &AsAt) -> Self {
        Self {
            link: format!("/areas/{}{}", encoded(&area.code), day.said('?')),
            code: area.code.clone(),
            name: area.name.clone(),
            kind: area.kind.words(),
            body: area.body.as_ref().map(|body| format!("/organisations/{body}")),
            known: area.known.iter().map(Told::from).collect(),
        }
    }
}

/// `GET /areas?words=&kind=&page=&as-at=`
pub(crate) async fn list(
    State(office): State<Office>,
    visitor: Visitor,
    asked: Asked,
) -> Result<Response, Problem> {
    let day = AsAt::of(&asked, visitor.moment);
    let get = |name: &str| asked.get(name).map_or("", |value| value.trim()).to_owned();
    let words = get("words");
    let kind = Kind::ALL.into_iter().find(|kind| kind.key() == get("kind"));
    let address = |kind: &str, page: usize| {
        let words = encoded(&words);
        format!("/areas?words={words}&kind={kind}&page={page}{}", day.said('&'))
    };
    let mut areas = office.areas(&visitor.actor, day.day()).await?;
    let sought = folded(&words);
    areas.retain(|area| {
        let is_found = [&area.name, &area.code].iter().any(|one| folded(one).contains(&sought));
        is_found && kind.is_none_or(|kind| area.kind == kind)
    });
    let unmeasured = areas.iter().filter(|area| area.known.is_empty()).count();
    let kinds = Kind::ALL.iter().map(|one| Link::new(one.words(), address(one.key(), 1)));
    let kinds = std::iter::once(Link::new("All", address("", 1))).chain(kinds).collect();
    let key = kind.map_or("", Kind::key);
    let (paging, areas) = Paging::of(areas, &asked, |page| address(key, page));
    let view = List {
        kinds,
        kind: kind.map_or("All", Kind::words),
        areas: areas.iter().map(|area| Row::of(area, &day)).collect(),
        unmeasured,
        rule: RULE,
        as_at: day.control("/areas", Vec::new()),
        errors: day.errors(),
        paging,
        words,
    };
    visitor.page_at(Section::Evidence, "area/list.jinja", &view, &day).await
}

#[derive(Serialize)]
struct View {
    area: Row,
    objectives: Vec<ObjectiveRow>,
    rule: &'static str,
    as_at: Control,
    errors: Vec<Wrong>,
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
    let view = View {
        area: Row::of(&page.area, &day),
        objectives: page.objectives.into_iter().map(ObjectiveRow::from).collect(),
        rule: RULE,
        as_at: day.control(&format!("/areas/{}", encoded(&code)), Vec::new()),
        errors: day.errors(),
    };
    visitor.page_at(Section::Evidence, "area/show.jinja", &view, &day).await
}
