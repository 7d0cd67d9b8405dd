//! `maatstaf backup`: a copy of the whole database, while the server runs or not. The secret is not in it.

use std::{fs, path::PathBuf};

use clap::Args;
use store::Checked;
use tempfile::{TempDir, TempPath};
use text::terminal;

use super::{DATABASE, Database, Stop, copy, say, secret};

#[derive(Debug, Args)]
pub(super) struct Backup {
    /// Where it goes; never over a file that is there.
    file: PathBuf,
    #[command(flatten)]
    database: Database,
}

impl Backup {
    pub(super) async fn run(self) -> Result<(), Stop> {
        let url = self.database.existing(DATABASE)?;
        let shown = self.file.display().to_string();
        if self.file.exists() {
            return Err(Stop::new(terminal::backup_there(&shown)));
        }
        let failed = |why: std::io::Error| Stop::new(terminal::cannot_write(&shown, &why.to_string()));
        let folder = copy::folder_of(&self.file);
        // In a folder that nobody else looks into; whoever looks at the place of the backup sees it whole, or not.
        let making = TempDir::new_in(folder).map_err(failed)?;
        let made = making.path().join("backup");
        let (contents, checked) = store::back_up(&url, &made).await.map_err(|error| Stop::new(terminal::no_backup(&error.to_string())))?;
        copy::keep(&made).map_err(failed)?;
        let made = TempPath::try_from_path(&made).map_err(failed)?;
        made.persist_noclobber(&self.file).map_err(|error| failed(error.error))?;
        copy::sync(folder).map_err(failed)?;
        let size = fs::metadata(&self.file).map_or(0, |file| file.len());
        say(&terminal::backup_made(&shown, size, [contents.organisations, contents.interviews, contents.entries]));
        if checked == Checked::Read {
            say(terminal::BACKUP_ONLY_READ);
        }
        say(&terminal::secret_apart(&secret::place(self.database.secret.as_deref(), &url)));
        Ok(())
    }
}
