//! Looking on: a stream of pokes for one person.

use std::sync::Arc;

use domain::{
    Code,
    access::{Action, Actor, decide},
    ids::{InterviewId, UserId, VacancyId},
};
use tokio::sync::watch as signal;

use super::Place;
use crate::{Core, Result, Store, facts};

/// Pokes for one person at one place. Dropped, it no longer looks.
pub struct Watch {
    core: Arc<Core>,
    place: Place,
    number: u64,
    poked: signal::Receiver<u64>,
}

/// Why a watch woke up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Poke {
    /// Something changed: ask again.
    Changed,
    /// The server stops, or who looks was signed out or may do something else now; whoever still may comes back.
    Closed,
}

impl Watch {
    /// Waits for the next poke. Several that came meanwhile are one.
    pub async fn next(&mut self) -> Poke {
        match self.poked.changed().await {
            Ok(()) => {
                self.poked.borrow_and_update();
                Poke::Changed
            }
            Err(_) => Poke::Closed,
        }
    }
}

impl Drop for Watch {
    fn drop(&mut self) {
        self.core.live.end(self.place, self.number);
    }
}

impl Store {
    /// Looks at an interview from now on: pokes for the own entries from other devices, for who is there, where the chair is,
    /// what was asked and who submitted; and for nothing else before the reveal.
    pub async fn watch_interview(&self, actor: &Actor, id: InterviewId) -> Result<Watch> {
        let user = actor.user().ok_or(Code::NotSignedIn)?;
        // First look, then say that one is there: otherwise others would hear of it before this stream hears of them. Coming
        // asks whether one may; who may not has looked at nothing, for this is dropped.
        let watch = self.watch(Place::Interview(id), user, false)?;
        self.come(actor, id).await?;
        Ok(watch)
    }

    /// Looks at the board of a vacancy.
    pub async fn watch_vacancy(&self, actor: &Actor, id: VacancyId) -> Result<Watch> {
        let mut tx = self.read().await?;
        let place = facts::of_vacancy(&mut tx, actor, id).await?;
        decide(actor, Action::SeeBoard, &place.facts)?;
        let counts = decide(actor, Action::SeeCounts, &place.facts).is_ok();
        let user = actor.user().ok_or(Code::NotAllowed)?;
        self.watch(Place::Vacancy(id), user, counts)
    }

    fn watch(&self, place: Place, user: UserId, counts: bool) -> Result<Watch> {
        let (number, poked) = self.core.live.begin(place, user, counts).ok_or(crate::Error::Unavailable)?;
        Ok(Watch { core: Arc::clone(&self.core), place, number, poked })
    }

    /// Ends every stream, so that a server that stops does not wait for who only looks.
    pub fn stop_watching(&self) {
        self.core.live.close();
    }
}
