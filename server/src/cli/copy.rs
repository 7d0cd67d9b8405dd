//! A copy of a SQLite file to look at, where nothing may be written beside the file itself or nothing of it may change.

use std::{
    fs, io,
    path::{Path, PathBuf},
    time::SystemTime,
};

use tempfile::TempDir;
use text::terminal;

use super::Stop;

pub(super) struct Copy {
    /// Removed when this goes.
    _folder: TempDir,
    pub(super) file: PathBuf,
    from: String,
}

impl Copy {
    /// In this folder, or where temporary files go.
    pub(super) fn of(file: &Path, folder: Option<&Path>) -> Result<Self, Stop> {
        let from = file.display().to_string();
        let failed = |error: io::Error| Stop::new(terminal::no_copy(&from, &error.to_string()));
        let before = state(file);
        let folder = folder.map_or_else(TempDir::new, TempDir::new_in).map_err(failed)?;
        let copy = folder.path().join("copy.db");
        for end in ["", "-wal"] {
            let (from, to) = (with(file, end), with(&copy, end));
            if end.is_empty() || from.exists() {
                fs::copy(&from, &to).map_err(failed)?;
                ours(&to).map_err(failed)?;
            }
        }
        if state(file) != before {
            return Err(Stop::new(terminal::in_use(&from)));
        }
        Ok(Self { _folder: folder, file: copy, from })
    }

    pub(super) fn url(&self) -> String {
        format!("sqlite://{}", self.file.display())
    }

    /// What is said of the copy is said of the file.
    pub(super) fn named(&self, stop: Stop) -> Stop {
        Stop { message: stop.message.replace(&self.file.display().to_string(), &self.from), ..stop }
    }
}

/// Whether SQLite may write what it writes even to read: the file, and its log beside it.
pub(super) fn may_write(file: &Path) -> bool {
    fs::OpenOptions::new().append(true).open(file).is_ok() && tempfile::tempfile_in(folder_of(file)).is_ok()
}

/// The name of a file with this behind it, as SQLite names what lies beside it.
pub(super) fn with(file: &Path, end: &str) -> PathBuf {
    let mut name = file.as_os_str().to_owned();
    name.push(end);
    name.into()
}

fn state(file: &Path) -> [Option<(SystemTime, u64)>; 2] {
    let of = |file: PathBuf| fs::metadata(file).ok().and_then(|file| Some((file.modified().ok()?, file.len())));
    [of(file.to_owned()), of(with(file, "-wal"))]
}

/// For this account's eyes and hands alone, whatever the file's own mode.
fn ours(file: &Path) -> io::Result<()> {
    #[cfg(unix)]
    return fs::set_permissions(file, std::os::unix::fs::PermissionsExt::from_mode(0o600));
    #[cfg(not(unix))]
    Ok(())
}

/// The same, and it is on disk.
pub(super) fn keep(file: &Path) -> io::Result<()> {
    ours(file)?;
    fs::File::open(file)?.sync_all()
}

/// That a file has a name is on disk as well.
pub(super) fn sync(folder: &Path) -> io::Result<()> {
    #[cfg(unix)]
    fs::File::open(folder)?.sync_all()?;
    Ok(())
}

pub(super) fn folder_of(file: &Path) -> &Path {
    file.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."))
}
