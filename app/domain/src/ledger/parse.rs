//! From what a browser sent to what it says.

use serde::Deserialize;
use serde_json::Value;

use super::{Fate, Kind, Mark, NewEntry, Said};
use crate::{
    Code,
    ids::{EntryId, ItemId, NoteId, UserId},
    scorecard::{Document, Step},
    scoring::{Level, Rating},
};

/// A note this long is a transcript; the database and the PDF must bear it.
pub const NOTE_MAX: usize = 20_000;
/// A reason, in characters.
pub const REASON_MAX: usize = 1_000;

#[derive(Deserialize)]
struct NotePayload {
    note: NoteId,
    #[serde(default)]
    step: Option<Step>,
    text: String,
    #[serde(default)]
    base: Option<EntryId>,
}

#[derive(Deserialize)]
struct ReplacedPayload {
    from: UserId,
    to: UserId,
    reason: String,
}

/// Parses an entry against the document it is about.
///
/// # Errors
/// [`Code::UnknownItem`], [`Code::BadLevel`], [`Code::ReasonRequired`], [`Code::TooLarge`] or [`Code::Unreadable`].
pub fn parse(entry: &NewEntry, document: &Document) -> Result<Said, Code> {
    let payload = &entry.payload;
    let whole = |mark| Ok(Said::Marked { item: None, mark });
    match entry.kind {
        Kind::Submitted => Ok(Said::Submitted),
        Kind::Rated => Ok(Said::Rated { item: rated_item(entry, document)?, rating: parse_rating(payload)? }),
        Kind::Noted => noted(entry, document),
        Kind::Opened if payload.get("background").is_some() => whole(Mark::Background(reason(payload, "background")?)),
        Kind::Opened => whole(Mark::Opened),
        Kind::Closed => whole(Mark::Closed),
        Kind::Declared => whole(Mark::Relation(text(payload, "relation")?)),
        Kind::Overall => whole(Mark::Overall(level(payload.get("level").ok_or(Code::BadLevel)?)?)),
        Kind::NoEvidence => Ok(Said::Marked { item: Some(rated_item(entry, document)?), mark: Mark::NoEvidence }),
        Kind::Asked => match payload.get("step") {
            Some(step) => of_question(entry, document, Mark::Probed(Step::deserialize(step).map_err(|_| Code::Unreadable)?)),
            None => of_question(entry, document, Mark::Question(Fate::Asked)),
        },
        Kind::Skipped => of_question(entry, document, Mark::Question(Fate::Skipped(reason(payload, "reason")?))),
        Kind::Changed => of_question(entry, document, Mark::Question(Fate::Changed(reason(payload, "reason")?))),
        Kind::Consensus => {
            let item = entry.item.filter(|item| document.competency(*item).is_some()).ok_or(Code::UnknownItem)?;
            let level = level(payload.get("level").ok_or(Code::BadLevel)?)?;
            Ok(Said::Marked { item: Some(item), mark: Mark::Consensus { level, reason: reason(payload, "reason")? } })
        }
        Kind::Replaced => {
            let ReplacedPayload { from, to, reason } = ReplacedPayload::deserialize(payload).map_err(|_| Code::Unreadable)?;
            Ok(Said::Replaced { from, to, reason })
        }
    }
}

fn rated_item(entry: &NewEntry, document: &Document) -> Result<ItemId, Code> {
    entry.item.filter(|item| document.item(*item).is_some()).ok_or(Code::UnknownItem)
}

fn of_question(entry: &NewEntry, document: &Document, mark: Mark) -> Result<Said, Code> {
    let item = entry.item.filter(|item| document.question(*item).is_some()).ok_or(Code::UnknownItem)?;
    Ok(Said::Marked { item: Some(item), mark })
}

fn noted(entry: &NewEntry, document: &Document) -> Result<Said, Code> {
    let known = |item: &ItemId| document.item(*item).is_some() || document.question(*item).is_some();
    let item = entry.item.filter(known).ok_or(Code::UnknownItem)?;
    let NotePayload { note, step, text, base } = NotePayload::deserialize(&entry.payload).map_err(|_| Code::Unreadable)?;
    if text.chars().count() > NOTE_MAX {
        return Err(Code::TooLarge);
    }
    Ok(Said::Noted { item, note, step, text: storable(text.trim_end())?, base })
}

fn parse_rating(payload: &Value) -> Result<Rating, Code> {
    match (payload.get("level"), payload.get("not_observed")) {
        (Some(value), None) => level(value).map(Rating::Level),
        (None, Some(_)) => reason(payload, "not_observed").map(Rating::NotObserved),
        _ => Err(Code::Unreadable),
    }
}

fn level(value: &Value) -> Result<Level, Code> {
    let level = value.as_u64().and_then(|level| u8::try_from(level).ok()).ok_or(Code::BadLevel)?;
    Level::try_from(level).map_err(|_| Code::BadLevel)
}

fn reason(payload: &Value, field: &str) -> Result<String, Code> {
    let reason = text(payload, field)?;
    if reason.is_empty() { Err(Code::ReasonRequired) } else { Ok(reason) }
}

fn text(payload: &Value, field: &str) -> Result<String, Code> {
    let text = payload.get(field).and_then(Value::as_str).ok_or(Code::Unreadable)?.trim();
    if text.chars().count() > REASON_MAX { Err(Code::TooLarge) } else { storable(text) }
}

/// PostgreSQL cannot hold U+0000 in a text, so it is refused everywhere.
fn storable(text: &str) -> Result<String, Code> {
    if text.contains('\0') { Err(Code::Unreadable) } else { Ok(text.to_owned()) }
}
