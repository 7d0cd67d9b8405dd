use uuid::Uuid;

use super::*;
use crate::{
    ids::{InterviewId, ItemId, NoteId, UserId},
    interview::Sheets,
    scorecard::Step,
    scoring::{Level, Rating, tests::worked_document},
};

const RATER: UserId = UserId(Uuid::from_u128(5));
const NOTE: NoteId = NoteId(Uuid::from_u128(3));

/// One of every kind, and of each of its forms.
pub(crate) fn every_kind() -> Vec<Said> {
    let document = worked_document();
    let (item, competency, level) = (document.items()[0].id, document.competencies[0].id, Level::ALL[3]);
    let question = document.competencies[0].questions[0].id;
    let base = Some(EntryId(Uuid::from_u128(9)));
    vec![
        Said::Opened { background: None },
        Said::Opened { background: Some("cv kwam per mail".into()) },
        Said::Asked { item: question, step: None },
        Said::Asked { item: question, step: Some(Step::Result) },
        Said::Skipped { item: question, reason: "tijd op".into() },
        Said::Changed { item: question, reason: "korter".into() },
        Said::Noted { item, note: NOTE, step: Some(Step::Action), text: "zei iets".into(), base: None },
        Said::Noted { item, note: NOTE, step: None, text: "zei iets meer".into(), base },
        Said::Rated { item, rating: Rating::Level(level) },
        Said::Rated { item, rating: Rating::NotObserved("geen tijd".into()) },
        Said::NoEvidence { item, withdrawn: false },
        Said::NoEvidence { item, withdrawn: true },
        Said::Declared { relation: String::new() },
        Said::Declared { relation: "oud-collega".into() },
        Said::Overall { level },
        Said::Submitted { reason: String::new() },
        Said::Submitted { reason: "niets gevraagd".into() },
        Said::Replaced { from: RATER, to: UserId(Uuid::from_u128(6)), reason: "ziek".into() },
        Said::Returned { of: RATER, reason: "per ongeluk".into() },
        Said::SetAside { of: RATER, reason: "familie".into() },
        Said::Closed,
        Said::Consensus { item: competency, level, reason: "na bespreking".into() },
    ]
}

#[test]
fn every_kind_can_be_said_of_its_own_scorecard_and_of_no_other() {
    let document = worked_document();
    let mut other = document.clone();
    other.competencies.clear();
    for said in every_kind() {
        assert_eq!(check(&said, &document), Ok(()), "{said:?}");
        let expected = if said.item().is_some() { Err(Code::UnknownItem) } else { Ok(()) };
        assert_eq!(check(&said, &other), expected, "{said:?}");
    }
    let kinds: Vec<Kind> = every_kind().iter().map(Said::kind).collect();
    assert!(Kind::ALL.iter().all(|kind| kinds.contains(kind)), "a kind without an example here");
}

#[test]
fn where_a_reason_is_asked_it_is_given_it_fits_and_a_database_can_hold_it() {
    let document = worked_document();
    let (item, question) = (document.items()[0].id, document.competencies[0].questions[0].id);
    let reasons: [fn(ItemId, String) -> Said; 6] = [
        |item, reason| Said::Rated { item, rating: Rating::NotObserved(reason) },
        |item, reason| Said::Skipped { item, reason },
        |item, reason| Said::Changed { item, reason },
        |_, reason| Said::Opened { background: Some(reason) },
        |_, reason| Said::Returned { of: RATER, reason },
        |_, reason| Said::SetAside { of: RATER, reason },
    ];
    for (nth, said) in reasons.into_iter().enumerate() {
        let of = if nth == 0 { item } else { question };
        let checked = |reason: &str| check(&said(of, reason.into()).trimmed(), &document);
        for nothing in ["  ", "\u{200b}", "\u{2060} \u{ad}", "\u{3164}"] {
            assert_eq!(checked(nothing), Err(Code::ReasonRequired), "{nothing:?}");
        }
        assert_eq!(checked(&format!(" {} ", "ë".repeat(REASON_MAX))), Ok(()));
        assert_eq!(checked(&"ë".repeat(REASON_MAX + 1)), Err(Code::TooLarge));
        assert_eq!(checked("nul\0"), Err(Code::Unreadable));
    }
    assert_eq!(check(&Said::Declared { relation: String::new() }, &document), Ok(()), "not at all is an answer");
}

#[test]
fn a_note_of_twenty_thousand_characters_fits_and_one_more_does_not() {
    let document = worked_document();
    let item = document.items()[0].id;
    let note = |n: usize| Said::Noted { item, note: NOTE, step: None, text: "ë".repeat(n), base: None };
    assert_eq!(check(&note(NOTE_MAX), &document), Ok(()));
    assert_eq!(check(&note(NOTE_MAX + 1), &document), Err(Code::TooLarge));
}

#[test]
fn what_a_browser_kept_for_a_day_goes_in_requests_that_the_server_takes() {
    assert_eq!(chunk([100; 3]), 3);
    assert_eq!(chunk([100; 1200]), ENTRIES_MAX);
    let longest = Said::Noted { item: ItemId(Uuid::nil()), note: NOTE, step: None, text: "\u{7}".repeat(NOTE_MAX), base: None };
    let entry = NewEntry { id: EntryId(Uuid::nil()), client_at: UnixMillis(i64::MAX), base: None, said: longest };
    let bytes = serde_json::to_string(&entry).expect("json").len();
    let fit = chunk(vec![bytes; 100]);
    assert!((7..=8).contains(&fit) && fit * (bytes + 1) < 1_000_000, "{fit} of {bytes} bytes");
    assert_eq!(chunk([BODY_MAX * 2, 1]), 1, "what can never fit goes alone, and is refused alone");
}

/// Takes these in, one after the other, each at its own moment.
fn standing(all: &[(Said, i64)]) -> Standing {
    let mut standing = Standing::default();
    for (seq, (said, at)) in (1_i64..).zip(all) {
        let id = EntryId(Uuid::from_u64_pair(0, seq.unsigned_abs()));
        let (client_at, at) = (UnixMillis(*at), UnixMillis(100 + seq));
        standing.take(&Entry { seq, id, rater: RATER, said, payload: "{}", after: None, client_at, at });
    }
    standing
}

#[test]
fn the_later_of_two_stands_and_of_a_device_that_was_away_the_earlier_does_not() {
    let item = ItemId(Uuid::from_u128(1));
    let rated = |level: usize| Said::Rated { item, rating: Rating::Level(Level::ALL[level]) };
    let overall = |level: usize| Said::Overall { level: Level::ALL[level] };
    let standing = standing(&[(rated(1), 10), (rated(3), 30), (rated(0), 20), (overall(2), 30), (overall(4), 20)]);
    let rating = Row::Rating { rating: Rating::Level(Level::ALL[3]), seq: 2, client_at: UnixMillis(30) };
    assert_eq!(standing.rows[&Key::Rating(RATER, item)], rating);
    assert!(matches!(standing.rows[&Key::Mark(RATER, None, "overall".into())], Row::Mark { seq: 4, .. }));
    assert_eq!(standing.rows.len(), 2);
}

#[test]
fn a_note_keeps_its_place_while_it_is_written_on_and_is_gone_when_it_is_emptied() {
    let noted = |text: &str| Said::Noted { item: ItemId(Uuid::from_u128(1)), note: NOTE, step: None, text: text.into(), base: None };
    let written = standing(&[(Said::Submitted { reason: String::new() }, 1), (noted("een"), 2), (noted("een en twee"), 3)]);
    let Row::Note { seq, entry, text, .. } = &written.rows[&Key::Note(NOTE)] else { panic!("a note") };
    assert_eq!((*seq, entry.0.as_u128(), text.as_str()), (2, 3, "een en twee"));
    assert_eq!(written.rows[&Key::Seat(RATER)], Row::Seat { submitted_at: UnixMillis(101) });
    let emptied = standing(&[(noted("een"), 2), (noted(""), 3)]);
    assert!(emptied.rows.is_empty() && emptied.begun);
    let again = standing(&[(noted("een"), 2), (noted(""), 3), (noted("weer"), 4)]);
    assert!(matches!(again.rows[&Key::Note(NOTE)], Row::Note { seq: 3, .. }));
}

#[test]
fn a_sheet_that_is_given_back_is_open_until_it_is_submitted_again_and_what_was_in_it_stays() {
    let item = ItemId(Uuid::from_u128(1));
    let submitted = || Said::Submitted { reason: String::new() };
    let returned = || Said::Returned { of: RATER, reason: "per ongeluk".into() };
    let rated = Said::Rated { item, rating: Rating::Level(Level::ALL[3]) };
    let open = standing(&[(rated.clone(), 10), (submitted(), 11), (returned(), 12)]);
    assert_eq!(open.rows[&Key::Seat(RATER)], Row::Returned { seq: 3 });
    assert!(open.rows.contains_key(&Key::Rating(RATER, item)));
    let again = standing(&[(rated, 10), (submitted(), 11), (returned(), 12), (submitted(), 13)]);
    assert_eq!(again.rows[&Key::Seat(RATER)], Row::Seat { submitted_at: UnixMillis(104) });
}

#[test]
fn a_sheet_that_is_set_aside_stays_submitted_and_is_of_whom_it_names() {
    let other = UserId(Uuid::from_u128(6));
    let aside = |of| Said::SetAside { of, reason: "familie".into() };
    let standing = standing(&[(Said::Submitted { reason: String::new() }, 1), (aside(RATER), 2), (aside(other), 3)]);
    assert_eq!(standing.rows[&Key::Seat(RATER)], Row::Seat { submitted_at: UnixMillis(101) });
    assert_eq!(standing.rows[&Key::Aside(RATER)], Row::Aside { seq: 2 });
    assert_eq!(standing.rows[&Key::Aside(other)], Row::Aside { seq: 3 });
}

#[test]
fn that_nothing_was_heard_can_be_taken_back_and_said_again_and_a_device_that_was_away_does_not_bring_it_back() {
    let item = ItemId(Uuid::from_u128(1));
    let nothing = |withdrawn| Said::NoEvidence { item, withdrawn };
    let key = Key::of(&nothing(false), RATER).expect("a mark");
    assert_eq!(Some(&key), Key::of(&nothing(true), RATER).as_ref(), "it says something of the same row");
    let said = standing(&[(nothing(false), 10)]);
    assert!(said.rows.contains_key(&key));
    assert!(standing(&[(nothing(false), 10), (nothing(true), 20)]).rows.is_empty());
    assert!(standing(&[(nothing(false), 20), (nothing(true), 10)]).rows.contains_key(&key), "the later stands");
    assert!(standing(&[(nothing(false), 10), (nothing(true), 20), (nothing(false), 30)]).rows.contains_key(&key));
    let stored = |said: &Said| serde_json::to_string(said).expect("json");
    assert!(!stored(&nothing(false)).contains("withdrawn"), "what was said before reads, and is written, as it was");
}

#[test]
fn an_interview_begins_with_the_first_entry_of_its_panel_and_ends_with_the_last_submission() {
    use crate::interview::InterviewState::{Done, Live, Planned};
    for said in every_kind().into_iter().filter(|said| said.kind().has_own_form()) {
        assert!(!standing(&[(said, 1)]).begun);
    }
    let after = |begun, raters, submitted, set_aside| state(begun, Sheets { raters, submitted, set_aside });
    assert_eq!([after(false, 3, 0, 0), after(true, 3, 2, 0), after(true, 3, 3, 0), after(true, 0, 0, 0)], [Planned, Live, Done, Live]);
    assert_eq!(after(true, 1, 1, 0), Done, "a try-out has one rater");
    assert_eq!([after(true, 3, 3, 1), after(true, 3, 2, 1), after(true, 3, 3, 2), after(true, 2, 2, 1)], [Done, Live, Live, Live]);
}

#[test]
fn only_what_says_how_the_conversation_goes_is_the_panels_before_the_reveal() {
    let shown: Vec<Said> = every_kind().into_iter().filter(Said::is_conduct).collect();
    let kinds = [Kind::Opened, Kind::Asked, Kind::Skipped, Kind::Changed, Kind::Closed];
    assert_eq!(shown.iter().map(Said::kind).collect::<Vec<_>>(), kinds);
    assert!(!shown.contains(&Said::Opened { background: Some("cv kwam per mail".into()) }), "who looked, looked alone");
    assert!(shown.iter().all(|said| !said.is_private()));
    let own = [Kind::Noted, Kind::Rated, Kind::NoEvidence, Kind::Declared, Kind::Overall];
    assert!(every_kind().iter().filter(|said| own.contains(&said.kind())).all(Said::is_private));
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
