//! The headers of every response. They let the page run its own scripts and styles and nothing else, so that even a
//! mistake in showing what a person wrote would run nothing.

use axum::{
    extract::Request,
    http::{
        HeaderName, HeaderValue,
        header::{
            CACHE_CONTROL, CONTENT_SECURITY_POLICY, REFERRER_POLICY, STRICT_TRANSPORT_SECURITY, X_CONTENT_TYPE_OPTIONS,
            X_FRAME_OPTIONS,
        },
    },
    middleware::Next,
    response::Response,
};

/// What the page may load and do: nothing but what comes from its own origin, and no inline script or style.
/// `data:` images are none of ours yet; the line follows the project's one policy.
pub const CONTENT_POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; \
    font-src 'self'; connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'; \
    object-src 'none'; require-trusted-types-for 'script'";

/// What a file that comes from outside may do: nothing at all, not even where a browser shows it.
const FOREIGN_POLICY: &str = "default-src 'none'; sandbox; form-action 'none'; frame-ancestors 'none'; base-uri 'none'";

/// Marks a response whose body comes from outside: it gets the policy under which nothing in it can run.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Foreign;

/// What every response carries.
pub(crate) const FIXED: [(HeaderName, &str); 8] = [
    // Browsers heed it over https alone, so plain http on this machine goes on as before (RFC 6797, section 8.1).
    (STRICT_TRANSPORT_SECURITY, "max-age=31536000; includeSubDomains"),
    (CONTENT_SECURITY_POLICY, CONTENT_POLICY),
    (X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (X_FRAME_OPTIONS, "DENY"),
    // Whoever chooses a language comes back to where they were; no address of ours, which may hold an invitation, is told elsewhere.
    (REFERRER_POLICY, "same-origin"),
    (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
    (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
    (HeaderName::from_static("permissions-policy"), "camera=(), microphone=(), geolocation=()"),
];

/// Puts the headers on a response. `Cache-Control: no-store` unless the answer says otherwise of itself.
pub async fn secure(request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    let is_foreign = response.extensions().get::<Foreign>().is_some();
    let headers = response.headers_mut();
    for (name, value) in FIXED {
        headers.insert(name, HeaderValue::from_static(value));
    }
    if is_foreign {
        headers.insert(CONTENT_SECURITY_POLICY, HeaderValue::from_static(FOREIGN_POLICY));
    }
    headers.entry(CACHE_CONTROL).or_insert(HeaderValue::from_static("no-store"));
    response
}
