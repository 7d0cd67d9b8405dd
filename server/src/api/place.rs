//! `PUT /api/v1/interviews/{id}/place`: the chair goes to a question, and the panel sees where.

use axum::{
    Json,
    extract::{Extension, Path, State, rejection::JsonRejection},
    http::StatusCode,
};
use domain::{Code, ids::ItemId};
use serde::Deserialize;

use super::ledger::unreadable;
use crate::{Shared, respond::Refused, visitor::Visitor};

/// What is sent.
#[derive(Debug, Deserialize)]
pub struct At {
    item: ItemId,
}

pub(crate) async fn note(
    State(shared): State<Shared>,
    Extension(visitor): Extension<Visitor>,
    Path(interview): Path<String>,
    body: Result<Json<At>, JsonRejection>,
) -> Result<StatusCode, Refused> {
    let interview = interview.parse().map_err(|_| Code::NotFound)?;
    let Json(At { item }) = body.map_err(|rejection| unreadable(&rejection))?;
    shared.store.chair_at(&visitor.actor, interview, item).await?;
    Ok(StatusCode::NO_CONTENT)
}
