//! What every answer tells the browser.

use axum::Router;
use axum::body::Body;
use axum::http::header::{CACHE_CONTROL, STRICT_TRANSPORT_SECURITY};
use axum::http::{HeaderMap, Request};
use axum::routing::get;
use tower::ServiceExt as _;
use web::assets::{address, router};
use web::headers::{Transport, protect};

async fn headers(transport: Transport, address: &str) -> HeaderMap {
    let pages = Router::new().route("/", get(|| async { "a page" })).merge(router());
    let request = Request::get(address).body(Body::empty()).unwrap();
    protect(pages, transport).oneshot(request).await.unwrap().headers().clone()
}

#[tokio::test]
async fn a_page_and_a_refusal_are_equally_protected() {
    for address in ["/", "/no-such-page"] {
        let said = headers(Transport::Plain, address).await;
        let policy = said["content-security-policy"].to_str().unwrap();
        assert!(policy.starts_with("default-src 'self';"), "{policy}");
        assert!(policy.contains("frame-ancestors 'none'") && policy.contains("form-action 'self'"));
        assert!(!policy.contains("unsafe") && !policy.contains("http"), "{policy}");
        assert_eq!(said["x-content-type-options"], "nosniff");
        assert_eq!(said["x-frame-options"], "DENY");
        assert_eq!(said["referrer-policy"], "same-origin");
        assert_eq!(said["cross-origin-opener-policy"], "same-origin");
        assert_eq!(said["cross-origin-resource-policy"], "same-origin");
        assert_eq!(said[CACHE_CONTROL], "no-store");
    }
}

#[tokio::test]
async fn only_https_insists_on_https() {
    assert!(!headers(Transport::Plain, "/").await.contains_key(STRICT_TRANSPORT_SECURITY));
    let said = headers(Transport::Https, "/").await;
    assert_eq!(said[STRICT_TRANSPORT_SECURITY], "max-age=31536000; includeSubDomains");
}

#[tokio::test]
async fn an_asset_may_still_be_kept() {
    let said = headers(Transport::Https, &address("fairlead.css").unwrap()).await;
    assert!(said[CACHE_CONTROL].to_str().unwrap().contains("immutable"));
    assert_eq!(said["x-content-type-options"], "nosniff");
}
