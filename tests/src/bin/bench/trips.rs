//! How often a page or a post of entries waits for PostgreSQL: in a far database that is what makes it slow.

use std::sync::Arc;

use tests::{Demo, Goal, Place, Proxy, Server, figure, postgres_address};

const POST: u64 = 6;
const PAGE: u64 = 4;
/// Every connection prepares its statements once; the least of so many is what it comes to.
const ASKED: usize = 30;

pub(super) fn measure() {
    let proxy = Proxy::to(postgres_address());
    let demo = Demo::of(Server::on(&Arc::new(Place::through(&proxy)), true));
    let [_, live, _] = demo.interviews();
    let mut rater = demo.rater("panel1", &live);
    let post = least(&proxy, || {
        let entries = [rater.noted(0, "zei wat ze deed"), rater.rated(0, 4), rater.no_evidence(3), rater.rated(3, 2)];
        rater.store(&entries);
    });
    said("a post of entries", post, POST);
    let pages = [
        ("home", "recruiter", "/".to_owned()),
        ("list of vacancies", "recruiter", "/vacancies".to_owned()),
        ("vacancy", "recruiter", format!("/vacancies/{}", demo.half_way)),
        ("interview", "panel1", format!("/interviews/{live}")),
        ("compare", "recruiter", format!("/vacancies/{}/compare", demo.finished)),
    ];
    for (name, account, page) in pages {
        let mut browser = demo.browser(account);
        said(name, least(&proxy, || assert_eq!(browser.open(&page).status, 200, "{page}")), PAGE);
    }
}

fn least(proxy: &Proxy, mut what: impl FnMut()) -> u64 {
    let counted = (0..ASKED).map(|_| {
        proxy.trips();
        what();
        proxy.trips()
    });
    counted.min().unwrap_or_default()
}

fn said(what: &str, trips: u64, goal: u64) {
    figure("trips", what, trips, "trips to the database", &Goal { words: format!("at most {goal}"), met: trips <= goal });
}
