//! The API, described as OpenAPI 3.1 has it: for programs, and for those who write them.

use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse, Response};
use utoipa::openapi::OpenApi as Described;
use utoipa::openapi::security::{ApiKey, ApiKeyValue, HttpAuthScheme, HttpBuilder, SecurityScheme};
use utoipa::{Modify, OpenApi};
use utoipa_axum::router::OpenApiRouter;

use super::shape;
use crate::app::App;
use crate::problem::Problem;

/// What is said of all of it.
#[derive(OpenApi)]
#[openapi(
    info(
        title = "Fairlead",
        version = "1",
        description = "What was let out of the records of people: the numbers of the pages and their \
                       words, and no others. Whatever is hidden there is hidden here, and what the \
                       ledger of releases holds is nowhere. It is read and never written. No answer \
                       may be kept by a cache. What is refused is a problem as RFC 9457 has it.",
        license(name = "MIT OR Apache-2.0", identifier = "MIT OR Apache-2.0")
    ),
    components(schemas(shape::Problem)),
    security(("token" = []), ("session" = [])),
    modifiers(&Ways)
)]
struct All;

/// The ways in which a program says who it is.
struct Ways;

impl Modify for Ways {
    fn modify(&self, described: &mut Described) {
        let token = HttpBuilder::new().scheme(HttpAuthScheme::Bearer).description(Some(
            "A token of a person, made by them on the page /tokens. It reads what they may see on the \
             day it is used, and nothing else.",
        ));
        let token = token.build();
        let session = ApiKeyValue::with_description(
            "__Host-fairlead",
            "The cookie of a person who has signed in on the page. Where the server is reached \
             without TLS it is called fairlead.",
        );
        let components = described.components.get_or_insert_default();
        components.add_security_scheme("token", SecurityScheme::Http(token));
        components.add_security_scheme("session", SecurityScheme::ApiKey(ApiKey::Cookie(session)));
    }
}

/// An API of which nothing is answered yet.
pub(super) fn begun() -> OpenApiRouter<App> {
    OpenApiRouter::with_openapi(All::openapi())
}

/// The description, as it is served at `/api/openapi.json`.
///
/// # Errors
///
/// If it cannot be written as JSON.
pub fn openapi() -> Result<String, serde_json::Error> {
    Ok(super::described().into_openapi().to_pretty_json()? + "\n")
}

/// This description, for which nobody needs to sign in.
#[utoipa::path(
    get,
    path = "/api/openapi.json",
    operation_id = "description",
    security(()),
    params(shape::Had),
    responses(
        (
            status = 200,
            description = "An OpenAPI document, version 3.1.",
            content_type = "application/json",
            body = Object,
            headers(("ETag" = String, description = "The hash of the answer, to be sent as If-None-Match.")),
        ),
        shape::Same,
    ),
)]
pub(super) async fn show() -> Result<Response, Problem> {
    let text = openapi().map_err(|error| Problem::Ours(Box::new(error)))?;
    Ok(([(CONTENT_TYPE, "application/json")], text).into_response())
}
