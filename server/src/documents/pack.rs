//! Puts a pack together while its owner does something else.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex},
};

use app::backend::{Opening, Press};
use domain::{
    Code, Failure,
    access::Actor,
    ids::{ApplicationId, VacancyId},
};
use report::{Pack, Setting};
use store::Store;
use tokio::sync::Semaphore;
use uuid::Uuid;

use crate::respond::Refused;

/// What this server makes at the moment: of which round, and for whom.
#[derive(Debug, Default)]
pub(crate) struct Making(Mutex<HashMap<Uuid, (Actor, VacancyId)>>);

impl Making {
    fn begins(&self, id: Uuid, actor: Actor, vacancy: VacancyId) {
        if let Ok(mut packs) = self.0.lock() {
            packs.insert(id, (actor, vacancy));
        }
    }

    fn ended(&self, id: Uuid) {
        if let Ok(mut packs) = self.0.lock() {
            packs.remove(&id);
        }
    }

    /// The server stops: who waits need not find out by waiting.
    pub(crate) async fn interrupt(&self, store: &Store) {
        let packs = self.0.lock().map(|mut packs| std::mem::take(&mut *packs)).unwrap_or_default();
        for (id, (actor, vacancy)) in packs {
            if let Err(error) = store.pack_is_interrupted(&actor, vacancy, id).await {
                tracing::warn!(%error, "who waits for a pack learns later that it was interrupted");
            }
        }
    }
}

/// One per request.
pub(crate) struct Maker {
    pub(crate) store: Store,
    pub(crate) printing: Arc<Semaphore>,
    pub(crate) packs: Arc<Making>,
    pub(crate) actor: Actor,
}

impl Press for Maker {
    fn pack(&self, vacancy: VacancyId, lang: domain::Lang, paper: domain::report::Paper) -> Opening<'_, ()> {
        Box::pin(async move {
            let (id, candidates) = self.store.start_pack(&self.actor, vacancy).await.map_err(|error| error.failure())?;
            let (store, printing, packs) = (self.store.clone(), Arc::clone(&self.printing), Arc::clone(&self.packs));
            let job = Job { store, printing, actor: self.actor, vacancy, id, setting: Setting { lang, paper } };
            packs.begins(id, self.actor, vacancy);
            tokio::spawn(async move {
                job.run(candidates).await;
                packs.ended(id);
            });
            Ok::<(), Failure>(())
        })
    }
}

struct Job {
    store: Store,
    printing: Arc<Semaphore>,
    actor: Actor,
    vacancy: VacancyId,
    id: Uuid,
    setting: Setting,
}

impl Job {
    async fn run(self, candidates: Vec<ApplicationId>) {
        if let Err(refused) = self.make(candidates).await {
            tracing::error!(code = ?refused.0.code, "a pack could not be made");
            let _ = self.store.pack_has_failed(&self.actor, self.vacancy, self.id).await;
        }
    }

    /// Candidate by candidate, so that it can say how far it is and stop when it was told to. Each takes its turn with the
    /// documents that somebody waits for.
    async fn make(&self, candidates: Vec<ApplicationId>) -> Result<(), Refused> {
        let turn = async || self.printing.acquire().await.map_err(|_| Code::Unavailable);
        let begins = turn().await?;
        let report = self.store.panel_report(&self.actor, self.vacancy).await?;
        let setting = self.setting;
        let begun = tokio::task::spawn_blocking(move || Pack::new(&report, setting)).await.map_err(|_| Code::Internal)?;
        let mut pack = begun.map_err(|_| Code::Internal)?;
        drop(begins);
        let mut done = 0;
        for candidate in candidates {
            if !self.store.pack_is_at(&self.actor, self.vacancy, self.id, done).await? {
                return Ok(());
            }
            let _turn = turn().await?;
            pack.add(&self.store.candidate_report(&self.actor, candidate).await?);
            done += 1;
        }
        let _turn = turn().await?;
        let content = super::pdf::print(move || pack.finish()).await?;
        self.store.pack_is_ready(&self.actor, self.vacancy, self.id, done, content).await?;
        Ok(())
    }
}
