//! Load: many connections that are kept open and ask again as soon as they have their answer.

use std::{
    net::SocketAddr,
    time::{Duration, Instant},
};

use http_body_util::{BodyExt, Empty};
use hyper::{Request, body::Bytes, client::conn::http1};
use hyper_util::rt::TokioIo;
use tests::now;
use tokio::net::TcpStream;

const CONNECTIONS: usize = 16;
const WARM_UP: Duration = Duration::from_secs(1);
const MEASURED: Duration = Duration::from_secs(5);

/// How many answers per second, and how long all but one in a hundred took at most.
pub(super) struct Pace {
    pub(super) per_second: f64,
    pub(super) p99: Duration,
}

/// Asks for one path with this cookie; every answer must be a 200 of this length.
pub(super) async fn run(server: SocketAddr, path: &str, cookie: &str, length: usize) -> Pace {
    let begin = now() + WARM_UP;
    let end = begin + MEASURED;
    let connections: Vec<_> =
        (0..CONNECTIONS).map(|_| tokio::spawn(connection(server, path.to_owned(), cookie.to_owned(), length, begin, end))).collect();
    let mut took = Vec::new();
    for connection in connections {
        took.extend(connection.await.expect("a connection"));
    }
    took.sort_unstable();
    let p99 = took.get(took.len().saturating_sub(1 + took.len() / 100)).copied().expect("answers");
    Pace { per_second: took.len() as f64 / MEASURED.as_secs_f64(), p99 }
}

async fn connection(server: SocketAddr, path: String, cookie: String, length: usize, begin: Instant, end: Instant) -> Vec<Duration> {
    let stream = TcpStream::connect(server).await.expect("listens");
    stream.set_nodelay(true).expect("a socket");
    let (mut sender, serving) = http1::handshake(TokioIo::new(stream)).await.expect("speaks HTTP");
    tokio::spawn(serving);
    let mut took = Vec::new();
    loop {
        let asked = now();
        if asked >= end {
            return took;
        }
        let request = Request::get(&path).header("host", server.to_string()).header("accept", "text/html").header("cookie", &cookie);
        let request = request.body(Empty::<Bytes>::new()).expect("a request");
        sender.ready().await.expect("stays open");
        let answer = sender.send_request(request).await.expect("answers");
        assert_eq!(answer.status(), 200, "{path}");
        let body = answer.into_body().collect().await.expect("a whole answer").to_bytes();
        // Ids and nonces have one length, so a page that went wrong shows.
        assert_eq!(body.len(), length, "{path}");
        if asked >= begin {
            took.push(asked.elapsed());
        }
    }
}
