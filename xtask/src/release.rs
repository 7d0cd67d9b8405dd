//! One file with everything in it.

use std::path::PathBuf;

use anyhow::Result;

use crate::front_end::{self, Mode};
use crate::shell::{self, Clock, kilobytes, step};

/// Builds the site and the server around it; returns the server's file.
pub(crate) fn build(mode: Mode) -> Result<PathBuf> {
    let clock = Clock::start();
    front_end::build(mode)?;
    let mut cargo = shell::cargo(["build", "-p", "server", "--bin", "maatstaf"]);
    if mode == Mode::Small {
        cargo.arg("--release");
    }
    step("the server with the site inside", || shell::run(&mut cargo), |()| String::new())?;
    let folder = if mode == Mode::Small { "release" } else { "debug" };
    let file = shell::target().join(folder).join(format!("maatstaf{}", std::env::consts::EXE_SUFFIX));
    let size = usize::try_from(std::fs::metadata(&file)?.len())?;
    eprintln!("\n{}  {}, in {:.0} s\n", file.display(), kilobytes(size), clock.seconds());
    Ok(file)
}
