//! The SQLite file that was opened, and whether it still is what stands in its place.
//!
//! What is written to a file that was renamed over, or into one that somebody copies another over, nobody will ever read. So the
//! file is looked at before every transaction and again before its answer. A copy keeps device and inode; a server therefore
//! gives its file a mark in the header that no copy of an hour ago has (`marks`).

mod marks;

use std::{
    fs,
    path::{Path, PathBuf},
    sync::{
        Arc, OnceLock,
        atomic::{AtomicU32, Ordering},
    },
};

use sqlx::SqlitePool;

use crate::{Error, Result};
use marks::Marks;

/// Commits after which what stands in the log beside the file goes into it. SQLite would do so by itself, and then into whatever
/// file is there by that time.
const COMMITS: u32 = 32;

pub(crate) struct Held {
    path: PathBuf,
    writer: SqlitePool,
    identity: Identity,
    marks: Marks,
    lost: OnceLock<Lost>,
    commits: AtomicU32,
}

/// What became of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Lost {
    /// Another has its name.
    Replaced,
    /// It holds something else.
    Overwritten,
}

/// Which file it is, whatever its name.
#[derive(Debug, PartialEq, Eq)]
struct Identity {
    #[cfg(unix)]
    device: u64,
    #[cfg(unix)]
    inode: u64,
}

impl Identity {
    fn of(file: &fs::Metadata) -> Self {
        #[cfg(not(unix))]
        let _ = file;
        #[cfg(unix)]
        use std::os::unix::fs::MetadataExt;
        Self {
            #[cfg(unix)]
            device: file.dev(),
            #[cfg(unix)]
            inode: file.ino(),
        }
    }
}

impl Held {
    pub(crate) fn new(path: PathBuf, writer: SqlitePool) -> std::io::Result<Arc<Self>> {
        let identity = Identity::of(&fs::metadata(&path)?);
        Ok(Arc::new(Self { path, writer, identity, marks: Marks::default(), lost: OnceLock::new(), commits: AtomicU32::new(0) }))
    }

    pub(crate) fn path(&self) -> &Path {
        &self.path
    }

    /// Whether nothing is answered for any more.
    pub(crate) fn is_lost(&self) -> bool {
        self.lost.get().is_some()
    }

    /// Refuses from the moment that the file is another, until a restart.
    pub(crate) fn present(&self) -> Result<()> {
        if self.is_lost() {
            return Err(Error::Replaced);
        }
        // One that was deleted may be put back.
        let Ok(file) = fs::metadata(&self.path) else {
            tracing::error!(file = %self.path.display(), "the database file is gone");
            return Err(Error::Unavailable);
        };
        match self.became(&file) {
            None => Ok(()),
            Some(lost) => self.lose(lost),
        }
    }

    fn became(&self, file: &fs::Metadata) -> Option<Lost> {
        if Identity::of(file) != self.identity {
            return Some(Lost::Replaced);
        }
        (!self.marks.are_right(&self.path, file)).then_some(Lost::Overwritten)
    }

    fn lose(&self, lost: Lost) -> Result<()> {
        if self.lost.set(lost).is_ok() {
            let file = self.path.display();
            let how = match lost {
                Lost::Replaced => "another file has its name",
                Lost::Overwritten => "another was copied over it",
            };
            tracing::error!(
                "the database file {file} was replaced while it was served: {how}. Nothing is saved any more. Stop Maatstaf, see to it that the right file stands there, and start it again"
            );
            if lost == Lost::Overwritten {
                self.keep_from_writing();
            }
        }
        Err(Error::Replaced)
    }

    /// After a commit, before it is answered for.
    pub(crate) async fn committed(&self) -> Result<()> {
        self.present()?;
        if self.commits.fetch_add(1, Ordering::Relaxed) + 1 >= COMMITS {
            self.commits.store(0, Ordering::Relaxed);
            self.checkpoint("PRAGMA wal_checkpoint(PASSIVE)").await?;
            self.present()?;
        }
        Ok(())
    }

    /// Writes what stands in the log into the file, once more seen to be ours. `true` when nothing is left to write.
    async fn checkpoint(&self, how: &'static str) -> Result<bool> {
        let Ok(mut connection) = self.writer.acquire().await else { return Ok(false) };
        if !self.marks.stand_in(&self.path) {
            self.lose(Lost::Overwritten)?;
        }
        let done: sqlx::Result<(i64, i64, i64)> = sqlx::query_as(how).fetch_one(&mut *connection).await;
        // No room to do it in, or somebody reads: later is as good.
        Ok(done.is_ok_and(|(busy, all, written)| busy == 0 && all == written))
    }

    /// Gives the file a new mark. Who serves does so at the start and every hour; nobody else does.
    pub(crate) async fn mark(&self, random: &(dyn Fn(&mut [u8]) + Send + Sync)) -> Result<()> {
        self.present()?;
        let mut bytes = [0; 4];
        random(&mut bytes);
        let mark = u32::from_be_bytes(bytes) >> 1 | 1;
        self.marks.may_be(mark);
        let sql = sqlx::AssertSqlSafe(format!("PRAGMA user_version = {mark}"));
        sqlx::query(sql).execute(&self.writer).await?;
        self.checkpoint("PRAGMA wal_checkpoint(TRUNCATE)").await?;
        self.marks.begin(&self.path, mark);
        Ok(())
    }

    /// A file without its name still takes what stands in the log, which then does not lie beside the new one and change that at
    /// the next start.
    pub(crate) async fn before_closing(&self) {
        match self.lost.get() {
            Some(Lost::Replaced) => {
                if let Ok(mut connection) = self.writer.acquire().await {
                    let done = sqlx::query("PRAGMA wal_checkpoint(TRUNCATE)").execute(&mut *connection).await;
                    if let Err(error) = done {
                        tracing::error!(%error, "the log of the file that was replaced still lies beside the new one");
                    }
                }
            }
            Some(Lost::Overwritten) | None => {}
        }
    }

    /// Closing the last connection would write what stands in the log into what was copied, and so would the next start: no
    /// connection is closed, and the log goes aside.
    fn keep_from_writing(&self) {
        std::mem::forget(self.writer.clone());
        let log = |end: &str| PathBuf::from(format!("{}-wal{end}", self.path.display()));
        if let Err(error) = fs::rename(log(""), log(".before-copy")) {
            tracing::error!(%error, "the log of the file that was there before still lies beside the copy");
        }
    }

    /// Whether its connections stay as they are at the end.
    pub(crate) fn stays_open(&self) -> bool {
        self.lost.get() == Some(&Lost::Overwritten)
    }
}
