//! The folder `target/site`: every file flat, with a `.br` and a `.gz` beside it, written only where the bytes changed.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use sha2::{Digest, Sha256};

use super::Mode;
use crate::shell::kilobytes;

#[derive(Default)]
pub(super) struct Site {
    files: BTreeMap<String, Vec<u8>>,
}

/// One file's bytes: as they are, and over the wire.
pub(super) struct Size {
    name: String,
    raw: usize,
    brotli: usize,
}

impl Site {
    pub(super) fn add(&mut self, name: &str, bytes: Vec<u8>) {
        self.files.insert(name.to_owned(), bytes);
    }

    /// The name of this site in URLs: another byte, another name.
    fn hash(&self) -> String {
        let mut hash = Sha256::new();
        for (name, bytes) in &self.files {
            hash.update(name.as_bytes());
            hash.update(bytes.len().to_le_bytes());
            hash.update(bytes);
        }
        hexadecimal(&hash.finalize())[..16].to_owned()
    }

    pub(super) fn write(&self, folder: &Path, recipe: &str, mode: Mode) -> Result<Vec<Size>> {
        std::fs::create_dir_all(folder).with_context(|| format!("making {}", folder.display()))?;
        let mut sizes = Vec::new();
        let mut written = BTreeSet::from(["hash".to_owned()]);
        let _ = std::fs::remove_file(note(folder));
        for (name, bytes) in &self.files {
            let (br, gz) = (brotli(bytes, mode)?, gzip(bytes, mode)?);
            sizes.push(Size { name: name.clone(), raw: bytes.len(), brotli: br.len() });
            for (name, bytes) in [(name.clone(), bytes), (format!("{name}.br"), &br), (format!("{name}.gz"), &gz)] {
                write_changed(&folder.join(&name), bytes)?;
                written.insert(name);
            }
        }
        write_changed(&folder.join("hash"), self.hash().as_bytes())?;
        for entry in folder.read_dir()? {
            let entry = entry?;
            if entry.path().is_file() && !written.contains(&*entry.file_name().to_string_lossy()) {
                std::fs::remove_file(entry.path())?;
            }
        }
        std::fs::write(note(folder), recipe)?;
        Ok(sizes)
    }
}

/// Everything the site is made from.
pub(super) fn recipe(client: &[u8], site: &Site, mode: Mode, optimiser: Option<&Path>) -> String {
    let mut hash = Sha256::new();
    hash.update(client);
    hash.update(site.hash());
    hash.update([u8::from(mode == Mode::Quick)]);
    hash.update(format!("{optimiser:?}"));
    // A chore that was changed may do its work differently.
    if let Some(ourselves) = std::env::current_exe().ok().and_then(|path| std::fs::read(path).ok()) {
        hash.update(ourselves);
    }
    hexadecimal(&hash.finalize())
}

pub(super) fn is_current(folder: &Path, recipe: &str) -> bool {
    folder.join("hash").exists() && std::fs::read_to_string(note(folder)).is_ok_and(|made_by| made_by == recipe)
}

/// Says by which recipe the site was made, so that the same work is not done twice. Beside the site, not in it.
fn note(folder: &Path) -> PathBuf {
    folder.with_extension("made-by")
}

pub(super) fn table(sizes: &[Size]) -> String {
    let mut table = String::new();
    let mut line = |name: &str, raw: usize, brotli: usize| {
        let _ = writeln!(table, "  {name:<16} {:>11} {:>11} brotli", kilobytes(raw), kilobytes(brotli));
    };
    let (mut raw, mut brotli) = (0, 0);
    for size in sizes {
        line(&size.name, size.raw, size.brotli);
        if [".js", ".wasm", ".css"].iter().any(|it| size.name.ends_with(it)) {
            raw += size.raw;
            brotli += size.brotli;
        }
    }
    line("js + wasm + css", raw, brotli);
    table
}

/// Untouched files keep their date, so cargo does not build the server again.
fn write_changed(file: &Path, bytes: &[u8]) -> Result<()> {
    if std::fs::read(file).is_ok_and(|old| old == bytes) {
        return Ok(());
    }
    std::fs::write(file, bytes).with_context(|| format!("writing {}", file.display()))
}

fn brotli(bytes: &[u8], mode: Mode) -> Result<Vec<u8>> {
    let quality = if mode == Mode::Small { 11 } else { 4 };
    let mut compressed = Vec::new();
    let parameters = brotli::enc::BrotliEncoderParams { quality, lgwin: 22, size_hint: bytes.len(), ..Default::default() };
    brotli::BrotliCompress(&mut &*bytes, &mut compressed, &parameters)?;
    Ok(compressed)
}

fn gzip(bytes: &[u8], mode: Mode) -> Result<Vec<u8>> {
    let level = if mode == Mode::Small { 9 } else { 1 };
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::new(level));
    encoder.write_all(bytes)?;
    Ok(encoder.finish()?)
}

fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}
