//! The reader: in whose name a program asks, by the token it brings or by a session.

use authority::Actor;
use axum::extract::FromRequestParts;
use axum::http::HeaderMap;
use axum::http::header::AUTHORIZATION;
use axum::http::request::Parts;
use office::Moment;
use sha2::{Digest, Sha256};

use crate::app::App;
use crate::problem::Problem;
use crate::visitor::Visitor;

/// In whose name a program reads, and when. Only the API asks for one, and it only reads: no page
/// and no form knows of tokens.
pub(super) struct Reader {
    pub(super) actor: Actor,
    pub(super) moment: Moment,
}

impl FromRequestParts<App> for Reader {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Problem> {
        let Some(secret) = token(&parts.headers) else {
            let Visitor { actor, moment, .. } = Visitor::from_request_parts(parts, app).await?;
            return Ok(Self { actor, moment });
        };
        let moment = app.moment();
        if let Some(actor) = app.office.reader(secret, moment).await? {
            return Ok(Self { actor, moment });
        }
        // A token that is good never waits, so nobody keeps a program out by guessing.
        let may_try = app.tokens.begin(&hashed(secret), moment.now);
        tracing::warn!("a token was refused");
        Err(if may_try { Problem::NoToken } else { Problem::TooMany })
    }
}

/// What a wrong token is remembered by: it may have been a good one once.
fn hashed(secret: &str) -> String {
    format!("{:x}", Sha256::digest(secret))
}

/// The token that is brought, if one is; one that is no text is brought as nothing.
fn token(headers: &HeaderMap) -> Option<&str> {
    let said = headers.get(AUTHORIZATION)?.to_str().unwrap_or("Bearer");
    let (scheme, secret) = said.split_once(' ').unwrap_or((said, ""));
    scheme.eq_ignore_ascii_case("Bearer").then(|| secret.trim())
}
