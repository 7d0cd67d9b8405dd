//! A file that is there as a whole, or not at all.

use std::{io::Write, path::Path};

use tempfile::NamedTempFile;

use super::unusable;
use crate::cli::Stop;

/// Looks before the work is done, so that a mistyped folder costs nothing.
pub(super) fn is_writable(out: &Path) -> Result<(), Stop> {
    if out.is_dir() {
        return Err(unusable(format!("{} is a folder.", out.display())));
    }
    let folder = folder(out);
    if folder.is_dir() { Ok(()) } else { Err(unusable(format!("There is no folder {}.", folder.display()))) }
}

fn folder(out: &Path) -> &Path {
    out.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or_else(|| Path::new("."))
}

/// Beside its place first, then in its place in one step.
pub(super) fn write(out: &Path, content: &[u8]) -> Result<(), Stop> {
    let failed = |error: std::io::Error| Stop::new(format!("{}: {error}", out.display()));
    let mut file = NamedTempFile::new_in(folder(out)).map_err(failed)?;
    file.write_all(content).map_err(failed)?;
    file.as_file().sync_all().map_err(failed)?;
    file.persist(out).map_err(|error| failed(error.error))?;
    Ok(())
}
