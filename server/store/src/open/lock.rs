//! One server per SQLite file: two would each know half of what is looked on at, and who replaces the file would not know whom
//! to stop. The lock is on a file beside it, which stays; its process ending, however it ends, takes the lock away.

use std::{
    fs::{File, OpenOptions, TryLockError},
    io,
    path::{Path, PathBuf},
    time::Duration,
};

use tokio::{sync::oneshot, time::timeout};

use super::{OpenError, from_io, sqlite};

/// The right to serve a file, until it is dropped.
#[derive(Debug)]
pub struct Hold {
    _lock: File,
}

impl Hold {
    /// Takes the right to serve the SQLite file of this address, and waits a while for who is just stopping. `None` where there is no
    /// file: a server of databases serves many.
    pub async fn of(url: &str, patience: Duration) -> Result<Option<Self>, OpenError> {
        let Some(file) = sqlite::file(url) else { return Ok(None) };
        let unreachable = |error: io::Error| from_io(&error, &file);
        let lock = open(&file).map_err(unreachable)?;
        match lock.try_lock() {
            Ok(()) => return Ok(Some(Self { _lock: lock })),
            Err(TryLockError::Error(error)) => return Err(unreachable(error)),
            Err(TryLockError::WouldBlock) => {}
        }
        let (locked, waiting) = oneshot::channel();
        // A thread of its own: one of the runtime's would be waited for at the end.
        std::thread::spawn(move || {
            let done = lock.lock().map(|()| lock);
            // Who waited may have gone; then the lock goes too.
            let _ = locked.send(done);
        });
        match timeout(patience, waiting).await {
            Ok(Ok(Ok(lock))) => Ok(Some(Self { _lock: lock })),
            Ok(Ok(Err(error))) => Err(unreachable(error)),
            Ok(Err(_)) | Err(_) => Err(OpenError::Served { at: file.display().to_string() }),
        }
    }
}

/// By its own name, so that two links to it are one.
fn open(file: &Path) -> io::Result<File> {
    sqlite::make_folder(file)?;
    let mut lock = file.canonicalize().unwrap_or_else(|_| file.to_owned()).into_os_string();
    lock.push(".lock");
    let mut options = OpenOptions::new();
    options.write(true).create(true).truncate(false);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(PathBuf::from(lock))
}
