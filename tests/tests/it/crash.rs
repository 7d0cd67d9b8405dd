//! A power cut during scoring, and a stop that is asked for.

use std::{
    io::{Read, Write},
    net::TcpStream,
    sync::{
        atomic::{AtomicUsize, Ordering},
        mpsc::{Sender, channel},
    },
};

use serde_json::Value;
use tests::{Demo, Rater, answers, both_engines};

/// How often the power goes.
const KILLS: u64 = 100;
/// How many score meanwhile: each of three raters in each of so many interviews, and two more.
const CLIENTS: usize = 50;
/// An end comes at the latest after so many acknowledgements.
const MOMENTS: u64 = 60;

both_engines! {
    fn a_server_killed_at_a_hundred_moments_has_every_acknowledged_entry_exactly_once(engine) {
        let mut demo = Demo::new(engine);
        let mut clients = clients(&demo);
        let mut chance = Chance(1);
        for _ in 0..KILLS {
            let enough = usize::try_from(chance.below(MOMENTS)).expect("small");
            let (told, tally) = channel();
            let address = demo.server.address();
            let scoring: Vec<_> = clients.into_iter().map(|client| client.start(address, told.clone())).collect();
            drop(told);
            let mut count = 0;
            while count < enough {
                count += tally.recv().expect("they score until the end");
            }
            demo.server.kill();
            clients = scoring.into_iter().map(|thread| thread.join().expect("a client")).collect();
            demo.server = demo.server.again();
        }
        demo.server.verify();
        let address = demo.server.address();
        let mut entries = 0;
        for client in clients {
            entries += client.stored.len();
            let mut rater = Rater { browser: client.rater.browser.at(address), ..client.rater };
            for sent in client.stored.chunks(100) {
                assert_eq!(answers(&rater.send(sent)), vec!["duplicate"; sent.len()], "{}", rater.interview);
            }
        }
        assert!(entries > 1000, "{entries} entries were acknowledged");
        demo.server.verify();
    }

    fn a_stop_answers_what_it_took_and_leaves_nobody_waiting(engine) {
        let mut demo = Demo::new(engine);
        // A browser that holds on to its connection does not hold the server up.
        let mut idle = TcpStream::connect(demo.server.address()).expect("listens");
        idle.write_all(b"GET /healthz HTTP/1.1\r\nhost: x\r\n\r\n").expect("listens");
        assert!(idle.read(&mut [0; 4096]).expect("answers") > 0);
        let acknowledged = score_until(&mut demo, 60, |demo| demo.server.ask_to_stop());
        let ended = demo.server.wait();
        assert_eq!(ended.code(), Some(0), "{}", demo.server.log());
        demo.server = demo.server.again();
        checked(&demo, acknowledged);
    }
}

/// A device that scores, with what it was told is on disk.
struct Client {
    rater: Rater,
    stored: Vec<Value>,
}

impl Client {
    /// Scores at this server until nobody answers.
    fn start(mut self, server: std::net::SocketAddr, told: Sender<usize>) -> std::thread::JoinHandle<Self> {
        self.rater.browser = self.rater.browser.at(server);
        std::thread::spawn(move || {
            let stored = score(&mut self.rater, &told);
            self.stored.extend(stored);
            self
        })
    }
}

/// Three raters in as many interviews as it takes.
fn clients(demo: &Demo) -> Vec<Client> {
    let mut recruiter = demo.browser("recruiter");
    let people = recruiter.ask("people/list", &[]).done().data();
    let id = |email: &str| {
        let all = people["people"].as_array().into_iter().flatten();
        all.filter(|it| it["email"] == email).find_map(|it| it["id"].as_str()).expect("a person").to_owned()
    };
    let raters = ["panel1", "panel2", "panel3"].map(|name| (name, id(&format!("{name}@example.org"))));
    for n in 0..CLIENTS.div_ceil(3) {
        let name = format!("Kandidaat {n:02}");
        recruiter.call("vacancies/add-candidate", &[("vacancy", &demo.half_way), ("name", &name)]).done();
    }
    for (application, interview) in demo.rows(&demo.half_way) {
        if interview.is_empty() {
            let mut form = vec![("vacancy", demo.half_way.as_str()), ("application", &application), ("starts_at", "2030-01-01T10:00")];
            form.extend(raters.iter().map(|(_, id)| ("raters[]", id.as_str())));
            form.push(("chair", &raters[0].1));
            recruiter.call("vacancies/plan", &form);
        }
    }
    let browsers = raters.map(|(name, _)| demo.browser(name));
    // The new ones: their names come first.
    let interviews: Vec<String> = demo.rows(&demo.half_way).into_iter().map(|(_, interview)| interview).collect();
    let pairs = interviews.iter().flat_map(|interview| browsers.iter().map(move |browser| (browser.clone(), interview)));
    pairs.take(CLIENTS).map(|(browser, interview)| Client { rater: Rater::new(browser, interview), stored: Vec::new() }).collect()
}

/// Chance that is the same every time: Knuth's linear congruence.
struct Chance(u64);

impl Chance {
    fn below(&mut self, end: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % end
    }
}

/// What one rater was told is on disk, in the order in which it was told.
type Acknowledged = (&'static str, String, Vec<Value>);

/// Every rater scores in two interviews at once; when so many entries are acknowledged, the end comes in the middle of it.
fn score_until(demo: &mut Demo, enough: usize, end: impl FnOnce(&mut Demo)) -> Vec<Acknowledged> {
    let [_, live, planned] = demo.interviews();
    let (told, tally) = channel();
    let mut scoring = Vec::new();
    for name in ["panel1", "panel2", "panel3"] {
        for interview in [&live, &planned] {
            let mut rater = demo.rater(name, interview);
            let told = told.clone();
            scoring.push(std::thread::spawn(move || {
                let stored = score(&mut rater, &told);
                (name, rater.interview, stored)
            }));
        }
    }
    drop(told);
    let mut count = 0;
    while count < enough {
        count += tally.recv().expect("they score until the end");
    }
    end(demo);
    scoring.into_iter().map(|thread| thread.join().expect("a rater")).collect()
}

/// Sends batch after batch until nobody answers; gives the entries that were acknowledged.
fn score(rater: &mut Rater, told: &Sender<usize>) -> Vec<Value> {
    static NOTES: AtomicUsize = AtomicUsize::new(0);
    let path = format!("/api/v1/interviews/{}/ledger", rater.interview);
    let headers = [("accept", "application/json"), ("content-type", "application/json")];
    let mut stored = Vec::new();
    for turn in 0.. {
        let number = NOTES.fetch_add(1, Ordering::Relaxed);
        let level = u8::try_from(turn % 5).expect("small") + 1;
        let item = turn % rater.items.len();
        let entries = [rater.noted(item, &format!("notitie nummer {number}.")), rater.rated(item, level)];
        let body = serde_json::json!({ "entries": entries }).to_string();
        // No answer, half an answer, or an answer that it cannot be stored now: nothing was promised.
        let Ok(reply) = rater.browser.try_send("POST", &path, &headers, body.as_bytes()) else { break };
        if reply.status != 200 {
            assert_eq!(reply.status, 503, "{}", reply.text());
            break;
        }
        assert_eq!(answers(&reply), ["stored", "stored"]);
        stored.extend(entries);
        // After the end nobody counts any more.
        let _ = told.send(2);
    }
    stored
}

fn checked(demo: &Demo, acknowledged: Vec<Acknowledged>) {
    demo.server.verify();
    for (name, interview, entries) in acknowledged {
        let mut rater = demo.rater(name, &interview);
        let sheet = rater.sheet().to_string();
        for entry in entries.iter().filter(|entry| entry["kind"] == "noted") {
            let text = entry["payload"]["text"].as_str().expect("a text");
            assert_eq!(sheet.matches(text).count(), 1, "{text} of {name}");
        }
        for entries in entries.chunks(100) {
            assert_eq!(answers(&rater.send(entries)), vec!["duplicate"; entries.len()], "{name}");
        }
    }
    demo.server.verify();
}
