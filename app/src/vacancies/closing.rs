//! Closing a vacancy, and taking that back.

use leptos::prelude::*;
use text::{common, decisions as words};

use crate::{
    boot::lang,
    ui::{Field, Form, Hidden, Submit, is_refused},
};

const CLOSE: &str = "/api/ui/vacancies/close";

/// `settled`: everybody knows where they stand, so that closing needs no reason.
#[component]
pub(crate) fn Closing(vacancy: String, settled: bool) -> impl IntoView {
    let l = lang();
    // Somebody may take a decision back in the meantime, and then it asks why all the same.
    let label = if settled { format!("{} {}", words::close_why(l), common::optional(l)) } else { words::close_why(l).to_owned() };
    view! {
        <details class="reveal" open=is_refused(CLOSE, "")>
            <summary>{words::close(l)}</summary>
            <p class="soft measure">{words::close_intro(l)} " " {(!settled).then(|| words::close_open(l))}</p>
            <Form action=CLOSE class="card">
                <Hidden name="vacancy" value=vacancy />
                <Field name="reason" id="close-reason" label=label />
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
