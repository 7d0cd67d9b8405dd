//! A copy of a whole database at one moment, which holds everything that was acknowledged before it began. Making one changes
//! nothing of the database: no step is done and no seal is set, so it is not opened as a [`crate::Store`].

mod postgres;
mod sqlite;

use std::path::Path;

use crate::open::{self, OpenError};
pub(crate) use postgres::dump;
pub use postgres::{Scratch, Taken, put_back};
pub(crate) use sqlite::copy_into as copy_file;

/// How many rows of what people count a backup holds.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub struct Contents {
    pub organisations: i64,
    pub interviews: i64,
    pub entries: i64,
}

/// How a backup was looked at after it was made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Checked {
    /// It was put in another place, and was whole there.
    Restored,
    /// It was read to its end; this account may make no database to put it in.
    Read,
}

/// Writes a backup to a file that is not there yet, looks at it, and says what is in it.
pub async fn back_up(url: &str, to: &Path) -> Result<(Contents, Checked), OpenError> {
    match open::file(url) {
        Some(from) => sqlite::back_up(&from, to).await,
        None => postgres::back_up(url, to).await,
    }
}
