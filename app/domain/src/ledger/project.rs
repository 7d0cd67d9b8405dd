//! What an entry changes in what an interview's ledger says now. The writer stores these rows in the transaction of the entry;
//! `verify` makes them again from the beginning and compares.

use std::{borrow::Cow, collections::BTreeMap};

use serde::{Deserialize, Serialize};

use super::{Kind, Said};
use crate::{
    ids::{EntryId, ItemId, NoteId, UserId},
    interview::{InterviewState, Sheets},
    scorecard::Step,
    scoring::Rating,
    time::UnixMillis,
};

/// An entry in its place.
#[derive(Debug, Clone, Copy)]
pub struct Entry<'a> {
    pub seq: i64,
    pub id: EntryId,
    pub rater: UserId,
    pub said: &'a Said,
    /// The same as the ledger has it.
    pub payload: &'a str,
    /// The entry that this one replaces whatever the clocks say, by its place.
    pub after: Option<i64>,
    pub client_at: UnixMillis,
    pub at: UnixMillis,
}

/// Which row of an interview.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Key {
    Rating(UserId, ItemId),
    Note(NoteId),
    /// Said once, of an item or of the whole; of each topic the newest stands.
    Mark(UserId, Option<ItemId>, Cow<'static, str>),
    Seat(UserId),
    /// That a sheet was set aside.
    Aside(UserId),
}

/// What stands in a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Row {
    Rating {
        rating: Rating,
        seq: i64,
        client_at: UnixMillis,
    },
    Note {
        rater: UserId,
        /// Of the entry that wrote it first: notes stay in the order they were made.
        seq: i64,
        item: ItemId,
        step: Option<Step>,
        text: String,
        at: UnixMillis,
        /// The entry that wrote it last.
        entry: EntryId,
    },
    Mark {
        kind: Kind,
        /// The payload of the entry.
        value: String,
        seq: i64,
        client_at: UnixMillis,
        at: UnixMillis,
    },
    Seat {
        submitted_at: UnixMillis,
    },
    /// Given back by the entry in this place: open, as before it was submitted.
    Returned {
        seq: i64,
    },
    /// Set aside by the entry in this place.
    Aside {
        seq: i64,
    },
}

/// As much of a row as decides what a next entry does to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Before {
    /// A rating or a mark: of this moment, by the entry in this place.
    Said {
        at: UnixMillis,
        seq: i64,
    },
    /// A note that was first written in this place.
    Noted(i64),
    Submitted,
    Returned,
    SetAside,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Change {
    Put(Row),
    /// The row goes away.
    Gone,
}

impl Row {
    pub const fn before(&self) -> Before {
        match self {
            Self::Rating { client_at, seq, .. } | Self::Mark { client_at, seq, .. } => Before::Said { at: *client_at, seq: *seq },
            Self::Note { seq, .. } => Before::Noted(*seq),
            Self::Seat { .. } => Before::Submitted,
            Self::Returned { .. } => Before::Returned,
            Self::Aside { .. } => Before::SetAside,
        }
    }
}

impl Key {
    /// The row that this says something of; none when it is in the ledger alone.
    pub fn of(said: &Said, rater: UserId) -> Option<Self> {
        let mark = |topic| Self::Mark(rater, said.item(), Cow::Borrowed(topic));
        Some(match said {
            Said::Rated { item, .. } => Self::Rating(rater, *item),
            Said::Noted { note, .. } => Self::Note(*note),
            Said::Submitted { .. } => Self::Seat(rater),
            Said::Returned { of, .. } => Self::Seat(*of),
            Said::SetAside { of, .. } => Self::Aside(*of),
            Said::Replaced { .. } => return None,
            Said::Opened { background: None } => mark("opened"),
            Said::Opened { background: Some(_) } => mark("background"),
            Said::Asked { step: None, .. } | Said::Skipped { .. } | Said::Changed { .. } => mark("question"),
            Said::Asked { step: Some(Step::Situation), .. } => mark("probed_situation"),
            Said::Asked { step: Some(Step::Task), .. } => mark("probed_task"),
            Said::Asked { step: Some(Step::Action), .. } => mark("probed_action"),
            Said::Asked { step: Some(Step::Result), .. } => mark("probed_result"),
            Said::Asked { step: Some(Step::Reflection), .. } => mark("probed_reflection"),
            Said::NoEvidence { .. } => mark("no_evidence"),
            Said::Declared { .. } => mark("relation"),
            Said::Overall { .. } => mark("overall"),
            Said::Closed => mark("closed"),
            Said::Consensus { .. } => mark("consensus"),
        })
    }
}

/// What one more entry changes, where `before` knows the rows that stand; nothing when what stands is newer.
pub fn project(entry: &Entry<'_>, before: impl FnOnce(&Key) -> Option<Before>) -> Option<(Key, Change)> {
    let key = Key::of(entry.said, entry.rater)?;
    let before = before(&key);
    // What was said in the knowledge of the other comes after it. Of two that did not know of each other the later stands, by the
    // corrected time of who said them: a device that was without a network and comes back does not undo what was said after.
    if let Some(Before::Said { at, seq }) = before
        && entry.after.is_none_or(|after| after < seq)
        && at > entry.client_at
    {
        return None;
    }
    let Entry { seq, id, rater, said, payload, client_at, at, .. } = *entry;
    let row = match said {
        Said::Noted { text, .. } if text.is_empty() => return Some((key, Change::Gone)),
        Said::NoEvidence { withdrawn: true, .. } => return Some((key, Change::Gone)),
        Said::Noted { item, step, text, .. } => {
            let seq = if let Some(Before::Noted(first)) = before { first } else { seq };
            Row::Note { rater, seq, item: *item, step: *step, text: text.clone(), at, entry: id }
        }
        Said::Rated { rating, .. } => Row::Rating { rating: rating.clone(), seq, client_at },
        Said::Submitted { .. } => Row::Seat { submitted_at: at },
        Said::Returned { .. } => Row::Returned { seq },
        Said::SetAside { .. } => Row::Aside { seq },
        said => Row::Mark { kind: said.kind(), value: payload.to_owned(), seq, client_at, at },
    };
    Some((key, Change::Put(row)))
}

/// How far an interview is that was not cancelled. One that lacks a rater is not done, however many submitted.
pub const fn state(begun: bool, sheets: Sheets) -> InterviewState {
    match (begun, sheets.are_in()) {
        (_, true) => InterviewState::Done,
        (true, false) => InterviewState::Live,
        (false, false) => InterviewState::Planned,
    }
}

/// All rows of an interview, as its entries in order leave them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Standing {
    pub rows: BTreeMap<Key, Row>,
    /// Somebody of the panel did something.
    pub begun: bool,
}

impl Standing {
    pub fn take(&mut self, entry: &Entry<'_>) {
        self.begun |= !entry.said.kind().has_own_form();
        match project(entry, |key| self.rows.get(key).map(Row::before)) {
            Some((key, Change::Put(row))) => drop(self.rows.insert(key, row)),
            Some((key, Change::Gone)) => drop(self.rows.remove(&key)),
            None => {}
        }
    }
}
