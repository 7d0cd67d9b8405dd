//! Everything a rater does is an entry in one interview's append-only list, chained so that a change shows.

use std::collections::BTreeMap;

use hmac::{Hmac, KeyInit, Mac};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use sha2::{Digest, Sha256};
use uuid::Uuid;

use crate::{
    Code,
    ids::{EntryId, InterviewId, ItemId, NoteId, UserId},
    interview::Note,
    scorecard::{Document, Step},
    scoring::{Level, Rating},
    time::UnixMillis,
};

/// A note this long is a transcript; the database and the PDF must bear it.
pub const NOTE_MAX: usize = 20_000;
const REASON_MAX: usize = 1_000;

/// What happened.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// The rater opened the interview.
    Opened,
    /// A note was written or changed; an empty text takes it away.
    Noted,
    /// An item got a level, or *not observed*.
    Rated,
    /// The rater locked the own ratings.
    Submitted,
}

impl Kind {
    pub const ALL: [Self; 4] = [Self::Opened, Self::Noted, Self::Rated, Self::Submitted];

    pub const fn key(self) -> &'static str {
        match self {
            Self::Opened => "opened",
            Self::Noted => "noted",
            Self::Rated => "rated",
            Self::Submitted => "submitted",
        }
    }

    pub fn parse(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.key() == key)
    }
}

/// An entry as the browser sends it. The rater comes from the session, the time from the server.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct NewEntry {
    pub id: EntryId,
    pub kind: Kind,
    #[serde(default)]
    pub item: Option<ItemId>,
    #[serde(default)]
    pub payload: Value,
    /// When the browser says it happened; kept, never trusted for order.
    pub client_at: UnixMillis,
}

/// What an entry says, checked against the scorecard.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Said {
    Opened,
    Noted { item: ItemId, note: NoteId, step: Option<Step>, text: String },
    Rated { item: ItemId, rating: Rating },
    Submitted,
}

#[derive(Deserialize)]
struct NotePayload {
    note: NoteId,
    #[serde(default)]
    step: Option<Step>,
    text: String,
}

/// Parses an entry against the document it is about.
///
/// # Errors
/// [`Code::UnknownItem`], [`Code::BadLevel`], [`Code::ReasonRequired`], [`Code::TooLarge`] or [`Code::Unreadable`].
pub fn parse(entry: &NewEntry, document: &Document) -> Result<Said, Code> {
    match entry.kind {
        Kind::Opened => Ok(Said::Opened),
        Kind::Submitted => Ok(Said::Submitted),
        Kind::Rated => {
            let item = entry.item.ok_or(Code::UnknownItem)?;
            document.item(item).ok_or(Code::UnknownItem)?;
            Ok(Said::Rated { item, rating: parse_rating(&entry.payload)? })
        }
        Kind::Noted => {
            let item = entry.item.ok_or(Code::UnknownItem)?;
            let known = document.item(item).is_some() || document.competencies.iter().any(|c| c.questions.iter().any(|q| q.id == item));
            if !known {
                return Err(Code::UnknownItem);
            }
            let NotePayload { note, step, text } = serde_json::from_value(entry.payload.clone()).map_err(|_| Code::Unreadable)?;
            if text.chars().count() > NOTE_MAX {
                return Err(Code::TooLarge);
            }
            Ok(Said::Noted { item, note, step, text: text.trim_end().to_owned() })
        }
    }
}

fn parse_rating(payload: &Value) -> Result<Rating, Code> {
    match (payload.get("level"), payload.get("not_observed")) {
        (Some(level), None) => {
            let level = level.as_u64().and_then(|l| u8::try_from(l).ok()).ok_or(Code::BadLevel)?;
            Level::try_from(level).map(Rating::Level).map_err(|_| Code::BadLevel)
        }
        (None, Some(reason)) => {
            let reason = reason.as_str().ok_or(Code::Unreadable)?.trim();
            match reason.chars().count() {
                0 => Err(Code::ReasonRequired),
                n if n > REASON_MAX => Err(Code::TooLarge),
                _ => Ok(Rating::NotObserved(reason.to_owned())),
            }
        }
        _ => Err(Code::Unreadable),
    }
}

/// The answer for one entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "answer", content = "code")]
pub enum Answer {
    /// On disk.
    Stored,
    /// It was on disk already.
    Duplicate,
    Refused(Code),
}

/// What the chain is taken over. The text itself is only in it through the salted payload hash, so that erasure can
/// empty it without breaking the chain.
#[derive(Debug, Clone, Copy)]
pub struct Link<'a> {
    pub interview: InterviewId,
    pub seq: i64,
    pub id: EntryId,
    pub rater: UserId,
    pub kind: &'a str,
    pub item: Option<ItemId>,
    pub payload_hash: &'a [u8; 32],
    pub client_at: UnixMillis,
    pub at: UnixMillis,
}

/// SHA-256 over salt and payload.
pub fn payload_hash(salt: &[u8], payload: &str) -> [u8; 32] {
    let mut hasher = Sha256::new();
    hasher.update(salt);
    hasher.update(payload.as_bytes());
    hasher.finalize().into()
}

/// HMAC-SHA-256 over the previous hash and this entry's fields, each with its length before it.
pub fn chain(key: &[u8; 32], previous: &[u8], link: &Link<'_>) -> [u8; 32] {
    let item = link.item.map_or(Uuid::nil(), |i| i.0);
    keyed(
        key,
        &[
            previous,
            link.interview.0.as_bytes(),
            &link.seq.to_be_bytes(),
            link.id.0.as_bytes(),
            link.rater.0.as_bytes(),
            link.kind.as_bytes(),
            item.as_bytes(),
            link.payload_hash,
            &link.client_at.0.to_be_bytes(),
            &link.at.0.to_be_bytes(),
        ],
    )
}

/// HMAC-SHA-256 over fields, each with its length before it, so that no two lists of fields give the same bytes.
pub fn keyed(key: &[u8; 32], fields: &[&[u8]]) -> [u8; 32] {
    let mut key_block = [0u8; 64];
    key_block[..32].copy_from_slice(key);
    let mut mac = Hmac::<Sha256>::new(&key_block.into());
    for field in fields {
        mac.update(&(field.len() as u64).to_be_bytes());
        mac.update(field);
    }
    mac.finalize().into_bytes().into()
}

/// A rater's current ratings and notes, as the entries in order leave them: what the projection tables must equal.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Current {
    pub ratings: BTreeMap<ItemId, Rating>,
    pub notes: BTreeMap<NoteId, Note>,
    pub submitted: bool,
}

impl Current {
    /// Takes one more entry in.
    pub fn take(&mut self, said: Said) {
        match said {
            Said::Opened => {}
            Said::Submitted => self.submitted = true,
            Said::Rated { item, rating } => {
                self.ratings.insert(item, rating);
            }
            Said::Noted { note, text, .. } if text.is_empty() => {
                self.notes.remove(&note);
            }
            Said::Noted { item, note, step, text } => {
                self.notes.insert(note, Note { id: note, item, step, text });
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::scoring::tests::worked_document;

    fn entry(kind: Kind, item: Option<ItemId>, payload: Value) -> NewEntry {
        NewEntry { id: EntryId(Uuid::from_u128(7)), kind, item, payload, client_at: UnixMillis(0) }
    }

    #[test]
    fn a_level_outside_one_to_five_is_refused() {
        let document = worked_document();
        let item = Some(document.items()[0].id);
        for level in [json!(0), json!(6), json!(-1), json!(3.5), json!("4"), json!(null)] {
            assert_eq!(parse(&entry(Kind::Rated, item, json!({ "level": level })), &document), Err(Code::BadLevel), "{level}");
        }
        let good = parse(&entry(Kind::Rated, item, json!({ "level": 4 })), &document).expect("a level");
        assert!(matches!(good, Said::Rated { rating: Rating::Level(level), .. } if level.get() == 4));
    }

    #[test]
    fn not_observed_needs_a_reason() {
        let document = worked_document();
        let item = Some(document.items()[0].id);
        assert_eq!(parse(&entry(Kind::Rated, item, json!({ "not_observed": " " })), &document), Err(Code::ReasonRequired));
        assert!(parse(&entry(Kind::Rated, item, json!({ "not_observed": "geen tijd" })), &document).is_ok());
        assert_eq!(parse(&entry(Kind::Rated, item, json!({ "level": 3, "not_observed": "x" })), &document), Err(Code::Unreadable));
    }

    #[test]
    fn an_item_of_another_scorecard_is_refused() {
        let stranger = Some(ItemId(Uuid::from_u128(999_999)));
        assert_eq!(parse(&entry(Kind::Rated, stranger, json!({ "level": 3 })), &worked_document()), Err(Code::UnknownItem));
        assert_eq!(parse(&entry(Kind::Rated, None, json!({ "level": 3 })), &worked_document()), Err(Code::UnknownItem));
    }

    #[test]
    fn a_note_of_twenty_thousand_characters_fits_and_one_more_does_not() {
        let document = worked_document();
        let item = Some(document.items()[0].id);
        let note = |n: usize| entry(Kind::Noted, item, json!({ "note": Uuid::nil(), "text": "ë".repeat(n) }));
        assert!(parse(&note(NOTE_MAX), &document).is_ok());
        assert_eq!(parse(&note(NOTE_MAX + 1), &document), Err(Code::TooLarge));
    }

    #[test]
    fn the_last_rating_of_an_item_stands_and_an_emptied_note_is_gone() {
        let item = ItemId(Uuid::from_u128(1));
        let note = NoteId(Uuid::from_u128(2));
        let mut current = Current::default();
        for level in [Level::ALL[1], Level::ALL[3]] {
            current.take(Said::Rated { item, rating: Rating::Level(level) });
        }
        current.take(Said::Noted { item, note, step: None, text: "zei iets".into() });
        assert_eq!(current.notes.len(), 1);
        current.take(Said::Noted { item, note, step: None, text: String::new() });
        assert_eq!(current.notes.len(), 0);
        assert_eq!(current.ratings[&item], Rating::Level(Level::ALL[3]));
    }

    #[test]
    fn any_changed_field_changes_the_chain() {
        let payload = payload_hash(b"salt", "{\"level\":4}");
        let base = Link {
            interview: InterviewId(Uuid::from_u128(1)),
            seq: 1,
            id: EntryId(Uuid::from_u128(2)),
            rater: UserId(Uuid::from_u128(3)),
            kind: "rated",
            item: None,
            payload_hash: &payload,
            client_at: UnixMillis(5),
            at: UnixMillis(6),
        };
        let key = [9; 32];
        let other_payload = payload_hash(b"salt", "{\"level\":5}");
        let changed = [
            Link { seq: 2, ..base },
            Link { rater: UserId(Uuid::from_u128(4)), ..base },
            Link { kind: "noted", ..base },
            Link { payload_hash: &other_payload, ..base },
            Link { at: UnixMillis(7), ..base },
        ];
        let hash = chain(&key, &[0; 32], &base);
        assert_eq!(hash, chain(&key, &[0; 32], &base));
        for link in changed {
            assert_ne!(hash, chain(&key, &[0; 32], &link), "{link:?}");
        }
        assert_ne!(hash, chain(&[8; 32], &[0; 32], &base));
        assert_ne!(hash, chain(&key, &[1; 32], &base));
    }
}
