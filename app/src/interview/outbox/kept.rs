//! What is kept in the browser: a list of entries and the drafts being typed.

use std::collections::BTreeMap;

use domain::{
    ids::{EntryId, InterviewId, ItemId, NoteId},
    ledger::{Kind, NewEntry},
    time::UnixMillis,
};
use leptos::prelude::window;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use uuid::Uuid;

/// Text being typed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Draft {
    pub(super) item: ItemId,
    pub(super) text: String,
    /// The server has this text as a draft row.
    pub(super) saved: bool,
}

#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub(super) struct Kept {
    pub(super) entries: Vec<NewEntry>,
    pub(super) drafts: BTreeMap<NoteId, Draft>,
}

impl Kept {
    pub(super) fn key(interview: InterviewId) -> String {
        let user = crate::boot::me().map(|me| me.user.to_string()).unwrap_or_default();
        format!("maatstaf.outbox.{user}.{interview}")
    }

    pub(super) fn read(key: &str) -> Self {
        let stored = window().local_storage().ok().flatten().and_then(|s| s.get_item(key).ok().flatten());
        stored.and_then(|json| serde_json::from_str(&json).ok()).unwrap_or_default()
    }

    /// Writes, or clears when nothing is left.
    pub(super) fn write(&self, key: &str) {
        let Ok(Some(storage)) = window().local_storage() else { return };
        if self.entries.is_empty() && self.drafts.is_empty() {
            let _ = storage.remove_item(key);
        } else if let Ok(json) = serde_json::to_string(self) {
            let _ = storage.set_item(key, &json);
        }
    }

    pub(super) fn push(&mut self, kind: Kind, item: Option<ItemId>, payload: Value) {
        self.entries.push(NewEntry { id: EntryId(fresh_id()), kind, item, payload, client_at: now() });
    }

    /// Turns what is typed into entries.
    pub(super) fn settle(&mut self) {
        for (note, draft) in std::mem::take(&mut self.drafts) {
            // An unsent edit of the same note says the same with more words: it goes.
            self.entries.retain(|e| !(e.kind == Kind::Noted && e.payload.get("note") == Some(&json!(note))));
            self.push(Kind::Noted, Some(draft.item), json!({ "note": note, "text": draft.text }));
        }
    }
}

pub(super) fn now() -> UnixMillis {
    #[expect(clippy::cast_possible_truncation, reason = "milliseconds since 1970 fit in 53 bits")]
    UnixMillis(js_sys::Date::now() as i64)
}

/// Random 128 bits. Not `crypto.randomUUID`: it is missing on plain http in a local network.
fn fresh_id() -> Uuid {
    let mut bytes = [0u8; 16];
    if let Ok(crypto) = window().crypto() {
        let _ = crypto.get_random_values_with_u8_array(&mut bytes);
    }
    uuid::Builder::from_random_bytes(bytes).into_uuid()
}
