//! Who has an interview open, and where its chair is. Kept in the database, so that every server shows the same; not in the
//! audit, because it is forgotten within a minute.

use std::collections::{BTreeSet, HashMap, HashSet};

use domain::{
    Code,
    access::{Action, Actor, Grant, decide},
    ids::{InterviewId, ItemId, UserId, VacancyId},
    interview::PRESENCE_GRACE,
    time::UnixMillis,
};
use uuid::Uuid;

use super::{Happened, To, pair};
use crate::{Result, Store, db::Tx, facts};

impl Store {
    /// Notes that somebody opened the interview, and tells the panel when that is news.
    pub(super) async fn come(&self, actor: &Actor, id: InterviewId) -> Result<()> {
        let mut tx = self.core.db.write_beside().await?;
        let place = facts::of_interview(&mut tx, actor, id).await?;
        let grant = decide(actor, Action::OpenInterview, &place.facts)?;
        let known = maybe!(
            &mut tx,
            (i64,),
            "SELECT seen_at FROM presence WHERE organisation_id = $1 AND interview_id = $2 AND person_id = $3",
            grant.organisation().0,
            id.0,
            actor.user().map(|user| user.0),
        );
        see(&mut tx, &grant, id, None, self.now()).await?;
        let news = known.is_none_or(|(seen_at,)| seen_at <= self.now().0 - PRESENCE_GRACE);
        let happened = news.then_some(Happened { vacancy: place.vacancy, interview: Some(id), to: To::Everybody });
        self.commit(tx, happened.into_iter().collect()).await
    }

    /// The chair goes to a question; the panel sees where.
    ///
    /// # Errors
    /// [`Code::UnknownItem`] when the scorecard has no such item.
    pub async fn chair_at(&self, actor: &Actor, id: InterviewId, item: ItemId) -> Result<()> {
        let mut tx = self.core.db.write_beside().await?;
        let place = facts::of_interview(&mut tx, actor, id).await?;
        let grant = decide(actor, Action::LeadInterview, &place.facts)?;
        let document = self.core.document(&mut tx, grant.organisation(), place.version).await?;
        document.item(item).ok_or(Code::UnknownItem)?;
        see(&mut tx, &grant, id, Some(item), self.now()).await?;
        self.commit(tx, vec![Happened { vacancy: place.vacancy, interview: Some(id), to: To::Everybody }]).await
    }

    /// Says that everybody with a stream here is still there, and tells of who has gone. Asked for a few times a minute by
    /// the server itself.
    pub async fn refresh_presence(&self) -> Result<()> {
        // In one order, so that two servers that see the same person do not wait for each other.
        let watched: BTreeSet<_> = self.core.live.watched().into_iter().collect();
        let ids: Vec<Uuid> = watched.iter().map(|(id, _)| id.0).collect::<BTreeSet<_>>().into_iter().collect();
        let now = self.now().0;
        let mut tx = self.core.db.write_beside().await?;
        let places = among!(
            &mut tx,
            (Uuid, Uuid, Uuid),
            "SELECT i.id, i.organisation_id, r.vacancy_id FROM interview i
             JOIN round r ON r.organisation_id = i.organisation_id AND r.id = i.round_id WHERE i.id IN (",
            ids,
            ")"
        );
        // A practice interview may be gone while somebody still looks at it.
        let places: HashMap<InterviewId, (Uuid, VacancyId)> =
            places.into_iter().map(|(id, organisation, vacancy)| (InterviewId(id), (organisation, VacancyId(vacancy)))).collect();
        let rows: Vec<(Uuid, Uuid, Uuid)> = watched.iter().filter_map(|(id, user)| Some((places.get(id)?.0, id.0, user.0))).collect();
        insert!(
            &mut tx,
            "INSERT INTO presence (organisation_id, interview_id, person_id, seen_at) ",
            rows,
            row => [row.0, row.1, row.2, now],
            " ON CONFLICT (organisation_id, interview_id, person_id) DO UPDATE SET seen_at = excluded.seen_at"
        );
        run!(&mut tx, "DELETE FROM presence WHERE seen_at <= $1", now - PRESENCE_GRACE);
        let present = among!(&mut tx, (Uuid, Uuid), "SELECT interview_id, person_id FROM presence WHERE interview_id IN (", ids, ")");
        tx.commit().await?;
        self.core.live.left(present.into_iter().map(pair).collect(), &places);
        Ok(())
    }
}

/// Writes down that somebody was here now, and where; who only comes stays where they were.
async fn see(tx: &mut Tx, grant: &Grant, id: InterviewId, item: Option<ItemId>, now: UnixMillis) -> Result<()> {
    run!(
        tx,
        "INSERT INTO presence (organisation_id, interview_id, person_id, seen_at, item) VALUES ($1, $2, $3, $4, $5)
         ON CONFLICT (organisation_id, interview_id, person_id)
         DO UPDATE SET seen_at = excluded.seen_at, item = COALESCE(excluded.item, presence.item)",
        grant.organisation().0,
        id.0,
        grant.actor().user().map(|user| user.0),
        now.0,
        item.map(|item| item.0),
    );
    Ok(())
}

impl super::Live {
    /// Compares with who was present before, and pokes where somebody left.
    fn left(&self, present: HashSet<(InterviewId, UserId)>, places: &HashMap<InterviewId, (Uuid, VacancyId)>) {
        let Ok(mut before) = self.present.lock() else { return };
        let gone: BTreeSet<InterviewId> = before.difference(&present).map(|(interview, _)| *interview).collect();
        *before = present;
        drop(before);
        let told = |id: InterviewId| Some(Happened { vacancy: places.get(&id)?.1, interview: Some(id), to: To::Everybody });
        self.spread(gone.into_iter().filter_map(told).collect());
    }
}
