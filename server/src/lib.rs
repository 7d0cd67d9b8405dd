//! The server: HTTP, sign-in, the command line. A library, so that tests hand in clock, ids and secret.

pub mod api;
mod bodies;
pub mod cli;
mod client;
mod demo;
mod documents;
mod door;
mod flash;
mod forms;
mod headers;
mod host;
mod library;
mod limits;
mod listen;
mod pages;
mod password;
mod places;
mod replaced;
mod respond;
mod sessions;
mod shared;
mod site;
mod system;
mod unread;
mod upload;
mod visitor;

use axum::{
    Router,
    extract::DefaultBodyLimit,
    middleware::{from_fn, from_fn_with_state},
    routing::{any, get, post, put},
};
pub use client::Proxies;
pub use demo::fill as fill_demo;
pub use shared::Shared;
pub use system::{clock, ids, random};
use tower_http::{catch_panic::CatchPanicLayer, compression::CompressionLayer};

/// The most that one request may carry. The longest note is 20,000 characters; a list of candidates 512 kB.
const BODY_MAX: usize = 2 * 1024 * 1024;

/// A note that is being typed, when every letter of it is escaped.
const DRAFT_MAX: usize = 160 * 1024;
/// One id.
const PLACE_MAX: usize = 1024;

/// Every route, with what stands before all of them.
pub fn router(shared: Shared) -> Router {
    router_with(shared, Router::new())
}

/// The same with more routes, behind the same: for a measurement that must pay what a request pays.
pub fn router_with(shared: Shared, more: Router<Shared>) -> Router {
    let state = shared.clone();
    pages::routes(&shared)
        .route("/api/ui/{*call}", any(forms::call))
        .route("/api/v1/interviews/{id}/ledger", post(api::ledger::append).layer(DefaultBodyLimit::max(domain::ledger::BODY_MAX)))
        .route("/api/v1/interviews/{id}/draft", put(api::draft::save).layer(DefaultBodyLimit::max(DRAFT_MAX)))
        .route("/api/v1/interviews/{id}/place", put(api::place::note).layer(DefaultBodyLimit::max(PLACE_MAX)))
        .route("/api/v1/interviews/{id}/events", get(api::events::of_interview))
        .route("/api/v1/vacancies/{id}/events", get(api::events::of_vacancy))
        .route("/vacancies/{id}/import/file", post(upload::candidates))
        .route("/library.json", get(library::export))
        .merge(documents::routes())
        .merge(more)
        .layer(from_fn_with_state(state.clone(), bodies::bound))
        .layer(from_fn_with_state(state.clone(), visitor::recognise))
        .layer(sessions::layer(&shared))
        .layer(from_fn(sessions::say_when_not_saved))
        .layer(from_fn_with_state(state.clone(), client::recognise))
        .route("/pkg/{hash}/{file}", get(site::file))
        .route("/library.schema.json", get(library::schema))
        .route("/favicon.ico", get(site::favicon))
        .route("/healthz", get(api::health::healthz))
        .layer(from_fn_with_state(state.clone(), replaced::said))
        .layer(DefaultBodyLimit::max(BODY_MAX))
        .layer(from_fn(headers::limit_uri))
        .layer(CatchPanicLayer::custom(respond::panicked))
        // Outside what can refuse or fail: every answer gets the security headers.
        .layer(from_fn_with_state(state, headers::guard))
        .layer(from_fn_with_state(shared.clone(), unread::read))
        .layer(CompressionLayer::new())
        .with_state(shared)
}
