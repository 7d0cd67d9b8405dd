//! Whether the secret is the one that keyed the chains. Two servers with different secrets on one database would break each
//! other's chains for good, so nothing at all is written before this is known.

use domain::ledger::keyed;

use super::{OpenError, from_sqlx};
use crate::{
    db::{Db, Lane, Tx},
    words,
};

/// Refuses another secret than the one that the database was made with. Writes nothing.
pub(super) async fn check(db: &Db, secret: &[u8; 32], at: &str) -> Result<(), OpenError> {
    let known = known(db).await.map_err(|error| from_sqlx(error, at))?;
    match known {
        Known::Empty => Ok(()),
        Known::Print(known) if known == print(secret) => Ok(()),
        Known::Print(_) => Err(OpenError::OtherSecret { at: at.to_owned() }),
        // Taking any secret now would let its owner forge everything.
        Known::Lost => Err(OpenError::SecretUnknown { at: at.to_owned() }),
    }
}

/// Keeps what later secrets are compared with. Of two servers that start together on an empty database one is refused.
pub(super) async fn keep(db: &Db, secret: &[u8; 32], at: &str) -> Result<(), OpenError> {
    let kept = kept(db, &print(secret)).await.map_err(|error| from_sqlx(error, at))?;
    if kept { Ok(()) } else { Err(OpenError::OtherSecret { at: at.to_owned() }) }
}

enum Known {
    /// Nobody has anything in it yet.
    Empty,
    Print(String),
    Lost,
}

async fn known(db: &Db) -> sqlx::Result<Known> {
    let mut tx = db.begin(Lane::Forms).await?;
    let known = look(&mut tx).await?;
    tx.end().await?;
    Ok(known)
}

async fn look(tx: &mut Tx) -> sqlx::Result<Known> {
    let ours = match tx {
        Tx::Sqlite(_) => "SELECT COUNT(*) FROM sqlite_schema WHERE type = 'table' AND name IN ('meta', 'organisation')",
        Tx::Postgres(_) => {
            "SELECT COUNT(*) FROM information_schema.tables
             WHERE table_schema = current_schema() AND table_name IN ('meta', 'organisation')"
        }
    };
    let (tables,) = one!(tx, (i64,), ours);
    if tables == 0 {
        return Ok(Known::Empty);
    }
    if let Some((print,)) = maybe!(tx, (String,), "SELECT value FROM meta WHERE name = 'secret'") {
        return Ok(Known::Print(print));
    }
    let (organisations,) = one!(tx, (i64,), "SELECT COUNT(*) FROM organisation");
    Ok(if organisations == 0 { Known::Empty } else { Known::Lost })
}

async fn kept(db: &Db, print: &str) -> sqlx::Result<bool> {
    let mut tx = db.begin(Lane::Forms).await?;
    run!(&mut tx, "INSERT INTO meta (name, value) VALUES ('secret', $1) ON CONFLICT (name) DO NOTHING", print);
    let (known,) = one!(&mut tx, (String,), "SELECT value FROM meta WHERE name = 'secret'");
    tx.end().await?;
    Ok(known == print)
}

fn print(secret: &[u8; 32]) -> String {
    words::hex(&keyed(secret, &[b"maatstaf secret"]))
}
