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

both_engines! {
    fn a_killed_server_has_every_acknowledged_entry_exactly_once(engine) {
        let mut demo = Demo::new(engine);
        let acknowledged = score_until(&mut demo, 240, |demo| demo.server.kill());
        demo.server = demo.server.again();
        checked(&demo, acknowledged);
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
