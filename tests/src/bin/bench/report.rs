//! Reports, next to the same content through Typst, `WeasyPrint` and Chromium's print: documents per second, bytes, and for the
//! largest the memory of a process that makes nothing else.
//!
//! Everything is warm, start-up is left out, and of many runs the fastest counts, for all of them. The others read their content
//! from our own file, by its tags: so it is the same.

mod contents;

use std::{collections::BTreeMap, fs, hint::black_box, path::Path, process::Command};

use domain::{Lang, report::Paper};
use report::Setting;
use serde_json::Value;
use tests::{Goal, figure, now};

const SETTING: Setting = Setting { lang: Lang::Nl, paper: Paper::A4 };
const RUNS: usize = 12;
/// What a document of the others may take part in: reading the tags of the largest takes poppler minutes.
const COMPARED: [&str; 2] = ["candidate report", "panel report of 10"];

const TYPST: f64 = 5.0;
const CHROMIUM: f64 = 50.0;
const MOST_MB: f64 = 64.0;
const MOST_KB: f64 = 60.0;

type Make = Box<dyn Fn() -> Vec<u8>>;

fn documents() -> [(&'static str, Make); 3] {
    let candidate = contents::candidate();
    let (ten, many) = (contents::panel(10), contents::panel(200));
    [
        ("candidate report", Box::new(move || report::candidate(&candidate, SETTING).expect("a file"))),
        ("panel report of 10", Box::new(move || report::panel(&ten, SETTING).expect("a file"))),
        ("panel report of 200", Box::new(move || report::panel(&many, SETTING).expect("a file"))),
    ]
}

pub(super) fn measure() {
    let mut ours = BTreeMap::new();
    let folder = tempfile::tempdir().expect("a folder");
    for (name, make) in documents() {
        let pdf = make();
        let took = fastest(&make);
        figure("report", name, format!("{:.1}", 1.0 / took), "documents per second", &Goal::none());
        let kilobytes = pdf.len() as f64 / 1000.0;
        figure("report", &format!("{name}, size"), format!("{kilobytes:.1}"), "kB", &Goal::none());
        fs::write(folder.path().join(format!("{}.pdf", name.replace(' ', "-"))), &pdf).expect("written");
        ours.insert(name, took);
    }
    let typical = report::candidate(&contents::typical(), SETTING).expect("a file").len() as f64 / 1000.0;
    let what = "candidate report of four competencies and three raters, size";
    figure("report", what, format!("{typical:.1}"), "kB", &Goal::at_most(typical, MOST_KB, "kB"));
    memory();
    compared(folder.path(), &ours);
}

fn fastest(make: &Make) -> f64 {
    let once = || {
        let begin = now();
        drop(black_box(make()));
        begin.elapsed().as_secs_f64()
    };
    (0..RUNS).map(|_| once()).fold(f64::INFINITY, f64::min)
}

/// A process of its own: what it holds at most, the ratings and notes that go in included.
fn memory() {
    let program = std::env::current_exe().expect("this program");
    let done = Command::new(program).args(["once", "panel report of 200"]).output().expect("starts");
    let peak: f64 = String::from_utf8_lossy(&done.stdout).trim().parse().expect("a number");
    figure("report", "panel report of 200, memory at most", format!("{peak:.1}"), "MB", &Goal::at_most(peak, MOST_MB, "MB"));
}

/// Makes one document, and prints how many millions of bytes the process held at most.
pub(super) fn once(wanted: &str) {
    let pdf = match wanted {
        "panel report of 200" => report::panel(&contents::panel(200), SETTING),
        _ => report::candidate(&contents::candidate(), SETTING),
    };
    drop(black_box(pdf.expect("a file")));
    let status = fs::read_to_string("/proc/self/status").expect("this bench needs Linux");
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).expect("a line with VmHWM");
    let kibibytes: f64 = line.trim().trim_end_matches(" kB").parse().expect("a number");
    println!("{}", kibibytes * 1024.0 / 1_000_000.0);
}

#[expect(clippy::disallowed_methods, reason = "where Python and the browser tests are can only come from outside")]
fn compared(folder: &Path, ours: &BTreeMap<&str, f64>) {
    let (Ok(python), Ok(end2end)) = (std::env::var("MAATSTAF_PYTHON"), std::env::var("MAATSTAF_END2END")) else {
        println!(
            "report next to others: left out; `cargo xtask bench` sets MAATSTAF_PYTHON and MAATSTAF_END2END when they can be installed"
        );
        return;
    };
    let file = |name: &str, kind: &str| folder.join(format!("{}.{kind}", name.replace(' ', "-")));
    let script = folder.join("reference.py");
    fs::write(&script, include_str!("report/reference.py")).expect("written");
    let mut command = Command::new(python);
    command.arg(&script).arg(RUNS.to_string()).args(COMPARED.map(|name| file(name, "pdf"))).env("BENCH_OUT", folder);
    let others = json(&mut command);
    let mut command = Command::new("node");
    command.arg("bench/print.mjs").arg(RUNS.to_string()).args(COMPARED.map(|name| file(name, "html"))).current_dir(end2end);
    let printed = json(&mut command);
    for name in COMPARED {
        let key = |kind: &str| file(name, kind).display().to_string();
        let of = |tool: &str| (others[key("pdf")][tool]["seconds"].as_f64(), others[key("pdf")][tool]["bytes"].as_f64());
        let chromium = &printed[key("html")];
        line(name, "Typst", of("typst"), ours[name], Some(TYPST));
        line(name, "WeasyPrint", of("weasyprint"), ours[name], None);
        line(name, "Chromium", (chromium["seconds"].as_f64(), chromium["bytes"].as_f64()), ours[name], Some(CHROMIUM));
    }
}

fn line(name: &str, tool: &str, (seconds, bytes): (Option<f64>, Option<f64>), ours: f64, goal: Option<f64>) {
    let (Some(seconds), Some(bytes)) = (seconds, bytes) else {
        println!("report {name} through {tool}: left out");
        return;
    };
    figure("report", &format!("{name} through {tool}"), format!("{:.1}", 1.0 / seconds), "documents per second", &Goal::none());
    figure("report", &format!("{name} through {tool}, size"), format!("{:.1}", bytes / 1000.0), "kB", &Goal::none());
    let times = seconds / ours;
    let goal = goal.map_or_else(Goal::none, |bound| Goal::at_least(times, bound, "times"));
    figure("report", &format!("{name}, as fast as {tool}"), format!("{times:.1}"), "times", &goal);
}

fn json(command: &mut Command) -> Value {
    let done = command.output().expect("starts");
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    serde_json::from_slice(&done.stdout).expect("JSON")
}
