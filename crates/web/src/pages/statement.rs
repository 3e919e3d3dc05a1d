//! What is the same for everyone: the accessibility statement and how things are worked out.

use axum::extract::State;
use axum::response::{IntoResponse, Response};
use office::measure::{MEASURES, Measure};
use programme::lint::{self, Subject};
use programme::standing::RULE;
use serde::Serialize;
use tower_sessions::Session;

use crate::app::App;
use crate::problem::Problem;
use crate::render::{self, Shell};
use crate::views::listed;
use crate::visitor::Visitor;

#[derive(Serialize)]
struct View {
    rule: &'static str,
    measures: Vec<Measured>,
}

/// `GET /accessibility`
pub(crate) async fn accessibility(
    State(app): State<App>,
    session: Session,
) -> Result<Response, Problem> {
    shown(&app, &session, "accessibility.jinja").await
}

/// `GET /methods`
pub(crate) async fn methods(State(app): State<App>, session: Session) -> Result<Response, Problem> {
    shown(&app, &session, "methods.jinja").await
}

/// One measure, as it is listed.
#[derive(Serialize)]
struct Measured {
    title: &'static str,
    says: &'static str,
}

/// To a visitor with their navigation; to anybody else without.
async fn shown(app: &App, session: &Session, template: &str) -> Result<Response, Problem> {
    let measure = |of: &Measure| Measured { title: of.title, says: of.says };
    let view = View { rule: RULE, measures: MEASURES.iter().map(measure).collect() };
    match Visitor::of(app, session).await? {
        Some(visitor) => visitor.page(None, template, &view).await,
        None => Ok(render::page(template, &Shell::default(), &view)?.into_response()),
    }
}

fn subject(of: Subject) -> String {
    match of {
        Subject::Objective => "objectives".to_owned(),
        Subject::Action => "actions".to_owned(),
        Subject::Recommendation => "recommendations".to_owned(),
    }
}

#[derive(Serialize)]
struct Rules {
    rules: Vec<RuleRow>,
}

#[derive(Serialize)]
struct RuleRow {
    title: &'static str,
    weight: &'static str,
    why: &'static str,
    about: String,
}

/// `GET /rules`: what is looked at in what people write, and why. None of it stops anybody.
pub(crate) async fn rules(visitor: Visitor) -> Result<Response, Problem> {
    let row = |rule: &lint::Rule| RuleRow {
        title: rule.title,
        weight: rule.weight.label(),
        why: rule.why,
        about: listed(&rule.about.iter().copied().map(subject).collect::<Vec<_>>()),
    };
    let view = Rules { rules: lint::RULES.iter().map(row).collect() };
    visitor.page(None, "rules.jinja", &view).await
}
