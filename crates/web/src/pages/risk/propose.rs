//! What the cells of a plan propose as risks, from which a person takes what holds.

use axum::extract::{Path, State};
use axum::response::Response;
use office::Office;
use office::risk::{Choice, Chosen, Part, PlanRisks};
use programme::id::ActionId;
use serde::Serialize;

use crate::forms::sent::{Fields, Sent};
use crate::pages::import::known;
use crate::problem::Problem;
use crate::render::Section;
use crate::templates::counted;
use crate::views::{Link, Wrong};
use crate::visitor::Visitor;

#[derive(Serialize)]
struct View {
    key: String,
    plan: Link,
    organisation: String,
    cells: Vec<Cell>,
    pairs: Vec<Pair>,
    /// How many cells have something in them that is not kept yet.
    open: usize,
    blank: usize,
    may: bool,
    errors: Vec<Wrong>,
}

/// What one action says of risks.
#[derive(Serialize)]
struct Cell {
    action: String,
    link: String,
    about: String,
    words: String,
    first: String,
    parts: Vec<(String, Option<String>)>,
    /// Whether any part is kept, and whether all of them are.
    some_kept: bool,
    all_kept: bool,
    chosen: String,
}

#[derive(Serialize)]
struct Pair {
    value: String,
    one: String,
    other: String,
    likeness: usize,
    chosen: bool,
}

fn view(page: PlanRisks, fields: &Fields, errors: Vec<Wrong>) -> View {
    let cell = |line: office::risk::CellLine| {
        let action = &line.action.action;
        let parts: Vec<(String, Option<String>)> = line
            .cell
            .parts
            .iter()
            .map(|part| (part.words.clone(), part.kept.map(|id| format!("/risks/{id}"))))
            .collect();
        Cell {
            action: action.id.to_string(),
            link: format!("/actions/{}", action.id),
            about: action.said.words.clone(),
            words: line.cell.words.clone(),
            first: line.first.to_string(),
            some_kept: parts.iter().any(|(_, kept)| kept.is_some()),
            all_kept: parts.iter().all(|(_, kept)| kept.is_some()),
            parts,
            chosen: fields.get(&format!("choice-{}", action.id)).to_owned(),
        }
    };
    let same = fields.all("same");
    let pair = |line: office::risk::PairLine| {
        let part = |((action, n), _): &(Part, String)| format!("{action}.{n}");
        let value = format!("{}~{}", part(&line.one), part(&line.other));
        Pair {
            chosen: same.contains(&value.as_str()),
            value,
            one: line.one.1,
            other: line.other.1,
            likeness: line.likeness,
        }
    };
    let cells: Vec<Cell> = page.cells.into_iter().map(cell).collect();
    View {
        key: page.plan.key.to_string(),
        plan: Link::new(page.plan.title, format!("/plans/{}", page.plan.key)),
        organisation: page.organisation,
        open: cells.iter().filter(|cell| !cell.all_kept).count(),
        pairs: page.pairs.into_iter().map(pair).collect(),
        blank: page.blank,
        may: page.may,
        cells,
        errors,
    }
}

/// `GET /plans/{key}/risks`
pub(crate) async fn show(
    State(office): State<Office>,
    visitor: Visitor,
    Path(key): Path<String>,
) -> Result<Response, Problem> {
    let page = office.plan_risks(&visitor.actor, &known(&key)?, visitor.moment.today).await?;
    let view = view(page, &Fields::default(), Vec::new());
    visitor.page(Some(Section::Risks), "risk/plan.jinja", &view).await
}

/// `POST /plans/{key}/risks`: keeps what was chosen; sent twice, it is kept once.
pub(crate) async fn keep(
    State(office): State<Office>,
    Path(key): Path<String>,
    Sent { visitor, fields }: Sent,
) -> Result<Response, Problem> {
    let plan = known(&key)?;
    let chosen = fields.all("cell").into_iter().map(|action| chosen(&fields, action));
    let chosen: Vec<Chosen> = chosen.collect::<Result<_, _>>()?;
    let same: Vec<(Part, Part)> = fields.all("same").into_iter().filter_map(pair).collect();
    let (actor, moment) = (&visitor.actor, visitor.moment);
    let wrong = if chosen.iter().all(|one| one.choice == Choice::Not) {
        "Choose at least one of the proposals, or leave them for later".to_owned()
    } else {
        match office.keep_proposed(actor, moment, &plan, (&chosen, &same)).await {
            Ok(0) => {
                let says = "These risks are kept already; nothing was added";
                return visitor.on_to(&format!("/risks?plan={key}"), says).await;
            }
            Ok(added) => {
                let added = counted(crate::problem::count(added), "risk was", Some("risks were"));
                let says = format!("{added} added. Say how likely and how bad each is");
                return visitor.on_to(&format!("/risks?plan={key}"), says).await;
            }
            Err(office::Error::Changed) => {
                "An action says something else than when you opened this page. Look again"
                    .to_owned()
            }
            Err(error) => Problem::from(error).on_form()?,
        }
    };
    let page = office.plan_risks(actor, &plan, moment.today).await?;
    let view = view(page, &fields, vec![Wrong::new("proposals", &wrong)]);
    visitor.refused(Section::Risks, "risk/plan.jinja", &view).await
}

fn chosen(fields: &Fields, action: &str) -> Result<Chosen, Problem> {
    let choice = match fields.get(&format!("choice-{action}")) {
        "apart" => Choice::Apart,
        "whole" => Choice::Whole,
        _ => Choice::Not,
    };
    Ok(Chosen {
        choice,
        words: fields.get(&format!("words-{action}")).to_owned(),
        first: fields.get(&format!("first-{action}")).parse().map_err(|_| Problem::Stale)?,
        action: action.parse().map_err(|_| Problem::Stale)?,
    })
}

/// Two parts, as the page names them: `act_….0~act_….1`. What is no such name says nothing.
fn pair(text: &str) -> Option<(Part, Part)> {
    let part = |text: &str| {
        let (action, n) = text.rsplit_once('.')?;
        Some((action.parse::<ActionId>().ok()?, n.parse::<usize>().ok()?))
    };
    let (one, other) = text.split_once('~')?;
    Some((part(one)?, part(other)?))
}
