//! `POST /api/v1/interviews/{id}/ledger`: what a rater did, one answer per entry.

use axum::{
    Json,
    extract::{Extension, Path, State, rejection::JsonRejection},
};
use domain::{
    Code,
    ledger::{Answer, ENTRIES_MAX, NewEntry},
    stored::Sent,
    time::UnixMillis,
};
use serde::{Deserialize, Serialize};

use crate::{Shared, respond::Refused, visitor::Visitor};

/// What is sent.
#[derive(Debug, Deserialize)]
pub struct Entries {
    /// The browser's clock when it sent this, to correct its times with.
    #[serde(default)]
    pub sent_at: Option<UnixMillis>,
    pub entries: Vec<Sent>,
}

/// The answers, in the order of the entries.
#[derive(Debug, Serialize)]
pub struct Receipt {
    pub answers: Vec<Answer>,
}

pub(crate) async fn append(
    State(shared): State<Shared>,
    Extension(visitor): Extension<Visitor>,
    Path(interview): Path<String>,
    body: Result<Json<Entries>, JsonRejection>,
) -> Result<Json<Receipt>, Refused> {
    let interview = interview.parse().map_err(|_| Code::NotFound)?;
    let Json(body) = body.map_err(|rejection| unreadable(&rejection))?;
    if body.entries.len() > ENTRIES_MAX {
        return Err(Code::TooLarge.into());
    }
    let read: Vec<Result<NewEntry, Code>> = body.entries.into_iter().map(Sent::read).collect();
    let entries = read.iter().flatten().cloned().collect();
    // Who may not write here hears so, whether or not it can be read.
    let mut answers = shared.store.append(&visitor.actor, interview, body.sent_at, entries).await?.into_iter();
    let answer =
        |read: Result<NewEntry, Code>| read.map_or_else(Answer::Refused, |_| answers.next().unwrap_or(Answer::Refused(Code::Internal)));
    Ok(Json(Receipt { answers: read.into_iter().map(answer).collect() }))
}

/// Too long is something else than wrong, and so is something that is no JSON.
pub(crate) fn unreadable(rejection: &JsonRejection) -> Code {
    match rejection.status() {
        http::StatusCode::PAYLOAD_TOO_LARGE => Code::TooLarge,
        http::StatusCode::UNSUPPORTED_MEDIA_TYPE => Code::WrongType,
        _ => Code::Unreadable,
    }
}
