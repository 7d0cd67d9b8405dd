//! The key of the chains: from the configuration, or a file beside the SQLite file. After it may stand that the database was
//! sealed with it, which the database itself could be made to forget.

use std::{
    fs::{self, OpenOptions},
    io::{ErrorKind, Write},
    path::{Path, PathBuf},
};

use super::Stop;

/// The word for that.
const SEALED: &str = "sealed";

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Secret {
    pub(super) key: [u8; 32],
    /// Whether a database was sealed with it.
    pub(super) sealed: bool,
}

/// Reads the key.
pub(super) fn read(given: Option<&str>, url: &str) -> Result<Secret, Stop> {
    find(given, url)?
        .map_err(|path| Stop::new(format!("{} is not there, and the database was made with it. Nothing was written. Put the file back, or set MAATSTAF_SECRET to what it held.", path.display())))
}

/// Reads the key; makes it on SQLite. For where there is no database yet.
pub(super) fn read_or_make(given: Option<&str>, url: &str) -> Result<Secret, Stop> {
    find(given, url)?.or_else(|path| make(&path).map_err(|error| Stop::new(format!("{} cannot be written: {error}", path.display()))))
}

/// Remembers, in the file that holds the key, that the database is sealed.
pub(super) fn remember(given: Option<&str>, url: &str, secret: Secret) -> Result<(), Stop> {
    let Some(path) = beside(url).filter(|_| given.is_none() && !secret.sealed) else { return Ok(()) };
    let done = OpenOptions::new().append(true).open(&path).and_then(|mut file| {
        write!(file, "\n{SEALED}\n")?;
        file.sync_all()
    });
    done.map_err(|error| Stop::new(format!("{} cannot be written: {error}", path.display())))
}

/// Where the key is, in words.
pub(super) fn place(given: Option<&str>, url: &str) -> String {
    match beside(url).filter(|_| given.is_none()) {
        Some(path) => path.display().to_string(),
        None => "MAATSTAF_SECRET".to_owned(),
    }
}

/// The key, or the file that should hold it and is not there.
fn find(given: Option<&str>, url: &str) -> Result<Result<Secret, PathBuf>, Stop> {
    if let Some(text) = given {
        let secret = parse(text).ok_or_else(|| {
            Stop::new("MAATSTAF_SECRET must be 64 hex digits, and may end in :sealed. Make one with: openssl rand -hex 32")
        })?;
        return Ok(Ok(secret));
    }
    let Some(path) = beside(url) else {
        return Err(Stop::new(
            "With PostgreSQL, set MAATSTAF_SECRET to 64 hex digits, the same on every server. Make one with: openssl rand -hex 32",
        ));
    };
    let shown = path.display();
    match fs::read_to_string(&path) {
        Ok(text) => parse(&text)
            .map(Ok)
            .ok_or_else(|| Stop::new(format!("{shown} does not hold 64 hex digits. Put back the right file, or set MAATSTAF_SECRET."))),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(Err(path)),
        Err(error) => Err(Stop::new(format!("{shown} cannot be read: {error}"))),
    }
}

fn beside(url: &str) -> Option<PathBuf> {
    let file = url.strip_prefix("sqlite://").or_else(|| url.strip_prefix("sqlite:"))?;
    let file = file.split('?').next().unwrap_or(file);
    Some(PathBuf::from(format!("{file}.secret")))
}

fn parse(text: &str) -> Option<Secret> {
    let mut words = text.split([':', '\n', '\r', ' ']).filter(|word| !word.is_empty());
    let hex = words.next()?;
    let sealed = match words.next() {
        None => false,
        Some(SEALED) if words.next().is_none() => true,
        Some(_) => return None,
    };
    if hex.len() != 64 || !hex.is_ascii() {
        return None;
    }
    let mut key = [0u8; 32];
    for (byte, digits) in key.iter_mut().zip(hex.as_bytes().chunks(2)) {
        *byte = u8::from_str_radix(std::str::from_utf8(digits).ok()?, 16).ok()?;
    }
    Some(Secret { key, sealed })
}

fn make(path: &Path) -> std::io::Result<Secret> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    let mut key = [0u8; 32];
    (crate::random())(&mut key);
    let hex = crate::system::hex(&key);
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(path)?;
    // A database that is made now is sealed from its first row.
    writeln!(file, "{hex}\n{SEALED}")?;
    file.sync_all()?;
    Ok(Secret { key, sealed: true })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_64_hex_digits_and_nothing_else() {
        let hex = "0123456789abcdef".repeat(4);
        let read = |text: &str| parse(text).map(|secret| (secret.key[1], secret.sealed));
        assert_eq!(read(&format!(" {hex}\n")), Some((0x23, false)));
        for sealed in [format!("{hex}:sealed"), format!("{hex}\nsealed\n"), format!("{hex}\r\n\r\nsealed\r\n")] {
            assert_eq!(read(&sealed), Some((0x23, true)), "{sealed:?}");
        }
        let more = [format!("{hex}00"), format!("{hex}:open"), format!("{hex}:sealed:x")];
        for wrong in [&hex[1..], "", "sealed", &hex.replace('a', "g"), &more[0], &more[1], &more[2]] {
            assert_eq!(parse(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn the_file_stands_beside_the_database_and_nowhere_for_postgres() {
        assert_eq!(beside("sqlite://data/maatstaf.db?x=1"), Some(PathBuf::from("data/maatstaf.db.secret")));
        assert_eq!(beside("postgres://localhost/maatstaf"), None);
    }
}
