use uuid::Uuid;

use super::*;
use crate::{ids::InterviewId, scorecard::Document, scoring::tests::worked_document};

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
fn the_later_rating_of_an_item_stands_and_an_emptied_note_is_gone() {
    let item = ItemId(Uuid::from_u128(1));
    let note = NoteId(Uuid::from_u128(2));
    let mut current = Current::default();
    let rated = |level: usize| Said::Rated { item, rating: Rating::Level(Level::ALL[level]) };
    current.take(rated(1), UnixMillis(10));
    current.take(rated(3), UnixMillis(30));
    // A device that was offline sends what was rated in between.
    current.take(rated(0), UnixMillis(20));
    let noted = |text: &str| Said::Noted { item, note, step: None, text: text.into(), base: None };
    current.take(noted("zei iets"), UnixMillis(40));
    assert_eq!(current.notes.len(), 1);
    current.take(noted(""), UnixMillis(50));
    assert_eq!(current.notes.len(), 0);
    assert_eq!(current.ratings[&item], (Rating::Level(Level::ALL[3]), UnixMillis(30)));
}

#[test]
fn what_is_written_is_read_back_as_it_was_said() {
    let document = worked_document();
    let (item, level) = (document.items()[0].id, Level::ALL[3]);
    let (competency, user) = (document.competencies[0].id, UserId(Uuid::from_u128(5)));
    let of = |mark| Said::Marked { item: Some(item), mark };
    let whole = |mark| Said::Marked { item: None, mark };
    let all = [
        Said::Submitted,
        Said::Rated { item, rating: Rating::Level(level) },
        Said::Rated { item, rating: Rating::NotObserved("geen tijd".into()) },
        Said::Noted { item, note: NoteId(Uuid::from_u128(3)), step: Some(Step::Action), text: "zei iets".into(), base: None },
        Said::Replaced { from: user, to: user, reason: "ziek".into() },
        of(Mark::Question(Fate::Asked)),
        of(Mark::Question(Fate::Skipped("tijd op".into()))),
        of(Mark::Question(Fate::Changed("korter".into()))),
        of(Mark::Probed(Step::Result)),
        of(Mark::NoEvidence),
        whole(Mark::Opened),
        whole(Mark::Closed),
        whole(Mark::Relation(String::new())),
        whole(Mark::Relation("oud-collega".into())),
        whole(Mark::Overall(level)),
        whole(Mark::Background("cv kwam per mail".into())),
        Said::Marked { item: Some(competency), mark: Mark::Consensus { level, reason: "na bespreking".into() } },
    ];
    for said in all {
        let (kind, item, payload) = said.written();
        assert_eq!(parse(&entry(kind, item, payload), &document), Ok(said));
    }
}

#[test]
fn only_what_says_how_the_conversation_goes_is_the_panels_before_the_reveal() {
    let shown = [Mark::Opened, Mark::Closed, Mark::Question(Fate::Asked)];
    let own = [
        Mark::Probed(Step::Task),
        Mark::NoEvidence,
        Mark::Relation("x".into()),
        Mark::Overall(Level::ALL[0]),
        Mark::Background("x".into()),
    ];
    assert!(shown.iter().all(Mark::is_conduct) && !own.iter().any(Mark::is_conduct));
}

#[test]
fn skipping_or_changing_a_question_needs_a_reason() {
    let document: Document = worked_document();
    let item = Some(document.competencies[0].questions[0].id);
    for kind in [Kind::Skipped, Kind::Changed] {
        assert_eq!(parse(&entry(kind, item, json!({ "reason": "  " })), &document), Err(Code::ReasonRequired));
        assert_eq!(parse(&entry(kind, None, json!({ "reason": "x" })), &document), Err(Code::UnknownItem));
    }
    assert_eq!(parse(&entry(Kind::Overall, None, json!({ "level": 6 })), &document), Err(Code::BadLevel));
    assert_eq!(parse(&entry(Kind::Declared, None, json!({})), &document), Err(Code::Unreadable));
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
