//! `maatstaf verify`: 0 when every chain is whole, 1 with a line for each row that is not, 2 when it could not look.

use std::{io::Write, path::Path};

use super::{DATABASE, Database, Stop, say};

impl Database {
    pub(super) async fn verify(self) -> u8 {
        match self.broken().await {
            Ok(broken) => {
                broken.iter().for_each(|line| say(line));
                u8::from(!broken.is_empty())
            }
            Err(stop) => {
                // Nobody to read it is no reason to stop.
                let _ = writeln!(std::io::stderr(), "{stop}");
                2
            }
        }
    }

    /// Who only looks makes nothing.
    async fn broken(&self) -> Result<Vec<String>, Stop> {
        let url = self.url.as_deref().unwrap_or(DATABASE);
        let file = url.strip_prefix("sqlite://").or_else(|| url.strip_prefix("sqlite:"));
        if let Some(file) = file.and_then(|file| file.split('?').next()).filter(|file| !Path::new(file).exists()) {
            return Err(Stop::new(format!("There is no database {file}.")));
        }
        let store = self.open(DATABASE).await?;
        store.verify().await.map_err(|error| Stop::new(format!("The database does not answer: {error}")))
    }
}
