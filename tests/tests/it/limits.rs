//! Who tries passwords and codes is slowed down; who has the right one is kept out by nobody.

use std::sync::Arc;

use domain::Code;
use tests::{Browser, Demo, Engine, PASSWORD, Place, Reply, Server, both_engines};

/// A demo whose requests say from where they come.
fn behind_a_proxy(engine: Engine) -> Demo {
    Demo::of(Server::with(&Arc::new(Place::new(engine)), true, &["--trusted-proxies", "127.0.0.0/8,::1"]))
}

fn sign_in_from(browser: &mut Browser, address: &str, email: &str, password: &str) -> Reply {
    let body = format!("email={email}%40example.org&password={password}");
    let headers = [
        ("accept", "application/json"),
        ("content-type", "application/x-www-form-urlencoded"),
        ("sec-fetch-site", "same-origin"),
        ("x-forwarded-for", address),
    ];
    browser.send("POST", "/api/ui/people/sign-in", &headers, body.as_bytes())
}

both_engines! {
    fn a_copy_of_what_a_browser_is_known_by_takes_no_tries_of_its_owner(engine) {
        let demo = behind_a_proxy(engine);
        let mut owner = demo.server.browser();
        sign_in_from(&mut owner, "198.51.100.7", "panel1", PASSWORD).done();
        let mut thief = owner.clone();
        owner.call("people/sign-out", &[]).done();
        for _ in 0..3 {
            sign_in_from(&mut thief, "203.0.113.9", "panel1", "verkeerd").refused(Code::SignInFailed);
        }
        sign_in_from(&mut thief, "203.0.113.9", "panel1", PASSWORD).refused(Code::TooManyTries);
        sign_in_from(&mut owner, "198.51.100.7", "panel1", PASSWORD).done();
    }

    fn one_colleague_who_tries_without_end_keeps_the_others_of_an_office_from_nothing(engine) {
        let demo = behind_a_proxy(engine);
        let mut attacker = demo.server.browser();
        let mut tried = |n: usize| sign_in_from(&mut attacker, "203.0.113.9", &format!("iemand{}", n % 20), "verkeerd").status;
        let statuses: Vec<u16> = (0..60).map(&mut tried).collect();
        assert!(statuses[..50].iter().all(|status| *status == 401) && statuses[50..].contains(&429), "{statuses:?}");
        for colleague in ["panel1", "panel2", "recruiter"] {
            sign_in_from(&mut demo.server.browser(), "203.0.113.9", colleague, PASSWORD).done();
        }
    }

    fn who_tries_an_account_waits_longer_each_time_and_its_owner_does_not(engine) {
        let demo = behind_a_proxy(engine);
        let (mut attacker, mut owner) = (demo.server.browser(), demo.server.browser());
        sign_in_from(&mut owner, "198.51.100.7", "panel1", PASSWORD).done();
        for account in ["panel1", "niemand"] {
            for _ in 0..3 {
                sign_in_from(&mut attacker, "203.0.113.9", account, "verkeerd").refused(Code::SignInFailed);
            }
            // The same for who has an account and who has none, and for the right password.
            let waits = sign_in_from(&mut attacker, "203.0.113.9", account, PASSWORD);
            assert_eq!(waits.refused(Code::TooManyTries).data()["faults"][0]["about"], "1", "{}", waits.text());
        }
        // Written in another way it is the same address.
        sign_in_from(&mut attacker, "203.0.113.9", "Panel1", PASSWORD).refused(Code::TooManyTries);
        // Elsewhere on the same network of IPv6 it is the same client; on another it is not.
        let mut another = demo.server.browser();
        sign_in_from(&mut another, "192.0.2.44", "panel1", PASSWORD).done();
        // A browser in which the owner signed in before is let in also where somebody tries, and after signing out.
        sign_in_from(&mut owner, "203.0.113.9", "panel1", PASSWORD).done();
        owner.call("people/sign-out", &[]).done();
        sign_in_from(&mut owner, "203.0.113.9", "panel1", PASSWORD).done();
        // It opens nothing by itself, and is of that account alone.
        owner.call("people/sign-out", &[]).done();
        owner.ask("home/today", &[]).refused(Code::NotSignedIn);
        for _ in 0..3 {
            sign_in_from(&mut owner, "203.0.113.9", "panel1", "verkeerd").refused(Code::SignInFailed);
        }
        sign_in_from(&mut owner, "203.0.113.9", "panel1", PASSWORD).refused(Code::TooManyTries);
        // What it waits for is its own: elsewhere the owner gets in.
        sign_in_from(&mut another, "192.0.2.44", "panel1", PASSWORD).done();
    }

    fn one_client_tries_thirty_addresses_and_then_waits(engine) {
        let demo = behind_a_proxy(engine);
        let mut attacker = demo.server.browser();
        let mut tried = |n: usize| sign_in_from(&mut attacker, "2001:db8:1:2::9", &format!("iemand{n}"), "verkeerd").status;
        let statuses: Vec<u16> = (0..60).map(&mut tried).collect();
        assert!(statuses[..30].iter().all(|status| *status == 401), "{statuses:?}");
        assert!(statuses[30..].contains(&429), "{statuses:?}");
        assert!(statuses.iter().filter(|status| **status == 401).count() < 45, "{statuses:?}");
        // The other half of an IPv6 address is its own to choose.
        let mut same = demo.server.browser();
        assert_eq!(sign_in_from(&mut same, "2001:db8:1:2:ffff::1", "panel1", PASSWORD).status, 429);
        sign_in_from(&mut demo.server.browser(), "2001:db8:1:3::9", "panel1", PASSWORD).done();
    }
}

#[test]
fn whoever_has_many_networks_of_ipv6_is_one_site_after_a_while() {
    let demo = behind_a_proxy(Engine::Sqlite);
    let mut attacker = demo.server.browser();
    let mut from = |n: usize| sign_in_from(&mut attacker, &format!("2001:db8:7:{n:x}::9"), &format!("iemand{n}"), "verkeerd").status;
    let statuses: Vec<u16> = (0..125).map(&mut from).collect();
    assert!(statuses[..120].iter().all(|status| *status == 401), "{statuses:?}");
    assert!(statuses[120..].contains(&429), "{statuses:?}");
    sign_in_from(&mut demo.server.browser(), "2001:db8:8::9", "panel1", PASSWORD).done();
}

#[test]
fn nobody_says_by_themselves_where_they_come_from() {
    let demo = Demo::new(Engine::Sqlite);
    let mut attacker = demo.server.browser();
    let mut from = |n: u8| sign_in_from(&mut attacker, &format!("203.0.113.{n}"), "panel1", "verkeerd").status;
    assert_eq!([1, 2, 3, 4].map(&mut from), [401, 401, 401, 429]);
}

#[test]
fn wrong_codes_keep_the_owner_at_the_machine_from_nothing() {
    let server = Server::fresh(Engine::Sqlite);
    let code = server.code();
    let mut owner = server.browser();
    let mut try_code = |code: &str| {
        let form = [
            ("code", code),
            ("organisation", "V"),
            ("name", "Ada"),
            ("email", "ada@example.org"),
            ("password", PASSWORD),
            ("password_again", PASSWORD),
        ];
        owner.call("people/set-up", &form)
    };
    for _ in 0..3 {
        try_code("abcdefghjkmn").faults(&[("code", Code::WrongCode)]);
    }
    for _ in 0..20 {
        try_code("abcdefghjkmn");
    }
    try_code(&code).done();
}

#[test]
fn who_guesses_at_the_secrets_of_links_waits() {
    let demo = behind_a_proxy(Engine::Sqlite);
    let mut guest = demo.server.browser();
    let mut open = |way: &str, from: &str| {
        // A script gets the status itself; a form would be led back to its page.
        let accept = if way.starts_with("/api/") { "application/json" } else { "text/html" };
        guest.send("GET", way, &[("accept", accept), ("x-forwarded-for", from)], &[]).status
    };
    let ways = ["/invite/", "/reset/", "/sort/", "/sheet/", "/api/ui/people/reset-link?secret="];
    let statuses: Vec<u16> = (0..60).map(|n| open(&format!("{}x{n}", ways[n % ways.len()]), "203.0.113.9")).collect();
    assert!(statuses[..30].iter().all(|status| *status == 404) && statuses[30..].contains(&429), "{statuses:?}");
    assert_eq!(open("/invite/x", "203.0.113.10"), 404);
    assert_eq!(open("/sign-in", "203.0.113.9"), 200);
}

#[test]
fn over_https_the_browser_keeps_what_it_is_known_by_for_this_host_alone() {
    let place = Arc::new(Place::new(Engine::Sqlite));
    let demo = Server::demo(Engine::Sqlite);
    let mut browser = demo.browser();
    let cookies = |reply: &Reply| -> Vec<String> {
        reply.headers.get_all("set-cookie").into_iter().map(|it| it.to_str().expect("letters").to_owned()).collect()
    };
    let reply = browser.call("people/sign-in", &[("email", "panel1@example.org"), ("password", PASSWORD)]);
    let known = cookies(reply.done()).into_iter().find(|it| it.starts_with("maatstaf-known=")).expect("a cookie");
    assert!(known.contains("HttpOnly") && known.contains("SameSite=Lax") && known.contains("Max-Age=34560000"), "{known}");
    let port = std::net::TcpListener::bind("127.0.0.1:0").and_then(|it| it.local_addr()).expect("a free port").port();
    let listen = format!("127.0.0.1:{port}");
    let arguments = ["serve", "--demo", "--listen", &listen, "--base-url", "https://maatstaf.example"];
    let _running = tests::binary(&arguments).on(&place).serve().unwrap_or_else(|ended| panic!("{ended:?}"));
    let mut browser = Browser::new(listen.parse().expect("an address"));
    browser.name = Some("maatstaf.example".to_owned());
    let reply = browser.call("people/sign-in", &[("email", "panel1@example.org"), ("password", PASSWORD)]);
    let known = cookies(reply.done()).into_iter().find(|it| it.starts_with("__Host-maatstaf-known=")).expect("a cookie");
    assert!(known.contains("Secure") && known.contains("Path=/"), "{known}");
}
