//! What is kept in the browser: a list of entries and the drafts being typed.

use std::collections::{BTreeMap, BTreeSet};

use domain::{
    Code,
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
    /// The server would not take this text.
    #[serde(skip)]
    pub(super) refused: Option<Code>,
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
    /// Reasons being typed, each as it would be said now.
    pub(super) typed: Vec<NewEntry>,
    /// What the server would not take, until who wrote it acts.
    pub(super) refused: Vec<(Code, NewEntry)>,
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
            if let Some((sort, id)) = Self::sort_of(key, &name) {
                kept.take(sort, id, &json);
            }
        }
        kept.entries.sort_by_key(|entry| entry.client_at);
        kept.tried = kept.entries.iter().map(|entry| entry.id).collect();
        kept
    }

    /// What sort of thing has this name, and its own id; none when it is of another interview.
    pub(super) fn sort_of<'a>(key: &str, name: &'a str) -> Option<(&'a str, &'a str)> {
        name.strip_prefix(key)?.strip_prefix('.')?.split_once('.')
    }

    /// Takes in what was kept elsewhere: it is what the other storage had no room for, so it is the newer.
    pub(super) fn join(&mut self, newer: Self) {
        let ids: BTreeSet<EntryId> = newer.entries.iter().map(|entry| entry.id).collect();
        self.entries.retain(|entry| !ids.contains(&entry.id));
        self.entries.extend(newer.entries);
        self.entries.sort_by_key(|entry| entry.client_at);
        self.tried.extend(ids);
        for entry in &newer.typed {
            self.supersede(&entry.said);
        }
        self.typed.extend(newer.typed);
        self.refused.retain(|(_, entry)| newer.refused.iter().all(|(_, other)| other.id != entry.id));
        self.refused.extend(newer.refused);
        self.drafts.extend(newer.drafts);
    }

    /// One thing that was kept, also by an earlier version.
    pub(super) fn take(&mut self, sort: &str, id: &str, json: &str) {
        let entry = || serde_json::from_str::<stored::Sent>(json).ok()?.read().ok();
        match sort {
            "e" => self.entries.extend(entry()),
            "t" => self.typed.extend(entry()),
            "d" => self.drafts.extend(id.parse().ok().zip(serde_json::from_str(json).ok())),
            "r" => {
                let refused = serde_json::from_str::<(Code, stored::Sent)>(json).ok();
                self.refused.extend(refused.and_then(|(code, sent)| Some((code, sent.read().ok()?))));
            }
            _ => {}
        }
    }

    /// Everything under a name of its own, with what it is as text.
    pub(super) fn named(&self, key: &str) -> Vec<(String, Option<String>)> {
        let entry = |sort: &str, entry: &NewEntry| (format!("{key}.{sort}.{}", entry.id), serde_json::to_string(entry).ok());
        let entries = self.entries.iter().map(|it| entry("e", it)).chain(self.typed.iter().map(|it| entry("t", it)));
        let drafts = self.drafts.iter().map(|(note, draft)| (format!("{key}.d.{note}"), serde_json::to_string(draft).ok()));
        let refused = self.refused.iter().map(|it| (format!("{key}.r.{}", it.1.id), serde_json::to_string(it).ok()));
        entries.chain(drafts).chain(refused).collect()
    }

    /// The names under which [`Self::read`] found this, to be cleared once answered.
    pub(super) fn names(&self, key: &str) -> BTreeSet<String> {
        self.named(key).into_iter().map(|(name, _)| name).collect()
    }

    pub(super) fn is_empty(&self) -> bool {
        self.entries.is_empty() && self.drafts.is_empty() && self.typed.is_empty() && self.refused.is_empty()
    }

    /// Everything here that somebody said, whatever became of it.
    pub(super) fn said(&self) -> impl Iterator<Item = &Said> {
        let refused = self.refused.iter().map(|(_, entry)| entry);
        self.entries.iter().chain(&self.typed).chain(refused).map(|entry| &entry.said)
    }

    /// A reason as far as it is typed; it becomes an entry with the notes.
    pub(super) fn typing(&mut self, said: Said) {
        let id = self.typed.iter().find(|entry| topic(&entry.said) == topic(&said)).map_or_else(|| EntryId(fresh_id()), |entry| entry.id);
        self.supersede(&said);
        if !said.words().is_empty() {
            self.typed.push(NewEntry { id, client_at: now(), base: None, said });
        }
    }

    /// Whatever was being typed or was refused of the same, its writer acted.
    pub(super) fn supersede(&mut self, said: &Said) {
        let of = topic(said);
        self.typed.retain(|entry| topic(&entry.said) != of);
        self.refused.retain(|(_, entry)| topic(&entry.said) != of);
    }

    /// What this would say something of.
    pub(super) fn of(&self, said: &Said) -> Option<Key> {
        Key::of(said, self.user?)
    }

    /// `base` is what was said of the same thing before it.
    pub(super) fn push(&mut self, said: Said, base: Option<EntryId>) -> EntryId {
        self.supersede(&said);
        let id = EntryId(fresh_id());
        // They are read back in the order of their times: of two in one moment the later must stay the later.
        let after = self.entries.last().map(|last| UnixMillis(last.client_at.0.saturating_add(1)));
        self.entries.push(NewEntry { id, client_at: after.map_or_else(now, |after| after.max(now())), base, said });
        id
    }

    /// Turns what is typed into entries; gives which entry now says each thing. `bases` are those that did before.
    pub(super) fn settle(&mut self, bases: &BTreeMap<Key, EntryId>) -> Vec<(Key, EntryId)> {
        let mut said = Vec::new();
        for entry in std::mem::take(&mut self.typed) {
            let key = self.of(&entry.said);
            let base = key.as_ref().and_then(|key| bases.get(key).copied());
            let entry = self.push(entry.said, base);
            said.extend(key.map(|key| (key, entry)));
        }
        for (note, draft) in std::mem::take(&mut self.drafts) {
            said.push((Key::Note(note), self.settle_one(note, draft)));
        }
        said
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

/// What it is about: of each topic the newest stands.
fn topic(said: &Said) -> Option<Key> {
    Key::of(said, UserId(Uuid::nil()))
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
