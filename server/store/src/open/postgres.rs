//! A server of databases: reachable, durable, and with our tables.

use std::str::FromStr;

use sqlx::{ConnectOptions, Connection, PgConnection, postgres::PgConnectOptions};

use super::{OpenError, PATIENCE, from_sqlx};
use crate::db::{Db, Postgres};

pub(super) async fn open(url: &str) -> Result<(Db, String), OpenError> {
    let options = PgConnectOptions::from_str(url).map_err(|error| from_sqlx(error, "postgres"))?.application_name("maatstaf");
    let at = format!("{}:{}/{}", options.get_host(), options.get_port(), options.get_database().unwrap_or_default());
    // A pool would try again until its time is up and then forget why; one connection says it at once.
    let first = tokio::time::timeout(PATIENCE, options.connect()).await;
    let first = first.map_err(|_| OpenError::Unreachable { at: at.clone(), why: "it does not answer".into() })?;
    durable(first.map_err(|error| from_sqlx(error, &at))?, &at).await?;
    Ok((Db::Postgres(Postgres::opening(options)), at))
}

/// Acknowledged means on disk: a server that answers before that is refused.
async fn durable(mut connection: PgConnection, at: &str) -> Result<(), OpenError> {
    for (setting, sql, enough) in
        [("synchronous_commit", "SHOW synchronous_commit", ["on", "remote_apply"].as_slice()), ("fsync", "SHOW fsync", ["on"].as_slice())]
    {
        let value: String = sqlx::query_scalar(sql).fetch_one(&mut connection).await.map_err(|error| from_sqlx(error, at))?;
        if !enough.contains(&value.as_str()) {
            return Err(OpenError::Durability { at: at.to_owned(), setting, value, needed: "on" });
        }
    }
    connection.close().await.map_err(|error| from_sqlx(error, at))
}
