//! Opening a database, and databases that cannot be used.

use std::fs;

use domain::{ledger::Answer, vacancy::RevealPolicy};
use sqlx::{Connection, SqliteConnection};

use super::{
    support::{Engine, TestStore, options_of as at},
    world::World,
};
use crate::{
    Error, OpenError, Options, Store,
    db::{Db, Lane},
};

async fn refused(options: Options) -> OpenError {
    Store::open(options).await.err().expect("refused")
}

/// Every table with its columns, as this engine lists them.
async fn columns(db: &TestStore) -> Vec<(String, String)> {
    let mut tx = db.raw().await;
    let sql = match db.engine {
        Engine::Sqlite => {
            "SELECT t.name, c.name FROM sqlite_schema t JOIN pragma_table_info(t.name) c
             WHERE t.type = 'table' AND t.name NOT LIKE '\\_sqlx%' ESCAPE '\\' AND t.name NOT LIKE 'sqlite\\_%' ESCAPE '\\'"
        }
        Engine::Postgres => {
            "SELECT c.table_name::text, c.column_name::text FROM information_schema.columns c
             JOIN information_schema.tables t ON t.table_schema = c.table_schema AND t.table_name = c.table_name
             WHERE c.table_schema = 'public' AND t.table_type = 'BASE TABLE' AND c.table_name NOT LIKE '\\_sqlx%'"
        }
    };
    let load = async |tx: &mut crate::db::Tx| -> crate::Result<Vec<(String, String)>> { Ok(all!(tx, (String, String), sql)) };
    let mut columns = load(&mut tx).await.expect("columns");
    columns.sort();
    columns
}

both_engines! {
    async fn an_organisation_is_in_every_table_but_three(db: TestStore) {
        let columns = columns(&db).await;
        let mut tables: Vec<&String> = columns.iter().map(|(table, _)| table).collect();
        tables.dedup();
        let without: Vec<&&String> =
            tables.iter().filter(|table| !columns.iter().any(|(t, c)| t == **table && c == "organisation_id")).collect();
        assert_eq!(without, [&"attempt", &"meta", &"session"]);
        assert_eq!((tables.len(), columns.len()), (31, 245), "the same on both engines");
    }

    async fn what_the_writer_acknowledges_is_on_disk(db: TestStore) {
        let mut tx = db.store.core.db.write().await.expect("a transaction");
        let settings: &[(&str, &str)] = match db.engine {
            Engine::Sqlite => &[("SELECT CAST(synchronous AS TEXT) FROM pragma_synchronous", "2"), ("SELECT journal_mode FROM pragma_journal_mode", "wal")],
            Engine::Postgres => &[("SELECT current_setting('synchronous_commit')", "on"), ("SELECT current_setting('fsync')", "on")],
        };
        for (sql, expected) in settings {
            let (value,): (String,) = in_tx!(&mut tx, conn => sqlx::query_as(sqlx::AssertSqlSafe(*sql)).fetch_one(conn)).expect("a setting");
            assert_eq!(value, *expected, "{sql}");
        }
    }

    /// On the connection that the ledger's own transactions get, while it holds one.
    async fn the_writer_answers_when_it_is_on_disk(db: TestStore) {
        let mut tx = db.store.core.db.write().await.expect("a transaction");
        let settings: &[(&str, &str)] = match db.engine {
            Engine::Sqlite => &[("PRAGMA journal_mode", "wal"), ("SELECT CAST(synchronous AS TEXT) FROM pragma_synchronous", "2")],
            Engine::Postgres => &[("SHOW synchronous_commit", "on"), ("SHOW fsync", "on")],
        };
        for (sql, needed) in settings {
            let (value,): (String,) = in_tx!(&mut tx, conn => sqlx::query_as(*sql).fetch_one(conn)).expect("a setting");
            assert_eq!(value, *needed, "{sql}");
        }
    }

    async fn opening_again_keeps_everything(db: TestStore) {
        let mut world = World::new(db, RevealPolicy::AfterRound).await;
        world.score_all().await;
        let before = (world.db.compared(&world.recruiter, world.vacancy).await, world.db.home(&world.a).await);
        world.db = world.db.reopened().await;
        assert_eq!((world.db.compared(&world.recruiter, world.vacancy).await, world.db.home(&world.a).await), before);
        assert!(before.0.is_ok() && before.1.is_ok());
        assert_eq!(world.db.verify().await, Ok(vec![]));
        assert_eq!(world.db.ping().await, Ok(()));
    }

    async fn a_database_of_a_newer_program_is_refused(db: TestStore) {
        let sql = match db.engine {
            Engine::Sqlite => "INSERT INTO _sqlx_migrations (version, description, success, checksum, execution_time) VALUES (999, 'later', TRUE, x'00', 0)",
            Engine::Postgres => "INSERT INTO _sqlx_migrations (version, description, success, checksum, execution_time) VALUES (999, 'later', TRUE, '\\x00', 0)",
        };
        db.tamper(sql).await;
        let error = db.open_again().await.err().expect("refused");
        assert!(matches!(error, OpenError::Newer { step: 999, .. }), "{error}");
        assert!(error.to_string().contains("newer Maatstaf"), "{error}");
    }

    async fn a_database_of_another_build_is_refused(db: TestStore) {
        db.tamper(if db.engine == Engine::Sqlite {
            "UPDATE _sqlx_migrations SET checksum = x'00'"
        } else {
            "UPDATE _sqlx_migrations SET checksum = '\\x00'"
        })
        .await;
        assert!(matches!(db.open_again().await, Err(OpenError::Altered { step: 1, .. })));
    }

    async fn another_secret_is_refused(db: TestStore) {
        let error = refused(Options { secret: [8; 32], ..at(&db.url) }).await;
        assert!(matches!(error, OpenError::OtherSecret { .. }), "{error}");
        assert!(error.to_string().contains("MAATSTAF_SECRET"), "{error}");
    }

    async fn a_full_disk_is_said_and_leaves_nothing_half(db: TestStore) {
        let world = World::with(db, RevealPolicy::AfterRound, &["Zoë"]).await;
        let id = world.interviews[0];
        match &world.db.store.core.db {
            Db::Sqlite { writer, .. } => {
                sqlx::query("PRAGMA max_page_count = 1").execute(writer).await.expect("as small as it is");
            }
            Db::Postgres(server) => {
                let pool = &server.pool(Lane::Forms);
                let sql = "CREATE FUNCTION full_disk() RETURNS trigger LANGUAGE plpgsql AS
                           $$ BEGIN RAISE EXCEPTION 'could not extend file' USING ERRCODE = '53100'; END $$";
                sqlx::query(sql).execute(pool).await.expect("a function");
                let sql = "CREATE TRIGGER full_disk BEFORE INSERT ON note FOR EACH ROW EXECUTE FUNCTION full_disk()";
                sqlx::query(sql).execute(pool).await.expect("a trigger");
            }
        }
        let long = "ë".repeat(20_000);
        let note = |n: u128| domain::ids::NoteId(uuid::Uuid::from_u128(n));
        let entries: Vec<_> = (1..=50).map(|n| world.note(world.item(), note(n), &long)).collect();
        assert_eq!(world.append(&world.a, id, entries.clone()).await, Err(Error::Full));
        assert_eq!(world.db.number("SELECT COUNT(*) FROM ledger").await, 0);
        match &world.db.store.core.db {
            Db::Sqlite { writer, .. } => drop(sqlx::query("PRAGMA max_page_count = 1000000").execute(writer).await.expect("room")),
            Db::Postgres(server) => drop(sqlx::query("DROP TRIGGER full_disk ON note").execute(&server.pool(Lane::Forms)).await.expect("room")),
        }
        assert_eq!(world.append(&world.a, id, entries).await, Ok(vec![Answer::Stored; 50]), "sent again once there is room");
        assert_eq!(world.db.verify().await, Ok(vec![]));
    }

    async fn a_place_where_nothing_is_or_can_be_is_said(db: TestStore) {
        let (url, name) = match db.engine {
            // A folder is no file.
            Engine::Sqlite => (format!("sqlite://{}", std::env::temp_dir().display()), std::env::temp_dir().display().to_string()),
            Engine::Postgres => ("postgres://maatstaf:geheim@127.0.0.1:1/maatstaf".into(), "127.0.0.1:1/maatstaf".into()),
        };
        let error = refused(at(&url)).await;
        assert!(matches!(error, OpenError::Unreachable { .. }), "{error}");
        assert!(error.to_string().contains(&name) && !error.to_string().contains("geheim"), "{error}");
    }

    async fn a_database_that_vanishes_is_unavailable(db: TestStore) {
        let world = World::with(db, RevealPolicy::AfterRound, &["Zoë"]).await;
        match &world.db.store.core.db {
            Db::Sqlite { file, .. } => fs::remove_file(file.path()).expect("removed"),
            Db::Postgres(server_of) => {
                // As when the server stops: every connection ends, and none can be made.
                let name = world.db.url.rsplit_once('/').expect("a name").1;
                let (server, _) = world.db.url.rsplit_once('/').expect("a server");
                let mut outside = sqlx::PgConnection::connect(&format!("{server}/postgres")).await.expect("connects");
                let sql = format!("DROP DATABASE {name} WITH (FORCE)");
                sqlx::query(sqlx::AssertSqlSafe(sql)).execute(&mut outside).await.expect("dropped");
                assert!(!server_of.pool(Lane::Forms).is_closed());
            }
        }
        assert_eq!(world.append(&world.a, world.interviews[0], vec![world.rate(world.item(), 3)]).await, Err(Error::Unavailable));
        assert_eq!(world.db.home(&world.a).await, Err(Error::Unavailable));
        assert_eq!(world.db.ping().await, Err(Error::Unavailable));
    }
}

#[tokio::test]
async fn an_address_of_another_kind_is_refused_without_repeating_it() {
    let error = refused(at("mysql://root:geheim@example.org/x")).await;
    assert!(matches!(&error, OpenError::UnknownScheme(scheme) if scheme == "mysql"), "{error}");
    assert!(!error.to_string().contains("geheim"));
    assert!(matches!(refused(at("sqlite::memory:")).await, OpenError::InMemory));
    assert!(matches!(refused(at("data.db")).await, OpenError::UnknownScheme(_)));
}

mod one_engine_only {
    use super::*;
    use crate::tests::support::run;

    #[test]
    fn a_locked_file_is_said() {
        run(Engine::Sqlite, async |db: TestStore| {
            let url = db.another_place().await;
            Store::open(at(&url)).await.expect("opens").close().await;
            let mut other = SqliteConnection::connect(&url).await.expect("connects");
            sqlx::query("BEGIN EXCLUSIVE").execute(&mut other).await.expect("locked");
            let error = refused(at(&url)).await;
            assert!(matches!(error, OpenError::Locked { .. }), "{error}");
        });
    }

    #[cfg(unix)]
    #[test]
    fn a_new_file_and_its_folder_are_for_one_account() {
        use std::os::unix::fs::PermissionsExt;
        run(Engine::Sqlite, async |db: TestStore| {
            let url = db.another_place().await;
            Store::open(at(&url)).await.expect("opens");
            let file = std::path::PathBuf::from(url.trim_start_matches("sqlite://"));
            let mode = |path: &std::path::Path| fs::metadata(path).expect("is there").permissions().mode() & 0o777;
            assert_eq!((mode(&file), mode(file.parent().expect("a folder"))), (0o600, 0o700));
        });
    }

    #[test]
    fn a_server_that_answers_before_it_is_on_disk_is_refused() {
        run(Engine::Postgres, async |db: TestStore| {
            let name = db.url.rsplit_once('/').expect("a name").1;
            db.tamper(&format!("ALTER DATABASE {name} SET synchronous_commit = off")).await;
            let error = refused(at(&db.url)).await;
            assert!(matches!(&error, OpenError::Durability { setting: "synchronous_commit", value, .. } if value == "off"), "{error}");
        });
    }

    #[cfg(unix)]
    #[test]
    fn a_file_without_a_write_ahead_log_is_refused() {
        run(Engine::Sqlite, async |db: TestStore| {
            // Locks by a file beside it, as some network drives need: without shared memory SQLite keeps its old journal.
            let url = format!("{}?vfs=unix-dotfile", db.another_place().await);
            let error = refused(at(&url)).await;
            assert!(matches!(&error, OpenError::Durability { setting: "journal_mode", value, .. } if value == "delete"), "{error}");
        });
    }

    #[test]
    fn the_file_is_in_wal_with_full_synchronisation_and_foreign_keys() {
        run(Engine::Sqlite, async |db: TestStore| {
            let Db::Sqlite { reader, writer, .. } = &db.store.core.db else { panic!("SQLite") };
            for pool in [reader, writer] {
                let mode: String = sqlx::query_scalar("PRAGMA journal_mode").fetch_one(pool).await.expect("a mode");
                let synchronous: i64 = sqlx::query_scalar("PRAGMA synchronous").fetch_one(pool).await.expect("a number");
                let keys: i64 = sqlx::query_scalar("PRAGMA foreign_keys").fetch_one(pool).await.expect("a number");
                let patience: i64 = sqlx::query_scalar("PRAGMA busy_timeout").fetch_one(pool).await.expect("a number");
                assert_eq!((mode.as_str(), synchronous, keys, patience), ("wal", 2, 1, 5000));
            }
            let refused = sqlx::query("DELETE FROM meta").execute(reader).await;
            assert!(refused.is_err(), "a reader cannot write");
        });
    }
}
