//! Organisations: who takes part.

use axum::extract::State;
use axum::response::Response;
use office::Office;
use serde::Serialize;

use crate::problem::Problem;
use crate::visitor::Visitor;

#[derive(Serialize)]
struct View {
    organisations: Vec<Line>,
}

#[derive(Serialize)]
struct Line {
    code: String,
    name: String,
    class: &'static str,
}

/// `GET /organisations`
pub(crate) async fn list(
    State(office): State<Office>,
    visitor: Visitor,
) -> Result<Response, Problem> {
    let mut organisations: Vec<Line> = office
        .organisations()
        .await?
        .into_iter()
        .map(|body| Line {
            code: body.code.to_string(),
            name: body.name,
            class: body.class.label(),
        })
        .collect();
    organisations.sort_by(|one, other| one.name.cmp(&other.name));
    visitor.page(None, "organisation/list.jinja", &View { organisations }).await
}
