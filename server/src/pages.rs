//! Pages: leptos renders them whole. Who is not signed in goes to the sign-in page first.

use std::sync::Arc;

use app::{
    backend::Backend,
    boot::{Boot, Shown},
    shell::{Assets, shell},
};
use axum::{
    Router,
    body::Body,
    extract::{Extension, Request, State},
    response::{IntoResponse, Redirect, Response},
    routing::get,
};
use domain::access::Actor;
use http::request::Parts;
use leptos::{nonce::Nonce as LeptosNonce, prelude::provide_context};
use tower_sessions::Session;

use crate::{Shared, documents, door::SessionDoor, headers::Nonce, limits::Guesses, respond::words, site, visitor::Visitor};

/// Every page of the application, and whatever is no page.
pub(crate) fn routes(shared: &Shared) -> Router<Shared> {
    let _ = shared;
    let mut router = Router::new();
    for listing in leptos_axum::generate_route_list(app::App) {
        router = router.route(listing.path(), get(page));
    }
    router.fallback(get(page))
}

async fn page(
    State(shared): State<Shared>,
    session: Session,
    Extension(visitor): Extension<Visitor>,
    Extension(nonce): Extension<Nonce>,
    request: Request,
) -> Response {
    if let Some(elsewhere) = detour(&shared, &visitor, request.uri()).await {
        return elsewhere;
    }
    let guesses = match Guesses::before(&shared, &visitor.client, request.uri().path()).await {
        Ok(guesses) => guesses,
        Err(failure) => return words(visitor.boot.lang, &failure),
    };
    let backend = backend(&shared, &visitor, session);
    let (parts, _) = request.into_parts();
    let (mut boot, shown) = (visitor.boot, Shown::default());
    let mut response = rendered(&parts, &backend, &boot, &nonce, &shown).await;
    // What went wrong in a form that is gone is said all the same, and only a whole page knows that it is.
    if boot.flash.is_some() && !shown.is() {
        boot.lost = boot.flash.take();
        response = rendered(&parts, &backend, &boot, &nonce, &shown).await;
    }
    guesses.after(&shared, response.status()).await;
    response
}

async fn rendered(parts: &Parts, backend: &Backend, boot: &Boot, nonce: &Nonce, shown: &Shown) -> Response {
    let (backend, boot, nonce, shown) = (backend.clone(), boot.clone(), nonce.0.clone(), shown.clone());
    let context = move || {
        provide_context(backend.clone());
        provide_context(boot.clone());
        provide_context(shown.clone());
        provide_context(LeptosNonce::from_value(nonce.clone()));
    };
    let assets = Assets { base: site::base() };
    let request = Request::from_parts(parts.clone(), Body::empty());
    leptos_axum::render_app_async_with_context(context, move || shell(assets.clone()))(request).await.into_response()
}

/// What a page or server function reaches.
pub(crate) fn backend(shared: &Shared, visitor: &Visitor, session: Session) -> Backend {
    Backend {
        store: shared.store.clone(),
        press: Arc::new(documents::Maker {
            store: shared.store.clone(),
            printing: Arc::clone(&shared.printing),
            packs: Arc::clone(&shared.packs),
            actor: visitor.actor,
        }),
        door: Arc::new(SessionDoor {
            shared: shared.clone(),
            session,
            lang: visitor.boot.lang,
            client: visitor.client.clone(),
            me: visitor.boot.me.clone(),
        }),
        actor: visitor.actor,
        base_url: Arc::clone(&shared.base_url),
    }
}

/// To the sign-in page, or to setting up when nobody has yet.
async fn detour(shared: &Shared, visitor: &Visitor, uri: &http::Uri) -> Option<Response> {
    let path = uri.path();
    let open =
        path == "/sign-in" || path == "/setup" || ["/invite/", "/reset/", "/sort/", "/sheet/"].iter().any(|link| path.starts_with(link));
    let signed_in = visitor.actor != Actor::Nobody;
    if signed_in && (path == "/sign-in" || path == "/setup") {
        return Some(Redirect::to("/").into_response());
    }
    if signed_in || (open && path != "/setup" && path != "/sign-in") {
        return None;
    }
    // Setting up happens once: after that its page is the sign-in page.
    let set_up = shared.setup_code.is_none() || shared.store.is_set_up().await.unwrap_or(true);
    match (set_up, path) {
        (false, "/setup") | (true, "/sign-in") => None,
        (false, _) => Some(Redirect::to("/setup").into_response()),
        (true, "/setup" | "/") => Some(Redirect::to("/sign-in").into_response()),
        (true, _) => {
            let next = uri.path_and_query().map_or("/", http::uri::PathAndQuery::as_str);
            Some(Redirect::to(&format!("/sign-in?next={}", encode(next))).into_response())
        }
    }
}

/// Percent-encodes what could end or change a query value.
fn encode(text: &str) -> String {
    text.bytes()
        .map(|b| if b.is_ascii_alphanumeric() || b"/-_.~".contains(&b) { char::from(b).to_string() } else { format!("%{b:02X}") })
        .collect()
}
