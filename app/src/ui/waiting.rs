//! How long somebody still has to wait for another try: it counts down for who looks, and is read out when it begins and when
//! it is over.

use std::cell::Cell;

use domain::{Code, time::UnixMillis};
use leptos::{prelude::*, web_sys::Element};
use text::errors;
use wasm_bindgen::{JsCast, closure::Closure};

use crate::{boot::lang, interview::outbox::now};

thread_local! {
    /// Which wait is shown: an earlier one ends by itself.
    static LATEST: Cell<u32> = const { Cell::new(0) };
}

/// Counts down in the line that says so; without seconds what was counted before stops.
pub(super) fn count_down(line: &Element, seconds: Option<i64>) {
    LATEST.set(LATEST.get().wrapping_add(1));
    let _ = line.remove_attribute("aria-live");
    if let Some(seconds) = seconds {
        tick(line.clone(), now().plus_seconds(seconds), LATEST.get());
    }
}

fn tick(line: Element, until: UnixMillis, wait: u32) {
    let again = Closure::once_into_js(move || {
        if LATEST.get() != wait || !line.is_connected() {
            return;
        }
        // A second that has begun is still to be waited.
        let left = (until.0 - now().0 + 999).div_euclid(1000);
        if left < 1 {
            let _ = line.remove_attribute("aria-live");
            return line.set_text_content(Some(errors::try_now(lang())));
        }
        // Every second would be chatter for who listens.
        let _ = line.set_attribute("aria-live", "off");
        line.set_text_content(Some(&errors::say(lang(), Code::TooManyTries, &left.to_string())));
        tick(line, until, wait);
    });
    let _ = window().set_timeout_with_callback_and_timeout_and_arguments_0(again.unchecked_ref(), 1000);
}
