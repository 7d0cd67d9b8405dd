//! A vacancy with as many interviews as it takes, and the baseline server on the same database.

use std::{
    io::{BufRead, BufReader},
    net::SocketAddr,
    process::{Child, Command, Stdio},
    sync::Arc,
};

use tests::{Demo, Engine, Place, Rater, Server};

/// One rater in one interview.
#[derive(Clone)]
pub(super) struct Pair {
    pub(super) interview: Arc<str>,
    pub(super) cookie: Arc<str>,
    pub(super) items: Arc<[String]>,
}

pub(super) struct World {
    pub(super) engine: Engine,
    pub(super) demo: Demo,
    /// Three of each interview, the chair first.
    pub(super) pairs: Vec<Pair>,
}

impl World {
    pub(super) fn new(engine: Engine, interviews: usize) -> Self {
        // Three people stand for all who look on.
        let place = Arc::new(Place::new(engine));
        let demo = Demo::of(Server::with(&place, true, &["--streams", "1000"]));
        let mut recruiter = demo.browser("recruiter");
        let people = recruiter.ask("people/list", &[]).done().data();
        let id = |email: &str| {
            let all = people["people"].as_array().into_iter().flatten();
            all.filter(|it| it["email"] == email).find_map(|it| it["id"].as_str()).expect("a person").to_owned()
        };
        let ids = [1, 2, 3].map(|n| id(&format!("panel{n}@example.org")));
        let names: Vec<String> = (0..interviews).map(|n| format!("Kandidaat {n:04}")).collect();
        recruiter.call("vacancies/preview", &[("vacancy", &demo.half_way), ("table", &format!("naam\n{}", names.join("\n")))]);
        recruiter.call("vacancies/import-confirmed", &[("vacancy", &demo.half_way)]);
        for (application, _) in demo.rows(&demo.half_way).into_iter().filter(|(_, interview)| interview.is_empty()) {
            let mut form = vec![("vacancy", demo.half_way.as_str()), ("application", &application), ("starts_at", "2030-01-01T10:00")];
            form.extend(ids.iter().map(|id| ("raters[]", id.as_str())));
            form.push(("chair", &ids[0]));
            recruiter.call("vacancies/plan", &form);
        }
        let browsers = ["panel1", "panel2", "panel3"].map(|name| demo.browser(name));
        let mut pairs = Vec::new();
        for (_, interview) in demo.rows(&demo.half_way).into_iter().take(interviews) {
            for browser in &browsers {
                let mut rater = Rater::new(browser.clone(), &interview);
                let evidence: Vec<_> = (0..rater.items.len()).map(|item| rater.no_evidence(item)).collect();
                rater.store(&evidence);
                pairs.push(Pair { interview: interview.as_str().into(), cookie: browser.cookie().into(), items: rater.items.into() });
            }
        }
        Self { engine, demo, pairs }
    }

    /// The baseline, on this database.
    #[expect(clippy::disallowed_methods, reason = "which binary to measure can only come from outside")]
    pub(super) fn baseline(&self) -> Baseline {
        let program = std::env::var("MAATSTAF_BASELINE").expect("MAATSTAF_BASELINE is not set: `cargo xtask bench` sets it");
        let place = self.demo.server.place();
        let mut server = Command::new(program).arg(place.url()).arg(place.secret()).stdout(Stdio::piped()).spawn().expect("starts");
        let mut line = String::new();
        BufReader::new(server.stdout.take().expect("piped")).read_line(&mut line).expect("an address");
        Baseline { server, address: line.trim().parse().expect("an address") }
    }
}

pub(super) struct Baseline {
    server: Child,
    address: SocketAddr,
}

impl Baseline {
    pub(super) const fn address(&self) -> SocketAddr {
        self.address
    }
}

impl Drop for Baseline {
    fn drop(&mut self) {
        // It may have ended by itself; then there is nothing to stop.
        let _ = self.server.kill();
        let _ = self.server.wait();
    }
}
