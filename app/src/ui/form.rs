//! Forms that work without script and are better with it.
//!
//! Without: an ordinary post; the server answers with a redirect, and a failure comes back as a flash that refills the
//! form. With: the same post in the background; a failure shows at its field and nothing that was typed goes away.

mod submit;

use domain::{Failure, Fault};
use leptos::prelude::*;
use text::errors;

#[cfg(feature = "hydrate")]
pub(crate) use submit::send;

use crate::boot::{boot, lang};

/// What a form's parts share.
#[derive(Clone)]
pub struct FormState {
    pub failure: RwSignal<Option<Failure>>,
    pub busy: RwSignal<bool>,
    /// What was typed in a post without script that failed.
    pub typed: StoredValue<Vec<(String, String)>>,
}

impl FormState {
    /// The faults of one field.
    pub fn faults(&self, place: &str) -> Vec<Fault> {
        self.failure.with(|f| f.as_ref().map(|f| f.faults.iter().filter(|fault| fault.place == place).cloned().collect()).unwrap_or_default())
    }

    /// What was typed in a field, where it came back.
    pub fn typed(&self, name: &str) -> Option<String> {
        self.typed.with_value(|typed| typed.iter().find(|(n, _)| n == name).map(|(_, v)| v.clone()))
    }

    /// Whether a box with this name and value was ticked, when the form came back.
    pub fn ticked(&self, name: &str, value: &str) -> Option<bool> {
        self.typed.with_value(|typed| (!typed.is_empty()).then(|| typed.iter().any(|(n, v)| n == name && v == value)))
    }
}

/// A form that posts to a server function.
#[component]
pub fn Form(
    /// The server function's path.
    action: &'static str,
    /// Tells forms to the same place apart on one page.
    #[prop(optional, into)]
    id: String,
    #[prop(optional, into)] class: String,
    /// Load the next page whole: after signing in or changing the language.
    #[prop(optional)]
    whole_page: bool,
    /// Ask before sending.
    #[prop(optional, into)]
    confirm: String,
    children: Children,
) -> impl IntoView {
    let flash = boot().flash.filter(|f| f.action == action && f.form == id);
    let (failure, typed) = flash.map(|f| (Some(f.failure), f.fields)).unwrap_or_default();
    let state = FormState { failure: RwSignal::new(failure), busy: RwSignal::new(false), typed: StoredValue::new(typed) };
    provide_context(state.clone());
    let l = lang();
    let submit = submit::handler(state.clone(), action, whole_page, confirm);
    let form_id = id.clone();
    let (failed, summary) = (state.failure, state.failure);
    view! {
        <form method="post" action=action class=class on:submit=submit aria-busy=move || state.busy.get().to_string()>
            {(!id.is_empty()).then(|| view! { <input type="hidden" name="_form" value=form_id /> })}
            <div class="form-failure" role="alert" tabindex="-1" hidden=move || failed.with(Option::is_none)>
                {move || summary.with(|f| f.as_ref().map(|f| errors::failure(l, f)))}
            </div>
            {children()}
        </form>
    }
    .into_any()
}

/// The button that sends the form; shows that it is under way.
#[component]
pub fn Submit(
    label: &'static str,
    #[prop(optional, into)] class: String,
    #[prop(optional, into)] aria_label: Option<String>,
    #[prop(optional)] name: Option<&'static str>,
    #[prop(optional, into)] value: Option<String>,
) -> impl IntoView {
    let busy = use_context::<FormState>().map(|s| s.busy);
    let class = if class.is_empty() { "button".to_owned() } else { class };
    view! {
        <button
            type="submit"
            class=class
            aria-label=aria_label
            name=name
            value=value
            aria-disabled=move || busy.is_some_and(|b| b.get()).then_some("true")
        >
            {label}
        </button>
    }
    .into_any()
}


