//! What every answer tells the browser: trust this origin and no other.
//!
//! Pages carry no script or style of their own, so the content policy can be
//! the strictest there is, and a text that slipped through unescaped still
//! could not run.

use axum::Router;
use axum::http::HeaderValue;
use axum::http::header::{
    CACHE_CONTROL, CONTENT_SECURITY_POLICY, HeaderName, REFERRER_POLICY, STRICT_TRANSPORT_SECURITY,
    X_CONTENT_TYPE_OPTIONS, X_FRAME_OPTIONS,
};
use tower_http::set_header::SetResponseHeaderLayer;

/// How people reach this server.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Transport {
    /// Over HTTP: a trial on one's own machine.
    Plain,
    /// Over HTTPS, here or at a proxy in front: browsers are told to insist on it.
    Https,
}

/// Everything from this origin, nothing inline, nothing framed, no other target for a form.
pub const CONTENT_POLICY: &str = "default-src 'self'; base-uri 'none'; object-src 'none'; \
                                  form-action 'self'; frame-ancestors 'none'";

/// Said with every answer, whatever the handler said.
const ALWAYS: [(HeaderName, &str); 6] = [
    (CONTENT_SECURITY_POLICY, CONTENT_POLICY),
    (X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (X_FRAME_OPTIONS, "DENY"),
    // Addresses hold ids: another site must not learn them from a link followed.
    (REFERRER_POLICY, "same-origin"),
    (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
    (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
];

/// A year, as the security standard asks, for this host and those below it.
const INSIST: &str = "max-age=31536000; includeSubDomains";

/// Puts the headers on every answer of `router`, its refusals included.
///
/// Answers are not to be kept anywhere unless their handler says otherwise, as
/// the assets do.
pub fn protect<S: Clone + Send + Sync + 'static>(
    router: Router<S>,
    transport: Transport,
) -> Router<S> {
    let mut router = router.layer(SetResponseHeaderLayer::if_not_present(
        CACHE_CONTROL,
        HeaderValue::from_static("no-store"),
    ));
    for (name, says) in ALWAYS {
        router =
            router.layer(SetResponseHeaderLayer::overriding(name, HeaderValue::from_static(says)));
    }
    match transport {
        Transport::Plain => router,
        Transport::Https => router.layer(SetResponseHeaderLayer::overriding(
            STRICT_TRANSPORT_SECURITY,
            HeaderValue::from_static(INSIST),
        )),
    }
}
