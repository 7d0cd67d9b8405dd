//! The key of the chains: from the configuration, or a file beside the SQLite file.

use std::{
    fs::{self, OpenOptions},
    io::{ErrorKind, Write},
    path::{Path, PathBuf},
};

use super::Stop;

/// Reads the key.
pub(super) fn read(given: Option<&str>, url: &str) -> Result<[u8; 32], Stop> {
    find(given, url)?
        .map_err(|path| Stop::new(format!("{} is not there, and the database was made with it. Nothing was written. Put the file back, or set MAATSTAF_SECRET to what it held.", path.display())))
}

/// Reads the key; makes it on SQLite. For where there is no database yet.
pub(super) fn read_or_make(given: Option<&str>, url: &str) -> Result<[u8; 32], Stop> {
    find(given, url)?.or_else(|path| make(&path).map_err(|error| Stop::new(format!("{} cannot be written: {error}", path.display()))))
}

/// The key, or the file that should hold it and is not there.
fn find(given: Option<&str>, url: &str) -> Result<Result<[u8; 32], PathBuf>, Stop> {
    if let Some(hex) = given {
        let key = parse(hex).ok_or_else(|| Stop::new("MAATSTAF_SECRET must be 64 hex digits. Make one with: openssl rand -hex 32"))?;
        return Ok(Ok(key));
    }
    let Some(path) = beside(url) else {
        return Err(Stop::new(
            "With PostgreSQL, set MAATSTAF_SECRET to 64 hex digits, the same on every server. Make one with: openssl rand -hex 32",
        ));
    };
    let shown = path.display();
    match fs::read_to_string(&path) {
        Ok(hex) => parse(&hex)
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

fn parse(hex: &str) -> Option<[u8; 32]> {
    let hex = hex.trim();
    if hex.len() != 64 || !hex.is_ascii() {
        return None;
    }
    let mut key = [0u8; 32];
    for (byte, digits) in key.iter_mut().zip(hex.as_bytes().chunks(2)) {
        *byte = u8::from_str_radix(std::str::from_utf8(digits).ok()?, 16).ok()?;
    }
    Some(key)
}

fn make(path: &Path) -> std::io::Result<[u8; 32]> {
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
    writeln!(file, "{hex}")?;
    file.sync_all()?;
    Ok(key)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_64_hex_digits_and_nothing_else() {
        let hex = "0123456789abcdef".repeat(4);
        assert_eq!(parse(&format!(" {hex}\n")).map(|key| key[1]), Some(0x23));
        for wrong in [&hex[1..], "", &hex.replace('a', "g"), &format!("{hex}00")] {
            assert_eq!(parse(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn the_file_stands_beside_the_database_and_nowhere_for_postgres() {
        assert_eq!(beside("sqlite://data/maatstaf.db?x=1"), Some(PathBuf::from("data/maatstaf.db.secret")));
        assert_eq!(beside("postgres://localhost/maatstaf"), None);
    }
}
