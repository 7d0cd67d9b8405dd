//! What an earlier version wrote, read as this one means it.
//!
//! A stored text carries the number of its shape, `schema`; without one it is of the first. Hashes are taken over the text as
//! it is stored and never over what is made of it here, so a new shape changes no hash.

use serde::{Deserialize, Serialize, Serializer, de::Error};
use serde_json::{Map, Value};
use uuid::Uuid;

use crate::{
    Code,
    ids::{EntryId, ItemId},
    ledger::{NewEntry, Said},
    scorecard::{CARD_SCHEMA, Document},
    scoring::Level,
    time::UnixMillis,
};

/// The shape of what is said: in the ledger, in a request and in a browser's outbox.
///
/// 1. The ledger had a note without the entry that it is an edit of. Outbox and request had kind, item and payload beside the
///    id, which [`Sent`] still reads.
/// 2. As [`Said`] is.
const SAID_SCHEMA: u64 = 2;

#[derive(Serialize)]
struct WithSchema<'a> {
    schema: u64,
    #[serde(flatten)]
    said: &'a Said,
}

/// Writes what is said with the number of its shape.
///
/// # Errors
/// Those of the serializer.
pub fn with_schema<S: Serializer>(said: &Said, to: S) -> Result<S::Ok, S::Error> {
    WithSchema { schema: SAID_SCHEMA, said }.serialize(to)
}

/// What is said as a row of the ledger has it: without kind and item, which are columns, and with the place of the entry that it
/// comes after, where the clocks say otherwise.
///
/// # Errors
/// Never for what is said; serde's signature.
pub fn payload(said: &Said, after: Option<i64>) -> serde_json::Result<String> {
    let mut value = serde_json::to_value(WithSchema { schema: SAID_SCHEMA, said })?;
    if let Some(fields) = value.as_object_mut() {
        fields.remove("kind");
        fields.remove("item");
        fields.extend(after.map(|after| ("after".to_owned(), after.into())));
    }
    Ok(value.to_string())
}

/// The place of the entry that a row of the ledger comes after; none where the clocks decide.
pub fn after(payload: &str) -> Option<i64> {
    #[derive(Deserialize)]
    struct After {
        after: Option<i64>,
    }
    serde_json::from_str::<After>(payload).ok()?.after
}

/// Reads a row of the ledger.
///
/// # Errors
/// [`Code::Unreadable`] or [`Code::BadLevel`]: somebody changed the row, or a newer version wrote it.
pub fn said(kind: &str, item: Option<ItemId>, payload: &str) -> Result<Said, Code> {
    understood(flat(kind, item, serde_json::from_str(payload).map_err(|_| Code::Unreadable)?))
}

/// An entry as a browser sent it, or kept it to send: of this version, of the one before, or of a page that was open meanwhile.
#[derive(Debug, Deserialize)]
pub struct Sent {
    id: EntryId,
    client_at: UnixMillis,
    #[serde(default)]
    base: Option<EntryId>,
    #[serde(flatten)]
    shape: Shape,
}

#[derive(Debug, Deserialize)]
#[serde(untagged)]
enum Shape {
    Now {
        said: Map<String, Value>,
    },
    First {
        kind: String,
        #[serde(default)]
        item: Option<ItemId>,
        #[serde(default)]
        payload: Option<Map<String, Value>>,
    },
}

impl Sent {
    /// What it says.
    ///
    /// # Errors
    /// [`Code::BadLevel`] or [`Code::Unreadable`].
    pub fn read(self) -> Result<NewEntry, Code> {
        let said = match self.shape {
            Shape::Now { said } => understood(said),
            Shape::First { kind, item, payload } => understood(flat(&kind, item, payload.unwrap_or_default())),
        }?;
        Ok(NewEntry { id: self.id, client_at: self.client_at, base: self.base, said })
    }
}

/// One map, as [`Said`] is written.
fn flat(kind: &str, item: Option<ItemId>, mut fields: Map<String, Value>) -> Map<String, Value> {
    fields.insert("kind".into(), kind.into());
    if let Some(item) = item {
        fields.insert("item".into(), item.to_string().into());
    }
    fields
}

fn understood(mut fields: Map<String, Value>) -> Result<Said, Code> {
    if fields.get("schema").is_some_and(|schema| schema.as_u64().is_none_or(|schema| schema > SAID_SCHEMA)) {
        return Err(Code::Unreadable);
    }
    let bad_level = fields.get("level").is_some_and(|level| Level::deserialize(level).is_err());
    // What needs an item and has none is about an item of no scorecard, which is what its sender hears.
    fields.entry("item").or_insert_with(|| Uuid::nil().to_string().into());
    Said::deserialize(Value::Object(fields)).map_err(|_| if bad_level { Code::BadLevel } else { Code::Unreadable })
}

/// Reads a scorecard's document.
///
/// # Errors
/// When it is none, or of a shape that is newer than this version.
pub fn document(text: &str) -> serde_json::Result<Document> {
    #[derive(Deserialize)]
    struct Shape {
        schema: u32,
    }
    // A next shape reads the ones before it here, and gives what they lack.
    match serde_json::from_str::<Shape>(text)?.schema {
        CARD_SCHEMA => serde_json::from_str(text),
        newer => Err(serde_json::Error::custom(format!("a document of shape {newer}, where this version knows {CARD_SCHEMA}"))),
    }
}

#[cfg(test)]
mod tests;
