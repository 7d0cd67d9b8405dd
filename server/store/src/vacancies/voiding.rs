//! A question that turned out wrong is dropped for all candidates of the round, with a reason that is shown beside the
//! numbers (D12). It can be taken up again while the vacancy is open: the answers were kept.

use domain::{
    Code, Failure,
    access::{Action, Actor, Grant, decide},
    error::required,
    ids::{InterviewId, ItemId, VacancyId},
    ledger::REASON_MAX,
};
use uuid::Uuid;

use crate::{
    Result, Store, audit,
    db::Tx,
    facts::{self, RoundPlace},
    live::{Happened, To},
};

impl Store {
    /// Drops a question, or a competency that is rated as a whole.
    ///
    /// # Errors
    /// [`Code::UnknownItem`], [`Code::LastItem`], [`Code::Voided`] when it was dropped already, [`Code::Invalid`] at `reason`.
    pub async fn void_question(&self, actor: &Actor, id: VacancyId, item: ItemId, reason: &str) -> Result<()> {
        let mut tx = self.write(actor).await?;
        let place = facts::of_vacancy(&mut tx, actor, id).await?;
        let grant = decide(actor, Action::VoidQuestion, &place.facts)?;
        let reason = required("reason", reason, REASON_MAX).map_err(|fault| Failure::invalid(vec![fault]))?;
        let document = self.core.document(&mut tx, grant.organisation(), place.version).await?;
        document.item(item).ok_or(Code::UnknownItem)?;
        let counted = self.core.counted(&mut tx, &grant, place.version, place.round).await?;
        counted.item(item).ok_or(Code::Voided)?;
        if counted.items().len() < 2 {
            return Err(Code::LastItem.into());
        }
        run!(
            &mut tx,
            "INSERT INTO voided (organisation_id, round_id, item, reason, person_id, at) VALUES ($1, $2, $3, $4, $5, $6)",
            grant.organisation().0,
            place.round.0,
            item.0,
            &reason,
            actor.user().map(|user| user.0),
            self.now().0,
        );
        audit::note(&mut tx, &self.core, &grant, "void_question", item.0).await?;
        let happened = everywhere(&mut tx, &grant, &place).await?;
        self.commit(tx, happened).await
    }

    /// Takes a dropped question up again.
    ///
    /// # Errors
    /// [`Code::NotFound`] when it was not dropped; [`Code::AlreadyRevealed`] where individual ratings stay hidden and means were
    /// told without it: with it they would give what was said of it.
    pub async fn restore_question(&self, actor: &Actor, id: VacancyId, item: ItemId) -> Result<()> {
        let mut tx = self.write(actor).await?;
        let place = facts::of_vacancy(&mut tx, actor, id).await?;
        let grant = decide(actor, Action::VoidQuestion, &place.facts)?;
        if place.facts.individuals_hidden && told_without(&mut tx, &grant, &place, item).await? {
            return Err(Code::AlreadyRevealed.into());
        }
        let restored = run!(
            &mut tx,
            "DELETE FROM voided WHERE organisation_id = $1 AND round_id = $2 AND item = $3",
            grant.organisation().0,
            place.round.0,
            item.0,
        );
        if restored == 0 {
            return Err(Code::NotFound.into());
        }
        audit::note(&mut tx, &self.core, &grant, "restore_question", item.0).await?;
        let happened = everywhere(&mut tx, &grant, &place).await?;
        self.commit(tx, happened).await
    }
}

/// Whether an interview was revealed after a question was dropped.
async fn told_without(tx: &mut Tx, grant: &Grant, place: &RoundPlace, item: ItemId) -> Result<bool> {
    let (revealed,) = one!(
        tx,
        (i64,),
        "SELECT COUNT(*) FROM voided v
         JOIN interview i ON i.organisation_id = v.organisation_id AND i.round_id = v.round_id AND i.revealed_at >= v.at
         WHERE v.organisation_id = $1 AND v.round_id = $2 AND v.item = $3",
        grant.organisation().0,
        place.round.0,
        item.0,
    );
    Ok(revealed > 0)
}

/// Every interview of the round.
pub(super) async fn everywhere(tx: &mut Tx, grant: &Grant, place: &RoundPlace) -> Result<Vec<Happened>> {
    let interviews = all!(
        tx,
        (Uuid,),
        "SELECT id FROM interview WHERE organisation_id = $1 AND round_id = $2 ORDER BY id",
        grant.organisation().0,
        place.round.0,
    );
    let told = |(interview,)| Happened { vacancy: place.vacancy, interview: Some(InterviewId(interview)), to: To::Everybody };
    Ok(interviews.into_iter().map(told).collect())
}
