//! Fifty devices that score at once, and remember what they were told.

use std::{
    collections::BTreeMap,
    net::SocketAddr,
    sync::{
        atomic::{AtomicUsize, Ordering},
        mpsc::{Sender, channel},
    },
    thread,
};

use serde_json::Value;
use tests::{Browser, Demo, Rater, answers};

use crate::steps;

/// Three raters on every device they have, as the server sees it.
const CLIENTS: usize = 50;
const RATERS: [(&str, &str); 3] = [("panel1", "Ruben Smit"), ("panel2", "Fatima El Amrani"), ("panel3", "Joost van Dijk")];

/// What is answered to an entry that cannot be there yet, and to one of which nobody knows.
const NOT_THERE: &[&str] = &["stored"];
const MAYBE_THERE: &[&str] = &["stored", "duplicate"];

/// A device of a rater with an interview open.
pub struct Client {
    rater: Rater,
    /// Whose notes end up on one sheet.
    seat: usize,
    /// What it was told is on disk.
    stored: Vec<Value>,
    /// What was not acknowledged and is sent again as it is, with what may be answered then.
    again: Option<(Vec<Value>, &'static [&'static str])>,
}

/// Twelve seats, four or five devices on each.
pub fn clients(demo: &Demo) -> Vec<Client> {
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
    let client = |(seat, rater): (usize, &Rater)| Client { rater: rater.clone(), seat, stored: Vec::new(), again: None };
    seats.iter().enumerate().cycle().take(CLIENTS).map(client).collect()
}

/// All of them score at once; when so many requests are acknowledged, the end comes in the middle of it.
pub fn score(demo: &mut Demo, clients: &mut [Client], enough: u64, end: impl FnOnce(&mut Demo)) {
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
    /// Whether the last thing it sent was refused outright.
    pub fn was_refused(&self) -> bool {
        self.again.as_ref().is_some_and(|(_, expected)| *expected == NOT_THERE)
    }

    /// How much it was told is on disk so far.
    pub fn acknowledged(&self) -> usize {
        self.stored.len()
    }

    /// Sends request after request until there is no answer.
    fn score_until_the_end(&mut self, server: SocketAddr, told: &Sender<()>) {
        self.rater.browser = self.rater.browser.at(server);
        while self.send() {
            // After the end nobody counts any more.
            let _ = told.send(());
        }
    }

    /// Sends what was not acknowledged, else something new; says whether it is now.
    fn send(&mut self) -> bool {
        let (entries, expected) = self.again.take().unwrap_or_else(|| (self.written(), NOT_THERE));
        let path = format!("/api/v1/interviews/{}/ledger", self.rater.interview);
        let headers = [("accept", "application/json"), ("content-type", "application/json")];
        let body = serde_json::json!({ "entries": entries }).to_string();
        let reply = self.rater.browser.try_send("POST", &path, &headers, body.as_bytes());
        match reply.as_ref().map(|reply| reply.status) {
            // It was refused, so it is not there.
            Ok(507) => self.again = Some((entries, expected)),
            // No answer, half an answer, or one that nobody knows whether it is there.
            Err(_) | Ok(503) => self.again = Some((entries, MAYBE_THERE)),
            Ok(_) => {
                let answers = answers(&reply.expect("an answer"));
                assert!(expected.contains(&answers[0].as_str()) && answers.iter().all(|it| *it == answers[0]), "{answers:?}");
                self.stored.extend(entries);
            }
        }
        self.again.is_none()
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

/// Whether so many of what each was told is on disk are in this database, which may be another than the one it was told of.
pub fn present(demo: &Demo, clients: &[Client], so_many: &[usize]) {
    for (client, so_many) in clients.iter().zip(so_many) {
        let mut rater = client.rater.clone();
        rater.browser = rater.browser.at(demo.server.address());
        for entries in client.stored[..*so_many].chunks(100) {
            assert_eq!(answers(&rater.send(entries)), vec!["duplicate"; entries.len()]);
        }
    }
    demo.server.verify();
}

/// Sends once more what was not acknowledged; then everything is there, once, and nothing else.
pub fn checked(demo: &Demo, mut clients: Vec<Client>) {
    let mut written: BTreeMap<usize, Vec<Value>> = BTreeMap::new();
    let mut sheets = BTreeMap::new();
    for client in &mut clients {
        client.rater.browser = client.rater.browser.at(demo.server.address());
        assert!(client.again.is_none() || client.send(), "it answers again");
        for entries in client.stored.chunks(100) {
            assert_eq!(answers(&client.rater.send(entries)), vec!["duplicate"; entries.len()]);
        }
        sheets.entry(client.seat).or_insert_with(|| client.rater.clone());
        written.entry(client.seat).or_default().append(&mut client.stored);
    }
    for (seat, mut rater) in sheets {
        let text = |note: &Value| note["text"].as_str().filter(|text| text.starts_with("notitie nummer")).map(str::to_owned);
        let mut on_sheet: Vec<String> = rater.sheet()["notes"].as_array().into_iter().flatten().filter_map(text).collect();
        let mut acknowledged: Vec<String> = written[&seat].iter().filter_map(|entry| text(&entry["said"])).collect();
        on_sheet.sort();
        acknowledged.sort();
        assert_eq!(on_sheet, acknowledged, "each once and no other");
    }
    demo.server.verify();
}
