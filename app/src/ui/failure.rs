//! Failures on the page.

use domain::{Code, Failure, Fault};
use leptos::prelude::*;
use text::{common, errors};

use super::Page;
use crate::boot::lang;

/// A page that could not be shown, with the status that belongs to it.
#[component]
pub fn ErrorPage(failure: Failure) -> impl IntoView {
    #[cfg(feature = "ssr")]
    if let Some(response) = use_context::<leptos_axum::ResponseOptions>() {
        use leptos::server_fn::error::FromServerFnError;
        response.set_status(crate::calls::CallError(failure.clone()).status_code());
    }
    let l = lang();
    let title = match failure.code {
        Code::NotFound => common::not_found_title(l),
        Code::NotAllowed | Code::NotYetRevealed | Code::SubmitFirst | Code::NotSignedIn => common::not_allowed_title(l),
        _ => common::went_wrong_title(l),
    };
    let body = if failure.code == Code::NotFound { common::not_found_body(l).to_owned() } else { errors::failure(l, &failure) };
    view! {
        <Page title=title>
            <div class="empty">
                <p>{body}</p>
                <p><a class="button" href="/">{common::to_home(l)}</a></p>
            </div>
        </Page>
    }
}

/// What must change or could be better, each with its place.
#[component]
pub fn Faults(faults: Vec<Fault>) -> impl IntoView {
    let l = lang();
    view! { <ul class="faults">{faults.into_iter().map(|fault| view! { <li>{errors::fault(l, &fault)}</li> }).collect_view()}</ul> }
}
