//! What the entries of one rater say now: what the projection tables must equal.

use std::collections::{BTreeMap, btree_map::Entry};

use super::{Mark, Said};
use crate::{
    ids::{ItemId, NoteId},
    interview::Note,
    scoring::Rating,
    time::UnixMillis,
};

/// A rater's ratings, notes and marks, as the entries in order leave them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Current {
    pub ratings: BTreeMap<ItemId, (Rating, UnixMillis)>,
    pub notes: BTreeMap<NoteId, Note>,
    pub marks: BTreeMap<(Option<ItemId>, &'static str), (Mark, UnixMillis)>,
    pub submitted: bool,
}

impl Current {
    /// Takes one more entry in. Of two ratings the later stands, by the corrected time of who gave them: a device that was
    /// without a network and comes back does not undo what was said after.
    pub fn take(&mut self, said: Said, at: UnixMillis) {
        match said {
            Said::Replaced { .. } => {}
            Said::Submitted => self.submitted = true,
            Said::Rated { item, rating } => newest(self.ratings.entry(item), rating, at),
            Said::Marked { item, mark } => newest(self.marks.entry((item, mark.topic())), mark, at),
            Said::Noted { note, text, .. } if text.is_empty() => {
                self.notes.remove(&note);
            }
            Said::Noted { item, note, step, text, .. } => {
                self.notes.insert(note, Note { id: note, item, step, text, entry: None });
            }
        }
    }
}

fn newest<K: Ord, V>(entry: Entry<'_, K, (V, UnixMillis)>, value: V, at: UnixMillis) {
    match entry {
        Entry::Occupied(known) if known.get().1 > at => {}
        Entry::Occupied(mut known) => drop(known.insert((value, at))),
        Entry::Vacant(new) => drop(new.insert((value, at))),
    }
}
