//! Opening: which engine, its durability, its tables, and whether the secret is the one that keyed its chains.

mod lock;
mod migrations;
mod postgres;
mod secret;
mod sqlite;
mod statistics;
mod upgrade;

use std::{
    collections::HashMap,
    io,
    path::{Path, PathBuf},
    sync::{Arc, Mutex},
    time::Duration,
};

use domain::{library::Library, time::UnixMillis};
use sqlx::{migrate::MigrateError, postgres::PgListener};
use uuid::Uuid;

use crate::{
    Core, Error, audit,
    db::{Db, Lane},
    live::{CHANNEL, Live},
    people,
    seen::Known,
};
pub use lock::Hold;
pub(crate) use sqlite::file;

/// Tells the time.
pub type Clock = Arc<dyn Fn() -> UnixMillis + Send + Sync>;
/// Makes ids that sort by when they were made.
pub type Ids = Arc<dyn Fn() -> Uuid + Send + Sync>;
/// Fills bytes with chance.
pub type Random = Arc<dyn Fn(&mut [u8]) + Send + Sync>;

/// What a store needs from outside.
pub struct Options {
    /// `sqlite://path` or `postgres://…`.
    pub url: String,
    /// Keys the chains of ledger and audit; lives outside the database.
    pub secret: [u8; 32],
    /// Whether what keeps the secret remembers that the database was sealed: then it is never sealed again.
    pub sealed: bool,
    pub clock: Clock,
    pub ids: Ids,
    pub random: Random,
    /// How many requests share one commit at most; [`TOGETHER`] unless that is what is measured.
    pub together: usize,
    /// The folder for the backup of a database that is no file, before its tables are brought up to date.
    pub aside: PathBuf,
}

/// Requests that share one commit at most.
pub const TOGETHER: usize = 256;

/// Why the database could not be opened, in words for who starts the server.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    #[error("the database address must begin with sqlite:// or postgres://, and this one begins with {0:?}")]
    UnknownScheme(String),
    #[error("a database in memory forgets everything at a restart; name a file, as in sqlite://data/maatstaf.db")]
    InMemory,
    #[error("cannot reach the database {at}: {why}")]
    Unreachable { at: String, why: String },
    #[error(
        "this account may not write in the folder {folder}, where the database and what lies beside it stand; give it that folder (chown), or name another place with --database"
    )]
    NoRight { folder: String },
    #[error("the database {at} is locked by another program; stop that one, or wait until it is ready")]
    Locked { at: String },
    #[error("another Maatstaf serves the database {at}; stop that one first, or give this one another database with --database")]
    Served { at: String },
    #[error(
        "the tables of the database {at} are not those that step {step} begins with: somebody took that step out of _sqlx_migrations, or changed the tables; nothing was changed; restore a backup"
    )]
    Unfit { at: String, step: i64 },
    #[error("the database {at} was made by a newer Maatstaf (it has step {step}, unknown here); start that version, or restore a backup")]
    Newer { at: String, step: i64 },
    #[error("the database {at} was made by another build of Maatstaf (its step {step} differs); start that one, or restore a backup")]
    Altered { at: String, step: i64 },
    #[error("the database {at} has {setting} = {value}, where {needed} is needed: without it a power cut can lose what was acknowledged")]
    Durability { at: String, setting: &'static str, value: String, needed: &'static str },
    #[error("no space left for the database {at}")]
    Full { at: String },
    #[error("this is not the secret that the database {at} was made with; set MAATSTAF_SECRET to the right one, or restore its file")]
    OtherSecret { at: String },
    #[error(
        "the database {at} no longer says which secret it was made with, which somebody took out of it; nothing was written; restore a backup"
    )]
    SecretUnknown { at: String },
    #[error(
        "the database {at} was sealed, and somebody took every seal out of it; nothing was written; restore a backup (to open one of before it was sealed, take the word \"sealed\" away from the secret)"
    )]
    SealsGone { at: String },
    #[error("{tool} did not do what was asked: {why}")]
    Tool { tool: &'static str, why: String },
    #[error("no backup could be made before bringing the database up to date, and nothing was changed: {0}")]
    NoBackup(String),
    #[error("the database {at} cannot be used: {why}")]
    Unusable { at: String, why: String },
}

/// How long a call waits for a connection before it answers that the database is unavailable.
pub(crate) const PATIENCE: Duration = Duration::from_secs(5);

pub(crate) async fn core(options: Options) -> Result<(Core, Option<PgListener>), OpenError> {
    let scheme = options.url.split_once(':').map_or("", |(scheme, _)| scheme);
    let (db, at) = match scheme {
        "sqlite" => sqlite::open(&options.url).await?,
        "postgres" | "postgresql" => postgres::open(&options.url).await?,
        // Never the whole address: it may hold a password.
        other => return Err(OpenError::UnknownScheme(other.to_owned())),
    };
    let library = Library::shipped().map_err(|error| OpenError::Unusable { at: at.clone(), why: error.to_string() })?;
    secret::check(&db, &options.secret, &at).await?;
    let kept = upgrade::keep(&db, &options.url, &options.aside).await?;
    if let Err(error) = migrate(&db, &at).await {
        upgrade::forget_unneeded(&db, kept).await;
        return Err(error);
    }
    if let Db::Sqlite { writer, .. } = &db {
        statistics::tell(writer).await.map_err(|error| from_sqlx(error, &at))?;
    }
    secret::keep(&db, &options.secret, &at).await?;
    people::fill_mailboxes(&db).await.map_err(|error| from_sqlx(error, &at))?;
    let live = Live::new(matches!(db, Db::Postgres(_)));
    let Options { secret, sealed, clock, ids, random, together, .. } = options;
    let mut core =
        Core { db, secret, clock, ids, random, together, library, live, documents: Mutex::new(HashMap::new()), seen: Known::default() };
    let unsealed = audit::unsealed(&core).await.map_err(|error| from_store(&error, &at, error.to_string()))?;
    if sealed && !unsealed.is_empty() {
        return Err(OpenError::SealsGone { at });
    }
    audit::seal_what_stands(&core, &unsealed).await.map_err(|error| from_store(&error, &at, error.to_string()))?;
    core.db = core.db.limited().await;
    let listener = match &core.db {
        Db::Sqlite { .. } => None,
        Db::Postgres(server) => Some(server.listen(CHANNEL).await.map_err(|error| from_sqlx(error, &at))?),
    };
    Ok((core, listener))
}

async fn migrate(db: &Db, at: &str) -> Result<(), OpenError> {
    let done = match db {
        Db::Sqlite { writer, .. } => migrations::sqlite().run(writer).await,
        Db::Postgres(server) => migrations::postgres().run(&server.pool(Lane::Forms)).await,
    };
    done.map_err(|error| from_migration(error, at))
}

/// What it means that a file or its folder cannot be made.
fn from_io(error: &io::Error, file: &Path) -> OpenError {
    let folder = file.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
    match error.kind() {
        io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => OpenError::NoRight { folder: folder.display().to_string() },
        io::ErrorKind::StorageFull => OpenError::Full { at: file.display().to_string() },
        _ => OpenError::Unreachable { at: file.display().to_string(), why: error.to_string() },
    }
}

/// What a failed connection or statement means at start.
pub(crate) fn from_sqlx(error: sqlx::Error, at: &str) -> OpenError {
    let at = at.to_owned();
    let why = error.to_string();
    if let sqlx::Error::Database(database) = &error
        && database.try_downcast_ref::<sqlx::sqlite::SqliteError>().is_some()
        && matches!(database.code().and_then(|code| code.parse::<i32>().ok()).map(|code| code & 0xff), Some(5 | 6))
    {
        return OpenError::Locked { at };
    }
    from_store(&Error::from(error), &at, why)
}

fn from_store(error: &Error, at: &str, why: String) -> OpenError {
    let at = at.to_owned();
    match error {
        Error::Full => OpenError::Full { at },
        Error::Unavailable => OpenError::Unreachable { at, why },
        Error::Refused(_) | Error::Replaced | Error::Internal => OpenError::Unusable { at, why },
    }
}

fn from_migration(error: MigrateError, at: &str) -> OpenError {
    match error {
        MigrateError::VersionMissing(step) => OpenError::Newer { at: at.to_owned(), step },
        MigrateError::VersionMismatch(step) => OpenError::Altered { at: at.to_owned(), step },
        MigrateError::ExecuteMigration(error, step) if is_unfit(&error) => OpenError::Unfit { at: at.to_owned(), step },
        MigrateError::Execute(error) | MigrateError::ExecuteMigration(error, _) => from_sqlx(error, at),
        other => OpenError::Unusable { at: at.to_owned(), why: other.to_string() },
    }
}

/// Whether a step speaks of tables that are not there, or makes what is: on a database that only we changed none does.
fn is_unfit(error: &sqlx::Error) -> bool {
    let sqlx::Error::Database(database) = error else { return false };
    let code = database.code().unwrap_or_default();
    // PostgreSQL: of names and syntax, but for a right that is missing. SQLite has one code for all of that.
    if database.try_downcast_ref::<sqlx::sqlite::SqliteError>().is_some() { code == "1" } else { code.starts_with("42") && code != "42501" }
}
