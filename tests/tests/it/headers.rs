//! What every answer carries, and who may write from where.

use domain::Code;
use tests::{Demo, Engine, PASSWORD, Reply};

#[test]
fn every_kind_of_answer_has_the_security_headers() {
    let demo = Demo::new(Engine::Sqlite);
    let mut recruiter = demo.browser("recruiter");
    let mut nobody = demo.server.browser();
    let html = [("accept", "text/html")];
    let site = site(&demo);
    let answers = [
        ("a page", 200, recruiter.send("GET", "/", &html, &[])),
        ("a page that is not there", 404, recruiter.send("GET", "/nergens", &html, &[])),
        ("a way elsewhere", 303, nobody.send("GET", "/vacancies", &html, &[])),
        ("data", 200, recruiter.ask("vacancies/list", &[])),
        ("a refusal", 401, nobody.ask("vacancies/list", &[])),
        ("a failed form", 303, nobody.post_page("/api/ui/people/sign-in", "application/x-www-form-urlencoded", b"email=x")),
        ("another site", 403, nobody.send("POST", "/api/ui/people/sign-in", &[("sec-fetch-site", "cross-site")], b"x")),
        ("a PDF", 200, recruiter.get(&format!("/vacancies/{}/panel.pdf", demo.finished))),
        ("no PDF", 403, recruiter.get(&format!("/vacancies/{}/panel.pdf", demo.half_way))),
        ("script", 200, nobody.get(&format!("{site}/maatstaf.js"))),
        ("no script", 404, nobody.get("/pkg/0000000000000000/maatstaf.js")),
        ("health", 204, nobody.get("/healthz")),
        ("a wrong method", 405, nobody.send("DELETE", "/healthz", &[], b"x")),
        ("a long address", 413, nobody.get(&format!("/{}", "a".repeat(4000)))),
    ];
    for (what, status, answer) in answers {
        assert_eq!(answer.status, status, "{what}: {}", answer.text());
        for (name, value) in [
            ("x-content-type-options", "nosniff"),
            ("x-frame-options", "DENY"),
            ("referrer-policy", "same-origin"),
            ("cross-origin-opener-policy", "same-origin"),
            ("cross-origin-resource-policy", "same-origin"),
        ] {
            assert_eq!(answer.header(name), value, "{what}: {name}");
        }
        let policy = answer.header("content-security-policy");
        for part in ["default-src 'none'", "frame-ancestors 'none'", "base-uri 'none'", "form-action 'self'"] {
            assert!(policy.contains(part), "{what}: {policy}");
        }
        assert!(!policy.contains("unsafe-inline") && !policy.contains("'unsafe-eval'"), "{what}: {policy}");
        assert!(answer.header("permissions-policy").contains("camera=()"), "{what}");
        let cached = answer.header("cache-control");
        assert_eq!(cached.contains("immutable"), what == "script", "{what}: {cached}");
        assert!(what == "script" || cached == "no-store", "{what}: {cached}");
        assert_eq!(answer.header("server"), "", "{what}");
    }
}

#[test]
fn only_scripts_with_this_answers_own_nonce_run() {
    let demo = Demo::new(Engine::Sqlite);
    let mut recruiter = demo.browser("recruiter");
    let nonces = [0, 1].map(|_| {
        let answer = recruiter.send("GET", "/", &[("accept", "text/html")], &[]);
        let policy = answer.header("content-security-policy").to_owned();
        let nonce = policy.split("'nonce-").nth(1).and_then(|it| it.split('\'').next()).expect("a nonce").to_owned();
        let page = tests::Element::parse(&answer.text());
        for script in page.named("script") {
            assert_eq!(script.attribute("nonce"), Some(nonce.as_str()));
        }
        for element in page.all() {
            assert!(!element.has("style") && element.name != "style", "no styles inside the page: {}", element.name);
            assert!(["onclick", "onload", "onsubmit", "onchange"].iter().all(|it| !element.has(it)));
        }
        nonce
    });
    assert_ne!(nonces[0], nonces[1]);
}

#[test]
fn a_write_from_another_site_is_refused_on_every_route() {
    let demo = Demo::new(Engine::Sqlite);
    let mut recruiter = demo.browser("recruiter");
    let body = format!("vacancy={}&name=Ongevraagd", demo.half_way);
    let [_, live, _] = demo.interviews();
    let routes = [
        ("POST", "/api/ui/vacancies/add-candidate".to_owned()),
        ("POST", "/api/ui/people/sign-in".to_owned()),
        ("POST", format!("/api/v1/interviews/{live}/ledger")),
        ("PUT", format!("/api/v1/interviews/{live}/draft")),
        ("POST", format!("/vacancies/{}/import/file", demo.half_way)),
    ];
    for (method, path) in &routes {
        for header in
            [("sec-fetch-site", "cross-site"), ("sec-fetch-site", "same-site"), ("origin", "http://evil.example"), ("origin", "null")]
        {
            for accept in ["text/html", "application/json"] {
                let headers = [header, ("accept", accept), ("content-type", "application/x-www-form-urlencoded")];
                recruiter.send(method, path, &headers, body.as_bytes()).refused(Code::CrossSite);
            }
        }
    }
    assert_eq!(demo.rows(&demo.half_way).len(), 3, "nothing was written");
    let own = format!("http://{}", demo.server.address());
    let headers = [("origin", own.as_str()), ("accept", "application/json"), ("content-type", "application/x-www-form-urlencoded")];
    recruiter.send("POST", "/api/ui/vacancies/add-candidate", &headers, body.as_bytes()).done();
    // A link from elsewhere may bring somebody here.
    assert_eq!(recruiter.send("GET", "/vacancies", &[("sec-fetch-site", "cross-site"), ("accept", "text/html")], &[]).status, 200);
}

#[test]
fn nothing_is_written_by_merely_following_a_link() {
    let demo = Demo::new(Engine::Sqlite);
    let mut admin = demo.browser("admin");
    for function in ["vacancies/add-candidate", "people/invite", "people/sign-out", "interview/submit", "scorecards/publish"] {
        let answer = admin.ask(function, &[("vacancy", &demo.half_way), ("name", "Ongevraagd")]);
        assert!(answer.status >= 400, "{function}: {}", answer.status);
    }
    assert_eq!(demo.rows(&demo.half_way).len(), 3);
}

#[test]
fn the_site_comes_compressed_and_stays_in_the_cache() {
    let demo = Demo::new(Engine::Sqlite);
    let mut browser = demo.server.browser();
    let site = site(&demo);
    for (file, kind) in [
        ("maatstaf.wasm", "application/wasm"),
        ("maatstaf.js", "text/javascript"),
        ("maatstaf.css", "text/css"),
        ("favicon.svg", "image/svg+xml"),
    ] {
        let get = |browser: &mut tests::Browser, encoding: &str| -> Reply {
            browser.send("GET", &format!("{site}/{file}"), &[("accept-encoding", encoding)], &[])
        };
        let [brotli, gzip, plain] = ["gzip, deflate, br", "gzip", "identity"].map(|encoding| get(&mut browser, encoding));
        for (answer, encoding) in [(&brotli, "br"), (&gzip, "gzip"), (&plain, "")] {
            assert_eq!(answer.status, 200, "{file}");
            assert_eq!(answer.header("content-encoding"), encoding, "{file}");
            assert!(answer.header("content-type").starts_with(kind), "{file}: {}", answer.header("content-type"));
            assert_eq!(answer.header("cache-control"), "public, max-age=31536000, immutable", "{file}");
            assert!(answer.header("vary").to_lowercase().contains("accept-encoding"), "{file}");
        }
        assert!(brotli.bytes.len() < plain.bytes.len() && brotli.bytes.len() <= gzip.bytes.len(), "{file}");
    }
    let wasm = browser.send("GET", &format!("{site}/maatstaf.wasm"), &[("accept-encoding", "identity")], &[]);
    assert!(wasm.bytes.starts_with(b"\0asm"));
}

#[test]
fn signing_in_needs_a_form_and_not_a_guess_at_its_kind() {
    let demo = Demo::new(Engine::Sqlite);
    let mut browser = demo.server.browser();
    let json = format!("{{\"email\":\"panel1@example.org\",\"password\":\"{PASSWORD}\"}}");
    let answer =
        browser.send("POST", "/api/ui/people/sign-in", &[("content-type", "text/plain"), ("accept", "application/json")], json.as_bytes());
    assert!(answer.status >= 400, "{}", answer.status);
    browser.ask("home/today", &[]).refused(Code::NotSignedIn);
}

/// Where the pages say that script and styles are.
fn site(demo: &Demo) -> String {
    let mut browser = demo.server.browser();
    let page = browser.open("/sign-in").clone();
    let links = page.document().named("link");
    let css =
        links.into_iter().filter_map(|it| it.attribute("href")).find(|href| href.ends_with("/maatstaf.css")).expect("styles").to_owned();
    css.trim_end_matches("/maatstaf.css").to_owned()
}
