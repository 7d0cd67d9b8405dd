//! Server functions, for scripts and for plain forms.
//!
//! To a script a failure is the right 4xx with a code. To a form it is a redirect back to its page, where a flash kept in
//! the session refills the form and shows the faults; success goes where the function said, or back.

use app::boot::{Flash, Whose};
use std::{future::poll_fn, pin::Pin};

use axum::{
    body::{Body, HttpBody, to_bytes},
    extract::{Extension, Request, State},
    http::{HeaderMap, HeaderValue, Method, StatusCode, header},
    response::{IntoResponse, Redirect, Response},
};
use domain::{Code, Failure, access::Actor, local_path::LocalPath};
use leptos::prelude::provide_context;
use tower_sessions::Session;

use crate::{
    BODY_MAX, Shared, flash,
    limits::Guesses,
    pages::backend,
    respond::{Refused, come_back, keeps_the_page, plain, wants_page},
    visitor::{FLASH, Visitor},
};
use text::errors::{go_back, go_back_later};

/// Who is not signed in has no long forms.
const BODY_MAX_OF_NOBODY: usize = 64 * 1024;

/// More typed text than this does not come back in a flash; a session row is no place for it.
const FLASH_MAX: usize = 64 * 1024;

/// Of a body that is too large, enough to know which form it was: that is its first field.
const FIRST: usize = 1024;

/// Runs a server function.
pub(crate) async fn call(
    State(shared): State<Shared>,
    session: Session,
    Extension(visitor): Extension<Visitor>,
    request: Request,
) -> Response {
    let form = wants_page(request.headers());
    // What another site could make a browser send as it likes, without asking first, is never read as a form.
    if request.method() == Method::POST && !is_form(request.headers()) {
        return if form { plain(visitor.boot.lang, Code::WrongType) } else { Refused::from(Code::WrongType).into_response() };
    }
    let back = referrer(request.headers());
    let action = request.uri().path().to_owned();
    let (mut parts, body) = request.into_parts();
    let most = if visitor.actor == Actor::Nobody { BODY_MAX_OF_NOBODY } else { BODY_MAX };
    let read = whole(body, most).await;
    let (Ok(began) | Err(began)) = &read;
    // Before anything else, and never by a flash: what the one typed has no business in the session of the other.
    if let Some(failure) = made_for_another(&visitor, began) {
        return if form { keeps_the_page(visitor.boot.lang, &failure, go_back) } else { Refused(failure).into_response() };
    }
    let bytes = match read {
        Ok(bytes) => bytes,
        Err(first) if form => {
            let fields = typed(&first).into_iter().filter(|(name, _)| name == "_form").collect();
            return failed(&shared, &visitor, &session, &back, action, fields, Code::TooLarge.into()).await;
        }
        Err(_) => return Refused::from(Code::TooLarge).into_response(),
    };
    if !form {
        return say_when(run(&shared, &visitor, session, Request::from_parts(parts, Body::from(bytes))).await).await;
    }
    // The function answers as it would to a script; what a form needs is made of that here.
    parts.headers.insert(header::ACCEPT, HeaderValue::from_static("application/json"));
    let request = Request::from_parts(parts, Body::from(bytes.clone()));
    let response = run(&shared, &visitor, session.clone(), request).await;
    if response.status().is_success() || response.status().is_redirection() {
        let to = response.headers().get(header::LOCATION).and_then(|v| v.to_str().ok()).unwrap_or(&back);
        return Redirect::to(to).into_response();
    }
    let failure = match to_bytes(response.into_body(), BODY_MAX).await {
        Ok(body) => serde_json::from_slice(&body).unwrap_or_else(|_| Failure::from(Code::Internal)),
        Err(_) => Code::Internal.into(),
    };
    failed(&shared, &visitor, &session, &back, action, typed(&bytes), failure).await
}

fn made_for_another(visitor: &Visitor, body: &[u8]) -> Option<Failure> {
    let whose = typed(body).iter().find_map(|(name, value)| Whose::of_field(name, value))?;
    visitor.refuses(&whose)
}

/// Whether the body is said to be a form's; also an empty one is.
fn is_form(headers: &HeaderMap) -> bool {
    let kind = headers.get(header::CONTENT_TYPE).and_then(|v| v.to_str().ok()).unwrap_or_default();
    kind.split(';').next().unwrap_or_default().trim().eq_ignore_ascii_case("application/x-www-form-urlencoded")
}

/// The whole body, or its beginning when there is too much of it.
async fn whole(mut body: Body, most: usize) -> Result<Vec<u8>, Vec<u8>> {
    let mut bytes = Vec::new();
    while let Some(frame) = poll_fn(|context| Pin::new(&mut body).poll_frame(context)).await {
        if let Some(data) = frame.as_ref().ok().and_then(|frame| frame.data_ref()) {
            bytes.extend_from_slice(data);
        }
        if frame.is_err() || bytes.len() > most {
            bytes.truncate(FIRST);
            return Err(bytes);
        }
    }
    Ok(bytes)
}

async fn run(shared: &Shared, visitor: &Visitor, session: Session, request: Request) -> Response {
    let known = leptos::server_fn::axum::get_server_fn_service(request.uri().path(), request.method().clone()).is_some();
    if !known {
        return Refused::from(Code::NotFound).into_response();
    }
    let path = request.uri().path().to_owned();
    let guesses = match Guesses::before(shared, &visitor.client, &path).await {
        Ok(guesses) => guesses,
        Err(failure) => return Refused(failure).into_response(),
    };
    let backend = backend(shared, visitor, session);
    let boot = visitor.boot.clone();
    let context = move || {
        provide_context(backend.clone());
        provide_context(boot.clone());
    };
    let response = leptos_axum::handle_server_fns_with_context(context, request).await.into_response();
    guesses.after(shared, response.status()).await;
    response
}

/// A script that is refused for a while hears for how long where scripts look for it.
async fn say_when(response: Response) -> Response {
    if !matches!(response.status(), StatusCode::TOO_MANY_REQUESTS | StatusCode::SERVICE_UNAVAILABLE) {
        return response;
    }
    let (mut parts, body) = response.into_parts();
    let bytes = to_bytes(body, BODY_MAX).await.unwrap_or_default();
    if let Some(later) = serde_json::from_slice(&bytes).ok().and_then(|failure| come_back(&failure)) {
        parts.headers.insert(header::RETRY_AFTER, later);
    }
    Response::from_parts(parts, Body::from(bytes))
}

async fn failed(
    shared: &Shared,
    visitor: &Visitor,
    session: &Session,
    back: &str,
    action: String,
    fields: Vec<(String, String)>,
    failure: Failure,
) -> Response {
    if failure.code == Code::NotSignedIn {
        // Signed out meanwhile: what was typed is on the page before this one, and in nobody's session.
        let was_somebodys = fields.iter().any(|(name, value)| Whose::of_field(name, value).is_some());
        return if was_somebodys { keeps_the_page(visitor.boot.lang, &failure, go_back) } else { Redirect::to("/sign-in").into_response() };
    }
    if failure.code.status() >= 500 && failure.code != Code::Busy {
        // The session is in the same database: what could not be stored could not be kept there either.
        return keeps_the_page(visitor.boot.lang, &failure, go_back_later);
    }
    let form = fields.iter().find(|(name, _)| name == "_form").map(|(_, value)| value.clone()).unwrap_or_default();
    let size: usize = fields.iter().map(|(n, v)| n.len() + v.len()).sum();
    let fields = if size > FLASH_MAX { Vec::new() } else { fields };
    let flash = Flash { action, form, failure, fields };
    let away = (StatusCode::SEE_OTHER, [(header::LOCATION, back)]);
    if visitor.actor == Actor::Nobody {
        flash::give(shared, &visitor.client, flash);
        return away.into_response();
    }
    match session.insert(FLASH, flash).await {
        Ok(()) => away.into_response(),
        Err(error) => {
            tracing::error!(%error, "a failed form could not be kept");
            Refused::from(Code::Unavailable).into_response()
        }
    }
}

/// What was typed, without what must not be kept.
fn typed(body: &[u8]) -> Vec<(String, String)> {
    let fields: Vec<(String, String)> = serde_urlencoded::from_bytes(body).unwrap_or_default();
    fields.into_iter().filter(|(name, _)| !["password", "password_again", "current", "code", "secret"].contains(&name.as_str())).collect()
}

/// The page the form is on: its path and query only, so that no other site can be gone to.
pub(crate) fn referrer(headers: &HeaderMap) -> String {
    let uri = headers.get(header::REFERER).and_then(|v| v.to_str().ok()).and_then(|r| r.parse::<http::Uri>().ok());
    let path = uri.and_then(|uri| LocalPath::parse(uri.path_and_query()?.as_str()));
    path.unwrap_or_else(LocalPath::home).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_or_code_never_comes_back() {
        let fields = typed(b"email=a%40b.nl&password=geheim&password_again=geheim&code=x&current=y&secret=z&_form=f");
        assert_eq!(fields, [("email".to_owned(), "a@b.nl".to_owned()), ("_form".to_owned(), "f".to_owned())]);
    }

    #[test]
    fn the_way_back_is_always_a_page_of_ours() {
        let referrer = |r: &'static str| referrer(&HeaderMap::from_iter([(header::REFERER, HeaderValue::from_static(r))]));
        assert_eq!(referrer("http://localhost:3000/vacancies/1?x=2"), "/vacancies/1?x=2");
        assert_eq!(referrer("https://evil.example//other.example/"), "/");
        assert_eq!(referrer("nonsense"), "/");
        assert_eq!(referrer("http://localhost:3000/%5Cevil.example"), "/");
    }
}
