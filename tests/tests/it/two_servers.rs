//! Two servers on one PostgreSQL are one Maatstaf.

use std::sync::Barrier;

use domain::Code;
use tests::{Demo, Engine, PASSWORD, Rater, Server, answers, steps};

#[test]
fn what_is_done_at_one_holds_at_the_other() {
    let demo = Demo::new(Engine::Postgres);
    let other = Server::on(demo.server.place(), true);
    // A session is known at both, and ends at both.
    let mut here = demo.browser("recruiter");
    let mut there = here.at(other.address());
    there.ask("vacancies/list", &[]).done();
    here.call("people/sign-out", &[]).done();
    there.ask("vacancies/list", &[]).refused(Code::NotSignedIn);
    // An invitation made at one is accepted at the other.
    let link = demo.invitation("gast@example.org", "interviewer");
    let mut guest = other.browser();
    guest.open(&link);
    guest.fill("/api/ui/people/accept", &[("name", "Gast"), ("password", PASSWORD), ("password_again", PASSWORD)]);
    guest.at(demo.server.address()).ask("home/today", &[]).done();
    // Tries are counted together.
    for server in [&demo.server, &other].into_iter().cycle().take(3) {
        server.browser().call("people/sign-in", &[("email", "panel1@example.org"), ("password", "verkeerd")]).refused(Code::SignInFailed);
    }
    other.browser().call("people/sign-in", &[("email", "panel1@example.org"), ("password", PASSWORD)]).refused(Code::TooManyTries);
    demo.server.verify();
}

#[test]
fn ratings_from_both_make_one_chain() {
    let demo = Demo::new(Engine::Postgres);
    let other = Server::on(demo.server.place(), true);
    let [submitted, live, planned] = demo.interviews();
    let start = Barrier::new(6);
    std::thread::scope(|scope| {
        for (turn, name) in ["panel1", "panel2", "panel3"].into_iter().enumerate() {
            for (server, interview) in [(&demo.server, &live), (&other, &planned)] {
                let browser = demo.browser(name).at(server.address());
                let (start, elsewhere) = (&start, if turn == 0 { demo.server.address() } else { other.address() });
                scope.spawn(move || {
                    let mut rater = Rater::new(browser, interview);
                    let mut twin = Rater::new(rater.browser.at(elsewhere), interview);
                    start.wait();
                    for turn in 0..10_u8 {
                        let item = usize::from(turn % 8);
                        let entries = [rater.noted(item, &format!("beurt {turn}")), rater.rated(item, turn % 5 + 1)];
                        rater.store(&entries);
                        assert_eq!(answers(&twin.send(&entries)), ["duplicate", "duplicate"], "at whichever server");
                    }
                    rater.finish(3, "klaar");
                });
            }
        }
    });
    demo.server.verify();
    // The last submission reveals, and both show it.
    Rater::new(demo.browser("panel3").at(other.address()), &submitted).finish(3, "laatste");
    for server in [&demo.server, &other] {
        demo.browser("recruiter").at(server.address()).ask("compare/show", &[("vacancy", &demo.half_way)]).done();
    }
    demo.server.verify();
}

#[test]
fn who_looks_at_one_sees_what_happens_at_the_other() {
    let demo = Demo::new(Engine::Postgres);
    let other = Server::on(demo.server.place(), true);
    let [_, live, _] = demo.interviews();
    let mut rater = demo.rater("panel1", &live);
    let path = format!("/api/v1/interviews/{live}/events");
    let mut there = demo.browser("panel2").at(other.address());
    let mut events = there.events(&path);
    assert_eq!(events.next_name(), "hello");
    // The chair goes to a question at this server; who looks at the other is poked and sees where, and both see both.
    let place = format!("/api/v1/interviews/{live}/place");
    rater.browser.json("PUT", &place, &serde_json::json!({ "item": rater.items[3] })).done();
    assert_eq!(events.next_name(), "poke");
    for browser in [&mut there, &mut rater.browser] {
        let now = browser.ask("interview/now", &[("interview", &live)]).done().data();
        assert_eq!(now["chair_at"], rater.items[3]);
        let present = now["seats"].as_array().into_iter().flatten().filter(|seat| seat["present"] == true).count();
        assert_eq!(present, 2, "{now}");
    }
    let submit = [rater.declared(), rater.submitted()];
    rater.store(&submit);
    assert_eq!(events.next_name(), "poke");
    let now = there.ask("interview/now", &[("interview", &live)]).done().data();
    assert_eq!(now["seats"].as_array().into_iter().flatten().filter(|seat| seat["submitted"] == true).count(), 1);
}

#[test]
fn a_stream_ends_when_its_server_stops_and_goes_on_at_the_other() {
    let mut demo = Demo::new(Engine::Postgres);
    let other = Server::on(demo.server.place(), true);
    let [_, live, _] = demo.interviews();
    let path = format!("/api/v1/interviews/{live}/events");
    let browser = demo.browser("panel2");
    let mut events = browser.events(&path);
    assert_eq!(events.next_name(), "hello");
    assert_eq!(demo.server.stop().code(), Some(0), "who only looks holds nobody up");
    // What was on its way still comes, and then the end.
    while events.next_event().is_some() {}
    let last = events.last_id.clone();
    let mut again = browser.at(other.address()).events_after(&path, &last);
    assert_eq!(again.next_name(), "hello");
    assert_eq!(again.last_id.parse::<u64>().ok(), last.parse::<u64>().ok().map(|id| id + 1), "counted on, for this reader alone");
}

#[test]
fn one_entry_sent_to_both_at_once_is_stored_once() {
    let demo = Demo::new(Engine::Postgres);
    let other = Server::on(demo.server.place(), true);
    let [_, live, _] = demo.interviews();
    let first = demo.rater("panel1", &live);
    for turn in 0..10 {
        let entry = first.noted(0, &format!("tegelijk {turn}."));
        let start = Barrier::new(2);
        let mut said: Vec<String> = std::thread::scope(|scope| {
            let sending = [&demo.server, &other].map(|server| {
                let mut rater = Rater { browser: first.browser.at(server.address()), interview: live.clone(), items: first.items.clone() };
                let (entry, start) = (&entry, &start);
                scope.spawn(move || {
                    start.wait();
                    answers(&rater.send(std::slice::from_ref(entry)))
                })
            });
            sending.into_iter().flat_map(|thread| thread.join().expect("answers")).collect()
        });
        said.sort();
        assert_eq!(said, ["duplicate", "stored"]);
    }
    let mut rater = Rater::new(first.browser, &live);
    assert_eq!(rater.sheet().to_string().matches("tegelijk").count(), 10);
    demo.server.verify();
}

#[test]
fn setting_up_happens_at_one_of_them() {
    let first = Server::fresh(Engine::Postgres);
    let second = Server::on(first.place(), false);
    let code = second.code();
    steps::set_up(&first);
    let form = [
        ("code", code.as_str()),
        ("organisation", "B"),
        ("name", "B"),
        ("email", "b@example.org"),
        ("password", PASSWORD),
        ("password_again", PASSWORD),
    ];
    second.browser().call("people/set-up", &form).refused(Code::AlreadySetUp);
    assert_eq!(second.browser().open("/").url, "/sign-in");
}
