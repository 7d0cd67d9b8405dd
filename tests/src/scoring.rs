//! Fifty devices that score at once, and remember what they were told.

use std::{
    collections::BTreeMap,
    net::SocketAddr,
    sync::{
        atomic::{AtomicBool, AtomicUsize, Ordering},
        mpsc::{Sender, channel},
    },
    thread,
};

use crate::{Browser, Demo, Rater, answers, steps};
use serde_json::Value;

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
    let failed = AtomicBool::new(false);
    thread::scope(|scope| {
        let (told, tally) = channel();
        for client in clients {
            let (told, failed) = (told.clone(), &failed);
            scope.spawn(move || client.score_until_the_end(server, &told, failed));
        }
        drop(told);
        let _ends = EndsOnPanic(&failed);
        for _ in 0..enough {
            tally.recv().expect("they score until the end");
        }
        end(demo);
    });
}

/// A test that fails in the middle of it has no server that ends.
struct EndsOnPanic<'a>(&'a AtomicBool);

impl Drop for EndsOnPanic<'_> {
    fn drop(&mut self) {
        self.0.store(thread::panicking(), Ordering::Relaxed);
    }
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
    fn score_until_the_end(&mut self, server: SocketAddr, told: &Sender<()>, failed: &AtomicBool) {
        self.rater.browser = self.rater.browser.at(server);
        while !failed.load(Ordering::Relaxed) && self.send() {
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

/// How much of the first so many entries that each was told are on disk is not in this database, which may be another than the one
/// it was told of.
pub fn missing(demo: &Demo, clients: &[Client], so_many: &[usize]) -> usize {
    let mut missing = 0;
    for (client, so_many) in clients.iter().zip(so_many) {
        let mut rater = client.rater.clone();
        rater.browser = rater.browser.at(demo.server.address());
        missing += not_there(&mut rater, &client.stored[..*so_many]);
    }
    demo.server.verify();
    missing
}

/// How much of this is not on disk, by sending it again.
fn not_there(rater: &mut Rater, entries: &[Value]) -> usize {
    entries.chunks(100).map(|entries| answers(&rater.send(entries)).iter().filter(|answer| *answer != "duplicate").count()).sum()
}

/// What became of what was acknowledged.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub struct Tally {
    /// Entries of which somebody was told that they are on disk.
    pub acknowledged: usize,
    /// Of these, what is not there.
    pub lost: usize,
    /// Notes that are there more than once, or that nobody wrote.
    pub doubled: usize,
}

/// Sends once more what was not acknowledged, and counts what is there.
pub fn tally(demo: &Demo, mut clients: Vec<Client>) -> Tally {
    let mut tally = Tally::default();
    let mut seats: BTreeMap<usize, (Rater, BTreeMap<String, usize>)> = BTreeMap::new();
    for client in &mut clients {
        client.rater.browser = client.rater.browser.at(demo.server.address());
        assert!(client.again.is_none() || client.send(), "it answers again");
        tally.acknowledged += client.stored.len();
        tally.lost += not_there(&mut client.rater, &client.stored);
        let (_, written) = seats.entry(client.seat).or_insert_with(|| (client.rater.clone(), BTreeMap::new()));
        for text in client.stored.iter().filter_map(|entry| note(&entry["said"])) {
            *written.entry(text).or_default() += 1;
        }
    }
    for (mut rater, mut written) in seats.into_values() {
        for text in rater.sheet()["notes"].as_array().into_iter().flatten().filter_map(note) {
            match written.get_mut(&text) {
                Some(left @ 1..) => *left -= 1,
                _ => tally.doubled += 1,
            }
        }
        tally.lost += written.values().sum::<usize>();
    }
    demo.server.verify();
    tally
}

/// The text of a note that one of these devices wrote.
fn note(of: &Value) -> Option<String> {
    of["text"].as_str().filter(|text| text.starts_with("notitie nummer")).map(str::to_owned)
}

/// Everything that was acknowledged is there, once, and nothing else.
pub fn checked(demo: &Demo, clients: Vec<Client>) {
    let Tally { lost, doubled, .. } = tally(demo, clients);
    assert_eq!((lost, doubled), (0, 0), "lost and doubled");
}
