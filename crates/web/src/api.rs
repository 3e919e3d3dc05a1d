//! The API: what the office lets out, as JSON for a program.
//!
//! A program signs in as a person does and is known by the session; tokens there are none. What is
//! refused is a problem as RFC 9457 has it. Nothing is written here.

use axum::Router;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use axum::{Json, http::Uri};
use office::Office;
use office::finding::data::{Data, Series};
use serde::Serialize;

use crate::app::App;
use crate::forms::as_at::{AsAt, Asked};
use crate::pages::evidence::{query, which};
use crate::pages::import::known;
use crate::problem::Problem;
use crate::visitor::Visitor;

/// Where its addresses begin.
const ROOT: &str = "/api/";

/// Its addresses.
pub(crate) fn router() -> Router<App> {
    Router::new()
        .route("/api/v1/findings", get(list))
        .route("/api/v1/findings/{indicator}", get(of_indicator))
}

/// Whether an address is one that programs ask.
pub(crate) fn is_asked(address: &Uri) -> bool {
    address.path().starts_with(ROOT)
}

/// What was found, on the day for which it is told.
#[derive(Serialize)]
struct Findings<T> {
    as_at: String,
    findings: Vec<T>,
}

/// The findings of an indicator by one breakdown, and where they are.
#[derive(Serialize)]
struct Line {
    #[serde(flatten)]
    series: Series,
    address: String,
}

/// `GET /api/v1/findings?as-at=`
async fn list(
    State(office): State<Office>,
    visitor: Visitor,
    asked: Asked,
) -> Result<Response, Problem> {
    let day = day(&asked, &visitor)?;
    let all = office.all_findings(&visitor.actor, day.past()).await?;
    let line = |series: Series| {
        let by = query(Some(&series.breakdown), None) + &day.said('&');
        Line { address: format!("/api/v1/findings/{}{by}", series.indicator), series }
    };
    Ok(answer(&day, all.into_iter().map(line).collect()))
}

/// `GET /api/v1/findings/{indicator}?breakdown=&period=&as-at=`
async fn of_indicator(
    State(office): State<Office>,
    visitor: Visitor,
    Path(key): Path<String>,
    asked: Asked,
) -> Result<Response, Problem> {
    let day = day(&asked, &visitor)?;
    let key = known(&key)?;
    let found: Vec<Data> =
        office.findings_of(&visitor.actor, &key, which(&asked), day.past()).await?;
    Ok(answer(&day, found))
}

fn day(asked: &Asked, visitor: &Visitor) -> Result<AsAt, Problem> {
    let day = AsAt::of(asked, visitor.moment);
    match day.errors().pop() {
        Some(wrong) => Err(Problem::OnForm(wrong.text)),
        None => Ok(day),
    }
}

fn answer<T: Serialize>(day: &AsAt, findings: Vec<T>) -> Response {
    Json(Findings { as_at: day.day().to_string(), findings }).into_response()
}
