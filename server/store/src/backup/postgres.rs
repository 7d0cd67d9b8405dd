//! Of a database: PostgreSQL's own `pg_dump` writes it, as one transaction saw it, and `pg_restore` reads it.

mod tools;

use std::{path::Path, str::FromStr};

use sqlx::{ConnectOptions, Connection, PgConnection, postgres::PgConnectOptions};

use super::{Checked, Contents};
use crate::open::{OpenError, from_sqlx};
use tools::{Tool, run};

pub(super) async fn back_up(url: &str, to: &Path) -> Result<(Contents, Checked), OpenError> {
    dump(url, to).await?;
    let contents = read(url, to).await?;
    let Some(scratch) = Scratch::make(url).await? else { return Ok((contents, Checked::Read)) };
    let done = put_back(&scratch.url, to).await;
    scratch.remove().await?;
    done.map(|()| (contents, Checked::Restored))
}

pub(crate) async fn dump(url: &str, to: &Path) -> Result<(), OpenError> {
    let file = format!("--file={}", to.display());
    run(url, Tool::Dump, &["--format=custom", "--no-owner", "--no-privileges", &file]).await.map(drop)
}

/// Reads it to its end, and counts.
async fn read(url: &str, file: &Path) -> Result<Contents, OpenError> {
    let file = file.display().to_string();
    let rows = run(url, Tool::Read, &["--data-only", "--file=-", &file]).await?;
    let counted = |table: &str| {
        let lines = rows.lines().skip_while(|line| !is_copy_of(line, table)).skip(1);
        i64::try_from(lines.take_while(|line| *line != "\\.").count()).unwrap_or(i64::MAX)
    };
    Ok(Contents { organisations: counted("organisation"), interviews: counted("interview"), entries: counted("ledger") })
}

/// `COPY public.ledger (…) FROM stdin;`
fn is_copy_of(line: &str, table: &str) -> bool {
    let name = line.strip_prefix("COPY ").and_then(|rest| rest.split(' ').next());
    name.is_some_and(|name| name.rsplit('.').next() == Some(table))
}

/// Puts a backup in an empty database: the whole of it, or nothing.
pub async fn put_back(url: &str, file: &Path) -> Result<(), OpenError> {
    let file = file.display().to_string();
    run(url, Tool::Restore, &["--exit-on-error", "--single-transaction", "--no-owner", "--no-privileges", &file]).await.map(drop)
}

/// A database beside another, to look at a backup in; to be removed again.
pub struct Scratch {
    pub url: String,
    name: String,
    server: PgConnection,
}

impl Scratch {
    /// `None` when this account may make none.
    pub async fn make(url: &str) -> Result<Option<Self>, OpenError> {
        let options = PgConnectOptions::from_str(url).map_err(|error| from_sqlx(error, "postgres"))?;
        let at = options.get_host().to_owned();
        let mut server = options.connect().await.map_err(|error| from_sqlx(error, &at))?;
        let backend: i32 =
            sqlx::query_scalar("SELECT pg_backend_pid()").fetch_one(&mut server).await.map_err(|error| from_sqlx(error, &at))?;
        let name = format!("maatstaf_check_{backend}");
        // Of a check that was cut off, when its process had this number.
        let left = format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)");
        sqlx::query(sqlx::AssertSqlSafe(left)).execute(&mut server).await.map_err(|error| from_sqlx(error, &at))?;
        let sql = format!("CREATE DATABASE {name} TEMPLATE template0 ENCODING 'UTF8'");
        match sqlx::query(sqlx::AssertSqlSafe(sql)).execute(&mut server).await {
            Ok(_) => Ok(Some(Self { url: tools::with_database(url, &name), name, server })),
            // Insufficient privilege.
            Err(sqlx::Error::Database(error)) if error.code().as_deref() == Some("42501") => Ok(None),
            Err(error) => Err(from_sqlx(error, &at)),
        }
    }

    pub async fn remove(mut self) -> Result<(), OpenError> {
        let sql = format!("DROP DATABASE {} WITH (FORCE)", self.name);
        let done = sqlx::query(sqlx::AssertSqlSafe(sql)).execute(&mut self.server).await;
        done.map(drop).map_err(|error| from_sqlx(error, &self.name))
    }
}

/// Why a backup may not go into this database.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Taken {
    /// A Maatstaf has it open.
    Served,
    /// Something is in it.
    Filled,
}

impl Taken {
    /// `None` when it may.
    pub async fn of(url: &str) -> Result<Option<Self>, OpenError> {
        let failed = |error| from_sqlx(error, "postgres");
        let mut connection = PgConnectOptions::from_str(url).map_err(failed)?.connect().await.map_err(failed)?;
        let served = "SELECT COUNT(*) FROM pg_stat_activity
                      WHERE datname = current_database() AND application_name = 'maatstaf' AND pid <> pg_backend_pid()";
        let tables = "SELECT COUNT(*) FROM information_schema.tables WHERE table_schema = current_schema()";
        let served: i64 = sqlx::query_scalar(served).fetch_one(&mut connection).await.map_err(failed)?;
        let tables: i64 = sqlx::query_scalar(tables).fetch_one(&mut connection).await.map_err(failed)?;
        connection.close().await.map_err(failed)?;
        Ok(match (served, tables) {
            (1.., _) => Some(Self::Served),
            (_, 1..) => Some(Self::Filled),
            _ => None,
        })
    }
}
