//! What somebody typed or chose and nobody has stored yet.

use leptos::{prelude::*, web_sys};
use wasm_bindgen::JsValue;
use web_sys::{Element, HtmlFormElement};

use super::{autosave, enhance::each};

/// The fields with an id in which somebody typed what is stored nowhere yet.
pub(super) fn fields(root: &Element, sent: Option<&HtmlFormElement>) -> Vec<(String, JsValue)> {
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

/// Whether something would be lost with the page. What saves itself is not, what the browser filled in comes back, and an
/// interview keeps what is on its way; what the form itself holds is what it is about.
pub(super) fn anything(except: &HtmlFormElement) -> bool {
    autosave::is_refused() || any("form:not([data-autosave])", Some(except))
}

/// The same for who leaves the page in another way than by a form of it. What is searched for, or typed beside a password, is
/// typed again.
pub(super) fn unsent(sent: Option<&HtmlFormElement>) -> bool {
    any("form[method=post]:not([data-autosave], :has([type=password]))", sent)
}

fn any(forms: &str, except: Option<&HtmlFormElement>) -> bool {
    let Some(main) = document().get_element_by_id("main") else { return false };
    let mut lost = false;
    each(&main, &format!("{forms} :is(input:not([type=hidden]), textarea, select):not(:is(:autofill))"), |field| {
        let excepted = except.is_some_and(|form| form.contains(Some(field)));
        let ours = excepted || field.closest("leptos-island").ok().flatten().is_some();
        lost |= !ours && (property(field, "value") != initial(field) || property(field, "checked") != property(field, "defaultChecked"));
    });
    lost
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

pub(super) fn property(element: &Element, name: &str) -> JsValue {
    js_sys::Reflect::get(element, &name.into()).unwrap_or(JsValue::UNDEFINED)
}
