//! The browser's half: `target/site` with script, wasm, CSS and icons, each beside its compressed copies, and `hash`,
//! the name under which the server serves them for ever. The server's build script reads exactly this folder.

mod css;
mod site;
mod wasm;

use std::path::Path;

use anyhow::{Context, Result};

pub(crate) use wasm::install_target;

use crate::shell::{self, kilobytes, step};
use site::Site;

/// What to wait for.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Mode {
    /// As small as it gets, for everyone who will load it.
    Small,
    /// Quick turnaround while writing code.
    Quick,
}

pub(crate) fn build(mode: Mode) -> Result<()> {
    let root = shell::root();
    let folder = root.join("target/site");
    install_target()?;
    let client = step("the client as wasm", wasm::compile, |wasm| kilobytes(wasm.len()))?;

    let mut site = Site::default();
    site.add("maatstaf.css", css::join(&root.join("style/main.css"))?.into_bytes());
    for (name, bytes) in assets(&root.join("style/assets"))? {
        site.add(&name, bytes);
    }
    let recipe = site::recipe(&client, &site, mode, wasm::optimiser(mode).as_deref());
    if site::is_current(&folder, &recipe) {
        eprintln!("  the site in {} is up to date", folder.display());
        return Ok(());
    }

    let (script, wasm) = step("its JavaScript glue", || wasm::bind(client), |(_, wasm)| kilobytes(wasm.len()))?;
    let wasm = match wasm::optimiser(mode) {
        Some(tool) => step("wasm-opt", || wasm::optimise(&tool, wasm), |wasm| kilobytes(wasm.len()))?,
        None => wasm,
    };
    site.add("maatstaf.js", script.into_bytes());
    site.add("maatstaf.wasm", wasm);
    let sizes = step("compressing", || site.write(&folder, &recipe, mode), |_| String::new())?;
    eprint!("{}", site::table(&sizes));
    Ok(())
}

/// Icons and the like, served as they are.
fn assets(folder: &Path) -> Result<Vec<(String, Vec<u8>)>> {
    if !folder.exists() {
        return Ok(Vec::new());
    }
    let mut assets = Vec::new();
    for entry in folder.read_dir().with_context(|| format!("reading {}", folder.display()))? {
        let path = entry?.path();
        if let (true, Some(name)) = (path.is_file(), path.file_name().and_then(|it| it.to_str())) {
            assets.push((name.to_owned(), std::fs::read(&path).with_context(|| format!("reading {}", path.display()))?));
        }
    }
    assets.sort();
    Ok(assets)
}
