//! How often a page or a post of entries waits for PostgreSQL: in a far database that is what makes it slow.

use std::sync::Arc;

use crate::{Demo, Place, Proxy, Server, postgres_address};

pub const A_POST: u64 = 6;
pub const A_PAGE: u64 = 4;
/// Every connection prepares its statements once; the least of so many is what it comes to.
const ASKED: usize = 30;

/// What is asked, how many trips it takes, and how many it may.
pub type Trips = (&'static str, u64, u64);

/// A post of entries, and the pages that people work on.
pub fn counted() -> Vec<Trips> {
    let proxy = Proxy::to(postgres_address());
    let demo = Demo::of(Server::on(&Arc::new(Place::through(&proxy)), true));
    let [_, live, _] = demo.interviews();
    let mut rater = demo.rater("panel1", &live);
    let post = least(&proxy, || {
        let entries = [rater.noted(0, "zei wat ze deed"), rater.rated(0, 4), rater.no_evidence(3), rater.rated(3, 2)];
        rater.store(&entries);
    });
    let pages = [
        ("home of a recruiter", "recruiter", "/".to_owned()),
        ("home of a rater", "panel1", "/".to_owned()),
        ("list of vacancies", "recruiter", "/vacancies".to_owned()),
        ("vacancy", "recruiter", format!("/vacancies/{}", demo.half_way)),
        ("interview", "panel1", format!("/interviews/{live}")),
        ("compare", "recruiter", format!("/vacancies/{}/compare", demo.finished)),
        ("scorecards", "recruiter", "/scorecards".to_owned()),
        ("library", "recruiter", "/library".to_owned()),
        ("people", "admin", "/people".to_owned()),
    ];
    let page = |(name, account, page): (&'static str, &str, String)| {
        let mut browser = demo.browser(account);
        (name, least(&proxy, || assert_eq!(browser.open(&page).status, 200, "{page}")), A_PAGE)
    };
    [("a post of entries", post, A_POST)].into_iter().chain(pages.map(page)).collect()
}

fn least(proxy: &Proxy, mut what: impl FnMut()) -> u64 {
    let counted = (0..ASKED).map(|_| {
        proxy.trips();
        what();
        proxy.trips()
    });
    counted.min().unwrap_or_default()
}
