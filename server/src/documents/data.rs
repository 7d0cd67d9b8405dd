//! Data as JSON, for who goes on with it in another program.

use axum::{
    extract::{Extension, Path, Query, State},
    http::HeaderMap,
    response::Response,
};
use domain::Code;
use serde::Serialize;

use super::{File, Wish};
use crate::{Shared, respond::Refused, visitor::Visitor};

const fn json(name: &'static str) -> File {
    File { kind: "application/json; charset=utf-8", name, shows: false }
}

fn pretty(value: &impl Serialize) -> Result<Vec<u8>, Refused> {
    serde_json::to_vec_pretty(value).map_err(|_| Code::Internal.into())
}

/// `GET /applications/{id}/access.json`: the file of a person, as on paper.
pub(crate) async fn access(
    State(shared): State<Shared>,
    Extension(visitor): Extension<Visitor>,
    Path(id): Path<String>,
    Query(wish): Query<Wish>,
    headers: HeaderMap,
) -> Response {
    let made = async {
        let file = shared.store.subject_access(&visitor.actor, id.parse().map_err(|_| Code::NotFound)?).await?;
        pretty(&if wish.names { file } else { file.without_names() })
    };
    json("maatstaf-access.json").answer(made.await, &wish, &visitor, &headers)
}

/// `GET /interviews/{id}/interview.json`: the scorecard, the ratings and the notes of one interview.
pub(crate) async fn interview(
    State(shared): State<Shared>,
    Extension(visitor): Extension<Visitor>,
    Path(id): Path<String>,
    Query(wish): Query<Wish>,
    headers: HeaderMap,
) -> Response {
    let made = async {
        let data = shared.store.interview_data(&visitor.actor, id.parse().map_err(|_| Code::NotFound)?).await?;
        pretty(&data)
    };
    json("maatstaf-interview.json").answer(made.await, &wish, &visitor, &headers)
}
