//! What leaves the tool: PDFs in a tab of their own, tables, data and calendar entries.

mod calendar;
mod data;
mod pack;
mod pdf;
mod tables;

use axum::{
    Router,
    http::{HeaderMap, header},
    response::{IntoResponse, Response},
    routing::get,
};
use domain::{Lang, report::Paper};
pub(crate) use pack::Maker;
use report::Setting;
use serde::Deserialize;

use crate::{
    Shared,
    respond::{Refused, plain, wants_page},
    visitor::Visitor,
};

pub(crate) fn routes() -> Router<Shared> {
    Router::new()
        .route("/vacancies/{id}/panel.pdf", get(pdf::panel))
        .route("/vacancies/{id}/form.pdf", get(pdf::form))
        .route("/vacancies/{id}/sheet.pdf", get(pdf::sheet))
        .route("/vacancies/{id}/pack.pdf", get(pdf::pack))
        .route("/vacancies/{id}/comparison.csv", get(tables::csv))
        .route("/vacancies/{id}/comparison.xlsx", get(tables::xlsx))
        .route("/applications/{id}/report.pdf", get(pdf::candidate))
        .route("/applications/{id}/feedback.pdf", get(pdf::feedback))
        .route("/applications/{id}/form.pdf", get(pdf::form_for))
        .route("/applications/{id}/access.pdf", get(pdf::access))
        .route("/applications/{id}/access.json", get(data::access))
        .route("/interviews/{id}/interview.json", get(data::interview))
        .route("/interviews/{id}/interview.ics", get(calendar::entry))
}

/// How somebody wants a document.
#[derive(Debug, Deserialize)]
struct Wish {
    #[serde(default)]
    lang: Option<Lang>,
    #[serde(default)]
    paper: Paper,
    /// Saved instead of shown.
    #[serde(default)]
    save: bool,
    /// With the names of colleagues.
    #[serde(default)]
    names: bool,
}

impl Wish {
    fn setting(&self, visitor: &Visitor) -> Setting {
        Setting { lang: self.lang.unwrap_or(visitor.boot.lang), paper: self.paper }
    }
}

/// A file of a kind, under a name.
struct File {
    kind: &'static str,
    name: &'static str,
    /// Whether a browser can show it.
    shows: bool,
}

impl File {
    const fn pdf(name: &'static str) -> Self {
        Self { kind: "application/pdf", name, shows: true }
    }

    fn answer(&self, made: Result<Vec<u8>, Refused>, wish: &Wish, visitor: &Visitor, headers: &HeaderMap) -> Response {
        match made {
            Ok(bytes) => {
                let how = if self.shows && !wish.save { "inline" } else { "attachment" };
                let disposition = format!("{how}; filename=\"{}\"", self.name);
                ([(header::CONTENT_TYPE, self.kind.to_owned()), (header::CONTENT_DISPOSITION, disposition)], bytes).into_response()
            }
            Err(refused) if wants_page(headers) => plain(visitor.boot.lang, refused.0.code),
            Err(refused) => refused.into_response(),
        }
    }
}
