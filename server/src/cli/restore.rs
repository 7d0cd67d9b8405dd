//! `maatstaf restore`: puts a backup in the place of the database, and keeps what was there.

use std::{
    fs, io,
    path::{Path, PathBuf},
    time::Duration,
};

use clap::Args;
use domain::time::Zone;
use store::{Scratch, Store, Taken};
use text::terminal;

use super::{
    DATABASE, Database, Stop,
    copy::{self, Copy},
    open, say, secret,
    secret::Secret,
    verify::{UNKNOWN, verified},
};

#[derive(Debug, Args)]
pub(super) struct Restore {
    /// The backup, as `maatstaf backup` made it.
    file: PathBuf,
    #[command(flatten)]
    database: Database,
}

impl Restore {
    /// Exits with 0 when it was done, 1 when the backup is not whole, 2 when it could not be done; then nothing has changed.
    pub(super) async fn run(self) -> Result<u8, Stop> {
        self.put().await.map_err(|stop| Stop { code: UNKNOWN, ..stop })
    }

    async fn put(&self) -> Result<u8, Stop> {
        let url = self.database.url.as_deref().unwrap_or(DATABASE);
        if !self.file.is_file() {
            return Err(Stop::new(terminal::no_backup_there(&self.file.display().to_string())));
        }
        let broken = match Store::file(url) {
            Some(place) => self.in_file(url, &place).await?,
            None => self.in_postgres(url).await?,
        };
        for line in &broken {
            say(line);
        }
        say(if broken.is_empty() { terminal::RESTORED } else { terminal::NOT_WHOLE });
        Ok(u8::from(!broken.is_empty()))
    }

    fn secret(&self, url: &str) -> Result<Secret, Stop> {
        secret::read(self.database.secret.as_deref(), url)
    }

    async fn in_file(&self, url: &str, place: &Path) -> Result<Vec<String>, Stop> {
        let _nobody_serves_it = self.database.hold(DATABASE, Duration::ZERO).await?;
        let secret = self.secret(url)?;
        // Beside its place, so that it gets there in one step.
        let copy = Copy::of(&self.file, Some(copy::folder_of(place)))?;
        let look = async { verified(open(copy.url(), secret).await?).await };
        let broken = look.await.map_err(|stop| copy.named(stop))?;
        if !broken.is_empty() {
            return Ok(broken);
        }
        let failed = |why: io::Error| Stop::new(terminal::cannot_write(&place.display().to_string(), &why.to_string()));
        copy::keep(&copy.file).map_err(failed)?;
        if let Some(aside) = aside(place).map_err(failed)? {
            say(&terminal::kept_aside(&aside.display().to_string()));
        }
        fs::rename(&copy.file, place).map_err(failed)?;
        copy::sync(copy::folder_of(place)).map_err(failed)?;
        verified(open(url.to_owned(), secret).await?).await
    }

    async fn in_postgres(&self, url: &str) -> Result<Vec<String>, Stop> {
        let failed = |error: store::OpenError| Stop::new(error.to_string());
        match Taken::of(url).await.map_err(failed)? {
            Some(Taken::Served) => return Err(Stop::new(terminal::SERVED)),
            Some(Taken::Filled) => return Err(Stop::new(terminal::EMPTY_NEEDED)),
            None => {}
        }
        let secret = self.secret(url)?;
        if let Some(scratch) = Scratch::make(url).await.map_err(failed)? {
            let looked = async {
                store::put_back(&scratch.url, &self.file).await.map_err(failed)?;
                verified(open(scratch.url.clone(), secret).await?).await
            };
            let looked = looked.await;
            scratch.remove().await.map_err(failed)?;
            let broken = looked?;
            if !broken.is_empty() {
                return Ok(broken);
            }
        }
        store::put_back(url, &self.file).await.map_err(failed)?;
        verified(open(url.to_owned(), secret).await?).await
    }
}

/// Moves what stands in this place to one name with the time in it; gives that name.
fn aside(place: &Path) -> io::Result<Option<PathBuf>> {
    if !place.exists() {
        return Ok(None);
    }
    let now = Zone::named("UTC").moment((crate::clock())()).local.iso().replace([':', '-'], "");
    let mut aside = copy::with(place, &format!(".before-restore-{now}"));
    let mut again = 1;
    while aside.exists() {
        again += 1;
        aside = copy::with(place, &format!(".before-restore-{now}-{again}"));
    }
    for end in ["", "-wal", "-shm"] {
        match fs::rename(copy::with(place, end), copy::with(&aside, end)) {
            Err(error) if error.kind() == io::ErrorKind::NotFound && !end.is_empty() => {}
            done => done?,
        }
    }
    Ok(Some(aside))
}
