//! What is the same for everyone: the accessibility statement and how things are worked out.

use axum::extract::State;
use axum::response::{IntoResponse, Response};
use office::measure::{MEASURES, Measure};
use programme::standing::RULE;
use serde::Serialize;
use tower_sessions::Session;

use crate::app::App;
use crate::problem::Problem;
use crate::render::{self, Shell};
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
