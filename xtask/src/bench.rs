//! Measures the binary that ships, on both databases, and stages faults on it.

use std::path::PathBuf;

use anyhow::Result;

use crate::front_end::Mode;
use crate::test::postgres::Postgres;
use crate::{release, shell};

pub(crate) fn bench(names: &[String]) -> Result<()> {
    let server = release::build(Mode::Small)?;
    let wanted = |bench: &str| names.is_empty() || names.iter().any(|name| name == bench);
    let mut bench = shell::cargo(["run", "--release", "--package", "tests", "--bin", "bench"]);
    if wanted("live") {
        shell::run(shell::cargo(["build", "--release", "--package", "server", "--example", "baseline"]).env("CARGO_TERM_QUIET", "true"))?;
        bench.env("MAATSTAF_BASELINE", server.with_file_name("examples").join("baseline"));
    }
    // Only these are measured on PostgreSQL too.
    let postgres = if ["compare", "live", "scale", "trips"].into_iter().any(wanted) { Some(Postgres::start()?) } else { None };
    bench.arg("--").args(names).env("MAATSTAF_BIN", server);
    if let Some(postgres) = &postgres {
        bench.env("MAATSTAF_TEST_POSTGRES", postgres.url());
    }
    if wanted("compare") || wanted("report") {
        bench.env("MAATSTAF_END2END", shell::root().join("end2end"));
        match python() {
            Ok(python) => drop(bench.env("MAATSTAF_PYTHON", python)),
            Err(error) => eprintln!("  nothing is compared with Python: {error:#}"),
        }
    }
    shell::run(&mut bench)
}

pub(crate) fn faults(arguments: &[String]) -> Result<()> {
    let server = release::build(Mode::Small)?;
    let postgres = Postgres::start()?;
    let mut faults = shell::cargo(["run", "--release", "--package", "tests", "--bin", "faults", "--"]);
    shell::run(faults.args(arguments).env("MAATSTAF_BIN", server).env("MAATSTAF_TEST_POSTGRES", postgres.url()))
}

/// What the analysis and the reports are compared with, from `PyPI`, in an environment of their own. `WeasyPrint` also wants
/// Debian's libpangoft2-1.0-0; without it that one comparison is left out.
const REFERENCE: [&str; 4] = ["pingouin==0.7.0", "krippendorff==0.9.0", "typst==0.15.2", "weasyprint==70.0"];

/// A Python that has them.
fn python() -> Result<PathBuf> {
    let folder = shell::target().join("bench-python");
    let python = if cfg!(windows) { folder.join("Scripts").join("python.exe") } else { folder.join("bin").join("python") };
    let install = || {
        if !python.exists() {
            shell::run(shell::command(if cfg!(windows) { "python" } else { "python3" }).args(["-m", "venv"]).arg(&folder))?;
        }
        // Returns at once when they are there already.
        shell::run(shell::command(&python).args(["-m", "pip", "install", "--quiet", "--disable-pip-version-check"]).args(REFERENCE))
    };
    shell::step("what others do the same with, to compare with", install, |()| String::new())?;
    Ok(python)
}
