//! The tag of an answer, by which a program that asks again is told that nothing is new.

use axum::body::{Body, to_bytes};
use axum::extract::Request;
use axum::http::header::{CONTENT_LENGTH, CONTENT_TYPE, ETAG, IF_NONE_MATCH};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use sha2::{Digest, Sha256};

use crate::problem::Problem;

/// Puts the hash of what is answered on it; whoever names it has that answer already, and gets none.
pub(super) async fn tagged(request: Request, next: Next) -> Response {
    let (asked, is_get) = (request.headers().clone(), request.method() == Method::GET);
    let answer = next.run(request).await;
    // Who asks for the head alone is given an answer without its words.
    if answer.status() != StatusCode::OK || !is_get {
        return answer;
    }
    let (mut parts, body) = answer.into_parts();
    let bytes = match to_bytes(body, usize::MAX).await {
        Ok(bytes) => bytes,
        Err(error) => return Problem::Ours(Box::new(error)).into_response(),
    };
    let tag = tag(&bytes);
    let body = if has(&asked, &tag) {
        parts.status = StatusCode::NOT_MODIFIED;
        parts.headers.remove(CONTENT_TYPE);
        parts.headers.remove(CONTENT_LENGTH);
        Body::empty()
    } else {
        Body::from(bytes)
    };
    parts.headers.extend(HeaderValue::from_str(&tag).map(|tag| (ETAG, tag)));
    Response::from_parts(parts, body)
}

fn tag(bytes: &[u8]) -> String {
    format!("\"{:x}\"", Sha256::digest(bytes))
}

/// Whether a program says that it has what this is the tag of, or has anything at all.
fn has(asked: &HeaderMap, tag: &str) -> bool {
    let said = asked.get_all(IF_NONE_MATCH).into_iter().filter_map(|value| value.to_str().ok());
    said.flat_map(|value| value.split(',')).map(str::trim).any(|one| {
        // A tag that was weakened on the way is of the same words.
        one == "*" || one.strip_prefix("W/").unwrap_or(one) == tag
    })
}
