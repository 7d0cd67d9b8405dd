//! Of a file: SQLite copies it, as one moment saw it, while others write.

use std::path::Path;

use sqlx::{
    ConnectOptions, Connection, Row, SqliteConnection,
    sqlite::{SqliteConnectOptions, SqliteJournalMode},
};

use super::{Checked, Contents};
use crate::open::{OpenError, from_sqlx};

pub(super) async fn back_up(from: &Path, to: &Path) -> Result<(Contents, Checked), OpenError> {
    let at = from.display().to_string();
    let failed = |error| from_sqlx(error, &at);
    // Only read: what lies in the log beside it stays there.
    let options = SqliteConnectOptions::new().filename(from).read_only(true).busy_timeout(crate::open::PATIENCE);
    let mut source = options.connect().await.map_err(failed)?;
    copy_into(&mut source, to).await.map_err(failed)?;
    source.close().await.map_err(failed)?;
    let contents = contents(to).await.map_err(failed)?;
    let contents = contents.ok_or_else(|| OpenError::Unusable { at, why: "it is not a whole database of Maatstaf".into() })?;
    Ok((contents, Checked::Restored))
}

/// The copy has no mark of a server (`held::marks`): put over a file that is served, it is known as another at once.
pub(crate) async fn copy_into(source: &mut SqliteConnection, to: &Path) -> sqlx::Result<()> {
    sqlx::query("VACUUM INTO $1").bind(to.display().to_string()).execute(&mut *source).await?;
    let mut copy = SqliteConnectOptions::new().filename(to).journal_mode(SqliteJournalMode::Delete).connect().await?;
    sqlx::query("PRAGMA user_version = 0").execute(&mut copy).await?;
    copy.close().await
}

/// `None` when it is not whole or not ours.
async fn contents(file: &Path) -> sqlx::Result<Option<Contents>> {
    let mut copy = SqliteConnectOptions::new().filename(file).read_only(true).connect().await?;
    let found: String = sqlx::query_scalar("PRAGMA integrity_check(1)").fetch_one(&mut copy).await?;
    let ours: i64 =
        sqlx::query_scalar("SELECT COUNT(*) FROM sqlite_schema WHERE type = 'table' AND name IN ('organisation', 'interview', 'ledger')")
            .fetch_one(&mut copy)
            .await?;
    if found != "ok" || ours != 3 {
        return Ok(None);
    }
    let row = sqlx::query("SELECT (SELECT COUNT(*) FROM organisation), (SELECT COUNT(*) FROM interview), (SELECT COUNT(*) FROM ledger)");
    let row = row.fetch_one(&mut copy).await?;
    copy.close().await?;
    Ok(Some(Contents { organisations: row.try_get(0)?, interviews: row.try_get(1)?, entries: row.try_get(2)? }))
}
