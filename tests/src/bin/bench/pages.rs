//! Pages per second, next to a bare handler that returns the same bytes in the same run.

use std::net::{Ipv4Addr, SocketAddr};

use axum::{Router, body::Bytes, routing::get};
use tests::{Demo, Engine, Goal, figure};
use tokio::net::TcpListener;

use crate::load::{self, Pace};

/// A page asks the database and is rendered anew each time; the bare handler only copies bytes. A twentieth of its pace
/// is hundreds of pages a second on two cores, which load and server share: far above what a panel of people asks for, and
/// low enough that only a page that became slow misses it.
const OF_BARE: f64 = 0.05;

pub(super) fn measure() {
    let demo = Demo::new(Engine::Sqlite);
    let [_, live, _] = demo.interviews();
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().expect("a runtime");
    let pages =
        [("panel", "panel1", format!("/interviews/{live}")), ("compare", "recruiter", format!("/vacancies/{}/compare", demo.finished))];
    for (name, account, path) in pages {
        let mut browser = demo.browser(account);
        let page = browser.send("GET", &path, &[("accept", "text/html")], &[]);
        assert_eq!(page.status, 200, "{path}");
        let cookie = browser.cookie();
        let ours = runtime.block_on(load::run(demo.server.address(), &path, &cookie, page.bytes.len()));
        let bare = runtime.block_on(bare(page.bytes));
        let ratio = ours.per_second / bare.per_second;
        let goal = Goal::at_least(ratio, OF_BARE, "of bare");
        figure("pages", &format!("{name} page"), format!("{:.0}", ours.per_second), "pages/s", &goal);
        figure("pages", &format!("{name} page of bare"), format!("{ratio:.3}"), "times", &goal);
        // Two cores serve sixteen at once: a second is where somebody who clicks begins to wait.
        let slowest = ours.p99.as_secs_f64() * 1000.0;
        figure("pages", &format!("{name} page p99"), format!("{slowest:.1}"), "ms", &Goal::at_most(slowest, 1000.0, "ms"));
        let none = Goal::none();
        figure("pages", &format!("{name} page bare"), format!("{:.0}", bare.per_second), "pages/s", &none);
        figure("pages", &format!("{name} page bare p99"), format!("{:.1}", bare.p99.as_secs_f64() * 1000.0), "ms", &none);
    }
}

/// The same bytes from a handler that does nothing else, in this process.
async fn bare(bytes: Vec<u8>) -> Pace {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.expect("a port");
    let address: SocketAddr = listener.local_addr().expect("an address");
    let (length, bytes) = (bytes.len(), Bytes::from(bytes));
    let router = Router::new().route("/", get(move || std::future::ready(([("content-type", "text/html; charset=utf-8")], bytes.clone()))));
    let serving = tokio::spawn(async move { axum::serve(listener, router).await });
    let pace = load::run(address, "/", "maatstaf=x", length).await;
    serving.abort();
    pace
}
