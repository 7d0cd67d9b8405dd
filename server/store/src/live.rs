//! What happens while people look: a poke to who may know, without content. Who is poked asks again.
//!
//! On SQLite a poke goes out after the commit. On PostgreSQL it travels with the transaction (`pg_notify`), and every server
//! listens. A listener that was lost means that anything may have happened: everybody is poked.

mod presence;
mod watch;

use std::{
    collections::{HashMap, HashSet},
    sync::{
        Mutex,
        atomic::{AtomicBool, AtomicU64, Ordering},
    },
    time::Duration,
};

use domain::ids::{InterviewId, UserId, VacancyId};
use serde::{Deserialize, Serialize};
use sqlx::{
    Executor,
    postgres::{PgListener, PgNotification},
};
use tokio::{sync::watch as signal, time::timeout};
use uuid::Uuid;

use crate::{
    Core, Result,
    db::{Db, Tx},
    words,
};

pub use watch::{Poke, Watch};

/// The name that servers on one database call each other by.
pub(crate) const CHANNEL: &str = "maatstaf";

/// Without news for this long it is asked whether there can be any, and an answer takes no longer than that.
const SILENCE: Duration = Duration::from_secs(5);
const ANSWER: Duration = Duration::from_secs(3);

/// PostgreSQL takes 8000 bytes at once; one of these is under 200.
const TOLD_AT_ONCE: usize = 32;

/// Something changed; `interview` is `None` for what shows on the board alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub(crate) struct Happened {
    pub(crate) vacancy: VacancyId,
    pub(crate) interview: Option<InterviewId>,
    pub(crate) to: To,
}

/// What servers on one database tell each other.
#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Told {
    Happened(Vec<Happened>),
    /// Somebody was signed out, or may do something else than before.
    Ended(UserId),
}

/// What travels, in pieces that PostgreSQL takes.
pub(crate) fn told(happened: &[Happened]) -> Result<Vec<String>> {
    happened.chunks(TOLD_AT_ONCE).map(|some| words::json(&Told::Happened(some.to_vec()))).collect()
}

/// Who may know that it did.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum To {
    Everybody,
    /// Only this person: on another device; without an interview, what they have to do with the vacancy.
    One(UserId),
    /// Who may see how many items are rated.
    Counters,
}

/// Somebody who looks.
struct Watcher {
    place: Place,
    user: UserId,
    counts: bool,
    /// Grows with every poke; a stream that is busy misses none, it only sees several as one.
    pokes: signal::Sender<u64>,
}

/// What is looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Place {
    Interview(InterviewId),
    Vacancy(VacancyId),
}

/// Everybody who looks, at this server.
pub(crate) struct Live {
    watchers: Mutex<HashMap<Place, HashMap<u64, Watcher>>>,
    next: AtomicU64,
    closed: AtomicBool,
    /// Whether pokes travel through the database.
    shared: bool,
    /// Who was present when last looked, to see who left.
    present: Mutex<HashSet<(InterviewId, UserId)>>,
}

impl Live {
    pub(crate) fn new(shared: bool) -> Self {
        Self { watchers: Mutex::default(), next: AtomicU64::new(0), closed: AtomicBool::new(false), shared, present: Mutex::default() }
    }

    /// Tells it within the transaction where that is possible; what is given back is spread after the commit.
    pub(crate) async fn announce(&self, tx: &mut Tx, happened: Vec<Happened>) -> Result<Vec<Happened>> {
        if !self.shared {
            return Ok(happened);
        }
        for told in told(&happened)? {
            all!(tx, (String,), "SELECT CAST(pg_notify($1, $2) AS TEXT)", CHANNEL, told);
        }
        Ok(Vec::new())
    }

    /// Tells other servers within the transaction that what this person looks at ends.
    pub(crate) async fn announce_ended(&self, tx: &mut Tx, user: UserId) -> Result<()> {
        if self.shared {
            all!(tx, (String,), "SELECT CAST(pg_notify($1, $2) AS TEXT)", CHANNEL, words::json(&Told::Ended(user))?);
        }
        Ok(())
    }

    /// Ends what this person looks at, here.
    pub(crate) fn end_of(&self, user: UserId) {
        let Ok(mut watchers) = self.watchers.lock() else { return };
        for here in watchers.values_mut() {
            here.retain(|_, watcher| watcher.user != user);
        }
        watchers.retain(|_, here| !here.is_empty());
    }

    /// Pokes everybody who may know.
    pub(crate) fn spread(&self, happened: Vec<Happened>) {
        let Ok(watchers) = self.watchers.lock() else { return };
        for one in happened {
            let places: Vec<Place> = one.interview.map(Place::Interview).into_iter().chain([Place::Vacancy(one.vacancy)]).collect();
            for watcher in places.iter().filter_map(|place| watchers.get(place)).flat_map(HashMap::values) {
                let hears = match one.to {
                    To::Everybody => true,
                    To::One(user) => user == watcher.user && one.interview.is_none_or(|id| watcher.place == Place::Interview(id)),
                    To::Counters => watcher.counts,
                };
                if hears {
                    watcher.pokes.send_modify(|n| *n += 1);
                }
            }
        }
    }

    /// The same for what travelled with the transaction where it can.
    pub(crate) fn spread_here(&self, happened: Vec<Happened>) {
        if !self.shared {
            self.spread(happened);
        }
    }

    /// Anything may have happened.
    fn spread_to_all(&self) {
        let Ok(watchers) = self.watchers.lock() else { return };
        for watcher in watchers.values().flat_map(HashMap::values) {
            watcher.pokes.send_modify(|n| *n += 1);
        }
    }

    /// Ends every stream, and keeps new ones from beginning.
    pub(crate) fn close(&self) {
        self.closed.store(true, Ordering::SeqCst);
        if let Ok(mut watchers) = self.watchers.lock() {
            watchers.clear();
        }
    }

    fn begin(&self, place: Place, user: UserId, counts: bool) -> Option<(u64, signal::Receiver<u64>)> {
        let mut watchers = self.watchers.lock().ok()?;
        // Looked at while the watchers are held: closing either sees this one, or is seen here.
        if self.closed.load(Ordering::SeqCst) {
            return None;
        }
        let number = self.next.fetch_add(1, Ordering::Relaxed);
        let (pokes, poked) = signal::channel(0);
        watchers.entry(place).or_default().insert(number, Watcher { place, user, counts, pokes });
        Some((number, poked))
    }

    fn end(&self, place: Place, number: u64) {
        let Ok(mut watchers) = self.watchers.lock() else { return };
        if let Some(here) = watchers.get_mut(&place) {
            here.remove(&number);
            if here.is_empty() {
                watchers.remove(&place);
            }
        }
    }

    /// Who has an interview open at this server.
    fn watched(&self) -> HashSet<(InterviewId, UserId)> {
        let Ok(watchers) = self.watchers.lock() else { return HashSet::new() };
        let interview = |watcher: &Watcher| match watcher.place {
            Place::Interview(id) => Some((id, watcher.user)),
            Place::Vacancy(_) => None,
        };
        watchers.values().flat_map(HashMap::values).filter_map(interview).collect()
    }
}

/// The next that is told. Who hears nothing for a while asks whether anybody is there: a connection can go mute without a word.
async fn heard(listener: &mut PgListener) -> sqlx::Result<Option<PgNotification>> {
    loop {
        if let Ok(heard) = timeout(SILENCE, listener.try_recv()).await {
            return heard;
        }
        let there = timeout(ANSWER, listener.execute("SELECT 1")).await;
        there.map_err(|_| sqlx::Error::PoolTimedOut)??;
    }
}

/// Hears what other servers on this database did, and this one too. Ends with its task.
pub(crate) async fn listen(core: std::sync::Arc<Core>, mut listener: PgListener) {
    while !core.live.closed.load(Ordering::SeqCst) {
        match heard(&mut listener).await {
            Ok(Some(heard)) => match words::from_json(heard.payload()) {
                Ok(Told::Happened(happened)) => core.live.spread(happened),
                Ok(Told::Ended(user)) => core.live.end_of(user),
                Err(_) => core.live.spread_to_all(),
            },
            // The connection was lost; the listener makes a new one by itself, and in between it heard nothing.
            Ok(None) => core.live.spread_to_all(),
            Err(_) if core.live.closed.load(Ordering::SeqCst) => return,
            Err(error) => {
                tracing::warn!(%error, "what other servers do is not heard for a moment");
                if let Db::Postgres(server) = &core.db
                    && let Ok(again) = server.listen(CHANNEL).await
                {
                    listener = again;
                    core.live.spread_to_all();
                    continue;
                }
                core.live.spread_to_all();
                #[expect(
                    clippy::disallowed_methods,
                    reason = "a database that is away is asked for once a second, not as fast as this can"
                )]
                tokio::time::sleep(Duration::from_secs(1)).await;
            }
        }
    }
}

/// As rows keep it.
fn pair((interview, person): (Uuid, Uuid)) -> (InterviewId, UserId) {
    (InterviewId(interview), UserId(person))
}
