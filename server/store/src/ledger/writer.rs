//! Who writes ledgers: two tasks, and no other.

use std::{slice, sync::Arc};

use domain::{
    Code,
    access::Actor,
    ids::InterviewId,
    ledger::{Answer, ENTRIES_MAX, NewEntry},
    time::UnixMillis,
};
use tokio::sync::{mpsc, oneshot};
use uuid::Uuid;

use super::batch::{Batch, Heads, chains, submits};
use crate::{
    Core, Error, Result, Store, audit,
    db::{Lane, Tx},
    live::Happened,
};

/// Requests that may wait; more callers than this wait their turn to wait.
const QUEUE: usize = 1024;

pub(crate) enum Request {
    Append(Append),
    /// Commit what came before this, and stop.
    Close(oneshot::Sender<()>),
}

/// Entries of one person in one interview.
pub(crate) struct Append {
    pub(super) actor: Actor,
    pub(super) interview: InterviewId,
    pub(super) sent_at: Option<UnixMillis>,
    pub(super) entries: Vec<NewEntry>,
    answer: oneshot::Sender<Result<Vec<Answer>>>,
}

impl Store {
    /// Appends to the ledger of an interview, and gives one answer per entry once they are on disk. Sending an entry again
    /// is harmless. `sent_at` is what the sender's clock said: the entries' times are corrected by it, and are never later
    /// than now.
    ///
    /// # Errors
    /// When the actor does not rate in this interview. That it is submitted, cancelled or closed is an answer per entry.
    pub async fn append(
        &self,
        actor: &Actor,
        interview: InterviewId,
        sent_at: Option<UnixMillis>,
        entries: Vec<NewEntry>,
    ) -> Result<Vec<Answer>> {
        if entries.len() > ENTRIES_MAX {
            return Err(Code::TooLarge.into());
        }
        if entries.iter().any(|entry| entry.said.kind().has_own_form()) {
            return Err(Code::NotAllowed.into());
        }
        let (answer, answered) = oneshot::channel();
        let append = Append { actor: *actor, interview, sent_at, entries, answer };
        self.writers.send(append).await?;
        answered.await.map_err(|_| Error::Unavailable)?
    }
}

/// Appends one entry that a form has checked, within that form's own transaction; gives what happened, to be told.
///
/// # Errors
/// Why it was refused.
pub(crate) async fn append_within(
    tx: &mut Tx,
    core: &Core,
    actor: &Actor,
    interview: InterviewId,
    entry: NewEntry,
) -> Result<Vec<Happened>> {
    // Nobody waits for this answer: it is the function's own.
    let (answer, _) = oneshot::channel();
    let append = Append { actor: *actor, interview, sent_at: None, entries: vec![entry], answer };
    let (audits, ledgers) = chains(slice::from_ref(&append));
    let held = audit::hold_chains(tx, &audits, &ledgers).await?;
    let mut batch = Batch::load(tx, core, slice::from_ref(&append), heads(held)).await?;
    for answers in batch.take_all(core, slice::from_ref(&append)) {
        if let Some(Answer::Refused(code)) = answers?.first() {
            return Err((*code).into());
        }
    }
    let happened = batch.happened();
    batch.store(tx, core, &[]).await?;
    Ok(happened)
}

/// The two lines of those who write. A submission may reveal, which waits for who holds the audit; a level never does.
#[derive(Clone)]
pub(crate) struct Writers {
    panel: mpsc::Sender<Request>,
    submitting: mpsc::Sender<Request>,
}

impl Writers {
    /// Starts the tasks; they end when the last of these is gone, or when they are closed.
    pub(crate) fn start(core: &Arc<Core>) -> Self {
        let start = |lane| {
            let (sender, receiver) = mpsc::channel(QUEUE);
            tokio::spawn(write(Arc::clone(core), lane, receiver));
            sender
        };
        Self { panel: start(Lane::Panel), submitting: start(Lane::Submitting) }
    }

    async fn send(&self, append: Append) -> Result<()> {
        let writer = if submits(&append) { &self.submitting } else { &self.panel };
        writer.send(Request::Append(append)).await.map_err(|_| Error::Unavailable)
    }

    /// Commits what came before this, and stops.
    pub(crate) async fn close(&self) {
        for writer in [&self.panel, &self.submitting] {
            let (done, closed) = oneshot::channel();
            if writer.send(Request::Close(done)).await.is_ok() {
                // An error means that the writer is gone already, which is what was asked.
                let _ = closed.await;
            }
        }
    }
}

async fn write(core: Arc<Core>, lane: Lane, mut receiver: mpsc::Receiver<Request>) {
    let mut waiting = Vec::new();
    while receiver.recv_many(&mut waiting, core.together).await > 0 {
        let (mut appends, mut closing) = (Vec::new(), Vec::new());
        for request in waiting.drain(..) {
            match request {
                Request::Append(append) => appends.push(append),
                Request::Close(done) => closing.push(done),
            }
        }
        write_batch(&core, lane, appends).await;
        if !closing.is_empty() {
            for done in closing {
                // Who asked may have stopped waiting.
                let _ = done.send(());
            }
            return;
        }
    }
}

async fn write_batch(core: &Core, lane: Lane, appends: Vec<Append>) {
    let mut given = Vec::new();
    let mut done = commit(core, lane, &appends, &mut given).await;
    if matches!(done, Err(Error::Unavailable)) {
        // The connection was lost, or somebody held on for long. Storing an entry twice is harmless, so whether it was stored
        // need not be known.
        let first = std::mem::take(&mut given);
        done = commit(core, lane, &appends, &mut given).await.map(|again| as_at_first(first, again));
    }
    match done {
        Ok(answers) => {
            for (append, answer) in appends.into_iter().zip(answers) {
                reply(append, answer);
            }
        }
        // One request that the database cannot take must not take the others with it.
        Err(Error::Internal | Error::Refused(_)) if appends.len() > 1 => {
            for append in appends {
                let alone = commit(core, lane, slice::from_ref(&append), &mut Vec::new()).await;
                reply(append, alone.and_then(|mut answers| answers.pop().unwrap_or(Err(Error::Internal))));
            }
        }
        Err(error) => {
            for append in appends {
                reply(append, Err(error.clone()));
            }
        }
    }
}

fn reply(append: Append, answer: Result<Vec<Answer>>) {
    // The browser may be gone; what it sent is stored all the same.
    let _ = append.answer.send(answer);
}

fn heads(held: Vec<(Uuid, i64, Vec<u8>)>) -> Heads {
    held.into_iter().map(|(interview, seq, hash)| (InterviewId(interview), (seq, hash))).collect()
}

/// What was stored at the first try, of which only the answer was lost, is no duplicate to who sent it once.
fn as_at_first(first: Vec<Result<Vec<Answer>>>, mut again: Vec<Result<Vec<Answer>>>) -> Vec<Result<Vec<Answer>>> {
    for (again, first) in again.iter_mut().zip(first) {
        let (Ok(again), Ok(first)) = (again, first) else { continue };
        for (answer, first) in again.iter_mut().zip(first).filter(|(answer, _)| **answer == Answer::Duplicate) {
            *answer = first;
        }
    }
    again
}

/// One transaction for all of them. `given` are the answers that were decided on before it was known whether they are on disk.
async fn commit(core: &Core, lane: Lane, appends: &[Append], given: &mut Vec<Result<Vec<Answer>>>) -> Result<Vec<Result<Vec<Answer>>>> {
    if appends.is_empty() {
        return Ok(Vec::new());
    }
    let (audits, ledgers) = chains(appends);
    let (mut tx, held) = audit::begin_holding(&core.db, lane, &audits, &ledgers).await?;
    let mut batch = Batch::load(&mut tx, core, appends, heads(held)).await?;
    *given = batch.take_all(core, appends);
    let happened = batch.happened();
    batch.store(&mut tx, core, &happened).await?;
    tx.commit().await?;
    core.live.spread_here(happened);
    Ok(std::mem::take(given))
}
