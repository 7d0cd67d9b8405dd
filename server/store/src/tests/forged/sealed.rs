//! What somebody could try who writes to the database and lacks the secret.

use domain::{Lang, access::Actor, ids::InterviewId, people::Role, vacancy::RevealPolicy};
use uuid::Uuid;

use crate::{
    OpenError, Options, Result, Store,
    audit::{self, Change, LEGACY, Row},
    db::Tx,
    tests::{
        support::{TestStore, options_of},
        world::{World, token},
    },
};

async fn small(db: TestStore) -> World {
    World::with(db, RevealPolicy::AfterRound, &["Zoë"]).await
}

fn id(actor: &Actor) -> Uuid {
    actor.user().expect("a person").0
}

/// Makes the audit what a version without seals would have written. It takes the secret.
pub(super) async fn as_before_seals(world: &World) {
    let organisation = world.admin.organisation().expect("of an organisation");
    let core = &world.db.store.core;
    let mut tx = core.db.write().await.expect("a transaction");
    let rewrite = async |tx: &mut Tx| -> Result<()> {
        let rows = all!(tx, (i64, String, String, Uuid, i64), "SELECT seq, actor, action, subject, at FROM audit ORDER BY seq");
        let (mut last, mut hash) = (0, [0u8; 32]);
        for (seq, actor, action, subject, at) in rows {
            let row = Row { seq, actor: &actor, action: &action, subject, at: domain::time::UnixMillis(at), ..LEGACY };
            hash = audit::chain(&core.secret, &hash, organisation, &row);
            last = seq;
            run!(tx, "UPDATE audit SET schema = 1, what = '', seals = '', hash = $2 WHERE seq = $1", seq, hash.as_slice());
        }
        run!(tx, "UPDATE chain_head SET seal = $1", [0u8; 0].as_slice());
        run!(tx, "UPDATE chain_head SET seq = $2, hash = $3 WHERE subject = $1", organisation.0, last, hash.as_slice());
        Ok(())
    };
    rewrite(&mut tx).await.expect("rewritten");
    tx.commit().await.expect("committed");
}

both_engines! {
    async fn an_earlier_ledger_put_back_with_the_head_it_had_is_told_after_the_reveal(db: TestStore) {
        let world = World::with(db, RevealPolicy::AfterRound, &["Zoë"]).await;
        let interview = world.interviews[0];
        world.append_stored(&world.a, interview, world.ratings([2, 3, 3, 3])).await;
        world.db.tamper("CREATE TABLE kept AS SELECT * FROM chain_head").await;
        let last = world.db.number("SELECT MAX(seq) FROM ledger").await;
        world.append_stored(&world.a, interview, vec![world.rate(world.item(), 5)]).await;
        world.score(&world.b, interview, [4, 4, 4, 4]).await;
        world.db.reveal_early(&world.recruiter, world.vacancy, "de manager vertrekt").await.expect("revealed");
        assert_eq!(world.db.verify().await, Ok(vec![]));
        world.db.tamper(&format!("DELETE FROM ledger WHERE seq > {last}")).await;
        for sql in [
            "UPDATE chain_head SET seq = (SELECT k.seq FROM kept k WHERE k.subject = chain_head.subject),
                    hash = (SELECT k.hash FROM kept k WHERE k.subject = chain_head.subject),
                    seal = (SELECT k.seal FROM kept k WHERE k.subject = chain_head.subject)
             WHERE subject IN (SELECT id FROM interview)",
            "UPDATE rating SET level = 2 WHERE level = 5",
            "DELETE FROM rating WHERE level = 4",
            "DELETE FROM note WHERE rater_id IN (SELECT id FROM person WHERE name = 'Bram')",
            "UPDATE interview_rater SET submitted_at = NULL",
        ] {
            world.db.tamper(sql).await;
        }
        let told = world.db.verify().await.expect("looked");
        assert!(told.contains(&format!("ledger of interview {interview}: not what it was when it was sealed")), "{told:?}");
    }

    async fn a_database_of_before_is_sealed_once_when_it_is_opened(db: TestStore) {
        let mut world = small(db).await;
        as_before_seals(&world).await;
        assert!(!world.db.verify().await.expect("looked").is_empty(), "nothing is sealed yet");
        world.db = world.db.reopened().await;
        assert_eq!(world.db.verify().await, Ok(vec![]));
        let sealed = async |db: &TestStore| db.number("SELECT COUNT(*) FROM audit WHERE actor = 'system:upgrade' AND action = 'sealed'").await;
        let rows = sealed(&world.db).await;
        assert!(rows > 0);
        world.db.set_lang(&world.a, Lang::En).await.expect("goes on");
        world.score_all().await;
        world.db.tamper("UPDATE person SET role = 'admin' WHERE name = 'Bram'").await;
        world.db = world.db.reopened().await;
        assert_eq!(sealed(&world.db).await, rows, "once");
        assert_eq!(world.db.verify().await, Ok(vec![format!("person {}: role changed", id(&world.b))]));
    }

    async fn who_takes_every_seal_away_is_told_and_not_obeyed(db: TestStore) {
        let mut world = small(db).await;
        world.db.tamper("UPDATE person SET role = 'admin' WHERE name = 'Bram'").await;
        world.db.tamper("UPDATE audit SET schema = 1, what = '', seals = ''").await;
        world.db.tamper(if world.db.engine == crate::tests::support::Engine::Sqlite { "UPDATE chain_head SET seal = x''" } else { "UPDATE chain_head SET seal = ''" }).await;
        world.db = world.db.reopened().await;
        assert_eq!(world.db.number("SELECT COUNT(*) FROM audit WHERE action = 'sealed'").await, 0);
        let lines = world.db.verify().await.expect("looked");
        assert!(lines.contains(&format!("person {}: inserted", id(&world.b))), "{lines:?}");
        assert!(lines.iter().any(|line| line.ends_with("row 1: changed")), "{lines:?}");
    }

    async fn an_honest_change_of_a_row_does_not_bless_what_was_forged_in_it(db: TestStore) {
        let world = small(db).await;
        world.db.tamper("UPDATE person SET role = 'admin' WHERE name = 'Bram'").await;
        world.db.set_lang(&world.b, Lang::En).await.expect("an own setting");
        world.db.set_password(&world.b, "another hash").await.expect("an own setting");
        assert_eq!(world.db.verify().await, Ok(vec![format!("person {}: role changed", id(&world.b))]));
    }

    async fn a_tail_cannot_be_cut_by_writing_an_earlier_head(db: TestStore) {
        let world = small(db).await;
        let organisation = world.admin.organisation().expect("of an organisation");
        let last = world.db.number("SELECT MAX(seq) FROM audit").await;
        world.db.tamper(&format!("DELETE FROM audit WHERE seq = {last}")).await;
        world.db.tamper(&format!("UPDATE chain_head SET seq = {0}, hash = (SELECT hash FROM audit WHERE seq = {0}) WHERE seq = {last}", last - 1)).await;
        let head = format!("audit of organisation {organisation} head: changed");
        assert!(world.db.verify().await.expect("looked").contains(&head));
        world.db.invite(&world.admin, "ina@example.org", Role::Auditor, Lang::Nl, &token("ina")).await.expect("invited");
        assert!(world.db.verify().await.expect("looked").contains(&head), "what is written after it does not make it well");
        let interview: InterviewId = world.interviews[0];
        world.append_stored(&world.a, interview, vec![world.rate(world.item(), 3)]).await;
        world.db.tamper(&format!("DELETE FROM ledger WHERE seq = {}", world.db.number("SELECT MAX(seq) FROM ledger").await)).await;
        world.db.tamper("UPDATE chain_head SET seq = 1, hash = (SELECT hash FROM ledger WHERE seq = 1) WHERE seq = 2").await;
        let lines = world.db.verify().await.expect("looked");
        assert!(lines.contains(&format!("ledger of interview {interview} head: changed")), "{lines:?}");
    }

    async fn words_are_gone_only_where_the_audit_says_that_they_were_erased(db: TestStore) {
        let world = small(db).await;
        world.append_stored(&world.a, world.interviews[0], vec![world.rate(world.item(), 3)]).await;
        world.db.tamper("UPDATE ledger SET payload = NULL, salt = NULL WHERE seq = 2").await;
        assert_eq!(world.db.verify().await, Ok(vec![format!("ledger of interview {} row 2: changed", world.interviews[0])]));
        let core = &world.db.store.core;
        let mut tx = core.db.write().await.expect("a transaction");
        let note = async |tx: &mut Tx| -> Result<()> {
            let (entry,) = one!(tx, (Uuid,), "SELECT id FROM ledger WHERE seq = 2");
            let facts = domain::access::Facts::of(world.admin.organisation().expect("of an organisation"));
            let grant = domain::access::decide(&world.admin, domain::access::Action::ManagePeople, &facts)?;
            audit::note(tx, core, &grant, Change::of("erased", entry)).await
        };
        note(&mut tx).await.expect("noted");
        tx.commit().await.expect("committed");
        assert_eq!(world.db.verify().await, Ok(vec![]));
    }

    async fn with_another_secret_or_none_to_compare_with_nothing_is_written(db: TestStore) {
        let world = small(db).await;
        let url = world.db.url.clone();
        let refused = Store::open(Options { secret: [8; 32], ..options_of(&url) }).await.err().expect("refused");
        assert!(matches!(refused, OpenError::OtherSecret { .. }), "{refused}");
        world.db.tamper("DELETE FROM meta").await;
        for secret in [[8; 32], [7; 32]] {
            let refused = Store::open(Options { secret, ..options_of(&url) }).await.err().expect("refused");
            assert!(matches!(refused, OpenError::SecretUnknown { .. }), "{refused}");
        }
        assert_eq!(world.db.number("SELECT COUNT(*) FROM meta").await, 0, "no other check took its place");
    }

    async fn the_audit_says_what_without_saying_who(db: TestStore) {
        let world = small(db).await;
        world.db.change_person(&world.admin, world.b.user().expect("a person"), Role::Recruiter, true).await.expect("changed");
        let (what,) = {
            let mut tx = world.db.raw().await;
            let read = async |tx: &mut Tx| -> Result<(String,)> { Ok(one!(tx, (String,), "SELECT what FROM audit ORDER BY seq DESC LIMIT 1")) };
            read(&mut tx).await.expect("a row")
        };
        assert_eq!(what, r#"{"active":true,"role":"recruiter"}"#);
        let personal = "SELECT COUNT(*) FROM audit WHERE what LIKE '%Zoë%' OR what LIKE '%@%' OR seals LIKE '%@%'";
        assert_eq!(world.db.number(personal).await, 0);
    }
}
