//! Memory of the server with the demo: after it has been used, and after many have looked on and gone.

use std::{sync::Arc, time::Duration};

use tests::{Demo, Engine, Goal, Place, Server, figure, now, open_files, resident};

const PAGES: usize = 200;
const MOST_MB: f64 = 60.0;
const STREAMS: usize = 600;
const OF_BEFORE: f64 = 1.1;
/// A server that has not closed what its clients closed by then never will.
const PATIENCE: Duration = Duration::from_secs(30);

pub(super) fn measure() {
    // The process that filled the demo is the one that is measured.
    let place = Arc::new(Place::new(Engine::Sqlite));
    let demo = Demo::of(Server::with(&place, true, &["--streams", &STREAMS.to_string()]));
    use_it(&demo);
    let used = resident(demo.server.pid());
    figure("memory", "server with the demo", format!("{used:.1}"), "MB", &Goal::at_most(used, MOST_MB, "MB"));
    let files = open_files(demo.server.pid());
    let [_, live, _] = demo.interviews();
    let panel = demo.browser("panel1");
    let mut streams: Vec<_> = (0..STREAMS).map(|_| panel.events(&format!("/api/v1/interviews/{live}/events"))).collect();
    for stream in &mut streams {
        assert_eq!(stream.next_name(), "hello");
    }
    let held = resident(demo.server.pid());
    let none = Goal::none();
    figure("memory", "each of 600 streams", format!("{:.1}", (held - used) * 1000.0 / STREAMS as f64), "kB", &none);
    drop(streams);
    wait_until_closed(&demo, files);
    use_it(&demo);
    let ratio = resident(demo.server.pid()) / used;
    figure("memory", "after 600 streams, of before", format!("{ratio:.2}"), "times", &Goal::at_most(ratio, OF_BEFORE, "times"));
}

/// Two people read pages.
pub(super) fn use_it(demo: &Demo) {
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
}

pub(super) fn wait_until_closed(demo: &Demo, files: usize) {
    let begin = now();
    let mut visitor = demo.server.browser();
    // A connection to the database or two may have been opened meanwhile.
    while open_files(demo.server.pid()) > files + 20 {
        assert!(begin.elapsed() < PATIENCE, "connections stay open");
        visitor.get("/healthz");
    }
}
