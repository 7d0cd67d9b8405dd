//! `maatstaf serve`.

use std::{net::SocketAddr, sync::Arc, time::Duration};

use clap::Args;
use domain::access::{Actor, Job};
use store::{Kind, Store};
use text::terminal;
use tokio::{net::TcpListener, time::timeout};

use super::{DATABASE, DEMO_DATABASE, Serve, Stop, say};
use crate::{Shared, demo, listen, places::Places, system};

/// How long a server that was told to stop may hold its file while the next one waits.
const STOPPING: Duration = Duration::from_secs(5);

/// How long closing the database may take: what was acknowledged is on disk already.
const CLOSING: Duration = Duration::from_secs(10);

/// What one server takes on; beyond it, it says so.
#[derive(Debug, Args)]
pub(super) struct Bounds {
    /// Open connections at once; one client has a quarter of them at most.
    #[arg(long, env = "MAATSTAF_CONNECTIONS", default_value_t = 2000)]
    connections: usize,
    /// Tabs of one account that look on at once.
    #[arg(long, env = "MAATSTAF_STREAMS", default_value_t = 20)]
    streams: usize,
    /// Seconds in which the head of a request must arrive, and after which an idle connection is closed.
    #[arg(long, env = "MAATSTAF_HEAD_SECONDS", default_value_t = 30)]
    head_seconds: u64,
    /// Seconds in which the whole of a request must arrive.
    #[arg(long, env = "MAATSTAF_BODY_SECONDS", default_value_t = 60)]
    body_seconds: u64,
    /// Seconds that what was begun may take after the server is told to stop; what has not ended by then is cut off.
    #[arg(long, env = "MAATSTAF_DRAIN_SECONDS", default_value_t = 20)]
    drain_seconds: u64,
}

impl Serve {
    pub(super) async fn run(self) -> Result<(), Stop> {
        let listener = TcpListener::bind(&self.listen).await;
        let listener = listener.map_err(|error| Stop::new(terminal::cannot_listen(&self.listen, error.kind(), &error.to_string())))?;
        let address = listener.local_addr().map_err(|error| Stop::new(error.to_string()))?;
        if self.demo && !address.ip().is_loopback() {
            return Err(Stop::new(
                "--demo has accounts with a known password: it only listens on a loopback address such as 127.0.0.1:3000.",
            ));
        }
        if let Some(font) = &self.second_font {
            super::report::use_second_font(font)?;
        }
        let default = if self.demo { DEMO_DATABASE } else { DATABASE };
        let _served_by_us = self.database.hold(default, STOPPING).await?;
        let store = self.database.open(default).await?;
        store.mark_file().await.map_err(|error| Stop::new(format!("The database file could not be marked: {error}")))?;
        if store.engine() == "sqlite" {
            // It is the only server, so nobody makes them any more.
            let done = store.packs_are_interrupted(&Actor::System { job: Job::Tidying }).await;
            done.map_err(|error| Stop::new(terminal::no_answer(&error.to_string())))?;
        }
        let kind = kind(&store).await?;
        if self.demo {
            fill(&store, kind, self.database.url.as_deref().unwrap_or(default)).await?;
        }
        let setup_code = (!self.demo && kind == Kind::Empty).then(|| system::secret(&system::random(), 12));
        let url = self.base_url.clone().unwrap_or_else(|| base_url(address));
        let mut shared = Shared::new(store.clone(), &url, self.demo, setup_code.clone(), system::random());
        shared.proxies = self.trusted_proxies.clone();
        shared.streams = Places::new(self.bounds.connections, self.bounds.streams);
        shared.patience = Duration::from_secs(self.bounds.body_seconds);
        shared.shut = matches!(kind, Kind::Demo | Kind::HalfDemo) && !self.demo;
        say(&terminal::listening(&url));
        if let Some(code) = setup_code {
            say(&terminal::setup_code(&url, &code));
        }
        if self.demo {
            say(&terminal::demo_sign_in(&url, &demo::ACCOUNTS.map(|account| account.email), demo::PASSWORD));
        }
        let tidying = tokio::spawn(tidy(store.clone()));
        let seeing = tokio::spawn(see(store.clone()));
        let (looking, packs) = (store.clone(), Arc::clone(&shared.packs));
        let stop = async move {
            stopped().await;
            packs.interrupt(&looking).await;
            // Who only looks on would keep the server from stopping.
            looking.stop_watching();
        };
        let bounds = listen::Bounds {
            connections: self.bounds.connections,
            head: Duration::from_secs(self.bounds.head_seconds),
            drain: Duration::from_secs(self.bounds.drain_seconds),
            proxies: self.trusted_proxies.clone(),
        };
        listen::serve(listener, crate::router(shared), bounds, stop).await;
        tidying.abort();
        seeing.abort();
        if timeout(CLOSING, store.close()).await.is_err() {
            tracing::warn!("the database did not close in time; everything that was answered for is in it");
        }
        Ok(())
    }
}

async fn kind(store: &Store) -> Result<Kind, Stop> {
    store.kind().await.map_err(|error| Stop::new(terminal::no_answer(&error.to_string())))
}

async fn fill(store: &Store, kind: Kind, url: &str) -> Result<(), Stop> {
    match kind {
        Kind::Demo => Ok(()),
        Kind::HalfDemo => Err(Stop::new(terminal::half_demo(Store::file(url).as_deref()))),
        Kind::Real => Err(Stop::new("This database has a real organisation in it. --demo only takes an empty database or a demo.")),
        Kind::Empty => demo::fill(store).await.map_err(|error| Stop::new(format!("The demo could not be made: {error}"))),
    }
}

/// A port on every address is reached as localhost.
fn base_url(address: SocketAddr) -> String {
    if address.ip().is_loopback() || address.ip().is_unspecified() {
        format!("http://localhost:{}", address.port())
    } else {
        format!("http://{address}")
    }
}

/// Takes away expired sessions and what was tried out long ago, at the start and once an hour.
async fn tidy(store: Store) {
    let mut hours = tokio::time::interval(Duration::from_hours(1));
    // The first is at once.
    hours.tick().await;
    loop {
        if let Err(error) = store.sessions_delete_expired().await {
            tracing::warn!(%error, "expired sessions stay for another hour");
        }
        if let Err(error) = store.remove_old_practice(&Actor::System { job: Job::Tidying }).await {
            tracing::warn!(%error, "practice interviews stay for another hour");
        }
        if let Err(error) = store.remove_old_packs(&Actor::System { job: Job::Tidying }).await {
            tracing::warn!(%error, "old reports stay for another hour");
        }
        hours.tick().await;
        if let Err(error) = store.mark_file().await {
            tracing::warn!(%error, "the database file keeps its mark for another hour");
        }
    }
}

/// Keeps who is present present, three times in the minute after which somebody counts as gone.
async fn see(store: Store) {
    let mut turns = tokio::time::interval(Duration::from_secs(20));
    loop {
        turns.tick().await;
        if let Err(error) = store.refresh_presence().await {
            tracing::warn!(%error, "who is present may show late");
        }
    }
}

/// Ctrl-C, or the word of the service manager.
async fn stopped() {
    let interrupt = async {
        // Without the handler the process ends by itself, which is what was asked.
        let _ = tokio::signal::ctrl_c().await;
    };
    #[cfg(unix)]
    let terminate = async {
        if let Ok(mut signal) = tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate()) {
            signal.recv().await;
        } else {
            std::future::pending::<()>().await;
        }
    };
    #[cfg(not(unix))]
    let terminate = std::future::pending::<()>();
    tokio::select! {
        () = interrupt => {}
        () = terminate => {}
    }
}
