//! A connection that is kept open: one that sends entries, one that looks on.

use std::{
    future::poll_fn,
    net::SocketAddr,
    pin::Pin,
    task::Poll,
    time::{Duration, Instant},
};

use http_body_util::{BodyExt, Full};
use hyper::{
    Request,
    body::{Body, Bytes, Incoming},
    client::conn::http1::{self, SendRequest},
};
use hyper_util::rt::TokioIo;
use serde_json::{Value, json};
use tests::{id, now};
use tokio::net::TcpStream;

use super::world::Pair;

/// After this nothing more is on its way.
const QUIET: Duration = Duration::from_millis(50);

async fn connected(server: SocketAddr) -> SendRequest<Full<Bytes>> {
    let stream = TcpStream::connect(server).await.expect("listens");
    stream.set_nodelay(true).expect("a socket");
    let (sender, serving) = http1::handshake(TokioIo::new(stream)).await.expect("speaks HTTP");
    tokio::spawn(serving);
    sender
}

pub(super) struct Client {
    sender: SendRequest<Full<Bytes>>,
    server: SocketAddr,
    pair: Pair,
    path: String,
    turn: usize,
}

impl Client {
    /// `way` is `ledger`, or `parse` for the handler that stores nothing.
    pub(super) async fn connect(server: SocketAddr, pair: Pair, way: &str) -> Self {
        let path = match way {
            "parse" => format!("/parse/{}", pair.interview),
            _ => format!("/api/v1/interviews/{}/ledger", pair.interview),
        };
        Self { sender: connected(server).await, server, pair, path, turn: 0 }
    }

    /// A level, or a note in the place of the one before.
    pub(super) async fn send(&mut self) {
        self.turn += 1;
        let item = &self.pair.items[self.turn / 2 % self.pair.items.len()];
        let entry = if self.turn.is_multiple_of(2) {
            json!({ "id": id(), "client_at": 0, "said": { "kind": "rated", "item": item, "level": self.turn / 2 % 5 + 1 } })
        } else {
            let text = "“Ik vroeg haar om een voorbeeld, en toen bleek het heel anders te liggen.”";
            json!({ "id": id(), "client_at": 0, "said": { "kind": "noted", "item": item, "note": id(), "text": text } })
        };
        self.post(&entry).await;
    }

    /// The chair asks the first question: the whole panel hears of it.
    pub(super) async fn ask(&mut self) {
        let entry = json!({ "id": id(), "client_at": 0, "said": { "kind": "asked", "item": self.pair.items[0] } });
        self.post(&entry).await;
    }

    async fn post(&mut self, entry: &Value) {
        let body = json!({ "entries": [entry] }).to_string();
        let request = Request::post(&self.path)
            .header("host", self.server.to_string())
            .header("content-type", "application/json")
            .header("sec-fetch-site", "same-origin")
            .header("cookie", &*self.pair.cookie)
            .body(Full::new(Bytes::from(body)))
            .expect("a request");
        self.sender.ready().await.expect("stays open");
        let answer = self.sender.send_request(request).await.expect("answers");
        let status = answer.status();
        let body = answer.into_body().collect().await.expect("a whole answer").to_bytes();
        assert!(status == 200 && body.windows(8).any(|part| part == b"\"stored\""), "{status} {}", String::from_utf8_lossy(&body));
    }
}

/// Somebody who looks on.
pub(super) struct Watcher {
    body: Incoming,
    _sender: SendRequest<Full<Bytes>>,
}

impl Watcher {
    pub(super) async fn look(server: SocketAddr, pair: &Pair) -> Self {
        let mut sender = connected(server).await;
        let request = Request::get(format!("/api/v1/interviews/{}/events", pair.interview))
            .header("host", server.to_string())
            .header("accept", "text/event-stream")
            .header("cookie", &*pair.cookie)
            .body(Full::default())
            .expect("a request");
        let answer = sender.send_request(request).await.expect("answers");
        assert_eq!(answer.status(), 200);
        let mut watcher = Self { body: answer.into_body(), _sender: sender };
        watcher.poked().await;
        watcher
    }

    /// When the next event came.
    pub(super) async fn poked(&mut self) -> Instant {
        loop {
            let frame = self.body.frame().await.expect("goes on").expect("a frame");
            if frame.data_ref().is_some_and(|data| data.windows(6).any(|part| part == b"event:")) {
                return now();
            }
        }
    }

    /// Takes what was on its way.
    pub(super) async fn quiet(&mut self) {
        while tokio::time::timeout(
            QUIET,
            poll_fn(|context| match Pin::new(&mut self.body).poll_frame(context) {
                Poll::Ready(_) => Poll::Ready(()),
                Poll::Pending => Poll::Pending,
            }),
        )
        .await
        .is_ok()
        {}
    }
}
