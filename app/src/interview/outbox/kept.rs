//! What is kept in the browser: a list of entries and the drafts being typed.

use std::collections::{BTreeMap, BTreeSet};

use domain::{
    ids::{EntryId, InterviewId, ItemId, NoteId, UserId},
    ledger::{Key, NewEntry, Said},
    scorecard::Step,
    stored,
    time::UnixMillis,
};
use leptos::prelude::window;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// Text being typed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Draft {
    pub(super) item: ItemId,
    #[serde(default)]
    pub(super) step: Option<Step>,
    pub(super) text: String,
    /// The entry that this is an edit of.
    #[serde(default)]
    pub(super) base: Option<EntryId>,
    /// The server has this text as a draft row.
    pub(super) saved: bool,
}

impl Draft {
    /// What it says when it becomes an entry.
    pub(super) fn said(self, note: NoteId) -> Said {
        Said::Noted { item: self.item, note, step: self.step, text: self.text, base: self.base }
    }
}

#[derive(Debug, Clone, Default)]
pub(super) struct Kept {
    pub(super) entries: Vec<NewEntry>,
    pub(super) drafts: BTreeMap<NoteId, Draft>,
    /// Entries that may be on the server already, because they were sent and the answer did not come.
    pub(super) tried: BTreeSet<EntryId>,
    /// Who says it.
    user: Option<UserId>,
}

impl Kept {
    pub(super) fn key(interview: InterviewId) -> String {
        let user = crate::boot::me().map(|me| me.user.to_string()).unwrap_or_default();
        format!("maatstaf.outbox.{user}.{interview}")
    }

    /// Everything kept for this interview, whichever tab kept it. Sending a thing twice is harmless, losing it is not.
    pub(super) fn read(key: &str) -> Self {
        let mut kept = Self { user: crate::boot::me().map(|me| me.user), ..Self::default() };
        let Ok(Some(storage)) = window().local_storage() else { return kept };
        for index in 0..storage.length().unwrap_or(0) {
            let Some(name) = storage.key(index).ok().flatten() else { continue };
            let json = storage.get_item(&name).ok().flatten().unwrap_or_default();
            if name.starts_with(&format!("{key}.e.")) {
                // Also what an earlier version kept here.
                kept.entries.extend(serde_json::from_str::<stored::Sent>(&json).ok().and_then(|sent| sent.read().ok()));
            } else if let Some(note) = name.strip_prefix(&format!("{key}.d.")).and_then(|id| id.parse().ok()) {
                kept.drafts.extend(serde_json::from_str(&json).ok().map(|draft| (note, draft)));
            }
        }
        kept.entries.sort_by_key(|entry| entry.client_at);
        kept.tried = kept.entries.iter().map(|entry| entry.id).collect();
        kept
    }

    /// Writes each thing under a name of its own, so that two tabs cannot overwrite each other, and clears what this tab no
    /// longer keeps.
    pub(super) fn write(&self, key: &str, written: &mut BTreeSet<String>) {
        let Ok(Some(storage)) = window().local_storage() else { return };
        let entries = self.entries.iter().map(|e| (format!("{key}.e.{}", e.id), serde_json::to_string(e)));
        let drafts = self.drafts.iter().map(|(note, d)| (format!("{key}.d.{note}"), serde_json::to_string(d)));
        let mut now = BTreeSet::new();
        for (name, json) in entries.chain(drafts) {
            if let Ok(json) = json {
                let _ = storage.set_item(&name, &json);
            }
            now.insert(name);
        }
        for gone in written.difference(&now) {
            let _ = storage.remove_item(gone);
        }
        *written = now;
    }

    /// The names under which [`Self::read`] found this, to be cleared once answered.
    pub(super) fn names(&self, key: &str) -> BTreeSet<String> {
        let entries = self.entries.iter().map(|e| format!("{key}.e.{}", e.id));
        entries.chain(self.drafts.keys().map(|note| format!("{key}.d.{note}"))).collect()
    }

    pub(super) fn is_empty(&self) -> bool {
        self.entries.is_empty() && self.drafts.is_empty()
    }

    /// What this would say something of.
    pub(super) fn of(&self, said: &Said) -> Option<Key> {
        Key::of(said, self.user?)
    }

    /// `base` is what was said of the same thing before it.
    pub(super) fn push(&mut self, said: Said, base: Option<EntryId>) -> EntryId {
        let id = EntryId(fresh_id());
        // They are read back in the order of their times: of two in one moment the later must stay the later.
        let after = self.entries.last().map(|last| UnixMillis(last.client_at.0.saturating_add(1)));
        self.entries.push(NewEntry { id, client_at: after.map_or_else(now, |after| after.max(now())), base, said });
        id
    }

    /// Turns what is typed into entries; gives which entry now says each note.
    pub(super) fn settle(&mut self) -> Vec<(NoteId, EntryId)> {
        let drafts = std::mem::take(&mut self.drafts);
        drafts.into_iter().map(|(note, draft)| (note, self.settle_one(note, draft))).collect()
    }

    /// An unsent edit of the same note says the same with fewer words: it goes, and this one is an edit of what that was.
    fn settle_one(&mut self, note: NoteId, mut draft: Draft) -> EntryId {
        let tried = &self.tried;
        self.entries.retain(|entry| match &entry.said {
            Said::Noted { note: of, base, .. } if *of == note && !tried.contains(&entry.id) => {
                draft.base = *base;
                false
            }
            _ => true,
        });
        self.push(draft.said(note), None)
    }
}

pub(crate) fn now() -> UnixMillis {
    #[expect(clippy::cast_possible_truncation, reason = "milliseconds since 1970 fit in 53 bits")]
    UnixMillis(js_sys::Date::now() as i64)
}

/// Random 128 bits. Not `crypto.randomUUID`: it is missing on plain http in a local network.
pub(super) fn fresh_id() -> Uuid {
    let mut bytes = [0u8; 16];
    if let Ok(crypto) = window().crypto() {
        let _ = crypto.get_random_values_with_u8_array(&mut bytes);
    }
    uuid::Builder::from_random_bytes(bytes).into_uuid()
}
