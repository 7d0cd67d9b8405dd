//! Dragging the parts of a list (`data-drag`) to another place in it. The buttons beside each do the same by keyboard and
//! by touch.

use std::cell::RefCell;

use leptos::{prelude::*, web_sys};
use wasm_bindgen::JsCast;
use web_sys::{DragEvent, Element, Event, HtmlButtonElement, HtmlFormElement};

use super::enhance::{each, listen as on, target};

thread_local! {
    static DRAGGED: RefCell<Option<Element>> = const { RefCell::new(None) };
}

pub(super) fn listen() {
    // Only from the handle: text in the part can still be selected.
    on("pointerdown", |event| {
        let part = target(&event).and_then(|e| e.closest("[data-handle]").ok().flatten()).and_then(|e| part_of(&e));
        if let Some(part) = part {
            let _ = part.set_attribute("draggable", "true");
        }
    });
    on("dragstart", |event| {
        let part = target(&event).filter(|e| e.has_attribute("data-drag"));
        if let Some(part) = part {
            if let Some(data) = event.dyn_ref::<DragEvent>().and_then(DragEvent::data_transfer) {
                data.set_effect_allowed("move");
                // Firefox drags nothing that carries nothing.
                let _ = data.set_data("text/plain", "");
            }
            let _ = part.class_list().add_1("dragged");
            DRAGGED.set(Some(part));
        }
    });
    on("dragover", |event| {
        if let Some((_, over)) = over(&event) {
            event.prevent_default();
            unmark();
            let _ = over.class_list().add_1("drop-here");
        }
    });
    on("drop", |event| {
        if let Some((dragged, over)) = over(&event) {
            event.prevent_default();
            drop_at(&dragged, &over);
        }
    });
    on("dragend", |_| {
        unmark();
        if let Some(part) = DRAGGED.take() {
            let _ = part.class_list().remove_1("dragged");
            let _ = part.remove_attribute("draggable");
        }
    });
}

fn part_of(element: &Element) -> Option<Element> {
    element.closest("[data-drag]").ok().flatten()
}

/// What is dragged, and the part of the same list that it is over.
fn over(event: &Event) -> Option<(Element, Element)> {
    let dragged = DRAGGED.with_borrow(Clone::clone)?;
    let list = dragged.get_attribute("data-drag")?;
    let mut over = part_of(&target(event)?)?;
    while over.get_attribute("data-drag").as_ref() != Some(&list) {
        over = part_of(&over.parent_element()?)?;
    }
    (over != dragged).then_some((dragged, over))
}

/// Sends the form of the dragged part with the place of the part it was dropped on.
fn drop_at(dragged: &Element, over: &Element) {
    let place = over.get_attribute("data-place").unwrap_or_default();
    let form = dragged.query_selector("form[data-moves]").ok().flatten().and_then(|form| form.dyn_into::<HtmlFormElement>().ok());
    let button = form.as_ref().and_then(|form| form.query_selector("button[data-to]").ok().flatten());
    let (Some(form), Some(button)) = (form, button.and_then(|button| button.dyn_into::<HtmlButtonElement>().ok())) else { return };
    button.set_value(&place);
    let _ = form.request_submit_with_submitter(Some(&button));
}

fn unmark() {
    if let Some(body) = document().body() {
        each(&body, ".drop-here", |element| {
            let _ = element.class_list().remove_1("drop-here");
        });
    }
}
