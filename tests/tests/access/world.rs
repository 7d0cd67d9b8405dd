//! The whole server in one process, with everything that differs from run to run handed in: two worlds in which the same
//! happens answer the same, byte by byte.

use std::{
    collections::BTreeMap,
    net::Ipv4Addr,
    sync::{
        Arc,
        atomic::{AtomicU32, AtomicU64, Ordering},
    },
};

use axum::{
    Router,
    body::{Body, to_bytes},
    http::{HeaderMap, Request},
};
use domain::time::UnixMillis;
use serde_json::{Value, json};
use server::{Shared, fill_demo, router};
use store::{Options, Store};
use tests::{Engine, PASSWORD, Place};
use tower::ServiceExt;
use uuid::Uuid;

/// 25 November 2026, in the morning.
const START: UnixMillis = UnixMillis(1_795_597_200_000);

pub(crate) struct World {
    router: Router,
    pub(crate) store: Store,
    cookies: BTreeMap<String, String>,
    /// How often the server took a chance: for the nonce of every answer.
    nonces: Arc<AtomicU64>,
    /// Every request comes from an address of its own: who may do what is asked here, not how often.
    clients: AtomicU32,
    /// Taken away last.
    _place: Place,
}

/// An answer as it would go over the wire.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) body: Vec<u8>,
}

/// Chance that is the same every time.
fn chance(calls: Arc<AtomicU64>) -> store::Random {
    Arc::new(move |bytes: &mut [u8]| {
        for chunk in bytes.chunks_mut(32) {
            let n = calls.fetch_add(1, Ordering::Relaxed);
            chunk.copy_from_slice(&domain::ledger::payload_hash(b"chance", &n.to_string())[..chunk.len()]);
        }
    })
}

impl World {
    /// The demo, on a database of its own.
    pub(crate) async fn new(engine: Engine) -> Self {
        let place = Place::new(engine);
        let ids = AtomicU64::new(1);
        let nonces = Arc::new(AtomicU64::new(1));
        let options = Options {
            url: place.url(),
            secret: [7; 32],
            sealed: true,
            clock: Arc::new(|| START),
            ids: Arc::new(move || Uuid::from_u64_pair(0x0192_f000_0000_7000, (0x8 << 60) | ids.fetch_add(1, Ordering::Relaxed))),
            random: chance(Arc::new(AtomicU64::new(1))),
            together: store::TOGETHER,
            aside: place.folder(),
        };
        let store = Store::open(options).await.expect("opens");
        fill_demo(&store).await.expect("filled");
        let mut shared = Shared::new(store.clone(), "http://localhost:3000", true, None, chance(Arc::clone(&nonces)));
        shared.proxies = "127.0.0.1".parse().expect("an address");
        Self { router: router(shared), store, cookies: BTreeMap::new(), nonces, clients: AtomicU32::new(0x0a00_0001), _place: place }
    }

    /// Signs in an account of the demo, or one that was invited.
    pub(crate) async fn sign_in(&mut self, who: &str) {
        let body = format!("email={who}%40example.org&password={PASSWORD}");
        let answer = self.form("", "/api/ui/people/sign-in", &body).await;
        assert_eq!(answer.status, 200, "{who}: {}", answer.text());
        self.keep_cookie(who, &answer);
        // The first page of a session writes down that it was seen.
        self.get(who, "/").await;
    }

    /// Invites somebody, who accepts.
    pub(crate) async fn invite(&mut self, who: &str, role: &str) {
        let sent = self.form("admin", "/api/ui/people/invite", &format!("email={who}%40example.org&role={role}&lang=nl")).await;
        assert!(sent.status < 400, "{}", sent.text());
        let page = self.page("admin", "/people").await.text();
        let secret = page.split("/invite/").nth(1).expect("a link").split(['"', '<']).next().expect("a secret").to_owned();
        let form = format!("secret={secret}&name={who}&password={PASSWORD}&password_again={PASSWORD}");
        let answer = self.form("", "/api/ui/people/accept", &form).await;
        assert_eq!(answer.status, 200, "{}", answer.text());
        self.keep_cookie(who, &answer);
        self.get(who, "/").await;
    }

    /// From here on every world takes the same chances, however many requests came before: a nonce counts nothing.
    pub(crate) fn same_nonces(&self) {
        self.nonces.store(1 << 32, Ordering::Relaxed);
    }

    fn keep_cookie(&mut self, who: &str, answer: &Answer) {
        let cookie = answer
            .headers
            .iter()
            .find(|(name, value)| name == "set-cookie" && value.starts_with("maatstaf="))
            .expect("a session")
            .1
            .clone();
        self.cookies.insert(who.to_owned(), cookie.split(';').next().expect("a pair").to_owned());
    }

    pub(crate) async fn get(&self, who: &str, path: &str) -> Answer {
        self.send(who, "GET", path, &[("accept", "application/json")], "").await
    }

    pub(crate) async fn page(&self, who: &str, path: &str) -> Answer {
        self.send(who, "GET", path, &[("accept", "text/html")], "").await
    }

    pub(crate) async fn form(&self, who: &str, path: &str, body: &str) -> Answer {
        let headers = [("accept", "application/json"), ("content-type", "application/x-www-form-urlencoded")];
        self.send(who, "POST", path, &headers, body).await
    }

    pub(crate) async fn json(&self, who: &str, method: &str, path: &str, body: &Value) -> Answer {
        let headers = [("accept", "application/json"), ("content-type", "application/json")];
        self.send(who, method, path, &headers, &body.to_string()).await
    }

    /// Entries of one person in one interview, all of which are stored.
    pub(crate) async fn append(&self, who: &str, interview: &str, entries: &[Value]) {
        let answer = self.json(who, "POST", &format!("/api/v1/interviews/{interview}/ledger"), &json!({ "entries": entries })).await;
        assert_eq!(answer.text().matches("\"stored\"").count(), entries.len(), "{}", answer.text());
    }

    /// A stream of events, open.
    pub(crate) async fn stream(&self, who: &str, path: &str) -> Body {
        let (status, _, body) = self.begin(who, "GET", path, &[("accept", "text/event-stream")], "").await;
        assert_eq!(status, 200, "{who} {path}");
        body
    }

    /// Only the status; of a stream nobody waits for the end.
    pub(crate) async fn status(&self, who: &str, method: &str, path: &str, headers: &[(&str, &str)], body: &str) -> u16 {
        self.begin(who, method, path, headers, body).await.0
    }

    pub(crate) async fn send(&self, who: &str, method: &str, path: &str, headers: &[(&str, &str)], body: &str) -> Answer {
        let (status, headers, body) = self.begin(who, method, path, headers, body).await;
        let body = to_bytes(body, 64 * 1024 * 1024).await.expect("a body").to_vec();
        let headers = headers.iter().map(|(name, value)| (name.to_string(), value.to_str().unwrap_or("?").to_owned()));
        Answer { status, headers: headers.collect(), body }
    }

    async fn begin(&self, who: &str, method: &str, path: &str, headers: &[(&str, &str)], body: &str) -> (u16, HeaderMap, Body) {
        let mut request =
            Request::builder().method(method).uri(path).header("sec-fetch-site", "same-origin").header("host", "localhost:3000");
        let client = Ipv4Addr::from_bits(self.clients.fetch_add(1, Ordering::Relaxed));
        request = request.header("accept-language", "nl").header("x-forwarded-for", client.to_string());
        if let Some(cookie) = self.cookies.get(who) {
            request = request.header("cookie", cookie);
        }
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let request = request.body(Body::from(body.to_owned())).expect("a request");
        let response = self.router.clone().oneshot(request).await.expect("answers");
        let (parts, body) = response.into_parts();
        (parts.status.as_u16(), parts.headers, body)
    }
}

impl Answer {
    pub(crate) fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    pub(crate) fn data(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or_else(|error| panic!("{} is no JSON: {error} {}", self.status, self.text()))
    }
}

/// Runs a test alone on one thread, so that nothing happens in another order.
pub(crate) fn run(test: impl Future<Output = ()>) {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    runtime.block_on(tokio::task::LocalSet::new().run_until(test));
}
