//! Between this tab and what the server has: what was kept here comes back on the page, and what another device did comes in.

use std::collections::BTreeSet;

use domain::{
    ids::{ItemId, NoteId},
    interview::MySheet,
    ledger::{Kind, Mark, NewEntry},
    scorecard::Step,
    scoring::{Level, Rating},
};
use leptos::prelude::*;
use serde::Deserialize;

use super::browser::Outbox;
use crate::interview::sheet::{Sheet, Written};

#[derive(Deserialize)]
struct Noted {
    note: NoteId,
    #[serde(default)]
    step: Option<Step>,
    text: String,
}

impl Outbox {
    /// Puts on the page what this browser kept, and sends it.
    pub(super) fn restore(&self, sheet: Sheet) {
        let kept = self.0.borrow().kept.clone();
        if kept.entries.is_empty() && kept.drafts.is_empty() {
            return;
        }
        for entry in &kept.entries {
            shown(sheet, entry);
        }
        for (note, draft) in kept.drafts {
            sheet.adopt((draft.item, draft.step), note, draft.text);
        }
        self.settle();
    }

    /// Takes in what the server has, but for what here is on its way to it.
    pub fn merge(&self, sheet: Sheet, mine: &MySheet) {
        let (rated, noted) = self.on_their_way();
        sheet.ratings.update(|all| {
            all.retain(|item, _| rated.contains(item) || mine.ratings.contains_key(item));
            all.extend(mine.ratings.iter().filter(|(item, _)| !rated.contains(item)).map(|(item, rating)| (*item, rating.clone())));
        });
        sheet.notes.update(|all| {
            all.retain(|note, _| noted.contains(note) || mine.notes.iter().any(|known| known.id == *note));
            for note in mine.notes.iter().filter(|note| !noted.contains(&note.id)) {
                all.insert(note.id, Written { part: (note.item, note.step), text: note.text.clone() });
            }
        });
        {
            let mut inner = self.0.borrow_mut();
            for note in mine.notes.iter().filter(|note| !noted.contains(&note.id)) {
                inner.bases.extend(note.entry.map(|entry| (note.id, entry)));
            }
        }
        sheet.no_evidence.update(|all| all.extend(&mine.no_evidence));
        sheet.probed.update(|all| all.extend(&mine.probed));
        if let Some(relation) = &mine.relation {
            sheet.relation.set(Some(relation.clone()));
        }
        if mine.overall.is_some() {
            sheet.overall.set(mine.overall);
        }
    }

    /// The items and notes that this tab has more of than it sent.
    fn on_their_way(&self) -> (BTreeSet<ItemId>, BTreeSet<NoteId>) {
        let inner = self.0.borrow();
        let of = |kind| inner.kept.entries.iter().filter(move |entry| entry.kind == kind);
        let rated = of(Kind::Rated).filter_map(|entry| entry.item).collect();
        let noted = of(Kind::Noted).filter_map(|entry| Noted::deserialize(&entry.payload).ok()).map(|noted| noted.note);
        (rated, noted.chain(inner.kept.drafts.keys().copied()).collect())
    }
}

/// What a kept entry says, on the page again.
fn shown(sheet: Sheet, entry: &NewEntry) {
    let payload = &entry.payload;
    let level = || payload.get("level").and_then(|level| Level::deserialize(level).ok());
    match (entry.kind, entry.item) {
        (Kind::Rated, Some(item)) => {
            let reason = payload.get("not_observed").and_then(|reason| reason.as_str());
            let rating = level().map(Rating::Level).or_else(|| reason.map(|reason| Rating::NotObserved(reason.to_owned())));
            sheet.ratings.update(|all| all.extend(rating.map(|rating| (item, rating))));
        }
        (Kind::Noted, Some(item)) => {
            if let Ok(Noted { note, step, text }) = Noted::deserialize(payload) {
                sheet.adopt((item, step), note, text);
            }
        }
        (Kind::NoEvidence, item) => sheet.show_mark(item, Mark::NoEvidence),
        (Kind::Asked, item) => {
            if let Some(step) = payload.get("step").and_then(|step| Step::deserialize(step).ok()) {
                sheet.show_mark(item, Mark::Probed(step));
            }
        }
        (Kind::Declared, None) => {
            let relation = payload.get("relation").and_then(|relation| relation.as_str()).unwrap_or_default();
            sheet.show_mark(None, Mark::Relation(relation.to_owned()));
        }
        (Kind::Overall, None) => {
            if let Some(level) = level() {
                sheet.show_mark(None, Mark::Overall(level));
            }
        }
        _ => {}
    }
}
