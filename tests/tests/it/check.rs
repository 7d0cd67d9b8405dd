//! `maatstaf check FILE`: one line for each thing, and an exit code that a script can use.

use std::fs;

use serde_json::{Value, json};
use tests::{Ended, binary};

const SHIPPED: &str = include_str!("../../../app/domain/content/library.json");

fn check(file: &str, arguments: &[&str]) -> Ended {
    let folder = tempfile::TempDir::new().expect("a folder");
    fs::write(folder.path().join("library.json"), file).expect("written");
    let ended = binary(&[&["check", "library.json"], arguments].concat()).from_folder(folder.path()).run();
    assert_eq!(fs::read_dir(folder.path()).expect("a folder").count(), 1, "it makes nothing");
    ended
}

fn changed(change: impl FnOnce(&mut Value)) -> String {
    let mut file: Value = serde_json::from_str(SHIPPED).expect("JSON");
    change(&mut file);
    file.to_string()
}

#[test]
fn a_clean_file_says_nothing() {
    let ended = check(SHIPPED, &[]);
    assert_eq!((ended.code, ended.out.as_str()), (Some(0), ""), "{ended:?}");
}

#[test]
fn warnings_have_their_place_on_a_line_each() {
    let ended = check(&changed(|file| file["competencies"][0]["questions"] = json!([])), &[]);
    assert_eq!(ended.code, Some(1), "{ended:?}");
    assert_eq!(ended.out, "library.json: warning /competencies/0/questions: Learning ability: choose at least one question.\n");
}

#[test]
fn what_is_unlawful_and_what_is_broken_are_refusals_in_either_language() {
    let file = changed(|file| file["competencies"][1]["questions"][0]["text"]["nl"] = json!("Ben je zwanger?"));
    let ended = check(&file, &["--lang", "nl"]);
    assert_eq!(ended.code, Some(2), "{ended:?}");
    let line = "library.json: refusal /competencies/1/questions/0/text/nl: Zwangerschap, kinderwens, kinderopvang (\"zwanger\").";
    assert!(ended.out.lines().next().is_some_and(|first| first.starts_with(line)), "{ended:?}");
    let two = changed(|file| {
        file["competencies"][0]["kind"] = json!("talent");
        file["competencies"][3]["anchors"][4]["level"] = json!(9);
    });
    let ended = check(&two, &[]);
    assert_eq!(ended.code, Some(2), "{ended:?}");
    let places: Vec<&str> = ended.out.lines().filter_map(|line| line.split(": ").nth(1)).collect();
    assert_eq!(places, ["refusal /competencies/0/kind", "refusal /competencies/3/anchors/4/level", "refusal /competencies/3/anchors"]);
}

#[test]
fn every_fault_of_a_scorecard_file_has_a_line() {
    let file = json!({
        "schema": 1, "titel": "Monteur", "slot_minutes": "lang", "opening_minutes": 5, "closing_minutes": 5, "weights_reason": "",
        "competencies": [],
    });
    let ended = check(&file.to_string(), &[]);
    assert_eq!(ended.code, Some(2), "{ended:?}");
    let lines = [
        "library.json: refusal /titel: We do not know ‘titel’; it may be a typing error.",
        "library.json: refusal /title: Fill this in.",
        "library.json: refusal /slot_minutes: Fill in a whole number (0–65535).",
    ];
    assert_eq!(ended.out.lines().collect::<Vec<_>>(), lines);
}

#[test]
fn what_is_no_json_or_not_there_is_refused() {
    let ended = check("{ \"version\": ", &[]);
    assert_eq!(ended.code, Some(2), "{ended:?}");
    assert!(ended.out.contains("This is not JSON (line and column 1:"), "{ended:?}");
    let gone = binary(&["check", "/nergens/library.json"]).run();
    assert!(gone.code == Some(2) && gone.out.starts_with("/nergens/library.json: refusal /: "), "{gone:?}");
}
