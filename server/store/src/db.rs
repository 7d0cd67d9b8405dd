//! Two engines, one SQL text per query: the difference is in this file.

use std::{
    ops::{Deref, DerefMut},
    sync::Arc,
};

use sqlx::{PgPool, Postgres, Sqlite, SqliteConnection, SqlitePool, Transaction};

use crate::{Result, held::Held};

/// The pools. SQLite has one connection that writes, so writers queue here and not at the file.
pub(crate) enum Db {
    Sqlite { file: Arc<Held>, reader: SqlitePool, writer: SqlitePool },
    Postgres(PgPool),
}

/// A transaction; dropped without [`Tx::commit`] it is rolled back.
pub(crate) enum Tx {
    Sqlite(OnFile),
    Postgres(Transaction<'static, Postgres>),
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
            Self::Postgres(pool) => Tx::Postgres(pool.begin_with("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY").await?),
        })
    }

    /// Begins a transaction that writes. A deferred one in SQLite would fail at its first write when another had written.
    pub(crate) async fn write(&self) -> Result<Tx> {
        self.present()?;
        Ok(self.begin().await?)
    }

    /// As [`Db::write`], with the database's own error, for when it is being opened.
    pub(crate) async fn begin(&self) -> sqlx::Result<Tx> {
        Ok(match self {
            Self::Sqlite { file, writer, .. } => {
                Tx::Sqlite(OnFile { tx: writer.begin_with("BEGIN IMMEDIATE").await?, file: Arc::clone(file) })
            }
            Self::Postgres(pool) => Tx::Postgres(pool.begin().await?),
        })
    }

    /// What is written to another file than the one in its place, nobody will ever read.
    fn present(&self) -> Result<()> {
        match self {
            Self::Sqlite { file, .. } => file.present(),
            Self::Postgres(_) => Ok(()),
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
            Self::Postgres(pool) => pool.close().await,
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

/// Runs the same expression on the connection of either engine.
macro_rules! in_tx {
    ($tx:expr, $conn:ident => $body:expr) => {
        match $tx {
            $crate::db::Tx::Sqlite(tx) => {
                let $conn = &mut **tx;
                $body
            }
            $crate::db::Tx::Postgres(tx) => {
                let $conn = &mut **tx;
                $body
            }
        }
    };
}

/// All rows: `all!(tx, Row, "SELECT …", value, …)`.
macro_rules! all {
    ($tx:expr, $row:ty, $sql:expr $(, $value:expr)* $(,)?) => {
        in_tx!($tx, conn => sqlx::query_as::<_, $row>($sql)$(.bind($value))*.fetch_all(conn).await)?
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
        in_tx!($tx, conn => sqlx::query_as::<_, $row>($sql)$(.bind($value))*.fetch_optional(conn).await)?
    };
}

/// The one row that must be there.
macro_rules! one {
    ($tx:expr, $row:ty, $sql:expr $(, $value:expr)* $(,)?) => {
        in_tx!($tx, conn => sqlx::query_as::<_, $row>($sql)$(.bind($value))*.fetch_one(conn).await)?
    };
}

/// Runs a statement and gives how many rows it touched.
macro_rules! run {
    ($tx:expr, $sql:expr $(, $value:expr)* $(,)?) => {
        in_tx!($tx, conn => sqlx::query($sql)$(.bind($value))*.execute(conn).await.map(|done| done.rows_affected()))?
    };
}

/// All rows whose id is in a list: `among!(tx, Row, "SELECT … WHERE id IN (", &ids, ") ORDER BY …")`.
macro_rules! among {
    ($tx:expr, $row:ty, $before:expr, $ids:expr, $after:expr) => {{
        let mut rows: Vec<$row> = Vec::new();
        for ids in $ids.chunks($crate::db::MANY) {
            let found: Vec<$row> = in_tx!($tx, conn => {
                let mut query = sqlx::QueryBuilder::new($before);
                let mut list = query.separated(", ");
                for id in ids {
                    list.push_bind(*id);
                }
                query.push($after);
                query.build_query_as().persistent(false).fetch_all(conn).await
            })?;
            rows.extend(found);
        }
        rows
    }};
}

/// Inserts many rows in few statements: `insert!(tx, "INSERT INTO t (a, b) ", &rows, row => [row.a, row.b], " ON CONFLICT …")`.
macro_rules! insert {
    ($tx:expr, $into:expr, $rows:expr, $row:ident => [$($value:expr),* $(,)?], $after:expr) => {
        for rows in $rows.chunks($crate::db::MANY) {
            in_tx!($tx, conn => {
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
