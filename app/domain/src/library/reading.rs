//! Reading JSON field by field and noting every fault with its place, where serde would stop at the first.

use std::collections::BTreeSet;

use serde_json::{Map, Value};

use crate::{Code, Fault, visible};

/// The longest text in a file.
const TEXT_MAX: usize = 2000;

/// The JSON of a file, which an editor may have marked as UTF-8.
///
/// # Errors
/// Where it is no JSON, with line and column.
pub(super) fn json(text: &str) -> Result<Value, Fault> {
    serde_json::from_str(text.trim_start_matches('\u{feff}'))
        .map_err(|error| Fault::about("/", Code::NoJson, format!("{}:{}", error.line(), error.column())))
}

#[derive(Default)]
pub(super) struct Reading {
    pub(super) faults: Vec<Fault>,
}

impl Reading {
    pub(super) fn fault(&mut self, place: impl Into<String>, code: Code, about: impl ToString) {
        self.faults.push(Fault::about(place, code, about));
    }

    /// An object with no other fields than these: a misspelt one would be lost without a word.
    pub(super) fn object<'a>(&mut self, place: &str, value: &'a Value, fields: &[&str]) -> Option<&'a Map<String, Value>> {
        let Some(object) = value.as_object() else {
            self.fault(if place.is_empty() { "/" } else { place }, Code::BadField, "{…}");
            return None;
        };
        for unknown in object.keys().filter(|key| !fields.contains(&key.as_str())) {
            // A name is written into a pointer with these two escaped (RFC 6901).
            let name = unknown.replace('~', "~0").replace('/', "~1");
            self.fault(format!("{place}/{name}"), Code::UnknownField, unknown);
        }
        Some(object)
    }

    pub(super) fn list<'a>(&mut self, place: &str, object: &'a Map<String, Value>, field: &str) -> &'a [Value] {
        match object.get(field) {
            Some(Value::Array(list)) => list,
            Some(_) => {
                self.fault(format!("{place}/{field}"), Code::BadField, "[…]");
                &[]
            }
            None => {
                self.fault(format!("{place}/{field}"), Code::Required, "");
                &[]
            }
        }
    }

    /// A text that must be there, at most `max` characters.
    pub(super) fn line<'a>(&mut self, place: &str, object: &'a Map<String, Value>, field: &str, max: usize) -> Option<&'a str> {
        let place = format!("{place}/{field}");
        match object.get(field) {
            Some(Value::String(text)) if visible::is_blank(text) => self.fault(place, Code::Required, ""),
            Some(Value::String(text)) if text.chars().count() > max => self.fault(place, Code::TooLong, max),
            Some(Value::String(text)) => return Some(text),
            Some(_) => self.fault(place, Code::BadField, "\"…\""),
            None => self.fault(place, Code::Required, ""),
        }
        None
    }

    pub(super) fn word(&mut self, place: &str, object: &Map<String, Value>, field: &str, words: &[&str]) {
        if let Some(word) = self.line(place, object, field, 120)
            && !words.contains(&word)
        {
            self.fault(format!("{place}/{field}"), Code::BadChoice, words.join(", "));
        }
    }

    pub(super) fn key<'a>(&mut self, place: &str, object: &'a Map<String, Value>, keys: &mut BTreeSet<&'a str>) {
        let Some(key) = self.line(place, object, "key", 120) else { return };
        if !key.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_') {
            self.fault(format!("{place}/key"), Code::BadKey, key);
        } else if !keys.insert(key) {
            self.fault(format!("{place}/key"), Code::DuplicateItem, key);
        }
    }

    pub(super) fn both(&mut self, place: &str, object: &Map<String, Value>, field: &str) {
        let place = format!("{place}/{field}");
        match object.get(field) {
            Some(value) => {
                if let Some(texts) = self.object(&place, value, &["en", "nl"]) {
                    self.texts(&place, texts);
                }
            }
            None => self.fault(place, Code::Required, ""),
        }
    }

    /// A text in one language is shown in both; that is said when it is used, and no reason to refuse a file.
    pub(super) fn texts(&mut self, place: &str, object: &Map<String, Value>) {
        for tag in ["nl", "en"] {
            self.text(place, object, tag);
        }
    }

    /// A text that may be empty: whether it must say something is for the rules of publishing.
    pub(super) fn text(&mut self, place: &str, object: &Map<String, Value>, field: &str) {
        let place = format!("{place}/{field}");
        match object.get(field) {
            Some(Value::String(text)) if text.chars().count() > TEXT_MAX => self.fault(place, Code::TooLong, TEXT_MAX),
            Some(Value::String(_)) => {}
            Some(_) => self.fault(place, Code::BadField, "\"…\""),
            None => self.fault(place, Code::Required, ""),
        }
    }

    /// A whole number from 0 to `max`.
    pub(super) fn number(&mut self, place: &str, object: &Map<String, Value>, field: &str, max: u32) {
        let place = format!("{place}/{field}");
        match object.get(field) {
            Some(value) if value.as_u64().is_some_and(|number| number <= u64::from(max)) => {}
            Some(_) => self.fault(place, Code::BadNumber, format!("0–{max}")),
            None => self.fault(place, Code::Required, ""),
        }
    }

    pub(super) fn yes_or_no(&mut self, place: &str, object: &Map<String, Value>, field: &str) {
        match object.get(field) {
            Some(Value::Bool(_)) => {}
            Some(_) => self.fault(format!("{place}/{field}"), Code::BadField, "true, false"),
            None => self.fault(format!("{place}/{field}"), Code::Required, ""),
        }
    }
}

/// Whether a field is there and says something.
pub(super) fn given(object: &Map<String, Value>, field: &str) -> bool {
    object.get(field).is_some_and(|value| !value.is_null())
}
