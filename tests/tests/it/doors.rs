//! Signing in and out, invitations, sessions: and everybody who should stay outside.

use domain::{Code, Lang};
use tests::{Demo, Engine, PASSWORD, Server, both_engines};
use text::errors;

both_engines! {
    fn a_wrong_password_and_an_unknown_address_get_the_same_answer(engine) {
        let demo = Demo::new(engine);
        let mut browser = demo.server.browser();
        let known = browser.call("people/sign-in", &[("email", "recruiter@example.org"), ("password", "verkeerd")]);
        let unknown = browser.call("people/sign-in", &[("email", "niemand@example.org"), ("password", "verkeerd")]);
        known.refused(Code::SignInFailed);
        assert_eq!((known.status, known.bytes), (unknown.status, unknown.bytes));
        browser.open("/sign-in?next=/vacancies");
        let page = browser.fill("/api/ui/people/sign-in", &[("email", "recruiter@example.org"), ("password", "geheim-verkeerd")]).clone();
        page.says(&errors::say(Lang::En, Code::SignInFailed, "")).never_says("geheim-verkeerd");
        assert_eq!(page.url, "/sign-in?next=/vacancies");
        assert_eq!(page.form("/api/ui/people/sign-in", &[]).value("email"), "recruiter@example.org");
        let page = browser.fill("/api/ui/people/sign-in", &[("password", PASSWORD)]);
        assert_eq!(page.url, "/vacancies", "to where one was going");
    }

    fn a_link_works_once(engine) {
        let demo = Demo::new(engine);
        let link = demo.invitation("gast@example.org", "interviewer");
        let mut guest = demo.server.browser();
        guest.open(&link).says("gast@example.org");
        let page = guest.fill("/api/ui/people/accept", &[("name", "Gast"), ("password", "kort"), ("password_again", "kort")]);
        assert_eq!(page.faults().into_keys().collect::<Vec<_>>(), ["password"]);
        assert_eq!(page.form("/api/ui/people/accept", &[]).value("name"), "Gast");
        assert_eq!(guest.fill("/api/ui/people/accept", &[("password", PASSWORD), ("password_again", PASSWORD)]).url, "/");
        let secret = link.trim_start_matches("/invite/");
        let mut second = demo.server.browser();
        let page = second.open(&link).clone();
        page.says(&errors::say(Lang::En, Code::LinkExpired, ""));
        assert_eq!(page.status, 410);
        let again = [("secret", secret), ("name", "Dief"), ("password", PASSWORD), ("password_again", PASSWORD)];
        second.call("people/accept", &again).refused(Code::LinkExpired);
        // The address is taken now, by anybody's link.
        demo.browser("admin").call("people/invite", &[("email", "GAST@example.org"), ("role", "admin"), ("lang", "nl")]).faults(&[("email", Code::ColleagueThere)]);
    }

    fn a_link_that_was_withdrawn_is_over(engine) {
        let demo = Demo::new(engine);
        let link = demo.invitation("gast@example.org", "interviewer");
        let mut admin = demo.browser("admin");
        admin.open("/people");
        admin.fill("/api/ui/people/revoke", &[]);
        let mut guest = demo.server.browser();
        assert!([404, 410].contains(&guest.open(&link).status));
    }

    fn a_session_survives_a_restart_and_ends_with_signing_out(engine) {
        let mut demo = Demo::new(engine);
        let mut recruiter = demo.browser("recruiter");
        recruiter.ask("vacancies/list", &[]).done();
        demo.server = demo.server.again();
        let mut recruiter = recruiter.at(demo.server.address());
        assert_eq!(recruiter.open("/vacancies").url, "/vacancies");
        let mut copy = recruiter.clone();
        assert_eq!(recruiter.fill("/api/ui/people/sign-out", &[]).url, "/sign-in");
        copy.ask("vacancies/list", &[]).refused(Code::NotSignedIn);
        assert_eq!(copy.open("/vacancies?x=1&y=2").url, "/sign-in?next=/vacancies%3Fx%3D1%26y%3D2");
    }

    fn a_new_password_ends_the_other_sessions(engine) {
        let demo = Demo::new(engine);
        let (mut here, mut elsewhere) = (demo.browser("panel1"), demo.browser("panel1"));
        here.open("/settings");
        let new = "een nieuwe zin van mij";
        here.fill("/api/ui/settings/password", &[("current", "verkeerd"), ("password", new), ("password_again", new)]).never_says(new);
        assert_eq!(here.page().faults().into_keys().collect::<Vec<_>>(), ["current"]);
        here.fill("/api/ui/settings/password", &[("current", PASSWORD), ("password", new), ("password_again", new)]);
        here.ask("home/today", &[]).done();
        elsewhere.ask("home/today", &[]).refused(Code::NotSignedIn);
        let mut later = demo.server.browser();
        later.call("people/sign-in", &[("email", "panel1@example.org"), ("password", PASSWORD)]).refused(Code::SignInFailed);
        later.call("people/sign-in", &[("email", "panel1@example.org"), ("password", new)]).done();
    }

    fn who_may_come_back_has_to_sign_in_again(engine) {
        let demo = Demo::new(engine);
        let mut gone = demo.browser("panel1");
        let mut admin = demo.browser("admin");
        let people = admin.ask("people/list", &[]).done().data();
        let mut found = people["people"].as_array().into_iter().flatten();
        let id = found.find(|it| it["email"] == "panel1@example.org").and_then(|it| it["id"].as_str()).expect("listed").to_owned();
        for active in ["false", "true"] {
            admin.call("people/change", &[("user", &id), ("role", "interviewer"), ("active", active)]).done();
            gone.ask("home/today", &[]).refused(Code::NotSignedIn);
        }
    }

    fn demo_accounts_stay_outside_without_demo(engine) {
        let demo = Demo::new(engine);
        let mut signed_in = demo.browser("recruiter");
        let place = std::sync::Arc::clone(demo.server.place());
        drop(demo);
        let server = Server::on(&place, false);
        let right = [("email", "admin@example.org"), ("password", PASSWORD)];
        server.browser().call("people/sign-in", &right).refused(Code::DemoAccount);
        // Nor with a session from before.
        signed_in = signed_in.at(server.address());
        signed_in.ask("vacancies/list", &[]).refused(Code::NotSignedIn);
    }
}

#[test]
fn signing_in_gives_a_new_session_that_scripts_cannot_read() {
    let demo = Demo::new(Engine::Sqlite);
    let mut browser = demo.server.browser();
    let before = browser.call("settings/language", &[("lang", "nl"), ("back", "/sign-in")]);
    let cookie = before.done().header("set-cookie").to_owned();
    assert!(cookie.starts_with("maatstaf=") && cookie.contains("HttpOnly") && cookie.contains("SameSite=Lax"), "{cookie}");
    assert_eq!(browser.open("/sign-in").lang(), Lang::Nl);
    let after = browser.call("people/sign-in", &[("email", "panel1@example.org"), ("password", PASSWORD)]);
    let id = |cookie: &str| cookie.split(';').next().unwrap_or_default().to_owned();
    assert_ne!(id(after.done().header("set-cookie")), id(&cookie), "one that was planted before is worth nothing");
}

#[test]
fn one_is_never_sent_to_another_site() {
    let demo = Demo::new(Engine::Sqlite);
    for next in [
        "https://evil.example/",
        "//evil.example/",
        "/\\evil.example",
        "/%5Cevil.example",
        "/\t/evil.example",
        "javascript:alert(1)",
        "/\n/evil.example",
    ] {
        let sent = demo.server.browser().call("people/sign-in", &[("email", "panel1@example.org"), ("password", PASSWORD), ("next", next)]);
        assert_eq!(sent.done().location(), "/", "{next:?}");
        let sent = demo.server.browser().call("settings/language", &[("lang", "en"), ("back", next)]);
        assert_eq!(sent.done().location(), "/", "{next:?}");
    }
}

#[test]
fn over_https_the_cookie_never_travels_otherwise() {
    let place = tests::Place::new(Engine::Sqlite);
    let arguments = ["serve", "--demo", "--listen", "127.0.0.1:0", "--base-url", "https://maatstaf.example"];
    // The line on the terminal names the address from outside, so this one listens where the test can find it.
    let port = std::net::TcpListener::bind("127.0.0.1:0").and_then(|it| it.local_addr()).expect("a free port").port();
    let listen = format!("127.0.0.1:{port}");
    let arguments = arguments.map(|it| if it == "127.0.0.1:0" { listen.as_str() } else { it });
    let _running = tests::binary(&arguments).on(&place).serve().unwrap_or_else(|ended| panic!("{ended:?}"));
    let mut browser = tests::Browser::new(listen.parse().expect("an address"));
    browser.call("people/sign-in", &[("email", "panel1@example.org"), ("password", PASSWORD)]).refused(Code::WrongHost);
    browser.name = Some("maatstaf.example".to_owned());
    let reply = browser.call("people/sign-in", &[("email", "panel1@example.org"), ("password", PASSWORD)]);
    let cookie = reply.done().header("set-cookie");
    assert!(cookie.starts_with("__Host-maatstaf=") && cookie.contains("Secure") && cookie.contains("Path=/"), "{cookie}");
    assert!(!cookie.to_lowercase().contains("domain"), "{cookie}");
    assert!(reply.header("strict-transport-security").contains("max-age"));
}
