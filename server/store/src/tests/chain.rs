//! What was changed behind the store's back shows.

use domain::vacancy::RevealPolicy;

use super::{support::TestStore, world::World};

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
        let lines = found(&world, "DELETE FROM ledger WHERE seq >= 29").await;
        assert_eq!(lines, [format!("ledger of interview {} row 30: missing, cut off after row 28", world.interviews[0])]);
    }

    async fn a_changed_head_shows(db: TestStore) {
        let world = scored(db).await;
        let lines = found(&world, "UPDATE chain_head SET seq = 29 WHERE seq = 30").await;
        assert_eq!(lines, [format!("ledger of interview {} head: does not match row 30", world.interviews[0])]);
        let gone = found(&world, "DELETE FROM chain_head WHERE seq = 29").await;
        assert_eq!(gone, [format!("ledger of interview {} head: missing", world.interviews[0])]);
    }

    async fn a_changed_audit_row_shows(db: TestStore) {
        let world = scored(db).await;
        let organisation = world.admin.organisation().expect("of an organisation");
        let lines = found(&world, "UPDATE audit SET actor = 'person:x' WHERE seq = 2").await;
        assert_eq!(lines, [format!("audit of organisation {organisation} row 2: changed")]);
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
