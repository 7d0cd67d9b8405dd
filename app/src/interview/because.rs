//! The line in which somebody says why, with its fault under it.

use domain::{Code, ledger::REASON_MAX};
use leptos::prelude::*;
use text::errors;

use super::left::Left;
use crate::{boot::lang, ui::FormState};

/// What is typed in a form's field `reason`.
#[derive(Clone, Copy)]
pub(super) struct Reason {
    text: RwSignal<String>,
    fault: RwSignal<Option<String>>,
}

impl Reason {
    pub(super) fn of(action: &'static str, form: &str) -> Self {
        let state = FormState::of(action, form);
        Self { text: RwSignal::new(state.typed("reason").unwrap_or_default()), fault: RwSignal::new(state.fault_words("reason")) }
    }

    /// What went wrong in it must not stay folded away.
    pub(super) fn is_refused(self) -> bool {
        self.fault.with_untracked(Option::is_some)
    }

    /// The reason, or the fault beside it.
    pub(super) fn given(self) -> Option<String> {
        let why = domain::visible::trimmed(&self.text.get_untracked()).to_owned();
        let fault = match why.chars().count() {
            0 => Some(errors::say(lang(), Code::ReasonRequired, "")),
            1..=REASON_MAX => None,
            _ => Some(errors::say(lang(), Code::TooLong, &REASON_MAX.to_string())),
        };
        let fine = fault.is_none();
        self.fault.set(fault);
        fine.then_some(why)
    }
}

/// `of` begins the ids, which differ on a page with several.
#[component]
pub(super) fn ReasonField(reason: Reason, of: &'static str, label: &'static str) -> impl IntoView {
    let (id, fault) = (format!("{of}-reason"), format!("{of}-fault"));
    view! {
        <label for=id.clone()>{label}</label>
        <input
            id=id
            name="reason"
            value=reason.text.get_untracked()
            aria-describedby=fault.clone()
            on:input=move |event| reason.text.set(event_target_value(&event))
        />
        <Left text=reason.text.into() max=REASON_MAX />
        <p class="fault" id=fault role="status">{reason.fault}</p>
    }
    .into_any()
}
