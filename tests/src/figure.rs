//! What a bench and a staged fault say on the terminal: one figure on a line, with its goal and whether it was reached.

#![expect(clippy::print_stdout, reason = "this is where figures are printed")]

use std::{fmt::Display, time::Instant};

/// A goal, and whether it was reached.
pub struct Goal {
    pub words: String,
    pub met: bool,
}

impl Goal {
    #[must_use]
    pub fn at_least(value: f64, bound: f64, unit: &str) -> Self {
        Self { words: format!("at least {bound} {unit}").trim_end().to_owned(), met: value >= bound }
    }

    #[must_use]
    pub fn at_most(value: f64, bound: f64, unit: &str) -> Self {
        Self { words: format!("at most {bound} {unit}"), met: value <= bound }
    }

    /// Of a figure that is only told.
    #[must_use]
    pub fn none() -> Self {
        Self { words: "none".into(), met: true }
    }
}

/// `<bench> <figure>: <value> <unit>; goal <goal>: met` (or `missed`).
pub fn figure(bench: &str, what: &str, value: impl Display, unit: &str, goal: &Goal) {
    let verdict = if goal.met { "met" } else { "missed" };
    println!("{bench} {what}: {value} {unit}; goal {}: {verdict}", goal.words);
}

/// For how long something takes; no test decides anything by it.
#[must_use]
#[expect(clippy::disallowed_methods, reason = "measures how long something takes")]
pub fn now() -> Instant {
    Instant::now()
}
