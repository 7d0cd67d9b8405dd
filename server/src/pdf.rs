//! Reports as PDF, in a tab of their own.

use axum::{
    extract::{Extension, Path, Query, State},
    http::{HeaderMap, header},
    response::{IntoResponse, Response},
};
use domain::{Code, Lang};
use serde::Deserialize;

use crate::{
    Shared,
    respond::{Refused, plain, wants_page},
    visitor::Visitor,
};

#[derive(Debug, Deserialize)]
pub(crate) struct Wish {
    #[serde(default)]
    lang: Option<Lang>,
}

/// `GET /vacancies/{id}/panel.pdf`
pub(crate) async fn panel(
    State(shared): State<Shared>,
    Extension(visitor): Extension<Visitor>,
    Path(vacancy): Path<String>,
    Query(wish): Query<Wish>,
    headers: HeaderMap,
) -> Response {
    let lang = wish.lang.unwrap_or(visitor.boot.lang);
    let made = async {
        let contents = shared.store.panel_report(&visitor.actor, vacancy.parse().map_err(|_| Code::NotFound)?).await?;
        print(move || report::panel(&contents, lang)).await
    };
    answer(made.await, &visitor, &headers, "panel")
}

/// `GET /applications/{id}/report.pdf`
pub(crate) async fn candidate(
    State(shared): State<Shared>,
    Extension(visitor): Extension<Visitor>,
    Path(application): Path<String>,
    Query(wish): Query<Wish>,
    headers: HeaderMap,
) -> Response {
    let lang = wish.lang.unwrap_or(visitor.boot.lang);
    let made = async {
        let contents = shared.store.candidate_report(&visitor.actor, application.parse().map_err(|_| Code::NotFound)?).await?;
        print(move || report::candidate(&contents, lang)).await
    };
    answer(made.await, &visitor, &headers, "candidate")
}

/// Laying out pages is work for a thread of its own.
async fn print(make: impl FnOnce() -> Result<Vec<u8>, report::ReportError> + Send + 'static) -> Result<Vec<u8>, Refused> {
    match tokio::task::spawn_blocking(make).await {
        Ok(Ok(bytes)) => Ok(bytes),
        Ok(Err(error)) => {
            tracing::error!(%error, "a report could not be made");
            Err(Code::Internal.into())
        }
        Err(error) => {
            tracing::error!(%error, "making a report panicked");
            Err(Code::Internal.into())
        }
    }
}

fn answer(made: Result<Vec<u8>, Refused>, visitor: &Visitor, headers: &HeaderMap, name: &str) -> Response {
    match made {
        Ok(bytes) => {
            let disposition = format!("inline; filename=\"maatstaf-{name}.pdf\"");
            ([(header::CONTENT_TYPE, "application/pdf".to_owned()), (header::CONTENT_DISPOSITION, disposition)], bytes).into_response()
        }
        Err(refused) if wants_page(headers) => plain(visitor.boot.lang, refused.0.code),
        Err(refused) => refused.into_response(),
    }
}
