//! Measures the binary that ships.

use anyhow::Result;

use crate::front_end::Mode;
use crate::{release, shell};

pub(crate) fn bench(names: &[String]) -> Result<()> {
    let server = release::build(Mode::Small)?;
    let mut bench = shell::cargo(["run", "--release", "--package", "tests", "--bin", "bench"]);
    shell::run(bench.arg("--").args(names).env("MAATSTAF_BIN", server))
}
