//! Labelled fields that show their own faults and keep what was typed.

use domain::{Code, Lang};
use leptos::prelude::*;
use text::common;

use super::FormState;
use crate::boot::lang;

/// The ids of a field's hint and faults, for `aria-describedby`.
pub fn describedby(id: &str, hint: bool) -> String {
    if hint { format!("{id}-hint {id}-fault") } else { format!("{id}-fault") }
}

#[derive(Clone)]
struct Parts {
    state: FormState,
    id: String,
    name: String,
    /// Where its faults are; the name, unless several fields have that name.
    place: String,
    /// Which of the fields with this name it is, from 0.
    nth: usize,
    /// What is stored, when somebody else stored it while this was typed.
    theirs: Option<String>,
}

impl Parts {
    fn new(name: &str, id: &str) -> Self {
        Self::nth(name, id, "", 0)
    }

    fn nth(name: &str, id: &str, place: &str, nth: usize) -> Self {
        let or = |text: &str, other: &str| if text.is_empty() { other.to_owned() } else { text.to_owned() };
        let state = use_context().unwrap_or_default();
        Self { state, id: or(id, name), name: name.to_owned(), place: or(place, name), nth, theirs: None }
    }

    fn value(&mut self, given: String) -> String {
        let Some(typed) = self.state.typed_nth(&self.name, self.nth) else { return given };
        let stale = self.state.failure.as_ref().is_some_and(|failure| failure.code == Code::Stale);
        self.theirs = (stale && typed != given).then_some(given);
        typed
    }

    fn invalid(&self) -> Option<&'static str> {
        self.state.faults(&self.place).next().map(|_| "true")
    }

    /// Label and hint before the control, faults after it.
    fn frame(self, label: impl Into<String>, hint: &'static str, control: AnyView) -> AnyView {
        let (id, words) = (self.id.clone(), self.state.fault_words(&self.place));
        let theirs = self.theirs.map(|text| view! { <p class="hint theirs">{common::theirs(lang())} " " <q>{text}</q></p> });
        let hint_id = format!("{id}-hint");
        let fault_id = format!("{id}-fault");
        view! {
            <div class="field">
                <label for=id>{label.into()}</label>
                {(!hint.is_empty()).then(|| view! { <p class="hint" id=hint_id>{hint}</p> })}
                {control}
                <p class="fault" id=fault_id data-fault=self.place>{words}</p>
                {theirs}
            </div>
        }
        .into_any()
    }
}

/// A line of text.
#[component]
pub fn Field(
    #[prop(into)] name: String,
    #[prop(into)] label: String,
    #[prop(optional, into)] id: String,
    #[prop(optional, into)] value: String,
    #[prop(default = "text")] kind: &'static str,
    #[prop(optional)] hint: &'static str,
    #[prop(optional)] autocomplete: &'static str,
    #[prop(optional)] required: bool,
    #[prop(optional)] autofocus: bool,
    #[prop(optional)] inputmode: Option<&'static str>,
) -> impl IntoView {
    let mut parts = Parts::new(&name, &id);
    let value = if kind == "password" { String::new() } else { parts.value(value) };
    let control = view! {
        <input
            type=kind
            id=parts.id.clone()
            name=name
            value=value
            autocomplete=(!autocomplete.is_empty()).then_some(autocomplete)
            aria-required=required.then_some("true")
            autofocus=autofocus
            inputmode=inputmode
            aria-describedby=describedby(&parts.id, !hint.is_empty())
            aria-invalid=parts.invalid()
        />
    };
    parts.frame(label, hint, control.into_any())
}

/// HTML drops the first line break in a textarea: one that begins with one gets another.
fn kept_whole(text: String) -> String {
    if text.starts_with('\n') { format!("\n{text}") } else { text }
}

/// Lines of text that are followed while somebody types, for an island. Its label, hint and fault stand around it.
#[component]
pub fn LiveTextArea(
    name: &'static str,
    /// What the server has.
    text: String,
    /// What it is now.
    live: Signal<String>,
    locked: bool,
    invalid: Option<&'static str>,
    typed: impl Fn(String) + 'static,
    left: impl Fn() + 'static,
) -> impl IntoView {
    view! {
        <textarea
            id=name
            name=name
            rows="7"
            readonly=locked
            aria-describedby=describedby(name, true)
            aria-invalid=invalid
            prop:value=live
            on:input=move |event| typed(event_target_value(&event))
            on:blur=move |_| left()
        >
            {kept_whole(text)}
        </textarea>
    }
    .into_any()
}

/// Lines of text.
#[component]
pub fn TextArea(
    #[prop(into)] name: String,
    #[prop(into)] label: String,
    #[prop(optional, into)] id: String,
    #[prop(optional, into)] value: String,
    #[prop(optional)] hint: &'static str,
    #[prop(default = 3)] rows: u32,
    /// Where its faults are, when several fields have this name.
    #[prop(optional, into)]
    place: String,
    /// Which of the fields with this name it is, from 0.
    #[prop(optional)]
    nth: usize,
    /// The language it is written in; its wording is checked while somebody types.
    #[prop(optional)]
    checked_in: Option<Lang>,
) -> impl IntoView {
    let mut parts = Parts::nth(&name, &id, &place, nth);
    let value = parts.value(value);
    let control = view! {
        <textarea
            id=parts.id.clone()
            name=name
            rows=rows
            lang=checked_in.map(Lang::tag)
            data-lint=checked_in.map(Lang::tag)
            aria-describedby=describedby(&parts.id, !hint.is_empty())
            aria-invalid=parts.invalid()
        >
            {kept_whole(value)}
        </textarea>
        {checked_in.map(|_| view! { <div class="lint script-only" role="status"></div> })}
    };
    parts.frame(label, hint, control.into_any())
}

/// One of a list: value, words, and which is chosen.
#[component]
pub fn Select(
    #[prop(into)] name: String,
    #[prop(into)] label: String,
    /// The line for no choice; left out when a choice is always made.
    #[prop(optional)]
    blank: &'static str,
    options: Vec<(String, String)>,
    #[prop(optional, into)] id: String,
    #[prop(optional, into)] chosen: String,
    #[prop(optional)] hint: &'static str,
    /// Where its faults are; the name, unless several fields have that name.
    #[prop(optional, into)]
    place: String,
    /// Which of the fields with this name it is, from 0.
    #[prop(optional)]
    nth: usize,
) -> impl IntoView {
    let mut parts = Parts::nth(&name, &id, &place, nth);
    let chosen = parts.value(chosen);
    let options = options
        .into_iter()
        .map(|(value, words)| {
            let selected = value == chosen;
            view! { <option value=value selected=selected>{words}</option> }
        })
        .collect_view();
    let control = view! {
        <select
            id=parts.id.clone()
            name=name
            aria-describedby=describedby(&parts.id, !hint.is_empty())
            aria-invalid=parts.invalid()
        >
            {(!blank.is_empty()).then(|| view! { <option value="">{blank}</option> })}
            {options}
        </select>
    };
    parts.frame(label, hint, control.into_any())
}

/// A radio button or box with its words, and a line of explanation.
#[component]
pub fn Choice(
    #[prop(default = "checkbox")] kind: &'static str,
    name: &'static str,
    #[prop(into)] value: String,
    #[prop(into)] label: String,
    #[prop(optional, into)] help: String,
    #[prop(optional)] checked: bool,
) -> impl IntoView {
    let typed = use_context::<FormState>().and_then(|s| s.ticked(name, &value));
    let checked = typed.unwrap_or(checked);
    view! {
        <label class="choice">
            <input type=kind name=name value=value checked=checked />
            <span>
                <span class="choice-label">{label}</span>
                {(!help.is_empty()).then(|| view! { <span class="hint">{help}</span> })}
            </span>
        </label>
    }
    .into_any()
}

/// A field nobody sees.
#[component]
pub fn Hidden(name: &'static str, #[prop(into)] value: String) -> impl IntoView {
    view! { <input type="hidden" name=name value=value /> }
}
