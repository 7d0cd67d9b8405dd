//! What every request needs.

use std::sync::Arc;

use store::{Random, Store};
use tokio::sync::Semaphore;

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
    /// For nonces and the secrets of links.
    pub random: Random,
    /// Hashing a password takes 19 MiB and a core: so many at once, the rest waits.
    pub hashing: Arc<Semaphore>,
}

impl Shared {
    pub fn new(store: Store, base_url: &str, demo: bool, setup_code: Option<String>, random: Random) -> Self {
        Self {
            store,
            base_url: base_url.trim_end_matches('/').into(),
            demo,
            shut: false,
            setup_code: setup_code.map(Into::into),
            random,
            hashing: Arc::new(Semaphore::new(2)),
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
