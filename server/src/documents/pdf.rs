//! Reports as PDF.

use axum::{
    extract::{Extension, Path, Query, State},
    http::HeaderMap,
    response::Response,
};
use domain::{Code, access::Actor};
use report::ReportError;
use store::Store;

use super::{File, Wish};
use crate::{Shared, respond::Refused, visitor::Visitor};

/// A route per document: what it asks of the store, and how it is set.
macro_rules! documents {
    ($($(#[$doc:meta])* $route:ident as $name:literal = |$store:ident, $actor:ident, $id:ident, $wish:ident| $ask:expr => $make:expr;)*) => {$(
        $(#[$doc])*
        pub(crate) async fn $route(
            State(shared): State<Shared>,
            Extension(visitor): Extension<Visitor>,
            Path(id): Path<String>,
            Query(wish): Query<Wish>,
            headers: HeaderMap,
        ) -> Response {
            let setting = wish.setting(&visitor);
            let made = async {
                let ($store, $actor, $wish): (&Store, &Actor, &Wish) = (&shared.store, &visitor.actor, &wish);
                let $id = id.parse().map_err(|_| Code::NotFound)?;
                let contents = $ask.await?;
                print(move || $make(contents, setting)).await
            };
            File::pdf($name).answer(made.await, &wish, &visitor, &headers)
        }
    )*};
}

documents! {
    /// `GET /vacancies/{id}/panel.pdf`
    panel as "maatstaf-panel.pdf" = |store, actor, id, _wish| store.panel_report(actor, id) => |it, setting| report::panel(&it, setting);
    /// `GET /vacancies/{id}/form.pdf`
    form as "maatstaf-form.pdf" = |store, actor, id, _wish| store.form(actor, id) => |it, setting| report::form(&it, setting);
    /// `GET /vacancies/{id}/sheet.pdf`
    sheet as "maatstaf-sheet.pdf" = |store, actor, id, _wish| store.vacancy_sheet(actor, id) => |(it, at), setting| report::sheet(&it, at, setting);
    /// `GET /applications/{id}/report.pdf`
    candidate as "maatstaf-candidate.pdf" = |store, actor, id, _wish| store.candidate_report(actor, id) => |it, setting| report::candidate(&it, setting);
    /// `GET /applications/{id}/feedback.pdf`
    feedback as "maatstaf-feedback.pdf" = |store, actor, id, wish| store.feedback(actor, id, wish.names) => |it, setting| report::feedback(&it, setting);
    /// `GET /applications/{id}/form.pdf`
    form_for as "maatstaf-form.pdf" = |store, actor, id, _wish| store.form_for(actor, id) => |it, setting| report::form(&it, setting);
}

/// `GET /applications/{id}/access.pdf`: colleagues by number, unless asked for by name.
pub(crate) async fn access(
    State(shared): State<Shared>,
    Extension(visitor): Extension<Visitor>,
    Path(id): Path<String>,
    Query(wish): Query<Wish>,
    headers: HeaderMap,
) -> Response {
    let setting = wish.setting(&visitor);
    let made = async {
        let file = shared.store.subject_access(&visitor.actor, id.parse().map_err(|_| Code::NotFound)?).await?;
        let file = if wish.names { file } else { file.without_names() };
        print(move || report::access(&file, setting)).await
    };
    File::pdf("maatstaf-access.pdf").answer(made.await, &wish, &visitor, &headers)
}

/// `GET /vacancies/{id}/pack.pdf`: what was made in the background.
pub(crate) async fn pack(
    State(shared): State<Shared>,
    Extension(visitor): Extension<Visitor>,
    Path(id): Path<String>,
    Query(wish): Query<Wish>,
    headers: HeaderMap,
) -> Response {
    let made = async { Ok(shared.store.pack_content(&visitor.actor, id.parse().map_err(|_| Code::NotFound)?).await?) };
    File::pdf("maatstaf-pack.pdf").answer(made.await, &wish, &visitor, &headers)
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
