//! What was typed or chosen before the script was there. Waking must not undo it.

use domain::{
    ledger::Said,
    scoring::{Level, Rating},
};
use leptos::{prelude::*, web_sys};
use wasm_bindgen::JsCast;
use web_sys::{HtmlInputElement, HtmlTextAreaElement};

use super::sheet::{Part, Sheet};

/// The fields as they differ from what the server sent.
#[derive(Debug, Clone)]
pub(super) struct Before {
    note: Option<String>,
    no_evidence: bool,
    level: Option<Level>,
}

impl Before {
    /// Reads the fields before leptos takes them over.
    pub(super) fn read() -> Self {
        let area = document().get_element_by_id("note").and_then(|e| e.dyn_into::<HtmlTextAreaElement>().ok());
        let typed = area.filter(|area| area.default_value().is_ok_and(|sent| sent != area.value())).map(|area| area.value());
        let chosen = |selector: &str| {
            let input = document().query_selector(selector).ok().flatten().and_then(|e| e.dyn_into::<HtmlInputElement>().ok());
            input.filter(|input| !input.default_checked())
        };
        let level = chosen("input[name=level]:checked").and_then(|radio| radio.value().parse::<u8>().ok());
        Self {
            note: typed,
            no_evidence: chosen("#no-evidence:checked").is_some(),
            level: level.and_then(|level| Level::try_from(level).ok()),
        }
    }

    /// Treats it as just done, once the page is awake: what the server drew must first be what the browser begins with.
    pub(super) fn take_over(self, sheet: Sheet, part: Part) {
        if let Some(note) = self.note {
            sheet.type_note(part, note);
        }
        if self.no_evidence {
            sheet.say(Said::NoEvidence { item: part.0, withdrawn: false });
        }
        if let Some(level) = self.level.filter(|_| untrack(|| sheet.has_evidence(part.0))) {
            sheet.say(Said::Rated { item: part.0, rating: Rating::Level(level) });
        }
    }
}
