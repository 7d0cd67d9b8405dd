//! What was changed behind the store's back shows.

use domain::vacancy::RevealPolicy;

use super::{support::TestStore, world::World};

/// Three sheets in the first interview, of eighteen rows each: eight levels with their evidence, a note, the submission.
async fn scored(db: TestStore) -> World {
    let world = World::with(db, RevealPolicy::AfterRound, &["Zoë", "Bo"]).await;
    for rater in world.raters() {
        world.score(&rater, world.interviews[0], [3, 3, 3, 3]).await;
    }
    assert_eq!(world.db.verify().await, Ok(vec![]));
    world
}

/// Tampers, and says which rows are then named.
async fn found(world: &World, sql: &str) -> Vec<String> {
    assert!(world.db.tamper(sql).await > 0, "{sql}");
    world.db.verify().await.expect("looked")
}

both_engines! {
    async fn a_changed_rating_shows(db: TestStore) {
        let world = scored(db).await;
        let lines = found(&world, "UPDATE ledger SET payload = '{\"level\":5}' WHERE seq = 3").await;
        assert_eq!(lines, [format!("ledger of interview {} row 3: payload changed", world.interviews[0])]);
    }

    async fn a_changed_field_shows(db: TestStore) {
        let world = scored(db).await;
        let name = format!("ledger of interview {}", world.interviews[0]);
        let lines = found(&world, "UPDATE ledger SET at = at + 1 WHERE seq = 4").await;
        assert_eq!(lines, [format!("{name} row 4: changed")]);
        let rater = found(&world, "UPDATE ledger SET at = at - 1, kind = 'noted' WHERE seq = 4").await;
        assert_eq!(rater, [format!("{name} row 4: changed")]);
    }

    async fn a_row_taken_out_shows(db: TestStore) {
        let world = scored(db).await;
        let lines = found(&world, "DELETE FROM ledger WHERE seq = 5").await;
        assert_eq!(lines, [format!("ledger of interview {} row 5: missing", world.interviews[0])]);
    }

    async fn a_cut_tail_shows(db: TestStore) {
        let world = scored(db).await;
        let lines = found(&world, "DELETE FROM ledger WHERE seq >= 52").await;
        assert_eq!(lines, [52, 53, 54].map(|row| format!("ledger of interview {} row {row}: missing, cut off", world.interviews[0])));
    }

    async fn a_changed_head_shows(db: TestStore) {
        let world = scored(db).await;
        let lines = found(&world, "UPDATE chain_head SET seq = 53 WHERE seq = 54").await;
        assert_eq!(lines, [format!("ledger of interview {} row 54: inserted", world.interviews[0])]);
        let gone = found(&world, "DELETE FROM chain_head WHERE seq = 53").await;
        assert_eq!(gone, [format!("ledger of interview {} head: missing", world.interviews[0])]);
    }

    async fn a_changed_audit_row_shows(db: TestStore) {
        let world = scored(db).await;
        let organisation = world.admin.organisation().expect("of an organisation");
        let lines = found(&world, "UPDATE audit SET actor = 'person:x' WHERE seq = 2").await;
        assert_eq!(lines, [format!("audit of organisation {organisation} row 2: changed")]);
    }

    async fn rows_put_in_and_taken_out_show_in_ledger_and_audit(db: TestStore) {
        let world = scored(db).await;
        let ledger = format!("ledger of interview {}", world.interviews[0]);
        let audit = format!("audit of organisation {}", world.admin.organisation().expect("of an organisation"));
        let end = "INSERT INTO audit SELECT organisation_id, seq + 1, actor, action, subject, at, hash FROM audit
                   WHERE seq = (SELECT MAX(seq) FROM audit)";
        let last = world.db.number("SELECT MAX(seq) FROM audit").await;
        assert_eq!(found(&world, end).await, [format!("{audit} row {}: inserted", last + 1)]);
        world.db.tamper(&format!("DELETE FROM audit WHERE seq = {}", last + 1)).await;
        assert_eq!(found(&world, "DELETE FROM audit WHERE seq = 1").await, [format!("{audit} row 1: missing")]);
        // In the middle of a ledger, with the later rows moved up: by way of numbers that nobody has.
        world.db.tamper("UPDATE ledger SET seq = -seq - 1 WHERE seq >= 20").await;
        world.db.tamper("UPDATE ledger SET seq = -seq WHERE seq < 0").await;
        let copy = if world.db.engine() == "sqlite" { "randomblob(16)" } else { "gen_random_uuid()" };
        let middle = format!(
            "INSERT INTO ledger SELECT organisation_id, interview_id, 20, {copy}, rater_id, kind, item, payload, salt, payload_hash,
                                       client_at, at, hash FROM ledger WHERE seq = 19"
        );
        assert_eq!(found(&world, &middle).await, [format!("{audit} row 1: missing"), format!("{ledger} row 20: inserted")]);
    }

    async fn a_changed_published_document_shows(db: TestStore) {
        let world = scored(db).await;
        let lines = found(&world, "UPDATE scorecard_version SET document = REPLACE(document, 'Werkkaart', 'Wrakkaart')").await;
        assert_eq!(lines, [format!("scorecard version {}: document changed", world.version)]);
    }

    async fn erasing_a_payload_breaks_no_chain(db: TestStore) {
        let world = scored(db).await;
        assert_eq!(found(&world, "UPDATE ledger SET payload = NULL, salt = NULL WHERE kind = 'noted'").await, [""; 0]);
    }
}
