//! A disk that is full, a database that is locked or gone: a clear answer, and nothing half-written.

use std::{fs, sync::Arc};

use domain::Code;
use tests::{Demo, Engine, Place, Rater, Server, SmallDisk, answers, both_engines};

both_engines! {
    fn a_database_that_goes_away_is_said_to_be_unavailable(engine) {
        let demo = Demo::new(engine);
        let [_, live, _] = demo.interviews();
        let mut rater = demo.rater("panel1", &live);
        demo.server.place().remove();
        let entry = rater.no_evidence(0);
        rater.send(&[entry]).refused(Code::Unavailable);
        rater.draft(0, &tests::id(), "tekst").refused(Code::Unavailable);
        rater.browser.get("/healthz").refused(Code::Unavailable);
        rater.browser.ask("vacancies/list", &[]).refused(Code::Unavailable);
        let page = rater.browser.open("/vacancies").clone();
        assert_eq!(page.status, 503);
        let words = [domain::Lang::Nl, domain::Lang::En].map(|lang| text::errors::say(lang, Code::Unavailable, ""));
        assert!(words.iter().any(|words| page.html.contains(words)), "{}", page.html);
    }
}

#[test]
fn a_file_that_another_program_locks_is_unavailable_for_writing_and_still_read() {
    let demo = Demo::new(Engine::Sqlite);
    let [_, live, _] = demo.interviews();
    let mut rater = demo.rater("panel3", &live);
    let entry = [rater.no_evidence(7)];
    let lock = demo.server.place().lock();
    rater.send(&entry).refused(Code::Unavailable);
    assert!(rater.sheet().is_object(), "who reads does not wait for who writes");
    drop(lock);
    assert_eq!(answers(&rater.send(&entry)), ["stored"], "the same entry once more");
    demo.server.verify();
}

#[test]
fn a_full_disk_refuses_and_loses_nothing_that_was_acknowledged() {
    let disk = SmallDisk::made();
    let place = Arc::new(Place::on_disk(&disk.folder));
    let demo = Demo::of(Server::on(&place, true));
    let [_, live, _] = demo.interviews();
    let mut rater = demo.rater("panel1", &live);
    let filler = disk.fill();
    let mut stored = Vec::new();
    let refused = loop {
        let notes: Vec<_> = (0..20).map(|_| rater.noted(0, &"vol ".repeat(4_000))).collect();
        let reply = rater.send(&notes);
        if reply.status != 200 {
            reply.refused(Code::StorageFull);
            break notes;
        }
        assert_eq!(answers(&reply), vec!["stored"; notes.len()]);
        stored.extend(notes);
        assert!(stored.len() < 2_000, "the disk never fills");
    };
    let page = rater.browser.open(&format!("/interviews/{live}"));
    assert_eq!(page.status, 200, "who reads needs no room");
    drop(rater);
    fs::remove_file(filler).expect("makes room");
    let mut rater = demo.rater("panel1", &live);
    assert_eq!(answers(&rater.send(&refused)), vec!["stored"; refused.len()], "nothing of them was there");
    for notes in stored.chunks(20) {
        assert_eq!(answers(&rater.send(notes)), vec!["duplicate"; notes.len()]);
    }
    demo.server.verify();
}

#[test]
fn a_full_disk_at_the_start_is_named() {
    let disk = SmallDisk::made();
    let place = Place::on_disk(&disk.folder);
    disk.fill();
    let ended = tests::binary(&["serve", "--listen", "127.0.0.1:0"]).on(&place).run();
    assert_eq!(ended.code, Some(1), "{ended:?}");
    assert!(ended.err.contains("No space left") || ended.err.contains("no space left"), "{ended:?}");
}

#[test]
fn reading_writes_nothing() {
    let demo = Demo::new(Engine::Sqlite);
    let [_, live, _] = demo.interviews();
    let mut recruiter = demo.browser("recruiter");
    let mut rater = demo.rater("panel1", &live);
    let pages =
        ["/".to_owned(), "/vacancies".to_owned(), format!("/vacancies/{}", demo.half_way), format!("/vacancies/{}/compare", demo.finished)];
    // The first page after signing in renews the session, and that somebody read others' ratings is written down once.
    recruiter.open("/");
    let mut watch = demo.server.place().watch();
    recruiter.open(&format!("/vacancies/{}/compare", demo.finished));
    assert!(watch.written(), "the first reading is a fact");
    for page in pages.iter().chain(&["/people".to_owned(), "/scorecards".to_owned(), format!("/vacancies/{}/import", demo.half_way)]) {
        recruiter.open(page);
        assert!(!watch.written(), "{page}");
    }
    for page in [format!("/interviews/{live}"), "/".to_owned()] {
        rater.browser.open(&page);
        assert!(!watch.written(), "{page}");
    }
    rater.sheet();
    recruiter.ask("compare/show", &[("vacancy", &demo.finished)]).done();
    recruiter.get(&format!("/vacancies/{}/panel.pdf", demo.finished)).done();
    demo.server.browser().open("/sign-in");
    assert!(!watch.written());
    let entry = rater.no_evidence(0);
    rater.store(&[entry]);
    assert!(watch.written(), "the watch sees what is written");
}

#[test]
fn rating_goes_on_for_others_when_one_sends_what_cannot_be_stored() {
    let demo = Demo::new(Engine::Sqlite);
    let [_, live, _] = demo.interviews();
    std::thread::scope(|scope| {
        for name in ["panel1", "panel2", "panel3"] {
            let mut rater: Rater = demo.rater(name, &live);
            scope.spawn(move || {
                for level in [1, 2, 3, 4, 5, 6] {
                    let entries = [rater.noted(0, if level == 3 { "nul\0" } else { "goed" }), rater.rated(0, level)];
                    let expected = match level {
                        3 => ["unreadable", "stored"],
                        6 => ["stored", "bad_level"],
                        _ => ["stored", "stored"],
                    };
                    assert_eq!(answers(&rater.send(&entries)), expected);
                }
            });
        }
    });
    demo.server.verify();
}
