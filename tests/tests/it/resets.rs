//! A forgotten password locks nobody out for good.

use std::sync::Arc;

use domain::Code;
use tests::{Demo, Engine, PASSWORD, Place, Server, binary, both_engines, shown_link};

const NEW: &str = "een nieuwe zin van mij";
const BOTH: [(&str, &str); 2] = [("password", NEW), ("password_again", NEW)];

/// The path of the link that the command line prints.
fn link_for(place: &Place, email: &str) -> String {
    let ended = binary(&["user", "reset", email]).on(place).run();
    assert_eq!(ended.code, Some(0), "{ended:?}");
    let link = ended.out.lines().find_map(|line| line.trim().strip_prefix("http://localhost:3000").map(str::to_owned));
    link.unwrap_or_else(|| panic!("no link: {ended:?}"))
}

both_engines! {
    fn a_sole_administrator_gets_in_again_by_the_command_line(engine) {
        let server = Server::fresh(engine);
        let mut owner = server.browser();
        let form = [("code", &*server.code()), ("organisation", "Voorbeeld"), ("name", "Ada"), ("email", "ada@example.org"), ("password", PASSWORD), ("password_again", PASSWORD)];
        owner.call("people/set-up", &form).done();
        // While it runs, and while it does not.
        let first = link_for(server.place(), "ada@example.org");
        let place = Arc::clone(server.place());
        drop(server);
        let link = link_for(&place, " Ada@Example.org ");
        let server = Server::on(&place, false);
        assert_eq!(server.browser().open(&first).status, 404, "the newer one is the one that works");
        let mut owner = owner.at(server.address());
        owner.ask("people/list", &[]).done();
        let mut elsewhere = server.browser();
        elsewhere.open(&link).says("ada@example.org");
        let page = elsewhere.fill("/api/ui/people/reset", &[("password", "kort"), ("password_again", "kort")]);
        assert_eq!(page.faults().into_keys().collect::<Vec<_>>(), ["password"]);
        assert_eq!(elsewhere.fill("/api/ui/people/reset", &BOTH).url, "/");
        elsewhere.ask("people/list", &[]).done();
        owner.ask("people/list", &[]).refused(Code::NotSignedIn);
        assert_eq!(server.browser().open(&link).status, 410, "it works once");
        server.browser().call("people/sign-in", &[("email", "ada@example.org"), ("password", PASSWORD)]).refused(Code::SignInFailed);
        server.browser().call("people/sign-in", &[("email", "ada@example.org"), ("password", NEW)]).done();
        server.verify();
    }

    fn an_administrator_lets_a_colleague_choose_a_new_password(engine) {
        let demo = Demo::new(engine);
        let mut colleague = demo.browser("panel1");
        let mut admin = demo.browser("admin");
        let people = admin.ask("people/list", &[]).done().data();
        let of = |email: &str| people["people"].as_array().into_iter().flatten().find(|it| it["email"] == email).and_then(|it| it["id"].as_str()).expect("a person").to_owned();
        let (panel1, own) = (of("panel1@example.org"), of("admin@example.org"));
        admin.open("/people");
        admin.fill("/api/ui/people/make-reset-link", &[("user", &panel1)]);
        let link = shown_link(&admin);
        admin.open("/people").never_says("/reset/");
        colleague.ask("home/today", &[]).done();
        let mut elsewhere = demo.server.browser();
        elsewhere.open(&link);
        assert_eq!(elsewhere.fill("/api/ui/people/reset", &BOTH).url, "/");
        elsewhere.ask("people/list", &[]).refused(Code::NotAllowed);
        colleague.ask("home/today", &[]).refused(Code::NotSignedIn);
        admin.call("people/make-reset-link", &[("user", &own)]).refused(Code::NotAllowed);
        demo.browser("recruiter").call("people/make-reset-link", &[("user", &panel1)]).refused(Code::NotAllowed);
        // Who has no access gets none by a link, and the page says what to do.
        admin.call("people/change", &[("user", &panel1), ("role", "interviewer"), ("active", "false")]).done();
        admin.call("people/make-reset-link", &[("user", &panel1)]).refused(Code::Deactivated);
        admin.open("/people");
        let invite = [("email", "panel1@example.org"), ("role", "interviewer"), ("lang", "nl")];
        admin.fill("/api/ui/people/invite", &invite).says_code(Code::ColleagueStopped, "");
        demo.server.verify();
    }
}

#[test]
fn the_command_line_says_why_there_is_no_link() {
    let demo = Demo::new(Engine::Sqlite);
    let run = |email: &str| binary(&["user", "reset", email]).on(demo.server.place()).run();
    let nobody = run("niemand@example.org");
    assert_eq!(nobody.code, Some(1), "{nobody:?}");
    assert!(nobody.err.contains("Nobody has the address niemand@example.org") && nobody.out.is_empty(), "{nobody:?}");
    let mut admin = demo.browser("admin");
    let people = admin.ask("people/list", &[]).done().data();
    let panel2 = people["people"].as_array().into_iter().flatten().find(|it| it["email"] == "panel2@example.org").expect("a person");
    let user = panel2["id"].as_str().expect("an id");
    admin.call("people/change", &[("user", user), ("role", "interviewer"), ("active", "false")]).done();
    let stopped = run("panel2@example.org");
    assert!(stopped.code == Some(1) && stopped.err.contains("access of this account was stopped"), "{stopped:?}");
    let nowhere = tempfile::TempDir::new().expect("a folder");
    let missing = binary(&["user", "reset", "a@example.org"]).on(&Place::on_disk(nowhere.path())).run();
    assert!(missing.code == Some(2) && missing.err.contains("There is no database"), "{missing:?}");
}

#[test]
fn the_command_line_says_what_it_assumed() {
    let demo = Demo::new(Engine::Sqlite);
    let link = |flags: &[&str]| binary(&[&["user", "reset", "panel1@example.org"], flags].concat()).on(demo.server.place()).run().out;
    let assumed = link(&[]);
    assert!(assumed.contains("http://localhost:3000/reset/") && assumed.contains("pass --base-url"), "{assumed}");
    let told = link(&["--base-url", "https://maatstaf.example"]);
    assert!(told.contains("https://maatstaf.example/reset/") && !told.contains("--base-url"), "{told}");
    let folder = tempfile::TempDir::new().expect("a folder");
    let nowhere = binary(&["user", "reset", "a@example.org"]).from_folder(folder.path()).run();
    assert!(nowhere.err.contains("There is no database data/maatstaf.db. Pass --database"), "{nowhere:?}");
    let help = binary(&["user", "reset", "--help"]).run().out;
    assert!(!help.contains("--demo") && help.contains("--database"), "{help}");
}

#[test]
fn a_link_for_a_demo_account_does_nothing_without_demo() {
    let demo = Demo::new(Engine::Sqlite);
    let link = link_for(demo.server.place(), "admin@example.org");
    let place = Arc::clone(demo.server.place());
    drop(demo);
    let server = Server::on(&place, false);
    assert_eq!(server.browser().open(&link).status, 403);
    let form = [("secret", link.trim_start_matches("/reset/")), BOTH[0], BOTH[1]];
    server.browser().call("people/reset", &form).refused(Code::DemoAccount);
}
