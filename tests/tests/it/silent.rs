//! A database that stops answering without a word, that somebody holds on to, that is far away, or that another takes over from.

use std::{sync::Arc, thread};

use serde_json::Value;
use tests::{Cluster, Demo, Engine, Place, Proxy, Rater, Server, answers, postgres_address};

use crate::scoring::{checked, clients, score};

/// As often as a browser asks within ten seconds of which the server itself waits most.
const TRIES: usize = 4;

/// Sends until it is stored, and says whether that was within so many tries.
fn comes_through(rater: &mut Rater, entries: &[Value]) -> bool {
    (0..TRIES).any(|_| {
        let reply = rater.send(entries);
        assert!([200, 503].contains(&reply.status), "{}", reply.status);
        reply.status == 200
    })
}

#[test]
fn scoring_goes_on_at_every_server_when_connections_go_mute() {
    let proxy = Proxy::to(postgres_address());
    let mut demo = Demo::of(Server::on(&Arc::new(Place::through(&proxy)), true));
    let other = Server::on(demo.server.place(), true);
    let [_, live, _] = demo.interviews();
    let mut clients = clients(&demo);
    let raters = [&demo.server, &other].map(|server| {
        let mut rater = demo.rater("panel1", &live);
        rater.browser = rater.browser.at(server.address());
        rater
    });
    // In the middle of it, so that transactions that hold a chain are among them.
    score(&mut demo, &mut clients, 60, |demo| {
        proxy.mute();
        for mut rater in raters {
            let entries = [rater.no_evidence(3)];
            assert!(comes_through(&mut rater, &entries), "it does not come through");
            rater.browser.get("/healthz").done();
        }
        demo.server.ask_to_stop();
    });
    assert_eq!(demo.server.wait().code(), Some(0), "{}", demo.server.log());
    demo.server = demo.server.again();
    checked(&demo, clients);
}

#[test]
fn a_server_that_is_told_to_stop_does_so_while_its_database_is_mute() {
    let proxy = Proxy::to(postgres_address());
    let mut demo = Demo::of(Server::on(&Arc::new(Place::through(&proxy)), true));
    proxy.mute();
    assert_eq!(demo.server.stop().code(), Some(0), "{}", demo.server.log());
}

#[test]
fn who_holds_the_audit_holds_up_forms_and_nothing_else() {
    let demo = Demo::new(Engine::Postgres);
    let [_, live, _] = demo.interviews();
    let mut rater = demo.rater("panel1", &live);
    let mut recruiter = demo.browser("recruiter");
    let page = format!("/vacancies/{}", demo.half_way);
    let held = demo.server.place().hold_audits();
    let candidate = |n: usize| [("vacancy", demo.half_way.clone()), ("name", format!("Kandidaat {n}"))];
    thread::scope(|scope| {
        // More than there are connections, one after the other as long as it is held.
        let waiting: Vec<_> = (0..16)
            .map(|n| {
                let mut browser = recruiter.clone();
                let form = candidate(n);
                scope.spawn(move || {
                    let fields = form.each_ref().map(|(name, value)| (*name, value.as_str()));
                    browser.call("vacancies/add-candidate", &fields).status
                })
            })
            .collect();
        for level in 1..=5 {
            let entries = [rater.no_evidence(7), rater.rated(7, level)];
            assert_eq!(answers(&rater.send(&entries)), ["stored", "stored"]);
            assert_eq!(recruiter.open(&page).status, 200);
            recruiter.get("/healthz").done();
        }
        for form in waiting {
            assert_eq!(form.join().expect("answered"), 503);
        }
    });
    drop(held);
    let form = candidate(99);
    recruiter.call("vacancies/add-candidate", &form.each_ref().map(|(name, value)| (*name, value.as_str()))).done();
    demo.server.verify();
}

#[test]
fn a_standby_that_takes_over_gives_nobody_a_fault() {
    let mut cluster = Cluster::start();
    let proxy = Proxy::to(cluster.address());
    let mut demo = Demo::of(Server::on(&Arc::new(Place::through(&proxy)), true));
    let standby = cluster.standby();
    let mut clients = clients(&demo);
    let mut recruiter = demo.browser("recruiter");
    score(&mut demo, &mut clients, 60, |_| {
        cluster.cut_off();
        // It follows still, and takes no writes yet.
        proxy.lead_to(standby.address());
        for _ in 0..3 {
            assert_eq!(recruiter.open("/vacancies").status, 503);
        }
        standby.promote();
    });
    for page in ["/", "/vacancies", "/scorecards", "/people"] {
        assert_eq!(recruiter.open(page).status, 200, "{page}");
    }
    checked(&demo, clients);
}

#[test]
fn a_post_of_entries_is_six_trips_to_the_database_at_most() {
    let proxy = Proxy::to(postgres_address());
    let demo = Demo::of(Server::on(&Arc::new(Place::through(&proxy)), true));
    let [_, live, _] = demo.interviews();
    let mut rater = demo.rater("panel1", &live);
    let mut least = u64::MAX;
    // Every connection prepares its statements once.
    for level in [1, 2, 3, 4, 5].repeat(6) {
        let entries = [rater.noted(0, "zei wat ze deed"), rater.rated(0, level), rater.no_evidence(3), rater.rated(3, level)];
        proxy.trips();
        rater.store(&entries);
        least = least.min(proxy.trips());
    }
    assert!(least <= 6, "{least} trips");
}
