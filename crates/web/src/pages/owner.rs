//! Owners: who is to act, what each has on, and what nobody is sure to own.

use axum::extract::{Path, State};
use axum::response::Response;
use office::Office;
use office::owner::{OwnerLine, Unowned, Unsure};
use programme::standing::Stands;
use serde::Serialize;

use crate::forms::as_at::{AsAt, Asked, Control};
use crate::pages::action::Row as ActionRow;
use crate::pages::recommendation::Row as RecommendationRow;
use crate::pages::update::{Hinted, address};
use crate::problem::{Problem, encoded};
use crate::render::Section;
use crate::views::{Link, Wrong, counts};
use crate::visitor::Visitor;

#[derive(Serialize)]
struct List {
    unsure: Vec<Doubted>,
    /// Plans in which something names nobody, with how many.
    unowned: Vec<(Link, String, u64)>,
    nobody: u64,
    owners: Vec<Row>,
    /// What the address says of the day, for the files.
    query: String,
    rule: String,
    as_at: Control,
    errors: Vec<Wrong>,
}

/// A thing that nobody is sure to own.
#[derive(Serialize)]
struct Doubted {
    link: Link,
    organisation: String,
    written: String,
    hints: Vec<Hinted>,
}

impl From<Unsure> for Doubted {
    fn from(Unsure { about, what, organisation, written, hints }: Unsure) -> Self {
        let link = Link::new(what, format!("{}#owner-named", address(about)));
        let hints = hints.into_iter().take(HINTS).map(Hinted::from).collect();
        Self { link, organisation, written, hints }
    }
}

/// How many hints stand beside one thing.
const HINTS: usize = 3;

/// One owner, with how much of theirs stands how.
#[derive(Serialize)]
struct Row {
    link: Link,
    counts: Vec<u64>,
}

impl From<OwnerLine> for Row {
    fn from(line: OwnerLine) -> Self {
        let count = |stands| line.counts.get(&stands).copied().unwrap_or(0);
        Self {
            counts: Stands::ALL.map(count).to_vec(),
            link: Link::new(line.name, format!("/owners/{}", encoded(&line.key))),
        }
    }
}

/// `GET /owners`
pub(crate) async fn list(
    State(office): State<Office>,
    visitor: Visitor,
    asked: Asked,
) -> Result<Response, Problem> {
    let day = AsAt::of(&asked, visitor.moment);
    let owners = office.owners(&visitor.actor, (day.day(), day.past())).await?;
    let plan = |Unowned { plan, title, organisation, count }: Unowned| {
        let title = if title.trim().is_empty() { plan.clone() } else { title };
        (Link::new(title, format!("/plans/{plan}")), organisation, count)
    };
    let view = List {
        nobody: owners.unowned.iter().map(|plan| plan.count).sum(),
        unsure: owners.unsure.into_iter().map(Doubted::from).collect(),
        unowned: owners.unowned.into_iter().map(plan).collect(),
        owners: owners.owners.into_iter().map(Row::from).collect(),
        query: day.said('?'),
        rule: owners.rule.words(),
        as_at: day.control("/owners", Vec::new()),
        errors: day.errors(),
    };
    visitor.page_at(Section::Actions, "owner/list.jinja", &view, &day).await
}

#[derive(Serialize)]
struct View {
    name: String,
    /// The other ways in which plans type them.
    also: Vec<String>,
    counts: String,
    actions: Vec<ActionRow>,
    recommendations: Vec<RecommendationRow>,
    /// What their lists are narrowed to, as an address says it.
    query: String,
    rule: String,
    as_at: Control,
    errors: Vec<Wrong>,
}

/// `GET /owners/{owner}`
pub(crate) async fn show(
    State(office): State<Office>,
    visitor: Visitor,
    Path(key): Path<String>,
    asked: Asked,
) -> Result<Response, Problem> {
    let day = AsAt::of(&asked, visitor.moment);
    let page = office.owner(&visitor.actor, &key, (day.day(), day.past())).await?;
    let standings: Vec<_> = page
        .actions
        .iter()
        .map(|line| line.standing)
        .chain(page.recommendations.iter().map(|line| line.standing))
        .collect();
    let at = day.said('&');
    let view = View {
        counts: counts(&standings),
        actions: page.actions.iter().map(ActionRow::from).collect(),
        recommendations: page.recommendations.iter().map(RecommendationRow::from).collect(),
        query: format!("?owner={}&sort=due{at}", encoded(&page.name)),
        also: page.typed.into_iter().filter(|words| *words != page.name).collect(),
        rule: page.rule.words(),
        as_at: day.control(&format!("/owners/{}", encoded(&key)), Vec::new()),
        errors: day.errors(),
        name: page.name,
    };
    visitor.page_at(Section::Actions, "owner/show.jinja", &view, &day).await
}
