//! Everything a panel does in an interview is an entry in one append-only list, chained so that a change shows.
//!
//! A new kind is a variant of [`Said`] ([`event`]), what is asked of it ([`check()`]), what it changes ([`project()`]), and its
//! words in crate `text`.

mod chain;
mod check;
mod event;
mod limits;
mod project;

use serde::{Deserialize, Serialize};

use crate::{Code, ids::EntryId, stored, time::UnixMillis};

pub use chain::{Link, chain, keyed, payload_hash};
pub use check::check;
pub use event::{Kind, Said};
pub use limits::{BODY_MAX, ENTRIES_MAX, NOTE_MAX, REASON_MAX, chunk};
pub use project::{Before, Change, Entry, Key, Row, Standing, project, state};

/// What arrives within this time of being said was not kept back by a lost connection, in milliseconds.
pub const AT_ONCE: i64 = 2_000;

/// An entry on its way: in a request and in a browser's outbox. The rater comes from the session, the place in the chain
/// from the server. [`stored::Sent`] reads it back, in whatever shape it was written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct NewEntry {
    pub id: EntryId,
    /// When the browser says it happened; corrected by the server before it means anything.
    pub client_at: UnixMillis,
    /// The entry about the same thing that its writer had before them: this one comes after it, whatever the clocks say.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub base: Option<EntryId>,
    #[serde(serialize_with = "stored::with_schema")]
    pub said: Said,
}

/// The answer for one entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "answer", content = "code")]
pub enum Answer {
    /// On disk.
    Stored,
    /// On disk, and without effect: what the same person said later, where the writer of this could not see it, stands.
    Overtaken,
    /// It was on disk already.
    Duplicate,
    Refused(Code),
}

#[cfg(test)]
pub(crate) mod tests;
