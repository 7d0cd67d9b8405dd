//! The tables that pages read say what the ledger says: `verify` makes them again and names every row that differs.

use domain::{
    access::{Action, Facts, decide},
    ids::{EntryId, NoteId},
    ledger::{Answer, Said},
    scorecard::{Step, content_hash},
    scoring::Level,
    vacancy::{NewInterview, RevealPolicy},
};
use uuid::Uuid;

use super::{support::TestStore, world::World};
use crate::{
    DraftNote, Result,
    audit::{self, Change, tables::VERSION},
};

const NOTE: NoteId = NoteId(Uuid::from_u128(0xabc));

/// An interview in which everything was said that can be, revealed, and another that is to come.
async fn told(db: TestStore) -> World {
    let mut world = World::with(db, RevealPolicy::AfterInterview, &["Zoë", "Bo"]).await;
    let (id, items) = (world.interviews[0], world.items());
    let conduct = [
        Said::Opened { background: None },
        Said::Asked { item: items[0], step: None },
        Said::Skipped { item: items[1], reason: "gaf al antwoord".into() },
        Said::Changed { item: items[2], reason: "in het Engels".into() },
        Said::Closed,
    ];
    world.append_stored(&world.chair, id, conduct.map(|said| world.entry(said)).to_vec()).await;
    let own = [
        Said::Opened { background: Some("cv lag op tafel".into()) },
        Said::Asked { item: items[0], step: Some(Step::Result) },
        Said::Declared { relation: "oud-collega".into() },
    ];
    world.append_stored(&world.a, id, own.map(|said| world.entry(said)).to_vec()).await;
    world.append_stored(&world.a, id, vec![world.note(items[0], NOTE, "zei iets"), world.not_observed(items[7], "geen tijd")]).await;
    for (rater, level) in world.raters().into_iter().zip([1, 5, 3]) {
        let mut entries = world.ratings([level, 3, 3, 3]);
        entries.push(world.entry(Said::Overall { level: Level::ALL[3] }));
        entries.push(world.submit());
        world.append_stored(&rater, id, entries).await;
    }
    let competency = world.document.competencies[0].id;
    world.db.agree(&world.chair, id, competency, None, Level::ALL[2], "besproken").await.expect("agreed");
    let application = world.add("Cem").await;
    let panel = NewInterview { chair: world.a.user().expect("a person"), ..world.panel() };
    let third = world.db.plan_interview(&world.recruiter, application, &panel, world.db.now()).await.expect("planned");
    let (c, outsider) = (world.c.user().expect("a person"), world.outsider.user().expect("a person"));
    world.db.replace_rater(&world.recruiter, third, c, outsider, "ziek geworden").await.expect("replaced");
    for (rater, of) in [(&world.b, world.b.user()), (&world.outsider, Some(outsider))] {
        world.append_stored(rater, third, vec![world.submit()]).await;
        let of = of.expect("a person");
        if of == outsider {
            world.db.set_sheet_aside(&world.recruiter, third, of, "familie").await.expect("set aside");
        } else {
            world.db.return_sheet(&world.recruiter, third, of, "per ongeluk").await.expect("given back");
        }
    }
    assert_eq!(world.db.verify().await, Ok(vec![]));
    world
}

/// Tampers with one row, says which lines there are, and puts it back.
async fn found(world: &World, table: &str, sql: &str) -> Vec<String> {
    world.db.tamper(&format!("CREATE TABLE kept AS SELECT * FROM {table}")).await;
    assert_eq!(world.db.tamper(sql).await, 1, "{sql}");
    let lines = world.db.verify().await.expect("looked");
    if table == "interview_rater" || table == "interview" {
        let (column, key) = if table == "interview" {
            ("state", "kept.id = interview.id")
        } else {
            ("submitted_at", "kept.interview_id = interview_rater.interview_id AND kept.person_id = interview_rater.person_id")
        };
        world.db.tamper(&format!("UPDATE {table} SET {column} = (SELECT kept.{column} FROM kept WHERE {key})")).await;
    } else {
        world.db.tamper(&format!("DELETE FROM {table}")).await;
        world.db.tamper(&format!("INSERT INTO {table} SELECT * FROM kept")).await;
    }
    world.db.tamper("DROP TABLE kept").await;
    assert_eq!(world.db.verify().await, Ok(vec![]), "put back after {sql}");
    lines
}

/// As another version of the program would have published it.
async fn of_another_version(world: &World, text: &str, hash: &str) -> Result<()> {
    let core = &world.db.store.core;
    let mut tx = core.db.write().await?;
    let organisation = crate::facts::organisation(&mut tx, &world.recruiter).await?;
    run!(&mut tx, "UPDATE scorecard_version SET document = $2, hash = $3 WHERE id = $1", world.version.0, text, hash);
    let grant = decide(&world.recruiter, Action::EditScorecards, &Facts::of(organisation))?;
    let change = Change::of("publish", world.version.0).sets(&VERSION, &["document", "hash"], [world.version.0]);
    audit::note(&mut tx, core, &grant, change).await?;
    tx.commit().await
}

both_engines! {
    async fn each_column_of_what_pages_read_is_named_when_it_was_changed(db: TestStore) {
        let world = told(db).await;
        let (id, item, a, chair) = (world.interviews[0], world.item(), world.a.user().expect("a person"), world.chair.user().expect("a person"));
        let question = world.items()[1];
        let rating = format!("rating of interview {id}, rater {a}, item {item}");
        let note = format!("note {NOTE} of interview {id}");
        let mark = format!("mark question of interview {id}, rater {chair}, item {question}");
        let of_rating = ["level = 2", "level = NULL, not_observed = 'x'", "client_at = client_at - 1", "seq = seq + 1"];
        let of_note = [
            "rater_id = (SELECT id FROM person WHERE name = 'Bram')", "seq = 1", "item = interview_id", "step = NULL", "step = 'task'",
            "step = 'x'", "text = text || '.'", "at = at + 1", "entry_id = interview_id",
        ];
        let of_mark = ["kind = 'asked'", "kind = 'x'", "value = value || ' '", "value = '{}'", "seq = seq + 1", "client_at = 0", "at = 0"];
        let one = "(SELECT id FROM person WHERE name = 'Alex')";
        for (table, name, columns, row) in [
            ("rating", &rating, of_rating.as_slice(), format!("rater_id = {one} AND level = 1 AND item = (SELECT item FROM note)")),
            ("note", &note, &of_note, "text = 'zei iets'".into()),
            ("mark", &mark, &of_mark, "topic = 'question' AND kind = 'skipped'".into()),
        ] {
            for column in columns {
                assert_eq!(found(&world, table, &format!("UPDATE {table} SET {column} WHERE {row}")).await, [format!("{name}: changed")], "{column}");
            }
            assert_eq!(found(&world, table, &format!("DELETE FROM {table} WHERE {row}")).await, [format!("{name}: missing")]);
        }
        let submitted = format!("submission of interview {id}, rater {a}");
        let seat = |set: &str| format!("UPDATE interview_rater SET submitted_at = {set} WHERE interview_id = (SELECT interview_id FROM note) AND person_id = {one}");
        assert_eq!(found(&world, "interview_rater", &seat("submitted_at - 1")).await, [format!("{submitted}: changed")]);
        let withdrawn = found(&world, "interview_rater", &seat("NULL")).await;
        assert_eq!(withdrawn, [format!("{submitted}: missing"), format!("interview {id}: state changed")]);
    }

    async fn who_gives_back_or_sets_aside_outside_the_ledger_is_told(db: TestStore) {
        let mut world = told(db).await;
        let third = world.db.number("SELECT COUNT(*) FROM interview_rater WHERE returned_seq IS NOT NULL OR set_aside_seq IS NOT NULL").await;
        assert_eq!(third, 2);
        let zoe = world.interviews[0];
        let (b, otto, a) = (world.b.user().expect("a person"), world.outsider.user().expect("a person"), world.a.user().expect("a person"));
        let interview = world.db.home(&world.outsider).await.expect("home").interviews[0].id;
        let seat = |set: &str, which: &str| format!("UPDATE interview_rater SET {set} WHERE {which}");
        let alex = "interview_id = (SELECT interview_id FROM note) AND person_id = (SELECT id FROM person WHERE name = 'Alex')";
        let submission = |id, rater| format!("submission of interview {id}, rater {rater}");
        let aside = |id, rater| format!("sheet set aside in interview {id}, rater {rater}");
        let cases = [
            (seat("returned_seq = returned_seq + 1", "returned_seq IS NOT NULL"), vec![format!("{}: changed", submission(interview, b))]),
            (seat("returned_seq = NULL", "returned_seq IS NOT NULL"), vec![format!("{}: missing", submission(interview, b))]),
            (seat("returned_seq = 1", alex), vec![format!("{}: changed", submission(zoe, a))]),
            (seat("set_aside_seq = set_aside_seq - 1", "set_aside_seq IS NOT NULL"), vec![format!("{}: changed", aside(interview, otto))]),
            (seat("set_aside_seq = NULL", "set_aside_seq IS NOT NULL"), vec![format!("{}: missing", aside(interview, otto))]),
            (seat("set_aside_seq = 1", alex), vec![format!("{}: inserted", aside(zoe, a))]),
        ];
        for (sql, due) in cases {
            let twin = world.db.number("SELECT COUNT(*) FROM interview_rater").await;
            world.db.tamper("CREATE TABLE kept AS SELECT * FROM interview_rater").await;
            assert_eq!(world.db.tamper(&sql).await, 1, "{sql}");
            assert_eq!(world.db.verify().await, Ok(due), "{sql}");
            world.db.tamper(
                "UPDATE interview_rater SET (returned_seq, set_aside_seq) = (SELECT kept.returned_seq, kept.set_aside_seq FROM kept
                 WHERE kept.interview_id = interview_rater.interview_id AND kept.person_id = interview_rater.person_id)",
            ).await;
            world.db.tamper("DROP TABLE kept").await;
            assert_eq!((world.db.verify().await, world.db.number("SELECT COUNT(*) FROM interview_rater").await), (Ok(vec![]), twin));
        }
        for kind in ["returned", "set_aside"] {
            world.db = world.db.reopened().await;
            let seq = world.db.number(&format!("SELECT seq FROM ledger WHERE kind = '{kind}'")).await;
            let lines = {
                world.db.tamper(&format!("CREATE TABLE kept AS SELECT * FROM ledger WHERE kind = '{kind}'")).await;
                assert_eq!(world.db.tamper(&format!("UPDATE ledger SET payload = replace(payload, 'e', 'a') WHERE kind = '{kind}'")).await, 1);
                let changed = world.db.verify().await.expect("looked");
                assert_eq!(world.db.tamper(&format!("DELETE FROM ledger WHERE kind = '{kind}'")).await, 1);
                let missing = world.db.verify().await.expect("looked");
                world.db.tamper("INSERT INTO ledger SELECT * FROM kept").await;
                world.db.tamper("DROP TABLE kept").await;
                [changed, missing]
            };
            let line = |what: &str| vec![format!("ledger of interview {interview} row {seq}: {what}")];
            assert_eq!(lines, [line("changed"), line("missing")], "{kind}");
            assert_eq!(world.db.verify().await, Ok(vec![]));
        }
    }

    async fn a_row_that_nobody_said_is_named(db: TestStore) {
        let world = told(db).await;
        let (id, item, a) = (world.interviews[1], world.item(), world.a.user().expect("a person"));
        let there = |table: &str, columns: &str, rest: &str| {
            let other = "(SELECT id FROM interview WHERE id NOT IN (SELECT interview_id FROM ledger))";
            format!("INSERT INTO {table} (organisation_id, interview_id, rater_id, {columns}) SELECT organisation_id, {other}, rater_id, {rest}")
        };
        let alex = "rater_id = (SELECT id FROM person WHERE name = 'Alex')";
        let rating = there("rating", "item, level, not_observed, seq, client_at", "item, level, not_observed, seq, client_at FROM rating");
        let line = format!("rating of interview {id}, rater {a}, item {item}: inserted");
        let row = format!("{rating} WHERE {alex} AND level = 1 AND item = (SELECT item FROM note)");
        assert_eq!(found(&world, "rating", &row).await, [line]);
        let mark = there("mark", "item, topic, kind, value, seq, client_at, at", "item, topic, kind, value, seq, client_at, at FROM mark");
        let line = format!("mark no_evidence of interview {id}, rater {a}, item {item}: inserted");
        let row = format!("{mark} WHERE {alex} AND topic = 'no_evidence' AND item = (SELECT item FROM note)");
        assert_eq!(found(&world, "mark", &row).await, [line]);
        for state in ["live", "done"] {
            let sql = format!("UPDATE interview SET state = '{state}' WHERE id NOT IN (SELECT interview_id FROM ledger)");
            assert_eq!(found(&world, "interview", &sql).await, [format!("interview {id}: state changed")]);
        }
        let undone = "UPDATE interview SET state = 'live' WHERE state = 'done'";
        assert_eq!(found(&world, "interview", undone).await, [format!("interview {}: state changed", world.interviews[0])]);
    }

    async fn what_is_said_in_one_batch_or_in_many_comes_to_the_same(db: TestStore) {
        let world = World::with(db, RevealPolicy::AfterRound, &["Zoë"]).await;
        let (id, items) = (world.interviews[0], world.items());
        let note = |n: u128| NoteId(Uuid::from_u128(0x1000 + n));
        let batches = [
            vec![world.rate(items[0], 1), world.note(items[0], note(1), "een"), world.note(items[0], note(1), "een, nader")],
            vec![world.rate(items[0], 5), world.note(items[0], note(1), ""), world.note(items[0], note(1), "opnieuw")],
            vec![world.note(items[1], note(2), "twee"), world.note(items[1], note(2), ""), world.note(items[2], note(3), "drie")],
            vec![world.not_observed(items[0], "toch niet"), world.declare("oud-collega"), world.declare("")],
            vec![world.rate(items[3], 2), world.submit()],
        ];
        for entries in batches {
            world.append_stored(&world.a, id, entries).await;
            assert_eq!(world.db.verify().await, Ok(vec![]));
        }
        let sheet = world.db.interview(&world.a, id).await.expect("an interview").mine.expect("rates");
        assert_eq!(sheet.notes.iter().map(|note| note.text.as_str()).collect::<Vec<_>>(), ["opnieuw", "drie"]);
        assert_eq!(sheet.relation.as_deref(), Some(""));
    }

    async fn typing_that_did_not_see_what_another_device_wrote_becomes_a_note_of_its_own(db: TestStore) {
        let world = World::with(db, RevealPolicy::AfterRound, &["Zoë"]).await;
        let (id, item) = (world.interviews[0], world.item());
        let noted = |text: &str, base: Option<EntryId>| world.entry(Said::Noted { item, note: NOTE, step: None, text: text.into(), base });
        let first = noted("begin", None);
        let other = noted("van de telefoon", Some(first.id));
        world.append_stored(&world.a, id, vec![first.clone()]).await;
        world.append_stored(&world.a, id, vec![other]).await;
        let typed = DraftNote { note: NOTE, item, step: None, text: "begin, en verder".into(), base: Some(first.id) };
        world.db.save_draft(&world.a, id, &typed).await.expect("typed");
        assert_eq!(world.append(&world.a, id, vec![world.declare(""), world.submit()]).await, Ok(vec![Answer::Stored; 2]));
        let notes = world.db.interview(&world.a, id).await.expect("an interview").mine.expect("rates").notes;
        assert_eq!(notes.iter().map(|note| note.text.as_str()).collect::<Vec<_>>(), ["van de telefoon", "begin, en verder"]);
        assert_eq!(world.db.verify().await, Ok(vec![]));
    }

    async fn a_document_with_a_field_of_another_version_opens_and_is_not_called_changed(db: TestStore) {
        let mut world = World::with(db, RevealPolicy::AfterRound, &["Zoë"]).await;
        let text = world.document.to_json().expect("json").replacen('{', r#"{"of_another_version":true,"#, 1);
        let hash = content_hash(&text);
        of_another_version(&world, &text, &hash).await.expect("published");
        assert_eq!(world.db.verify().await, Ok(vec![]));
        world.db = world.db.reopened().await;
        assert_eq!(world.db.scorecard(&world.recruiter, world.scorecard).await.expect("opens").hash, hash);
        assert_eq!(world.db.interview(&world.a, world.interviews[0]).await.expect("opens").document, world.document);
        world.append_stored(&world.a, world.interviews[0], vec![world.rate(world.item(), 3)]).await;
        world.db.tamper("UPDATE scorecard_version SET document = document || ' ' WHERE state = 'published'").await;
        assert_eq!(world.db.verify().await, Ok(vec![format!("scorecard version {}: document changed", world.version)]));
    }
}
