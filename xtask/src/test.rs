//! Every layer of tests, from what they need up to the browser. A layer that fails does not keep the next from running.
//!
//! Two cores compile everything once: the same packages are selected in each step that builds for this machine, so
//! that cargo never sees them with another set of features, and `client` and `xtask` are left out because they are built
//! for other features than the rest.

pub(crate) mod postgres;

use std::process::Command;

use anyhow::{Result, bail, ensure};

use crate::check;
use crate::front_end::{self, Mode};
use crate::install;
use crate::shell::{self, Clock};
use postgres::Postgres;

const PACKAGES: [&str; 5] = ["--workspace", "--exclude", "client", "--exclude", "xtask"];

pub(crate) fn test() -> Result<()> {
    let clock = Clock::start();
    let mut layers = Layers::default();
    layers.run("what the tests need", install::install);
    layers.run("rules of the house", check::rules);
    layers.run("formatting", check::formatting);
    layers.run("clippy", check::clippy);
    layers.run("licences and bans", check::deny);
    layers.run("chores", || shell::run(&mut tests(&Of::Chores)));
    layers.run("site", || front_end::build(Mode::Small));
    let built = layers.run("compiling", compile);
    let postgres = layers.start("PostgreSQL", Postgres::start);
    if built {
        let postgres = postgres.as_ref();
        layers.run("units, store, reports, pages, server", || shell::run(&mut with(tests(&Of::Parts), postgres)));
        layers.run("system", || shell::run(&mut with(tests(&Of::System), postgres)));
        layers.run("browser", || browser(postgres));
    } else {
        layers.fail("tests", "not run, because they do not compile");
    }
    drop(postgres);
    layers.finish(&clock)
}

/// The server's binary and every test, in one go.
fn compile() -> Result<()> {
    shell::run(shell::cargo(["build", "--all-targets"]).args(PACKAGES))
}

/// Whose tests to run.
enum Of {
    /// xtask itself.
    Chores,
    /// Every crate beside its code.
    Parts,
    /// The crate `tests`: the real binary.
    System,
}

/// Runs tests with nextest where it is installed, else with cargo's own runner.
fn tests(of: &Of) -> Command {
    if shell::which("cargo-nextest").is_some() {
        let mut command = shell::cargo(["nextest", "run"]);
        match of {
            Of::Chores => command.args(["--package", "xtask"]),
            // One selection of packages for both: cargo would build another with other features.
            Of::Parts => command.args(PACKAGES).args(["--filterset", "not package(tests)"]),
            Of::System => command.args(PACKAGES).args(["--filterset", "package(tests)"]),
        };
        return command;
    }
    let mut command = shell::cargo(["test", "--no-fail-fast"]);
    match of {
        Of::Chores => command.args(["--package", "xtask"]),
        Of::Parts => command.args(PACKAGES).args(["--exclude", "tests"]),
        Of::System => command.args(["--package", "tests"]),
    };
    command
}

/// Where the tests find what they need.
fn with(mut command: Command, postgres: Option<&Postgres>) -> Command {
    command.env("MAATSTAF_BIN", shell::target().join("debug").join(format!("maatstaf{}", std::env::consts::EXE_SUFFIX)));
    if let Some(postgres) = postgres {
        command.env("MAATSTAF_TEST_POSTGRES", postgres.url());
    }
    command
}

fn browser(postgres: Option<&Postgres>) -> Result<()> {
    let folder = shell::root().join("end2end");
    if !folder.join("package.json").exists() {
        eprintln!("  !! there are no browser tests yet: end2end/package.json is missing");
        return Ok(());
    }
    shell::run(with(shell::command("npm"), postgres).args(["test", "--silent"]).current_dir(folder))
}

/// What ran, how it went, and how long it took.
#[derive(Default)]
struct Layers(Vec<(String, f64, Result<()>)>);

impl Layers {
    fn run(&mut self, name: &str, work: impl FnOnce() -> Result<()>) -> bool {
        self.start(name, work).is_some()
    }

    /// A layer that leaves something running for the next.
    fn start<T>(&mut self, name: &str, work: impl FnOnce() -> Result<T>) -> Option<T> {
        eprintln!("\n=== {name}");
        let clock = Clock::start();
        let (result, made) = match work() {
            Ok(made) => (Ok(()), Some(made)),
            Err(error) => {
                eprintln!("{error:#}");
                (Err(error), None)
            }
        };
        self.0.push((name.to_owned(), clock.seconds(), result));
        made
    }

    fn fail(&mut self, name: &str, why: &'static str) {
        self.run(name, || bail!(why));
    }

    fn finish(self, clock: &Clock) -> Result<()> {
        eprintln!("\n=== layers, in {:.0} s", clock.seconds());
        for (name, seconds, result) in &self.0 {
            match result {
                Ok(()) => eprintln!("  passed  {seconds:>6.1} s  {name}"),
                Err(error) => eprintln!("  FAILED  {seconds:>6.1} s  {name}: {error:#}"),
            }
        }
        let failed = self.0.iter().filter(|(_, _, result)| result.is_err()).count();
        let summary = format!("layers: {} passed, {failed} failed", self.0.len() - failed);
        ensure!(failed == 0, summary);
        eprintln!("{summary}");
        Ok(())
    }
}
