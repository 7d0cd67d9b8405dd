//! What one server takes on, and what it says beyond that.

use std::{
    io::{Read, Write},
    net::{SocketAddr, TcpStream},
    sync::{Arc, Barrier},
};

use domain::{Code, Lang};
use tests::{Browser, Demo, Engine, PASSWORD, Place, Server, both_engines};
use text::errors;

fn with(settings: &[&str]) -> Demo {
    Demo::of(Server::with(&Arc::new(Place::new(Engine::Sqlite)), true, settings))
}

/// Sends this and nothing more; gives what comes until the server ends it.
fn say(server: SocketAddr, words: &str) -> String {
    let mut socket = TcpStream::connect(server).expect("listens");
    socket.write_all(words.as_bytes()).expect("takes it");
    let mut answer = Vec::new();
    // An end that comes with a reset is an end too.
    let _ = socket.read_to_end(&mut answer);
    String::from_utf8_lossy(&answer).into_owned()
}

#[test]
fn a_head_that_does_not_arrive_is_not_waited_for() {
    let demo = with(&["--head-seconds", "1"]);
    let server = demo.server.address();
    for begun in ["", "GET / HTTP/1.1\r\n", "POST /api/ui/people/sign-in HTTP/1.1\r\nhost: a\r\ncontent-le"] {
        say(server, begun);
    }
    // Nor does a connection stay open that asks for nothing more.
    let answer = say(server, &format!("GET /healthz HTTP/1.1\r\nhost: {server}\r\n\r\n"));
    assert!(answer.starts_with("HTTP/1.1 204"), "{answer}");
}

#[test]
fn a_body_that_does_not_arrive_is_not_waited_for_and_says_so() {
    let demo = with(&["--body-seconds", "1"]);
    let head = |accept: &str| {
        let host = demo.server.address();
        format!(
            "POST /api/ui/people/sign-in HTTP/1.1\r\nhost: {host}\r\naccept: {accept}\r\naccept-language: en\r\nsec-fetch-site: same-origin\r\n\
             content-type: application/x-www-form-urlencoded\r\n"
        )
    };
    let some = format!("{}content-length: 1000\r\n\r\nemail=", head("application/json"));
    let answer = say(demo.server.address(), &some);
    assert!(answer.starts_with("HTTP/1.1 408") && answer.contains("too_slow"), "{answer}");
    let chunked = format!("{}transfer-encoding: chunked\r\n\r\n6\r\nemail=\r\n", head("text/html"));
    let answer = say(demo.server.address(), &chunked);
    assert!(answer.contains(&errors::say(Lang::En, Code::TooSlow, "")), "{answer}");
}

/// The head of a request with this body still to come.
fn head(demo: &Demo, way: &str, kind: &str, length: usize, more: &str) -> String {
    let host = demo.server.address();
    format!(
        "POST {way} HTTP/1.1\r\nhost: {host}\r\naccept: application/json\r\nsec-fetch-site: same-origin\r\ncontent-type: {kind}\r\n\
         content-length: {length}\r\n{more}\r\n"
    )
}

/// Begins to send, and waits until the server wants the body.
fn begin(demo: &Demo, browser: &Browser) -> TcpStream {
    let more = format!("cookie: {}\r\nexpect: 100-continue\r\n", browser.cookie());
    let mut socket = TcpStream::connect(demo.server.address()).expect("listens");
    let words = head(demo, "/api/ui/people/sign-out", "application/x-www-form-urlencoded", 1000, &more);
    socket.write_all(words.as_bytes()).expect("takes it");
    let mut answer = [0; 12];
    socket.read_exact(&mut answer).expect("an answer");
    assert_eq!(&answer, b"HTTP/1.1 100");
    socket
}

#[test]
fn of_nobody_no_long_body_is_read_on_any_way_in() {
    let demo = with(&["--body-seconds", "1"]);
    let [_, live, _] = demo.interviews();
    for (way, kind, status) in [
        (format!("/api/v1/interviews/{live}/ledger"), "application/json", 401),
        (format!("/vacancies/{}/import/file", demo.half_way), "multipart/form-data; boundary=e", 401),
        ("/sign-in".to_owned(), "application/x-www-form-urlencoded", 401),
        ("/api/ui/people/sign-in".to_owned(), "application/x-www-form-urlencoded", 413),
    ] {
        let begun = format!("{}{}", head(&demo, &way, kind, 2_000_000, ""), " ".repeat(100_000));
        let answer = say(demo.server.address(), &begun);
        assert!(answer.starts_with(&format!("HTTP/1.1 {status}")), "{way}: {answer}");
    }
}

#[test]
fn one_account_sends_so_much_at_once_and_keeps_nobody_else_from_sending() {
    let demo = Demo::new(Engine::Sqlite);
    let (mut many, mut other) = (demo.browser("panel1"), demo.browser("panel2"));
    let held: Vec<TcpStream> = (0..128).map(|_| begin(&demo, &many)).collect();
    let refused = many.call("settings/language", &[("lang", "nl"), ("back", "/")]);
    refused.refused(Code::TooMuchAtOnce);
    assert_eq!(refused.header("retry-after"), "5");
    assert_eq!(many.ask("home/today", &[]).status, 200, "reading needs no room");
    other.call("settings/language", &[("lang", "nl"), ("back", "/")]).done();
    drop(held);
}

#[test]
fn what_nobodies_send_takes_no_room_of_who_works() {
    let demo = with(&["--trusted-proxies", "127.0.0.1"]);
    let nobody = demo.server.browser();
    let held: Vec<TcpStream> = (0..64).map(|_| begin(&demo, &nobody)).collect();
    let form = [("email", "iemand@example.org"), ("password", "verkeerd")];
    demo.server.browser().call("people/sign-in", &form).refused(Code::TooMuchAtOnce);
    let headers =
        [("accept", "application/json"), ("content-type", "application/x-www-form-urlencoded"), ("x-forwarded-for", "198.51.100.7")];
    let elsewhere = demo.server.browser().send("POST", "/api/ui/people/sign-in", &headers, b"email=iemand%40example.org&password=verkeerd");
    elsewhere.refused(Code::SignInFailed);
    drop(held);
}

#[test]
fn beyond_its_connections_a_server_says_that_it_is_busy() {
    let demo = with(&["--connections", "8"]);
    let server = demo.server.address();
    let held: Vec<TcpStream> = (0..8).map(|_| TcpStream::connect(server).expect("listens")).collect();
    let mut answer = String::new();
    let _ = TcpStream::connect(server).expect("listens").read_to_string(&mut answer);
    assert!(answer.starts_with("HTTP/1.1 503") && answer.contains(&errors::say(Lang::Nl, Code::Busy, "")), "{answer}");
    drop(held);
}

both_engines! {
    fn nobody_looks_on_with_more_tabs_than_anybody_has(engine) {
        let demo = Demo::new(engine);
        let [_, live, _] = demo.interviews();
        let ways = [format!("/api/v1/interviews/{live}/events"), format!("/api/v1/vacancies/{}/events", demo.half_way)];
        let (mut many, other) = (demo.browser("panel1"), demo.browser("panel2"));
        let mut streams: Vec<_> = (0..20).map(|n| many.events(&ways[n % 2])).collect();
        for way in &ways {
            many.send("GET", way, &[("accept", "text/event-stream")], &[]).refused(Code::TooManyStreams);
        }
        assert_eq!(other.events(&ways[0]).next_name(), "hello", "others look on");
        assert!(streams.iter_mut().all(|stream| stream.next_name() == "hello"), "and so do the ones that were there");
    }

    fn what_nobody_typed_in_vain_is_kept_by_their_own_browser(engine) {
        let demo = Demo::new(engine);
        let mut nobody = demo.server.browser();
        nobody.open("/sign-in");
        let long = "x".repeat(1000);
        for n in 0..40 {
            let typed = format!("email=iemand{n}&next={long}");
            let away = nobody.post_page("/api/ui/people/sign-in", "application/x-www-form-urlencoded", typed.as_bytes());
            assert_eq!(away.status, 303);
            assert!(!away.header("set-cookie").starts_with("maatstaf="), "no session: {}", away.header("set-cookie"));
        }
        let page = nobody.open("/sign-in").clone();
        assert_eq!(page.form("/api/ui/people/sign-in", &[]).value("email"), "iemand39", "what was typed is there");
        assert!(!page.alerts().is_empty(), "with what was wrong");
        assert!(nobody.open("/sign-in").alerts().is_empty(), "once");
        let large = format!("email={}", "x".repeat(70_000));
        let answer = nobody.post_page("/api/ui/people/sign-in", "application/x-www-form-urlencoded", large.as_bytes());
        assert_eq!(answer.status, 303);
        nobody.open("/sign-in").says_code(Code::TooLarge, "");
    }
}

#[test]
fn many_posts_of_nobody_write_next_to_nothing() {
    let demo = Demo::new(Engine::Sqlite);
    let size = || {
        let of = |name: &str| std::fs::metadata(demo.server.place().folder().join(name)).map_or(0, |file| file.len());
        of("maatstaf.db") + of("maatstaf.db-wal")
    };
    let before = size();
    let typed = format!("secret=x&name={}", "x".repeat(60_000));
    for _ in 0..40 {
        let mut nobody = demo.server.browser();
        let answer = nobody.post_page("/api/ui/people/accept", "application/x-www-form-urlencoded", typed.as_bytes());
        assert_eq!(answer.status, 303);
    }
    let written = size() - before;
    assert!(written < 1_000_000, "{written} bytes");
}

#[test]
fn one_client_that_tries_without_end_keeps_nobody_else_from_signing_in() {
    let demo = with(&["--trusted-proxies", "127.0.0.1"]);
    let over = std::sync::atomic::AtomicBool::new(false);
    let sign_in = |browser: &mut Browser, from: &str, email: &str, password: &str| {
        let headers = [("accept", "application/json"), ("content-type", "application/x-www-form-urlencoded"), ("x-forwarded-for", from)];
        browser.send("POST", "/api/ui/people/sign-in", &headers, format!("email={email}&password={password}").as_bytes()).status
    };
    std::thread::scope(|scope| {
        for n in 0..60 {
            let (mut browser, over) = (demo.server.browser(), &over);
            scope.spawn(move || {
                while !over.load(std::sync::atomic::Ordering::Relaxed) {
                    sign_in(&mut browser, "203.0.113.9", &format!("iemand{n}%40example.org"), "verkeerd");
                }
            });
        }
        let mut browser = demo.server.browser();
        let right: Vec<u16> = (1..9).map(|n| sign_in(&mut browser, &format!("198.51.100.{n}"), "panel2%40example.org", PASSWORD)).collect();
        over.store(true, std::sync::atomic::Ordering::Relaxed);
        assert_eq!(right, [200; 8]);
    });
}

#[test]
fn of_many_who_sign_in_at_once_some_are_told_that_it_is_busy_and_all_are_answered() {
    // Everybody from a network of their own: what is tried by one is bounded by other means.
    let demo = with(&["--trusted-proxies", "127.0.0.1"]);
    let start = Barrier::new(150);
    let statuses: Vec<u16> = std::thread::scope(|scope| {
        let all: Vec<_> = (0..150)
            .map(|n| {
                let (mut browser, start) = (demo.server.browser(), &start);
                scope.spawn(move || {
                    let from = format!("203.0.113.{n}");
                    let body = format!("email=iemand{n}%40example.org&password=verkeerd");
                    let kind = "application/x-www-form-urlencoded";
                    let headers = [("accept", "application/json"), ("content-type", kind), ("x-forwarded-for", &from)];
                    start.wait();
                    browser.send("POST", "/api/ui/people/sign-in", &headers, body.as_bytes()).status
                })
            })
            .collect();
        all.into_iter().map(|one| one.join().expect("answered")).collect()
    });
    assert!(statuses.contains(&503), "{statuses:?}");
    assert!(statuses.iter().all(|status| [401, 503].contains(status)), "{statuses:?}");
    demo.browser("recruiter").ask("vacancies/list", &[]).done();
}
