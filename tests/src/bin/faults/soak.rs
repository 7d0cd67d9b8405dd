//! Sixty raters who work steadily, each with the page open: whether memory and open files stay as they are, and every word is there.

use std::{
    process::ExitCode,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
        mpsc::{Receiver, RecvTimeoutError, Sender, channel},
    },
    thread,
    time::{Duration, Instant},
};

use serde_json::{Value, json};
use tests::{Browser, Demo, Engine, Goal, Place, Rater, Server, answers, figure, id, now, open_files, resident, steps};

const CANDIDATES: usize = 20;
const PANEL: [(&str, &str); 3] = [("panel1", "Ruben Smit"), ("panel2", "Fatima El Amrani"), ("panel3", "Joost van Dijk")];
/// Between two things that one rater says.
const PACE: Duration = Duration::from_secs(5);
const LOOK: Duration = Duration::from_secs(10);
/// Caches fill in the first part, which counts for nothing: ten minutes of an hour.
const WARM_UP: usize = 6;

const SLOPE_MB: f64 = 1.0;
/// A connection to the database may come and go.
const FILES: f64 = 2.0;

/// Both databases at once, so long.
pub(super) fn measure(minutes: u32) -> ExitCode {
    let length = Duration::from_secs(u64::from(minutes) * 60);
    let both = [Engine::Sqlite, Engine::Postgres];
    let running: Vec<_> = both.map(|engine| thread::spawn(move || soak(engine, length))).into();
    let met: Vec<bool> = both.into_iter().zip(running).map(|(engine, it)| it.join().expect("works").told(engine)).collect();
    if met.iter().all(|met| *met) { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// The process at one moment.
struct Look {
    hours: f64,
    megabytes: f64,
    files: f64,
}

struct Soaked {
    acknowledged: usize,
    lost: usize,
    looks: Vec<Look>,
}

impl Soaked {
    /// Says the figures, and whether all goals are met.
    fn told(&self, engine: Engine) -> bool {
        let name = |what: &str| format!("{} {what}", if engine == Engine::Sqlite { "SQLite" } else { "PostgreSQL" });
        let settled = &self.looks[self.looks.len() / WARM_UP..];
        let memory = slope(settled, |look| look.megabytes);
        let files = slope(settled, |look| look.files);
        let goals = [
            ("lost", self.lost as f64, Goal { words: "0".into(), met: self.lost == 0 }, "entries"),
            ("memory grows by", memory, Goal::at_most(memory, SLOPE_MB, "MB per hour"), "MB per hour"),
            ("open files grow by", files, Goal::at_most(files, FILES, "per hour"), "per hour"),
        ];
        figure("soak", &name("acknowledged"), self.acknowledged, "entries", &Goal::none());
        if let (Some(first), Some(last)) = (settled.first(), self.looks.last()) {
            let from_to = format!("{:.1} to {:.1} MB, {} to {}", first.megabytes, last.megabytes, first.files, last.files);
            figure("soak", &name("memory and open files, from and to"), from_to, "files", &Goal::none());
        }
        for (what, value, goal, unit) in &goals {
            figure("soak", &name(what), format!("{value:.2}"), unit, goal);
        }
        goals.iter().all(|(_, _, goal, _)| goal.met)
    }
}

/// The slope per hour of the line of least squares through what was seen.
fn slope(looks: &[Look], of: fn(&Look) -> f64) -> f64 {
    let mean = |of: &dyn Fn(&Look) -> f64| looks.iter().map(of).sum::<f64>() / looks.len() as f64;
    let (time, value) = (mean(&|look| look.hours), mean(&of));
    let together = mean(&|look| (look.hours - time) * (of(look) - value));
    together / mean(&|look| (look.hours - time).powi(2))
}

fn soak(engine: Engine, length: Duration) -> Soaked {
    let demo = Demo::of(Server::on(&Arc::new(Place::new(engine)), true));
    let raters = raters(&demo);
    let acknowledged = AtomicUsize::new(0);
    let begun = now();
    let (mut looks, mut lost) = (Vec::new(), 0);
    thread::scope(|scope| {
        let mut ends: Vec<Sender<()>> = Vec::new();
        let mut working = Vec::new();
        for (nth, rater) in raters.into_iter().enumerate() {
            let (end, ended) = channel();
            ends.push(end);
            let (acknowledged, later) = (&acknowledged, PACE * u32::try_from(nth).expect("few") / 60);
            let mut events = rater.browser.events(&format!("/api/v1/interviews/{}/events", rater.interview));
            // It ends with the server.
            thread::spawn(move || while events.next_event().is_some() {});
            working.push(scope.spawn(move || work(rater, later, &ended, acknowledged)));
        }
        let (end, ended) = channel();
        let mut recruiter = demo.browser("recruiter");
        let page = format!("/vacancies/{}", demo.half_way);
        while begun.elapsed() < length && goes_on(&ended, LOOK) {
            assert_eq!(recruiter.open(&page).status, 200);
            looks.push(look(&demo, begun));
        }
        drop((end, ends));
        lost = working.into_iter().map(|one| one.join().expect("works")).sum();
    });
    demo.server.verify();
    Soaked { acknowledged: acknowledged.into_inner(), lost, looks }
}

fn look(demo: &Demo, begun: Instant) -> Look {
    let pid = demo.server.pid();
    Look { hours: begun.elapsed().as_secs_f64() / 3600.0, megabytes: resident(pid), files: open_files(pid) as f64 }
}

/// Waits for so long; says whether to go on after it.
fn goes_on(ended: &Receiver<()>, wait: Duration) -> bool {
    ended.recv_timeout(wait) == Err(RecvTimeoutError::Timeout)
}

fn raters(demo: &Demo) -> Vec<Rater> {
    let vacancy = format!("/vacancies/{}", demo.half_way);
    let before: Vec<String> = demo.interviews().into();
    let mut recruiter = demo.browser("recruiter");
    for n in 0..CANDIDATES {
        steps::candidate(&mut recruiter, &vacancy, &format!("Kandidaat {n:02}"));
        steps::plan(&mut recruiter, &vacancy, &PANEL.map(|(_, name)| name));
    }
    let accounts: Vec<Browser> = PANEL.iter().map(|(account, _)| demo.browser(account)).collect();
    let new = demo.rows(&demo.half_way).into_iter().map(|(_, interview)| interview).filter(|it| !before.contains(it));
    new.flat_map(|interview| accounts.iter().map(move |browser| Rater::new(browser.clone(), &interview)).collect::<Vec<_>>()).collect()
}

/// Types, notes and rates until told to end; gives how much of what was acknowledged last does not stand.
fn work(mut rater: Rater, later: Duration, ended: &Receiver<()>, acknowledged: &AtomicUsize) -> usize {
    let mut notes: Vec<(String, Option<String>)> = rater.items.iter().map(|_| (id(), None)).collect();
    let mut last: Vec<Option<(String, u8)>> = vec![None; notes.len()];
    let mut wait = later;
    for turn in 0.. {
        if !goes_on(ended, wait) {
            break;
        }
        wait = PACE;
        let item = turn % rater.items.len();
        let (text, level) = (format!("notitie van beurt {turn}"), u8::try_from(turn % 5).expect("small") + 1);
        let (note, base) = &mut notes[item];
        rater.draft(item, note, &text[..9]).done();
        let noted = rater.entry("noted", Some(&rater.items[item]), &json!({ "note": note, "base": base, "text": text }));
        *base = noted["id"].as_str().map(str::to_owned);
        let entries = [noted, rater.rated(item, level)];
        assert_eq!(answers(&rater.send(&entries)), ["stored", "stored"]);
        acknowledged.fetch_add(entries.len(), Ordering::Relaxed);
        last[item] = Some((text, level));
        if turn % 12 == 11 {
            let page = format!("/interviews/{}", rater.interview);
            assert_eq!(rater.browser.open(&page).status, 200);
        }
    }
    let sheet = rater.sheet();
    let stands = |item: usize, (text, level): &(String, u8)| {
        let is_there = |note: &Value| note["text"] == text.as_str();
        let noted = sheet["notes"].as_array().into_iter().flatten().filter(|note| is_there(note)).count() == 1;
        usize::from(!noted) + usize::from(sheet["ratings"][&rater.items[item]]["level"] != *level)
    };
    last.iter().enumerate().filter_map(|(item, last)| last.as_ref().map(|last| stands(item, last))).sum()
}
