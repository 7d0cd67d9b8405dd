//! The rater's own sheet on the page: what is rated, what is typed, and whether it is saved.

use std::collections::BTreeMap;

use domain::{
    Code,
    ids::{InterviewId, ItemId, NoteId},
    interview::MySheet,
    scoring::Rating,
};
use leptos::prelude::*;
use text::interview as words;

use super::outbox::Outbox;
use crate::boot::lang;

/// Whether what is on the page is on the server's disk.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Save {
    /// Nothing changed yet.
    Ready,
    /// Typed, not sent.
    Draft,
    Saving,
    /// On disk, at this time of the browser's clock.
    Saved(String),
    /// No connection; kept in the browser.
    Waiting,
    /// The server will not take it; it stays on the page.
    Refused(Code),
}

impl Save {
    /// As it reads in the bar.
    pub fn words(&self) -> String {
        let l = lang();
        match self {
            Self::Ready => words::state_ready(l).to_owned(),
            Self::Draft => words::state_draft(l).to_owned(),
            Self::Saving => words::state_saving(l).to_owned(),
            Self::Saved(time) => words::saved_at(l, time),
            Self::Waiting => words::state_waiting(l).to_owned(),
            Self::Refused(code) => format!("{}: {}", words::state_refused(l), text::errors::say(l, *code, "")),
        }
    }

    /// For the style.
    pub const fn key(&self) -> &'static str {
        match self {
            Self::Ready | Self::Saved(_) => "saved",
            Self::Draft | Self::Saving => "busy",
            Self::Waiting => "waiting",
            Self::Refused(_) => "refused",
        }
    }
}

/// The sheet, shared by the parts of the page.
#[derive(Clone, Copy)]
pub struct Sheet {
    pub ratings: RwSignal<BTreeMap<ItemId, Rating>>,
    pub notes: RwSignal<BTreeMap<ItemId, String>>,
    pub save: RwSignal<Save>,
    pub locked: bool,
    note_ids: StoredValue<BTreeMap<ItemId, NoteId>>,
    outbox: StoredValue<Outbox>,
}

impl Sheet {
    pub fn new(interview: InterviewId, mine: &MySheet, note_ids: &[(ItemId, NoteId)]) -> Self {
        let note_ids: BTreeMap<ItemId, NoteId> = note_ids.iter().copied().collect();
        let texts = mine.notes.iter().filter(|n| note_ids.get(&n.item) == Some(&n.id)).map(|n| (n.item, n.text.clone())).collect();
        let sheet = Self {
            ratings: RwSignal::new(mine.ratings.clone()),
            notes: RwSignal::new(texts),
            save: RwSignal::new(Save::Ready),
            locked: mine.submitted_at.is_some(),
            note_ids: StoredValue::new(note_ids),
            outbox: StoredValue::new(Outbox::new(interview)),
        };
        sheet.outbox.with_value(|outbox| outbox.connect(sheet));
        sheet
    }

    pub fn rate(self, item: ItemId, rating: Rating) {
        if self.locked {
            return;
        }
        self.ratings.update(|r| {
            r.insert(item, rating.clone());
        });
        self.outbox.with_value(|outbox| outbox.rate(item, &rating));
    }

    /// While typing: kept at once, on the server within two seconds.
    pub fn type_note(self, item: ItemId, text: String) {
        if self.locked {
            return;
        }
        let Some(note) = self.note_ids.with_value(|ids| ids.get(&item).copied()) else { return };
        self.outbox.with_value(|outbox| outbox.draft(note, item, text.clone()));
        self.notes.update(|notes| {
            notes.insert(item, text);
        });
    }

    /// On leaving the field: what was typed becomes a note for good.
    pub fn settle_notes(self) {
        self.outbox.try_with_value(Outbox::settle);
    }

    /// Sends everything and locks; `done` runs when the server has it.
    pub fn submit(self, done: impl Fn() + 'static) {
        self.outbox.with_value(|outbox| outbox.submit(Box::new(done)));
    }

    /// Where a note of this id belongs, for what was kept in the browser.
    pub fn item_of(self, note: NoteId) -> Option<ItemId> {
        self.note_ids.with_value(|ids| ids.iter().find(|(_, id)| **id == note).map(|(item, _)| *item))
    }

    /// The note of this item carries this id from now on: typed in this browser before the page was loaded.
    pub fn adopt(self, item: ItemId, note: NoteId) {
        self.note_ids.update_value(|ids| {
            ids.insert(item, note);
        });
    }
}
