//! What the script adds to every page: forms that are sent in the background, and a button that copies.
//!
//! A form that succeeds shows the page it leads to, or the same page anew without moving the reader; a form that fails
//! shows why, at the field, and keeps what was typed.

use std::cell::{Cell, RefCell};

use domain::{Code, Failure};
use leptos::{prelude::*, task::spawn_local, web_sys};
use text::errors;
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Element, Event, FormData, HtmlButtonElement, HtmlElement, HtmlFormElement, HtmlInputElement, SubmitEvent, UrlSearchParams};

use super::{
    LOOK, autosave, reorder,
    request::{read, request, send},
    swap::{self, swap},
    typed, waiting, wording,
};
use crate::boot::lang;

thread_local! {
    /// The page itself leads on: what it held is stored.
    static LEADS_ON: Cell<bool> = const { Cell::new(false) };
    /// The form that the browser sends by itself.
    static SENT: RefCell<Option<HtmlFormElement>> = const { RefCell::new(None) };
}

/// Listens on the whole page, so that what is put on it later works too.
pub fn enhance() {
    autosave::listen();
    reorder::listen();
    wording::listen();
    watch();
    guard();
    swap::begin();
    listen("submit", |event| {
        if let Ok(event) = event.dyn_into() {
            submitted(&event);
        }
    });
    listen("change", |event| {
        if let Some(field) = target(&event).filter(|e| e.has_attribute("data-read-into")) {
            read_file(&field);
        }
    });
    listen("click", |event| {
        let button = target(&event).and_then(|e| e.closest("[data-copy]").ok().flatten());
        if let Some(button) = button {
            copy(&button);
        }
        if target(&event).is_some_and(|e| e.has_attribute("data-print")) {
            let _ = window().print();
        }
    });
}

/// Asks before a form is left that was changed and not sent.
fn guard() {
    let leaving = Closure::<dyn Fn(Event)>::new(|event: Event| {
        if !LEADS_ON.get() && SENT.with_borrow(|sent| typed::unsent(sent.as_ref())) {
            event.prevent_default();
        }
    });
    let _ = window().add_event_listener_with_callback("beforeunload", leaving.as_ref().unchecked_ref());
    leaving.forget();
}

/// A page that says where its events come from shows what is new as it comes, in the places marked `data-live`.
fn watch() {
    let url = document().query_selector("[data-events]").ok().flatten().and_then(|e| e.get_attribute("data-events"));
    if let Some(url) = url {
        super::pokes::Pokes::listen(&url, |_| spawn_local(autosave::refresh(None)));
    }
}

pub(super) fn listen(name: &str, handle: impl Fn(Event) + 'static) {
    let closure = Closure::<dyn Fn(Event)>::new(handle);
    let _ = document().add_event_listener_with_callback(name, closure.as_ref().unchecked_ref());
    // For as long as the page lives.
    closure.forget();
}

pub(super) fn target(event: &Event) -> Option<Element> {
    event.target().and_then(|t| t.dyn_into().ok())
}

fn submitted(event: &SubmitEvent) {
    let Some(form) = target(event).and_then(|e| e.dyn_into::<HtmlFormElement>().ok()) else { return };
    if event.default_prevented() {
        return;
    }
    if !form.has_attribute("data-enhance") {
        SENT.set(Some(form));
        return;
    }
    event.prevent_default();
    if form.has_attribute("data-autosave") {
        autosave::now(&form);
        return;
    }
    let busy = form.get_attribute("aria-busy").as_deref() == Some("true");
    if busy || !is_sure(&form) {
        return;
    }
    let button = event.submitter().and_then(|b| b.dyn_into::<HtmlButtonElement>().ok());
    set_busy(&form, true);
    say("");
    spawn_local(async move {
        // What is being saved goes first: the form may build on it.
        autosave::settled().await;
        let Some(body) = encode(&form, button.as_ref()) else { return set_busy(&form, false) };
        let answer = send("POST", &form.get_attribute("action").unwrap_or_default(), "application/x-www-form-urlencoded", &body).await;
        let outcome = match answer {
            Ok(response) => follow(&response, &form).await,
            Err(failure) => Err(failure),
        };
        if let Err(failure) = outcome {
            set_busy(&form, false);
            // What somebody else changed since is there to see, with what was typed beside it.
            let form = if failure.code == Code::Stale { renewed(form).await } else { form };
            show(&form, &failure);
        }
    });
}

/// What a form asks before it is sent; some only ask when something typed would be lost.
fn is_sure(form: &HtmlFormElement) -> bool {
    let leaving = || form.get_attribute("data-leaves").filter(|_| typed::anything(form));
    let question = form.get_attribute("data-confirm").or_else(leaving);
    question.is_none_or(|question| window().confirm_with_message(&question).unwrap_or(false))
}

fn set_busy(form: &HtmlFormElement, busy: bool) {
    let _ = form.set_attribute("aria-busy", if busy { "true" } else { "false" });
    each(form, "button", |button| {
        let _ = if busy { button.set_attribute("aria-disabled", "true") } else { button.remove_attribute("aria-disabled") };
    });
}

/// The fields as a query string, with the button that was pressed.
pub(super) fn encode(form: &HtmlFormElement, button: Option<&HtmlButtonElement>) -> Option<String> {
    let data = FormData::new_with_form(form).ok()?;
    let params = UrlSearchParams::new().ok()?;
    for entry in js_sys::Array::from(data.as_ref()).iter() {
        let pair = js_sys::Array::from(&entry);
        params.append(&pair.get(0).as_string()?, &pair.get(1).as_string().unwrap_or_default());
    }
    if let Some(button) = button.filter(|button| !button.name().is_empty()) {
        params.append(&button.name(), &button.value());
    }
    Some(String::from(params.to_string()))
}

/// Where the server says to go; without a place to go, the same page with what has changed.
async fn follow(response: &web_sys::Response, form: &HtmlFormElement) -> Result<(), Failure> {
    let to = response.headers().get("location").ok().flatten().filter(|path| !path.is_empty());
    if let Some(path) = to {
        LEADS_ON.set(true);
        let _ = window().location().assign(&path);
        return Ok(());
    }
    let page = anew().await?;
    if !page.get_element_by_id("main").is_some_and(|new| swap(&new, Some(form))) {
        LEADS_ON.set(true);
        let _ = window().location().reload();
    }
    if let Some(said) = page.get_element_by_id("said").and_then(|said| said.text_content()) {
        say(&said);
    }
    Ok(())
}

/// What was done, in the place that is read out when it changes.
fn say(done: &str) {
    if let Some(place) = document().get_element_by_id("said") {
        place.set_text_content(Some(done));
    }
}

/// The form on the page as it is now, with everything that was typed still in it.
async fn renewed(form: HtmlFormElement) -> HtmlFormElement {
    let field = form.query_selector("[id]").ok().flatten().map(|field| field.id()).unwrap_or_default();
    if let Some(new) = anew().await.ok().and_then(|page| page.get_element_by_id("main")) {
        swap(&new, None);
    }
    let again = document().get_element_by_id(&field).and_then(|field| field.closest("form").ok().flatten());
    // What the fold it is in is called may have changed too.
    if let Some(fold) = again.as_ref().and_then(|form| form.closest("details").ok().flatten()) {
        let _ = fold.set_attribute("open", "");
    }
    again.and_then(|form| form.dyn_into().ok()).unwrap_or(form)
}

/// This page as the server has it now, for who has done something on it.
pub(super) async fn anew() -> Result<web_sys::Document, Failure> {
    here("text/html").await
}

/// The same because others did something: what is shown once is left for the reader.
pub(super) async fn look() -> Result<web_sys::Document, Failure> {
    here(LOOK).await
}

async fn here(accept: &str) -> Result<web_sys::Document, Failure> {
    let here = window().location().href().map_err(|_| Failure::from(Code::Internal))?;
    let page = request("GET", &here, accept, None).await?;
    let html = read(&page).await.ok_or_else(|| Failure::from(Code::Unavailable))?;
    let parsed = web_sys::DomParser::new().and_then(|p| p.parse_from_string(&html, web_sys::SupportedType::TextHtml));
    parsed.map_err(|_| Code::Internal.into())
}

/// Shows a failure and puts the focus on its first fault.
fn show(form: &HtmlFormElement, failure: &Failure) {
    mark(form, failure);
    let first = form.query_selector("[aria-invalid=true]").ok().flatten();
    let first = first.or_else(|| form.query_selector(".form-failure").ok().flatten());
    if let Some(element) = first.and_then(|e| e.dyn_into::<HtmlElement>().ok()) {
        let _ = element.focus();
    }
}

/// Takes away what an earlier failure said.
pub(super) fn unmark(form: &HtmlFormElement) {
    each(form, "[data-fault]", |fault| fault.set_text_content(None));
    each(form, "[aria-invalid]", |field| {
        let _ = field.remove_attribute("aria-invalid");
    });
    if let Ok(Some(summary)) = form.query_selector(".form-failure") {
        let _ = summary.set_attribute("hidden", "");
    }
}

/// The failure above the form, and each fault at its field.
pub(super) fn mark(form: &HtmlFormElement, failure: &Failure) {
    let l = lang();
    unmark(form);
    for fault in &failure.faults {
        let words = errors::fault(l, fault);
        each(form, "[data-fault]", |place| {
            if place.get_attribute("data-fault").as_deref() == Some(&fault.place) {
                place.set_text_content(Some(&words));
                let field = place.parent_element().and_then(|p| p.query_selector("input, select, textarea").ok().flatten());
                if let Some(field) = field.filter(|_| place.id().ends_with("-fault")) {
                    let _ = field.set_attribute("aria-invalid", "true");
                }
            }
        });
    }
    if let Ok(Some(list)) = form.query_selector("[data-faults]") {
        list.set_text_content(None);
        for fault in failure.faults.iter().filter(|fault| fault.place.starts_with('/')) {
            if let Ok(line) = document().create_element("li") {
                line.set_text_content(Some(&errors::fault_at(l, fault)));
                let _ = list.append_child(&line);
            }
        }
    }
    if let Ok(Some(summary)) = form.query_selector(".form-failure") {
        summary.set_text_content(Some(&errors::failure(l, failure)));
        let _ = summary.remove_attribute("hidden");
        let wait = failure.faults.iter().find(|fault| fault.code == Code::TooManyTries).and_then(|fault| fault.about.parse().ok());
        waiting::count_down(&summary, wait.filter(|_| failure.code == Code::TooManyTries));
    }
}

pub(super) fn each(root: &Element, selector: &str, mut with: impl FnMut(&Element)) {
    let Ok(found) = root.query_selector_all(selector) else { return };
    for index in 0..found.length() {
        if let Some(element) = found.get(index).and_then(|n| n.dyn_into::<Element>().ok()) {
            with(&element);
        }
    }
}

/// Puts the text of the chosen file into the field that `data-read-into` names.
fn read_file(field: &Element) {
    let into = field.get_attribute("data-read-into").and_then(|id| document().get_element_by_id(&id));
    let file = field.dyn_ref::<HtmlInputElement>().and_then(HtmlInputElement::files).and_then(|files| files.get(0));
    let (Some(file), Some(into)) = (file, into.and_then(|e| e.dyn_into::<web_sys::HtmlTextAreaElement>().ok())) else { return };
    spawn_local(async move {
        if let Some(text) = JsFuture::from(file.text()).await.ok().and_then(|text| text.as_string()) {
            into.set_value(&text);
        }
    });
}

fn copy(button: &Element) {
    let field = button
        .get_attribute("data-copy")
        .and_then(|id| document().get_element_by_id(&id))
        .and_then(|e| e.dyn_into::<HtmlInputElement>().ok());
    let Some(field) = field else { return };
    let button = button.clone();
    spawn_local(async move {
        let copied = write_to_clipboard(&field.value()).await;
        if !copied {
            // Then it is there to copy by hand.
            let _ = field.focus();
            field.select();
        }
        button.set_text_content(button.get_attribute(if copied { "data-copied" } else { "data-selected" }).as_deref());
    });
}

/// Whether the browser took it. Over plain http it has no clipboard, and elsewhere it may refuse.
async fn write_to_clipboard(text: &str) -> bool {
    let navigator = window().navigator();
    let clipboard = js_sys::Reflect::get(&navigator, &"clipboard".into()).unwrap_or(JsValue::UNDEFINED);
    !clipboard.is_undefined() && JsFuture::from(navigator.clipboard().write_text(text)).await.is_ok()
}
