//! `maatstaf verify`: one line for each row that is not what it was.

use store::Store;

use super::{
    DATABASE, Database, Stop,
    copy::{Copy, may_write},
    open, say, secret,
};

/// It could not look: neither well nor tampered with.
pub(super) const UNKNOWN: u8 = 2;

/// Exits with 0 when all is well, 1 when something is named, 2 when it could not look.
pub(super) async fn run(database: &Database) -> Result<u8, Stop> {
    let broken = look(database).await.map_err(|stop| Stop { code: UNKNOWN, ..stop })?;
    for line in &broken {
        say(line);
    }
    Ok(u8::from(!broken.is_empty()))
}

async fn look(database: &Database) -> Result<Vec<String>, Stop> {
    let url = database.existing(DATABASE)?;
    match Store::file(&url).filter(|file| !may_write(file)) {
        None => verified(database.open_existing(DATABASE).await?).await,
        // SQLite cannot read a file with a log where it may not write.
        Some(file) => {
            let secret = secret::read(database.secret.as_deref(), &url)?;
            let copy = Copy::of(&file, None)?;
            let look = async { verified(open(copy.url(), secret).await?).await };
            look.await.map_err(|stop| copy.named(stop))
        }
    }
}

/// What is not as it was, by a store that is closed afterwards.
pub(super) async fn verified(store: Store) -> Result<Vec<String>, Stop> {
    let broken = store.verify().await.map_err(|error| Stop::new(format!("The database could not be read to its end: {error}.")));
    store.close().await;
    broken
}
