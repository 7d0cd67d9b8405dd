use serde_json::json;
use uuid::Uuid;

use super::*;
use crate::{
    ids::NoteId,
    ledger::tests::every_kind,
    scorecard::{Step, content_hash},
    scoring::{Rating, tests::worked_document},
};

const ID: &str = "00000000-0000-0000-0000-000000000007";
const ITEM: &str = "00000000-0000-0000-0000-000000000001";

fn read(sent: Value) -> Result<Said, Code> {
    Ok(serde_json::from_value::<Sent>(sent).expect("an entry").read()?.said)
}

fn now(said: Value) -> Result<Said, Code> {
    read(json!({ "id": ID, "client_at": 0, "said": said }))
}

/// As a browser of the first version sends it, and keeps it.
fn first(kind: &str, item: Value, payload: Value) -> Result<Said, Code> {
    read(json!({ "id": ID, "kind": kind, "item": item, "payload": payload, "client_at": 0 }))
}

#[test]
fn what_is_said_comes_back_the_same_from_the_ledger_and_from_an_outbox() {
    for said in every_kind() {
        let text = payload(&said, None).expect("json");
        assert!(!text.contains("\"kind\"") && !text.contains("\"item\"") && text.contains("\"schema\":2"), "{text}");
        assert_eq!(super::said(said.kind().key(), said.item(), &text), Ok(said.clone()), "{text}");
        let entry = NewEntry { id: EntryId(Uuid::from_u128(7)), client_at: UnixMillis(8), base: Some(EntryId(Uuid::from_u128(6))), said };
        let kept = serde_json::to_string(&entry).expect("json");
        assert_eq!(serde_json::from_str::<Sent>(&kept).expect("an entry").read(), Ok(entry), "{kept}");
    }
}

/// Row by row what the first version stored: kind, whether with an item, and the payload to the letter.
#[test]
fn every_row_that_the_first_version_stored_is_read() {
    let item = ItemId(Uuid::from_u128(1));
    let note = NoteId(Uuid::from_u128(3));
    let stored = [
        ("opened", "{}", Said::Opened { background: None }),
        ("opened", r#"{"background":"cv"}"#, Said::Opened { background: Some("cv".into()) }),
        ("asked", "{}", Said::Asked { item, step: None }),
        ("asked", r#"{"step":"result"}"#, Said::Asked { item, step: Some(Step::Result) }),
        ("skipped", r#"{"reason":"tijd op"}"#, Said::Skipped { item, reason: "tijd op".into() }),
        ("changed", r#"{"reason":"korter"}"#, Said::Changed { item, reason: "korter".into() }),
        (
            "noted",
            r#"{"note":"00000000-0000-0000-0000-000000000003","step":null,"text":"zei iets"}"#,
            Said::Noted { item, note, step: None, text: "zei iets".into(), base: None },
        ),
        ("rated", r#"{"level":4}"#, Said::Rated { item, rating: Rating::Level(Level::ALL[3]) }),
        ("rated", r#"{"not_observed":"x"}"#, Said::Rated { item, rating: Rating::NotObserved("x".into()) }),
        ("no_evidence", "{}", Said::NoEvidence { item, withdrawn: false }),
        ("declared", r#"{"relation":""}"#, Said::Declared { relation: String::new() }),
        ("overall", r#"{"level":2}"#, Said::Overall { level: Level::ALL[1] }),
        ("submitted", "{}", Said::Submitted { reason: String::new() }),
        ("closed", "{}", Said::Closed),
        ("consensus", r#"{"level":3,"reason":"samen"}"#, Said::Consensus { item, level: Level::ALL[2], reason: "samen".into() }),
    ];
    for (kind, payload, expected) in stored {
        let item = expected.item();
        assert_eq!(said(kind, item, payload), Ok(expected.clone()), "{kind} {payload}");
        let fields: Value = serde_json::from_str(payload).expect("json");
        assert_eq!(first(kind, item.map_or(Value::Null, |item| json!(item)), fields), Ok(expected), "as it was sent");
    }
    assert_eq!(first("submitted", Value::Null, Value::Null), Ok(Said::Submitted { reason: String::new() }), "with no payload at all");
    let edit = json!({ "note": ITEM, "step": null, "text": "x", "base": ID });
    assert!(matches!(first("noted", json!(ITEM), edit), Ok(Said::Noted { base: Some(_), .. })), "with the entry that it edits");
}

#[test]
fn what_cannot_be_understood_is_refused_for_what_is_wrong_with_it() {
    for level in [json!(0), json!(6), json!(-1), json!(3.5), json!("4"), json!(null)] {
        assert_eq!(now(json!({ "kind": "rated", "item": ITEM, "level": level })), Err(Code::BadLevel), "{level}");
        assert_eq!(first("rated", json!(ITEM), json!({ "level": level })), Err(Code::BadLevel), "{level}");
    }
    for unreadable in [
        json!({ "kind": "rated", "item": ITEM, "level": 3, "not_observed": "x" }),
        json!({ "kind": "rated", "item": ITEM }),
        json!({ "kind": "sung", "item": ITEM }),
        json!({ "kind": "noted", "item": ITEM, "note": "x", "text": "y" }),
        json!({ "kind": "declared" }),
        json!({}),
    ] {
        assert_eq!(now(unreadable.clone()), Err(Code::Unreadable), "{unreadable}");
    }
    let nowhere = now(json!({ "kind": "rated", "level": 3 })).expect("readable");
    assert_eq!(crate::ledger::check(&nowhere, &worked_document()), Err(Code::UnknownItem));
}

#[test]
fn what_a_newer_version_wrote_is_not_guessed_at() {
    let newer = json!({ "schema": 3, "kind": "submitted" });
    assert_eq!(now(newer), Err(Code::Unreadable));
    assert_eq!(said("submitted", None, r#"{"schema":3}"#), Err(Code::Unreadable));
    let text = worked_document().to_json().expect("json").replace("\"schema\":1", "\"schema\":2");
    assert!(document(&text).is_err());
}

#[test]
fn a_document_with_more_or_less_than_this_version_knows_opens_and_its_hash_is_of_its_text() {
    let known = worked_document();
    let text = known.to_json().expect("json");
    let more = text.replacen('{', r#"{"of_a_later_version":{"x":1},"#, 1);
    assert_eq!(document(&more).expect("opens"), known);
    assert_ne!(content_hash(&more), content_hash(&text));
    let spaced = text.replacen('{', "{ ", 1);
    assert_eq!(document(&spaced).expect("opens"), known);
    assert_ne!(content_hash(&spaced), content_hash(&text), "of the text, and not of what is made of it");
}
