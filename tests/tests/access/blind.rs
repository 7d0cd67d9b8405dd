//! The proof: two databases that differ only in unrevealed ratings and notes give everybody else the same bytes.

use std::{
    collections::BTreeMap,
    pin::Pin,
    task::{Context, Poll, Waker},
};

use axum::body::{Body, HttpBody};
use serde_json::{Value, json};
use tests::Engine;

use crate::{
    table::{ROWS, Row},
    things::{Things, filled, things},
    world::{Answer, World, run},
};

/// Who writes what differs; everybody else is a reader.
const WRITER: &str = "panel3";
const READERS: [&str; 7] = ["panel1", "panel2", "recruiter", "admin", "auditor", "buiten", ""];

/// What the writer says in one of the two worlds: other levels, of other items, with notes of another length and step. How
/// many items are rated is the same: who does not rate may know that.
struct Says {
    level: u8,
    items: [usize; 4],
    step: Value,
    text: &'static str,
    relation: &'static str,
    overall: u8,
    /// Changes each level once more: others do not hear how often somebody doubts.
    doubts: bool,
}

fn one() -> Says {
    Says { level: 1, items: [0, 1, 5, 6], step: json!(null), text: "kort", relation: "", overall: 1, doubts: false }
}

fn other() -> Says {
    Says {
        level: 5,
        items: [2, 3, 6, 7],
        step: json!("result"),
        text: "een veel langere notitie, met “aanhalingstekens”, <b>tekens</b> & een regel\neronder",
        relation: "oud-collega van de kandidaat",
        overall: 5,
        doubts: true,
    }
}

struct Entries(u64);

impl Entries {
    fn entry(&mut self, kind: &str, item: Option<&str>, payload: Value) -> Value {
        self.0 += 1;
        json!({ "id": format!("0192f0bb-0000-7000-8000-{:012}", self.0), "kind": kind, "item": item, "payload": payload, "client_at": 0 })
    }
}

/// What becomes of the sheet that the writer submitted.
#[derive(Clone, Copy, PartialEq)]
enum Then {
    Stays,
    /// Given back, and changed before it is submitted again or not at all; and another is set aside.
    IsHandled,
}

/// Everything that everybody else gets in a world where the writer says this.
async fn told(engine: Engine, says: Says, then: Then) -> BTreeMap<String, Answer> {
    let mut world = World::new(engine).await;
    for who in [WRITER, "panel1", "panel2", "recruiter", "admin", "auditor"] {
        world.sign_in(who).await;
    }
    world.invite("buiten", "interviewer").await;
    let things = things(&world).await;
    let mut streams = streams(&world, &things).await;
    let mut entries = Entries(0);
    let items = &things.items;
    // In the first interview the other two have submitted, and this is the last; in the third nobody has begun.
    for interview in [&things.interviews[0], &things.interviews[1]] {
        for item in says.items.map(|n| &items[n]) {
            let note = format!("0192f0cc-0000-7000-8000-{:012}", entries.0);
            let noted = entries.entry("noted", Some(item), json!({ "note": note, "step": says.step, "text": says.text }));
            let rated = entries.entry("rated", Some(item), json!({ "level": says.level }));
            let probed = entries.entry("asked", Some(item), json!({ "step": "task" }));
            for entry in [noted, rated, probed] {
                world.append(WRITER, interview, &[entry]).await;
                hear(&mut streams);
            }
            if says.doubts {
                let rated = entries.entry("rated", Some(item), json!({ "level": 3 }));
                world.append(WRITER, interview, &[rated]).await;
            }
            hear(&mut streams);
        }
        let typed =
            json!({ "note": format!("0192f0dd-0000-7000-8000-{:012}", entries.0), "item": items[7], "step": null, "text": says.text });
        assert_eq!(world.json(WRITER, "PUT", &format!("/api/v1/interviews/{interview}/draft"), &typed).await.status, 204);
        hear(&mut streams);
    }
    // A whole sheet, submitted: it is not revealed while the others have not.
    let mut sheet = vec![entries.entry("declared", None, json!({ "relation": says.relation }))];
    for item in items {
        sheet.push(entries.entry("no_evidence", Some(item), json!({})));
        sheet.push(entries.entry("rated", Some(item), json!({ "level": says.level })));
    }
    sheet.push(entries.entry("overall", None, json!({ "level": says.overall })));
    sheet.push(entries.entry("submitted", None, Value::Null));
    world.append(WRITER, &things.interviews[2], &sheet).await;
    hear(&mut streams);
    if then == Then::IsHandled {
        handle(&world, &things, &says, &mut entries, &mut streams).await;
    }
    world.same_nonces();
    let mut all = readings(&world, &things).await;
    world.store.stop_watching();
    if engine == Engine::Sqlite {
        // On PostgreSQL a poke arrives when it arrives; who is poked is decided by the same code.
        hear(&mut streams);
        all.extend(streams.into_iter().map(|(name, stream)| (name, Answer { status: 200, headers: Vec::new(), body: stream.heard })));
    }
    all
}

/// The sheet of the third interview is given back twice, and is open in the end with other levels in it; that of the second is
/// submitted and set aside.
async fn handle(world: &World, things: &Things, says: &Says, entries: &mut Entries, streams: &mut BTreeMap<String, Stream>) {
    let form = async |way: &str, interview: &str| {
        let body = format!("interview={interview}&of={}&reason=per+ongeluk", things.ids["user"]);
        let answer = world.form("recruiter", &format!("/api/ui/vacancies/{way}"), &body).await;
        assert!(answer.status < 400, "{way}: {}", answer.text());
    };
    let [_, second, third] = &things.interviews;
    for again in [true, false] {
        form("return-sheet", third).await;
        hear(streams);
        let mut said = vec![entries.entry("rated", Some(&things.items[0]), json!({ "level": 6 - says.level }))];
        said.extend(again.then(|| entries.entry("submitted", None, Value::Null)));
        world.append(WRITER, third, &said).await;
        hear(streams);
    }
    let mut sheet = vec![entries.entry("declared", None, json!({ "relation": says.relation }))];
    sheet.push(entries.entry("submitted", None, Value::Null));
    world.append(WRITER, second, &sheet).await;
    hear(streams);
    form("set-sheet-aside", second).await;
    hear(streams);
}

/// A stream with what came out of it so far.
struct Stream {
    body: Body,
    heard: Vec<u8>,
}

async fn streams(world: &World, things: &Things) -> BTreeMap<String, Stream> {
    let mut streams = BTreeMap::new();
    let places = things.interviews.iter().map(|id| format!("/api/v1/interviews/{id}/events"));
    let places: Vec<String> = places.chain([filled("/api/v1/vacancies/{half_way}/events", &things.ids)]).collect();
    for who in ["panel1", "panel2", "recruiter", "admin", "auditor"] {
        for place in places.iter().filter(|place| who.starts_with("panel") || place.contains("vacancies")) {
            let body = world.stream(who, place).await;
            streams.insert(format!("{who} hears {place}"), Stream { body, heard: Vec::new() });
        }
    }
    hear(&mut streams);
    streams
}

/// Takes what has come, and notes where it paused: so the number of events and their order are part of what is compared.
fn hear(streams: &mut BTreeMap<String, Stream>) {
    for stream in streams.values_mut() {
        let mut context = Context::from_waker(Waker::noop());
        while let Poll::Ready(Some(Ok(frame))) = Pin::new(&mut stream.body).poll_frame(&mut context) {
            stream.heard.extend(frame.into_data().unwrap_or_default());
        }
        stream.heard.push(b'|');
    }
}

/// Every path that can be read, as every reader; and every write that a reader may try, which tells by how it is refused.
async fn readings(world: &World, things: &Things) -> BTreeMap<String, Answer> {
    let mut ids = things.ids.clone();
    // What is revealed tells nothing here: everything is asked of what is not.
    ids.insert("finished", things.ids["half_way"].clone());
    ids.insert("application", things.ids["waiting"].clone());
    let mut all = BTreeMap::new();
    for who in READERS {
        for interview in &things.interviews {
            ids.insert("interview", interview.clone());
            for row in ROWS.iter().filter(|row| row.is_read() && !row.is_stream()) {
                let path = filled(&row.path(), &ids);
                all.insert(format!("{who}: {path}"), ask(world, who, row, &path).await);
            }
            for item in 1..=8 {
                let path = format!("/interviews/{interview}?item={item}&step=result");
                all.insert(format!("{who}: {path}"), world.page(who, &path).await);
            }
            let submit = format!("/interviews/{interview}?submit=1");
            all.insert(format!("{who}: {submit}"), world.page(who, &submit).await);
            let none = world.json(who, "POST", &format!("/api/v1/interviews/{interview}/ledger"), &json!({ "entries": [] })).await;
            all.insert(format!("{who} appends nothing to {interview}"), none);
        }
        for tab in ["?tab=totals", "?tab=discuss", "?notes=x"] {
            let path = filled(&format!("/vacancies/{{half_way}}/compare{tab}"), &ids);
            all.insert(format!("{who}: {path}"), world.page(who, &path).await);
        }
    }
    all
}

async fn ask(world: &World, who: &str, row: &Row, path: &str) -> Answer {
    if row.is_page() { world.page(who, path).await } else { world.get(who, path).await }
}

fn proof(engine: Engine, then: Then) {
    run(async move {
        let low = told(engine, one(), then).await;
        let high = told(engine, other(), then).await;
        assert_eq!(low.keys().collect::<Vec<_>>(), high.keys().collect::<Vec<_>>());
        assert!(low.len() > 300, "{} answers were read", low.len());
        for (path, answer) in &low {
            let same = *answer == high[path];
            assert!(same, "{path}\n{}\n{}", answer.text(), high[path].text());
        }
    });
}

#[test]
fn unrevealed_ratings_and_notes_change_no_byte_for_anybody_else_on_sqlite() {
    proof(Engine::Sqlite, Then::Stays);
}

#[test]
fn unrevealed_ratings_and_notes_change_no_byte_for_anybody_else_on_postgres() {
    proof(Engine::Postgres, Then::Stays);
}

#[test]
fn a_sheet_that_is_given_back_or_set_aside_tells_nobody_what_is_in_it_on_sqlite() {
    proof(Engine::Sqlite, Then::IsHandled);
}

#[test]
fn a_sheet_that_is_given_back_or_set_aside_tells_nobody_what_is_in_it_on_postgres() {
    proof(Engine::Postgres, Then::IsHandled);
}
