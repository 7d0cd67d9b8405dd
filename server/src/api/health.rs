//! `GET /healthz`: whether the server and its database answer.

use axum::{extract::State, http::StatusCode};

use crate::{Shared, respond::Refused};

pub(crate) async fn healthz(State(shared): State<Shared>) -> Result<StatusCode, Refused> {
    shared.store.ping().await?;
    Ok(StatusCode::NO_CONTENT)
}
