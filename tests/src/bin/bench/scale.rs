//! An organisation that has worked with it for years: a hundred vacancies with a hundred candidates each, three raters and eight
//! items, next to the demo in the same run; and how long an entry takes while others read as fast as they can.

use std::{
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicUsize, Ordering},
    },
    thread,
};

use serde_json::json;
use tests::{Browser, Demo, Engine, Goal, Place, Rater, Server, figure, now};

const VACANCIES: usize = 100;
const CANDIDATES: usize = 100;
/// How many fill it at once.
const HANDS: usize = 8;

const OF_DEMO: f64 = 1.5;
/// A list has more on it.
const LIST_OF_DEMO: f64 = 3.0;
const ENTRY_MS: f64 = 20.0;
const READERS: usize = 4;
const ENTRIES: usize = 400;
const ASKED: usize = 60;

pub(super) fn measure() {
    for engine in [Engine::Sqlite, Engine::Postgres] {
        let name = |what: &str| format!("{} {what}", if engine == Engine::Sqlite { "SQLite" } else { "PostgreSQL" });
        let demo = Demo::new(engine);
        let large = Demo::of(Server::on(&Arc::new(Place::new(engine)), true));
        let vacancies = fill(&large);
        let pages = [
            ("home of a recruiter", "recruiter", "/".to_owned(), "/".to_owned(), LIST_OF_DEMO),
            ("home of a rater", "panel1", "/".to_owned(), "/".to_owned(), OF_DEMO),
            ("list of vacancies", "recruiter", "/vacancies".to_owned(), "/vacancies".to_owned(), LIST_OF_DEMO),
            ("interview", "panel1", interview(&demo), interview(&large), OF_DEMO),
        ];
        for (what, account, there, here, goal) in pages {
            let (mut small, mut big) = (demo.browser(account), large.browser(account));
            let (small, big) = side_by_side(|| ask(&mut small, &there), || ask(&mut big, &here));
            let ratio = big / small;
            figure("scale", &name(what), format!("{ratio:.2}"), "times the demo's", &Goal::at_most(ratio, goal, "times"));
            let none = Goal::none();
            figure("scale", &name(&format!("{what}, median")), format!("{big:.1}"), "ms", &none);
        }
        // A vacancy of a hundred candidates has thirty times the rows of the demo's, so it is held to one of a hundred on its own.
        let alone = Demo::new(engine);
        let one = vacancy(&mut alone.browser("recruiter"), 0, &version(&alone));
        let (mut small, mut big) = (alone.browser("recruiter"), large.browser("recruiter"));
        let (there, here) = (format!("/vacancies/{one}"), format!("/vacancies/{}", vacancies[VACANCIES / 2]));
        let (small, big) = side_by_side(|| ask(&mut small, &there), || ask(&mut big, &here));
        let ratio = big / small;
        figure(
            "scale",
            &name("vacancy of 100 candidates"),
            format!("{ratio:.2}"),
            "times the same alone",
            &Goal::at_most(ratio, OF_DEMO, "times"),
        );
        let (mut small, mut big) = (rater(&demo), rater(&large));
        let (small, big) = side_by_side(|| entry(&mut small), || entry(&mut big));
        let ratio = big / small;
        figure("scale", &name("an entry"), format!("{ratio:.2}"), "times the demo's", &Goal::at_most(ratio, OF_DEMO, "times"));
        let slow = while_others_read(&large, &vacancies[0]);
        figure("scale", &name("an entry while others read, p99"), format!("{slow:.1}"), "ms", &Goal::at_most(slow, ENTRY_MS, "ms"));
    }
}

fn interview(demo: &Demo) -> String {
    let [_, live, _] = demo.interviews();
    format!("/interviews/{live}")
}

fn rater(demo: &Demo) -> Rater {
    let [_, live, _] = demo.interviews();
    demo.rater("panel2", &live)
}

fn ask(browser: &mut Browser, path: &str) {
    assert_eq!(browser.send("GET", path, &[("accept", "text/html")], &[]).status, 200, "{path}");
}

fn entry(rater: &mut Rater) {
    let entry = [rater.no_evidence(7)];
    rater.store(&entry);
}

/// The medians in milliseconds, one after the other so that both meet the same machine.
fn side_by_side(mut one: impl FnMut(), mut other: impl FnMut()) -> (f64, f64) {
    let (mut ones, mut others) = (Vec::new(), Vec::new());
    for _ in 0..ASKED {
        ones.push(took(&mut one));
        others.push(took(&mut other));
    }
    (at(&mut ones, 50), at(&mut others, 50))
}

fn took(what: &mut impl FnMut()) -> f64 {
    let asked = now();
    what();
    asked.elapsed().as_secs_f64() * 1000.0
}

fn at(all: &mut [f64], percent: usize) -> f64 {
    all.sort_by(f64::total_cmp);
    all[(all.len() * percent / 100).min(all.len() - 1)]
}

/// How long all but one in a hundred entries take at most, in milliseconds.
fn while_others_read(large: &Demo, vacancy: &str) -> f64 {
    let enough = AtomicBool::new(false);
    thread::scope(|scope| {
        for path in ["/".to_owned(), "/vacancies".to_owned(), format!("/vacancies/{vacancy}"), "/vacancies?page=2".to_owned()]
            .into_iter()
            .cycle()
            .take(READERS)
        {
            let mut browser = large.browser("recruiter");
            let enough = &enough;
            scope.spawn(move || {
                while !enough.load(Ordering::Relaxed) {
                    ask(&mut browser, &path);
                }
            });
        }
        let mut rater = rater(large);
        let mut all: Vec<f64> = (0..ENTRIES).map(|_| took(&mut || entry(&mut rater))).collect();
        enough.store(true, Ordering::Relaxed);
        at(&mut all, 99)
    })
}

/// Makes the vacancies, and gives their ids.
fn fill(demo: &Demo) -> Vec<String> {
    let version = version(demo);
    let next = AtomicUsize::new(0);
    let begun = now();
    let mut vacancies: Vec<(usize, String)> = thread::scope(|scope| {
        let hands: Vec<_> = (0..HANDS)
            .map(|_| {
                let (mut recruiter, raters) = (demo.browser("recruiter"), ["panel1", "panel2", "panel3"].map(|name| demo.browser(name)));
                let (next, version) = (&next, &version);
                scope.spawn(move || {
                    let mut made = Vec::new();
                    loop {
                        let number = next.fetch_add(1, Ordering::Relaxed);
                        if number >= VACANCIES {
                            return made;
                        }
                        let id = vacancy(&mut recruiter, number, version);
                        rate(&mut recruiter, &raters, &id);
                        made.push((number, id));
                    }
                })
            })
            .collect();
        hands.into_iter().flat_map(|hand| hand.join().expect("fills")).collect()
    });
    println!("scale filled in {:.0} s", begun.elapsed().as_secs_f64());
    vacancies.sort();
    vacancies.into_iter().map(|(_, id)| id).collect()
}

fn version(demo: &Demo) -> String {
    let cards = demo.browser("recruiter").ask("vacancies/cards", &[]).done().data();
    cards[0]["version"].as_str().expect("a published scorecard").to_owned()
}

/// A vacancy with its candidates and a panel of three for each.
fn vacancy(recruiter: &mut Browser, number: usize, version: &str) -> String {
    let title = format!("Vacature {number:03}");
    let opened = recruiter.call("vacancies/open", &[("title", &title), ("version", version), ("policy", "after_round")]);
    let id = opened.location().replace("/vacancies/", "");
    let names: Vec<String> = (0..CANDIDATES).map(|n| format!("Kandidaat {number:03} {n:03}")).collect();
    let kept = recruiter.call("vacancies/preview", &[("vacancy", &id), ("table", &format!("naam\n{}", names.join("\n")))]);
    kept.done();
    recruiter.call("vacancies/import-confirmed", &[("vacancy", &id)]).done();
    let board = recruiter.ask("vacancies/show", &[("vacancy", &id)]).done().data()["board"].clone();
    let people = recruiter.ask("people/list", &[]).done().data();
    let person = |n: usize| {
        let email = format!("panel{n}@example.org");
        let all = people["people"].as_array().into_iter().flatten();
        all.filter(|it| it["email"] == email.as_str()).find_map(|it| it["id"].as_str()).expect("a person").to_owned()
    };
    let panel = [1, 2, 3].map(person);
    for row in board["rows"].as_array().into_iter().flatten() {
        let application = row["application"].as_str().expect("an id");
        let mut form =
            vec![("vacancy", id.as_str()), ("application", application), ("starts_at", "2026-03-02T10:00"), ("chair", &panel[0])];
        form.extend(panel.iter().map(|person| ("raters[]", person.as_str())));
        recruiter.call("vacancies/plan", &form).done();
    }
    id
}

/// Everybody rates everything and submits.
fn rate(recruiter: &mut Browser, raters: &[Browser; 3], vacancy: &str) {
    let board = recruiter.ask("vacancies/show", &[("vacancy", vacancy)]).done().data()["board"].clone();
    let mut items = Vec::new();
    for (nth, row) in board["rows"].as_array().into_iter().flatten().enumerate() {
        let interview = row["interview"]["id"].as_str().expect("planned");
        for (seat, browser) in raters.iter().enumerate() {
            if items.is_empty() {
                items = Rater::new(browser.clone(), interview).items;
            }
            let mut rater = Rater { browser: browser.clone(), interview: interview.to_owned(), items: items.clone() };
            let level = u8::try_from((nth * 7 + seat * 3) % 5).expect("small") + 1;
            let mut entries = rater.levels(&vec![level; items.len()]);
            entries.push(rater.entry("declared", None, &json!({ "relation": "" })));
            entries.push(rater.submitted());
            rater.store(&entries);
        }
    }
}
