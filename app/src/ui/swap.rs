//! Putting the page as the server has it now in the place of the one that is shown.

use leptos::{prelude::*, web_sys};
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, HtmlFormElement};

use super::{
    enhance::each,
    typed::{self, property},
};

/// Puts the new contents in place; the reader stays where they were, with the focus on the same thing, and what was half typed
/// stays typed. `sent` is the form whose fields have just been stored.
pub(super) fn swap(new: &Element, sent: Option<&HtmlFormElement>) -> bool {
    let Some(old) = document().get_element_by_id("main") else { return false };
    // An island would have to be woken again: load the page.
    if new.query_selector("leptos-island").ok().flatten().is_some() {
        return false;
    }
    let focus = Focus::now();
    let arrived = arrival(&old).and_then(|e| e.text_content());
    let open = folds(&old);
    let typed = typed::fields(&old, sent);
    old.set_inner_html(&new.inner_html());
    for (id, value) in typed {
        if let Some(field) = document().get_element_by_id(&id) {
            let _ = js_sys::Reflect::set(&field, &"value".into(), &value);
        }
    }
    each(&old, "details", |details| {
        if open.contains(&Fold::of(details)) {
            let _ = details.set_attribute("open", "");
        }
    });
    // What has just come is read first: a link that is shown once, the way to undo.
    match arrival(&old).filter(|e| e.text_content() != arrived) {
        Some(new) => show(&new),
        None => focus.again(&old),
    }
    true
}

/// What came with the page and is to be read first.
fn arrival(root: &Element) -> Option<Element> {
    root.query_selector("[data-arrives]").ok().flatten()
}

/// A page that was loaded with something that is shown once begins there.
pub(super) fn begin() {
    if let Some(once) = document().query_selector("[data-arrives=once]").ok().flatten() {
        show(&once);
    }
}

fn show(element: &Element) {
    if let Some(element) = element.dyn_ref::<HtmlElement>() {
        let _ = element.focus();
    }
}

/// Which fold-out it is, and what it is called now. Forms and labels tell rows apart; many rows have the same words.
#[derive(PartialEq)]
struct Fold {
    which: String,
    words: String,
}

impl Fold {
    fn of(details: &Element) -> Self {
        let find = |selector: &str| details.query_selector(selector).ok().flatten();
        let section = details.closest("[id]").ok().flatten().map(|e| e.id()).unwrap_or_default();
        let form = find(":scope > form").and_then(|form| form.get_attribute("action")).unwrap_or_default();
        let name = find(":scope > form > input[name=_form]").map(|input| property(&input, "value").as_string().unwrap_or_default());
        let summary = find(":scope > summary");
        let label = summary.as_ref().and_then(|summary| summary.get_attribute("aria-label")).unwrap_or_default();
        let words = summary.and_then(|summary| summary.text_content()).unwrap_or_default();
        Self { which: format!("{section}/{form}/{}/{label}", name.unwrap_or_default()), words }
    }
}

fn folds(root: &Element) -> Vec<Fold> {
    let mut open = Vec::new();
    each(root, "details[open]", |details| open.push(Fold::of(details)));
    open
}

/// What has the focus, so that it can be found on the new page.
struct Focus {
    selector: Option<String>,
    fold: Option<String>,
}

impl Focus {
    fn now() -> Self {
        let element = document().active_element();
        let fold = element.as_ref().and_then(|e| e.closest("details").ok().flatten()).map(|details| Fold::of(&details).which);
        Self { selector: element.and_then(|e| path_to(&e)), fold }
    }

    /// On the same thing; when that is gone on what it was folded in, and otherwise where the page begins.
    fn again(self, root: &Element) {
        let find = |selector: &str| root.query_selector(selector).ok().flatten();
        let same = self.selector.and_then(|selector| find(&selector));
        let mut summary = None;
        each(root, "details", |details| {
            if summary.is_none() && self.fold.as_ref() == Some(&Fold::of(details).which) {
                summary = details.query_selector(":scope > summary").ok().flatten();
            }
        });
        let _ = [same, summary, find("h1"), Some(root.clone())].into_iter().flatten().find(takes_focus);
    }
}

/// A thing that is not shown does not take it.
fn takes_focus(element: &Element) -> bool {
    if let Some(element) = element.dyn_ref::<HtmlElement>() {
        let options = web_sys::FocusOptions::new();
        options.set_prevent_scroll(true);
        let _ = element.focus_with_options(&options);
    }
    document().active_element().as_ref() == Some(element)
}

/// A selector that finds the same field or button on the new page.
fn path_to(element: &Element) -> Option<String> {
    if !element.id().is_empty() {
        return Some(format!("[id=\"{}\"]", element.id()));
    }
    let label = element.get_attribute("aria-label").filter(|l| !l.contains('"') && !l.contains('\\'))?;
    Some(format!("[aria-label=\"{label}\"]"))
}
