//! Whether a form was sent from one of our own pages.
//!
//! The browser says where a request comes from, and every form carries the
//! session's token: either would do, and both must agree.

use axum::body::Body;
use axum::extract::Request;
use axum::http::header::{HOST, ORIGIN};
use axum::http::{HeaderMap, Method};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use crate::problem::Problem;

/// Refuses what would change something and comes from another site.
pub(crate) async fn same_origin(request: Request<Body>, next: Next) -> Response {
    let safe = matches!(*request.method(), Method::GET | Method::HEAD);
    if safe || is_ours(request.headers()) {
        return next.run(request).await;
    }
    Problem::Foreign.into_response()
}

/// What a browser says of where the request comes from; silence is left to the token.
fn is_ours(headers: &HeaderMap) -> bool {
    let text = |name: &str| headers.get(name).map(|value| value.to_str().unwrap_or("?"));
    if let Some(site) = text("sec-fetch-site") {
        return matches!(site, "same-origin" | "none");
    }
    match (text(ORIGIN.as_str()), text(HOST.as_str())) {
        (None, _) => true,
        (Some(origin), Some(host)) => {
            origin.split_once("://").is_some_and(|(_, from)| from.eq_ignore_ascii_case(host))
        }
        (Some(_), None) => false,
    }
}

/// Whether two tokens are the same, in a time that does not tell how nearly.
pub(crate) fn same(one: &str, other: &str) -> bool {
    let differ = one.bytes().zip(other.bytes()).fold(0, |differ, (a, b)| differ | (a ^ b));
    !one.is_empty() && one.len() == other.len() && std::hint::black_box(differ) == 0
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ours(headers: &[(&'static str, &'static str)]) -> bool {
        let mut map = HeaderMap::new();
        for (name, value) in headers {
            map.insert(*name, value.parse().unwrap());
        }
        is_ours(&map)
    }

    #[test]
    fn only_our_own_pages_may_send_a_form() {
        assert!(ours(&[("sec-fetch-site", "same-origin"), ("host", "fairlead.example")]));
        assert!(!ours(&[
            ("sec-fetch-site", "same-site"),
            ("origin", "https://fairlead.example"),
            ("host", "fairlead.example")
        ]));
        assert!(!ours(&[("sec-fetch-site", "cross-site")]));
        assert!(ours(&[("origin", "https://fairlead.example"), ("host", "Fairlead.example")]));
        assert!(!ours(&[("origin", "https://elsewhere.example"), ("host", "fairlead.example")]));
        assert!(!ours(&[("origin", "null"), ("host", "fairlead.example")]));
        assert!(!ours(&[("origin", "https://fairlead.example")]));
        assert!(ours(&[("host", "fairlead.example")]), "what is no browser must have the token");
    }

    #[test]
    fn tokens_are_the_same_only_when_they_are() {
        assert!(same("abc", "abc"));
        for (one, other) in [("abc", "abd"), ("abc", "ab"), ("", ""), ("abc", "")] {
            assert!(!same(one, other), "{one} {other}");
        }
    }
}
