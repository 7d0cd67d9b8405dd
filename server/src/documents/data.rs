//! Data as JSON, for who goes on with it in another program.

use axum::response::Response;
use domain::{Code, report::SubjectAccess};
use serde::Serialize;

use super::{Asked, File};
use crate::respond::Refused;

const JSON: &str = "application/json; charset=utf-8";

/// `GET /applications/{id}/access.json`: the file of a person, as on paper.
pub(crate) async fn access(asked: Asked) -> Response {
    let made = async { pretty(&asked.subject_access().await?) };
    asked.answer(&File::saved(JSON, "maatstaf-access.json"), made.await)
}

/// `GET /interviews/{id}/interview.json`: the scorecard, the ratings and the notes of one interview.
pub(crate) async fn interview(asked: Asked) -> Response {
    let made = async { pretty(&asked.shared.store.interview_data(&asked.visitor.actor, asked.id()?).await?) };
    asked.answer(&File::saved(JSON, "maatstaf-interview.json"), made.await)
}

impl Asked {
    /// Colleagues by number, unless asked for by name.
    pub(super) async fn subject_access(&self) -> Result<SubjectAccess, Refused> {
        let file = self.shared.store.subject_access(&self.visitor.actor, self.id()?).await?;
        Ok(if self.wish.names { file } else { file.without_names() })
    }
}

fn pretty(value: &impl Serialize) -> Result<Vec<u8>, Refused> {
    serde_json::to_vec_pretty(value).map_err(|_| Code::Internal.into())
}
