//! What is lost, and for how long nothing is stored, when something goes wrong while a panel scores: every fault on the binary that
//! `MAATSTAF_BIN` names, a row each. `faults soak [minutes]` is an hour of ordinary work instead.

#![expect(
    clippy::expect_used,
    clippy::print_stdout,
    reason = "it says on the terminal what became of it, and with a panic what went wrong"
)]

mod soak;

use std::process::ExitCode;

use tests::{
    Engine, Goal,
    faults::{self, Staged},
    figure,
    scoring::Tally,
};

/// What is staged, and on which database.
enum Fault {
    Both(fn(Engine) -> Staged),
    Sqlite(fn() -> Staged),
    Postgres(fn() -> Staged),
}

const FAULTS: [(&str, Fault); 12] = [
    ("killed at 100 moments", Fault::Both(|engine| faults::killed(engine, 100))),
    ("told to stop", Fault::Both(faults::told_to_stop)),
    ("disk full", Fault::Both(faults::disk_filled)),
    ("backup made meanwhile, put back elsewhere", Fault::Both(faults::backed_up)),
    ("clock set back by an hour", Fault::Both(faults::clock_set_back)),
    ("file replaced", Fault::Sqlite(faults::replaced)),
    ("file copied over", Fault::Sqlite(faults::copied_over)),
    ("database started anew, twice", Fault::Postgres(faults::restarted)),
    ("connections mute, two servers", Fault::Postgres(faults::muted)),
    ("audit held by somebody", Fault::Postgres(faults::audit_held)),
    ("standby takes over", Fault::Postgres(faults::taken_over)),
    ("two servers 20 s apart", Fault::Postgres(faults::clocks_apart)),
];

const RECOVERS: f64 = 10.0;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match arguments.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
        [] => table(),
        ["soak"] => soak::measure(60),
        ["soak", minutes] => soak::measure(minutes.parse().expect("minutes")),
        unknown => panic!("not known: {unknown:?}"),
    }
}

fn table() -> ExitCode {
    println!("{:<42} {:<10} {:>12} {:>5} {:>8} {:>11}", "fault", "database", "acknowledged", "lost", "doubled", "recovers, s");
    let staged: Vec<Staged> = FAULTS.iter().flat_map(|(name, fault)| stage(name, fault)).collect();
    let sum = |of: fn(&Tally) -> usize| staged.iter().map(|it| of(&it.tally)).sum::<usize>();
    let (lost, doubled) = (sum(|it| it.lost), sum(|it| it.doubled));
    let slowest = staged.iter().map(|it| it.recovered).max().unwrap_or_default().as_secs_f64();
    let bound = |value: usize| Goal { words: "0".into(), met: value == 0 };
    figure("faults", "acknowledged", sum(|it| it.acknowledged), "entries", &Goal::none());
    figure("faults", "lost", lost, "entries", &bound(lost));
    figure("faults", "doubled", doubled, "entries", &bound(doubled));
    figure("faults", "slowest to recover", format!("{slowest:.1}"), "s", &Goal::at_most(slowest, RECOVERS, "s"));
    if lost + doubled == 0 && slowest <= RECOVERS { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// Stages it, and says a row for each database.
fn stage(name: &str, fault: &Fault) -> Vec<Staged> {
    let row = |database: &str, staged: Staged| {
        let Staged { tally: Tally { acknowledged, lost, doubled }, recovered } = staged;
        println!("{name:<42} {database:<10} {acknowledged:>12} {lost:>5} {doubled:>8} {:>11.1}", recovered.as_secs_f64());
        staged
    };
    let (sqlite, postgres) = ("SQLite", "PostgreSQL");
    match fault {
        Fault::Both(stage) => vec![row(sqlite, stage(Engine::Sqlite)), row(postgres, stage(Engine::Postgres))],
        Fault::Sqlite(stage) => vec![row(sqlite, stage())],
        Fault::Postgres(stage) => vec![row(postgres, stage())],
    }
}
