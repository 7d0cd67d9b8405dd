//! From a clone to a site on localhost.

use std::process::Command;

use anyhow::{Context, Result};

use crate::front_end::Mode;
use crate::release;

pub(crate) fn run(arguments: &[String]) -> Result<()> {
    let (ours, theirs): (Vec<_>, Vec<_>) = arguments.iter().partition(|it| *it == "--dev");
    let server = release::build(if ours.is_empty() { Mode::Small } else { Mode::Quick })?;
    // In the folder of whoever called, as if they had started it themselves.
    let mut server = Command::new(server);
    server.args(["serve", "--demo"]).args(theirs);
    become_it(&mut server).context("starting maatstaf")
}

/// On Unix the server takes this process over, so that Ctrl-C and its exit status are its own.
#[cfg(unix)]
fn become_it(server: &mut Command) -> Result<()> {
    use std::os::unix::process::CommandExt as _;
    Err(server.exec().into())
}

#[cfg(not(unix))]
fn become_it(server: &mut Command) -> Result<()> {
    let status = server.status()?;
    anyhow::ensure!(status.success(), "maatstaf ended with {status}");
    Ok(())
}
