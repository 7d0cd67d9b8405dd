//! What every request needs.

use std::{sync::Arc, time::Duration};

use domain::ids::UserId;
use store::{Random, Store};
use tokio::sync::Semaphore;

use crate::{bodies::Bodies, client::Proxies, documents::Making, places::Places};

/// Passwords that are hashed at once.
const HASHING: usize = 2;
/// Who waits for a turn: a second or two, and fewer than a network may try without a wait, so that colleagues who sign in at
/// the same moment do not slow each other down.
const WAITING: usize = 24;
/// And so many of them are of one network, or of one known browser.
const OF_ONE: usize = 8;

/// Documents that are made at once: each takes a core.
const PRINTING: usize = 2;
/// And so many wait or are made: of everybody, and of one person, who opens those of a few candidates in tabs.
const DOCUMENTS: usize = 48;
const DOCUMENTS_OF_ONE: usize = 8;

/// Shared by all requests; cheap to clone.
#[derive(Clone)]
pub struct Shared {
    pub store: Store,
    /// How this server is reached from outside, without a slash at the end.
    pub base_url: Arc<str>,
    /// Started with `--demo`: the demo accounts may sign in.
    pub demo: bool,
    /// A demo's database, served without `--demo`: nobody is let in, also not with a session from before.
    pub shut: bool,
    /// For the first administrator; `None` when there is one.
    pub setup_code: Option<Arc<str>>,
    /// Whose word is taken on where a request comes from.
    pub proxies: Proxies,
    /// For nonces and the secrets of links.
    pub random: Random,
    /// Hashing a password takes 19 MiB and a core: so many at once, the rest waits.
    pub hashing: Arc<Semaphore>,
    /// And so many wait, of one network or known browser a few; whoever comes then hears that it is busy.
    pub line: Arc<Places<String>>,
    /// What is being sent.
    pub bodies: Bodies,
    /// Documents are made so many at once, whoever asked for them, packs among them; the rest waits.
    pub printing: Arc<Semaphore>,
    /// And so many of one person wait or are made.
    pub documents: Arc<Places<UserId>>,
    /// Packs that this server makes.
    pub(crate) packs: Arc<Making>,
    /// Tabs that look on.
    pub streams: Arc<Places<UserId>>,
    /// How long the whole of a request may take to arrive.
    pub patience: Duration,
}

impl Shared {
    pub fn new(store: Store, base_url: &str, demo: bool, setup_code: Option<String>, random: Random) -> Self {
        Self {
            store,
            base_url: base_url.trim_end_matches('/').into(),
            demo,
            shut: false,
            setup_code: setup_code.map(Into::into),
            proxies: Proxies::default(),
            random,
            hashing: Arc::new(Semaphore::new(HASHING)),
            line: Places::new(HASHING + WAITING, OF_ONE),
            bodies: Bodies::default(),
            printing: Arc::new(Semaphore::new(PRINTING)),
            documents: Places::new(DOCUMENTS, DOCUMENTS_OF_ONE),
            packs: Arc::default(),
            streams: Places::new(2000, 20),
            patience: Duration::from_mins(1),
        }
    }

    /// The name of a cookie: over https a browser then takes it from this host alone.
    pub(crate) fn cookie_name(&self, name: &str) -> String {
        if self.secure() { format!("__Host-{name}") } else { name.to_owned() }
    }

    /// Whether cookies may only travel over https.
    pub fn secure(&self) -> bool {
        self.base_url.starts_with("https://")
    }
}
