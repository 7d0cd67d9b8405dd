//! What the server has not answered for yet stays in the browser's storage, keyed by person and interview.
//!
//! A rating goes at once. A note goes as a draft within two seconds of typing, and becomes an entry on leaving the field,
//! on rating, on submit, when the page goes away, or after 30 seconds. Sending twice is harmless: ids are made here and
//! unique. It knows nothing of the page: it is told what somebody says, and tells who listens what became of it.

#[cfg(feature = "hydrate")]
mod browser;
#[cfg(feature = "hydrate")]
mod kept;
#[cfg(feature = "hydrate")]
mod sending;
#[cfg(feature = "hydrate")]
mod storage;
#[cfg(feature = "hydrate")]
mod unsaved;

use std::collections::BTreeSet;

use domain::{
    Code, Failure,
    ids::{EntryId, ItemId, NoteId},
    interview::MySheet,
    ledger::{Key, Said},
};

#[cfg(feature = "hydrate")]
pub use browser::Outbox;
#[cfg(feature = "hydrate")]
pub(crate) use kept::now;

#[cfg(not(feature = "hydrate"))]
pub use server::Outbox;

/// What the outbox tells.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Told {
    /// Was kept in this browser before the page was loaded: shows again, and goes.
    Kept(Said),
    /// Whether the browser's storage has it may be otherwise now.
    Stored,
    /// Something is typed that the server does not have.
    Typed,
    /// It is on its way.
    Sending,
    /// The server has everything.
    Saved,
    /// It has, and what the same person said later on another device stands.
    Overtaken,
    /// It cannot be taken now: kept here until it can.
    Waiting(Failure),
    /// The server will not take it.
    Refused(Code),
    /// The server has the submission.
    Submitted,
    /// The server will not take the submission.
    NotSubmitted(Code),
}

/// What the server would not take, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refused {
    pub id: EntryId,
    pub said: Said,
    pub code: Code,
}

/// What this browser has more of than it was answered for: what another device did to these gives way.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct OnTheWay {
    pub rated: BTreeSet<ItemId>,
    pub notes: BTreeSet<NoteId>,
    pub no_evidence: BTreeSet<ItemId>,
    pub relation: bool,
    pub overall: bool,
}

/// Which entry said each thing last, as far as the server knows.
fn bases(mine: &MySheet) -> impl Iterator<Item = (Key, EntryId)> {
    let notes = mine.notes.iter().filter_map(|note| Some((Key::Note(note.id), note.entry?)));
    mine.bases.iter().cloned().chain(notes)
}

/// On the server there is nothing to send.
#[cfg(not(feature = "hydrate"))]
mod server {
    use std::collections::BTreeMap;

    use domain::{
        ids::{EntryId, InterviewId, ItemId, NoteId},
        interview::MySheet,
        ledger::{Key, Said},
        scorecard::Step,
    };

    use super::{OnTheWay, Refused, Told, bases};

    /// Only knows which entry said what last.
    pub struct Outbox(BTreeMap<Key, EntryId>);

    impl Outbox {
        pub fn new(_: InterviewId, mine: &MySheet) -> Self {
            Self(bases(mine).collect())
        }

        pub fn connect(&self, _: impl Fn(Told) + 'static) {}

        /// The part of the page that is drawn on the server has an id of the server's own.
        pub fn fresh_id(&self) -> uuid::Uuid {
            uuid::Uuid::nil()
        }

        pub fn base(&self, note: NoteId) -> Option<EntryId> {
            self.0.get(&Key::Note(note)).copied()
        }

        pub fn say(&self, _: Said) {}

        pub fn draft(&self, _: NoteId, _: (ItemId, Option<Step>), _: String) {}

        pub fn settle(&self) {}

        pub fn typing(&self, _: Said) {}

        pub fn submit(&self, _: String) {}

        pub fn refused(&self) -> Vec<Refused> {
            Vec::new()
        }

        pub fn discard(&self, _: EntryId) {}

        pub fn on_the_way(&self) -> OnTheWay {
            OnTheWay::default()
        }

        pub fn learn(&self, _: &MySheet) {}

        pub fn is_kept(&self) -> bool {
            true
        }

        pub fn is_empty(&self) -> bool {
            true
        }

        pub fn is_submitting(&self) -> bool {
            false
        }
    }
}
