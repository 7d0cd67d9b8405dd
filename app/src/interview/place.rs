//! Where in the interview the page is: a question or the submit panel. The address says so too.

use leptos::{ev::MouseEvent, prelude::*};

/// Which question is shown, from 0; whether the submit panel is.
#[derive(Clone, Copy)]
pub(super) struct Place {
    pub(super) index: RwSignal<usize>,
    pub(super) submitting: RwSignal<bool>,
    pub(super) count: usize,
}

impl Place {
    pub(super) fn new(index: usize, submitting: bool, count: usize) -> Self {
        let place = Self { index: RwSignal::new(index.min(count.saturating_sub(1))), submitting: RwSignal::new(submitting), count };
        #[cfg(feature = "hydrate")]
        place.follow_history();
        place
    }

    /// The address of a question, from 0.
    pub(super) fn href(self, index: usize) -> String {
        format!("?item={}", index.min(self.count.saturating_sub(1)) + 1)
    }

    /// Shows a question without loading the page anew.
    pub(super) fn go(self, index: usize) {
        let index = index.min(self.count.saturating_sub(1));
        self.submitting.set(false);
        self.index.set(index);
        push(&self.href(index));
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
        }
    }

    /// Back and forward of the browser.
    #[cfg(feature = "hydrate")]
    fn follow_history(self) {
        let handle = window_event_listener(leptos::ev::popstate, move |_| {
            let search = window().location().search().unwrap_or_default();
            self.submitting.set(search.contains("submit="));
            if let Some(item) = search.strip_prefix("?item=").and_then(|n| n.parse::<usize>().ok()) {
                self.index.set(item.clamp(1, self.count.max(1)) - 1);
            }
        });
        on_cleanup(move || handle.remove());
    }
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
fn plain_click(event: &MouseEvent) -> bool {
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
