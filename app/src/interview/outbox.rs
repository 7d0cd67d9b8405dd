//! What the server has not answered for yet stays in the browser's storage, keyed by person and interview.
//!
//! A rating goes at once. A note goes as a draft within two seconds of typing, and becomes an entry on leaving the field,
//! on rating, on submit, when the page goes away, or after 30 seconds. Sending twice is harmless: ids are made here and
//! unique.

#[cfg(feature = "hydrate")]
mod browser;
#[cfg(feature = "hydrate")]
mod kept;
#[cfg(feature = "hydrate")]
mod merge;

#[cfg(feature = "hydrate")]
pub use browser::Outbox;
#[cfg(feature = "hydrate")]
pub(super) use kept::now;

#[cfg(not(feature = "hydrate"))]
pub use server::Outbox;

/// On the server there is nothing to send.
#[cfg(not(feature = "hydrate"))]
mod server {
    use std::collections::BTreeMap;

    use domain::{
        ids::{EntryId, InterviewId, ItemId, NoteId},
        interview::{MySheet, Note},
        ledger::Kind,
    };
    use serde_json::Value;

    use crate::interview::sheet::{Part, Sheet};

    /// Only knows which entry wrote which note.
    pub struct Outbox(BTreeMap<NoteId, EntryId>);

    impl Outbox {
        pub fn new(_: InterviewId, notes: &[Note]) -> Self {
            Self(notes.iter().filter_map(|note| Some((note.id, note.entry?))).collect())
        }

        pub fn connect(&self, _: Sheet) {}

        /// The part of the page that is drawn on the server has an id of the server's own.
        pub fn fresh_id(&self) -> uuid::Uuid {
            uuid::Uuid::nil()
        }

        pub fn base(&self, note: NoteId) -> Option<EntryId> {
            self.0.get(&note).copied()
        }

        pub fn say(&self, _: Kind, _: Option<ItemId>, _: Value) {}

        pub fn draft(&self, _: NoteId, _: Part, _: String) {}

        pub fn settle(&self) {}

        pub fn submit(&self, _: Box<dyn Fn()>) {}

        pub fn merge(&self, _: Sheet, _: &MySheet) {}

        pub fn is_empty(&self) -> bool {
            true
        }

        pub fn is_submitting(&self) -> bool {
            false
        }
    }
}
