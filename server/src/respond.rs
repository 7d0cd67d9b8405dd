//! Failures as responses: JSON with a code for scripts, a short page for people.

use axum::{
    Json,
    body::Body,
    http::{HeaderMap, HeaderValue, Response, StatusCode, header},
    response::IntoResponse,
};
use domain::{Code, Failure, Lang};

/// Seconds that something is busy for, where nobody can say it better.
const MOMENT: u32 = 5;

/// A failure on its way out.
#[derive(Debug)]
pub struct Refused(pub Failure);

impl From<Failure> for Refused {
    fn from(failure: Failure) -> Self {
        Self(failure)
    }
}

impl From<Code> for Refused {
    fn from(code: Code) -> Self {
        Self(code.into())
    }
}

impl From<store::Error> for Refused {
    fn from(error: store::Error) -> Self {
        Self(error.failure())
    }
}

pub(crate) fn status(code: Code) -> StatusCode {
    StatusCode::from_u16(code.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
}

impl IntoResponse for Refused {
    fn into_response(self) -> Response<Body> {
        let later = come_back(&self.0);
        with_later((status(self.0.code), Json(self.0)).into_response(), later)
    }
}

/// Whether a person's browser asks for a page, rather than a script for data.
pub(crate) fn wants_page(headers: &HeaderMap) -> bool {
    headers.get(header::ACCEPT).and_then(|v| v.to_str().ok()).is_some_and(|accept| accept.contains("text/html"))
}

/// Whether a page only follows what others do: what is shown once stays for the page that its reader asks for.
pub(crate) fn only_looks(headers: &HeaderMap) -> bool {
    headers.get(header::ACCEPT).is_some_and(|accept| accept == app::backend::LOOK)
}

/// A failure outside the application's own pages, as plain words.
pub(crate) fn plain(lang: Lang, code: Code) -> Response<Body> {
    words(lang, &code.into())
}

/// The same for a failure that says more than its code.
pub(crate) fn words(lang: Lang, failure: &Failure) -> Response<Body> {
    let words = text::errors::failure(lang, failure);
    let response = (status(failure.code), [(header::CONTENT_TYPE, "text/plain; charset=utf-8")], words).into_response();
    with_later(response, come_back(failure))
}

/// A failure of a form that its own page still holds, for who goes back to it as is said then.
pub(crate) fn keeps_the_page(lang: Lang, failure: &Failure, back: fn(Lang) -> &'static str) -> Response<Body> {
    let words = format!("{}\n\n{}", text::errors::failure(lang, failure), back(lang));
    let response = (status(failure.code), [(header::CONTENT_TYPE, "text/plain; charset=utf-8")], words).into_response();
    with_later(response, come_back(failure))
}

/// In how many seconds it makes sense to come back, where that is all that is wrong.
pub(crate) fn come_back(failure: &Failure) -> Option<HeaderValue> {
    let wait = || failure.faults.first().and_then(|fault| fault.about.parse::<u32>().ok());
    matches!(failure.code.status(), 429 | 503).then(|| wait().unwrap_or(MOMENT).into())
}

fn with_later(mut response: Response<Body>, later: Option<HeaderValue>) -> Response<Body> {
    if let Some(later) = later {
        response.headers_mut().insert(header::RETRY_AFTER, later);
    }
    response
}

/// A bug, caught: logged once, and answered without its text.
pub(crate) fn panicked(panic: Box<dyn std::any::Any + Send + 'static>) -> Response<Body> {
    let what = panic.downcast_ref::<String>().map(String::as_str).or_else(|| panic.downcast_ref::<&str>().copied());
    tracing::error!(panic = what.unwrap_or("of unknown kind"), "a request panicked");
    Refused::from(Code::Internal).into_response()
}
