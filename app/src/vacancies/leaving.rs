//! Cancelling an interview, or taking a candidate off the list. When it is the last that the round waited for, it asks what
//! becomes of the scores: nothing is revealed by itself.

use leptos::prelude::*;
use text::vacancies as words;

use crate::{
    boot::lang,
    ui::{Choice, Field, Form, Hidden, Submit, is_refused},
};

pub(super) const CANCEL: &str = "/api/ui/vacancies/cancel-interview";
pub(super) const REMOVE: &str = "/api/ui/vacancies/remove-candidate";

/// The fields that say what it is about.
type About = Vec<(&'static str, String)>;

/// It asks and says what will happen, when it is the last; otherwise it is a button.
#[component]
pub(super) fn Leaving(
    action: &'static str,
    id: String,
    label: &'static str,
    /// The same with whom it is about.
    full: String,
    about: About,
    last: bool,
    /// Whether somebody wrote already in the interview, so that it takes a reason.
    #[prop(optional)]
    begun: bool,
    /// What is asked before it is done; empty when it can be undone.
    #[prop(optional, into)]
    confirm: String,
) -> impl IntoView {
    let hidden = about.into_iter().map(|(name, value)| view! { <Hidden name=name value=value /> }).collect_view();
    if last || begun {
        // Components and not views: a field finds what was typed and refused by the form that it is made in.
        return view! {
            <Asking action=action id=id.clone() label=label full=full>
                {hidden} {begun.then(|| view! { <Why id=id.clone() /> })} {last.then(|| view! { <Then id=id.clone() /> })}
            </Asking>
        }
        .into_any();
    }
    view! {
        <Form action=action id=id class="inline" confirm=confirm>
            {hidden}
            <Submit label=label class="quiet small" aria_label=full />
        </Form>
    }
    .into_any()
}

#[component]
fn Asking(action: &'static str, id: String, label: &'static str, full: String, children: Children) -> impl IntoView {
    let open = is_refused(action, &id);
    view! {
        <details class="reveal" open=open>
            <summary aria-label=full.clone()>{label}</summary>
            <Form action=action id=id.clone() class="card">
                {children()}
                <Submit label=label class="button danger" aria_label=full />
            </Form>
        </details>
    }
    .into_any()
}

/// Why an interview is cancelled in which somebody wrote: it stays with the candidate.
#[component]
fn Why(id: String) -> impl IntoView {
    let l = lang();
    view! { <Field name="why" id=format!("{id}-why") label=words::cancel_reason(l) hint=words::cancel_reason_hint(l) /> }.into_any()
}

/// What becomes of the scores.
#[component]
fn Then(id: String) -> impl IntoView {
    let l = lang();
    view! {
        <fieldset class="choices">
            <legend>{words::last_one(l)}</legend>
            <Choice kind="radio" name="then" value="keep" label=words::keep_hidden(l) help=words::keep_hidden_help(l) checked=true />
            <Choice kind="radio" name="then" value="reveal" label=words::reveal(l) help=words::reveal_now_help(l) />
        </fieldset>
        <Field name="reason" id=format!("{id}-reason") label=words::reveal_why(l) hint=words::reveal_why_hint(l) />
    }
    .into_any()
}
