//! Memory of connections that asked for one page and then say nothing, as browsers keep them.

use std::{
    io::{BufRead, BufReader, Read, Write},
    net::{SocketAddr, TcpStream},
    sync::Arc,
    time::Duration,
};

use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
use tests::{Demo, Engine, Goal, Place, Server, figure, now, open_files, resident};

use crate::memory::{use_it, wait_until_closed};

const CONNECTIONS: usize = 2000;
const MOST_MB: f64 = 40.0;
const OF_BEFORE: f64 = 1.1;
/// The allocator gives back within ten seconds what nobody uses.
const GIVEN_BACK: Duration = Duration::from_secs(12);

pub(super) fn measure() {
    raise_open_files();
    let place = Arc::new(Place::new(Engine::Sqlite));
    let settings = ["--connections", "4000", "--head-seconds", "86400"];
    let demo = Demo::of(Server::with(&place, true, &settings));
    use_it(&demo);
    let (before, files) = (resident(demo.server.pid()), open_files(demo.server.pid()));
    let cookie = demo.browser("recruiter").cookie();
    let page = format!("/vacancies/{}", demo.finished);
    let idle: Vec<TcpStream> = (0..CONNECTIONS).map(|_| asked(demo.server.address(), &page, &cookie)).collect();
    let held = resident(demo.server.pid()) - before;
    figure("idle", "2000 connections after a page", format!("{held:.1}"), "MB", &Goal::at_most(held, MOST_MB, "MB"));
    drop(idle);
    wait_until_closed(&demo, files);
    let closed = now();
    while closed.elapsed() < GIVEN_BACK {
        demo.server.browser().get("/healthz").done();
    }
    use_it(&demo);
    let ratio = resident(demo.server.pid()) / before;
    figure("idle", "after they closed, of before", format!("{ratio:.2}"), "times", &Goal::at_most(ratio, OF_BEFORE, "times"));
}

/// A connection that has read its page to the end.
fn asked(server: SocketAddr, page: &str, cookie: &str) -> TcpStream {
    let mut socket = TcpStream::connect(server).expect("listens");
    let words = format!("GET {page} HTTP/1.1\r\nhost: {server}\r\naccept: text/html\r\ncookie: {cookie}\r\n\r\n");
    socket.write_all(words.as_bytes()).expect("takes it");
    let mut reader = BufReader::new(&socket);
    let mut line = String::new();
    reader.read_line(&mut line).expect("an answer");
    assert!(line.starts_with("HTTP/1.1 200"), "{line}");
    let mut length = None;
    while line.trim() != "" {
        line.clear();
        reader.read_line(&mut line).expect("a head");
        length = line.to_lowercase().strip_prefix("content-length:").and_then(|length| length.trim().parse().ok()).or(length);
    }
    match length {
        Some(length) => drop(reader.read_exact(&mut vec![0; length])),
        None => read_chunks(&mut reader),
    }
    socket
}

fn read_chunks(reader: &mut impl BufRead) {
    let mut line = String::new();
    loop {
        line.clear();
        reader.read_line(&mut line).expect("a chunk");
        let length = usize::from_str_radix(line.trim(), 16).expect("a length");
        reader.read_exact(&mut vec![0; length + 2]).expect("a chunk");
        if length == 0 {
            return;
        }
    }
}

fn raise_open_files() {
    let limit = getrlimit(Resource::Nofile);
    setrlimit(Resource::Nofile, Rlimit { current: limit.maximum, ..limit }).expect("as many as the system allows");
}
