//! The script, styles and icon, from inside the binary. `leptos_axum`'s `embed` cannot serve files that are compressed
//! beforehand.

use axum::{
    extract::Path,
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse, Response},
};

/// A file of the site in its three forms.
pub(crate) struct File {
    name: &'static str,
    raw: &'static [u8],
    brotli: &'static [u8],
    gzip: &'static [u8],
}

include!(concat!(env!("OUT_DIR"), "/site.rs"));

/// Where the pages find their script and styles.
pub(crate) fn base() -> String {
    format!("/pkg/{HASH}")
}

/// One file. The path holds the hash of all of them, so a browser may keep it for good; a hash of another version is not
/// found, and its page has to be loaded again.
pub(crate) async fn file(Path((hash, name)): Path<(String, String)>, headers: HeaderMap) -> Response {
    match FILES.iter().find(|file| file.name == name) {
        Some(file) if hash == HASH => serve(file, &headers),
        _ => StatusCode::NOT_FOUND.into_response(),
    }
}

/// Browsers ask for this name whatever the page says.
pub(crate) async fn favicon(headers: HeaderMap) -> Response {
    FILES.iter().find(|file| file.name == "favicon.svg").map_or_else(|| StatusCode::NOT_FOUND.into_response(), |file| serve(file, &headers))
}

fn serve(file: &File, headers: &HeaderMap) -> Response {
    let accepted = headers.get(header::ACCEPT_ENCODING).and_then(|v| v.to_str().ok()).unwrap_or_default();
    let common = [
        (header::CONTENT_TYPE, content_type(file.name)),
        (header::CACHE_CONTROL, "public, max-age=31536000, immutable"),
        (header::VARY, "accept-encoding"),
    ];
    if accepted.contains("br") {
        (common, [(header::CONTENT_ENCODING, "br")], file.brotli).into_response()
    } else if accepted.contains("gzip") {
        (common, [(header::CONTENT_ENCODING, "gzip")], file.gzip).into_response()
    } else {
        (common, file.raw).into_response()
    }
}

fn content_type(name: &str) -> &'static str {
    match name.rsplit('.').next() {
        Some("js") => "text/javascript; charset=utf-8",
        Some("wasm") => "application/wasm",
        Some("css") => "text/css; charset=utf-8",
        Some("svg") => "image/svg+xml",
        Some("png") => "image/png",
        _ => "application/octet-stream",
    }
}
