//! `PUT /api/v1/interviews/{id}/draft`: a note while it is being typed.

use axum::{
    Json,
    extract::{Extension, Path, State, rejection::JsonRejection},
    http::StatusCode,
};
use domain::Code;
use store::DraftNote;

use super::ledger::unreadable;
use crate::{Shared, respond::Refused, visitor::Visitor};

pub(crate) async fn save(
    State(shared): State<Shared>,
    Extension(visitor): Extension<Visitor>,
    Path(interview): Path<String>,
    body: Result<Json<DraftNote>, JsonRejection>,
) -> Result<StatusCode, Refused> {
    let interview = interview.parse().map_err(|_| Code::NotFound)?;
    let Json(draft) = body.map_err(|rejection| unreadable(&rejection))?;
    shared.store.save_draft(&visitor.actor, interview, &draft).await?;
    Ok(StatusCode::NO_CONTENT)
}
