//! Hears when there is something to ask for (`api/events` on the server), for as long as the page shows: a hidden tab closes
//! its stream, and asks when it is looked at again.

use std::{
    cell::{Cell, RefCell},
    rc::Rc,
};

use domain::{Code, Failure};
use leptos::{prelude::*, web_sys};
use serde::de::DeserializeOwned;
use wasm_bindgen::{JsCast, closure::Closure};
use web_sys::{EventSource, MessageEvent, VisibilityState};

use super::request::{read, request};

/// A stream that was refused is tried again after this, and each time after twice as long, up to the last.
const AGAIN_MS: i32 = 5_000;
const AGAIN_LAST_MS: i32 = 300_000;

/// A stream of pokes; stops when it is told to.
#[derive(Clone)]
pub(crate) struct Pokes(send_wrapper::SendWrapper<Rc<Inner>>);

struct Inner {
    url: String,
    source: RefCell<Option<EventSource>>,
    stopped: Cell<bool>,
    again: Cell<i32>,
    /// With the build of the site at a greeting, without at a poke.
    heard: Box<dyn Fn(Option<String>)>,
}

impl Pokes {
    pub(crate) fn listen(url: &str, heard: impl Fn(Option<String>) + 'static) -> Self {
        let inner = Inner {
            url: url.to_owned(),
            source: RefCell::default(),
            stopped: Cell::new(false),
            again: Cell::new(AGAIN_MS),
            heard: Box::new(heard),
        };
        let pokes = Self(send_wrapper::SendWrapper::new(Rc::new(inner)));
        pokes.open();
        let watching = pokes.clone();
        super::enhance::listen("visibilitychange", move |_| {
            if document().visibility_state() == VisibilityState::Visible { watching.open() } else { watching.close() }
        });
        pokes
    }

    pub(crate) fn stop(&self) {
        self.0.stopped.set(true);
        self.close();
    }

    fn close(&self) {
        if let Some(source) = self.0.source.borrow_mut().take() {
            source.close();
        }
    }

    fn open(&self) {
        let hidden = document().visibility_state() == VisibilityState::Hidden;
        if hidden || self.0.stopped.get() || self.0.source.borrow().is_some() {
            return;
        }
        let Ok(source) = EventSource::new(&self.0.url) else { return };
        let here = self.clone();
        on(&source, "hello", move |event| {
            here.0.again.set(AGAIN_MS);
            (here.0.heard)(event.data().as_string());
        });
        let here = self.clone();
        on(&source, "poke", move |_| (here.0.heard)(None));
        let here = self.clone();
        let failed = Closure::<dyn Fn()>::new(move || here.failed());
        source.set_onerror(Some(failed.as_ref().unchecked_ref()));
        failed.forget();
        *self.0.source.borrow_mut() = Some(source);
    }

    /// A connection that was lost comes back by itself. One that the server refused stays closed: then this tries again, in
    /// case it was only stopping.
    fn failed(&self) {
        let closed = self.0.source.borrow().as_ref().is_some_and(|source| source.ready_state() == EventSource::CLOSED);
        if closed {
            self.close();
            let here = self.clone();
            let again = Closure::once_into_js(move || here.open());
            let wait = self.0.again.replace((self.0.again.get() * 2).min(AGAIN_LAST_MS));
            let _ = window().set_timeout_with_callback_and_timeout_and_arguments_0(again.unchecked_ref(), wait);
        }
    }
}

fn on(source: &EventSource, name: &str, handle: impl Fn(MessageEvent) + 'static) {
    let closure = Closure::<dyn Fn(MessageEvent)>::new(handle);
    let _ = source.add_event_listener_with_callback(name, closure.as_ref().unchecked_ref());
    closure.forget();
}

/// Asks for data.
pub(crate) async fn ask<T: DeserializeOwned>(url: &str) -> Result<T, Failure> {
    let answer = request("GET", url, "application/json", None).await?;
    let text = read(&answer).await.ok_or(Code::Unavailable)?;
    serde_json::from_str(&text).map_err(|_| Code::Internal.into())
}

/// Whether this page is of that build of the site.
pub(crate) fn is_of(build: &str) -> bool {
    document().query_selector(&format!("link[href^=\"{build}/\"]")).ok().flatten().is_some()
}
