//! Closing a vacancy, which ends the procedure, and reopening one that was closed too early.

use domain::{
    Code, Failure,
    access::{Action, Actor, decide},
    decision::{Decided, is_settled},
    error::{optional, required},
    ids::VacancyId,
    ledger::REASON_MAX,
    vacancy::RoundState,
};
use serde_json::json;

use crate::{
    Result, Store,
    audit::{
        self, Change,
        tables::{ROUND, VACANCY},
    },
    compare::{decided, set_state},
    facts,
    live::{Happened, To},
};

impl Store {
    /// Closes a vacancy. When not everybody knows where they stand it says why.
    ///
    /// # Errors
    /// [`Code::Invalid`] at `reason`, which may be left out only when every candidate has a decision that ends it here.
    pub async fn close_vacancy(&self, actor: &Actor, id: VacancyId, reason: &str) -> Result<()> {
        let mut tx = self.write(actor).await?;
        let place = facts::of_vacancy(&mut tx, actor, id).await?;
        let grant = decide(actor, Action::CloseVacancy, &place.facts)?;
        let outcomes: Vec<_> = decided(&mut tx, &grant, &place).await?.iter().map(Decided::outcome).collect();
        let parse = if is_settled(&outcomes) { optional } else { required };
        let reason = parse("reason", reason, REASON_MAX).map_err(|fault| Failure::invalid(vec![fault]))?;
        let organisation = grant.organisation().0;
        run!(
            &mut tx,
            "UPDATE vacancy SET closed_at = $3, close_reason = $4 WHERE organisation_id = $1 AND id = $2",
            organisation,
            id.0,
            self.now().0,
            &reason,
        );
        let deciding = place.state == RoundState::Deciding;
        if deciding {
            set_state(&mut tx, &grant, &place, RoundState::Closed).await?;
        }
        let change = Change::of("close_vacancy", id.0)
            .says(json!({ "reason": self.core.veiled(&reason) }))
            .sets(&VACANCY, &["closed_at", "close_reason"], [id.0])
            .sets(&ROUND, &["state"], deciding.then_some(place.round.0));
        audit::note(&mut tx, &self.core, &grant, change).await?;
        self.commit(tx, vec![Happened { vacancy: id, interview: None, to: To::Everybody }]).await
    }

    /// Undoes [`Store::close_vacancy`].
    ///
    /// # Errors
    /// [`Code::NothingToUndo`] when it is open.
    pub async fn reopen_vacancy(&self, actor: &Actor, id: VacancyId) -> Result<()> {
        let mut tx = self.write(actor).await?;
        let place = facts::of_vacancy(&mut tx, actor, id).await?;
        let grant = decide(actor, Action::ReopenVacancy, &place.facts)?;
        let organisation = grant.organisation().0;
        let reopened = run!(
            &mut tx,
            "UPDATE vacancy SET closed_at = NULL, close_reason = NULL WHERE organisation_id = $1 AND id = $2 AND closed_at IS NOT NULL",
            organisation,
            id.0,
        );
        if reopened == 0 {
            return Err(Code::NothingToUndo.into());
        }
        let closed = place.state == RoundState::Closed;
        if closed {
            set_state(&mut tx, &grant, &place, RoundState::Deciding).await?;
        }
        let change = Change::of("reopen_vacancy", id.0).sets(&VACANCY, &["closed_at", "close_reason"], [id.0]).sets(
            &ROUND,
            &["state"],
            closed.then_some(place.round.0),
        );
        audit::note(&mut tx, &self.core, &grant, change).await?;
        self.commit(tx, vec![Happened { vacancy: id, interview: None, to: To::Everybody }]).await
    }
}
