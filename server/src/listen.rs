//! Takes connections and serves them within bounds: axum's own `serve` takes any number, and waits for ever for a request
//! that does not arrive.

use std::{
    io::{Error, ErrorKind},
    net::{IpAddr, SocketAddr},
    sync::Arc,
    time::Duration,
};

use axum::{Router, body::Body};
use hyper::{body::Incoming, server::conn::http1, service::service_fn};
use hyper_util::rt::{TokioIo, TokioTimer};
use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
use tokio::{
    net::{TcpListener, TcpStream},
    sync::watch,
    time::timeout,
};
use tower::ServiceExt;

use crate::{
    Proxies,
    client::{Peer, site},
    places::Places,
};

/// The most that a head may take, and what one read takes at once.
const HEAD_MAX: usize = 64 * 1024;
/// How long somebody who was let in may think about what to ask when the server stops.
const FIRST_WORD: Duration = Duration::from_secs(1);
/// One client's part of all connections.
const OF_ONE: usize = 4;

/// For who finds no place.
const BUSY: &[u8] =
    b"HTTP/1.1 503 Service Unavailable\r\ncontent-type: text/plain; charset=utf-8\r\nretry-after: 5\r\nconnection: close\r\n\r\n\
    Het is even te druk op de server. Probeer het zo opnieuw.\nThe server is too busy for a moment. Try again shortly.\n";

/// What a server takes on.
#[derive(Debug, Clone)]
pub(crate) struct Bounds {
    /// Open connections at once.
    pub(crate) connections: usize,
    /// How long the head of a request may take to arrive, and how long a connection may be idle before the next.
    pub(crate) head: Duration,
    /// How long what was begun may take when it is told to stop.
    pub(crate) drain: Duration,
    /// Whose connections are those of many.
    pub(crate) proxies: Proxies,
}

/// Serves until it is told to stop; what was begun by then has so long to come to its end.
pub(crate) async fn serve(listener: TcpListener, router: Router, bounds: Bounds, stop: impl Future<Output = ()>) {
    raise_open_files();
    let mut taker = Taker::new(router, bounds.clone());
    let mut stop = std::pin::pin!(stop);
    loop {
        let accepted = tokio::select! {
            () = &mut stop => break,
            accepted = listener.accept() => accepted,
        };
        match accepted {
            Ok((socket, peer)) => taker.take(socket, peer),
            Err(error) => pause_after(&error).await,
        }
    }
    taker.take_waiting(listener);
    if timeout(bounds.drain, taker.ended()).await.is_err() {
        tracing::warn!("what had not ended {} seconds after the stop was cut off", bounds.drain.as_secs());
    }
}

/// What becomes of a connection.
struct Taker {
    http: http1::Builder,
    router: Router,
    places: Arc<Places<IpAddr>>,
    bounds: Bounds,
    /// Whether the server is told to stop; every connection listens to it until it has ended.
    stopping: watch::Sender<bool>,
}

impl Taker {
    fn new(router: Router, bounds: Bounds) -> Self {
        let mut http = http1::Builder::new();
        http.timer(TokioTimer::new()).header_read_timeout(bounds.head).max_buf_size(HEAD_MAX);
        let places = Places::new(bounds.connections, bounds.connections.div_ceil(OF_ONE));
        Self { http, router, places, bounds, stopping: watch::Sender::new(false) }
    }

    fn take(&mut self, socket: TcpStream, peer: SocketAddr) {
        let one = one_client(peer.ip().to_canonical(), &self.bounds.proxies);
        let Ok(place) = self.places.take(one) else { return turn_away(&socket) };
        let router = self.router.clone();
        let service = service_fn(move |mut request: hyper::Request<Incoming>| {
            request.extensions_mut().insert(Peer(peer));
            router.clone().oneshot(request)
        });
        let (http, head, stopping) = (self.http.clone(), self.bounds.head, self.stopping.subscribe());
        tokio::spawn(async move {
            let served = async {
                if let Some(stopping) = first_word(&socket, head, stopping).await {
                    let connection = http.serve_connection(TokioIo::new(socket), service);
                    if let Err(error) = to_its_end(connection, stopping).await {
                        tracing::debug!(%error, "a connection ended before its time");
                    }
                }
            };
            served.await;
            drop(place);
        });
    }

    /// Lets nobody ask for more, and waits until everybody was answered.
    async fn ended(self) {
        self.stopping.send_replace(true);
        self.stopping.closed().await;
    }

    /// Whoever the system let in before the door closes is waiting for an answer: a proxy does not send a form to another server
    /// when this one hangs up on it.
    fn take_waiting(&mut self, listener: TcpListener) {
        let Ok(listener) = listener.into_std() else { return };
        loop {
            match listener.accept() {
                Ok((socket, peer)) => {
                    let socket = socket.set_nonblocking(true).and_then(|()| TcpStream::from_std(socket));
                    match socket {
                        Ok(socket) => self.take(socket, peer),
                        Err(error) => tracing::debug!(%error, "a connection was not taken at the stop"),
                    }
                }
                Err(error) if error.kind() == ErrorKind::ConnectionAborted => {}
                // Nobody waits any more.
                Err(_) => return,
            }
        }
    }
}

/// Waits until something arrives. `None` for who says nothing in time: when the server stops, that time is short.
async fn first_word(socket: &TcpStream, head: Duration, mut stopping: watch::Receiver<bool>) -> Option<watch::Receiver<bool>> {
    let mut arrived = std::pin::pin!(socket.readable());
    let spoke = tokio::select! {
        spoke = timeout(head, &mut arrived) => spoke.is_ok(),
        () = told(&mut stopping) => timeout(FIRST_WORD, arrived).await.is_ok(),
    };
    spoke.then_some(stopping)
}

async fn told(stopping: &mut watch::Receiver<bool>) {
    // Who would tell is gone only when it is over as well.
    let _ = stopping.wait_for(|stopping| *stopping).await;
}

/// Serves until the other side has enough, or this server stops and the request that is under way was answered.
async fn to_its_end<S>(connection: http1::Connection<TokioIo<TcpStream>, S>, mut stopping: watch::Receiver<bool>) -> hyper::Result<()>
where
    S: hyper::service::HttpService<Incoming, ResBody = Body>,
    S::Error: Into<Box<dyn std::error::Error + Send + Sync>>,
{
    let mut connection = std::pin::pin!(connection);
    tokio::select! {
        // What has arrived is read before it hears of the stop: hyper hangs up on who it has read nothing of.
        biased;
        ended = &mut connection => return ended,
        () = told(&mut stopping) => {}
    }
    connection.as_mut().graceful_shutdown();
    connection.await
}

/// Behind a proxy, or at the machine itself, one address is many people; of IPv6 one client has many addresses.
fn one_client(address: IpAddr, proxies: &Proxies) -> Option<IpAddr> {
    (!address.is_loopback() && !proxies.trust(address)).then(|| site(address))
}

/// Says so when that can be done at once; who is turned away is not waited for.
fn turn_away(socket: &TcpStream) {
    if let Err(error) = socket.try_write(BUSY) {
        tracing::debug!(%error, "a connection was turned away without a word");
    }
}

/// A connection that broke before it was taken says nothing of the next; when there is no room for one more file, trying at
/// once helps nobody.
async fn pause_after(error: &Error) {
    if matches!(error.kind(), ErrorKind::ConnectionAborted | ErrorKind::ConnectionRefused | ErrorKind::ConnectionReset) {
        return;
    }
    tracing::warn!(%error, "no connection is taken for a second");
    #[expect(clippy::disallowed_methods, reason = "nothing tells when another program closes its files")]
    tokio::time::sleep(Duration::from_secs(1)).await;
}

/// A connection is an open file, and many systems give a program a thousand unless it asks for what it may have.
fn raise_open_files() {
    let limit = getrlimit(Resource::Nofile);
    if let Err(error) = setrlimit(Resource::Nofile, Rlimit { current: limit.maximum, ..limit }) {
        tracing::warn!(%error, "the number of open files stays as it is");
    }
}
