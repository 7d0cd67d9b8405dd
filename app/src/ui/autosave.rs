//! Forms that save themselves while somebody types (`data-autosave`): one after the other, each on the revision that the
//! one before it made, so that nobody conflicts with themselves.

use std::cell::{Cell, RefCell};

use domain::{Code, Failure};
use leptos::{prelude::*, task::spawn_local, web_sys};
use text::{errors, interview as words};
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Element, HtmlFormElement, HtmlInputElement, HtmlTextAreaElement};

use super::{
    enhance::{each, encode, listen as on, look, mark, target, unmark},
    request::{read, send},
};
use crate::boot::lang;

/// After the last key, before it is sent.
const PAUSE_MS: i32 = 800;
/// Between two tries without a connection.
const RETRY_MS: i32 = 3000;

thread_local! {
    static WAITING: RefCell<Vec<HtmlFormElement>> = const { RefCell::new(Vec::new()) };
    /// What the server would not take: it stays as it was typed.
    static REFUSED: RefCell<Vec<HtmlFormElement>> = const { RefCell::new(Vec::new()) };
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
    // The window's own event: it does not come by the document.
    let online = Closure::<dyn Fn()>::new(|| {
        if !idle() {
            run();
        }
    });
    let _ = window().add_event_listener_with_callback("online", online.as_ref().unchecked_ref());
    online.forget();
    let leaving = Closure::<dyn Fn(web_sys::BeforeUnloadEvent)>::new(|event: web_sys::BeforeUnloadEvent| {
        if !idle() || is_refused() {
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

/// Whether something stands on the page that the server did not take.
pub(super) fn is_refused() -> bool {
    REFUSED.with_borrow(|all| all.iter().any(|form| form.is_connected()))
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
        loop {
            match send_waiting().await {
                Sent::Nothing => break,
                // The page shows it before anything is built on it.
                Sent::All => {
                    refresh(None).await;
                    say("saved", &words::saved_at(lang(), &clock()));
                }
                Sent::Refused(form, failure) => {
                    refresh((failure.code == Code::Stale).then_some(&form)).await;
                    mark(&form, &failure);
                    say("refused", &format!("{}: {}", words::state_refused(lang()), errors::failure(lang(), &failure)));
                }
                Sent::NotNow(failure) => {
                    RUNNING.set(false);
                    say("waiting", &words::not_now(lang(), &failure));
                    return later(RETRY_MS);
                }
            }
        }
        RUNNING.set(false);
        for resolve in SETTLED.take() {
            let _ = resolve.call0(&JsValue::NULL);
        }
    });
}

/// What became of everything that waited.
enum Sent {
    Nothing,
    All,
    /// The last that was refused; the others were saved.
    Refused(HtmlFormElement, Failure),
    /// It may be taken later.
    NotNow(Failure),
}

async fn send_waiting() -> Sent {
    let mut sent = Sent::Nothing;
    while let Some(form) = WAITING.with_borrow_mut(|all| if all.is_empty() { None } else { Some(all.remove(0)) }) {
        // A form that is gone with a page that was put in its place has nothing left to say.
        if !form.is_connected() {
            continue;
        }
        say("busy", words::state_saving(lang()));
        REFUSED.with_borrow_mut(|all| all.retain(|refused| *refused != form));
        match save(&form).await {
            Ok(()) if matches!(sent, Sent::Nothing) => sent = Sent::All,
            Ok(()) => {}
            Err(failure) if failure.code.passes() => {
                queue(form);
                return Sent::NotNow(failure);
            }
            Err(failure) => {
                REFUSED.with_borrow_mut(|all| all.push(form.clone()));
                sent = Sent::Refused(form, failure);
            }
        }
    }
    sent
}

/// Sends one form; the answer is the revision that it made. Only this form stands on it: in another one somebody may be
/// typing over what a colleague changed since.
async fn save(form: &HtmlFormElement) -> Result<(), Failure> {
    let body = encode(form, None).ok_or(Code::Internal)?;
    let answer = send("POST", &form.get_attribute("action").unwrap_or_default(), "application/x-www-form-urlencoded", &body).await?;
    unmark(form);
    if let Some(revision) = read(&answer).await.filter(|text| text.parse::<i64>().is_ok()) {
        set_revision(form, &revision);
    }
    Ok(())
}

fn set_revision(form: &Element, revision: &str) {
    each(form, "input[name=revision]", |input| {
        if let Some(input) = input.dyn_ref::<HtmlInputElement>() {
            input.set_value(revision);
        }
    });
}

/// Shows what follows from what was saved and what others changed, and leaves alone what somebody is working in. In a form
/// that somebody else overtook it says what they wrote.
pub(super) async fn refresh(overtaken: Option<&HtmlFormElement>) {
    let (Ok(page), Some(body)) = (look().await, document().body()) else { return };
    each(&body, "[data-live]", |old| {
        if let Some(new) = page.get_element_by_id(&old.id())
            && old.inner_html() != new.inner_html()
        {
            old.set_inner_html(&new.inner_html());
        }
    });
    let revision = page.query_selector("input[name=revision]").ok().flatten();
    let Some(revision) = revision.and_then(|input| input.dyn_into::<HtmlInputElement>().ok()).map(|input| input.value()) else { return };
    each(&body, "form", |form| {
        let Some(form) = form.dyn_ref::<HtmlFormElement>() else { return };
        let unsaved = WAITING.with_borrow(|all| all.contains(form)) || REFUSED.with_borrow(|all| all.contains(form));
        if !unsaved || overtaken == Some(form) {
            set_revision(form, &revision);
        }
        if !unsaved && form.has_attribute("data-autosave") {
            each(form, "textarea, input:not([type=hidden])", |field| take_over(&page, field));
        }
    });
    if let Some(form) = overtaken {
        each(form, "textarea, input:not([type=hidden])", |field| say_theirs(&page, field));
    }
}

/// A field that nobody is typing in shows what is stored now.
fn take_over(page: &web_sys::Document, field: &Element) {
    let Some(new) = Some(field.id()).filter(|id| !id.is_empty()).and_then(|id| page.get_element_by_id(&id)) else { return };
    if let (Some(old), Some(new)) = (field.dyn_ref::<HtmlTextAreaElement>(), new.dyn_ref::<HtmlTextAreaElement>()) {
        if old.value() != new.value() {
            old.set_value(&new.value());
        }
    } else if let (Some(old), Some(new)) = (field.dyn_ref::<HtmlInputElement>(), new.dyn_ref::<HtmlInputElement>()) {
        old.set_checked(new.checked());
        if old.value() != new.value() {
            old.set_value(&new.value());
        }
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
