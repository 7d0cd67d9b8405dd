//! Memory of the server with the demo, after it has been used.

use std::fs;

use tests::{Demo, Engine};

use crate::{Goal, figure};

const PAGES: usize = 200;
const MOST_MB: f64 = 60.0;

pub(super) fn measure() {
    // The process that filled the demo is the one that is measured.
    let demo = Demo::new(Engine::Sqlite);
    let [_, live, _] = demo.interviews();
    let mut panel = demo.browser("panel1");
    let mut recruiter = demo.browser("recruiter");
    let paths = [
        format!("/vacancies/{}/compare", demo.finished),
        format!("/vacancies/{}", demo.half_way),
        "/scorecards".to_owned(),
        "/".to_owned(),
    ];
    for turn in 0..PAGES {
        let page = if turn % 2 == 0 { panel.open(&format!("/interviews/{live}")) } else { recruiter.open(&paths[turn / 2 % paths.len()]) };
        assert_eq!(page.status, 200, "{}", page.url);
    }
    let used = resident(demo.server.pid());
    figure("memory", "server with the demo", format!("{used:.1}"), "MB", &Goal::at_most(used, MOST_MB, "MB"));
}

/// What the process keeps in memory, in millions of bytes.
fn resident(pid: u32) -> f64 {
    let status = fs::read_to_string(format!("/proc/{pid}/status")).expect("this bench needs Linux");
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).expect("a line with VmRSS");
    let kibibytes: f64 = line.trim().trim_end_matches(" kB").parse().expect("a number");
    kibibytes * 1024.0 / 1_000_000.0
}
