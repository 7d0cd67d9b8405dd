//! Nothing that a page, a report or an export shows can be changed behind the store's back without being told: every column of
//! every table, one at a time, as the engine itself lists them.

mod blessed;
mod sealed;
mod world;

use std::collections::{BTreeMap, BTreeSet};

use sqlx::AssertSqlSafe;

use super::support::{Engine, TestStore};
use crate::{Result, db::Tx, ledger::verify_in};

/// What is told nobody as a fact, with why. `*` is every column.
const EXEMPT: &[(&str, &str, &str)] = &[
    ("meta", "*", "holds the check of the secret: a database with another is not opened"),
    ("attempt", "*", "counts tries for minutes; nobody sees it"),
    ("session", "*", "who is signed in: keyed row by row, and one that was changed counts as none"),
    ("presence", "*", "who looks on, for a minute"),
    ("pack", "*", "a file on its way to who asked for it, for a day"),
    ("draft", "*", "typing that is no entry yet: keyed row by row, and what was changed becomes no note"),
    ("draft_step", "*", "what a draft of a scorecard was before: undoing may bring back only what was sealed once"),
    ("person", "epoch", "which sessions count: none is brought back by it without its keyed row and its cookie"),
    ("public_link", "used_at", "when a link was used last, to the hour: a hint that says nothing of a procedure"),
];

fn is_exempt(table: &str, column: &str) -> bool {
    EXEMPT.iter().any(|(name, of, _)| *name == table && (*of == "*" || *of == column))
}

struct Column {
    name: String,
    kind: String,
    nullable: bool,
    /// Part of a key: a copy of the row needs another.
    unique: bool,
}

type Tables = BTreeMap<String, Vec<Column>>;

async fn tables(db: &TestStore) -> Tables {
    let mut tx = db.raw().await;
    let sql = match db.engine {
        Engine::Sqlite => {
            "SELECT t.name, c.name, c.type, c.\"notnull\" = 0,
                    EXISTS (SELECT 1 FROM pragma_index_list(t.name) l JOIN pragma_index_info(l.name) i WHERE l.\"unique\" AND i.name = c.name)
             FROM sqlite_schema t JOIN pragma_table_info(t.name) c
             WHERE t.type = 'table' AND t.name NOT LIKE '\\_sqlx%' ESCAPE '\\' AND t.name NOT LIKE 'sqlite\\_%' ESCAPE '\\'"
        }
        Engine::Postgres => {
            "SELECT c.table_name::text, c.column_name::text, c.data_type::text, c.is_nullable = 'YES',
                    EXISTS (SELECT 1 FROM information_schema.key_column_usage k
                            JOIN information_schema.table_constraints u ON u.constraint_name = k.constraint_name AND u.table_name = k.table_name
                            WHERE k.table_name = c.table_name AND k.column_name = c.column_name AND u.constraint_type IN ('PRIMARY KEY', 'UNIQUE'))
             FROM information_schema.columns c JOIN information_schema.tables t ON t.table_name = c.table_name AND t.table_schema = c.table_schema
             WHERE c.table_schema = 'public' AND t.table_type = 'BASE TABLE' AND c.table_name NOT LIKE '\\_sqlx%'"
        }
    };
    let load = async |tx: &mut Tx| -> Result<_> { Ok(all!(tx, (String, String, String, bool, bool), sql)) };
    let mut tables = Tables::new();
    for (table, name, kind, nullable, unique) in load(&mut tx).await.expect("columns") {
        tables.entry(table).or_default().push(Column { name, kind: kind.to_lowercase(), nullable, unique });
    }
    tables
}

/// Another value than the one that stands there.
fn other(column: &Column, table: &str) -> String {
    let Column { name, kind, .. } = column;
    let digits = "00112233445566778899aabbccddeeff";
    match kind.as_str() {
        "boolean" => format!("NOT {name}"),
        // The database itself refuses other levels.
        _ if (table, name.as_str()) == ("rating", "level") => "CASE WHEN level = 1 THEN 2 ELSE 1 END".into(),
        "integer" | "bigint" => format!("COALESCE({name}, 0) + 1000000"),
        "text" => format!("COALESCE({name}, '') || 'x'"),
        "uuid" => format!("CAST('{digits}' AS UUID)"),
        "bytea" => format!("CAST('\\x{digits}' AS BYTEA)"),
        "blob" => format!("x'{digits}'"),
        other => panic!("a column of {other}"),
    }
}

/// Changes in a transaction that is rolled back, and says what verifying finds in it; `None` when the engine has no such row
/// or refuses.
async fn told(db: &TestStore, sql: &str) -> Option<Vec<String>> {
    let mut tx = db.store.core.db.write().await.expect("a transaction");
    let freely = match db.engine {
        // Keys that point nowhere are told at the commit, which never comes.
        Engine::Sqlite => "PRAGMA defer_foreign_keys = ON",
        Engine::Postgres => "SET LOCAL session_replication_role = replica",
    };
    in_tx!(&mut tx, conn => async { sqlx::query(freely).execute(conn).await.map(|_| ()) }).expect("freely");
    let done = in_tx!(&mut tx, conn => async { sqlx::query(AssertSqlSafe(sql)).execute(conn).await.map(|done| done.rows_affected()) });
    match done {
        Ok(0) => None,
        Ok(_) => Some(verify_in(&mut tx, &db.store.core).await.unwrap_or_else(|error| panic!("{sql}: {error}"))),
        Err(error) => panic!("{sql}: {error}"),
    }
}

/// The first and the last row of a table for which something holds.
fn rows(db: &TestStore, table: &str, holds: &str) -> BTreeSet<String> {
    let row = if db.engine == Engine::Sqlite { "rowid" } else { "ctid" };
    let ends = ["ASC", "DESC"].map(|order| format!("{row} = (SELECT {row} FROM {table} WHERE {holds} ORDER BY {row} {order} LIMIT 1)"));
    ends.into_iter().collect()
}

both_engines! {
    async fn every_column_of_every_table_is_told_when_it_changes(db: TestStore) {
        let world = world::full(db).await;
        let db = &world.db;
        assert_eq!(db.verify().await, Ok(vec![]), "ordinary use is no tampering");
        let mut wrong = Vec::new();
        for (table, columns) in tables(db).await {
            assert!(db.number(&format!("SELECT COUNT(*) FROM {table}")).await > 0, "nothing in {table}");
            for column in columns {
                let mut holding = vec![format!("{} IS NOT NULL", column.name)];
                if column.nullable {
                    holding.push(format!("{} IS NULL", column.name));
                }
                for row in holding.iter().flat_map(|holds| rows(db, &table, holds)) {
                    let sql = format!("UPDATE {table} SET {} = {} WHERE {row}", column.name, other(&column, &table));
                    let Some(lines) = told_unless_refused(db, &table, &column.name, &sql).await else { continue };
                    if lines.is_empty() && !is_exempt(&table, &column.name) {
                        wrong.push(format!("{sql}: {lines:?}"));
                    }
                }
            }
        }
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }

    async fn every_row_that_is_taken_away_or_put_in_is_told(db: TestStore) {
        let world = world::full(db).await;
        let db = &world.db;
        let mut wrong = Vec::new();
        for (table, columns) in tables(db).await {
            let names: Vec<&str> = columns.iter().map(|column| column.name.as_str()).collect();
            let own = |column: &Column| column.unique && (column.name != "organisation_id" || table == "organisation");
            let values: Vec<String> = columns.iter().map(|column| if own(column) { other(column, &table) } else { column.name.clone() }).collect();
            for row in rows(db, &table, "TRUE") {
                let copied = format!("INSERT INTO {table} ({}) SELECT {} FROM {table} WHERE {row}", names.join(", "), values.join(", "));
                for sql in [format!("DELETE FROM {table} WHERE {row}"), copied] {
                    let lines = told(db, &sql).await.unwrap_or_default();
                    if lines.is_empty() && !is_exempt(&table, "*") {
                        wrong.push(format!("{sql}: {lines:?}"));
                    }
                }
            }
        }
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }
}

/// `rating` refuses a level beside a reason for none; everything else is changed as it stands.
async fn told_unless_refused(db: &TestStore, table: &str, column: &str, sql: &str) -> Option<Vec<String>> {
    if table == "rating" && ["level", "not_observed"].contains(&column) {
        return None;
    }
    told(db, sql).await
}
