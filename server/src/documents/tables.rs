//! The comparison as a table, for who goes on calculating.

mod comparison;
mod formats;

use axum::{
    extract::{Extension, Path, Query, State},
    http::HeaderMap,
    response::Response,
};
use domain::{Code, report::PanelReport};

use super::{File, Wish};
use crate::{Shared, respond::Refused, visitor::Visitor};

/// What stands in a field.
#[derive(Debug, Clone, PartialEq)]
enum Value {
    Text(String),
    /// With how many digits behind the mark it shows.
    Number(f64, u8),
    Nothing,
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl Value {
    fn number(value: Option<f64>, decimals: u8) -> Self {
        value.map_or(Self::Nothing, |value| Self::Number(value, decimals))
    }
}

/// A sheet with a head.
#[derive(Debug, Clone, PartialEq)]
struct Table {
    name: String,
    head: Vec<String>,
    rows: Vec<Vec<Value>>,
}

/// `GET /vacancies/{id}/comparison.csv`
pub(crate) async fn csv(
    State(shared): State<Shared>,
    Extension(visitor): Extension<Visitor>,
    Path(id): Path<String>,
    Query(wish): Query<Wish>,
    headers: HeaderMap,
) -> Response {
    let lang = wish.setting(&visitor).lang;
    let made = async {
        let report = asked(&shared, &visitor, &id).await?;
        let make = move || formats::csv(lang, &comparison::candidates(&report, lang));
        Ok(tokio::task::spawn_blocking(make).await.map_err(|_| Code::Internal)?)
    };
    let file = File { kind: "text/csv; charset=utf-8", name: "maatstaf-comparison.csv", shows: false };
    file.answer(made.await, &wish, &visitor, &headers)
}

/// `GET /vacancies/{id}/comparison.xlsx`
pub(crate) async fn xlsx(
    State(shared): State<Shared>,
    Extension(visitor): Extension<Visitor>,
    Path(id): Path<String>,
    Query(wish): Query<Wish>,
    headers: HeaderMap,
) -> Response {
    let lang = wish.setting(&visitor).lang;
    let made = async {
        let report = asked(&shared, &visitor, &id).await?;
        let at = report.provenance.generated_at.local;
        let make = move || formats::xlsx(&comparison::all(&report, lang), at);
        let made = tokio::task::spawn_blocking(make).await.map_err(|_| Code::Internal)?;
        made.map_err(|error| {
            tracing::error!(%error, "a workbook could not be made");
            Refused::from(Code::Internal)
        })
    };
    let kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    File { kind, name: "maatstaf-comparison.xlsx", shows: false }.answer(made.await, &wish, &visitor, &headers)
}

async fn asked(shared: &Shared, visitor: &Visitor, id: &str) -> Result<PanelReport, Refused> {
    Ok(shared.store.panel_report(&visitor.actor, id.parse().map_err(|_| Code::NotFound)?).await?)
}
