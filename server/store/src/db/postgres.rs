//! Connections to PostgreSQL that never wait for ever: what does not answer within its limit is left behind, with every other
//! connection of its time, and what was not begun yet begins again on a new one.
//!
//! A connection can go mute without a word: a firewall forgets it, a machine is unplugged. The kernel notices after minutes,
//! and its transaction holds its locks that long. So there are limits on both sides: here on every statement, and at the server
//! on statements, locks and transactions that say nothing.

use std::{
    io::ErrorKind,
    sync::{Arc, RwLock},
    time::Duration,
};

use futures_util::TryStreamExt;
use sqlx::{
    AssertSqlSafe, Connection, Either, Executor, PgConnection, PgPool, Row,
    pool::PoolConnection,
    postgres::{PgConnectOptions, PgListener, PgPoolOptions, PgRow},
};
use tokio::time::{error::Elapsed, timeout};

use super::asking::PREPARED;

/// For a connection, and for its first word: `BEGIN` takes no time where it is heard.
pub(crate) const FIRST_WORD: Duration = Duration::from_secs(3);
/// For a connection of the pool, a new one included.
const PATIENCE: Duration = Duration::from_secs(5);
/// For what is closed; after it the socket is dropped.
const GOODBYE: Duration = Duration::from_secs(3);

/// What the server itself keeps to, unless a lane says otherwise. Nobody waits longer for a lock than a browser for its answer; a
/// transaction that is silent has lost its server.
const LIMITS: [(&str, &str); 8] = [
    ("statement_timeout", "20s"),
    ("lock_timeout", "2s"),
    ("idle_in_transaction_session_timeout", "15s"),
    ("tcp_keepalives_idle", "10"),
    ("tcp_keepalives_interval", "3"),
    ("tcp_keepalives_count", "3"),
    ("tcp_user_timeout", "10000"),
    // What an organisation has is in memory: by its own measure, for turning discs, it goes through a whole table rather than look
    // up a few hundred rows.
    ("random_page_cost", "1.1"),
];

/// Who waits for whom: what may wait for the audit keeps neither readers nor a panel from their connections.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Lane {
    /// Pages and documents.
    Reading,
    /// Forms, which hold the audit.
    Forms,
    /// Scoring, typing, sessions: nothing that holds the audit.
    Panel,
    /// A submission may reveal, which holds the audit.
    Submitting,
    /// Every row from the beginning, with what is worked out of it in between.
    Verifying,
}

impl Lane {
    const ALL: [Self; 5] = [Self::Reading, Self::Forms, Self::Panel, Self::Submitting, Self::Verifying];

    const fn connections(self) -> u32 {
        match self {
            Self::Reading => 5,
            Self::Forms | Self::Panel => 3,
            Self::Submitting | Self::Verifying => 1,
        }
    }

    /// How long one statement may take before its connection counts as lost.
    const fn limit(self) -> Duration {
        match self {
            Self::Reading => Duration::from_secs(20),
            Self::Forms => Duration::from_secs(8),
            Self::Panel | Self::Submitting => Duration::from_secs(4),
            Self::Verifying => Duration::from_mins(10),
        }
    }

    pub(crate) const fn begin(self) -> &'static str {
        match self {
            Self::Reading => "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY",
            Self::Forms => "BEGIN",
            // It holds up a panel, and hardly thinks.
            Self::Panel | Self::Submitting => "BEGIN; SET LOCAL idle_in_transaction_session_timeout = '5s'",
            Self::Verifying => {
                "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY; SET LOCAL idle_in_transaction_session_timeout = 0;
                 SET LOCAL statement_timeout = 0"
            }
        }
    }
}

/// The connections, and how to make new ones.
pub(crate) struct Postgres {
    options: PgConnectOptions,
    /// Once there are tables.
    prepared: &'static [(&'static str, &'static str)],
    pools: RwLock<Arc<Pools>>,
}

struct Pools {
    of: [PgPool; 5],
    /// Holds one connection for good: what other servers do.
    listening: PgPool,
}

impl Pools {
    fn new(options: &PgConnectOptions, prepared: &'static [(&'static str, &'static str)]) -> Self {
        let pool = |connections| {
            PgPoolOptions::new()
                .acquire_timeout(PATIENCE)
                // The first statement of a transaction tells as much, and costs no trip of its own.
                .test_before_acquire(false)
                .after_connect(move |connection, _| Box::pin(begin_well(connection, prepared)))
                .max_connections(connections)
                .connect_lazy_with(options.clone())
        };
        Self { of: Lane::ALL.map(|lane| pool(lane.connections())), listening: pool(1) }
    }

    fn all(&self) -> impl Iterator<Item = &PgPool> {
        self.of.iter().chain([&self.listening])
    }
}

/// One that still follows another takes no writes, and what it shows may be old.
async fn begin_well(connection: &mut PgConnection, prepared: &[(&str, &str)]) -> sqlx::Result<()> {
    let row = connection.fetch_one("SELECT pg_is_in_recovery()").await?;
    if row.try_get(0)? {
        return Err(lost("the server is a standby"));
    }
    if prepared.is_empty() {
        return Ok(());
    }
    let prepare: Vec<String> = prepared.iter().map(|(name, sql)| format!("PREPARE {name} AS {sql}")).collect();
    connection.execute(AssertSqlSafe(prepare.join(";\n"))).await.map(|_| ())
}

fn lost(why: &str) -> sqlx::Error {
    sqlx::Error::Io(std::io::Error::new(ErrorKind::TimedOut, why))
}

/// Whether nothing more is to be expected of the connection that said this, nor of others that were made when it was.
fn is_lost(error: &sqlx::Error) -> bool {
    match error {
        sqlx::Error::Io(_) | sqlx::Error::Protocol(_) | sqlx::Error::Tls(_) => true,
        // Connection, read-only since a promotion, shutting down or not taking anybody.
        sqlx::Error::Database(error) => {
            let code = error.code().unwrap_or_default();
            code.starts_with("08") || ["25006", "25P03", "57P01", "57P02", "57P03"].contains(&code.as_ref())
        }
        _ => false,
    }
}

impl Postgres {
    /// Without limits yet: bringing tables up to date takes as long as it takes.
    pub(crate) fn opening(options: PgConnectOptions) -> Arc<Self> {
        let pools = RwLock::new(Arc::new(Pools::new(&options, &[])));
        Arc::new(Self { options, prepared: &[], pools })
    }

    /// The same database from here on within limits, and ready for what is asked most.
    pub(crate) async fn limited(self: Arc<Self>) -> Arc<Self> {
        self.close().await;
        let options = self.options.clone().options(LIMITS);
        let pools = RwLock::new(Arc::new(Pools::new(&options, PREPARED)));
        Arc::new(Self { options, prepared: PREPARED, pools })
    }

    fn pools(&self) -> Arc<Pools> {
        match self.pools.read() {
            Ok(pools) => Arc::clone(&pools),
            Err(poisoned) => Arc::clone(&poisoned.into_inner()),
        }
    }

    pub(crate) fn pool(&self, lane: Lane) -> PgPool {
        self.pools().of[lane as usize].clone()
    }

    /// What was made together with a connection that is lost is not to be trusted either.
    fn renew(&self, old: &Arc<Pools>) {
        let Ok(mut pools) = self.pools.write() else { return };
        if !Arc::ptr_eq(&pools, old) {
            return;
        }
        tracing::warn!("a connection to the database is lost; all are made anew");
        *pools = Arc::new(Pools::new(&self.options, self.prepared));
        drop(pools);
        let old = Arc::clone(old);
        tokio::spawn(async move { close(&old).await });
    }

    /// Begins a transaction; once more on a new connection when the one it got says nothing.
    pub(crate) async fn begin(self: &Arc<Self>, lane: Lane) -> sqlx::Result<PgTx> {
        Ok(self.begin_with(lane, lane.begin().to_owned(), FIRST_WORD).await?.0)
    }

    /// A transaction that begins with what is asked first, in the same trip.
    pub(crate) fn waiting(self: &Arc<Self>, lane: Lane) -> PgTx {
        let (server, pools) = (Arc::clone(self), self.pools());
        PgTx { server, pools, waits: Some(lane), limit: FIRST_WORD, connection: None, open: false, lost: false }
    }

    /// A connection on which every statement is a transaction of its own.
    pub(crate) async fn glance(self: &Arc<Self>) -> sqlx::Result<PgTx> {
        let pools = self.pools();
        let connection = pools.of[Lane::Reading as usize].acquire().await?;
        let server = Arc::clone(self);
        Ok(PgTx { server, pools, waits: None, limit: FIRST_WORD, connection: Some(connection), open: false, lost: false })
    }

    /// Begins, and asks for something in the same trip, within this time. It is our own text and ids, never what somebody typed.
    pub(crate) async fn begin_with(self: &Arc<Self>, lane: Lane, sql: String, limit: Duration) -> sqlx::Result<(PgTx, Vec<Vec<PgRow>>)> {
        match self.try_begin(lane, sql.clone(), limit).await {
            Err(error) if is_lost(&error) => self.try_begin(lane, sql, limit).await,
            done => done,
        }
    }

    async fn try_begin(self: &Arc<Self>, lane: Lane, sql: String, limit: Duration) -> sqlx::Result<(PgTx, Vec<Vec<PgRow>>)> {
        let pools = self.pools();
        let connection = pools.of[lane as usize].acquire().await?;
        let server = Arc::clone(self);
        let mut tx = PgTx { server, pools, waits: None, limit, connection: Some(connection), open: true, lost: false };
        let asked = timeout(tx.limit, answers(tx.connection()?, &sql)).await;
        let answers = tx.judge(asked)?;
        tx.limit = lane.limit();
        Ok((tx, answers))
    }

    /// Hears what is told in this database, over a connection of its own.
    pub(crate) async fn listen(&self, channel: &str) -> sqlx::Result<PgListener> {
        let pools = self.pools();
        let listen = async {
            let mut listener = PgListener::connect_with(&pools.listening).await?;
            listener.listen(channel).await?;
            Ok(listener)
        };
        timeout(PATIENCE, listen).await.unwrap_or_else(|_| Err(lost("the database does not answer")))
    }

    pub(crate) async fn close(&self) {
        close(&self.pools()).await;
    }
}

async fn close(pools: &Pools) {
    let closing: Vec<_> = pools.all().cloned().map(|pool| tokio::spawn(async move { pool.close().await })).collect();
    for pool in closing {
        // One that says nothing goes with its socket.
        let _ = timeout(GOODBYE, pool).await;
    }
}

/// A transaction, or single statements; what is not committed is rolled back when this is dropped.
pub(crate) struct PgTx {
    server: Arc<Postgres>,
    pools: Arc<Pools>,
    /// Nothing was asked yet, and it did not begin.
    waits: Option<Lane>,
    limit: Duration,
    /// There until it is dropped, once it began.
    connection: Option<PoolConnection<sqlx::Postgres>>,
    /// There is a transaction to end.
    open: bool,
    lost: bool,
}

impl PgTx {
    pub(crate) const fn waits(&self) -> bool {
        self.waits.is_some()
    }

    /// The connection, in a transaction that began, and how long a statement may take there.
    pub(crate) async fn ready(&mut self) -> sqlx::Result<(&mut PgConnection, Duration)> {
        if let Some(lane) = self.waits {
            *self = Arc::clone(&self.server).begin(lane).await?;
        }
        let limit = self.limit;
        Ok((self.connection()?, limit))
    }

    fn connection(&mut self) -> sqlx::Result<&mut PgConnection> {
        self.connection.as_deref_mut().filter(|_| !self.lost).ok_or_else(|| lost("the connection is lost"))
    }

    /// The answers to several questions of one text, in one trip; the first begins the transaction with it. It is our own text and
    /// ids, never what somebody typed.
    pub(crate) async fn ask(&mut self, sql: &str) -> sqlx::Result<Vec<Vec<PgRow>>> {
        if let Some(lane) = self.waits {
            let sql = format!("{};\n{sql}", lane.begin());
            let (tx, answers) = Arc::clone(&self.server).begin_with(lane, sql, lane.limit()).await?;
            *self = tx;
            // The first is what beginning said.
            return Ok(answers.into_iter().skip(1).collect());
        }
        let limit = self.limit;
        let connection = self.connection()?;
        let asked = timeout(limit, answers(connection, sql)).await;
        self.judge(asked)
    }

    /// What a statement came to within the limit. One that did not answer takes its connection with it.
    pub(crate) fn judge<T>(&mut self, asked: Result<sqlx::Result<T>, Elapsed>) -> sqlx::Result<T> {
        let done = asked.unwrap_or_else(|_| Err(lost("the database does not answer")));
        if let Err(error) = &done
            && is_lost(error)
        {
            self.lost = true;
            self.server.renew(&self.pools);
        }
        done
    }

    pub(crate) async fn commit(mut self) -> sqlx::Result<()> {
        if self.open {
            let asked = timeout(self.limit, self.connection()?.execute("COMMIT")).await;
            self.judge(asked)?;
            self.open = false;
        }
        Ok(())
    }
}

/// Statement by statement.
async fn answers(connection: &mut PgConnection, sql: &str) -> sqlx::Result<Vec<Vec<PgRow>>> {
    let mut said = sqlx::raw_sql(AssertSqlSafe(sql.to_owned())).fetch_many(connection);
    let (mut answers, mut rows) = (Vec::new(), Vec::new());
    while let Some(next) = said.try_next().await? {
        match next {
            Either::Right(row) => rows.push(row),
            Either::Left(_) => answers.push(std::mem::take(&mut rows)),
        }
    }
    Ok(answers)
}

impl Drop for PgTx {
    fn drop(&mut self) {
        let Some(mut connection) = self.connection.take() else { return };
        if self.lost {
            connection.close_on_drop();
            return;
        }
        let rollback = self.open;
        // Nobody waits for it: who asked has the answer.
        let Ok(runtime) = tokio::runtime::Handle::try_current() else { return };
        runtime.spawn(async move {
            let well = async {
                if rollback {
                    connection.execute("ROLLBACK").await?;
                }
                // The pool itself would wait for ever for one that is gone.
                connection.ping().await
            };
            if !matches!(timeout(FIRST_WORD, well).await, Ok(Ok(()))) {
                connection.close_on_drop();
            }
        });
    }
}
