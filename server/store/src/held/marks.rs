//! The number in the header of a file by which a server knows it: `user_version`, which SQLite keeps and never uses.

use std::{
    fs::{self, File},
    io::{Read, Seek, SeekFrom},
    path::Path,
    sync::Mutex,
    time::SystemTime,
};

/// Where the number stands in the file.
const OFFSET: u64 = 60;

/// What the file may say. Empty while nobody serves it: then it may say anything.
#[derive(Default)]
pub(super) struct Marks(Mutex<Known>);

#[derive(Default)]
struct Known {
    numbers: Vec<u32>,
    /// How the file was when it was last read: only a change is a reason to read it again.
    seen: Option<(SystemTime, u64)>,
}

impl Marks {
    /// Whether the file, which looks like this, says what it may say.
    pub(super) fn are_right(&self, path: &Path, file: &fs::Metadata) -> bool {
        let Ok(mut known) = self.0.lock() else { return false };
        let now = file.modified().ok().map(|time| (time, file.len()));
        if known.numbers.is_empty() || (now.is_some() && now == known.seen) {
            return true;
        }
        known.seen = now;
        known.has(path)
    }

    /// The same for a file whatever it looks like.
    pub(super) fn stand_in(&self, path: &Path) -> bool {
        self.0.lock().is_ok_and(|known| known.numbers.is_empty() || known.has(path))
    }

    /// A number that is about to be written, where there is one already.
    pub(super) fn may_be(&self, number: u32) {
        if let Ok(mut known) = self.0.lock()
            && !known.numbers.is_empty()
        {
            known.numbers.push(number);
        }
    }

    /// It was written, though perhaps to the log alone: then the file still says what it said.
    pub(super) fn begin(&self, path: &Path, number: u32) {
        let Ok(mut known) = self.0.lock() else { return };
        match read(path) {
            Some(now) if now == number => known.numbers = vec![number],
            Some(now) if known.numbers.is_empty() => known.numbers = vec![now, number],
            // What is read later says whether that is right. A new file may be in its log as a whole.
            Some(_) | None => {}
        }
    }
}

impl Known {
    /// One that is too short to say anything was begun to be overwritten.
    fn has(&self, path: &Path) -> bool {
        read(path).is_some_and(|number| self.numbers.contains(&number))
    }
}

fn read(path: &Path) -> Option<u32> {
    let mut file = File::open(path).ok()?;
    let mut bytes = [0; 4];
    file.seek(SeekFrom::Start(OFFSET)).ok()?;
    file.read_exact(&mut bytes).ok()?;
    Some(u32::from_be_bytes(bytes))
}
