//! Between the words in rows and the types of `domain`.

use domain::{
    ids::{ItemId, OrganisationId},
    ledger::Said,
    scorecard::Document,
    stored,
    time::Zone,
};
use serde::{
    Deserialize, Serialize,
    de::{IntoDeserializer, value::Error as WordError},
};

use crate::{Error, Result, db::Source};

/// Reads a word that this program wrote.
pub(crate) fn read<T: for<'de> Deserialize<'de>>(word: &str) -> Result<T> {
    T::deserialize(word.into_deserializer()).map_err(|error: WordError| {
        tracing::error!(%error, word, "a word that is not known");
        Error::Internal
    })
}

/// The word for a value without further fields, as serde names it.
pub(crate) fn write<T: Serialize>(value: T) -> Result<String> {
    match serde_json::to_value(value)? {
        serde_json::Value::String(word) => Ok(word),
        _ => Err(Error::Internal),
    }
}

pub(crate) fn document(text: &str) -> Result<Document> {
    Ok(stored::document(text)?)
}

/// What an entry of the ledger says, or the mark that came of it.
pub(crate) fn said(kind: &str, item: Option<ItemId>, payload: &str) -> Result<Said> {
    stored::said(kind, item, payload).map_err(|code| {
        tracing::error!(kind, ?code, "an entry that cannot be read");
        Error::Internal
    })
}

/// A value as a row keeps it.
pub(crate) fn json<T: Serialize>(value: &T) -> Result<String> {
    Ok(serde_json::to_string(value)?)
}

pub(crate) fn from_json<T: for<'de> Deserialize<'de>>(text: &str) -> Result<T> {
    Ok(serde_json::from_str(text)?)
}

/// Bytes as a row of text keeps them.
pub(crate) fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write;
    bytes.iter().fold(String::new(), |mut text, byte| {
        // Writing to a string cannot fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}

/// The other way round; none for what is no such number of bytes.
pub(crate) fn unhex<const N: usize>(text: &str) -> Option<[u8; N]> {
    let digits = text.as_bytes();
    let mut bytes = [0; N];
    for (byte, pair) in bytes.iter_mut().zip(digits.chunks(2)) {
        *byte = u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok()?;
    }
    (digits.len() == 2 * N).then_some(bytes)
}

/// A row count as pages use it.
pub(crate) fn count(number: i64) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

/// Where an organisation is until it says otherwise.
pub(crate) const DEFAULT_ZONE: &str = "Europe/Amsterdam";

/// The clock on the wall of the organisation.
pub(crate) async fn zone(from: impl Into<Source<'_>>, organisation: OrganisationId) -> Result<Zone> {
    let rows = asked!(from, (String,), "SELECT zone FROM organisation WHERE organisation_id = $1", organisation.0);
    Ok(Zone::named(rows.first().map_or(DEFAULT_ZONE, |(name,)| name)))
}
