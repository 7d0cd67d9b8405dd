//! One file, one connection that writes, a few that read.

use std::{
    fs,
    path::{Path, PathBuf},
    str::FromStr,
};

use sqlx::{
    ConnectOptions, Connection, SqlitePool,
    sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous},
};

use super::{OpenError, PATIENCE, from_io, from_sqlx};
use crate::{db::Db, held::Held};

/// Pages in the log at which SQLite writes them into the file by itself. We do so before (`held`); this is for what is very large.
const PAGES: &str = "4000";

pub(super) async fn open(url: &str) -> Result<(Db, String), OpenError> {
    if in_memory(url) {
        return Err(OpenError::InMemory);
    }
    let options = SqliteConnectOptions::from_str(url).map_err(|error| from_sqlx(error, "sqlite"))?;
    let file = options.get_filename().to_path_buf();
    let at = file.display().to_string();
    prepare(&file).map_err(|error| from_io(&error, &file))?;
    let options = options
        // The file is there by now. Were it deleted later, a reconnect must not make an empty one in its place.
        .create_if_missing(false)
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Full)
        .foreign_keys(true)
        .busy_timeout(PATIENCE);
    // These connections are to a file: they do not go stale.
    // A pool would give up together with SQLite and then not know why; one connection says it.
    let first = options.connect().await.map_err(|error| from_sqlx(error, &at))?;
    let pool = SqlitePoolOptions::new().acquire_timeout(PATIENCE).idle_timeout(None).max_lifetime(None).test_before_acquire(false);
    // A full disk makes SQLite roll back by itself. The connection goes on counting that transaction and would refuse every
    // later one, so it makes place for a new one.
    let pool = pool.before_acquire(|connection, _| Box::pin(async move { Ok(!connection.is_in_transaction()) }));
    let held = options.clone().pragma("wal_autocheckpoint", PAGES);
    let writer = pool.clone().max_connections(1).connect_with(held).await.map_err(|error| from_sqlx(error, &at))?;
    first.close().await.map_err(|error| from_sqlx(error, &at))?;
    durable(&writer, &at).await?;
    let reader = pool.max_connections(4).connect_lazy_with(options.pragma("query_only", "ON"));
    let file = Held::new(file, writer.clone()).map_err(|error| OpenError::Unreachable { at: at.clone(), why: error.to_string() })?;
    Ok((Db::Sqlite { file, reader, writer }, at))
}

/// The file that an address names, when it is one of SQLite.
pub(crate) fn file(url: &str) -> Option<PathBuf> {
    let options = SqliteConnectOptions::from_str(url).ok().filter(|_| url.starts_with("sqlite:") && !in_memory(url))?;
    Some(options.get_filename().to_path_buf())
}

fn in_memory(url: &str) -> bool {
    url.contains(":memory:") || url.contains("mode=memory")
}

/// Acknowledged means on disk. A file system without shared memory keeps SQLite from its write-ahead log, and it says nothing.
async fn durable(writer: &SqlitePool, at: &str) -> Result<(), OpenError> {
    let mode: String = sqlx::query_scalar("PRAGMA journal_mode").fetch_one(writer).await.map_err(|error| from_sqlx(error, at))?;
    let synchronous: i64 = sqlx::query_scalar("PRAGMA synchronous").fetch_one(writer).await.map_err(|error| from_sqlx(error, at))?;
    // SQLite says FULL as a number.
    for (setting, value, needed) in [("journal_mode", mode, "wal"), ("synchronous", synchronous.to_string(), "2")] {
        if value != needed {
            return Err(OpenError::Durability { at: at.to_owned(), setting, value, needed });
        }
    }
    Ok(())
}

/// Makes the folder and the file where they are missing, for this account's eyes only.
fn prepare(file: &Path) -> std::io::Result<()> {
    make_folder(file)?;
    let mut new = fs::OpenOptions::new();
    new.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut new, 0o600);
    match new.open(file) {
        Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => Ok(()),
        other => other.map(|_| ()),
    }
}

/// The folder that this file stands in.
pub(super) fn make_folder(file: &Path) -> std::io::Result<()> {
    let mut folder = fs::DirBuilder::new();
    folder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut folder, 0o700);
    match file.parent().filter(|parent| !parent.as_os_str().is_empty()) {
        Some(parent) => folder.create(parent),
        None => Ok(()),
    }
}
