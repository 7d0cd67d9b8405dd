//! A question that turned out wrong is dropped for all candidates of the round, with a reason that is shown beside the
//! numbers (D12). It can be taken up again while the vacancy is open: the answers were kept.

use domain::{
    Code, Failure,
    access::{Action, Actor, Grant, decide},
    error::required,
    ids::{InterviewId, ItemId, RoundId, VacancyId},
    ledger::REASON_MAX,
};
use serde_json::json;
use uuid::Uuid;

use crate::{
    Result, Store,
    audit::{self, Change, tables::VOIDING},
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
        self.write_voiding(&mut tx, &grant, place.round, Voiding { item, restored: false, reason: &reason }).await?;
        let happened = everywhere(&mut tx, &grant, &place).await?;
        self.commit(tx, happened).await
    }

    /// Takes a dropped question up again, with a reason; that it was dropped stays to be seen.
    ///
    /// # Errors
    /// [`Code::NotFound`] when it was not dropped, [`Code::Invalid`] at `reason`; [`Code::AlreadyRevealed`] where individual
    /// ratings stay hidden and means were told without it: with it they would give what was said of it.
    pub async fn restore_question(&self, actor: &Actor, id: VacancyId, item: ItemId, reason: &str) -> Result<()> {
        let mut tx = self.write(actor).await?;
        let place = facts::of_vacancy(&mut tx, actor, id).await?;
        let grant = decide(actor, Action::VoidQuestion, &place.facts)?;
        let reason = required("reason", reason, REASON_MAX).map_err(|fault| Failure::invalid(vec![fault]))?;
        if place.facts.individuals_hidden && told_without(&mut tx, &grant, &place, item).await? {
            return Err(Code::AlreadyRevealed.into());
        }
        let stands = maybe!(
            &mut tx,
            (Uuid,),
            concat!("SELECT v.item FROM ", voided!(), " v WHERE v.organisation_id = $1 AND v.round_id = $2 AND v.item = $3"),
            grant.organisation().0,
            place.round.0,
            item.0,
        );
        stands.ok_or(Code::NotFound)?;
        self.write_voiding(&mut tx, &grant, place.round, Voiding { item, restored: true, reason: &reason }).await?;
        let happened = everywhere(&mut tx, &grant, &place).await?;
        self.commit(tx, happened).await
    }

    /// Adds to what was dropped and taken up again; what is there already stays.
    async fn write_voiding(&self, tx: &mut Tx, grant: &Grant, round: RoundId, voiding: Voiding<'_>) -> Result<()> {
        let organisation = grant.organisation().0;
        let (seq,) = one!(
            tx,
            (i64,),
            "INSERT INTO voiding (organisation_id, round_id, seq, item, restored, reason, person_id, at)
             VALUES ($1, $2, (SELECT COALESCE(MAX(seq), 0) + 1 FROM voiding WHERE organisation_id = $1 AND round_id = $2), $3, $4, $5, $6, $7)
             RETURNING seq",
            organisation,
            round.0,
            voiding.item.0,
            voiding.restored,
            voiding.reason,
            grant.actor().user().map(|user| user.0),
            self.now().0,
        );
        let action = if voiding.restored { "restore_question" } else { "void_question" };
        let change =
            Change::of(action, voiding.item.0).says(json!({ "reason": self.core.veiled(voiding.reason) })).puts(&VOIDING, [(round.0, seq)]);
        audit::note(tx, &self.core, grant, change).await
    }
}

/// One step in the history of a question.
struct Voiding<'a> {
    item: ItemId,
    restored: bool,
    reason: &'a str,
}

/// Whether an interview was revealed after a question was dropped.
async fn told_without(tx: &mut Tx, grant: &Grant, place: &RoundPlace, item: ItemId) -> Result<bool> {
    let (revealed,) = one!(
        tx,
        (i64,),
        concat!(
            "SELECT COUNT(*) FROM ",
            voided!(),
            " v JOIN interview i ON i.organisation_id = v.organisation_id AND i.round_id = v.round_id AND i.revealed_at >= v.at
             WHERE v.organisation_id = $1 AND v.round_id = $2 AND v.item = $3"
        ),
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
