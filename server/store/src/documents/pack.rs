//! A pack: the panel report and every candidate's report in one document, made while its owner does something else. It is
//! kept in the database, so that any server can show how far it is, and a day at most.

use domain::{
    Code,
    access::{Action, Actor, Grant, decide},
    ids::{ApplicationId, OrganisationId, UserId, VacancyId},
    time::UnixMillis,
    tries::PACKS,
};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::{
    Result, Store, Tries,
    audit::{self, Change},
    db::Tx,
    facts,
    live::{Happened, To},
    words,
};

/// A maker that says nothing for this long is gone.
const SILENT_MINUTES: i64 = 2;
const KEPT_DAYS: i64 = 1;
/// Packs of one organisation that are made at once, and how many bytes it keeps of those that are ready.
const AT_ONCE: i64 = 4;
const KEPT_BYTES: i64 = 256 * 1024 * 1024;

/// Where a pack is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PackState {
    Making,
    Ready,
    Failed,
    Cancelled,
    /// The server that made it was stopped.
    Interrupted,
}

/// Somebody's pack of a round.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pack {
    pub id: Uuid,
    pub state: PackState,
    /// Candidates that are in it already.
    pub done: u32,
    pub of: u32,
}

impl Store {
    /// Begins the actor's own pack of a round, in the place of an earlier one. Gives its id and whose reports go in it.
    ///
    /// # Errors
    /// [`Code::NotFound`] when there is nobody with numbers; [`Code::TooManyPacks`] and [`Code::PacksTooLarge`] when the
    /// organisation makes or keeps as much as it may; [`Code::TooManyTries`] with the seconds to wait for who begins one after
    /// the other, for one that is stopped or begun anew was work as well.
    pub async fn start_pack(&self, actor: &Actor, id: VacancyId) -> Result<(Uuid, Vec<ApplicationId>)> {
        let (_, owner) = own(&mut self.read().await?, actor, id).await?;
        self.count_try(&Tries { own: vec![(format!("packs of {owner}"), PACKS)], everywhere: None }).await?;
        let report = self.panel_report(actor, id).await?;
        let mut tx = self.write(actor).await?;
        // Who is no staff gets the reports of the own panels.
        let mut candidates: Vec<ApplicationId> = Vec::new();
        for line in &report.comparison.lines {
            let place = facts::of_application(&mut tx, actor, line.application).await?;
            if decide(actor, Action::DownloadReport, &place.facts).is_ok() {
                candidates.push(line.application);
            }
        }
        if candidates.is_empty() {
            return Err(Code::NotFound.into());
        }
        let (grant, owner) = own(&mut tx, actor, id).await?;
        room(&mut tx, &grant, id, owner, self.now()).await?;
        let (pack, now) = (self.new_id(), self.now().0);
        run!(
            &mut tx,
            "DELETE FROM pack WHERE organisation_id = $1 AND vacancy_id = $2 AND person_id = $3",
            grant.organisation().0,
            id.0,
            owner.0
        );
        run!(
            &mut tx,
            "INSERT INTO pack (organisation_id, id, vacancy_id, person_id, state, done, total, started_at, beat_at)
             VALUES ($1, $2, $3, $4, $5, 0, $6, $7, $7)",
            grant.organisation().0,
            pack,
            id.0,
            owner.0,
            words::write(PackState::Making)?,
            i64::try_from(candidates.len()).unwrap_or(i64::MAX),
            now,
        );
        audit::note(&mut tx, &self.core, &grant, Change::of("make_pack", pack)).await?;
        self.commit(tx, vec![told(id, owner)]).await?;
        Ok((pack, candidates))
    }

    /// Says how far it is. `false` when it was stopped or begun anew: there is nothing to go on for.
    pub async fn pack_is_at(&self, actor: &Actor, id: VacancyId, pack: Uuid, done: u32) -> Result<bool> {
        self.move_pack(actor, id, pack, PackState::Making, i64::from(done), None).await
    }

    /// It is whole.
    pub async fn pack_is_ready(&self, actor: &Actor, id: VacancyId, pack: Uuid, done: u32, content: Vec<u8>) -> Result<bool> {
        self.move_pack(actor, id, pack, PackState::Ready, i64::from(done), Some(content)).await
    }

    /// It could not be made.
    pub async fn pack_has_failed(&self, actor: &Actor, id: VacancyId, pack: Uuid) -> Result<bool> {
        self.move_pack(actor, id, pack, PackState::Failed, 0, None).await
    }

    /// The server that makes it stops.
    pub async fn pack_is_interrupted(&self, actor: &Actor, id: VacancyId, pack: Uuid) -> Result<bool> {
        self.move_pack(actor, id, pack, PackState::Interrupted, 0, None).await
    }

    /// The server that made them was ended, whoever's they are; for where there is one server.
    ///
    /// # Errors
    /// [`Code::NotAllowed`] for who is not the tidying job.
    pub async fn packs_are_interrupted(&self, actor: &Actor) -> Result<()> {
        let mut tx = self.core.db.write().await?;
        for (organisation,) in all!(&mut tx, (Uuid,), "SELECT DISTINCT organisation_id FROM pack WHERE state = 'making'") {
            let grant = decide(actor, Action::Tidy, &domain::access::Facts::of(OrganisationId(organisation)))?;
            let state = words::write(PackState::Interrupted)?;
            run!(&mut tx, "UPDATE pack SET state = $2 WHERE organisation_id = $1 AND state = 'making'", grant.organisation().0, state);
        }
        tx.commit().await
    }

    async fn move_pack(
        &self,
        actor: &Actor,
        id: VacancyId,
        pack: Uuid,
        state: PackState,
        done: i64,
        content: Option<Vec<u8>>,
    ) -> Result<bool> {
        let mut tx = self.write(actor).await?;
        let (grant, owner) = own(&mut tx, actor, id).await?;
        let moved = run!(
            &mut tx,
            "UPDATE pack SET state = $4, done = $5, content = $6, beat_at = $7
             WHERE organisation_id = $1 AND id = $2 AND person_id = $3 AND state = 'making'",
            grant.organisation().0,
            pack,
            owner.0,
            words::write(state)?,
            done,
            content,
            self.now().0,
        );
        self.commit(tx, vec![told(id, owner)]).await?;
        Ok(moved > 0)
    }

    /// Stops making it, or throws it away.
    pub async fn cancel_pack(&self, actor: &Actor, id: VacancyId) -> Result<()> {
        let mut tx = self.write(actor).await?;
        let (grant, owner) = own(&mut tx, actor, id).await?;
        run!(
            &mut tx,
            "UPDATE pack SET state = 'cancelled', content = NULL WHERE organisation_id = $1 AND vacancy_id = $2 AND person_id = $3",
            grant.organisation().0,
            id.0,
            owner.0,
        );
        self.commit(tx, vec![told(id, owner)]).await
    }

    /// The actor's own pack of a round. One whose maker went silent has failed.
    pub async fn pack(&self, actor: &Actor, id: VacancyId) -> Result<Option<Pack>> {
        let mut tx = self.read().await?;
        let (grant, owner) = own(&mut tx, actor, id).await?;
        let row = maybe!(
            &mut tx,
            (Uuid, String, i64, i64, i64),
            "SELECT id, state, done, total, beat_at FROM pack
             WHERE organisation_id = $1 AND vacancy_id = $2 AND person_id = $3 AND started_at > $4",
            grant.organisation().0,
            id.0,
            owner.0,
            self.now().plus_days(-KEPT_DAYS).0,
        );
        let Some((pack, state, done, of, beat_at)) = row else { return Ok(None) };
        let silent = UnixMillis(beat_at).plus_minutes(SILENT_MINUTES) < self.now();
        let state = match words::read(&state)? {
            PackState::Making if silent => PackState::Failed,
            state => state,
        };
        Ok(Some(Pack { id: pack, state, done: words::count(done), of: words::count(of) }))
    }

    /// The document, for its owner alone, as long as they may open reports.
    ///
    /// # Errors
    /// [`Code::NotFound`] when it is not there, or not any more.
    pub async fn pack_content(&self, actor: &Actor, id: VacancyId) -> Result<Vec<u8>> {
        let (mut tx, _, grant) = self.see(actor, Action::DownloadReport, id).await?;
        let owner = actor.user().ok_or(Code::NotAllowed)?;
        let row = maybe!(
            &mut tx,
            (Option<Vec<u8>>,),
            "SELECT content FROM pack
             WHERE organisation_id = $1 AND vacancy_id = $2 AND person_id = $3 AND state = 'ready' AND started_at > $4",
            grant.organisation().0,
            id.0,
            owner.0,
            self.now().plus_days(-KEPT_DAYS).0,
        );
        Ok(row.and_then(|(content,)| content).ok_or(Code::NotFound)?)
    }

    /// Removes packs of more than a day ago, of every organisation.
    ///
    /// # Errors
    /// [`Code::NotAllowed`] for who is not the tidying job.
    pub async fn remove_old_packs(&self, actor: &Actor) -> Result<u64> {
        let mut tx = self.core.db.write().await?;
        let organisations = all!(&mut tx, (Uuid,), "SELECT DISTINCT organisation_id FROM pack ORDER BY organisation_id");
        let mut removed = 0;
        for (organisation,) in organisations {
            let grant = decide(actor, Action::Tidy, &domain::access::Facts::of(OrganisationId(organisation)))?;
            removed += run!(
                &mut tx,
                "DELETE FROM pack WHERE organisation_id = $1 AND started_at <= $2",
                grant.organisation().0,
                self.now().plus_days(-KEPT_DAYS).0
            );
        }
        tx.commit().await?;
        Ok(removed)
    }
}

/// Whether there is room for one more, in the place of the own earlier one.
async fn room(tx: &mut Tx, grant: &Grant, id: VacancyId, owner: UserId, now: UnixMillis) -> Result<()> {
    let (making, kept) = one!(
        tx,
        (i64, i64),
        "SELECT COUNT(CASE WHEN state = 'making' AND beat_at > $4 THEN 1 END), CAST(COALESCE(SUM(LENGTH(content)), 0) AS BIGINT)
         FROM pack WHERE organisation_id = $1 AND NOT (vacancy_id = $2 AND person_id = $3)",
        grant.organisation().0,
        id.0,
        owner.0,
        now.plus_minutes(-SILENT_MINUTES).0,
    );
    if making >= AT_ONCE {
        return Err(Code::TooManyPacks.into());
    }
    if kept >= KEPT_BYTES { Err(Code::PacksTooLarge.into()) } else { Ok(()) }
}

/// A pack is somebody's own: a program has none.
async fn own(tx: &mut Tx, actor: &Actor, id: VacancyId) -> Result<(Grant, UserId)> {
    let place = facts::of_vacancy(tx, actor, id).await?;
    let grant = decide(actor, Action::DownloadReport, &place.facts)?;
    Ok((grant, grant.actor().user().ok_or(Code::NotAllowed)?))
}

const fn told(vacancy: VacancyId, owner: UserId) -> Happened {
    Happened { vacancy, interview: None, to: To::One(owner) }
}
