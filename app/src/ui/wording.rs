//! Checks wording while somebody types it: a field with `data-lint` says under it what could be asked differently.

use std::cell::Cell;

use leptos::{prelude::*, task::spawn_local, web_sys};
use wasm_bindgen::{JsCast, closure::Closure};
use web_sys::{Element, HtmlTextAreaElement, UrlSearchParams};

use super::{
    enhance::{listen as on, target},
    request::{read, send},
};

/// After the last key, before it is checked.
const PAUSE_MS: i32 = 350;

thread_local! {
    static TIMER: Cell<Option<i32>> = const { Cell::new(None) };
    /// Only the newest answer counts.
    static ASKED: Cell<u32> = const { Cell::new(0) };
}

pub(super) fn listen() {
    on("input", |event| {
        let field = target(&event).filter(|e| e.has_attribute("data-lint")).and_then(|e| e.dyn_into::<HtmlTextAreaElement>().ok());
        if let Some(field) = field {
            later(field);
        }
    });
}

fn later(field: HtmlTextAreaElement) {
    if let Some(timer) = TIMER.take() {
        window().clear_timeout_with_handle(timer);
    }
    let callback = Closure::once_into_js(move || {
        TIMER.set(None);
        let turn = ASKED.get().wrapping_add(1);
        ASKED.set(turn);
        spawn_local(check(field, turn));
    });
    TIMER.set(window().set_timeout_with_callback_and_timeout_and_arguments_0(callback.unchecked_ref(), PAUSE_MS).ok());
}

async fn check(field: HtmlTextAreaElement, turn: u32) {
    let Some(fields) = UrlSearchParams::new().ok() else { return };
    fields.append("lang", &field.get_attribute("data-lint").unwrap_or_default());
    fields.append("text", &field.value());
    let body = String::from(fields.to_string());
    let answer = match send("POST", "/api/ui/scorecards/wording", "application/x-www-form-urlencoded", &body).await {
        Ok(answer) => read(&answer).await,
        // Without a connection nothing is said; publishing checks it all again.
        Err(_) => None,
    };
    let says: Option<Vec<String>> = answer.and_then(|text| serde_json::from_str(&text).ok());
    if let (Some(says), true, Some(place)) = (says, ASKED.get() == turn, place_of(&field)) {
        place.set_text_content(None);
        for line in says {
            if let Ok(p) = document().create_element("p") {
                p.set_text_content(Some(&line));
                let _ = place.append_child(&p);
            }
        }
    }
}

fn place_of(field: &HtmlTextAreaElement) -> Option<Element> {
    field.parent_element()?.query_selector(".lint").ok().flatten()
}
