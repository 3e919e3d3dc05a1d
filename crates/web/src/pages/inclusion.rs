//! Inclusion groups: what reaches each of them, and what is known.

use axum::extract::{Path, State};
use axum::response::Response;
use office::Office;
use office::inclusion::{Group, Groups, Known};
use programme::code::NodeCode;
use programme::crosswalk::RULE;
use serde::Serialize;

use crate::forms::as_at::{AsAt, Asked, Control};
use crate::pages::crosswalk::NodeRow;
use crate::pages::import::known;
use crate::problem::{Problem, encoded};
use crate::render::Section;
use crate::views::{Link, Wrong};
use crate::visitor::Visitor;

#[derive(Serialize)]
struct List {
    key: String,
    title: String,
    groups: Vec<Row>,
    /// How many of them nothing reaches, and how many are not measured.
    unreached: usize,
    unmeasured: usize,
    whole: bool,
    as_at: Control,
    errors: Vec<Wrong>,
}

#[derive(Serialize)]
struct Row {
    link: String,
    node: NodeRow,
    known: Vec<Link>,
}

impl From<&Group> for Row {
    fn from(group: &Group) -> Self {
        let said = |known: &Known| {
            let breakdown = encoded(&known.breakdown);
            let to = format!("/evidence/{}?breakdown={breakdown}", known.indicator);
            Link::new(format!("{}, {}", known.title, known.period), to)
        };
        Self {
            link: format!("/groups/{}", group.node.code),
            node: NodeRow::from(&group.node),
            known: group.known.iter().map(said).collect(),
        }
    }
}

/// `GET /groups`
pub(crate) async fn list(
    State(office): State<Office>,
    visitor: Visitor,
    asked: Asked,
) -> Result<Response, Problem> {
    let day = AsAt::of(&asked, visitor.moment);
    let Groups { framework, title, groups } =
        office.inclusion_groups(&visitor.actor, (day.day(), day.past())).await?;
    let groups: Vec<Row> = groups.iter().map(Row::from).collect();
    let view = List {
        key: framework.to_string(),
        title,
        unreached: groups.iter().filter(|row| row.node.uncovered).count(),
        unmeasured: groups.iter().filter(|row| row.known.is_empty()).count(),
        groups,
        whole: visitor.sees_the_region(),
        as_at: day.control("/groups", Vec::new()),
        errors: day.errors(),
    };
    visitor.page_at(Section::Groups, "group/list.jinja", &view, &day).await
}

#[derive(Serialize)]
struct View {
    key: String,
    group: Row,
    rule: &'static str,
    whole: bool,
    as_at: Control,
    errors: Vec<Wrong>,
}

/// `GET /groups/{code}`
pub(crate) async fn show(
    State(office): State<Office>,
    visitor: Visitor,
    Path(code): Path<String>,
    asked: Asked,
) -> Result<Response, Problem> {
    let day = AsAt::of(&asked, visitor.moment);
    let code: NodeCode = known(&code)?;
    let Groups { framework, groups, .. } =
        office.inclusion_groups(&visitor.actor, (day.day(), day.past())).await?;
    let group = groups.iter().find(|group| group.node.code == code).ok_or(Problem::NotFound)?;
    let view = View {
        key: framework.to_string(),
        group: Row::from(group),
        rule: RULE,
        whole: visitor.sees_the_region(),
        as_at: day.control(&format!("/groups/{code}"), Vec::new()),
        errors: day.errors(),
    };
    visitor.page_at(Section::Groups, "group/show.jinja", &view, &day).await
}
