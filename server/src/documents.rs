//! What leaves the tool: PDFs in a tab of their own, tables, data and calendar entries.

mod calendar;
mod data;
mod pack;
mod pdf;
mod tables;
mod turn;

use std::{str::FromStr, sync::Arc};

use axum::{
    Router,
    extract::{Extension, FromRequestParts, Path, Query},
    http::{header, request::Parts},
    response::{IntoResponse, Response},
    routing::get,
};
use domain::{Code, Lang, report::Paper};
pub(crate) use pack::{Maker, Making};
use report::{ReportError, Setting};
use serde::Deserialize;
use turn::Turn;

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

/// A request for a document, whoever it is from.
struct Asked {
    shared: Shared,
    visitor: Visitor,
    /// As it stands in the path.
    id: String,
    wish: Wish,
    /// A person looks, rather than a script.
    page: bool,
    /// Whoever has no account is refused before anything is made.
    turn: Option<Arc<Turn>>,
}

impl FromRequestParts<Shared> for Asked {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, shared: &Shared) -> Result<Self, Response> {
        let Extension(visitor) = Extension::<Visitor>::from_request_parts(parts, shared).await.map_err(IntoResponse::into_response)?;
        let Path(id) = Path::<String>::from_request_parts(parts, shared).await.map_err(IntoResponse::into_response)?;
        let Query(wish) = Query::<Wish>::from_request_parts(parts, shared).await.map_err(IntoResponse::into_response)?;
        let page = wants_page(&parts.headers);
        let turn = match visitor.actor.user() {
            None => None,
            Some(user) => match Turn::take(shared, user).await {
                Ok(turn) => Some(Arc::new(turn)),
                Err(code) if page => return Err(plain(visitor.boot.lang, code)),
                Err(code) => return Err(Refused::from(code).into_response()),
            },
        };
        Ok(Self { shared: shared.clone(), visitor, id, wish, page, turn })
    }
}

impl Asked {
    /// # Errors
    /// [`Code::NotFound`] for what is no id.
    fn id<T: FromStr>(&self) -> Result<T, Refused> {
        self.id.parse().map_err(|_| Code::NotFound.into())
    }

    fn setting(&self) -> Setting {
        Setting { lang: self.wish.lang.unwrap_or(self.visitor.boot.lang), paper: self.wish.paper }
    }

    /// Lays out pages. The turn is kept until that is done, also when nobody waits for it any more.
    async fn print(&self, make: impl FnOnce() -> Result<Vec<u8>, ReportError> + Send + 'static) -> Result<Vec<u8>, Refused> {
        let turn = self.turn.clone();
        pdf::print(move || {
            let _turn = turn;
            make()
        })
        .await
    }

    fn answer(&self, file: &File, made: Result<Vec<u8>, Refused>) -> Response {
        match made {
            Ok(bytes) => {
                let how = if file.shows && !self.wish.save { "inline" } else { "attachment" };
                let disposition = format!("{how}; filename=\"{}\"", file.name);
                ([(header::CONTENT_TYPE, file.kind.to_owned()), (header::CONTENT_DISPOSITION, disposition)], bytes).into_response()
            }
            Err(refused) if self.page => plain(self.visitor.boot.lang, refused.0.code),
            Err(refused) => refused.into_response(),
        }
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

    const fn saved(kind: &'static str, name: &'static str) -> Self {
        Self { kind, name, shows: false }
    }
}
