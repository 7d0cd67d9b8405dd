//! The access walk: every path there is, as nobody, as somebody with no business there, and as the auditor.
//!
//! The paths come from the sources, so a new one fails here until the table says who may use it.

pub(crate) mod table;

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
    slice,
};

use domain::Code;
use serde_json::json;
use table::{CALLS, Call, PAGES, ROUTES};
use tests::{Browser, Demo, Engine, Reply, all_refused, both_engines, id};

both_engines! {
    fn every_path_answers_each_person_as_the_table_says(engine) {
        let demo = Demo::new(engine);
        let ids = ids(&demo);
        let mut people = [
            ("nobody", demo.server.browser()),
            ("an interviewer who is on no panel", demo.invited("stranger@example.org", "interviewer")),
            ("the auditor", demo.browser("auditor")),
        ];
        let mut wrong = Vec::new();
        for (path, expected) in PAGES {
            for ((who, browser), expected) in people.iter_mut().zip(*expected) {
                let reply = browser.clone().send("GET", &filled(path, &ids), &[("accept", "text/html")], &[]);
                if reply.status != expected {
                    wrong.push(format!("page {path} as {who}: {} instead of {expected}", reply.status));
                }
            }
        }
        // Signing out comes last: after it everybody is nobody.
        let (last, first): (Vec<&Call>, Vec<&Call>) = CALLS.iter().chain(ROUTES).partition(|call| call.path.ends_with("/sign-out"));
        for call in first.into_iter().chain(last) {
            for ((who, browser), expected) in people.iter_mut().zip(call.expected) {
                let reply = send(&mut browser.clone(), call, &ids);
                if reply.status != expected {
                    wrong.push(format!("{} {} as {who}: {} instead of {expected}: {:.120}", call.method, call.path, reply.status, reply.text()));
                }
            }
        }
        for (_, browser) in &mut people {
            browser.ask("home/today", &[]).refused(Code::NotSignedIn);
        }
        assert!(wrong.is_empty(), "{} answers are not as the table says:\n{}", wrong.len(), wrong.join("\n"));
        demo.server.verify();
    }

    fn what_does_not_exist_and_what_is_no_id_are_equally_unknown(engine) {
        let demo = Demo::new(engine);
        let mut recruiter = demo.browser("recruiter");
        let mut panel = demo.browser("panel1");
        for unknown in ["0192f000-0000-7000-8000-000000000000", "geen-id", "' OR 1=1 --", ""] {
            let encoded = unknown.replace(' ', "%20").replace('\'', "%27");
            recruiter.ask("vacancies/show", &[("vacancy", unknown)]).refused(Code::NotFound);
            recruiter.ask("scorecards/show", &[("scorecard", unknown)]).refused(Code::NotFound);
            recruiter.ask("compare/show", &[("vacancy", unknown)]).refused(Code::NotFound);
            panel.ask("interview/show", &[("interview", unknown)]).refused(Code::NotFound);
            if !unknown.is_empty() {
                for path in [format!("/vacancies/{encoded}/panel.pdf"), format!("/applications/{encoded}/report.pdf")] {
                    recruiter.get(&path).refused(Code::NotFound);
                }
                let ledger = json!({ "entries": [{ "id": id(), "kind": "opened", "client_at": 0 }] });
                panel.json("POST", &format!("/api/v1/interviews/{encoded}/ledger"), &ledger).refused(Code::NotFound);
                for page in [format!("/vacancies/{encoded}"), format!("/interviews/{encoded}"), format!("/scorecards/{encoded}")] {
                    assert_eq!(recruiter.open(&page).status, 404, "{page}");
                }
            }
        }
        assert_eq!(recruiter.open("/nergens").status, 404);
        recruiter.get("/api/ui/nergens/niets").refused(Code::NotFound);
    }

    fn an_entry_of_somebody_else_is_no_entry_of_mine(engine) {
        let demo = Demo::new(engine);
        let [_, live, _] = demo.interviews();
        let mut first = demo.rater("panel1", &live);
        let mut second = demo.rater("panel2", &live);
        let entry = first.noted(0, "van de eerste");
        first.store(slice::from_ref(&entry));
        all_refused(&second.send(slice::from_ref(&entry)), Code::NotAllowed);
        let mut overwrite = second.noted(0, "van de tweede");
        overwrite["payload"]["note"] = entry["payload"]["note"].clone();
        all_refused(&second.send(&[overwrite]), Code::NotFound);
        let note = entry["payload"]["note"].as_str().expect("an id").to_owned();
        second.draft(0, &note, "van de tweede").refused(Code::NotFound);
        assert!(first.sheet().to_string().contains("van de eerste"));
    }
}

#[test]
fn every_server_function_has_a_row() {
    let mut known: BTreeMap<String, &str> = BTreeMap::new();
    for call in CALLS {
        known.insert(call.path.to_owned(), call.method);
    }
    let mut found = BTreeMap::new();
    for file in rust_files(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../app/src")) {
        let text = fs::read_to_string(&file).expect("a source");
        for after in text.split("endpoint = \"").skip(1) {
            let path = after.split('"').next().expect("a path").to_owned();
            let attribute = after.split(']').next().expect("the rest of the attribute");
            found.insert(path, if attribute.contains("GetUrl") { "GET" } else { "POST" });
        }
    }
    assert!(found.len() > 40, "the server functions are where they were");
    assert_eq!(found, known, "the sources on the left, the table on the right");
}

#[test]
fn every_route_and_page_has_a_row() {
    let source = |path: &str| fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(path)).expect("a source");
    let router = source("server/src/lib.rs");
    let routes: BTreeSet<String> = router.split(".route(\"").skip(1).map(|it| shape(it.split('"').next().expect("a path"))).collect();
    let known: BTreeSet<String> = ROUTES.iter().map(|it| shape(it.path)).chain(["/api/ui/{}".to_owned()]).collect();
    assert_eq!(routes, known, "routes: the sources on the left, the table on the right");
    let pages = source("app/src/routes.rs");
    let pages: BTreeSet<String> = pages.split("path!(\"").skip(1).map(|it| shape(it.split('"').next().expect("a path"))).collect();
    let known: BTreeSet<String> = PAGES.iter().map(|(path, _)| shape(path)).collect();
    assert_eq!(pages, known, "pages: the sources on the left, the table on the right");
}

/// A path with `{}` for every part that differs.
fn shape(path: &str) -> String {
    let parts = path.split('/').map(|part| if part.starts_with(':') || part.starts_with('{') { "{}" } else { part });
    parts.collect::<Vec<_>>().join("/")
}

fn rust_files(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path());
    entries
        .flat_map(|path| if path.is_dir() { rust_files(&path) } else { vec![path] })
        .filter(|path| path.extension().is_some_and(|it| it == "rs"))
        .collect()
}

/// What the rows of the table are about, by name.
pub(crate) fn ids(demo: &Demo) -> BTreeMap<&'static str, String> {
    let text = |value: &serde_json::Value| value.as_str().unwrap_or_else(|| panic!("no id: {value}")).to_owned();
    let mut recruiter = demo.browser("recruiter");
    let mut admin = demo.browser("admin");
    let (application, _) = demo.rows(&demo.finished).remove(0);
    let (waiting, live) = demo.rows(&demo.half_way).remove(1);
    let compared = recruiter.ask("compare/show", &[("vacancy", &demo.finished)]).done().data();
    let cards = recruiter.ask("scorecards/list", &[]).done().data();
    let versions = recruiter.ask("vacancies/cards", &[]).done().data();
    let interview = demo.rater("panel1", &live);
    demo.invitation("waiting@example.org", "interviewer");
    let people = admin.ask("people/list", &[]).done().data();
    let competency = text(&compared["comparison"]["columns"][0]["id"]);
    BTreeMap::from([
        ("finished", demo.finished.clone()),
        ("half_way", demo.half_way.clone()),
        ("application", application),
        ("waiting", waiting),
        ("competency", competency),
        ("scorecard", text(&cards[0]["id"])),
        ("version", text(&versions[0]["version"])),
        ("interview", live),
        ("item", interview.items[0].clone()),
        ("user", text(&people["people"][0]["id"])),
        ("invite", text(&people["invites"][0]["id"])),
        ("key", "judgement".to_owned()),
        ("new", id()),
        ("new2", id()),
        ("new3", id()),
    ])
}

pub(crate) fn filled(pattern: &str, ids: &BTreeMap<&str, String>) -> String {
    ids.iter().fold(pattern.to_owned(), |text, (name, id)| text.replace(&format!("{{{name}}}"), id))
}

pub(crate) fn send(browser: &mut Browser, call: &Call, ids: &BTreeMap<&str, String>) -> Reply {
    let path = filled(call.path, ids);
    let arguments: Vec<(&str, String)> = call.arguments.iter().map(|(name, value)| (*name, filled(value, ids))).collect();
    let arguments: Vec<(&str, &str)> = arguments.iter().map(|(name, value)| (*name, value.as_str())).collect();
    match (path.starts_with('/'), call.method, arguments.first()) {
        (false, "GET", _) => browser.ask(&path, &arguments),
        (false, _, _) => browser.call(&path, &arguments),
        (true, "GET", _) => browser.get(&path),
        (true, method, Some(("json", body))) => browser.json(method, &path, &serde_json::from_str(body).expect("JSON")),
        (true, method, Some((kind, body))) => {
            browser.send(method, &path, &[("accept", "application/json"), ("content-type", kind)], body.as_bytes())
        }
        (true, method, None) => browser.send(method, &path, &[], b" "),
    }
}

#[test]
fn accounts_that_were_switched_off_are_nobody_at_once() {
    let demo = Demo::new(Engine::Sqlite);
    let mut stranger = demo.invited("stranger@example.org", "recruiter");
    stranger.ask("vacancies/list", &[]).done();
    let mut admin = demo.browser("admin");
    let people = admin.ask("people/list", &[]).done().data();
    let row = people["people"].as_array().into_iter().flatten().find(|it| it["email"] == "stranger@example.org").expect("a row").clone();
    let user = row["id"].as_str().expect("an id");
    admin.call("people/change", &[("user", user), ("role", "auditor"), ("active", "true")]).done();
    stranger.call("vacancies/add-candidate", &[("vacancy", &demo.half_way), ("name", "X")]).refused(Code::NotAllowed);
    admin.call("people/change", &[("user", user), ("role", "auditor"), ("active", "false")]).done();
    stranger.ask("vacancies/list", &[]).refused(Code::NotSignedIn);
    let again = [("email", "stranger@example.org"), ("password", tests::PASSWORD)];
    demo.server.browser().call("people/sign-in", &again).refused(Code::SignInFailed);
}
