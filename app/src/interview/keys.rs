//! Keys for who interviews without a mouse. They never fire while typing.

use super::place::Place;

#[cfg(not(feature = "hydrate"))]
pub(super) fn listen(_: Place) {}

#[cfg(feature = "hydrate")]
pub(super) use browser::listen;

#[cfg(feature = "hydrate")]
mod browser {
    use leptos::{ev, prelude::*, web_sys};
    use wasm_bindgen::JsCast;

    use super::Place;

    pub(in super::super) fn listen(place: Place) {
        let handle = window_event_listener(ev::keydown, move |event: web_sys::KeyboardEvent| {
            if event.ctrl_key() || event.alt_key() || event.meta_key() || typing(&event) {
                return;
            }
            let radio = on_radio(&event);
            match event.key().as_str() {
                // Evidence comes first: without it the key leads to the note.
                level @ ("1" | "2" | "3" | "4" | "5") => {
                    if enabled(&format!("level-{level}")) {
                        click(&format!("level-{level}"));
                    } else {
                        focus("note");
                    }
                }
                "e" => click("no-evidence"),
                "a" => click("asked"),
                "0" => {
                    click("level-none");
                    // Its field shows with the next frame.
                    let _ = request_animation_frame(|| focus("reason"));
                }
                "n" => focus("note"),
                "j" => place.go(place.index.get_untracked() + 1),
                "k" => place.go(place.index.get_untracked().saturating_sub(1)),
                "ArrowRight" if !radio => place.go(place.index.get_untracked() + 1),
                "ArrowLeft" if !radio => place.go(place.index.get_untracked().saturating_sub(1)),
                "?" => toggle_help(),
                _ => return,
            }
            event.prevent_default();
        });
        on_cleanup(move || handle.remove());
    }

    fn element(event: &web_sys::KeyboardEvent) -> Option<web_sys::Element> {
        event.target().and_then(|t| t.dyn_into().ok())
    }

    fn on_radio(event: &web_sys::KeyboardEvent) -> bool {
        element(event).and_then(|e| e.get_attribute("type")).as_deref() == Some("radio")
    }

    fn typing(event: &web_sys::KeyboardEvent) -> bool {
        element(event).is_some_and(|e| match e.tag_name().as_str() {
            "TEXTAREA" | "SELECT" => true,
            "INPUT" => !on_radio(event),
            _ => false,
        })
    }

    fn html(id: &str) -> Option<web_sys::HtmlElement> {
        document().get_element_by_id(id).and_then(|e| e.dyn_into().ok())
    }

    fn enabled(id: &str) -> bool {
        html(id).is_some_and(|e| !e.has_attribute("disabled"))
    }

    fn click(id: &str) {
        if let Some(element) = html(id) {
            element.click();
        }
    }

    fn focus(id: &str) {
        if let Some(element) = html(id) {
            let _ = element.focus();
            // On with what was written, not before it.
            if let Ok(area) = element.dyn_into::<web_sys::HtmlTextAreaElement>() {
                let end = u32::try_from(area.value().encode_utf16().count()).unwrap_or(u32::MAX);
                let _ = area.set_selection_range(end, end);
            }
        }
    }

    fn toggle_help() {
        if let Some(details) = html("keys").and_then(|e| e.closest("details").ok().flatten()) {
            let _ = if details.has_attribute("open") { details.remove_attribute("open") } else { details.set_attribute("open", "") };
        }
    }
}
