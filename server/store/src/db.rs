//! Two engines, one SQL text per query: the difference is in this file and those below it.

mod asking;
mod postgres;

use std::{
    ops::{Deref, DerefMut},
    sync::Arc,
};

use sqlx::{Sqlite, SqliteConnection, SqlitePool, Transaction};
use uuid::Uuid;

use crate::{Result, held::Held};
pub(crate) use asking::{Asking, Source};
pub(crate) use postgres::{FIRST_WORD, Lane, PgTx, Postgres};

/// The pools. SQLite has one connection that writes, so writers queue here and not at the file.
pub(crate) enum Db {
    Sqlite { file: Arc<Held>, reader: SqlitePool, writer: SqlitePool },
    Postgres(Arc<Postgres>),
}

/// A transaction; dropped without [`Tx::commit`] it is rolled back.
pub(crate) enum Tx {
    Sqlite(OnFile),
    Postgres(PgTx),
}

/// One with the file that it is of.
pub(crate) struct OnFile {
    tx: Transaction<'static, Sqlite>,
    file: Arc<Held>,
}

impl Deref for OnFile {
    type Target = SqliteConnection;

    fn deref(&self) -> &SqliteConnection {
        &self.tx
    }
}

impl DerefMut for OnFile {
    fn deref_mut(&mut self) -> &mut SqliteConnection {
        &mut self.tx
    }
}

impl Db {
    /// Begins a transaction in which all reads see the same moment.
    pub(crate) async fn read(&self) -> Result<Tx> {
        self.present()?;
        Ok(match self {
            Self::Sqlite { file, reader, .. } => Tx::Sqlite(OnFile { tx: reader.begin().await?, file: Arc::clone(file) }),
            Self::Postgres(server) => Tx::Postgres(server.waiting(Lane::Reading)),
        })
    }

    /// As [`Db::read`], for as long as it takes.
    pub(crate) async fn read_all(&self) -> Result<Tx> {
        match self {
            Self::Sqlite { .. } => self.read().await,
            Self::Postgres(server) => Ok(Tx::Postgres(server.begin(Lane::Verifying).await?)),
        }
    }

    /// For one statement that reads: what several of them see may differ.
    pub(crate) async fn glance(&self) -> Result<Tx> {
        match self {
            Self::Sqlite { .. } => self.read().await,
            Self::Postgres(server) => Ok(Tx::Postgres(server.glance().await?)),
        }
    }

    /// Begins a transaction that writes and may hold the audit.
    pub(crate) async fn write(&self) -> Result<Tx> {
        self.present()?;
        Ok(self.begin(Lane::Forms).await?)
    }

    /// Begins one that writes and never waits for who holds the audit.
    pub(crate) async fn write_beside(&self) -> Result<Tx> {
        self.present()?;
        Ok(self.begin(Lane::Panel).await?)
    }

    /// As [`Db::write`], with the database's own error. A deferred one in SQLite would fail at its first write when another had
    /// written.
    pub(crate) async fn begin(&self, lane: Lane) -> sqlx::Result<Tx> {
        Ok(match self {
            Self::Sqlite { file, writer, .. } => {
                Tx::Sqlite(OnFile { tx: writer.begin_with("BEGIN IMMEDIATE").await?, file: Arc::clone(file) })
            }
            Self::Postgres(server) => Tx::Postgres(server.begin(lane).await?),
        })
    }

    /// What is written to another file than the one in its place, nobody will ever read.
    fn present(&self) -> Result<()> {
        match self {
            Self::Sqlite { file, .. } => file.present(),
            Self::Postgres(_) => Ok(()),
        }
    }

    /// From here on within limits: what is only done once, when it is opened, is done.
    pub(crate) async fn limited(self) -> Self {
        match self {
            Self::Postgres(server) => Self::Postgres(server.limited().await),
            sqlite @ Self::Sqlite { .. } => sqlite,
        }
    }

    pub(crate) const fn engine(&self) -> &'static str {
        match self {
            Self::Sqlite { .. } => "sqlite",
            Self::Postgres(_) => "postgres",
        }
    }

    pub(crate) async fn close(&self) {
        match self {
            Self::Sqlite { file, .. } if file.stays_open() => {}
            Self::Sqlite { file, reader, writer } => {
                reader.close().await;
                file.before_closing().await;
                writer.close().await;
            }
            Self::Postgres(server) => server.close().await,
        }
    }
}

impl Tx {
    pub(crate) async fn commit(self) -> Result<()> {
        match self {
            Self::Sqlite(OnFile { tx, file }) => {
                tx.commit().await?;
                file.committed().await
            }
            Self::Postgres(tx) => Ok(tx.commit().await?),
        }
    }

    /// As [`Tx::commit`], with the database's own error.
    pub(crate) async fn end(self) -> sqlx::Result<()> {
        match self {
            Self::Sqlite(OnFile { tx, .. }) => tx.commit().await,
            Self::Postgres(tx) => tx.commit().await,
        }
    }
}

/// Runs the same future on the connection of either engine; on PostgreSQL no longer than it may take.
macro_rules! in_tx {
    ($tx:expr, $conn:ident => $body:expr) => {
        match $tx {
            $crate::db::Tx::Sqlite(tx) => {
                let $conn = &mut **tx;
                $body.await
            }
            $crate::db::Tx::Postgres(tx) => match tx.ready().await {
                Ok(($conn, limit)) => {
                    let asked = tokio::time::timeout(limit, $body).await;
                    tx.judge(asked)
                }
                Err(lost) => Err(lost),
            },
        }
    };
}

/// All rows: `all!(tx, Row, "SELECT …", value, …)`.
macro_rules! all {
    ($tx:expr, $row:ty, $sql:expr $(, $value:expr)* $(,)?) => {
        in_tx!($tx, conn => sqlx::query_as::<_, $row>($sql)$(.bind($value))*.fetch_all(conn))?
    };
}

/// All rows, of a transaction or among other questions: `asked!(from, Row, "SELECT …", value, …)`. Its values are ours.
macro_rules! asked {
    ($from:expr, $row:ty, $sql:expr $(, $value:expr)* $(,)?) => {
        Into::<$crate::db::Source<'_>>::into($from).rows::<$row>(($sql, vec![$($value.into()),*])).await?
    };
}

/// In place of a table: what is dropped now. No view, which somebody could replace by another.
macro_rules! voided {
    () => {
        "(SELECT e.organisation_id, e.round_id, e.item, e.reason, e.person_id, e.at FROM voiding e
          WHERE NOT e.restored
            AND NOT EXISTS (SELECT 1 FROM voiding n
                            WHERE n.organisation_id = e.organisation_id AND n.round_id = e.round_id AND n.item = e.item AND n.seq > e.seq))"
    };
}

/// The row, when there is one.
macro_rules! maybe {
    ($tx:expr, $row:ty, $sql:expr $(, $value:expr)* $(,)?) => {
        in_tx!($tx, conn => sqlx::query_as::<_, $row>($sql)$(.bind($value))*.fetch_optional(conn))?
    };
}

/// The one row that must be there.
macro_rules! one {
    ($tx:expr, $row:ty, $sql:expr $(, $value:expr)* $(,)?) => {
        in_tx!($tx, conn => sqlx::query_as::<_, $row>($sql)$(.bind($value))*.fetch_one(conn))?
    };
}

/// Runs a statement and gives how many rows it touched.
macro_rules! run {
    ($tx:expr, $sql:expr $(, $value:expr)* $(,)?) => {
        in_tx!($tx, conn => {
            let query = sqlx::query($sql)$(.bind($value))*;
            async move { query.execute(conn).await.map(|done| done.rows_affected()) }
        })?
    };
}

/// The same statement for SQLite, which has no arrays: `= ANY($1)` becomes a list of hex digits.
pub(crate) fn without_arrays(sql: &str) -> String {
    let mut sql = sql.to_owned();
    for number in 1..=9 {
        sql = sql.replace(&format!("= ANY(${number})"), &format!("IN (SELECT unhex(value) FROM json_each(${number}))"));
    }
    sql
}

/// A list for such a statement.
pub(crate) fn hex_list(ids: &[Uuid]) -> String {
    let digits: Vec<String> = ids.iter().map(|id| format!("\"{}\"", id.simple())).collect();
    format!("[{}]", digits.join(","))
}

/// All rows whose id is in a list: `among!(tx, Row, "SELECT … WHERE id IN (", &ids, ") ORDER BY …")`.
macro_rules! among {
    ($tx:expr, $row:ty, $before:expr, $ids:expr, $after:expr) => {{
        let sql = $before.strip_suffix("IN (").unwrap_or($before);
        if $ids.is_empty() {
            Vec::<$row>::new()
        } else {
            match $tx {
                // The same text each time, whatever the length of the list: prepared once, so that it is one trip.
                $crate::db::Tx::Postgres(tx) => {
                    let sql = sqlx::AssertSqlSafe(format!("{sql}= ANY($1{}", $after));
                    let asked = sqlx::query_as::<_, $row>(sql).bind($ids.to_vec());
                    let (connection, limit) = tx.ready().await?;
                    let asked = tokio::time::timeout(limit, asked.fetch_all(connection)).await;
                    tx.judge(asked)?
                }
                $crate::db::Tx::Sqlite(tx) => {
                    let sql = sqlx::AssertSqlSafe(format!("{sql}IN (SELECT unhex(value) FROM json_each($1){}", $after));
                    sqlx::query_as::<_, $row>(sql).bind($crate::db::hex_list(&$ids)).fetch_all(&mut **tx).await?
                }
            }
        }
    }};
}

/// Inserts many rows in few statements: `insert!(tx, "INSERT INTO t (a, b) ", &rows, row => [row.a, row.b], " ON CONFLICT …")`.
macro_rules! insert {
    ($tx:expr, $into:expr, $rows:expr, $row:ident => [$($value:expr),* $(,)?], $after:expr) => {
        for rows in $rows.chunks($crate::db::MANY) {
            in_tx!($tx, conn => async {
                let mut query = sqlx::QueryBuilder::new($into);
                query.push_values(rows, |mut values, $row| {
                    $(values.push_bind($value);)*
                });
                query.push($after);
                query.build().persistent(false).execute(conn).await.map(|_| ())
            })?;
        }
    };
}

/// Rows per statement: with thirteen columns still under SQLite's limit of 32,766 values.
pub(crate) const MANY: usize = 1000;
