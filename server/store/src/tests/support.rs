//! A store of its own for every test, with a clock, ids and chance that the test holds.

use std::{
    fs,
    future::Future,
    ops::Deref,
    panic::resume_unwind,
    sync::{
        Arc, Mutex,
        atomic::{AtomicI64, AtomicU64, Ordering},
    },
};

use domain::time::UnixMillis;
use sqlx::{AssertSqlSafe, Connection, PgConnection};
use uuid::Uuid;

use crate::{OpenError, Options, Store, db::Tx};

/// `both_engines! { async fn what_it_pins(db: TestStore) { … } }`
macro_rules! both_engines {
    ($($(#[$doc:meta])* async fn $name:ident($db:ident: TestStore) $body:block)*) => {$(
        $(#[$doc])*
        mod $name {
            use super::*;

            async fn test($db: $crate::tests::support::TestStore) $body

            #[test]
            fn sqlite() {
                $crate::tests::support::run($crate::tests::support::Engine::Sqlite, test);
            }

            #[test]
            fn postgres() {
                $crate::tests::support::run($crate::tests::support::Engine::Postgres, test);
            }
        }
    )*};
}

/// Where PostgreSQL is for tests, as `postgres://postgres@127.0.0.1:5432/postgres`. Every test makes a database of its own.
const POSTGRES: &str = "MAATSTAF_TEST_POSTGRES";

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Engine {
    Sqlite,
    Postgres,
}

pub(super) const SECRET: [u8; 32] = [7; 32];
/// Monday 23 November 2026, ten in the morning in Amsterdam.
pub(super) const START: UnixMillis = UnixMillis(1_795_424_400_000);

/// A store with what was handed into it.
pub(super) struct TestStore {
    pub(super) store: Store,
    pub(super) engine: Engine,
    pub(super) url: String,
    clock: Arc<AtomicI64>,
    /// Names of what must be removed after the test.
    places: Arc<Mutex<Vec<String>>>,
}

impl Deref for TestStore {
    type Target = Store;

    fn deref(&self) -> &Store {
        &self.store
    }
}

impl TestStore {
    async fn new(engine: Engine, places: Arc<Mutex<Vec<String>>>) -> Self {
        let url = make_place(engine, &places).await;
        let clock = Arc::new(AtomicI64::new(START.0));
        let store = Store::open(options(&url, &clock, 0)).await.expect("opens");
        Self { store, engine, url, clock, places }
    }

    /// Another empty store, whose clock and ids begin where this one's began.
    pub(super) async fn twin(&self) -> Self {
        Self::new(self.engine, Arc::clone(&self.places)).await
    }

    /// An address of this engine where there is nothing yet.
    pub(super) async fn another_place(&self) -> String {
        make_place(self.engine, &self.places).await
    }

    /// Closes it and opens the same database again.
    pub(super) async fn reopened(self) -> Self {
        self.store.close().await;
        let store = self.open_again().await.expect("opens");
        Self { store, ..self }
    }

    /// One more handle on the same database, as another server has.
    pub(super) async fn open_again(&self) -> Result<Store, OpenError> {
        static HANDLES: AtomicU64 = AtomicU64::new(1);
        Store::open(options(&self.url, &self.clock, HANDLES.fetch_add(1, Ordering::Relaxed))).await
    }

    pub(super) fn pass(&self, minutes: i64) {
        self.clock.fetch_add(minutes * 60_000, Ordering::Relaxed);
    }

    /// Runs a statement behind the store's back.
    pub(super) async fn tamper(&self, sql: &str) -> u64 {
        let mut tx = self.store.core.db.write().await.expect("a transaction");
        let done = in_tx!(&mut tx, conn => async { sqlx::query(AssertSqlSafe(sql)).execute(conn).await.map(|done| done.rows_affected()) });
        tx.commit().await.expect("committed");
        done.expect("runs")
    }

    pub(super) async fn number(&self, sql: &str) -> i64 {
        let mut tx = self.raw().await;
        let row: (i64,) = in_tx!(&mut tx, conn => sqlx::query_as(AssertSqlSafe(sql)).fetch_one(conn)).expect("a number");
        row.0
    }

    pub(super) async fn raw(&self) -> Tx {
        self.store.core.db.read().await.expect("a transaction")
    }
}

/// What opens this address with a clock that stands still.
pub(super) fn options_of(url: &str) -> Options {
    options(url, &Arc::new(AtomicI64::new(START.0)), 0)
}

pub(super) fn options(url: &str, clock: &Arc<AtomicI64>, handle: u64) -> Options {
    let clock = Arc::clone(clock);
    let ids = AtomicU64::new(1);
    let chance = Mutex::new(0u8);
    Options {
        url: url.to_owned(),
        secret: SECRET,
        sealed: false,
        clock: Arc::new(move || UnixMillis(clock.load(Ordering::Relaxed))),
        ids: Arc::new(move || Uuid::from_u64_pair(handle, ids.fetch_add(1, Ordering::Relaxed))),
        random: Arc::new(move |bytes| {
            let mut chance = chance.lock().expect("no test panics here");
            *chance = chance.wrapping_add(1);
            bytes.fill(*chance);
        }),
        together: crate::TOGETHER,
        aside: std::env::temp_dir(),
    }
}

/// Runs a test on a fresh store, and takes away what it left, also when it failed.
pub(super) fn run<F, Fut>(engine: Engine, test: F)
where
    F: FnOnce(TestStore) -> Fut,
    Fut: Future<Output = ()> + Send + 'static,
{
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().expect("a runtime");
    let places = Arc::new(Mutex::new(Vec::new()));
    let outcome = runtime.block_on(async {
        let db = TestStore::new(engine, Arc::clone(&places)).await;
        tokio::spawn(test(db)).await
    });
    let places = std::mem::take(&mut *places.lock().expect("not poisoned"));
    runtime.block_on(remove_places(engine, &places));
    if let Err(error) = outcome {
        resume_unwind(error.into_panic());
    }
}

async fn make_place(engine: Engine, places: &Mutex<Vec<String>>) -> String {
    static PLACES: AtomicU64 = AtomicU64::new(0);
    let name = format!("maatstaf_store_{}_{}", std::process::id(), PLACES.fetch_add(1, Ordering::Relaxed));
    places.lock().expect("not poisoned").push(name.clone());
    match engine {
        Engine::Sqlite => format!("sqlite://{}", folder(&name).join("test.db").display()),
        Engine::Postgres => {
            let url = postgres_url();
            let mut connection = PgConnection::connect(&url).await.expect("PostgreSQL for tests answers");
            let sql = format!("CREATE DATABASE {name} TEMPLATE template0 ENCODING 'UTF8'");
            sqlx::query(AssertSqlSafe(sql)).execute(&mut connection).await.expect("makes a database");
            let (server, _) = url.rsplit_once('/').expect("an address with a database");
            format!("{server}/{name}")
        }
    }
}

async fn remove_places(engine: Engine, places: &[String]) {
    for name in places {
        match engine {
            // A test may have removed it itself.
            Engine::Sqlite => drop(fs::remove_dir_all(folder(name))),
            Engine::Postgres => {
                let mut connection = PgConnection::connect(&postgres_url()).await.expect("PostgreSQL for tests answers");
                let sql = format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)");
                sqlx::query(AssertSqlSafe(sql)).execute(&mut connection).await.expect("drops the database");
            }
        }
    }
}

pub(super) fn folder(name: &str) -> std::path::PathBuf {
    std::env::temp_dir().join(name)
}

#[expect(clippy::disallowed_methods, reason = "where the tests' PostgreSQL is can only come from outside")]
fn postgres_url() -> String {
    std::env::var(POSTGRES).unwrap_or_else(|_| {
        panic!(
            "{POSTGRES} is not set: every store test also runs on PostgreSQL. `cargo xtask test` starts one, or set it to an \
             address like postgres://postgres@127.0.0.1:5432/postgres"
        )
    })
}
