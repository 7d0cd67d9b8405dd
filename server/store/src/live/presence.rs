//! Who has an interview open, and where its chair is. Kept in the database, so that every server shows the same; not in the
//! audit, because it is forgotten within a minute.

use std::collections::{BTreeSet, HashSet};

use domain::{
    Code,
    access::{Action, Actor, decide},
    ids::{InterviewId, ItemId, UserId, VacancyId},
    interview::PRESENCE_GRACE,
};
use uuid::Uuid;

use super::{Happened, To, pair};
use crate::{Result, Store, facts};

impl Store {
    /// Notes that somebody opened the interview, and tells the panel when that is news.
    pub(super) async fn come(&self, actor: &Actor, id: InterviewId, user: UserId) -> Result<()> {
        let mut tx = self.core.db.write().await?;
        let place = facts::of_interview(&mut tx, actor, id).await?;
        let grant = decide(actor, Action::OpenInterview, &place.facts)?;
        let now = self.now().0;
        let known = maybe!(
            &mut tx,
            (i64,),
            "SELECT seen_at FROM presence WHERE organisation_id = $1 AND interview_id = $2 AND person_id = $3",
            grant.organisation().0,
            id.0,
            user.0,
        );
        run!(
            &mut tx,
            "INSERT INTO presence (organisation_id, interview_id, person_id, seen_at) VALUES ($1, $2, $3, $4)
             ON CONFLICT (organisation_id, interview_id, person_id) DO UPDATE SET seen_at = excluded.seen_at",
            grant.organisation().0,
            id.0,
            user.0,
            now,
        );
        let news = known.is_none_or(|(seen_at,)| seen_at <= now - PRESENCE_GRACE);
        let happened = news.then_some(Happened { vacancy: place.vacancy, interview: Some(id), to: To::Everybody });
        self.commit(tx, happened.into_iter().collect()).await
    }

    /// The chair goes to a question; the panel sees where.
    ///
    /// # Errors
    /// [`Code::UnknownItem`] when the scorecard has no such item.
    pub async fn chair_at(&self, actor: &Actor, id: InterviewId, item: ItemId) -> Result<()> {
        let mut tx = self.core.db.write().await?;
        let place = facts::of_interview(&mut tx, actor, id).await?;
        let grant = decide(actor, Action::LeadInterview, &place.facts)?;
        let user = actor.user().ok_or(Code::NotAllowed)?;
        let document = self.core.document(&mut tx, grant.organisation(), place.version).await?;
        document.item(item).ok_or(Code::UnknownItem)?;
        run!(
            &mut tx,
            "INSERT INTO presence (organisation_id, interview_id, person_id, seen_at, item) VALUES ($1, $2, $3, $4, $5)
             ON CONFLICT (organisation_id, interview_id, person_id) DO UPDATE SET seen_at = excluded.seen_at, item = excluded.item",
            grant.organisation().0,
            id.0,
            user.0,
            self.now().0,
            item.0,
        );
        let happened = vec![Happened { vacancy: place.vacancy, interview: Some(id), to: To::Everybody }];
        self.commit(tx, happened).await
    }

    /// Says that everybody with a stream here is still there, and tells of who has gone. Asked for a few times a minute by
    /// the server itself.
    pub async fn refresh_presence(&self) -> Result<()> {
        // In one order, so that two servers that see the same person do not wait for each other.
        let watched: BTreeSet<_> = self.core.live.watched().into_iter().collect();
        let now = self.now().0;
        let mut tx = self.core.db.write().await?;
        for (interview, user) in &watched {
            run!(&mut tx, "UPDATE presence SET seen_at = $3 WHERE interview_id = $1 AND person_id = $2", interview.0, user.0, now);
        }
        run!(&mut tx, "DELETE FROM presence WHERE seen_at <= $1", now - PRESENCE_GRACE);
        let interviews: Vec<Uuid> = watched.iter().map(|(id, _)| id.0).collect::<HashSet<_>>().into_iter().collect();
        let present =
            among!(&mut tx, (Uuid, Uuid), "SELECT interview_id, person_id FROM presence WHERE interview_id IN (", interviews, ")");
        let vacancies = among!(
            &mut tx,
            (Uuid, Uuid),
            "SELECT i.id, r.vacancy_id FROM interview i JOIN round r ON r.organisation_id = i.organisation_id AND r.id = i.round_id
             WHERE i.id IN (",
            interviews,
            ")"
        );
        tx.commit().await?;
        self.core.live.left(present.into_iter().map(pair).collect(), &vacancies);
        Ok(())
    }
}

impl super::Live {
    /// Compares with who was present before, and pokes where somebody left.
    fn left(&self, present: HashSet<(InterviewId, UserId)>, vacancies: &[(Uuid, Uuid)]) {
        let Ok(mut before) = self.present.lock() else { return };
        let gone: HashSet<InterviewId> = before.difference(&present).map(|(interview, _)| *interview).collect();
        *before = present;
        drop(before);
        let happened = vacancies.iter().filter(|(id, _)| gone.contains(&InterviewId(*id)));
        let happened =
            happened.map(|(id, vacancy)| Happened { vacancy: VacancyId(*vacancy), interview: Some(InterviewId(*id)), to: To::Everybody });
        self.spread(happened.collect());
    }
}
