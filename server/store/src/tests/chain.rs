//! What was changed behind the store's back shows: one line for each row, and no other.

mod whole;

use domain::vacancy::RevealPolicy;

use super::{support::TestStore, world::World};

/// One chain of each kind, to tamper with and to put back.
struct Chain<'a> {
    world: &'a World,
    table: &'static str,
    /// As it is called in the lines.
    name: String,
    last: i64,
}

async fn scored(db: TestStore) -> World {
    let world = World::with(db, RevealPolicy::AfterRound, &["Zoë", "Bo"]).await;
    for rater in world.raters() {
        world.score(&rater, world.interviews[0], [3, 3, 3, 3]).await;
    }
    assert_eq!(world.db.verify().await, Ok(vec![]));
    world
}

/// The ledger of the one interview that has entries, and the audit of the one organisation.
async fn chains(world: &World) -> [Chain<'_>; 2] {
    let organisation = world.admin.organisation().expect("of an organisation");
    let ledger = format!("ledger of interview {}", world.interviews[0]);
    world.db.tamper("CREATE TABLE kept_chain_head AS SELECT * FROM chain_head").await;
    [Chain::new(world, "ledger", ledger).await, Chain::new(world, "audit", format!("audit of organisation {organisation}")).await]
}

/// Makes room for a row with this number.
fn opened_up(at: i64) -> [String; 2] {
    [format!("UPDATE $ SET seq = -seq WHERE seq >= {at}"), "UPDATE $ SET seq = 1 - seq WHERE seq < 0".into()]
}

/// Takes rows out and closes up the numbers.
fn closed_up(at: i64, count: i64) -> [String; 3] {
    [
        format!("DELETE FROM $ WHERE seq BETWEEN {at} AND {}", at + count - 1),
        format!("UPDATE $ SET seq = -seq WHERE seq > {at}"),
        format!("UPDATE $ SET seq = -seq - {count} WHERE seq < 0"),
    ]
}

impl<'a> Chain<'a> {
    async fn new(world: &'a World, table: &'static str, name: String) -> Self {
        world.db.tamper(&format!("CREATE TABLE kept_{table} AS SELECT * FROM {table}")).await;
        let last = world.db.number(&format!("SELECT MAX(seq) FROM {table}")).await;
        Self { world, table, name, last }
    }

    /// A row with this number, made from another.
    fn made_up(&self, seq: i64, from: i64) -> String {
        match self.table {
            "ledger" => format!(
                "INSERT INTO ledger (organisation_id, interview_id, seq, id, rater_id, kind, item, payload, salt, payload_hash,
                                     client_at, at, hash)
                 SELECT organisation_id, interview_id, {seq}, {}, rater_id, kind, item, payload, salt, payload_hash, client_at, at, hash
                 FROM ledger WHERE seq = {from}",
                // Any id that no entry has.
                if seq % 2 == 0 { "interview_id" } else { "rater_id" }
            ),
            _ => format!(
                "INSERT INTO audit (organisation_id, seq, actor, action, subject, at, schema, what, seals, hash)
                 SELECT organisation_id, {seq}, actor, action, subject, at, schema, what, seals, hash FROM audit WHERE seq = {from}"
            ),
        }
    }

    /// Tampers, `$` being the table; says what is found, and puts everything back.
    async fn found(&self, statements: &[impl AsRef<str>]) -> Vec<String> {
        let db = &self.world.db;
        for sql in statements {
            db.tamper(&sql.as_ref().replace('$', self.table)).await;
        }
        let lines = db.verify().await.expect("looked");
        for table in [self.table, "chain_head"] {
            db.tamper(&format!("DELETE FROM {table}")).await;
            db.tamper(&format!("INSERT INTO {table} SELECT * FROM kept_{table}")).await;
        }
        assert_eq!(db.verify().await, Ok(vec![]), "put back");
        // What of the rows that an audit row sealed is not sealed any more is another test's.
        let of_chains = lines.iter().filter(|line| line.starts_with("audit of ") || line.starts_with("ledger of "));
        of_chains.map(|line| line.strip_prefix(&self.name).unwrap_or(line).trim_start().to_owned()).collect()
    }
}

both_engines! {
    async fn each_column_that_is_changed_is_one_line(db: TestStore) {
        let world = scored(db).await;
        let [ledger, audit] = chains(&world).await;
        let person = "rater_id = (SELECT id FROM person WHERE email = 'admin@example.org')";
        let of_ledger = [
            "id = interview_id", person, "kind = 'seen'", "item = NULL", "item = interview_id", "payload = payload || ' '", "payload = NULL",
            "salt = NULL", "salt = hash", "payload_hash = hash", "payload_hash = salt", "client_at = client_at - 1", "at = at + 1",
            "payload = '', at = 0, kind = ''", "hash = payload_hash", "hash = salt",
        ];
        let of_audit = ["actor = 'person:x'", "action = ''", "subject = organisation_id", "at = at + 1", "hash = $HASH"];
        for (chain, columns) in [(&ledger, of_ledger.as_slice()), (&audit, &of_audit)] {
            for (column, row) in columns.iter().flat_map(|column| [1, 3, chain.last].map(|row| (column, row))) {
                let (row, column) = (if column.contains("item") { 3 } else { row }, column.replace("$HASH", "(SELECT payload_hash FROM ledger WHERE seq = 1)"));
                let lines = chain.found(&[format!("UPDATE $ SET {column} WHERE seq = {row}")]).await;
                assert_eq!(lines, [format!("row {row}: changed")], "{column}");
            }
        }
    }

    async fn a_changed_number_is_named(db: TestStore) {
        let world = scored(db).await;
        for chain in chains(&world).await {
            let moved = async |from: i64, to: i64| chain.found(&[format!("UPDATE $ SET seq = {to} WHERE seq = {from}")]).await;
            assert_eq!(moved(chain.last, 99).await, ["row 99: changed"]);
            assert_eq!(moved(chain.last, i64::MAX).await, [format!("row {}: changed", i64::MAX)]);
            assert_eq!(moved(1, i64::MIN).await, [format!("row {}: changed", i64::MIN)]);
            assert_eq!(moved(1, 0).await, ["row 0: changed"]);
            for seq in [i64::MIN, -1] {
                let lines = chain.found(&[format!("UPDATE $ SET seq = {seq}, at = 0 WHERE seq = 1")]).await;
                assert_eq!(lines, [format!("row {seq}: changed")]);
            }
            assert_eq!(chain.found(&opened_up(5)).await, ["row 6: changed"], "a number was left out");
            assert_eq!(moved(5, 99).await, ["row 5: missing", "row 99: inserted"]);
            assert_eq!(moved(5, 0).await, ["row 0: inserted", "row 5: missing"]);
            let swapped = ["UPDATE $ SET seq = -5 WHERE seq = 5", "UPDATE $ SET seq = 5 WHERE seq = 6", "UPDATE $ SET seq = 6 WHERE seq = -5"];
            assert_eq!(chain.found(&swapped).await, ["row 5: inserted", "before row 7: a row was removed"], "one went over the other");
        }
    }

    async fn a_removed_row_is_missing(db: TestStore) {
        let world = scored(db).await;
        for chain in chains(&world).await {
            for row in [1, 2, 5, chain.last - 1, chain.last] {
                assert_eq!(chain.found(&[format!("DELETE FROM $ WHERE seq = {row}")]).await, [format!("row {row}: missing")]);
            }
            let lines = chain.found(&["DELETE FROM $ WHERE seq IN (2, 5, 6)"]).await;
            assert_eq!(lines, ["row 2: missing", "row 5: missing", "row 6: missing"]);
        }
    }

    async fn a_removed_row_shows_when_the_numbers_were_closed_up(db: TestStore) {
        let world = scored(db).await;
        for chain in chains(&world).await {
            for row in [1, 5, chain.last - 1] {
                assert_eq!(chain.found(&closed_up(row, 1)).await, [format!("before row {row}: a row was removed")]);
            }
            assert_eq!(chain.found(&closed_up(4, 2)).await, ["before row 4: a row was removed"; 2]);
            let both = [closed_up(8, 1), closed_up(3, 1)].concat();
            assert_eq!(chain.found(&both).await, ["before row 3: a row was removed", "before row 7: a row was removed"]);
        }
    }

    async fn each_row_of_a_cut_tail_is_missing(db: TestStore) {
        let world = scored(db).await;
        for chain in chains(&world).await {
            let cut = [2, 1, 0].map(|before| format!("row {}: missing", chain.last - before));
            assert_eq!(chain.found(&[format!("DELETE FROM $ WHERE seq > {}", chain.last - 3)]).await, cut);
            let all: Vec<String> = (1..=chain.last).map(|row| format!("row {row}: missing")).collect();
            assert_eq!(chain.found(&["DELETE FROM $"]).await, all);
        }
    }

    async fn a_row_that_was_put_in_shows(db: TestStore) {
        let world = scored(db).await;
        for chain in chains(&world).await {
            let end = chain.last + 1;
            assert_eq!(chain.found(&[chain.made_up(end, 3)]).await, [format!("row {end}: inserted")], "a copy");
            assert_eq!(chain.found(&[chain.made_up(99, chain.last)]).await, ["row 99: inserted"], "further on");
            for row in [1, 5, chain.last] {
                let mut statements = opened_up(row).to_vec();
                statements.push(chain.made_up(row, 3));
                assert_eq!(chain.found(&statements).await, [format!("row {row}: inserted")]);
            }
            let statements = [opened_up(5), opened_up(5), [chain.made_up(5, 8), chain.made_up(6, 8)]].concat();
            assert_eq!(chain.found(&statements).await, ["row 5: inserted", "row 6: inserted"]);
        }
    }

    async fn one_change_does_not_hide_another(db: TestStore) {
        let world = scored(db).await;
        for chain in chains(&world).await {
            let lines = chain.found(&["UPDATE $ SET at = at + 1 WHERE seq IN (4, 5, 6, 9)"]).await;
            assert_eq!(lines, [4, 5, 6, 9].map(|row| format!("row {row}: changed")));
            let lines = chain.found(&["UPDATE $ SET hash = (SELECT hash FROM chain_head LIMIT 1) WHERE seq BETWEEN 4 AND 8"]).await;
            assert_eq!(lines, [4, 5, 6, 7, 8].map(|row| format!("row {row}: changed")));
            let field_then_hash = ["UPDATE $ SET at = 0 WHERE seq = 4", "UPDATE $ SET hash = (SELECT hash FROM chain_head LIMIT 1) WHERE seq = 5"];
            assert_eq!(chain.found(&field_then_hash).await, ["row 4: changed", "row 5: changed"]);
            let mut several = vec!["DELETE FROM $ WHERE seq = 2".to_owned(), "UPDATE $ SET at = 0 WHERE seq = 5".to_owned()];
            several.extend(opened_up(8));
            several.push(chain.made_up(8, 4));
            several.push(format!("DELETE FROM $ WHERE seq = {}", chain.last + 1));
            let last = format!("row {}: missing", chain.last);
            assert_eq!(chain.found(&several).await, ["row 2: missing", "row 5: changed", "row 8: inserted", &last]);
        }
    }
}
