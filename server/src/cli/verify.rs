//! `maatstaf verify`: one line for each row that is not what it was.

use super::{DATABASE, Database, Stop, say};

/// It could not look: neither well nor tampered with.
const UNKNOWN: u8 = 2;

/// Exits with 0 when all is well, 1 when something is named, 2 when it could not look.
pub(super) async fn run(database: &Database) -> Result<u8, Stop> {
    let broken = look(database).await.map_err(|stop| Stop { code: UNKNOWN, ..stop })?;
    for line in &broken {
        say(line);
    }
    Ok(u8::from(!broken.is_empty()))
}

async fn look(database: &Database) -> Result<Vec<String>, Stop> {
    let store = database.open_existing(DATABASE).await?;
    let broken = store.verify().await.map_err(|error| Stop::new(format!("The database could not be read to its end: {error}.")))?;
    store.close().await;
    Ok(broken)
}
