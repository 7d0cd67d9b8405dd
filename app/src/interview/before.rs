//! What was typed or chosen before the script was there. Waking must not undo it.

use domain::{
    ids::ItemId,
    ledger::{Kind, Mark},
    scoring::{Level, Rating},
};
use leptos::{prelude::*, web_sys};
use wasm_bindgen::JsCast;
use web_sys::{HtmlInputElement, HtmlTextAreaElement};

use super::sheet::{Part, Sheet};

/// Reads the fields as they stand, before leptos takes them over, and treats what differs as just typed.
pub(super) fn take_over(sheet: Sheet, part: Part) {
    let item: ItemId = part.0;
    if let Some(area) = document().get_element_by_id("note").and_then(|e| e.dyn_into::<HtmlTextAreaElement>().ok()) {
        let typed = area.value();
        if area.default_value().is_ok_and(|sent| sent != typed) {
            sheet.type_note(part, typed);
        }
    }
    let ticked = document().get_element_by_id("no-evidence").and_then(|e| e.dyn_into::<HtmlInputElement>().ok());
    if ticked.is_some_and(|tick| tick.checked() && !tick.default_checked()) {
        sheet.mark(Some(item), Mark::NoEvidence, Kind::NoEvidence, serde_json::json!({}));
    }
    let chosen = document().query_selector("input[name=level]:checked").ok().flatten();
    if let Some(radio) = chosen.and_then(|e| e.dyn_into::<HtmlInputElement>().ok()).filter(|r| !r.default_checked()) {
        let level = radio.value().parse::<u8>().ok().and_then(|l| Level::try_from(l).ok());
        if let Some(level) = level.filter(|_| untrack(|| sheet.has_evidence(item))) {
            sheet.rate(item, Rating::Level(level));
        }
    }
}
