//! The walk: every path as everybody, against `domain::access`.
//!
//! Who may read, reads. Who may not do something, is told so with the status of the reason, and nothing happens; what
//! happens when somebody may is for the tests of that thing. A path in the sources without a row fails.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
};

use domain::{
    Code,
    access::{Actor, Facts, OnPanel, decide},
    ids::{OrganisationId, UserId},
    interview::InterviewState,
    people::Role,
};
use tests::Engine;
use uuid::Uuid;

use crate::{
    table::{About, ROWS, Row, Rule, Sent, encoded},
    things::{filled, things},
    world::{World, run},
};

const OWN: OrganisationId = OrganisationId(Uuid::nil());

/// An id of nothing.
const UNKNOWN: &str = "0192f0aa-0000-7000-8000-00000000dead";

/// Everybody, in the order of the statuses of an open row.
const PEOPLE: [(&str, Option<Role>); 7] = [
    ("", None),
    ("admin", Some(Role::Admin)),
    ("recruiter", Some(Role::Recruiter)),
    ("auditor", Some(Role::Auditor)),
    ("buiten", Some(Role::Interviewer)),
    // Chair and rater; has submitted the first interview.
    ("panel1", Some(Role::Interviewer)),
    // Rater; has submitted none of the half-way vacancy.
    ("panel3", Some(Role::Interviewer)),
];

fn actor(role: Option<Role>) -> Actor {
    role.map_or(Actor::Nobody, |role| Actor::Person { user: UserId(Uuid::nil()), organisation: OWN, role })
}

/// What decides, written down by hand from the story of the demo.
fn facts(who: &str, about: About, nth: usize) -> Facts {
    let seat = |submitted| match who {
        "panel1" => Some(OnPanel { chair: true, rates: true, submitted }),
        "panel3" => Some(OnPanel { chair: false, rates: true, submitted }),
        _ => None,
    };
    let facts = Facts::of(OWN);
    match about {
        About::Own => facts,
        About::HalfWay => Facts { panel: seat(false), ..facts },
        About::Finished => Facts { panel: seat(true), revealed: true, round_open: false, ..facts },
        About::Interview => {
            let state = [InterviewState::Live, InterviewState::Live, InterviewState::Planned][nth];
            Facts { panel: seat(nth == 0 && who == "panel1"), interview: Some(state), ..facts }
        }
    }
}

/// The status that must come, where one must.
fn expected(row: &Row, person: usize, nth: usize) -> Option<u16> {
    let (who, role) = PEOPLE[person];
    match row.rule {
        Rule::Untried => None,
        Rule::Open(statuses) => Some(statuses[person]),
        Rule::May(action, about) | Rule::Nothing(action, about) => match decide(&actor(role), action, &facts(who, about, nth)) {
            Ok(_) if matches!(row.rule, Rule::Nothing(..)) => Some(404),
            Ok(_) if row.is_read() => Some(200),
            Ok(_) => None,
            // A page leads to the door first.
            Err(Code::NotSignedIn) if row.is_page() => Some(303),
            Err(code) => Some(code.status()),
        },
    }
}

#[test]
fn every_path_answers_everybody_as_the_table_of_access_says() {
    run(async {
        let mut world = World::new(Engine::Sqlite).await;
        for who in ["admin", "recruiter", "auditor", "panel1", "panel3"] {
            world.sign_in(who).await;
        }
        world.invite("buiten", "interviewer").await;
        let things = things(&world).await;
        let mut ids = things.ids.clone();
        let (mut wrong, mut tried) = (Vec::new(), 0);
        for (nth, interview) in things.interviews.iter().enumerate() {
            ids.insert("interview", interview.clone());
            // What is about no interview is asked once.
            for row in ROWS.iter().filter(|row| nth == 0 || matches!(row.rule, Rule::May(_, About::Interview))) {
                for (person, (who, _)) in PEOPLE.iter().enumerate() {
                    let Some(expected) = expected(row, person, nth) else { continue };
                    let status = ask(&world, who, row, &ids).await;
                    tried += 1;
                    if status != expected {
                        wrong.push(format!("{} {} as {who:?} in interview {nth}: {status} instead of {expected}", row.method, row.path));
                    }
                }
            }
        }
        assert!(tried > 600, "{tried} were tried");
        assert!(wrong.is_empty(), "{} answers are not as the table says:\n{}", wrong.len(), wrong.join("\n"));
        assert_eq!(world.store.verify().await.expect("verified"), [""; 0], "what was refused left nothing behind");
    });
}

#[test]
fn who_may_not_hears_the_same_of_what_there_is_and_of_what_there_is_not() {
    run(async {
        let mut world = World::new(Engine::Sqlite).await;
        for who in ["admin", "recruiter", "auditor", "panel1", "panel3"] {
            world.sign_in(who).await;
        }
        world.invite("buiten", "interviewer").await;
        let is_id = |id: &str| id.parse::<Uuid>().is_ok();
        let unknown = |(name, id): (&'static str, String)| (name, if is_id(&id) { UNKNOWN.to_owned() } else { id });
        let ids: BTreeMap<&str, String> = things(&world).await.ids.into_iter().map(unknown).collect();
        let (mut wrong, mut tried) = (Vec::new(), 0);
        for row in ROWS {
            let (Rule::May(action, about) | Rule::Nothing(action, about)) = row.rule else { continue };
            for (person, (who, role)) in PEOPLE.iter().enumerate() {
                // Of a vacancy somebody hears by their place in it, and of what is unknown nobody has one.
                let hears_by_place = about != About::Own && role.is_some();
                if hears_by_place || decide(&actor(*role), action, &facts(who, about, 0)).is_ok() {
                    continue;
                }
                let Some(expected) = expected(row, person, 0) else { continue };
                let status = ask(&world, who, row, &ids).await;
                tried += 1;
                if status != expected {
                    wrong.push(format!("{} {} as {who:?}: {status} instead of {expected}", row.method, row.path));
                }
            }
        }
        assert!(tried > 150, "{tried} were tried");
        assert!(wrong.is_empty(), "{} answers tell which ids there are:\n{}", wrong.len(), wrong.join("\n"));
    });
}

#[test]
fn who_is_a_candidate_is_told_so_on_every_path_of_that_procedure() {
    run(async {
        let mut world = World::new(Engine::Sqlite).await;
        let people = [(2, "recruiter"), (3, "auditor"), (5, "panel1"), (6, "panel3")];
        world.sign_in("admin").await;
        for (_, who) in people {
            world.sign_in(who).await;
        }
        let things = things(&world).await;
        for (vacancy, (_, who)) in ["finished", "half_way"].into_iter().flat_map(|vacancy| people.map(|person| (vacancy, person))) {
            let form = format!("vacancy={}&name={who}&email={}%2Bsollicitatie%40Example.org", things.ids[vacancy], who.to_uppercase());
            let added = world.form("admin", "/api/ui/vacancies/add-candidate", &form).await;
            assert!(added.status < 400, "{}", added.text());
        }
        let (mut wrong, mut tried) = (Vec::new(), 0);
        for row in ROWS {
            let (Rule::May(action, about) | Rule::Nothing(action, about)) = row.rule else { continue };
            for (person, who) in people.into_iter().filter(|_| about != About::Own) {
                // In the second interview: live, and nobody of these has submitted.
                let facts = Facts { own_candidacy: true, ..facts(who, about, 1) };
                let expected = decide(&actor(PEOPLE[person].1), action, &facts).expect_err("nobody may").status();
                let status = ask(&world, who, row, &things.ids).await;
                tried += 1;
                if status != expected {
                    wrong.push(format!("{} {} as {who}: {status} instead of {expected}", row.method, row.path));
                }
            }
        }
        assert!(tried > 150, "{tried} were tried");
        assert!(wrong.is_empty(), "{} answers tell of the own procedure:\n{}", wrong.len(), wrong.join("\n"));
        for (_, who) in people {
            assert_eq!(world.get(who, "/api/ui/vacancies/list").await.data()["rows"].to_string(), "[]", "{who}");
            let home = world.get(who, &["/api/ui", "home/today"].join("/")).await.data();
            assert_eq!((home["interviews"].to_string(), home["vacancies"].to_string()), ("[]".to_owned(), "[]".to_owned()), "{who}");
        }
    });
}

async fn ask(world: &World, who: &str, row: &Row, ids: &BTreeMap<&str, String>) -> u16 {
    let path = filled(&row.path(), ids);
    let json = [("accept", "application/json")];
    match row.sent {
        Sent::Page => world.status(who, "GET", &path, &[("accept", "text/html")], "").await,
        Sent::Arguments(_) if row.is_read() => world.status(who, "GET", &path, &json, "").await,
        Sent::Arguments(arguments) => {
            let form = [("accept", "application/json"), ("content-type", "application/x-www-form-urlencoded")];
            world.status(who, "POST", &path, &form, &filled(&encoded(arguments), ids)).await
        }
        Sent::Body(kind, body) => {
            let headers = [("accept", "application/json"), ("content-type", kind)];
            let headers = if kind.is_empty() { &headers[..1] } else { &headers[..] };
            world.status(who, row.method, &path, headers, &filled(body, ids)).await
        }
    }
}

fn source(path: &str) -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(path)).expect("a source")
}

#[test]
fn every_server_function_has_a_row() {
    let known: BTreeMap<String, &str> = ROWS.iter().filter(|row| row.is_function()).map(|row| (row.path.to_owned(), row.method)).collect();
    let mut found = BTreeMap::new();
    for file in rust_files(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../app/src")) {
        let text = fs::read_to_string(&file).expect("a source");
        for after in text.split("endpoint = \"").skip(1) {
            let path = after.split('"').next().expect("a path").to_owned();
            let attribute = after.split(']').next().expect("the rest of the attribute");
            found.insert(path, if attribute.contains("GetUrl") { "GET" } else { "POST" });
        }
    }
    assert!(found.len() > 60, "the server functions are where they were");
    assert_eq!(found, known, "the sources on the left, the table on the right");
}

#[test]
fn every_route_and_page_has_a_row() {
    let (pages, routes): (Vec<&Row>, Vec<&Row>) = ROWS.iter().filter(|row| !row.is_function()).partition(|row| row.is_page());
    let shapes = |rows: Vec<&Row>| rows.into_iter().map(|row| shape(row.path)).collect::<BTreeSet<_>>();
    let found = |text: &str, mark: &str| -> BTreeSet<String> {
        text.split(mark).skip(1).map(|it| shape(it.split('"').next().expect("a path"))).collect()
    };
    let mut known = shapes(routes);
    known.insert("/api/ui/{}".to_owned());
    let server = [source("server/src/lib.rs"), source("server/src/documents.rs")].concat();
    assert_eq!(found(&server, ".route(\""), known, "routes: the sources on the left, the table on the right");
    assert_eq!(found(&source("app/src/routes.rs"), "path!(\""), shapes(pages), "pages: the sources on the left, the table on the right");
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
