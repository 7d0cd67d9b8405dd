//! `POST /vacancies/{id}/import/file`: a list of candidates as a file, kept for the preview.

use app::{
    boot::Whose,
    vacancies::{decode, keep_table},
};
use axum::{
    extract::{Extension, Multipart, Path, State, multipart::MultipartRejection},
    response::{IntoResponse, Redirect, Response},
};
use domain::{Code, Failure};
use tower_sessions::Session;

use crate::{
    Shared,
    pages::backend,
    respond::{Refused, keeps_the_page, plain},
    visitor::{FLASH, Visitor},
};

pub(crate) async fn candidates(
    State(shared): State<Shared>,
    session: Session,
    Extension(visitor): Extension<Visitor>,
    Path(vacancy): Path<String>,
    form: Result<Multipart, MultipartRejection>,
) -> Response {
    let Ok(form) = form else { return plain(visitor.boot.lang, Code::WrongType) };
    let kept = async {
        let bytes = file(form, &visitor).await?;
        let backend = backend(&shared, &visitor, session.clone());
        keep_table(&backend, &vacancy, &decode::text(&bytes)).await.map_err(|e| e.0)
    };
    match kept.await {
        Err(failure) if failure.code == Code::OtherPerson => keeps_the_page(visitor.boot.lang, &failure, text::errors::go_back),
        // Who has no business here is not sent to a page that says the same.
        Err(failure) if matches!(failure.code.status(), 401 | 403 | 404) => Refused(failure).into_response(),
        Err(failure) => {
            // Shown at the form for pasting, on the same page.
            let flash = app::boot::Flash { action: "/api/ui/vacancies/preview".into(), form: String::new(), failure, fields: vec![] };
            if let Err(error) = session.insert(FLASH, flash).await {
                tracing::error!(%error, "a failed upload could not be kept");
            }
            Redirect::to(&format!("/vacancies/{vacancy}/import")).into_response()
        }
        Ok(list) => Redirect::to(&format!("/vacancies/{vacancy}/import?list={list}")).into_response(),
    }
}

/// For whom the page was made comes before the file.
async fn file(mut form: Multipart, visitor: &Visitor) -> Result<Vec<u8>, Failure> {
    let unreadable = |error: axum::extract::multipart::MultipartError| {
        Failure::from(if error.status() == http::StatusCode::PAYLOAD_TOO_LARGE { Code::TooLarge } else { Code::Unreadable })
    };
    while let Some(field) = form.next_field().await.map_err(unreadable)? {
        let name = field.name().unwrap_or_default().to_owned();
        if let Some(whose) = Whose::of_field(&name, "") {
            let name = field.text().await.map_err(unreadable)?;
            visitor.refuses(&Whose { name, ..whose }).map_or(Ok(()), Err)?;
        } else if name == "file" {
            return Ok(field.bytes().await.map_err(unreadable)?.to_vec());
        }
    }
    Err(Failure::field("table", Code::NoRows))
}
