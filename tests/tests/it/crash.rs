//! A power cut during scoring, again and again, and a stop that is asked for.

use std::{
    collections::BTreeMap,
    io::{Read, Write},
    net::{SocketAddr, TcpStream},
    sync::{
        atomic::{AtomicUsize, Ordering},
        mpsc::{Sender, channel},
    },
    thread,
};

use serde_json::Value;
use tests::{Browser, Demo, Rater, answers, both_engines};

use crate::steps;

const KILLS: usize = 100;
/// Three raters on every device they have, as the server sees it.
const CLIENTS: usize = 50;
const RATERS: [(&str, &str); 3] = [("panel1", "Ruben Smit"), ("panel2", "Fatima El Amrani"), ("panel3", "Joost van Dijk")];

both_engines! {
    fn a_server_killed_at_a_hundred_moments_has_every_acknowledged_entry_exactly_once(engine) {
        let mut demo = Demo::new(engine);
        let mut clients = clients(&demo);
        let mut chance = Chance(20_261_123);
        for _ in 0..KILLS {
            let enough = chance.below(61);
            score(&mut demo, &mut clients, enough, |demo| demo.server.kill());
            demo.server = demo.server.again();
            demo.server.verify();
        }
        checked(&demo, clients);
    }

    fn a_stop_answers_what_it_took_and_leaves_nobody_waiting(engine) {
        let mut demo = Demo::new(engine);
        let mut clients = clients(&demo);
        // A browser that holds on to its connection does not hold the server up.
        let mut idle = TcpStream::connect(demo.server.address()).expect("listens");
        idle.write_all(b"GET /healthz HTTP/1.1\r\nhost: x\r\n\r\n").expect("listens");
        assert!(idle.read(&mut [0; 4096]).expect("answers") > 0);
        score(&mut demo, &mut clients, 60, |demo| demo.server.ask_to_stop());
        let ended = demo.server.wait();
        assert_eq!(ended.code(), Some(0), "{}", demo.server.log());
        demo.server = demo.server.again();
        checked(&demo, clients);
    }
}

/// Moments that nobody chose, the same in every run: the numbers of xorshift64*.
struct Chance(u64);

impl Chance {
    fn below(&mut self, end: u64) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        (self.0.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 32) % end
    }
}

/// A device of a rater with an interview open.
struct Client {
    rater: Rater,
    /// Whose notes end up on one sheet.
    seat: usize,
    /// What it was told is on disk.
    stored: Vec<Value>,
    /// What it sent and got no answer to: it may be on disk, and is sent again as it is.
    unanswered: Option<Vec<Value>>,
}

/// Twelve seats, four or five devices on each.
fn clients(demo: &Demo) -> Vec<Client> {
    let [submitted, ..] = demo.interviews();
    let vacancy = format!("/vacancies/{}", demo.half_way);
    let mut recruiter = demo.browser("recruiter");
    for candidate in ["Ada Kuipers", "Ben Vos"] {
        steps::candidate(&mut recruiter, &vacancy, candidate);
        steps::plan(&mut recruiter, &vacancy, &RATERS.map(|(_, name)| name));
    }
    let interviews = demo.rows(&demo.half_way).into_iter().map(|(_, interview)| interview).filter(|it| *it != submitted);
    let raters: Vec<Browser> = RATERS.iter().map(|(account, _)| demo.browser(account)).collect();
    let seats: Vec<Rater> =
        interviews.flat_map(|interview| raters.iter().map(move |rater| Rater::new(rater.clone(), &interview))).collect();
    assert_eq!(seats.len(), 12);
    let client = |(seat, rater): (usize, &Rater)| Client { rater: rater.clone(), seat, stored: Vec::new(), unanswered: None };
    seats.iter().enumerate().cycle().take(CLIENTS).map(client).collect()
}

/// All of them score at once; when so many requests are acknowledged, the end comes in the middle of it.
fn score(demo: &mut Demo, clients: &mut [Client], enough: u64, end: impl FnOnce(&mut Demo)) {
    let server = demo.server.address();
    thread::scope(|scope| {
        let (told, tally) = channel();
        for client in clients {
            let told = told.clone();
            scope.spawn(move || client.score_until_the_end(server, &told));
        }
        drop(told);
        for _ in 0..enough {
            tally.recv().expect("they score until the end");
        }
        end(demo);
    });
}

impl Client {
    /// Sends request after request until there is no answer.
    fn score_until_the_end(&mut self, server: SocketAddr, told: &Sender<()>) {
        self.rater.browser = self.rater.browser.at(server);
        while self.send() {
            // After the end nobody counts any more.
            let _ = told.send(());
        }
    }

    /// Sends what was not answered, else something new; says whether it was acknowledged.
    fn send(&mut self) -> bool {
        let (entries, expected): (_, &[&str]) = match self.unanswered.take() {
            Some(entries) => (entries, &["stored", "duplicate"]),
            None => (self.written(), &["stored"]),
        };
        let path = format!("/api/v1/interviews/{}/ledger", self.rater.interview);
        let headers = [("accept", "application/json"), ("content-type", "application/json")];
        let body = serde_json::json!({ "entries": entries }).to_string();
        match self.rater.browser.try_send("POST", &path, &headers, body.as_bytes()) {
            Ok(reply) if reply.status != 503 => {
                let answers = answers(&reply);
                assert!(expected.contains(&answers[0].as_str()) && answers.iter().all(|it| *it == answers[0]), "{answers:?}");
                self.stored.extend(entries);
                true
            }
            // No answer, half an answer, or an answer that it cannot be stored now: nothing was promised.
            _ => {
                self.unanswered = Some(entries);
                false
            }
        }
    }

    /// A note and the rating that it is the reason for.
    fn written(&self) -> Vec<Value> {
        static NOTES: AtomicUsize = AtomicUsize::new(0);
        let number = NOTES.fetch_add(1, Ordering::Relaxed);
        let level = u8::try_from(number % 5).expect("small") + 1;
        let item = number % self.rater.items.len();
        vec![self.rater.noted(item, &format!("notitie nummer {number}.")), self.rater.rated(item, level)]
    }
}

fn checked(demo: &Demo, mut clients: Vec<Client>) {
    let mut written: BTreeMap<usize, Vec<Value>> = BTreeMap::new();
    let mut sheets = BTreeMap::new();
    for client in &mut clients {
        client.rater.browser = client.rater.browser.at(demo.server.address());
        assert!(client.unanswered.is_none() || client.send(), "it answers again");
        for entries in client.stored.chunks(100) {
            assert_eq!(answers(&client.rater.send(entries)), vec!["duplicate"; entries.len()]);
        }
        sheets.entry(client.seat).or_insert_with(|| client.rater.clone());
        written.entry(client.seat).or_default().append(&mut client.stored);
    }
    for (seat, mut rater) in sheets {
        let text = |note: &Value| note["text"].as_str().filter(|text| text.starts_with("notitie nummer")).map(str::to_owned);
        let mut on_sheet: Vec<String> = rater.sheet()["notes"].as_array().into_iter().flatten().filter_map(text).collect();
        let mut acknowledged: Vec<String> = written[&seat].iter().filter_map(|entry| text(&entry["payload"])).collect();
        on_sheet.sort();
        acknowledged.sort();
        assert_eq!(on_sheet, acknowledged, "each once and no other");
    }
    demo.server.verify();
}
