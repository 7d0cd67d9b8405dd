//! The library as a file, and how such a file is built.

use axum::{
    extract::{Extension, State},
    http::header,
    response::{IntoResponse, Response},
};
use domain::{Code, library::Library};

use crate::{Shared, respond::Refused, visitor::Visitor};

const JSON: &str = "application/json; charset=utf-8";
const SCHEMA: &str = include_str!("../../app/domain/content/library.schema.json");

/// `GET /library.json`: the organisation's own competencies, retired ones too, in the format that the import reads. While
/// there are none, what ships with Maatstaf, as an example to begin with.
pub(crate) async fn export(State(shared): State<Shared>, Extension(visitor): Extension<Visitor>) -> Response {
    let made = async {
        let rows = shared.store.library(&visitor.actor).await?;
        let (own, shipped): (Vec<_>, Vec<_>) = rows.into_iter().partition(|row| row.own.is_some());
        let rows = if own.is_empty() { shipped } else { own };
        let version = Library::shipped().map_err(|_| Code::Internal)?.version;
        let library = Library { version, competencies: rows.into_iter().map(|row| row.competency).collect() };
        serde_json::to_string_pretty(&library).map_err(|_| Refused::from(Code::Internal))
    };
    match made.await {
        Ok(text) => {
            let headers = [(header::CONTENT_TYPE, JSON), (header::CONTENT_DISPOSITION, "attachment; filename=\"library.json\"")];
            (headers, text).into_response()
        }
        Err(refused) => refused.into_response(),
    }
}

/// `GET /library.schema.json`
pub(crate) async fn schema() -> Response {
    ([(header::CONTENT_TYPE, JSON)], SCHEMA).into_response()
}
