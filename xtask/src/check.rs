//! The rules of the house, as tests that list every fault at once; then formatting, clippy and licences.

mod arrows;
mod commands;
mod house;
mod lexer;
mod migrations;
mod patience;
mod purity;
mod source;
mod sql;
mod words;

use std::fmt;

use anyhow::{Result, ensure};

use crate::shell::{self, Clock};
pub(crate) use commands::{clippy, deny, formatting};
use source::Source;

/// Where a rule is broken, and why the rule is there.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Fault {
    rule: &'static str,
    file: String,
    line: usize,
    why: String,
}

impl Fault {
    fn new(rule: &'static str, source: &Source, line: usize, why: impl Into<String>) -> Self {
        Self { rule, file: source.path.clone(), line, why: why.into() }
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { rule, file, line, why } = self;
        write!(f, "{file}:{line}: [{rule}] {why}")
    }
}

type Part = fn() -> Result<()>;

/// Everything; one failing part does not hide the next.
pub(crate) fn check(quick: bool) -> Result<()> {
    let all: [(&str, Part); 4] =
        [("rules of the house", rules), ("formatting", formatting), ("clippy", clippy), ("licences and bans", deny)];
    // The first two compile nothing.
    let parts = if quick { &all[..2] } else { &all };
    let mut failed = Vec::new();
    for &(name, part) in parts {
        eprintln!("▸ {name}");
        let clock = Clock::start();
        match part() {
            Ok(()) => eprintln!("  {:.1} s", clock.seconds()),
            Err(error) => {
                eprintln!("  {error:#}");
                failed.push(name);
            }
        }
    }
    ensure!(failed.is_empty(), "failed: {}", failed.join(", "));
    eprintln!("check: {} passed, 0 failed", parts.len());
    Ok(())
}

/// The rules that no compiler knows.
pub(crate) fn rules() -> Result<()> {
    let sources = source::all(&shell::root())?;
    let mut faults = arrows::check(&arrows::metadata()?);
    faults.extend(migrations::check(&sources));
    for source in &sources {
        for rule in [sql::check, purity::check, words::check, house::check, patience::check] {
            faults.extend(rule(source));
        }
    }
    for note in sources.iter().filter_map(house::long) {
        eprintln!("  note: {note}");
    }
    faults.sort();
    faults.dedup();
    for fault in &faults {
        eprintln!("  {fault}");
    }
    ensure!(faults.is_empty(), "{} faults", faults.len());
    Ok(())
}
