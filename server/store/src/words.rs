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

use crate::{Error, Result, db::Tx};

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

/// A row count as pages use it.
pub(crate) fn count(number: i64) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

/// Where an organisation is until it says otherwise.
pub(crate) const DEFAULT_ZONE: &str = "Europe/Amsterdam";

/// The clock on the wall of the organisation.
pub(crate) async fn zone(tx: &mut Tx, organisation: OrganisationId) -> Result<Zone> {
    let row = maybe!(tx, (String,), "SELECT zone FROM organisation WHERE organisation_id = $1", organisation.0);
    Ok(Zone::named(row.as_ref().map_or(DEFAULT_ZONE, |(name,)| name)))
}
