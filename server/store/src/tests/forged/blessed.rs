//! What an honest change must not make good: it takes the place of what was deleted, or is made from what was forged.

use domain::{
    Code, Lang,
    access::Purpose,
    ids::{NoteId, ScorecardId, VersionId},
    people::Role,
    scorecard::Command,
    scoring::Level,
    vacancy::RevealPolicy,
};
use uuid::Uuid;

use crate::{
    DraftNote, OpenError, Options, Store, Typed,
    tests::{
        support::{Engine, START, TestStore, options_of},
        world::{World, token, worked_document},
    },
};

const TYPED: Typed<'static> = Typed { outcome: "hold", reason: "past bij het werk", below_band: "" };

/// Turns the weights of a draft.
const FORGE: &str = "UPDATE scorecard_version SET document = REPLACE(document, '\"weight\":30', '\"weight\":90') WHERE state = 'draft'";

async fn deciding(db: TestStore) -> World {
    let world = World::with(db, RevealPolicy::AfterRound, &["Zoë"]).await;
    world.score_all().await;
    world.db.start_deciding(&world.recruiter, world.vacancy).await.expect("begun");
    world
}

/// A scorecard of its own with a draft, and the version that is the draft.
async fn drafted(world: &World) -> (ScorecardId, VersionId) {
    let card = world.db.create_scorecard(&world.recruiter, &worked_document(&world.db)).await.expect("made");
    let version = world.db.scorecard(&world.recruiter, card).await.expect("there");
    (card, version.id)
}

fn rename(title: &str) -> Command {
    Command::Rename { title: title.into() }
}

async fn told(world: &World) -> Vec<String> {
    world.db.verify().await.expect("looked")
}

both_engines! {
    async fn a_decision_in_the_place_of_a_deleted_one_is_told(db: TestStore) {
        let world = deciding(db).await;
        let (rita, zoe) = (world.recruiter, world.applications[0]);
        world.db.decide_on(&rita, zoe, 0, TYPED).await.expect("decided");
        world.db.tamper("DELETE FROM decision").await;
        world.db.decide_on(&rita, zoe, 0, Typed { outcome: "reject", ..TYPED }).await.expect("decided");
        let told = told(&world).await;
        assert!(told.iter().any(|line| line.starts_with("decision ") && line.contains("missing before row")), "{told:?}");
    }

    async fn a_dropped_question_in_the_place_of_a_deleted_one_is_told(db: TestStore) {
        let world = deciding(db).await;
        let (rita, items) = (world.recruiter, world.items());
        world.db.void_question(&rita, world.vacancy, items[0], "begreep niemand").await.expect("dropped");
        world.db.tamper("DELETE FROM voiding").await;
        world.db.void_question(&rita, world.vacancy, items[1], "dubbel").await.expect("dropped");
        let told = told(&world).await;
        assert!(told.iter().any(|line| line.starts_with("voiding ") && line.contains("missing before row")), "{told:?}");
    }

    async fn having_read_that_is_deleted_and_read_again_is_told(db: TestStore) {
        let mut world = deciding(db).await;
        world.db.compared(&world.auditor, world.vacancy).await.expect("read");
        world.db.tamper("DELETE FROM seen").await;
        world.db = world.db.reopened().await;
        world.db.compared(&world.auditor, world.vacancy).await.expect("read");
        let told = told(&world).await;
        assert!(told.iter().any(|line| line.starts_with("seen ") && line.contains("missing before row")), "{told:?}");
    }

    async fn a_forged_draft_is_not_made_good_by_the_next_edit(db: TestStore) {
        let world = World::with(db, RevealPolicy::AfterRound, &["Zoë"]).await;
        let (card, version) = drafted(&world).await;
        world.db.tamper(FORGE).await;
        world.db.change_draft(&world.recruiter, card, 1, rename("Twee")).await.expect("changed");
        assert_eq!(told(&world).await.len(), 1, "{:?}", told(&world).await);
        assert!(told(&world).await[0].starts_with(&format!("scorecard version {version}: document changed before row ")), "{:?}", told(&world).await);
    }

    async fn what_is_frozen_published_or_copied_from_a_forged_draft_is_told_when_that_is_put_back(db: TestStore) {
        let world = World::with(db, RevealPolicy::AfterRound, &["Zoë"]).await;
        let (card, version) = drafted(&world).await;
        let back = "UPDATE scorecard_version SET document = REPLACE(document, '\"weight\":90', '\"weight\":30') WHERE state = 'draft'";
        assert_eq!(world.db.tamper(FORGE).await, 1);
        world.db.practise(&world.recruiter, card, "Oefenkandidaat").await.expect("begun");
        world.db.tamper(back).await;
        let lines = told(&world).await;
        assert!(lines.len() == 1 && lines[0].starts_with(&format!("scorecard version {version}: document changed before row ")), "{lines:?}");
        world.db.publish(&world.recruiter, card, 1).await.expect("published");
        let published = "'published' AND scorecard_id IN (SELECT scorecard_id FROM scorecard_version WHERE state = 'trial')";
        world.db.tamper(&FORGE.replace("'draft'", published)).await;
        world.db.new_draft(&world.recruiter, card).await.expect("a draft");
        let lines = told(&world).await;
        assert!(lines.iter().filter(|line| line.contains("changed before row")).count() == 2, "{lines:?}");
    }

    async fn undoing_brings_back_nothing_that_never_was(db: TestStore) {
        let world = World::with(db, RevealPolicy::AfterRound, &["Zoë"]).await;
        let (card, version) = drafted(&world).await;
        world.db.change_draft(&world.recruiter, card, 1, rename("Twee")).await.expect("changed");
        world.db.undo_draft(&world.recruiter, card, 2).await.expect("undone");
        assert_eq!(told(&world).await, Vec::<String>::new());
        world.db.change_draft(&world.recruiter, card, 3, rename("Drie")).await.expect("changed");
        world.db.tamper("UPDATE draft_step SET document = REPLACE(document, '\"weight\":30', '\"weight\":90')").await;
        world.db.undo_draft(&world.recruiter, card, 4).await.expect("undone");
        let lines = told(&world).await;
        assert!(lines.len() == 1 && lines[0].starts_with(&format!("scorecard version {version}: row ")), "{lines:?}");
    }

    async fn a_forged_competency_is_not_made_good_by_editing_copying_or_using_it(db: TestStore) {
        let world = World::with(db, RevealPolicy::AfterRound, &["Zoë"]).await;
        let (rita, db) = (&world.recruiter, &world.db);
        let shipped = db.library(rita).await.expect("a library").remove(0).competency;
        let key = db.copy_competency(rita, &shipped.key).await.expect("copied");
        let (card, _) = drafted(&world).await;
        let forge = async |from: &str, to: &str| db.tamper(&format!("UPDATE library_competency SET document = REPLACE(document, '{from}', '{to}')")).await;
        let name = &shipped.name.nl;
        forge(name, "Vervalst").await;
        db.copy_competency(rita, &key).await.expect("copied");
        db.change_draft(rita, card, 1, Command::AddCompetency { key: key.clone() }).await.expect("added");
        let own = db.library(rita).await.expect("a library").into_iter().find(|row| row.competency.key == key).expect("there");
        db.change_competency(rita, 1, &own.competency).await.expect("changed");
        let lines = told(&world).await;
        assert_eq!(lines.iter().filter(|line| line.contains(": document changed before row ")).count(), 3, "{lines:?}");
    }

    async fn a_trigger_or_a_view_in_the_place_of_a_table_is_told_and_nothing_is_written_under_it(db: TestStore) {
        let world = deciding(db).await;
        let (make, drop): (&[&str], _) = match world.db.engine {
            Engine::Sqlite => (&["CREATE TRIGGER turn AFTER INSERT ON decision BEGIN UPDATE decision SET outcome = 'reject'; END"], "DROP TRIGGER turn"),
            Engine::Postgres => (
                &[
                    "CREATE FUNCTION turn() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN NEW.outcome := 'reject'; RETURN NEW; END $$",
                    "CREATE TRIGGER turn BEFORE INSERT ON decision FOR EACH ROW EXECUTE FUNCTION turn()",
                ],
                "DROP TRIGGER turn ON decision",
            ),
        };
        for sql in make {
            world.db.tamper(sql).await;
        }
        assert_eq!(told(&world).await, ["trigger turn on decision: not of this program"]);
        assert!(world.db.decide_on(&world.recruiter, world.applications[0], 0, TYPED).await.is_err());
        assert_eq!(world.db.number("SELECT COUNT(*) FROM decision").await, 0);
        world.db.tamper(drop).await;
        world.db.decide_on(&world.recruiter, world.applications[0], 0, TYPED).await.expect("decided");
        assert_eq!(told(&world).await, Vec::<String>::new());
    }

    async fn a_row_under_a_key_that_is_none_is_told(db: TestStore) {
        let world = World::with(db, RevealPolicy::AfterRound, &["Zoë"]).await;
        if world.db.engine == Engine::Postgres {
            // There it must at least be another organisation's, and those are all looked at.
            let sql = "INSERT INTO seen (organisation_id, person_id, what, subject, at) SELECT organisation_id, id, 'ratings', id, 0 FROM person LIMIT 1";
            world.db.tamper(sql).await;
            assert_eq!(told(&world).await.len(), 1, "{:?}", told(&world).await);
            return;
        }
        world.db.tamper("INSERT INTO seen (organisation_id, person_id, what, subject, at) SELECT organisation_id, id, 'ratings', x'00', 0 FROM person LIMIT 1").await;
        assert_eq!(told(&world).await, ["seen: 1 inserted under a key that is none"]);
    }

    async fn a_later_consensus_cannot_be_taken_away_with_the_head_of_the_reveal(db: TestStore) {
        let world = World::with(db, RevealPolicy::AfterRound, &["Zoë"]).await;
        let interview = world.interviews[0];
        world.score(&world.a, interview, [1, 3, 3, 3]).await;
        world.score(&world.b, interview, [5, 4, 4, 4]).await;
        world.score(&world.c, interview, [3, 4, 4, 4]).await;
        world.db.tamper("CREATE TABLE kept AS SELECT * FROM chain_head").await;
        let last = world.db.number("SELECT MAX(seq) FROM ledger").await;
        let competency = world.document.competencies[0].id;
        let level = Level::try_from(4).expect("a level");
        world.db.agree(&world.chair, interview, competency, None, level, "samen besproken").await.expect("agreed");
        assert_eq!(told(&world).await, Vec::<String>::new());
        world.db.tamper(&format!("DELETE FROM ledger WHERE seq > {last}")).await;
        world.db.tamper("DELETE FROM mark WHERE topic = 'consensus'").await;
        world.db.tamper(
            "UPDATE chain_head SET seq = (SELECT k.seq FROM kept k WHERE k.subject = chain_head.subject),
                    hash = (SELECT k.hash FROM kept k WHERE k.subject = chain_head.subject),
                    seal = (SELECT k.seal FROM kept k WHERE k.subject = chain_head.subject)
             WHERE subject IN (SELECT id FROM interview)",
        ).await;
        assert_eq!(told(&world).await, [format!("ledger of interview {interview}: not what it was when it was sealed")]);
    }

    async fn a_note_stays_in_the_place_of_its_first_entry(db: TestStore) {
        let world = World::with(db, RevealPolicy::AfterRound, &["Zoë"]).await;
        let (interview, note) = (world.interviews[0], NoteId(Uuid::from_u128(5)));
        for text in ["eerst", "daarna"] {
            world.append_stored(&world.a, interview, vec![world.note(world.item(), note, text)]).await;
        }
        world.db.tamper("UPDATE note SET seq = seq + 1").await;
        assert_eq!(told(&world).await, [format!("note {note} of interview {interview}: changed")]);
    }

    async fn nobody_makes_a_session_another_persons(db: TestStore) {
        let world = World::with(db, RevealPolicy::AfterRound, &["Zoë"]).await;
        let ends = START.plus_minutes(60);
        for change in ["person_id = (SELECT id FROM person WHERE name = 'Rita')", "data = 'rita'", "expires_at = expires_at + 1"] {
            world.db.session_create("s", "anna", ends, world.a.user()).await.expect("made");
            assert_eq!(world.db.session_load("s").await, Ok(Some("anna".into())));
            assert_eq!(world.db.session_stands("s", &world.a, 0).await, Ok(true));
            assert_eq!(world.db.tamper(&format!("UPDATE session SET {change}")).await, 1);
            assert_eq!(world.db.session_load("s").await, Ok(None), "{change}");
            assert_eq!(world.db.session_stands("s", &world.a, 0).await, Ok(false), "{change}");
            world.db.session_delete("s").await.expect("deleted");
        }
        world.db.session_create("one", "anna", ends, world.a.user()).await.expect("made");
        world.db.session_create("two", "rita", ends, world.recruiter.user()).await.expect("made");
        world.db.tamper("UPDATE session SET data = 'rita', person_id = (SELECT id FROM person WHERE name = 'Rita'),
                                seal = (SELECT s.seal FROM session s WHERE s.data = 'rita') WHERE data = 'anna'").await;
        assert_eq!(world.db.session_load("one").await, Ok(None), "with the seal of another session");
    }

    async fn who_puts_a_password_a_role_or_access_into_the_database_does_not_sign_in_with_it(db: TestStore) {
        let world = World::with(db, RevealPolicy::AfterRound, &["Zoë"]).await;
        let sound = async || world.db.credentials("rita@example.org").await.expect("asked").expect("known").sound;
        assert!(sound().await);
        for (put, back) in [("password_hash = 'mine'", "password_hash = 'hash'"), ("role = 'admin'", "role = 'recruiter'")] {
            world.db.tamper(&format!("UPDATE person SET {put} WHERE name = 'Rita'")).await;
            assert!(!sound().await, "{put}");
            world.db.tamper(&format!("UPDATE person SET {back} WHERE name = 'Rita'")).await;
            assert!(sound().await, "{back}");
        }
        world.db.set_password(&world.recruiter, "an own choice").await.expect("set");
        let rita = world.recruiter.user().expect("a person");
        world.db.change_person(&world.admin, rita, Role::Auditor, true).await.expect("changed");
        world.db.set_lang(&world.recruiter, Lang::En).await.expect("changed");
        assert!(sound().await, "what is changed here is what it should be");
        assert_eq!(world.db.signed_in(rita, Role::Recruiter, 1).await, Ok(None), "a session of another role is none");
        world.db.tamper("INSERT INTO person (organisation_id, id, email, name, role, lang, password_hash, active, created_at)
                         SELECT organisation_id, subject, 'x@example.org', 'X', 'admin', 'nl', 'mine', active, created_at
                         FROM person, (SELECT round.id AS subject FROM round LIMIT 1) r WHERE name = 'Rita'").await;
        assert!(!world.db.credentials("x@example.org").await.expect("asked").expect("known").sound, "nor who was put in");
    }

    async fn a_link_that_was_written_into_the_database_or_turned_opens_nothing(db: TestStore) {
        let world = World::with(db, RevealPolicy::AfterRound, &["Zoë"]).await;
        let (db, rita) = (&world.db, world.recruiter.user().expect("a person"));
        db.invite(&world.admin, "ina@example.org", Role::Auditor, Lang::Nl, &token("ina")).await.expect("invited");
        db.make_reset_link(&world.admin, world.b.user().expect("a person"), &token("bram")).await.expect("made");
        db.invitation(&token("ina")).await.expect("opens");
        db.reset_link(&token("bram")).await.expect("opens");
        db.tamper("UPDATE invitation SET role = 'admin' WHERE email = 'ina@example.org'").await;
        db.tamper("UPDATE reset_link SET person_id = (SELECT id FROM person WHERE name = 'Rita')").await;
        assert_eq!(db.invitation(&token("ina")).await.err(), Some(Code::NotFound.into()));
        assert_eq!(db.reset_link(&token("bram")).await.err(), Some(Code::NotFound.into()));
        assert_eq!(db.accept_invitation(&token("ina"), "Ina", "mine").await.err(), Some(Code::NotFound.into()));
        assert_eq!(db.use_reset_link(&token("bram"), "mine").await.err(), Some(Code::NotFound.into()));
        db.make_reset_link(&world.admin, rita, &token("rita")).await.expect("a true one takes its place");
        db.use_reset_link(&token("rita"), "an own choice").await.expect("used");
    }

    async fn a_used_or_revoked_link_is_not_revived(db: TestStore) {
        let world = World::with(db, RevealPolicy::AfterRound, &["Zoë"]).await;
        let db = &world.db;
        db.make_reset_link(&world.admin, world.b.user().expect("a person"), &token("bram")).await.expect("made");
        db.use_reset_link(&token("bram"), "an own choice").await.expect("used");
        let first = db.invite(&world.admin, "ina@example.org", Role::Admin, Lang::Nl, &token("one")).await.expect("invited");
        db.revoke_invite(&world.admin, first).await.expect("revoked");
        db.invite(&world.admin, "bo@example.org", Role::Admin, Lang::Nl, &token("two")).await.expect("invited");
        db.invite(&world.admin, "bo@example.org", Role::Auditor, Lang::Nl, &token("three")).await.expect("invited anew, which ends the one before");
        db.tamper("UPDATE reset_link SET used_at = NULL").await;
        db.tamper("UPDATE invitation SET revoked_at = NULL").await;
        assert_eq!(db.use_reset_link(&token("bram"), "mine").await.err(), Some(Code::NotFound.into()));
        for revoked in ["one", "two"] {
            assert_eq!(db.accept_invitation(&token(revoked), "Ina", "mine").await.err(), Some(Code::NotFound.into()), "{revoked}");
        }
        db.accept_invitation(&token("three"), "Bo", "hash").await.expect("the one that stands");
    }

    async fn a_public_link_that_was_written_into_the_database_opens_nothing(db: TestStore) {
        let world = World::with(db, RevealPolicy::AfterRound, &["Zoë"]).await;
        let db = &world.db;
        db.make_link(&world.recruiter, world.scorecard, Purpose::Sheet, &token("sheet")).await.expect("made");
        db.shared_sheet(&token("sheet")).await.expect("opens");
        db.tamper("UPDATE public_link SET purpose = 'sorting'").await;
        assert_eq!(db.anchors_to_sort(&token("sheet")).await.err(), Some(Code::NotFound.into()));
    }

    async fn a_changed_password_asks_for_one_that_was_set_here(db: TestStore) {
        let world = World::with(db, RevealPolicy::AfterRound, &["Zoë"]).await;
        world.db.own_password_hash(&world.recruiter).await.expect("asked");
        world.db.tamper("UPDATE person SET password_hash = 'mine' WHERE name = 'Rita'").await;
        assert_eq!(world.db.own_password_hash(&world.recruiter).await.err(), Some(Code::AccountChanged.into()));
    }

    async fn typing_that_somebody_else_wrote_becomes_no_note(db: TestStore) {
        let world = World::with(db, RevealPolicy::AfterRound, &["Zoë"]).await;
        let (interview, note) = (world.interviews[0], NoteId(Uuid::from_u128(6)));
        let own = DraftNote { note, item: world.item(), step: None, text: "van mij".into(), base: None };
        world.db.save_draft(&world.a, interview, &own).await.expect("kept");
        world.append_stored(&world.a, interview, world.ratings([3, 3, 3, 3])).await;
        let other = NoteId(Uuid::from_u128(7));
        world.db.save_draft(&world.b, interview, &DraftNote { note: other, text: "van hem".into(), ..own }).await.expect("kept");
        world.db.tamper("UPDATE draft SET rater_id = (SELECT id FROM person WHERE name = 'Alex') WHERE text = 'van hem'").await;
        world.append_stored(&world.a, interview, vec![world.submit()]).await;
        let notes = async |text: &str| world.db.number(&format!("SELECT COUNT(*) FROM note WHERE text = '{text}'")).await;
        assert_eq!((notes("van mij").await, notes("van hem").await), (1, 0));
    }

    async fn nothing_is_revealed_on_submissions_that_nobody_made(db: TestStore) {
        let world = World::with(db, RevealPolicy::AfterRound, &["Zoë"]).await;
        let interview = world.interviews[0];
        let others = "UPDATE interview_rater SET submitted_at = 1 WHERE rates AND person_id <> (SELECT id FROM person WHERE name = 'Alex')";
        assert_eq!(world.db.tamper(others).await, 2);
        world.score(&world.a, interview, [3, 3, 3, 3]).await;
        assert_eq!(world.db.number("SELECT COUNT(*) FROM interview WHERE revealed_at IS NOT NULL").await, 0);
        world.db.tamper("UPDATE interview_rater SET submitted_at = NULL WHERE submitted_at = 1").await;
        world.score(&world.b, interview, [3, 3, 3, 3]).await;
        world.score(&world.c, interview, [3, 3, 3, 3]).await;
        assert_eq!(world.db.number("SELECT COUNT(*) FROM interview WHERE revealed_at IS NOT NULL").await, 1);
    }

    async fn a_scorecard_made_from_a_forged_competency_is_told(db: TestStore) {
        let world = World::with(db, RevealPolicy::AfterRound, &["Zoë"]).await;
        let rita = &world.recruiter;
        let shipped = world.db.library(rita).await.expect("a library").remove(0).competency;
        world.db.copy_competency(rita, &shipped.key).await.expect("copied");
        let turn = |from: &str, to: &str| format!("UPDATE library_competency SET document = REPLACE(document, '{from}', '{to}')");
        world.db.tamper(&turn(&shipped.name.nl, "Vervalst")).await;
        world.db.create_scorecard(rita, &worked_document(&world.db)).await.expect("made");
        world.db.tamper(&turn("Vervalst", &shipped.name.nl)).await;
        let lines = told(&world).await;
        assert!(lines.len() == 1 && lines[0].contains(": document changed before row "), "{lines:?}");
    }

    async fn what_runs_under_a_statement_is_told_wherever_it_hides(db: TestStore) {
        let world = World::with(db, RevealPolicy::AfterRound, &["Zoë"]).await;
        if world.db.engine == Engine::Sqlite {
            world.db.tamper("CREATE TRIGGER turn AFTER INSERT ON note BEGIN SELECT 1; END").await;
            assert_eq!(told(&world).await, ["trigger turn on note: not of this program"]);
            return;
        }
        let evil = "CREATE FUNCTION evil() RETURNS boolean LANGUAGE plpgsql VOLATILE AS $$ BEGIN RETURN TRUE; END $$";
        world.db.tamper(evil).await;
        world.db.tamper("ALTER TABLE chain_head ADD CONSTRAINT more CHECK (evil()) NOT VALID").await;
        world.db.tamper("ALTER TABLE decision ADD COLUMN extra BOOLEAN DEFAULT evil()").await;
        world.db.tamper("ALTER TABLE seen ENABLE ROW LEVEL SECURITY").await;
        let expected = [
            "constraint more with function evil on chain_head: not of this program",
            "default with function evil on decision: not of this program",
            "policy on seen: not of this program",
        ];
        assert_eq!(told(&world).await, expected);
    }

    async fn a_database_that_was_sealed_is_not_sealed_again(db: TestStore) {
        let world = World::with(db, RevealPolicy::AfterRound, &["Zoë"]).await;
        crate::tests::forged::sealed::as_before_seals(&world).await;
        let url = world.db.url.clone();
        let refused = Store::open(Options { sealed: true, ..options_of(&url) }).await.err().expect("refused");
        assert!(matches!(refused, OpenError::SealsGone { .. }), "{refused}");
        assert_eq!(world.db.number("SELECT COUNT(*) FROM audit WHERE action = 'sealed'").await, 0);
        let store = Store::open(options_of(&url)).await.expect("one that was never sealed is, once");
        store.close().await;
        Store::open(Options { sealed: true, ..options_of(&url) }).await.expect("opens").close().await;
    }
}
