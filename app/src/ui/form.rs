//! Forms that work without script and are better with it.
//!
//! Without: an ordinary post; the server answers with a redirect, and a failure comes back as a flash that refills the
//! form. With: `ui::enhance` sends the same post in the background, and a failure shows at its field while everything that
//! was typed stays.

use domain::{Failure, Fault};
use leptos::prelude::*;
use text::{common, errors};

use crate::boot::{self, Whose, boot, lang, me};

/// What a form's parts need: what went wrong in a post without script, and what was typed in it.
#[derive(Debug, Clone, Default)]
pub struct FormState {
    pub failure: Option<Failure>,
    typed: Vec<(String, String)>,
}

impl FormState {
    /// Of the form with this action and id, when it has just failed.
    pub fn of(action: &str, id: &str) -> Self {
        let flash = boot().flash.filter(|f| f.action == action && f.form == id);
        if flash.is_some() {
            boot::shows_flash();
        }
        flash.map(|f| Self { failure: Some(f.failure), typed: f.fields }).unwrap_or_default()
    }

    /// The faults of one field.
    pub fn faults(&self, place: &str) -> impl Iterator<Item = &Fault> {
        self.failure.iter().flat_map(|f| &f.faults).filter(move |fault| fault.place == place)
    }

    /// The faults of one field, in words; `None` when there are none, so that the line for them stays empty.
    pub fn fault_words(&self, place: &str) -> Option<String> {
        let words: Vec<String> = self.faults(place).map(|fault| errors::fault(lang(), fault)).collect();
        (!words.is_empty()).then(|| words.join(" "))
    }

    /// What was typed in a field, where it came back.
    pub fn typed(&self, name: &str) -> Option<String> {
        self.typed_nth(name, 0)
    }

    /// The same of the fields that share a name, counted from 0.
    pub fn typed_nth(&self, name: &str, nth: usize) -> Option<String> {
        self.typed.iter().filter(|(n, _)| n == name).nth(nth).map(|(_, v)| v.clone())
    }

    /// Whether a box with this name and value was ticked, when the form came back.
    pub fn ticked(&self, name: &str, value: &str) -> Option<bool> {
        (!self.typed.is_empty()).then(|| self.typed.iter().any(|(n, v)| n == name && v == value))
    }
}

/// Whether the form with this action and id has just failed: what went wrong in it must not be folded away.
pub fn is_refused(action: &str, id: &str) -> bool {
    FormState::of(action, id).failure.is_some()
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
    /// Ask before sending.
    #[prop(optional, into)]
    confirm: String,
    /// Ask before sending, when something that was typed elsewhere on the page would be lost.
    #[prop(optional, into)]
    leaves: String,
    /// Send it while somebody types; without script it has a button.
    #[prop(optional)]
    autosave: bool,
    children: Children,
) -> impl IntoView {
    let state = FormState::of(action, &id);
    provide_context(state.clone());
    let summary = state.failure.as_ref().map(|f| errors::failure(lang(), f));
    let fine = summary.is_none();
    let said = |words: String| (!words.is_empty()).then_some(words);
    let (confirm, leaves) = (said(confirm), said(leaves));
    view! {
        <form method="post" action=action class=class data-enhance="" data-confirm=confirm data-leaves=leaves data-autosave=autosave.then_some("")>
            {(!id.is_empty()).then(|| view! { <input type="hidden" name="_form" value=id /> })}
            <For />
            <div class="form-failure" role="alert" tabindex="-1" hidden=fine>
                {summary}
            </div>
            {children()}
        </form>
    }
    .into_any()
}

/// For whom the page was made: another who is signed in by then sends nothing of what is typed here. A page made for nobody says
/// nothing.
#[component]
pub fn For() -> impl IntoView {
    me().map(|me| view! { <input type="hidden" name=Whose::field(me.user) value=me.name /> })
}

/// The button that sends the form.
#[component]
pub fn Submit(
    label: &'static str,
    #[prop(optional, into)] class: String,
    #[prop(optional, into)] aria_label: Option<String>,
    #[prop(optional)] name: Option<&'static str>,
    #[prop(optional, into)] value: Option<String>,
) -> impl IntoView {
    let class = if class.is_empty() { "button".to_owned() } else { class };
    view! { <button type="submit" class=class aria-label=aria_label name=name value=value>{label}</button> }.into_any()
}

/// The faults of something that is not one field, such as a group of boxes.
#[component]
pub fn GroupFault(#[prop(into)] name: String) -> impl IntoView {
    let words = use_context::<FormState>().and_then(|s| s.fault_words(&name));
    view! { <p class="fault" data-fault=name>{words}</p> }
}

/// Every fault of the form that belongs to a place in a document and not to a field, each with its place.
#[component]
pub fn AllFaults() -> impl IntoView {
    let l = lang();
    let state = use_context::<FormState>().unwrap_or_default();
    let faults = state.failure.map(|failure| failure.faults).unwrap_or_default();
    let lines = faults.iter().filter(|fault| fault.place.starts_with('/')).map(|fault| errors::fault_at(l, fault)).collect::<Vec<_>>();
    view! { <ul class="faults" data-faults="">{lines.into_iter().map(|line| view! { <li>{line}</li> }).collect_view()}</ul> }.into_any()
}

/// A link that was just made, to copy; without script the field can be selected by hand.
#[component]
pub fn CopyLink(id: &'static str, label: &'static str, link: String) -> impl IntoView {
    let l = lang();
    view! {
        <label for=id>{label}</label>
        <input id=id class="wide" readonly value=link />
        <button type="button" class="button script-only" data-copy=id data-copied=common::copied(l) data-selected=common::selected(l)>{common::copy(l)}</button>
    }
    .into_any()
}

/// Looks for something in a list: an address of its own, so that it can be kept and gone back to.
#[component]
pub fn Search(label: &'static str, value: String) -> impl IntoView {
    view! {
        <form method="get" class="one-line" role="search">
            <div class="field">
                <label for="q">{label}</label>
                <input id="q" name="q" type="search" value=value />
            </div>
            <button class="button" type="submit">{common::search(lang())}</button>
        </form>
    }
    .into_any()
}
