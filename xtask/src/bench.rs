//! Measures the binary that ships, on both databases.

use anyhow::Result;

use crate::front_end::Mode;
use crate::test::postgres::Postgres;
use crate::{release, shell};

pub(crate) fn bench(names: &[String]) -> Result<()> {
    let server = release::build(Mode::Small)?;
    shell::run(shell::cargo(["build", "--release", "--package", "server", "--example", "baseline"]).env("CARGO_TERM_QUIET", "true"))?;
    let baseline = server.with_file_name("examples").join("baseline");
    // Only what goes on live is measured on PostgreSQL too.
    let postgres = if names.is_empty() || names.iter().any(|name| name == "live") { Some(Postgres::start()?) } else { None };
    let mut bench = shell::cargo(["run", "--release", "--package", "tests", "--bin", "bench"]);
    bench.arg("--").args(names).env("MAATSTAF_BIN", server).env("MAATSTAF_BASELINE", baseline);
    if let Some(postgres) = &postgres {
        bench.env("MAATSTAF_TEST_POSTGRES", postgres.url());
    }
    shell::run(&mut bench)
}
