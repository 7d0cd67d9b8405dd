//! Every row of Maatstaf: the only crate with SQL, on SQLite and on PostgreSQL.
//!
//! - Every public function takes the [`domain::access::Actor`], loads the facts in its transaction and asks
//!   [`domain::access::decide`]; the private query functions take the grant. The exceptions have no actor yet: signing in,
//!   sessions, and the command line's health checks.
//! - Another organisation's id gets the same answer as an unknown one.
//! - What a rater does goes through one writer ([`ledger`]), which commits many requests at once. Every other write adds
//!   one row to the organisation's audit chain in the same transaction.
//! - On PostgreSQL locks are taken in one order: the audit chain of the organisation, then the chains of interviews by id.

#[macro_use]
mod db;

#[macro_use]
mod facts;

mod audit;
mod backup;
mod compare;
mod documents;
mod error;
mod health;
mod held;
mod interviews;
mod ledger;
mod library;
mod live;
mod open;
mod people;
mod scorecards;
mod seen;
mod sessions;
mod vacancies;
mod words;

#[cfg(test)]
mod tests;

use std::{
    collections::HashMap,
    path::PathBuf,
    sync::{Arc, Mutex},
};

use domain::{
    access::Actor,
    ids::{OrganisationId, UserId, VersionId},
    library::Library,
    scorecard::Document,
    time::UnixMillis,
};
use uuid::Uuid;

pub use backup::{Checked, Contents, Scratch, Taken, back_up, put_back};
pub use compare::Typed;
pub use documents::{Appointment, Pack, PackState};
pub use error::Error;
pub use health::Kind;
pub use interviews::DraftNote;
pub use library::Imported;
pub use live::{Poke, Watch};
pub use open::{Clock, Hold, Ids, OpenError, Options, Random, TOGETHER};
pub use people::{Credentials, Tries};
pub use scorecards::{PublishedVersion, SortingView};

use crate::{
    db::{Db, Source, Tx},
    live::Happened,
};

type Result<T, E = Error> = std::result::Result<T, E>;

/// The database. A clone is another handle on the same one.
#[derive(Clone)]
pub struct Store {
    core: Arc<Core>,
    writers: ledger::Writers,
}

/// What both the callers and the writer use.
struct Core {
    db: Db,
    /// Keys the chains, so that who can write to the database cannot forge them.
    secret: [u8; 32],
    clock: Clock,
    ids: Ids,
    random: Random,
    together: usize,
    library: Library,
    live: live::Live,
    /// Published documents never change, so they are parsed once.
    documents: Mutex<HashMap<VersionId, Arc<Document>>>,
    /// Who is known to have seen what.
    seen: seen::Known,
}

impl Store {
    /// Opens the database, making it when it is a file that does not exist, and brings its tables up to date.
    pub async fn open(options: Options) -> Result<Self, OpenError> {
        let (core, listener) = open::core(options).await?;
        let core = Arc::new(core);
        if let Some(listener) = listener {
            tokio::spawn(live::listen(Arc::clone(&core), listener));
        }
        let writers = ledger::Writers::start(&core);
        Ok(Self { core, writers })
    }

    /// The file that this address names, when it is one.
    pub fn file(url: &str) -> Option<PathBuf> {
        open::file(url)
    }

    /// The same when it is not there or empty: [`Store::open`] would make it.
    pub fn missing_file(url: &str) -> Option<PathBuf> {
        open::file(url).filter(|file| !file.metadata().is_ok_and(|file| file.len() > 0))
    }

    /// The time by the clock that was handed in.
    pub fn now(&self) -> UnixMillis {
        self.core.now()
    }

    /// An id by the maker that was handed in.
    pub fn new_id(&self) -> Uuid {
        self.core.id()
    }

    /// Commits what waits, then closes every connection. Later calls answer [`Error::Unavailable`].
    pub async fn close(&self) {
        self.stop_watching();
        self.writers.close().await;
        self.core.db.close().await;
    }

    /// `sqlite` or `postgres`.
    pub fn engine(&self) -> &'static str {
        self.core.db.engine()
    }

    async fn read(&self) -> Result<Tx> {
        self.core.db.read().await
    }

    /// Begins a change by this actor, holding the organisation's audit chain so that changes come one after the other.
    async fn write(&self, actor: &Actor) -> Result<Tx> {
        let mut tx = self.core.db.write().await?;
        let organisation = facts::organisation(&mut tx, actor).await?;
        audit::hold(&mut tx, organisation).await?;
        Ok(tx)
    }

    /// Commits, and tells who looks on.
    async fn commit(&self, tx: Tx, happened: Vec<Happened>) -> Result<()> {
        self.commit_ending(tx, happened, &[]).await
    }

    /// Commits, and ends whatever this person looks at, at every server: whoever still may comes back and is asked anew.
    async fn commit_ended(&self, tx: Tx, user: UserId) -> Result<()> {
        self.commit_ending(tx, Vec::new(), &[user]).await
    }

    /// Both, for what takes away somebody's right to look.
    async fn commit_ending(&self, mut tx: Tx, happened: Vec<Happened>, ended: &[UserId]) -> Result<()> {
        let told = self.core.live.announce(&mut tx, happened).await?;
        for user in ended {
            self.core.live.announce_ended(&mut tx, *user).await?;
        }
        tx.commit().await?;
        for user in ended {
            self.core.live.end_of(*user);
        }
        self.core.live.spread(told);
        Ok(())
    }
}

impl Core {
    fn now(&self) -> UnixMillis {
        (self.clock)()
    }

    fn id(&self) -> Uuid {
        (self.ids)()
    }

    fn salt(&self) -> [u8; 16] {
        let mut salt = [0; 16];
        (self.random)(&mut salt);
        salt
    }

    /// A published document, parsed once.
    async fn document(&self, from: impl Into<Source<'_>>, organisation: OrganisationId, version: VersionId) -> Result<Arc<Document>> {
        if let Some(document) = self.documents.lock().ok().and_then(|known| known.get(&version).cloned()) {
            return Ok(document);
        }
        let rows = asked!(
            from,
            (String,),
            "SELECT document FROM scorecard_version WHERE organisation_id = $1 AND id = $2 AND state <> 'draft'",
            organisation.0,
            version.0,
        );
        let (text,) = rows.first().ok_or(Error::Internal)?;
        let document = Arc::new(words::document(text)?);
        if let Ok(mut known) = self.documents.lock() {
            // Scorecards are few; this only bounds what a strange year could pile up.
            if known.len() >= 256 {
                known.clear();
            }
            known.insert(version, Arc::clone(&document));
        }
        Ok(document)
    }
}
