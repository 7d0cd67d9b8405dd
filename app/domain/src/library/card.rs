//! A scorecard file, read with all of its faults. What publishing asks beyond the format is for [`crate::scorecard::check`].

use serde_json::{Map, Value};
use uuid::Uuid;

use super::reading::{Reading, given, json};
use crate::{
    Code, Fault,
    scorecard::{CARD_SCHEMA, Document},
};

/// Reads a scorecard file.
///
/// # Errors
/// Every fault with its place; for what is no JSON one fault, with line and column.
pub fn parse_document(text: &str) -> Result<Document, Vec<Fault>> {
    let value = json(text).map_err(|fault| vec![fault])?;
    let mut reading = Reading::default();
    reading.document(&value);
    if !reading.faults.is_empty() {
        return Err(reading.faults);
    }
    // Nothing is left that could fail; should the format and this reading ever differ, it is said here.
    serde_json::from_value(value).map_err(|error| vec![Fault::about("/", Code::BadField, error)])
}

impl Reading {
    fn document(&mut self, value: &Value) {
        const NUMBERS: [&str; 3] = ["slot_minutes", "opening_minutes", "closing_minutes"];
        const SCRIPT: [&str; 2] = ["opening", "closing"];
        let rest = ["schema", "title", "weights_reason", "competencies", "accepted"];
        let Some(object) = self.object("", value, &[&NUMBERS[..], &SCRIPT, &rest].concat()) else { return };
        match object.get("schema") {
            Some(schema) if schema.as_u64() == Some(u64::from(CARD_SCHEMA)) => {}
            Some(_) => self.fault("/schema", Code::BadField, CARD_SCHEMA),
            None => self.fault("/schema", Code::Required, ""),
        }
        self.text("", object, "title");
        for field in NUMBERS {
            self.number("", object, field, u16::MAX.into());
        }
        self.text("", object, "weights_reason");
        for field in SCRIPT.into_iter().filter(|field| object.contains_key(*field)) {
            self.both("", object, field);
        }
        for (index, competency) in self.list("", object, "competencies").iter().enumerate() {
            self.card(&format!("/competencies/{index}"), competency);
        }
        if !object.contains_key("accepted") {
            return;
        }
        for (index, kept) in self.list("", object, "accepted").iter().enumerate() {
            let place = format!("/accepted/{index}");
            let Some(kept) = self.object(&place, kept, &["rule", "item", "reason"]) else { continue };
            self.text(&place, kept, "rule");
            self.id(&place, kept, "item");
            self.text(&place, kept, "reason");
        }
    }

    fn card(&mut self, place: &str, value: &Value) {
        const BOTH: [&str; 3] = ["name", "definition", "guidance"];
        const TEXTS: [&str; 2] = ["why", "task"];
        const FLAGS: [&str; 2] = ["knock_out", "rated_whole"];
        let rest = ["id", "key", "kind", "learnable_months", "weight", "questions", "anchors"];
        let Some(object) = self.object(place, value, &[&BOTH[..], &TEXTS, &FLAGS, &rest].concat()) else { return };
        self.id(place, object, "id");
        self.origin(place, object);
        self.word(place, object, "kind", &["potential", "performance"]);
        for field in BOTH {
            self.both(place, object, field);
        }
        for field in TEXTS {
            self.text(place, object, field);
        }
        if given(object, "learnable_months") {
            self.number(place, object, "learnable_months", u16::MAX.into());
        }
        for field in FLAGS {
            self.yes_or_no(place, object, field);
        }
        self.number(place, object, "weight", u32::MAX);
        for (index, question) in self.list(place, object, "questions").iter().enumerate() {
            self.asked(&format!("{place}/questions/{index}"), question);
        }
        self.levels(place, object);
    }

    fn asked(&mut self, place: &str, value: &Value) {
        let Some(object) = self.object(place, value, &["id", "key", "kind", "text", "probes", "minutes"]) else { return };
        self.id(place, object, "id");
        self.origin(place, object);
        self.word(place, object, "kind", &["behavioural", "situational"]);
        self.both(place, object, "text");
        self.probes(place, object);
        self.number(place, object, "minutes", u16::MAX.into());
    }

    /// Five texts, the first of level 1.
    fn levels(&mut self, place: &str, object: &Map<String, Value>) {
        if !object.contains_key("anchors") {
            return self.fault(format!("{place}/anchors"), Code::Required, "");
        }
        if !object["anchors"].is_array() {
            return self.fault(format!("{place}/anchors"), Code::BadField, "[…]");
        }
        let anchors = self.list(place, object, "anchors");
        for (index, anchor) in anchors.iter().enumerate() {
            let place = format!("{place}/anchors/{index}");
            match self.object(&place, anchor, &["en", "nl"]) {
                Some(_) if index >= 5 => self.fault(place, Code::BadLevel, ""),
                Some(texts) => self.texts(&place, texts),
                None => {}
            }
        }
        for missing in anchors.len() + 1..=5 {
            self.fault(format!("{place}/anchors"), Code::AnchorMissing, missing);
        }
    }

    /// The key in the library it came from, when it did.
    fn origin(&mut self, place: &str, object: &Map<String, Value>) {
        if given(object, "key") {
            self.text(place, object, "key");
        }
    }

    fn id(&mut self, place: &str, object: &Map<String, Value>, field: &str) {
        if let Some(text) = self.line(place, object, field, 120)
            && Uuid::parse_str(text).is_err()
        {
            self.fault(format!("{place}/{field}"), Code::BadField, "\"xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx\"");
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn ready() -> Value {
        serde_json::to_value(crate::scorecard::ready()).expect("JSON")
    }

    #[test]
    fn the_round_trip_is_exact() {
        let mut document = crate::scorecard::ready();
        document.opening = crate::Bilingual::new("Welkom.", "");
        document.competencies[0].learnable_months = Some(6);
        let text = document.to_json().expect("JSON");
        assert_eq!(parse_document(&text).expect("parses"), document);
        assert_eq!(parse_document(&text).expect("parses").to_json().expect("JSON"), text);
    }

    #[test]
    fn every_fault_is_found_with_its_place() {
        let mut file = ready();
        file["schema"] = json!(2);
        file["titel"] = json!("Scorekaart");
        file["slot_minutes"] = json!(70_000);
        file["accepted"] = json!([{ "rule": "health", "item": "x" }]);
        let first = &mut file["competencies"][0];
        first["kind"] = json!("talent");
        first["weight"] = json!("zwaar");
        first["knock_out"] = json!(1);
        first["learnable_months"] = json!(-1);
        first["questions"][0]["probes"][0]["step"] = json!("plan");
        first["questions"][0]["id"] = json!(7);
        first["anchors"].as_array_mut().expect("anchors").truncate(3);
        file["competencies"][1]["anchors"].as_array_mut().expect("anchors").push(json!({ "nl": "", "en": "" }));
        file["competencies"][2]["anchors"] = json!("geen");
        let found: Vec<(String, Code)> =
            parse_document(&file.to_string()).expect_err("refused").into_iter().map(|fault| (fault.place, fault.code)).collect();
        let expected = [
            ("/titel", Code::UnknownField),
            ("/schema", Code::BadField),
            ("/slot_minutes", Code::BadNumber),
            ("/competencies/0/kind", Code::BadChoice),
            ("/competencies/0/learnable_months", Code::BadNumber),
            ("/competencies/0/knock_out", Code::BadField),
            ("/competencies/0/weight", Code::BadNumber),
            ("/competencies/0/questions/0/id", Code::BadField),
            ("/competencies/0/questions/0/probes/0/step", Code::BadChoice),
            ("/competencies/0/anchors", Code::AnchorMissing),
            ("/competencies/0/anchors", Code::AnchorMissing),
            ("/competencies/1/anchors/5", Code::BadLevel),
            ("/competencies/2/anchors", Code::BadField),
            ("/accepted/0/item", Code::BadField),
            ("/accepted/0/reason", Code::Required),
        ];
        assert_eq!(found, expected.map(|(place, code)| (place.to_owned(), code)));
    }

    #[test]
    fn what_may_be_left_out_may_be_left_out() {
        let mut file = ready();
        for field in ["key", "learnable_months"] {
            file["competencies"][0].as_object_mut().expect("an object").remove(field);
        }
        assert!(parse_document(&file.to_string()).is_ok());
    }
}
