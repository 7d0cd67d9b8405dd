//! A library file, read with all of its faults. Each has its place as a JSON pointer (RFC 6901), so that whoever wrote the
//! file can find it.

use std::collections::BTreeSet;

use serde_json::{Map, Value};

use super::{
    Library,
    reading::{Reading, json},
};
use crate::{Code, Fault};

/// More competencies than this are not one library.
const MOST: usize = 500;

impl Library {
    /// Reads a library file. What it reads it writes again exactly, [`serde_json::Value`] for value.
    ///
    /// # Errors
    /// Every fault with its place; for what is no JSON one fault, with line and column.
    pub fn parse(text: &str) -> Result<Self, Vec<Fault>> {
        let value = json(text).map_err(|fault| vec![fault])?;
        let mut reading = Reading::default();
        reading.library(&value);
        if !reading.faults.is_empty() {
            return Err(reading.faults);
        }
        // Nothing is left that could fail; should the format and this reading ever differ, it is said here.
        serde_json::from_value(value).map_err(|error| vec![Fault::about("/", Code::BadField, error)])
    }
}

impl Reading {
    fn library(&mut self, value: &Value) {
        let Some(object) = self.object("", value, &["version", "competencies"]) else { return };
        self.line("", object, "version", 40);
        let competencies = self.list("", object, "competencies");
        if competencies.len() > MOST {
            self.fault("/competencies", Code::TooManyRows, MOST);
        }
        let mut keys = BTreeSet::new();
        for (index, competency) in competencies.iter().enumerate() {
            self.competency(&format!("/competencies/{index}"), competency, &mut keys);
        }
    }

    fn competency<'a>(&mut self, place: &str, value: &'a Value, keys: &mut BTreeSet<&'a str>) {
        const FIELDS: [&str; 8] = ["key", "kind", "name", "definition", "guidance", "dimensions", "questions", "anchors"];
        let Some(object) = self.object(place, value, &FIELDS) else { return };
        self.key(place, object, keys);
        self.word(place, object, "kind", &["potential", "performance"]);
        for field in ["name", "definition", "guidance"] {
            self.both(place, object, field);
        }
        let mut dimensions = BTreeSet::new();
        for (index, dimension) in self.list(place, object, "dimensions").iter().enumerate() {
            let place = format!("{place}/dimensions/{index}");
            let Some(dimension) = self.object(&place, dimension, &["key", "name", "description"]) else { continue };
            self.key(&place, dimension, &mut dimensions);
            self.both(&place, dimension, "name");
            self.both(&place, dimension, "description");
        }
        let mut questions = BTreeSet::new();
        for (index, question) in self.list(place, object, "questions").iter().enumerate() {
            self.question(&format!("{place}/questions/{index}"), question, &dimensions, &mut questions);
        }
        self.anchors(place, object);
    }

    fn question<'a>(&mut self, place: &str, value: &'a Value, dimensions: &BTreeSet<&str>, keys: &mut BTreeSet<&'a str>) {
        let Some(object) = self.object(place, value, &["key", "type", "dimension", "text", "probes"]) else { return };
        self.key(place, object, keys);
        self.word(place, object, "type", &["behavioural", "situational"]);
        if let Some(dimension) = self.line(place, object, "dimension", 120)
            && !dimensions.contains(dimension)
        {
            self.fault(format!("{place}/dimension"), Code::BadChoice, dimension);
        }
        self.both(place, object, "text");
        self.probes(place, object);
    }

    pub(super) fn probes(&mut self, place: &str, object: &Map<String, Value>) {
        for (index, probe) in self.list(place, object, "probes").iter().enumerate() {
            let place = format!("{place}/probes/{index}");
            let Some(probe) = self.object(&place, probe, &["step", "en", "nl"]) else { continue };
            self.word(&place, probe, "step", &["situation", "task", "action", "result", "reflection"]);
            self.texts(&place, probe);
        }
    }

    fn anchors(&mut self, place: &str, object: &Map<String, Value>) {
        let mut levels = BTreeSet::new();
        for (index, anchor) in self.list(place, object, "anchors").iter().enumerate() {
            let place = format!("{place}/anchors/{index}");
            let Some(anchor) = self.object(&place, anchor, &["level", "label", "text"]) else { continue };
            match anchor.get("level").and_then(Value::as_u64) {
                Some(level @ 1..=5) if levels.insert(level) => {}
                Some(1..=5) => self.fault(format!("{place}/level"), Code::DuplicateItem, ""),
                _ => self.fault(format!("{place}/level"), Code::BadLevel, ""),
            }
            self.both(&place, anchor, "label");
            self.both(&place, anchor, "text");
        }
        for missing in (1..=5).filter(|level| !levels.contains(level)) {
            self.fault(format!("{place}/anchors"), Code::AnchorMissing, missing);
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::library::SHIPPED;

    fn places(value: &Value) -> Vec<(String, Code)> {
        Library::parse(&value.to_string()).expect_err("refused").into_iter().map(|f| (f.place, f.code)).collect()
    }

    fn shipped() -> Value {
        serde_json::from_str(SHIPPED).expect("JSON")
    }

    #[test]
    fn the_round_trip_is_exact() {
        let library = Library::parse(SHIPPED).expect("parses");
        assert_eq!(serde_json::to_value(&library).expect("JSON"), shipped());
        let again = Library::parse(&serde_json::to_string_pretty(&library).expect("JSON")).expect("parses");
        assert_eq!(again, library);
    }

    #[test]
    fn every_fault_is_found_with_its_place() {
        let mut file = shipped();
        let first = &mut file["competencies"][0];
        first["kind"] = json!("talent");
        first["name"] = json!({ "nl": 3 });
        first["dimensions"][0]["key"] = json!("Nieuw idee");
        first["questions"][0]["dimension"] = json!("nergens");
        first["questions"][1]["probes"][0]["step"] = json!("plan");
        first["anchors"][0]["level"] = json!(6);
        first["anchors"][1]["level"] = json!(3);
        first["colour"] = json!("blue");
        first["a/b~c"] = json!(1);
        file["competencies"][1]["key"] = json!("adaptability");
        file["competencies"][3] = json!([]);
        let found = places(&file);
        let at = |place: &str, code: Code| assert!(found.contains(&(place.to_owned(), code)), "{place} {code:?} in {found:#?}");
        at("/competencies/0/colour", Code::UnknownField);
        at("/competencies/0/a~1b~0c", Code::UnknownField);
        at("/competencies/0/kind", Code::BadChoice);
        at("/competencies/0/name/nl", Code::BadField);
        at("/competencies/0/name/en", Code::Required);
        at("/competencies/0/dimensions/0/key", Code::BadKey);
        at("/competencies/0/questions/0/dimension", Code::BadChoice);
        at("/competencies/0/questions/1/probes/0/step", Code::BadChoice);
        at("/competencies/0/anchors/0/level", Code::BadLevel);
        at("/competencies/0/anchors/2/level", Code::DuplicateItem);
        at("/competencies/0/anchors", Code::AnchorMissing);
        at("/competencies/2/key", Code::DuplicateItem);
        at("/competencies/3", Code::BadField);
    }

    #[test]
    fn what_is_no_json_says_where() {
        let faults = Library::parse("{\n  \"version\": 1,,\n}").expect_err("refused");
        assert_eq!(faults, [Fault::about("/", Code::NoJson, "2:16")]);
        assert_eq!(places(&json!([])), [("/".to_owned(), Code::BadField)]);
        assert_eq!(places(&json!({ "version": "1" })), [("/competencies".to_owned(), Code::Required)]);
    }

    #[test]
    fn a_file_that_an_editor_marked_as_utf8_is_read() {
        assert!(Library::parse(&format!("\u{feff}{SHIPPED}")).is_ok());
    }

    /// The published schema and this reading are two descriptions of one format.
    #[test]
    fn the_schema_asks_for_what_reading_asks_for() {
        let schema: Value = serde_json::from_str(include_str!("../../content/library.schema.json")).expect("JSON");
        let mut file = shipped();
        // One competency has everything there is to have.
        file["competencies"].as_array_mut().expect("a list").truncate(1);
        let mut asked = Vec::new();
        fits(&schema, &schema, &file, "", &mut asked);
        assert!(asked.len() > 100, "{asked:?}");
        for (object, field) in asked {
            let mut without = file.clone();
            without.pointer_mut(&object).and_then(Value::as_object_mut).expect("an object").remove(&field);
            let place = format!("{object}/{field}");
            assert!(places(&without).iter().any(|(found, _)| *found == place), "{place} may be left out");
        }
    }

    /// Asserts that a value fits a schema, as far as ours go, and lists each required field with its object.
    fn fits(schema: &Value, root: &Value, value: &Value, place: &str, asked: &mut Vec<(String, String)>) {
        if let Some(reference) = schema["$ref"].as_str() {
            let target = root.pointer(reference.trim_start_matches('#')).expect("a definition");
            return fits(target, root, value, place, asked);
        }
        if let Some(choices) = schema["enum"].as_array() {
            return assert!(choices.contains(value), "{place}");
        }
        match schema["type"].as_str().expect("a type") {
            "object" => {
                let object = value.as_object().unwrap_or_else(|| panic!("{place} is no object"));
                let required = schema["required"].as_array().expect("a list");
                assert_eq!(Some(required.len()), schema["properties"].as_object().map(Map::len), "{place}: everything is asked for");
                for field in required.iter().filter_map(Value::as_str) {
                    assert!(object.contains_key(field), "{place}/{field}");
                    asked.push((place.to_owned(), field.to_owned()));
                }
                for (field, value) in object {
                    let inner = schema["properties"].get(field).unwrap_or_else(|| panic!("{place}/{field} is not in the schema"));
                    fits(inner, root, value, &format!("{place}/{field}"), asked);
                }
            }
            "array" => {
                for (index, value) in value.as_array().unwrap_or_else(|| panic!("{place} is no list")).iter().enumerate() {
                    fits(&schema["items"], root, value, &format!("{place}/{index}"), asked);
                }
            }
            "string" => assert!(value.is_string(), "{place}"),
            "integer" => assert!(value.is_u64(), "{place}"),
            other => panic!("{place}: {other}"),
        }
    }
}
