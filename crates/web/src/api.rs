//! The API: what the office lets out, as JSON for a program.
//!
//! A program brings a token of a person, or the session of one, and is told what that person sees.
//! What is refused is a problem as RFC 9457 has it. Nothing is written here. [`openapi`] tells all of
//! it to a program, and each address is described where it is answered.

mod description;
mod reader;

#[expect(dead_code, reason = "a shape is described and never made")]
#[expect(clippy::struct_field_names, reason = "the names are those that are answered")]
mod shape;
mod tag;

use axum::Router;
use axum::extract::{Path, State};
use axum::http::header::WWW_AUTHENTICATE;
use axum::http::{HeaderValue, StatusCode};
use axum::middleware::from_fn;
use axum::response::{IntoResponse, Response};
use axum::{Json, http::Uri};
use office::Office;
use office::finding::data::{Data, OfRun, Series};
use serde::Serialize;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::app::App;
use crate::forms::as_at::{AsAt, Asked};
use crate::pages::evidence::{query, which};
use crate::pages::import::known;
use crate::problem::Problem;

pub use description::openapi;
use reader::Reader;

/// Where its addresses begin.
const ROOT: &str = "/api/";

/// Its addresses.
pub(crate) fn router() -> Router<App> {
    Router::from(described()).layer(from_fn(tag::tagged))
}

/// Its addresses, each with its description.
fn described() -> OpenApiRouter<App> {
    description::begun()
        .routes(routes!(list))
        .routes(routes!(of_indicator))
        .routes(routes!(of_run))
        .routes(routes!(description::show))
}

/// Whether an address is one that programs ask.
pub(crate) fn is_asked(address: &Uri) -> bool {
    address.path().starts_with(ROOT)
}

/// A refusal, with how a program may say who it is where that is not known.
pub(crate) fn refused(mut response: Response) -> Response {
    if response.status() == StatusCode::UNAUTHORIZED {
        let ask = HeaderValue::from_static("Bearer");
        response.headers_mut().insert(WWW_AUTHENTICATE, ask);
    }
    response
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

/// What was let out of a run, on the day for which it is told.
#[derive(Serialize)]
struct RunFound {
    as_at: String,
    #[serde(flatten)]
    found: OfRun,
}

/// Which findings there are, by indicator and breakdown.
///
/// Whoever sees none is told of none.
#[utoipa::path(
    get,
    path = "/api/v1/findings",
    operation_id = "list_findings",
    params(shape::Day, shape::Had),
    responses(
        (status = 200, description = "What there is; it may be nothing.", body = shape::ListOfFindings, headers(("ETag" = String, description = "The hash of the answer, to be sent as If-None-Match."))),
        shape::Same,
        shape::Refusals,
    ),
)]
async fn list(
    State(office): State<Office>,
    reader: Reader,
    asked: Asked,
) -> Result<Response, Problem> {
    let day = day(&asked, &reader)?;
    let all = office.all_findings(&reader.actor, day.past()).await?;
    let line = |series: Series| {
        let by = query(Some(&series.breakdown), None) + &day.said('&');
        Line { address: format!("/api/v1/findings/{}{by}", series.indicator), series }
    };
    Ok(answer(&day, all.into_iter().map(line).collect()))
}

/// The findings of an indicator, by breakdown, and of each the newest period first.
///
/// Of each period it is what the newest run found.
#[utoipa::path(
    get,
    path = "/api/v1/findings/{indicator}",
    operation_id = "findings_of_indicator",
    params(
        (
            "indicator" = String,
            Path,
            description = "The key of the indicator, as the list has it.",
            example = "community-clinic-non-attendance",
        ),
        shape::Which,
        shape::Day,
        shape::Had,
    ),
    responses(
        (status = 200, description = "At least one finding.", body = shape::Findings, headers(("ETag" = String, description = "The hash of the answer, to be sent as If-None-Match."))),
        shape::Same,
        shape::Nothing,
        shape::Refusals,
    ),
)]
async fn of_indicator(
    State(office): State<Office>,
    reader: Reader,
    Path(key): Path<String>,
    asked: Asked,
) -> Result<Response, Problem> {
    let day = day(&asked, &reader)?;
    let key = known(&key)?;
    let found: Vec<Data> =
        office.findings_of(&reader.actor, &key, which(&asked), day.past()).await?;
    Ok(answer(&day, found))
}

/// What was let out of one run that was kept, and how it was made.
///
/// All of it, whatever a later run found. What the ledger of releases holds is not there; a run of
/// which it holds everything is not there at all.
#[utoipa::path(
    get,
    path = "/api/v1/runs/{run}",
    operation_id = "findings_of_run",
    params(
        (
            "run" = String,
            Path,
            description = "The run, as each of its findings names it.",
            example = "run_01890a5d-ac96-774b-bcce-b302099a8057",
        ),
        shape::Day,
        shape::Had,
    ),
    responses(
        (status = 200, description = "At least one finding.", body = shape::RunFound, headers(("ETag" = String, description = "The hash of the answer, to be sent as If-None-Match."))),
        shape::Same,
        shape::Nothing,
        shape::Refusals,
    ),
)]
async fn of_run(
    State(office): State<Office>,
    reader: Reader,
    Path(run): Path<String>,
    asked: Asked,
) -> Result<Response, Problem> {
    let day = day(&asked, &reader)?;
    let found = office.found_by_run(&reader.actor, known(&run)?, day.past()).await?;
    Ok(Json(RunFound { as_at: day.day().to_string(), found }).into_response())
}

fn day(asked: &Asked, reader: &Reader) -> Result<AsAt, Problem> {
    let day = AsAt::of(asked, reader.moment);
    match day.errors().pop() {
        Some(wrong) => Err(Problem::OnForm(wrong.text)),
        None => Ok(day),
    }
}

fn answer<T: Serialize>(day: &AsAt, findings: Vec<T>) -> Response {
    Json(Findings { as_at: day.day().to_string(), findings }).into_response()
}
