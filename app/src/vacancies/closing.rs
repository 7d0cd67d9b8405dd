//! Closing a vacancy, and taking that back.

use leptos::prelude::*;
use text::decisions as words;

use crate::{
    boot::lang,
    ui::{Field, Form, Hidden, Submit, is_refused},
};

/// `settled`: everybody knows where they stand, so that closing needs no reason.
#[component]
pub(crate) fn Closing(vacancy: String, settled: bool) -> impl IntoView {
    let l = lang();
    view! {
        <details class="reveal" open=is_refused("/api/ui/vacancies/close", "")>
            <summary>{words::close(l)}</summary>
            <p class="soft measure">{words::close_intro(l)} " " {(!settled).then(|| words::close_open(l))}</p>
            <Form action="/api/ui/vacancies/close" class="card">
                <Hidden name="vacancy" value=vacancy />
                {(!settled).then(|| view! { <Field name="reason" id="close-reason" label=words::close_why(l) /> })}
                <Submit label=words::close(l) class="button danger" />
            </Form>
        </details>
    }
    .into_any()
}

#[component]
pub(super) fn Closed(vacancy: String, when: String, reason: String, may_reopen: bool) -> impl IntoView {
    let l = lang();
    view! {
        <div class="note">
            <p>{words::closed_on(l, &when, &reason)}</p>
            {may_reopen
                .then(|| {
                    view! {
                        <Form action="/api/ui/vacancies/reopen" class="inline">
                            <Hidden name="vacancy" value=vacancy />
                            <Submit label=words::reopen(l) class="quiet" />
                        </Form>
                    }
                })}
        </div>
    }
    .into_any()
}
