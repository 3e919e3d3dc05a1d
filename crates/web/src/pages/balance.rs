//! The balance of a round: how objectives lie over the framework, and its three questions.

use std::collections::BTreeMap;

use axum::extract::{Path, Query, State};
use axum::response::Response;
use office::Office;
use office::balance::BalancePage;
use programme::balance::{Prompt, ThemeCount};
use serde::Serialize;

use crate::pages::import::known;
use crate::problem::Problem;
use crate::render::Section;
use crate::views::{Choosable, Link};
use crate::visitor::Visitor;

#[derive(Serialize)]
struct View {
    key: String,
    round: Link,
    whose: String,
    objectives: usize,
    elsewhere: usize,
    parts: usize,
    asked: usize,
    themes: Vec<Theme>,
    answers: Vec<Answer>,
    prompts: Vec<String>,
    bodies: Vec<Choosable>,
}

#[derive(Serialize)]
struct Theme {
    title: String,
    objectives: usize,
    rows: Vec<(String, usize, usize)>,
}

#[derive(Serialize)]
struct Answer {
    question: &'static str,
    verdict: &'static str,
    says: String,
    figures: Vec<(String, usize, usize)>,
}

/// `GET /rounds/{key}/balance`
pub(crate) async fn show(
    State(office): State<Office>,
    visitor: Visitor,
    Path(key): Path<String>,
    Query(asked): Query<BTreeMap<String, String>>,
) -> Result<Response, Problem> {
    let of = asked.get("organisation").and_then(|code| code.parse().ok());
    // Who sees one body's promises is shown that body's.
    let of = if visitor.sees_the_region() { of } else { visitor.actor.organisation.clone() };
    let page = office.balance(&visitor.actor, visitor.moment, &known(&key)?, of.as_ref()).await?;
    let view = view(key, &page, visitor.sees_the_region());
    visitor.page(Some(Section::Rounds), "round/balance.jinja", &view).await
}

fn view(key: String, page: &BalancePage, whole: bool) -> View {
    let chosen = page.whose.as_ref().map_or("", |body| body.code.as_str());
    let mut bodies = vec![Choosable::new("", "The whole region", chosen)];
    bodies.extend(page.bodies.iter().map(|b| Choosable::new(b.code.as_str(), &b.name, chosen)));
    let theme = |theme: &ThemeCount| Theme {
        title: format!("{} {}", theme.code, theme.title),
        objectives: theme.objectives,
        rows: theme
            .sub_categories
            .iter()
            .map(|one| (format!("{} {}", one.code, one.title), one.objectives, one.in_the_region))
            .collect(),
    };
    let answers = page.balance.answers.iter().map(|answer| Answer {
        question: answer.question.words(),
        verdict: answer.verdict.label(),
        says: answer.says.clone(),
        figures: answer.figures.iter().map(|one| (one.what.clone(), one.count, one.of)).collect(),
    });
    View {
        round: Link::new(&page.round.title, format!("/rounds/{key}")),
        whose: page.whose.as_ref().map_or_else(|| "the region".to_owned(), |b| b.name.clone()),
        objectives: page.balance.objectives,
        elsewhere: page.balance.elsewhere,
        parts: page.parts.len(),
        asked: page.round.asked.len(),
        themes: page.balance.themes.iter().map(theme).collect(),
        answers: answers.collect(),
        prompts: page.balance.prompts.iter().map(Prompt::words).collect(),
        bodies: if whole { bodies } else { Vec::new() },
        key,
    }
}
