//! The comparison of 10, 100 and 1,000 candidates, each rated by five on eight competencies of two questions: how long the pages
//! and the analysis take and how that grows, how many statements a page sends, and the analysis next to Python's.
//!
//! Everything is warm. A page takes the median of several, what only computes the fastest of them. On a busy machine only a time
//! divided by another one of the same run says something.

pub(super) mod panel;
mod reference;
mod statements;
mod world;

use std::hint::black_box;

use domain::statistics::analyse;
use tests::{Engine, Goal, figure, now};

use self::{
    statements::{Asked, Logged},
    world::World,
};

const SIZES: [usize; 3] = [10, 100, 1000];
/// Ten times the candidates may take this many times as long.
const GROWTH: f64 = 12.0;
/// Statements that read something of every candidate.
const STATEMENTS: f64 = 3.0;
/// A page is looked at this often.
const VIEWS: usize = 15;

const PAGES: [(&str, &str); 2] = [("competency page", ""), ("totals page", "?tab=totals")];

pub(super) fn measure() {
    analysis();
    reference::measure();
    for engine in [Engine::Sqlite, Engine::Postgres] {
        pages(engine);
    }
}

fn analysis() {
    let ratings = SIZES.map(panel::ratings);
    let times = in_turns(VIEWS, |size| drop(black_box(analyse(black_box(&ratings[size]))))).map(fastest);
    for (candidates, took) in SIZES.iter().zip(times) {
        figure("compare", &format!("analysis of {candidates} candidates"), format!("{took:.2}"), "ms", &Goal::none());
    }
    growth("analysis", times);
}

fn pages(engine: Engine) {
    let name = |what: &str| format!("{} {what}", if engine == Engine::Sqlite { "SQLite" } else { "PostgreSQL" });
    let worlds = SIZES.map(|candidates| {
        let begin = now();
        let world = World::new(engine, candidates);
        figure(
            "compare",
            &name(&format!("filling {candidates} candidates")),
            format!("{:.1}", begin.elapsed().as_secs_f64()),
            "s",
            &Goal::none(),
        );
        world
    });
    for (page, query) in PAGES {
        timed(&worlds, &name(page), query);
    }
    // Only now: what writes its log would keep the others from their time.
    let logged = [0, 1, 2].map(|size| Logged::beside(&worlds[size]));
    for (page, query) in PAGES {
        let asked = [0, 1, 2].map(|size| logged[size].page(&worlds[size], &worlds[size].path(query), SIZES[size]));
        statements(&name(page), &asked);
    }
}

/// How long the page takes and how large it is, and how the one grows.
fn timed(worlds: &[World; 3], what: &str, query: &str) {
    let mut browsers = [0, 1, 2].map(|size| worlds[size].recruiter());
    let mut bytes = [0; 3];
    let times = in_turns(VIEWS, |size| {
        let page = browsers[size].send("GET", &worlds[size].path(query), &[("accept", "text/html")], &[]);
        assert_eq!(page.status, 200, "{what}");
        bytes[size] = page.bytes.len();
    })
    .map(median);
    for ((candidates, took), bytes) in SIZES.iter().zip(times).zip(bytes) {
        figure("compare", &format!("{what} of {candidates}"), format!("{took:.1}"), "ms", &Goal::none());
        figure("compare", &format!("{what} of {candidates}, HTML"), bytes / 1000, "kB", &Goal::none());
    }
    growth(what, times);
}

fn growth(what: &str, [_, hundred, thousand]: [f64; 3]) {
    let times = thousand / hundred;
    figure("compare", &format!("{what}, 1,000 over 100"), format!("{times:.1}"), "times", &Goal::at_most(times, GROWTH, "times"));
}

/// One line per figure, with what it is for 10, 100 and 1,000 candidates.
fn statements(what: &str, asked: &[Asked]) {
    let line = |of: fn(&Asked) -> usize| asked.iter().map(|it| of(it).to_string()).collect::<Vec<_>>().join(" / ");
    let same = asked.iter().all(|it| it.statements == asked[0].statements);
    let most = asked.iter().map(|it| it.of_the_round).max().unwrap_or_default() as f64;
    let same = Goal { words: "the same for every size".into(), met: same };
    let few = Goal::at_most(most, STATEMENTS, "statements");
    figure("compare", &format!("{what}, in all"), line(|it| it.statements), "statements", &same);
    figure("compare", &format!("{what}, on the round's tables"), line(|it| it.of_the_round), "statements", &few);
    figure("compare", &format!("{what}, with a row per candidate"), line(|it| it.per_candidate), "statements", &Goal::none());
    figure("compare", &format!("{what}, in all answers"), line(|it| it.rows), "rows", &Goal::none());
}

/// The milliseconds that each of several takes, by its number; the first time is not counted. In turns, so that whatever else the
/// machine does falls on all of them.
fn in_turns<const N: usize>(turns: usize, mut work: impl FnMut(usize)) -> [Vec<f64>; N] {
    let mut took: [Vec<f64>; N] = std::array::from_fn(|_| Vec::new());
    (0..N).for_each(&mut work);
    for _ in 0..turns {
        for (number, took) in took.iter_mut().enumerate() {
            let begin = now();
            work(number);
            took.push(begin.elapsed().as_secs_f64() * 1000.0);
        }
    }
    took
}

/// What it takes by itself: whatever else the machine does only ever adds.
fn fastest(values: Vec<f64>) -> f64 {
    values.into_iter().fold(f64::INFINITY, f64::min)
}

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}
