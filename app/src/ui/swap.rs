//! Putting the page as the server has it now in the place of the one that is shown.

use leptos::{prelude::*, web_sys};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Element, HtmlElement, HtmlFormElement};

use super::enhance::each;

/// Puts the new contents in place; the reader stays where they were, with the focus on the same thing, and what was half typed
/// stays typed. `sent` is the form whose fields have just been stored.
pub(super) fn swap(new: &Element, sent: Option<&HtmlFormElement>) -> bool {
    let Some(old) = document().get_element_by_id("main") else { return false };
    // An island would have to be woken again: load the page.
    if new.query_selector("leptos-island").ok().flatten().is_some() {
        return false;
    }
    let focus = document().active_element().and_then(|e| path_to(&e));
    let open: Vec<String> = details(&old);
    let typed = typed(&old, sent);
    old.set_inner_html(&new.inner_html());
    for (id, value) in typed {
        if let Some(field) = document().get_element_by_id(&id) {
            let _ = js_sys::Reflect::set(&field, &"value".into(), &value);
        }
    }
    for summary in open {
        each(&old, "details", |d| {
            if summary_of(d) == summary {
                let _ = d.set_attribute("open", "");
            }
        });
    }
    let again = focus.and_then(|selector| old.query_selector(&selector).ok().flatten()).unwrap_or(old);
    if let Ok(element) = again.dyn_into::<HtmlElement>() {
        let options = web_sys::FocusOptions::new();
        options.set_prevent_scroll(true);
        let _ = element.focus_with_options(&options);
    }
    true
}

fn details(root: &Element) -> Vec<String> {
    let mut open = Vec::new();
    each(root, "details[open]", |d| open.push(summary_of(d)));
    open
}

/// What a fold-out is called, with the part of the page it is in.
fn summary_of(details: &Element) -> String {
    let section = details.closest("[id]").ok().flatten().map(|e| e.id()).unwrap_or_default();
    let words = details.query_selector("summary").ok().flatten().and_then(|s| s.text_content()).unwrap_or_default();
    format!("{section}/{words}")
}

/// A selector that finds the same field or button on the new page.
fn path_to(element: &Element) -> Option<String> {
    if !element.id().is_empty() {
        return Some(format!("#{}", element.id()));
    }
    let label = element.get_attribute("aria-label").filter(|l| !l.contains('"') && !l.contains('\\'))?;
    Some(format!("[aria-label=\"{label}\"]"))
}

/// The fields with an id in which somebody typed what is stored nowhere yet.
fn typed(root: &Element, sent: Option<&HtmlFormElement>) -> Vec<(String, JsValue)> {
    let mut typed = Vec::new();
    each(root, "input[id]:not([type=radio]):not([type=checkbox]):not([type=password]), textarea[id], select[id]", |field| {
        let value = property(field, "value");
        let stored = sent.is_some_and(|form| form.contains(Some(field)));
        if !stored && value != initial(field) {
            typed.push((field.id(), value));
        }
    });
    typed
}

/// What the server put in a field.
fn initial(field: &Element) -> JsValue {
    if field.tag_name() != "SELECT" {
        return property(field, "defaultValue");
    }
    let chosen = field.query_selector("option[selected]").ok().flatten();
    let first = || field.query_selector("option").ok().flatten();
    chosen.or_else(first).map_or(JsValue::UNDEFINED, |option| property(&option, "value"))
}

fn property(element: &Element, name: &str) -> JsValue {
    js_sys::Reflect::get(element, &name.into()).unwrap_or(JsValue::UNDEFINED)
}
