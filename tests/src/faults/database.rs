//! PostgreSQL is started anew, says nothing any more, is held by somebody, or another takes over from it.

use std::{sync::Arc, thread, time::Duration};

use domain::Code;

use super::{Staged, acknowledged, bystander};
use crate::{
    Browser, Cluster, Demo, Engine, Place, Proxy, Server, answers, now, postgres_address,
    scoring::{clients, score, tally},
};

/// Ended without a word, twice: in the middle of it, and while everybody waits.
pub fn restarted() -> Staged {
    let mut cluster = Cluster::start();
    let mut demo = Demo::of(Server::on(&Arc::new(Place::on_cluster(&cluster, None)), true));
    let mut rater = bystander(&demo);
    let mut clients = clients(&demo);
    let mut recovered = Duration::ZERO;
    for enough in [60, 0] {
        score(&mut demo, &mut clients, enough, |_| cluster.cut_off());
        demo.server.browser().get("/healthz").refused(Code::Unavailable);
        cluster.start_again();
        let since = now();
        demo.server.browser().get("/healthz").done();
        recovered = recovered.max(acknowledged(&mut rater, since));
    }
    Staged { tally: tally(&demo, clients), recovered }
}

/// Every connection goes mute, none is closed, and transactions that hold a chain are among them; two servers, of which one is
/// told to stop then.
pub fn muted() -> Staged {
    let proxy = Proxy::to(postgres_address());
    let mut demo = Demo::of(Server::on(&Arc::new(Place::through(&proxy)), true));
    let other = Server::on(demo.server.place(), true);
    let raters = [&demo.server, &other].map(|server| {
        let mut rater = bystander(&demo);
        rater.browser = rater.browser.at(server.address());
        rater
    });
    let mut clients = clients(&demo);
    let mut recovered = Duration::ZERO;
    score(&mut demo, &mut clients, 60, |demo| {
        proxy.mute();
        let since = now();
        // Both at once, as people do.
        let both: Vec<_> = thread::scope(|scope| {
            let trying = raters.map(|mut rater| {
                scope.spawn(move || {
                    let took = acknowledged(&mut rater, since);
                    rater.browser.get("/healthz").done();
                    took
                })
            });
            trying.into_iter().map(|one| one.join().expect("comes through")).collect()
        });
        recovered = both.into_iter().max().unwrap_or_default();
        demo.server.ask_to_stop();
    });
    assert_eq!(demo.server.wait().code(), Some(0), "{}", demo.server.log());
    demo.server = demo.server.again();
    Staged { tally: tally(&demo, clients), recovered }
}

/// Somebody holds the chain of the audit: forms wait and are told so, while those who rate, read and look at its health go on.
pub fn audit_held() -> Staged {
    let mut demo = Demo::new(Engine::Postgres);
    let mut rater = bystander(&demo);
    let mut clients = clients(&demo);
    let mut recruiter = demo.browser("recruiter");
    let page = format!("/vacancies/{}", demo.half_way);
    let vacancy = demo.half_way.clone();
    let add = |mut browser: Browser, name: &str| browser.call("vacancies/add-candidate", &[("vacancy", &vacancy), ("name", name)]);
    let mut recovered = Duration::ZERO;
    score(&mut demo, &mut clients, 60, |demo| {
        let held = demo.server.place().hold_audits();
        let since = now();
        thread::scope(|scope| {
            // More than there are connections, as long as it is held.
            let waiting: Vec<_> = (0..16)
                .map(|n| {
                    let (browser, add) = (recruiter.clone(), &add);
                    scope.spawn(move || add(browser, &format!("Kandidaat {n}")).status)
                })
                .collect();
            for level in 1..=5 {
                let entries = [rater.no_evidence(7), rater.rated(7, level)];
                assert_eq!(answers(&rater.send(&entries)), ["stored", "stored"]);
                recovered = if level == 1 { now() - since } else { recovered };
                assert_eq!(recruiter.open(&page).status, 200);
                recruiter.get("/healthz").done();
            }
            for form in waiting {
                assert_eq!(form.join().expect("answered"), 503);
            }
        });
        drop(held);
        add(recruiter.clone(), "Kandidaat 99").done();
        demo.server.ask_to_stop();
    });
    demo.server = demo.server.again();
    Staged { tally: tally(&demo, clients), recovered }
}

/// The database is gone, its standby follows still and takes no writes yet, and then takes over. It is one that was waited for: what
/// another had not received yet would be lost with the disk it was on.
pub fn taken_over() -> Staged {
    let mut cluster = Cluster::start();
    let proxy = Proxy::to(cluster.address());
    let mut demo = Demo::of(Server::on(&Arc::new(Place::through(&proxy)), true));
    let standby = cluster.standby();
    let mut rater = bystander(&demo);
    let mut clients = clients(&demo);
    let mut recruiter = demo.browser("recruiter");
    score(&mut demo, &mut clients, 60, |_| {
        cluster.cut_off();
        proxy.lead_to(standby.address());
        for _ in 0..3 {
            assert_eq!(recruiter.open("/vacancies").status, 503);
        }
        standby.promote();
    });
    let since = now();
    let recovered = acknowledged(&mut rater, since);
    for page in ["/", "/vacancies", "/scorecards", "/people"] {
        assert_eq!(recruiter.open(page).status, 200, "{page}");
    }
    Staged { tally: tally(&demo, clients), recovered }
}
