//! From the crate `client` to a script and a wasm file.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail, ensure};

use super::Mode;
use crate::shell;

const TARGET: &str = "wasm32-unknown-unknown";

const SMALLEST: [&str; 10] = [
    "-Oz",
    "--strip-debug",
    "--strip-producers",
    "--enable-bulk-memory",
    "--enable-bulk-memory-opt",
    "--enable-nontrapping-float-to-int",
    "--enable-reference-types",
    "--enable-multivalue",
    "--enable-mutable-globals",
    "--enable-sign-ext",
];

/// Adds the standard library for wasm, when the compiler at hand lacks it.
pub(crate) fn install_target() -> Result<()> {
    let sysroot = shell::output(shell::command("rustc").args(["--print", "sysroot"]))?;
    if Path::new(sysroot.trim()).join("lib/rustlib").join(TARGET).exists() {
        return Ok(());
    }
    if shell::which("rustup").is_none() {
        bail!(
            "the compiler cannot build for the browser, and rustup is not here to add that; install Rust from https://rustup.rs, or add the target {TARGET} by hand"
        );
    }
    shell::step("rustup adds the wasm target", || shell::run(shell::command("rustup").args(["target", "add", TARGET])), |()| String::new())
}

pub(super) fn compile() -> Result<Vec<u8>> {
    shell::run(&mut shell::cargo(["build", "-p", "client", "--target", TARGET, "--profile", "wasm-release"]))?;
    let file = shell::target().join(TARGET).join("wasm-release/client.wasm");
    std::fs::read(&file).with_context(|| format!("reading {}", file.display()))
}

/// What `wasm-bindgen --target web` does: the script and the wasm it loads.
pub(super) fn bind(client: Vec<u8>) -> Result<(String, Vec<u8>)> {
    let mut bindgen = wasm_bindgen_cli_support::Bindgen::new();
    bindgen.input_bytes("maatstaf", client).web(true)?.typescript(false).remove_name_section(true).remove_producers_section(true);
    let mut output = bindgen.generate_output()?;
    let alone = output.snippets().values().all(Vec::is_empty) && output.local_modules().is_empty() && output.npm_dependencies().is_empty();
    ensure!(alone, "a crate brings JavaScript files of its own; the site has room for one script only");
    Ok((output.js().to_owned(), output.wasm_mut().emit_wasm()))
}

/// Where wasm-opt is; fetched with npm when it is nowhere. Without it everything works, with more bytes to load.
pub(super) fn optimiser(mode: Mode) -> Option<PathBuf> {
    if mode == Mode::Quick {
        return None;
    }
    let ours = shell::root().join("target/tools/node_modules/.bin/wasm-opt");
    let found = shell::which("wasm-opt")
        .or_else(|| [ours.clone(), shell::root().join("end2end/node_modules/.bin/wasm-opt")].into_iter().find(|file| file.is_file()));
    found.or_else(|| match fetch() {
        Ok(()) => Some(ours),
        Err(error) => {
            eprintln!("  without wasm-opt, so the site is larger than it could be: {error:#}");
            None
        }
    })
}

fn fetch() -> Result<()> {
    ensure!(shell::which("npm").is_some(), "it is not on the PATH, and there is no npm to fetch it (package `binaryen`)");
    let folder = shell::root().join("target/tools");
    std::fs::create_dir_all(&folder)?;
    std::fs::write(folder.join("package.json"), include_str!("../../tools/package.json"))?;
    std::fs::write(folder.join("package-lock.json"), include_str!("../../tools/package-lock.json"))?;
    let npm = ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"];
    shell::step("npm fetches wasm-opt", || shell::run(shell::command("npm").args(npm).current_dir(&folder)), |()| String::new())
}

pub(super) fn optimise(tool: &Path, wasm: Vec<u8>) -> Result<Vec<u8>> {
    let folder = shell::target().join("wasm-opt");
    std::fs::create_dir_all(&folder)?;
    let (before, after) = (folder.join("in.wasm"), folder.join("out.wasm"));
    std::fs::write(&before, wasm)?;
    shell::run(shell::command(tool).args(SMALLEST).arg(&before).arg("-o").arg(&after))?;
    std::fs::read(&after).with_context(|| format!("reading {}", after.display()))
}
