//! The rater's own sheet on the page: what is rated, what is typed, and whether it is saved.

use std::collections::{BTreeMap, BTreeSet};

use domain::{
    Code,
    ids::{EntryId, InterviewId, ItemId, NoteId},
    interview::{MySheet, Note},
    ledger::Said,
    scorecard::Step,
    scoring::{Level, Rating},
    time::Moment,
};
use leptos::prelude::*;
use text::interview as words;

use super::{
    live::{moment, time},
    outbox::{Outbox, Refused, Told},
    save::Save,
};
use crate::boot::lang;

/// A part of an item that has a note of its own: what was said freely, or one step of STARR.
pub type Part = (ItemId, Option<Step>);

/// A note as it stands on the page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Written {
    pub part: Part,
    pub text: String,
}

/// The sheet, shared by the parts of the page.
#[derive(Clone, Copy)]
pub struct Sheet {
    pub ratings: RwSignal<BTreeMap<ItemId, Rating>>,
    pub notes: RwSignal<BTreeMap<NoteId, Written>>,
    pub no_evidence: RwSignal<BTreeSet<ItemId>>,
    pub probed: RwSignal<BTreeSet<(ItemId, Step)>>,
    /// How the rater knows the candidate; `None` while not answered.
    pub relation: RwSignal<Option<String>>,
    pub overall: RwSignal<Option<Level>>,
    /// *Not observed* as chosen on the page, before there is a reason to send; until then what was said before stands.
    pub reasonless: RwSignal<BTreeSet<ItemId>>,
    pub save: RwSignal<Save>,
    /// The browser's storage has what the server does not.
    pub kept: RwSignal<bool>,
    /// What the server would not take, until the rater changes or discards it.
    pub refused: RwSignal<Vec<Refused>>,
    /// The server has the submission that was sent from here.
    pub submitted: RwSignal<bool>,
    /// Why the server would not take it.
    pub not_submitted: RwSignal<Option<Code>>,
    pub locked: bool,
    planned: Moment,
    /// The note that typing in a part goes to.
    in_hand: StoredValue<BTreeMap<Part, NoteId>>,
    outbox: StoredValue<Outbox>,
}

impl Sheet {
    /// `fresh` is the id of a note that is not there yet, for a form without script.
    pub fn new(interview: InterviewId, planned: Moment, mine: &MySheet, fresh: (Part, NoteId)) -> Self {
        let mut in_hand = BTreeMap::new();
        for note in &mine.notes {
            in_hand.entry((note.item, note.step)).or_insert(note.id);
        }
        in_hand.entry(fresh.0).or_insert(fresh.1);
        let written = |note: &Note| (note.id, Written { part: (note.item, note.step), text: note.text.clone() });
        let sheet = Self {
            ratings: RwSignal::new(mine.ratings.clone()),
            notes: RwSignal::new(mine.notes.iter().map(written).collect()),
            no_evidence: RwSignal::new(mine.no_evidence.clone()),
            probed: RwSignal::new(mine.probed.clone()),
            relation: RwSignal::new(mine.relation.clone()),
            overall: RwSignal::new(mine.overall),
            reasonless: RwSignal::new(BTreeSet::new()),
            save: RwSignal::new(Save::Ready),
            kept: RwSignal::new(true),
            refused: RwSignal::new(Vec::new()),
            submitted: RwSignal::new(false),
            not_submitted: RwSignal::new(None),
            locked: mine.submitted_at.is_some(),
            planned,
            in_hand: StoredValue::new(in_hand),
            outbox: StoredValue::new(Outbox::new(interview, mine)),
        };
        sheet.outbox.with_value(|outbox| outbox.connect(move |told| sheet.hear(told)));
        sheet
    }

    /// The note that typing in this part goes to; a new one when there is none.
    pub fn note_of(self, part: Part) -> NoteId {
        let known = self.in_hand.with_value(|all| all.get(&part).copied());
        known.unwrap_or_else(|| {
            let note = NoteId(self.outbox.with_value(Outbox::fresh_id));
            self.in_hand.update_value(|all| {
                all.insert(part, note);
            });
            note
        })
    }

    /// What is written in this part.
    pub fn text_of(self, part: Part) -> String {
        let note = self.in_hand.with_value(|all| all.get(&part).copied());
        self.notes.with(|notes| note.and_then(|note| notes.get(&note)).map(|written| written.text.clone()).unwrap_or_default())
    }

    /// Every other note of the item with something in it.
    pub fn others(self, part: Part) -> Vec<(NoteId, Written)> {
        let here = self.in_hand.with_value(|all| all.get(&part).copied());
        let other = |(id, written): &(&NoteId, &Written)| {
            written.part.0 == part.0 && Some(**id) != here && !domain::visible::is_blank(&written.text)
        };
        self.notes.with(|notes| notes.iter().filter(other).map(|(id, written)| (*id, written.clone())).collect())
    }

    /// The entry that wrote the note of this part last, for a form without script.
    pub fn base_of(self, part: Part) -> Option<EntryId> {
        let note = self.note_of(part);
        self.outbox.with_value(|outbox| outbox.base(note))
    }

    /// The steps that were heard or asked for.
    pub fn heard(self, item: ItemId) -> BTreeSet<Step> {
        let probed = self.probed.with(|all| all.iter().filter(|(of, _)| *of == item).map(|(_, step)| *step).collect::<BTreeSet<_>>());
        let noted = |written: &Written| written.part.1.filter(|_| written.part.0 == item && !domain::visible::is_blank(&written.text));
        self.notes.with(|notes| notes.values().filter_map(noted).chain(probed).collect())
    }

    /// Evidence comes before the score (C3): a note, the word that there was none, or a level that is there already.
    pub fn has_evidence(self, item: ItemId) -> bool {
        self.no_evidence.with(|all| all.contains(&item))
            || self.is_noted(item)
            || self.ratings.with(|ratings| matches!(ratings.get(&item), Some(Rating::Level(_))))
    }

    /// Whether there is a note on this item with something in it.
    pub fn is_noted(self, item: ItemId) -> bool {
        self.notes.with(|notes| notes.values().any(|written| written.part.0 == item && !domain::visible::is_blank(&written.text)))
    }

    /// Says something and shows it. What says how the conversation goes may be said after submitting too.
    pub fn say(self, said: Said) {
        if self.locked && !said.is_conduct() {
            return;
        }
        self.show(said.clone());
        self.outbox.with_value(|outbox| outbox.say(said));
    }

    /// Puts on the page what the rater said.
    fn show(self, said: Said) {
        match said {
            Said::Rated { item, rating } => self.ratings.update(|all| drop(all.insert(item, rating))),
            Said::Noted { item, note, step, text, .. } => {
                // The note of this part carries this id from now on: it was typed in this browser before the page was loaded.
                self.in_hand.update_value(|all| {
                    all.insert((item, step), note);
                });
                self.notes.update(|notes| drop(notes.insert(note, Written { part: (item, step), text })));
            }
            Said::NoEvidence { item, withdrawn } => {
                self.no_evidence.update(|all| {
                    let _ = if withdrawn { all.remove(&item) } else { all.insert(item) };
                });
            }
            Said::Asked { item, step: Some(step) } => self.probed.update(|all| {
                all.insert((item, step));
            }),
            Said::Declared { relation } => self.relation.set(Some(relation)),
            Said::Overall { level } => self.overall.set(Some(level)),
            _ => {}
        }
    }

    /// *Not observed*, of which the reason is still to come.
    pub fn chose_none(self, item: ItemId) {
        self.reasonless.update(|all| {
            all.insert(item);
        });
    }

    /// A level, or a reason why there is none.
    pub fn chose(self, item: ItemId) {
        self.reasonless.update(|all| {
            all.remove(&item);
        });
    }

    /// Whether it is saved, as the bar says it.
    pub fn says(self) -> String {
        let says = self.save.with(Save::words);
        let l = lang();
        let lacking = self.reasonless.with(BTreeSet::len);
        if lacking > 0 && self.save.with(|save| save.key() == "saved") {
            return words::reasons_missing(l, lacking);
        }
        match self.save.with(|save| if let Save::Waiting(failure) = save { Some(failure.code) } else { None }) {
            Some(Code::Unavailable) if !self.kept.get() => words::state_unkept(l).to_owned(),
            Some(_) if !self.kept.get() => format!("{says}. {}", words::unkept(l)),
            _ => says,
        }
    }

    /// How often the server has answered this page's sheet.
    #[cfg(feature = "hydrate")]
    pub fn turn(self) -> u32 {
        self.outbox.with_value(Outbox::turn)
    }

    /// What became of what was said. The page may be gone by then.
    fn hear(self, told: Told) {
        let refused = self.outbox.try_with_value(Outbox::refused).unwrap_or_default();
        let count = refused.len();
        self.refused.try_set(refused);
        self.kept.try_set(self.outbox.try_with_value(Outbox::is_kept).unwrap_or(true));
        let save = match told {
            // What is locked shows what was locked.
            Told::Kept(_) if self.locked => return,
            Told::Kept(said) => return self.show(said),
            Told::Stored => return,
            Told::NotSubmitted(code) => {
                self.not_submitted.try_set(Some(code));
                return;
            }
            Told::Submitted => {
                self.submitted.try_set(true);
                return;
            }
            Told::Typed => Save::Draft,
            Told::Sending => Save::Saving,
            Told::Saved => Save::Saved(time(lang(), moment(self.planned))),
            Told::Waiting(failure) => Save::Waiting(failure),
            Told::Overtaken => Save::Overtaken,
            Told::Refused(code) => Save::Refused(code, count),
        };
        self.save.try_set(save);
    }

    /// While typing: kept at once, on the server within two seconds.
    pub fn type_note(self, part: Part, text: String) {
        if self.locked {
            return;
        }
        let note = self.note_of(part);
        self.outbox.with_value(|outbox| outbox.draft(note, part, text.clone()));
        self.notes.update(|notes| drop(notes.insert(note, Written { part, text })));
    }

    /// On leaving the field: what was typed becomes a note for good.
    pub fn settle_notes(self) {
        self.outbox.try_with_value(Outbox::settle);
    }

    /// A reason or a declaration while it is typed: kept at once, said on leaving the field.
    pub fn typing(self, said: Said) {
        if !self.locked {
            self.outbox.with_value(|outbox| outbox.typing(said));
        }
    }

    /// Whether the level of this item would have no evidence if its rater had heard something after all.
    pub fn rests_on_nothing(self, item: ItemId) -> bool {
        self.ratings.with(|ratings| matches!(ratings.get(&item), Some(Rating::Level(_)))) && !self.is_noted(item)
    }

    /// What was refused is wanted no longer.
    pub fn discard(self, id: EntryId) {
        self.outbox.with_value(|outbox| outbox.discard(id));
    }

    /// Heard before anything was sent: what is typed from now on does not go, and leaving with it asks.
    #[cfg(feature = "hydrate")]
    pub fn cannot_go(self, save: Save) {
        self.outbox.with_value(Outbox::cannot_go);
        self.save.set(save);
    }

    /// Sends everything and locks; [`Self::submitted`] says when the server has it. The reason is for who rated nothing.
    pub fn submit(self, reason: String) {
        self.not_submitted.set(None);
        self.outbox.with_value(|outbox| outbox.submit(reason));
    }

    /// The own ratings were submitted on another device: this page shows it too, unless it has something that is not sent.
    #[cfg(feature = "hydrate")]
    pub fn submitted_elsewhere(self) {
        // The own submission, on its way back or just answered: that leads on, and loading anew would break it off.
        if self.outbox.with_value(Outbox::is_submitting) || self.submitted.get_untracked() {
            return;
        }
        if self.outbox.with_value(Outbox::is_empty) {
            let _ = window().location().reload();
        } else {
            self.save.set(Save::Refused(Code::AlreadySubmitted, 0));
        }
    }

    /// Takes in what the server has now, as far as nothing here is on its way to it.
    #[cfg(feature = "hydrate")]
    pub fn merge(self, mine: &MySheet) {
        let on_the_way = self.outbox.with_value(Outbox::on_the_way);
        let super::outbox::OnTheWay { rated, notes: noted, no_evidence, relation, overall } = on_the_way;
        self.outbox.with_value(|outbox| outbox.learn(mine));
        self.ratings.update(|all| {
            all.retain(|item, _| rated.contains(item) || mine.ratings.contains_key(item));
            all.extend(mine.ratings.iter().filter(|(item, _)| !rated.contains(item)).map(|(item, rating)| (*item, rating.clone())));
        });
        self.notes.update(|all| {
            all.retain(|note, _| noted.contains(note) || mine.notes.iter().any(|known| known.id == *note));
            for note in mine.notes.iter().filter(|note| !noted.contains(&note.id)) {
                all.insert(note.id, Written { part: (note.item, note.step), text: note.text.clone() });
            }
        });
        self.no_evidence.update(|all| {
            all.retain(|item| no_evidence.contains(item));
            all.extend(mine.no_evidence.difference(&no_evidence));
        });
        self.probed.update(|all| all.extend(&mine.probed));
        if !relation {
            self.relation.set(mine.relation.clone());
        }
        if !overall {
            self.overall.set(mine.overall);
        }
    }
}
