//! Forms that save themselves while somebody types (`data-autosave`): one after the other, each on the revision that the
//! one before it made, so that nobody conflicts with themselves.

use std::cell::{Cell, RefCell};

use domain::{Code, Failure};
use leptos::{prelude::*, task::spawn_local, web_sys};
use text::{errors, interview as words};
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Element, HtmlFormElement, HtmlInputElement, HtmlTextAreaElement};

use super::enhance::{anew, each, encode, listen as on, mark, read, send, target, unmark};
use crate::boot::lang;

/// After the last key, before it is sent.
const PAUSE_MS: i32 = 800;
/// Between two tries without a connection.
const RETRY_MS: i32 = 3000;

thread_local! {
    static WAITING: RefCell<Vec<HtmlFormElement>> = const { RefCell::new(Vec::new()) };
    static RUNNING: Cell<bool> = const { Cell::new(false) };
    static TIMER: Cell<Option<i32>> = const { Cell::new(None) };
    /// Who waits until everything is saved.
    static SETTLED: RefCell<Vec<js_sys::Function>> = const { RefCell::new(Vec::new()) };
}

pub(super) fn listen() {
    on("input", |event| {
        if let Some(form) = form_of(target(&event)) {
            say("busy", words::state_draft(lang()));
            queue(form);
            later(PAUSE_MS);
        }
    });
    on("change", |event| {
        if let Some(form) = form_of(target(&event)) {
            now(&form);
        }
    });
    let leaving = Closure::<dyn Fn(web_sys::BeforeUnloadEvent)>::new(|event: web_sys::BeforeUnloadEvent| {
        if !idle() {
            event.prevent_default();
        }
    });
    let _ = window().add_event_listener_with_callback("beforeunload", leaving.as_ref().unchecked_ref());
    leaving.forget();
}

fn form_of(element: Option<Element>) -> Option<HtmlFormElement> {
    element?.closest("form[data-autosave]").ok().flatten()?.dyn_into().ok()
}

/// Saves a form without waiting for a pause.
pub(super) fn now(form: &HtmlFormElement) {
    queue(form.clone());
    run();
}

/// When everything that was typed is saved or refused.
pub(super) async fn settled() {
    if idle() {
        return;
    }
    run();
    let promise = js_sys::Promise::new(&mut |resolve, _| SETTLED.with_borrow_mut(|all| all.push(resolve)));
    // It is only ever resolved.
    let _ = JsFuture::from(promise).await;
}

fn idle() -> bool {
    !RUNNING.get() && WAITING.with_borrow(Vec::is_empty)
}

fn queue(form: HtmlFormElement) {
    WAITING.with_borrow_mut(|all| {
        if !all.contains(&form) {
            all.push(form);
        }
    });
}

fn later(milliseconds: i32) {
    if let Some(timer) = TIMER.take() {
        window().clear_timeout_with_handle(timer);
    }
    let callback = Closure::once_into_js(|| {
        TIMER.set(None);
        run();
    });
    TIMER.set(window().set_timeout_with_callback_and_timeout_and_arguments_0(callback.unchecked_ref(), milliseconds).ok());
}

fn run() {
    if RUNNING.replace(true) {
        return;
    }
    spawn_local(async {
        let mut outcome = Ok(false);
        while let Some(form) = WAITING.with_borrow_mut(|all| if all.is_empty() { None } else { Some(all.remove(0)) }) {
            // A form that is gone with a page that was put in its place has nothing left to say.
            if !form.is_connected() {
                continue;
            }
            say("busy", words::state_saving(lang()));
            match save(&form).await {
                Ok(()) => outcome = outcome.map(|_| true),
                Err(failure) if failure.code == Code::Unavailable => {
                    queue(form);
                    RUNNING.set(false);
                    say("waiting", words::state_waiting(lang()));
                    return later(RETRY_MS);
                }
                Err(failure) => outcome = Err((form, failure)),
            }
        }
        RUNNING.set(false);
        match outcome {
            Ok(true) => {
                refresh(None).await;
                say("saved", &words::saved_at(lang(), &clock()));
            }
            Ok(false) => {}
            Err((form, failure)) => {
                refresh((failure.code == Code::Stale).then_some(&form)).await;
                mark(&form, &failure);
                say("refused", &format!("{}: {}", words::state_refused(lang()), errors::failure(lang(), &failure)));
            }
        }
        if idle() {
            for resolve in SETTLED.take() {
                let _ = resolve.call0(&JsValue::NULL);
            }
        }
    });
}

/// Sends one form; the answer is the revision that it made.
async fn save(form: &HtmlFormElement) -> Result<(), Failure> {
    let body = encode(form, None).ok_or(Code::Internal)?;
    let answer = send("POST", &form.get_attribute("action").unwrap_or_default(), "application/x-www-form-urlencoded", &body).await?;
    unmark(form);
    if let Some(revision) = read(&answer).await.filter(|text| text.parse::<i64>().is_ok()) {
        set_revision(&revision);
    }
    Ok(())
}

fn set_revision(revision: &str) {
    let Some(body) = document().body() else { return };
    each(&body, "input[name=revision]", |input| {
        if let Some(input) = input.dyn_ref::<HtmlInputElement>() {
            input.set_value(revision);
        }
    });
}

/// Shows what follows from what was saved, and leaves alone what somebody is working in. In a form that somebody else
/// overtook it says what they wrote.
async fn refresh(overtaken: Option<&HtmlFormElement>) {
    let (Ok(page), Some(body)) = (anew().await, document().body()) else { return };
    each(&body, "[data-live]", |old| {
        if let Some(new) = page.get_element_by_id(&old.id())
            && old.inner_html() != new.inner_html()
        {
            old.set_inner_html(&new.inner_html());
        }
    });
    let revision = page.query_selector("input[name=revision]").ok().flatten();
    if let Some(input) = revision.and_then(|input| input.dyn_into::<HtmlInputElement>().ok()) {
        set_revision(&input.value());
    }
    if let Some(form) = overtaken {
        each(form, "textarea, input:not([type=hidden])", |field| say_theirs(&page, field));
    }
}

fn say_theirs(page: &web_sys::Document, field: &Element) {
    let value = |element: &Element| {
        let area = element.dyn_ref::<HtmlTextAreaElement>().map(HtmlTextAreaElement::value);
        area.or_else(|| element.dyn_ref::<HtmlInputElement>().map(HtmlInputElement::value))
    };
    let theirs = page.get_element_by_id(&field.id()).and_then(|element| value(&element));
    let (Some(theirs), Some(around)) = (theirs.filter(|theirs| value(field).as_ref() != Some(theirs)), field.parent_element()) else {
        return;
    };
    let line = around.query_selector(".theirs").ok().flatten().or_else(|| {
        let line = document().create_element("p").ok()?;
        line.set_class_name("hint theirs");
        around.append_child(&line).ok()?;
        Some(line)
    });
    if let Some(line) = line {
        line.set_text_content(Some(&format!("{} “{theirs}”", text::common::theirs(lang()))));
    }
}

/// Whether everything is saved, in the one place where the page says so.
fn say(key: &str, state: &str) {
    if let Some(place) = document().get_element_by_id("save-state") {
        let _ = place.set_attribute("data-save", key);
        place.set_text_content(Some(state));
    }
}

/// The browser's time, as hours and minutes.
fn clock() -> String {
    let now = js_sys::Date::new_0();
    format!("{:02}:{:02}", now.get_hours(), now.get_minutes())
}
