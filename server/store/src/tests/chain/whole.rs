//! What is around the rows: heads, other chains, erasure, published documents, and the writer that goes on.

use domain::{Lang, ids::NoteId, people::Role, vacancy::RevealPolicy};
use uuid::Uuid;

use super::{chains, closed_up, opened_up, scored};
use crate::tests::{
    support::{Engine, TestStore, run},
    world::{World, other_organisation, token},
};

both_engines! {
    async fn a_row_that_moved_to_another_chain_is_named_in_both(db: TestStore) {
        let world = scored(db).await;
        other_organisation(&world.db).await;
        let [ledger, audit] = chains(&world).await;
        let moved = ["UPDATE $ SET interview_id = (SELECT id FROM interview WHERE id <> interview_id) WHERE seq = 5"];
        let there = format!("ledger of interview {} row 5: inserted", world.interviews[1]);
        assert_eq!(ledger.found(&moved).await, ["row 5: missing", &there]);
        let moved = ["UPDATE $ SET organisation_id = (SELECT organisation_id FROM organisation WHERE name = 'Elders') WHERE seq = 5"];
        let there = format!("audit of organisation {} row 5: inserted", Uuid::from_u128(0xbeef));
        assert_eq!(audit.found(&moved).await, ["row 5: missing", &there]);
    }

    async fn a_changed_head_is_one_line(db: TestStore) {
        let world = scored(db).await;
        for chain in chains(&world).await {
            let last = chain.last;
            let does_not_match = format!("head: does not match row {last}");
            for (change, line) in [
                (format!("seq = {}", last - 1), does_not_match.clone()),
                (format!("seq = {}", i64::MAX), does_not_match.clone()),
                ("hash = (SELECT hash FROM audit WHERE seq = 1)".into(), does_not_match),
                (format!("seq = {}, hash = (SELECT hash FROM audit WHERE seq = 1)", last + 1), format!("row {}: missing", last + 1)),
                (format!("seq = {}, hash = (SELECT hash FROM audit WHERE seq = 1)", i64::MAX), format!("rows {} to {}: missing", last + 1, i64::MAX - 1)),
            ] {
                assert_eq!(chain.found(&[format!("UPDATE chain_head SET {change} WHERE seq = {last}")]).await, [line], "{change}");
            }
        }
    }

    async fn without_its_head_a_chain_is_still_looked_at(db: TestStore) {
        let world = scored(db).await;
        for chain in chains(&world).await {
            let gone = format!("DELETE FROM chain_head WHERE seq = {}", chain.last);
            assert_eq!(chain.found(&[gone.as_str()]).await, ["head: missing"]);
            let lines = chain.found(&[&gone, "DELETE FROM $ WHERE seq = 3", "UPDATE $ SET at = 0 WHERE seq = 8"]).await;
            assert_eq!(lines, ["head: missing", "row 3: missing", "row 8: changed"]);
        }
    }

    async fn a_head_that_was_moved_along_hides_nothing(db: TestStore) {
        let world = scored(db).await;
        for chain in chains(&world).await {
            let (last, end) = (chain.last, chain.last + 1);
            let along = |seq| format!("UPDATE chain_head SET seq = {seq} WHERE seq = {last}");
            assert_eq!(chain.found(&[chain.made_up(end, 3), along(end)]).await, [&format!("row {end}: inserted"), "head: changed"]);
            let closed = [closed_up(5, 1).to_vec(), vec![along(last - 1)]].concat();
            assert_eq!(chain.found(&closed).await, ["before row 5: a row was removed", "head: changed"]);
            let opened = [opened_up(5).to_vec(), vec![chain.made_up(5, 3), along(end)]].concat();
            assert_eq!(chain.found(&opened).await, ["row 5: inserted", "head: changed"]);
            let another = "UPDATE $ SET hash = (SELECT h.hash FROM chain_head h WHERE h.seq = (SELECT MAX(seq) FROM $)) WHERE seq = 4";
            assert_eq!(chain.found(&[another]).await, ["row 4: changed"], "the head's own hash in another place");
        }
    }

    async fn what_is_written_after_a_row_was_taken_out_is_not_accused(db: TestStore) {
        let world = scored(db).await;
        let [_, audit] = chains(&world).await;
        for sql in closed_up(5, 1) {
            world.db.tamper(&sql.replace('$', "audit")).await;
        }
        world.db.tamper(&format!("UPDATE chain_head SET seq = seq - 1 WHERE seq = {}", audit.last)).await;
        // The writer goes on where the head says that it is.
        for email in ["ina@example.org", "udo@example.org", "wim@example.org"] {
            world.db.invite(&world.admin, email, Role::Auditor, Lang::Nl, &token(email)).await.expect("invited");
        }
        let lines = world.db.verify().await.expect("looked");
        let of_chain: Vec<&str> = lines.iter().filter_map(|line| line.strip_prefix(audit.name.as_str())).collect();
        assert_eq!(of_chain, [" before row 5: a row was removed", " head: changed"]);
    }

    async fn a_long_chain_is_whole_over_every_page(db: TestStore) {
        let world = World::with(db, RevealPolicy::AfterRound, &["Zoë", "Bo"]).await;
        for turn in 0..2_u64 {
            let notes = (0..400).map(|n| world.note(world.item(), NoteId(Uuid::from_u64_pair(turn + 1, n)), "zei iets")).collect();
            world.append_stored(&world.a, world.interviews[0], notes).await;
        }
        let [ledger, _] = chains(&world).await;
        assert_eq!(ledger.last, 800);
        for row in [255, 256, 257, 258, 512, 513] {
            assert_eq!(ledger.found(&[format!("UPDATE $ SET at = 0 WHERE seq = {row}")]).await, [format!("row {row}: changed")]);
            assert_eq!(ledger.found(&[format!("DELETE FROM $ WHERE seq = {row}")]).await, [format!("row {row}: missing")]);
            assert_eq!(ledger.found(&closed_up(row, 1)).await, [format!("before row {row}: a row was removed")]);
            let opened = [opened_up(row).to_vec(), vec![ledger.made_up(row, 3)]].concat();
            assert_eq!(ledger.found(&opened).await, [format!("row {row}: inserted")]);
        }
        let lines = ledger.found(&["UPDATE $ SET hash = payload_hash"]).await;
        assert_eq!(lines.len(), 800, "each of them");
    }

    async fn words_that_were_taken_away_are_a_changed_row(db: TestStore) {
        let world = scored(db).await;
        let [ledger, _] = chains(&world).await;
        let empty = "UPDATE $ SET payload = NULL, salt = NULL WHERE seq = 2";
        assert_eq!(ledger.found(&[empty]).await, ["row 2: changed"], "somebody took the words away");
    }

    async fn a_changed_published_document_shows(db: TestStore) {
        let world = scored(db).await;
        world.db.tamper("UPDATE scorecard_version SET document = REPLACE(document, 'Werkkaart', 'Wrakkaart')").await;
        assert_eq!(world.db.verify().await, Ok(vec![format!("scorecard version {}: document changed", world.version)]));
    }
}

/// PostgreSQL refuses such values itself.
#[test]
fn a_value_that_cannot_be_read_is_a_changed_row() {
    run(Engine::Sqlite, async |db: TestStore| {
        let world = scored(db).await;
        for chain in chains(&world).await {
            let columns: &[&str] = match chain.table {
                "ledger" => {
                    &["id = x'00'", "kind = CAST(x'ff' AS TEXT)", "payload = CAST(x'ff' AS TEXT)", "payload_hash = x''", "item = x'00'"]
                }
                _ => &["subject = x''", "actor = CAST(x'ff' AS TEXT)", "action = CAST(x'ff' AS TEXT)", "hash = x''"],
            };
            for column in columns {
                assert_eq!(chain.found(&[format!("UPDATE $ SET {column} WHERE seq = 3")]).await, ["row 3: changed"], "{column}");
            }
        }
    });
}
