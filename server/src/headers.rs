//! What stands before every route: who may write from where, and the headers of every answer.

use axum::{
    body::Body,
    extract::{Request, State},
    http::{HeaderMap, HeaderName, HeaderValue, Method, header},
    middleware::Next,
    response::{IntoResponse, Response},
};
use domain::Code;

use crate::{Shared, host, respond::Refused};

/// One value per answer; the only scripts that run are those that carry it.
#[derive(Debug, Clone)]
pub(crate) struct Nonce(pub(crate) String);

/// Whether the server answers: asked by what stands before it, by whatever name, and told nothing.
const HEALTH: &str = "/healthz";

/// Refuses other names and writes from other sites, and sets the security headers.
pub(crate) async fn guard(State(shared): State<Shared>, mut request: Request, next: Next) -> Response {
    if request.uri().path() != HEALTH && !host::is_ours(&shared.base_url, request.uri(), request.headers()) {
        return harden(&shared, host::refuse(&shared.base_url, request.headers()), "");
    }
    if writes(request.method()) && !same_site(request.headers()) {
        return harden(&shared, Refused::from(Code::CrossSite).into_response(), "");
    }
    let mut bytes = [0u8; 16];
    (shared.random)(&mut bytes);
    let nonce = crate::system::hex(&bytes);
    request.extensions_mut().insert(Nonce(nonce.clone()));
    harden(&shared, next.run(request).await, &nonce)
}

fn writes(method: &Method) -> bool {
    !matches!(*method, Method::GET | Method::HEAD | Method::OPTIONS)
}

/// `Sec-Fetch-Site` where the browser sends it, else `Origin` against `Host`. A request with neither is no browser's and
/// carries no cookie that somebody else could ride on (and an old browser sends ours with nobody else's post: it is Lax).
/// A header that came twice has to be right twice: what stands before us may have read the other one.
fn same_site(headers: &HeaderMap) -> bool {
    let every = |name: HeaderName, right: &dyn Fn(&str) -> bool| headers.get_all(name).iter().all(|v| v.to_str().is_ok_and(right));
    let fetched = HeaderName::from_static("sec-fetch-site");
    if headers.contains_key(&fetched) {
        return every(fetched, &|site| matches!(site, "same-origin" | "none"));
    }
    let host = headers.get(header::HOST).and_then(|v| v.to_str().ok());
    every(header::ORIGIN, &|origin| origin.split_once("://").is_some_and(|(_, authority)| Some(authority) == host))
}

pub(crate) fn harden(shared: &Shared, mut response: Response<Body>, nonce: &str) -> Response<Body> {
    let policy = format!(
        "default-src 'none'; script-src 'nonce-{nonce}' 'strict-dynamic' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' data:; \
         font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    );
    let headers = response.headers_mut();
    if let Ok(policy) = HeaderValue::from_str(&policy) {
        headers.insert(header::CONTENT_SECURITY_POLICY, policy);
    }
    for (name, value) in [
        ("x-content-type-options", "nosniff"),
        ("x-frame-options", "DENY"),
        // The referrer tells a form without script which page to go back to.
        ("referrer-policy", "same-origin"),
        ("cross-origin-opener-policy", "same-origin"),
        ("cross-origin-resource-policy", "same-origin"),
        ("permissions-policy", "camera=(), microphone=(), geolocation=(), browsing-topics=()"),
    ] {
        headers.insert(HeaderName::from_static(name), HeaderValue::from_static(value));
    }
    if shared.secure() {
        headers.insert(header::STRICT_TRANSPORT_SECURITY, HeaderValue::from_static("max-age=31536000"));
    }
    headers.entry(header::CACHE_CONTROL).or_insert(HeaderValue::from_static("no-store"));
    response
}

/// A path longer than any of ours is nobody's honest request.
pub(crate) async fn limit_uri(request: Request, next: Next) -> Response {
    if request.uri().path().len() > 2048 || request.uri().query().is_some_and(|q| q.len() > 8192) {
        return Refused::from(Code::TooLarge).into_response();
    }
    next.run(request).await
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(pairs: &[(&'static str, &'static str)]) -> HeaderMap {
        let mut map = HeaderMap::new();
        for (name, value) in pairs {
            map.append(HeaderName::from_static(name), HeaderValue::from_static(value));
        }
        map
    }

    #[test]
    fn a_write_from_another_site_is_refused_and_from_this_one_is_not() {
        for (pairs, allowed) in [
            (&[("sec-fetch-site", "same-origin")][..], true),
            (&[("sec-fetch-site", "none")], true),
            (&[("sec-fetch-site", "cross-site")], false),
            (&[("sec-fetch-site", "same-site")], false),
            (&[("sec-fetch-site", "cross-site"), ("origin", "http://a.nl"), ("host", "a.nl")], false),
            (&[("origin", "http://a.nl:3000"), ("host", "a.nl:3000")], true),
            (&[("origin", "http://b.nl"), ("host", "a.nl")], false),
            (&[("origin", "null"), ("host", "a.nl")], false),
            (&[("host", "a.nl")], true),
            (&[("sec-fetch-site", "same-origin"), ("sec-fetch-site", "cross-site")], false),
            (&[("origin", "http://a.nl"), ("origin", "http://b.nl"), ("host", "a.nl")], false),
        ] {
            assert_eq!(same_site(&headers(pairs)), allowed, "{pairs:?}");
        }
    }
}
