//! Where in the interview the page is: a question with the part that is written in, or the submit panel. The address says
//! so too.

use domain::scorecard::Step;
use leptos::{ev::MouseEvent, prelude::*};

/// Which question is shown, from 0; which step of STARR is written in; whether the submit panel is shown.
#[derive(Clone, Copy)]
pub(super) struct Place {
    pub(super) index: RwSignal<usize>,
    pub(super) step: RwSignal<Option<Step>>,
    pub(super) submitting: RwSignal<bool>,
    pub(super) count: usize,
}

impl Place {
    pub(super) fn new(index: usize, step: Option<Step>, submitting: bool, count: usize) -> Self {
        let place = Self {
            index: RwSignal::new(index.min(count.saturating_sub(1))),
            step: RwSignal::new(step),
            submitting: RwSignal::new(submitting),
            count,
        };
        #[cfg(feature = "hydrate")]
        place.follow_history();
        place
    }

    /// The address of a question, from 0.
    pub(super) fn href(self, index: usize) -> String {
        format!("?item={}", index.min(self.count.saturating_sub(1)) + 1)
    }

    /// The address of a step of the question that is shown.
    pub(super) fn step_href(self, step: Option<Step>) -> String {
        let question = self.href(self.index.get());
        step.map_or_else(|| question.clone(), |step| format!("{question}&step={}", key(step)))
    }

    /// Shows a question without loading the page anew.
    pub(super) fn go(self, index: usize) {
        let index = index.min(self.count.saturating_sub(1));
        self.submitting.set(false);
        self.step.set(None);
        self.index.set(index);
        push(&self.href(index));
        arrive();
    }

    /// Writes on in another part of the question.
    pub(super) fn write_in(self, step: Option<Step>) {
        self.step.set(step);
        push(&untrack(|| self.step_href(step)));
    }

    /// The same, for a click on a link to it.
    pub(super) fn click(self, event: &MouseEvent, index: usize) {
        if plain_click(event) {
            self.go(index);
        }
    }

    pub(super) fn ask_to_submit(self, event: &MouseEvent) {
        if plain_click(event) {
            self.submitting.set(true);
            push("?submit=1");
            arrive();
        }
    }

    /// Back and forward of the browser.
    #[cfg(feature = "hydrate")]
    fn follow_history(self) {
        let handle = window_event_listener(leptos::ev::popstate, move |_| {
            let search = window().location().search().unwrap_or_default();
            let value = |name: &str| {
                let pairs = search.trim_start_matches('?').split('&');
                pairs.filter_map(|pair| pair.split_once('=')).find(|(key, _)| *key == name).map(|(_, value)| value.to_owned())
            };
            self.submitting.set(value("submit").is_some());
            self.step.set(value("step").as_deref().and_then(step));
            if let Some(item) = value("item").and_then(|n| n.parse::<usize>().ok()) {
                self.index.set(item.clamp(1, self.count.max(1)) - 1);
            }
            arrive();
        });
        on_cleanup(move || handle.remove());
    }
}

/// A step as an address has it.
pub(super) const fn key(step: Step) -> &'static str {
    match step {
        Step::Situation => "situation",
        Step::Task => "task",
        Step::Action => "action",
        Step::Result => "result",
        Step::Reflection => "reflection",
    }
}

pub(super) fn step(word: &str) -> Option<Step> {
    Step::ALL.into_iter().find(|step| key(*step) == word)
}

/// A way to a question; an ordinary link without script.
#[component]
pub(super) fn Go(
    place: Place,
    #[prop(into)] to: Signal<usize>,
    #[prop(into)] label: String,
    #[prop(optional)] class: &'static str,
) -> impl IntoView {
    view! { <a class=class href=move || place.href(to.get()) on:click=move |event| place.click(&event, to.get_untracked())>{label}</a> }
}

/// A click that opens no tab of its own is ours, and the browser leaves it.
pub(super) fn plain_click(event: &MouseEvent) -> bool {
    let ours = event.button() == 0 && !event.ctrl_key() && !event.meta_key() && !event.shift_key();
    if ours {
        event.prevent_default();
    }
    ours
}

#[cfg(feature = "hydrate")]
fn push(address: &str) {
    if let Ok(history) = window().history() {
        let _ = history.push_state_with_url(&wasm_bindgen::JsValue::NULL, "", Some(address));
    }
}

#[cfg(not(feature = "hydrate"))]
fn push(_: &str) {}

/// What is asked now begins at its top, also for who reads along with the focus. A top that is in view stays where it is.
#[cfg(feature = "hydrate")]
fn arrive() {
    use leptos::web_sys::{FocusOptions, HtmlElement};
    use wasm_bindgen::JsCast;

    leptos::task::spawn_local(async {
        // The question is drawn by then.
        leptos::task::tick().await;
        let Some(heading) = document().query_selector("#asking, #submit-title").ok().flatten() else { return };
        let top = heading.closest("section").ok().flatten().unwrap_or_else(|| heading.clone());
        let begins = top.get_bounding_client_rect().top();
        let half = window().inner_height().ok().and_then(|height| height.as_f64()).unwrap_or_default() / 2.0;
        if !(0.0..half).contains(&begins) {
            top.scroll_into_view();
        }
        if let Ok(heading) = heading.dyn_into::<HtmlElement>() {
            let options = FocusOptions::new();
            options.set_prevent_scroll(true);
            let _ = heading.focus_with_options(&options);
        }
    });
}

#[cfg(not(feature = "hydrate"))]
fn arrive() {}
