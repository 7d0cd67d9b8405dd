//! Measures the binary that `MAATSTAF_BIN` names, with the demo on SQLite: `bench [builder] [compare] [idle] [lint] [live] [pages] [report]
//! [scale] [size] [trips] [memory]`; `compare`, `live` and `scale` measure PostgreSQL too, `trips` only that.
//!
//! Every figure is one line: `<bench> <figure>: <value> <unit>; goal <goal>: met` (or `missed`).

#![expect(
    clippy::expect_used,
    clippy::print_stdout,
    reason = "a bench says on the terminal what it measured, and with a panic what went wrong"
)]

mod builder;
mod compare;
mod idle;
mod lint;
mod live;
mod load;
mod memory;
mod pages;
mod report;
mod scale;
mod size;
mod trips;

fn main() {
    const ALL: [(&str, fn()); 11] = [
        ("builder", builder::measure),
        ("compare", compare::measure),
        ("idle", idle::measure),
        ("lint", lint::measure),
        ("live", live::measure),
        ("pages", pages::measure),
        ("report", report::measure),
        ("scale", scale::measure),
        ("size", size::measure),
        ("trips", trips::measure),
        ("memory", memory::measure),
    ];
    let wanted: Vec<String> = std::env::args().skip(1).collect();
    // A process that does one thing, so that its memory says something.
    if let [once, what] = wanted.as_slice()
        && once == "once"
    {
        return report::once(what);
    }
    let unknown: Vec<&String> = wanted.iter().filter(|name| ALL.iter().all(|(known, _)| known != name)).collect();
    assert!(unknown.is_empty(), "no such bench: {unknown:?}");
    for (name, measure) in ALL {
        if wanted.is_empty() || wanted.iter().any(|it| it == name) {
            measure();
        }
    }
}
