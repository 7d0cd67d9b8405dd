//! The chores of this repository, as `cargo xtask <chore>`. One module per chore.

mod bench;
mod check;
mod front_end;
mod install;
mod release;
mod run;
mod shell;
mod test;

use std::process::ExitCode;

const HELP: &str = "\
cargo xtask <chore>

  run [--dev] [args…]    build, then start `maatstaf serve --demo` with these arguments
  test                   install what the tests need and run every layer
  check [--quick]        rules of the house, formatting, clippy, licences; quick: only what compiles nothing
  build                  one file with the site inside: target/release/maatstaf
  bench [name…]          measure the release binary
  faults [soak [minutes]] stage every fault on it and say what was lost; soak: an hour of steady work
  front-end [--dev]      only the site: script, wasm and CSS in target/site

  --dev    quick turnaround: a debug server, wasm that is not optimised for size
";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let (chore, rest) = arguments.split_first().map_or(("help", [].as_slice()), |(chore, rest)| (chore.as_str(), rest));
    let has = |flag: &str| rest.iter().any(|it| it == flag);
    let done = match chore {
        "run" => run::run(rest),
        "test" => test::test(),
        "check" => check::check(has("--quick")),
        "build" => release::build(front_end::Mode::Small).map(drop),
        "bench" => bench::bench(rest),
        "faults" => bench::faults(rest),
        "front-end" => front_end::build(if has("--dev") { front_end::Mode::Quick } else { front_end::Mode::Small }),
        "help" | "--help" | "-h" => {
            eprint!("{HELP}");
            Ok(())
        }
        unknown => Err(anyhow::anyhow!("there is no chore `{unknown}`\n\n{HELP}")),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("\nerror: {error:#}");
            ExitCode::FAILURE
        }
    }
}
