//! Where a server keeps its data in a test: a folder or a database of its own, gone afterwards.
//!
//! The only statements of the tests are here: they make databases, take them away, and damage them behind the server's back.

use std::{
    io::{BufRead, BufReader, Write},
    net::SocketAddr,
    path::{Path, PathBuf},
    process::{Child, ChildStdin, Command, Stdio},
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
};

use rusqlite::{Connection, OpenFlags};
use tempfile::TempDir;

use crate::{Cluster, Proxy};

/// Where PostgreSQL is for tests.
const POSTGRES: &str = "MAATSTAF_TEST_POSTGRES";

/// Keys the chains where no file can stand beside the database.
pub(crate) const SECRET: &str = "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff";

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Engine {
    Sqlite,
    Postgres,
}

/// A database of one test.
pub struct Place {
    pub engine: Engine,
    folder: PathBuf,
    /// Removed with the place, unless the test brought its own folder.
    _own: Option<TempDir>,
    /// The server of databases that this one is on.
    server: String,
    name: String,
}

impl Place {
    /// A place with nothing in it.
    pub fn new(engine: Engine) -> Self {
        match engine {
            Engine::Sqlite => Self::of(engine, String::new(), ""),
            Engine::Postgres => Self::of(engine, postgres_url(), ""),
        }
    }

    /// A database as the first Maatstaf left it: with the demo, a question that was dropped in each round, a decision, and entries
    /// of every kind. Keyed with [`SECRET`] on both engines.
    pub fn of_the_first(engine: Engine) -> Self {
        let place = Self::new(engine);
        let kept = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures");
        match engine {
            Engine::Sqlite => {
                std::fs::copy(kept.join("first.db"), place.file()).expect("copied");
                std::fs::write(format!("{}.secret", place.file().display()), SECRET).expect("written");
            }
            Engine::Postgres => psql(&place.url(), &std::fs::read_to_string(kept.join("first.sql")).expect("kept")).unwrap(),
        }
        place
    }

    /// A SQLite file in a folder that the test brings.
    pub fn on_disk(folder: &Path) -> Self {
        Self { engine: Engine::Sqlite, folder: folder.to_owned(), _own: None, server: String::new(), name: String::new() }
    }

    /// A database on a server that the test brings; its rows are where the server's default is, or in this tablespace.
    pub fn on_cluster(cluster: &Cluster, tablespace: Option<&str>) -> Self {
        Self::of(Engine::Postgres, cluster.url(), &tablespace.map(|name| format!("TABLESPACE {name}")).unwrap_or_default())
    }

    /// A database that is reached through this network.
    pub fn through(proxy: &Proxy) -> Self {
        Self::of(Engine::Postgres, format!("postgres://postgres@127.0.0.1:{}/postgres", proxy.port()), "")
    }

    fn of(engine: Engine, server: String, whereabouts: &str) -> Self {
        static PLACES: AtomicU64 = AtomicU64::new(0);
        let name = format!("maatstaf_system_{}_{}", std::process::id(), PLACES.fetch_add(1, Ordering::Relaxed));
        let own = TempDir::new().expect("a folder");
        let place = Self { engine, folder: own.path().to_owned(), _own: Some(own), server, name };
        if engine == Engine::Postgres {
            // What an earlier run left when it was killed.
            postgres(&place.server, &format!("DROP DATABASE IF EXISTS {} WITH (FORCE)", place.name));
            postgres(&place.server, &format!("CREATE DATABASE {} TEMPLATE template0 ENCODING 'UTF8' {whereabouts}", place.name));
        }
        place
    }

    /// The address of the database, for `--database`.
    pub fn url(&self) -> String {
        match self.engine {
            Engine::Sqlite => format!("sqlite://{}", self.file().display()),
            Engine::Postgres => self.server.rsplit_once('/').map(|(server, _)| format!("{server}/{}", self.name)).expect("an address"),
        }
    }

    /// The secret that keys its chains.
    pub fn secret(&self) -> String {
        match self.engine {
            Engine::Sqlite => {
                std::fs::read_to_string(format!("{}.secret", self.file().display())).expect("made at the first start").trim().to_owned()
            }
            Engine::Postgres => SECRET.to_owned(),
        }
    }

    /// What a secret file begins with.
    pub fn key(&self) -> String {
        self.secret().split_whitespace().next().expect("a key").to_owned()
    }

    /// A place on the same engine with this secret, and nothing in it.
    pub fn another(&self, secret: &str) -> Arc<Self> {
        let other = Self::new(self.engine);
        if self.engine == Engine::Sqlite {
            std::fs::write(format!("{}.secret", other.file().display()), secret).expect("written");
        }
        Arc::new(other)
    }

    /// A folder for whatever the test leaves.
    pub fn folder(&self) -> PathBuf {
        self.folder.clone()
    }

    /// The SQLite file.
    pub fn file(&self) -> PathBuf {
        self.folder().join("maatstaf.db")
    }

    /// Takes the database away while a server may be using it.
    pub fn remove(&self) {
        match self.engine {
            Engine::Sqlite => std::fs::remove_file(self.file()).expect("the file is there"),
            Engine::Postgres => postgres(&self.server, &format!("DROP DATABASE {} WITH (FORCE)", self.name)),
        }
    }

    /// Writes down that a migration was done which this binary does not know.
    pub fn from_the_future(&self) {
        match self.engine {
            Engine::Sqlite => {
                let sql = "REPLACE INTO _sqlx_migrations (version, description, success, checksum, execution_time) VALUES (9999, 'later', TRUE, x'00', 0)";
                self.sqlite().execute_batch(sql).expect("written");
            }
            Engine::Postgres => {
                let rows = "COPY _sqlx_migrations (version, description, success, checksum, execution_time) FROM STDIN;\n9999\tlater\tt\t\\\\x00\t0\n\\.\n";
                psql(&self.url(), rows).unwrap();
            }
        }
    }

    /// Changes something behind the server's back.
    pub fn tamper(&self, sql: &str) {
        match self.engine {
            Engine::Sqlite => self.sqlite().execute_batch(sql).expect("changed"),
            Engine::Postgres => postgres(&self.url(), sql),
        }
    }

    /// Entries in the ledgers of the SQLite file; none while there is no such table.
    pub fn entries(&self) -> i64 {
        self.number("SELECT COUNT(*) FROM ledger")
    }

    /// Packs in the SQLite file whose maker said that it was interrupted.
    pub fn interrupted_packs(&self) -> i64 {
        self.number("SELECT COUNT(*) FROM pack WHERE state = 'interrupted'")
    }

    /// Leaves packs as a power cut does, for whom nobody said anything.
    pub fn packs_in_the_making(&self) {
        self.tamper("UPDATE pack SET state = 'making'");
    }

    /// Takes a step out of the list of what was done.
    pub fn forget_step(&self, step: i64) {
        self.tamper(&format!("DELETE FROM _sqlx_migrations WHERE version = {step}"));
    }

    /// Changes what a note says.
    pub fn reword(&self, from: &str, to: &str) {
        self.tamper(&format!("UPDATE note SET text = '{to}' WHERE text = '{from}'"));
    }

    /// Leaves no page in the SQLite file that nobody uses.
    pub fn vacuum(&self) {
        self.tamper("VACUUM");
    }

    fn number(&self, sql: &str) -> i64 {
        let file = Connection::open_with_flags(self.file(), OpenFlags::SQLITE_OPEN_READ_WRITE);
        file.and_then(|file| file.query_row(sql, [], |row| row.get(0))).unwrap_or_default()
    }

    /// Keeps every other connection from writing until the lock is dropped.
    pub fn lock(&self) -> Lock {
        match self.engine {
            Engine::Sqlite => {
                let connection = self.sqlite();
                connection.execute_batch("BEGIN EXCLUSIVE").expect("nobody else writes");
                Lock { _held: connection }
            }
            Engine::Postgres => panic!("PostgreSQL has no lock on a whole database"),
        }
    }

    /// Keeps everybody else from every audit of this PostgreSQL until this is dropped.
    pub fn hold_audits(&self) -> Held {
        let mut command = Command::new("psql");
        command.args(["--no-psqlrc", "--quiet", "--tuples-only", "--dbname", &self.url()]);
        let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().expect("PostgreSQL's own client");
        let mut script = child.stdin.take().expect("piped");
        script.write_all(b"BEGIN;\nSELECT 1 FROM chain_head WHERE subject = organisation_id FOR UPDATE;\n\\echo held\n").expect("it reads");
        let mut said = BufReader::new(child.stdout.take().expect("piped")).lines().map_while(Result::ok);
        assert!(said.any(|line| line == "held"), "nothing is held");
        Held { child, _script: script }
    }

    /// Sees whether anything is written to the SQLite file from now on.
    pub fn watch(&self) -> Watch {
        let connection = self.sqlite();
        let version = Watch::version(&connection);
        Watch { connection, version }
    }

    fn sqlite(&self) -> Connection {
        Connection::open(self.file()).expect("opens")
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        if self.engine == Engine::Postgres {
            // What fails here stays behind for the next run of this name to remove; a panic would hide the test's own.
            let _ = psql(&self.server, &format!("DROP DATABASE IF EXISTS {} WITH (FORCE);\n", self.name));
        }
    }
}

/// A database that is locked for as long as this lives.
pub struct Lock {
    _held: Connection,
}

/// A session of somebody else, with a transaction that does not end.
pub struct Held {
    child: Child,
    _script: ChildStdin,
}

impl Drop for Held {
    fn drop(&mut self) {
        // Its transaction ends with it.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// An eye on a SQLite file.
pub struct Watch {
    connection: Connection,
    version: i64,
}

impl Watch {
    /// Whether somebody has written since the last time this was asked.
    pub fn written(&mut self) -> bool {
        let before = std::mem::replace(&mut self.version, Self::version(&self.connection));
        before != self.version
    }

    fn version(connection: &Connection) -> i64 {
        connection.query_row("PRAGMA data_version", [], |row| row.get(0)).expect("a number")
    }
}

/// Runs one statement on a server of databases.
pub fn postgres(url: &str, sql: &str) {
    psql(url, &format!("{sql};\n")).unwrap();
}

/// PostgreSQL's own client: it comes with every server, and asks for no library here.
fn psql(url: &str, script: &str) -> Result<(), String> {
    let mut command = Command::new("psql");
    command.args(["--no-psqlrc", "--quiet", "--set=ON_ERROR_STOP=1", "--dbname", url]);
    command.stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::piped());
    let mut child = command.spawn().map_err(|error| format!("PostgreSQL's `psql` is needed for the tests: {error}"))?;
    // It may have ended already; then it says why.
    let _ = child.stdin.take().expect("piped").write_all(script.as_bytes());
    let done = child.wait_with_output().map_err(|error| error.to_string())?;
    if done.status.success() { Ok(()) } else { Err(format!("psql: {}", String::from_utf8_lossy(&done.stderr))) }
}

/// Where it listens.
pub fn postgres_address() -> SocketAddr {
    let url = postgres_url();
    let host = url.split_once('@').map_or(url.as_str(), |(_, rest)| rest).split('/').next().unwrap_or_default();
    host.parse().unwrap_or_else(|error| panic!("{POSTGRES} is at {host}: {error}"))
}

#[expect(clippy::disallowed_methods, reason = "where the tests' PostgreSQL is can only come from outside")]
fn postgres_url() -> String {
    std::env::var(POSTGRES).unwrap_or_else(|_| {
        panic!(
            "{POSTGRES} is not set: the system tests also run on PostgreSQL. `cargo xtask test` starts one, or set it to an \
             address like postgres://postgres@127.0.0.1:5432/postgres"
        )
    })
}
