//! What other tools check: formatting, clippy, licences.

use anyhow::Result;

use crate::{front_end, shell};

pub(crate) fn formatting() -> Result<()> {
    shell::run(shell::command("cargo").args(["fmt", "--all", "--check"]))
}

/// The server's half and the browser's half apart: `ssr` and `hydrate` in one build would break both. The chores apart
/// as well, so that `cargo xtask` itself is not compiled a second time with other features.
pub(crate) fn clippy() -> Result<()> {
    front_end::install_target()?;
    let native = shell::cargo(["clippy", "--workspace", "--exclude", "client", "--exclude", "xtask", "--all-targets"]);
    let chores = shell::cargo(["clippy", "--package", "xtask", "--all-targets"]);
    let browser = shell::cargo(["clippy", "--package", "client", "--target", "wasm32-unknown-unknown"]);
    let mut failed = None;
    for mut part in [native, chores, browser] {
        part.arg("--keep-going");
        if let Err(error) = shell::run(part.args(["--", "-D", "warnings"])) {
            failed = Some(error);
        }
    }
    failed.map_or(Ok(()), Err)
}

pub(crate) fn deny() -> Result<()> {
    if shell::which("cargo-deny").is_none() {
        eprintln!("  not checked: cargo-deny is not installed (cargo install --locked cargo-deny)");
        return Ok(());
    }
    shell::run(shell::command("cargo").args(["deny", "--all-features", "check", "--hide-inclusion-graph", "bans", "licenses", "sources"]))
}
