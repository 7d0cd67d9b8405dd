//! Reports as PDF.

use axum::response::Response;
use domain::Code;
use report::ReportError;

use super::{Asked, File};
use crate::respond::Refused;

/// `GET /vacancies/{id}/panel.pdf`
pub(crate) async fn panel(asked: Asked) -> Response {
    let setting = asked.setting();
    let made = async {
        let contents = asked.shared.store.panel_report(&asked.visitor.actor, asked.id()?).await?;
        asked.print(move || report::panel(&contents, setting)).await
    };
    asked.answer(&File::pdf("maatstaf-panel.pdf"), made.await)
}

/// `GET /vacancies/{id}/form.pdf`
pub(crate) async fn form(asked: Asked) -> Response {
    let setting = asked.setting();
    let made = async {
        let contents = asked.shared.store.form(&asked.visitor.actor, asked.id()?).await?;
        asked.print(move || report::form(&contents, setting)).await
    };
    asked.answer(&File::pdf("maatstaf-form.pdf"), made.await)
}

/// `GET /applications/{id}/form.pdf`
pub(crate) async fn form_for(asked: Asked) -> Response {
    let setting = asked.setting();
    let made = async {
        let contents = asked.shared.store.form_for(&asked.visitor.actor, asked.id()?).await?;
        asked.print(move || report::form(&contents, setting)).await
    };
    asked.answer(&File::pdf("maatstaf-form.pdf"), made.await)
}

/// `GET /vacancies/{id}/sheet.pdf`
pub(crate) async fn sheet(asked: Asked) -> Response {
    let setting = asked.setting();
    let made = async {
        let (contents, at) = asked.shared.store.vacancy_sheet(&asked.visitor.actor, asked.id()?).await?;
        asked.print(move || report::sheet(&contents, at, setting)).await
    };
    asked.answer(&File::pdf("maatstaf-sheet.pdf"), made.await)
}

/// `GET /applications/{id}/report.pdf`
pub(crate) async fn candidate(asked: Asked) -> Response {
    let setting = asked.setting();
    let made = async {
        let contents = asked.shared.store.candidate_report(&asked.visitor.actor, asked.id()?).await?;
        asked.print(move || report::candidate(&contents, setting)).await
    };
    asked.answer(&File::pdf("maatstaf-candidate.pdf"), made.await)
}

/// `GET /applications/{id}/feedback.pdf`
pub(crate) async fn feedback(asked: Asked) -> Response {
    let setting = asked.setting();
    let made = async {
        let contents = asked.shared.store.feedback(&asked.visitor.actor, asked.id()?, asked.wish.names).await?;
        asked.print(move || report::feedback(&contents, setting)).await
    };
    asked.answer(&File::pdf("maatstaf-feedback.pdf"), made.await)
}

/// `GET /applications/{id}/access.pdf`
pub(crate) async fn access(asked: Asked) -> Response {
    let setting = asked.setting();
    let made = async {
        let contents = asked.subject_access().await?;
        asked.print(move || report::access(&contents, setting)).await
    };
    asked.answer(&File::pdf("maatstaf-access.pdf"), made.await)
}

/// `GET /vacancies/{id}/pack.pdf`: what was made in the background.
pub(crate) async fn pack(asked: Asked) -> Response {
    let made = async { Ok(asked.shared.store.pack_content(&asked.visitor.actor, asked.id()?).await?) };
    asked.answer(&File::pdf("maatstaf-pack.pdf"), made.await)
}

/// Laying out pages is work for a thread of its own.
pub(super) async fn print(make: impl FnOnce() -> Result<Vec<u8>, ReportError> + Send + 'static) -> Result<Vec<u8>, Refused> {
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
