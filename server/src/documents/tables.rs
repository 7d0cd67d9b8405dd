//! The comparison as a table, for who goes on calculating.

mod comparison;
mod formats;

use axum::response::Response;
use domain::Code;

use super::{Asked, File};
use crate::respond::Refused;

const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

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
pub(crate) async fn csv(asked: Asked) -> Response {
    let lang = asked.setting().lang;
    let made = async {
        let report = asked.shared.store.panel_report(&asked.visitor.actor, asked.id()?).await?;
        let make = move || formats::csv(lang, &comparison::candidates(&report, lang));
        Ok(tokio::task::spawn_blocking(make).await.map_err(|_| Code::Internal)?)
    };
    asked.answer(&File::saved("text/csv; charset=utf-8", "maatstaf-comparison.csv"), made.await)
}

/// `GET /vacancies/{id}/comparison.xlsx`
pub(crate) async fn xlsx(asked: Asked) -> Response {
    let lang = asked.setting().lang;
    let made = async {
        let report = asked.shared.store.panel_report(&asked.visitor.actor, asked.id()?).await?;
        let at = report.provenance.generated_at.local;
        let make = move || formats::xlsx(&comparison::all(&report, lang), at);
        let made = tokio::task::spawn_blocking(make).await.map_err(|_| Code::Internal)?;
        made.map_err(|error| {
            tracing::error!(%error, "a workbook could not be made");
            Refused::from(Code::Internal)
        })
    };
    asked.answer(&File::saved(XLSX, "maatstaf-comparison.xlsx"), made.await)
}
