//! What people decide, in the decision phase of a round: append-only, so that taking back leaves its trace.

use domain::{
    Code, Failure,
    access::{Action, Actor, Grant, decide},
    decision::{Basis, Decided, Decision, NewDecision, new_decision},
    error::required,
    ids::{ApplicationId, VacancyId},
    ledger::REASON_MAX,
    statistics::analyse_totals,
    time::{UnixMillis, Zone},
    vacancy::RoundState,
};
use serde_json::json;
use uuid::Uuid;

use super::lines;
use crate::{
    Core, Result, Store,
    audit::{
        self, Change,
        tables::{DECISION, ROUND},
    },
    db::{Asking, Source, Tx},
    facts::{self, RoundPlace},
    interviews::voided,
    live::{Happened, To},
    seen::Sighting,
    words,
};

/// What somebody typed about one candidate.
#[derive(Debug, Clone, Copy)]
pub struct Typed<'a> {
    pub outcome: &'a str,
    pub reason: &'a str,
    pub below_band: &'a str,
}

impl Store {
    /// Begins the decision phase: from here on candidates may be put in the order of their totals (D13).
    ///
    /// # Errors
    /// [`Code::NotYetRevealed`] while the round is open.
    pub async fn start_deciding(&self, actor: &Actor, id: VacancyId) -> Result<()> {
        let mut tx = self.write(actor).await?;
        let place = facts::of_vacancy(&mut tx, actor, id).await?;
        let grant = decide(actor, Action::Decide, &place.facts)?;
        match place.state {
            RoundState::Open => return Err(Code::NotYetRevealed.into()),
            // A second click finds it done.
            RoundState::Deciding | RoundState::Closed => return Ok(()),
            RoundState::Revealed => {}
        }
        set_state(&mut tx, &grant, &place, RoundState::Deciding).await?;
        let change = Change::of("start_deciding", place.round.0).sets(&ROUND, &["state"], [place.round.0]);
        audit::note(&mut tx, &self.core, &grant, change).await?;
        self.commit(tx, vec![Happened { vacancy: id, interview: None, to: To::Everybody }]).await
    }

    /// Writes down what was decided on a candidate. `had` is how many decisions on this candidate the writer saw.
    ///
    /// # Errors
    /// [`Code::NotDeciding`] outside the decision phase, [`Code::Stale`] when somebody decided since, [`Code::Invalid`] at
    /// `outcome`, `reason` and, for a choice below the top band, `below_band`.
    pub async fn decide_on(&self, actor: &Actor, id: ApplicationId, had: u32, typed: Typed<'_>) -> Result<()> {
        let mut tx = self.write(actor).await?;
        let (place, grant) = deciding(&mut tx, &self.core, actor, id).await?;
        let asking = Asking::default();
        let (_, round) = asking.together(&mut tx, lines::round(&asking, &self.core, &grant, &place)).await?;
        let line = round.comparison.lines.iter().position(|line| line.application == id);
        let top = analyse_totals(&round.ratings).top();
        let new = new_decision(typed.outcome, typed.reason, typed.below_band, at_the_top(&top, line))?;
        let basis = Basis::of(id, &round.comparison, &top, &voided(&mut tx, &grant, place.round, &place.zone).await?);
        let key =
            write(&mut tx, &grant, &place, Step { application: id, had, decided: Some((&new, &basis)), reason: &new.reason }, self.now())
                .await?;
        let said = json!({ "outcome": new.outcome, "reason": self.core.veiled(&new.reason), "below_band": self.core.veiled(&new.below_band), "basis": basis });
        audit::note(&mut tx, &self.core, &grant, Change::of("decide", id.0).says(said).puts(&DECISION, [key])).await?;
        self.commit(tx, vec![Happened { vacancy: place.vacancy, interview: None, to: To::Everybody }]).await
    }

    /// Takes back what was decided, with a reason; that it was, and by whom, stays to be seen.
    ///
    /// # Errors
    /// [`Code::NothingToUndo`] when nothing stands, [`Code::Stale`] when somebody decided since, [`Code::Invalid`] at `reason`.
    pub async fn take_back(&self, actor: &Actor, id: ApplicationId, had: u32, reason: &str) -> Result<()> {
        let mut tx = self.write(actor).await?;
        let (place, grant) = deciding(&mut tx, &self.core, actor, id).await?;
        let stands = decided(&mut tx, &grant, &place).await?.iter().find(|it| it.application == id).and_then(Decided::outcome);
        stands.ok_or(Code::NothingToUndo)?;
        let reason = required("reason", reason, REASON_MAX).map_err(|fault| Failure::invalid(vec![fault]))?;
        let step = Step { application: id, had, decided: None, reason: &reason };
        let key = write(&mut tx, &grant, &place, step, self.now()).await?;
        let said = json!({ "reason": self.core.veiled(&reason) });
        audit::note(&mut tx, &self.core, &grant, Change::of("take_back", id.0).says(said).puts(&DECISION, [key])).await?;
        self.commit(tx, vec![Happened { vacancy: place.vacancy, interview: None, to: To::Everybody }]).await
    }
}

/// The round of a candidate in which this actor may decide now.
async fn deciding(tx: &mut Tx, core: &Core, actor: &Actor, id: ApplicationId) -> Result<(RoundPlace, Sighting)> {
    let application = facts::of_application(&mut *tx, actor, id).await?;
    let place = facts::of_vacancy(&mut *tx, actor, application.vacancy).await?;
    let grant = Sighting::within(tx, core, actor, Action::Decide, &place).await?;
    if application.archived {
        return Err(Code::NotFound.into());
    }
    if place.state != RoundState::Deciding {
        return Err(Code::NotDeciding.into());
    }
    Ok((place, grant))
}

/// The next step in a candidate's history.
struct Step<'a> {
    application: ApplicationId,
    /// How many steps the writer saw.
    had: u32,
    /// `None`: taken back.
    decided: Option<(&'a NewDecision, &'a Basis)>,
    reason: &'a str,
}

/// Gives the key of the row.
async fn write(tx: &mut Tx, grant: &Grant, place: &RoundPlace, step: Step<'_>, now: UnixMillis) -> Result<(Uuid, Uuid, i64)> {
    let (seq,) = one!(
        tx,
        (i64,),
        "SELECT COALESCE(MAX(seq), 0) FROM decision WHERE organisation_id = $1 AND round_id = $2 AND application_id = $3",
        grant.organisation().0,
        place.round.0,
        step.application.0,
    );
    if seq != i64::from(step.had) {
        return Err(Code::Stale.into());
    }
    run!(
        tx,
        "INSERT INTO decision (organisation_id, round_id, application_id, seq, outcome, reason, below_band, person_id, at, basis)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
        grant.organisation().0,
        place.round.0,
        step.application.0,
        seq + 1,
        step.decided.map(|(new, _)| new.outcome.key()),
        step.reason,
        step.decided.map_or("", |(new, _)| &new.below_band),
        grant.actor().user().map(|user| user.0),
        now.0,
        step.decided.map(|(_, basis)| words::json(basis)).transpose()?,
    );
    Ok((step.application.0, place.round.0, seq + 1))
}

/// Whether nobody was put higher by the panel than the candidate with this index: in the first band, or nobody has a total.
fn at_the_top(top: &[usize], index: Option<usize>) -> bool {
    top.is_empty() || index.is_some_and(|index| top.contains(&index))
}

pub(crate) async fn set_state(tx: &mut Tx, grant: &Grant, place: &RoundPlace, state: RoundState) -> Result<()> {
    run!(tx, "UPDATE round SET state = $3 WHERE organisation_id = $1 AND id = $2", grant.organisation().0, place.round.0, state.key(),);
    Ok(())
}

/// What was decided on one candidate, in any round, the newest last.
pub(crate) async fn decisions_of(tx: &mut Tx, grant: &Grant, application: ApplicationId, zone: &Zone) -> Result<Vec<Decision>> {
    let rows = all!(
        tx,
        (Option<String>, String, String, String, i64),
        "SELECT d.outcome, d.reason, d.below_band, p.name, d.at
         FROM decision d
         JOIN round r ON r.organisation_id = d.organisation_id AND r.id = d.round_id
         JOIN person p ON p.organisation_id = d.organisation_id AND p.id = d.person_id
         WHERE d.organisation_id = $1 AND d.application_id = $2
         ORDER BY r.number, d.seq",
        grant.organisation().0,
        application.0,
    );
    // What it rested on names other candidates: it stays with the round.
    let decision = |(outcome, reason, below_band, by, at): (Option<String>, _, _, _, i64)| {
        let outcome = outcome.as_deref().map(words::read).transpose()?;
        Ok(Decision { outcome, reason, below_band, by, at: zone.moment(UnixMillis(at)), basis: None, since: Vec::new() })
    };
    rows.into_iter().map(decision).collect()
}

#[derive(sqlx::FromRow)]
struct Row {
    id: Uuid,
    name: String,
    folded: String,
    seq: Option<i64>,
    outcome: Option<String>,
    reason: Option<String>,
    below_band: Option<String>,
    by: Option<String>,
    at: Option<i64>,
    basis: Option<String>,
}

/// Every candidate of the round by name, with what was decided, the newest last.
pub(crate) async fn decided(from: impl Into<Source<'_>>, grant: &Grant, place: &RoundPlace) -> Result<Vec<Decided>> {
    let mut rows = asked!(
        from,
        Row,
        "SELECT a.id, c.name, c.folded, d.seq, d.outcome, d.reason, d.below_band, p.name AS by, d.at, d.basis
         FROM application a
         JOIN candidate c ON c.organisation_id = a.organisation_id AND c.id = a.candidate_id
         LEFT JOIN decision d ON d.organisation_id = a.organisation_id AND d.application_id = a.id AND d.round_id = $3
         LEFT JOIN person p ON p.organisation_id = d.organisation_id AND p.id = d.person_id
         WHERE a.organisation_id = $1 AND a.vacancy_id = $2 AND a.archived_at IS NULL",
        grant.organisation().0,
        place.vacancy.0,
        place.round.0,
    );
    rows.sort_by(|a, b| (&a.folded, a.id, a.seq).cmp(&(&b.folded, b.id, b.seq)));
    let mut all: Vec<Decided> = Vec::new();
    for row in rows {
        let application = ApplicationId(row.id);
        if all.last().is_none_or(|last| last.application != application) {
            all.push(Decided { application, candidate: row.name, history: Vec::new() });
        }
        if let (Some(last), Some(at)) = (all.last_mut(), row.at) {
            last.history.push(Decision {
                outcome: row.outcome.as_deref().map(words::read).transpose()?,
                reason: row.reason.unwrap_or_default(),
                below_band: row.below_band.unwrap_or_default(),
                by: row.by.unwrap_or_default(),
                at: place.zone.moment(UnixMillis(at)),
                basis: row.basis.as_deref().map(words::from_json).transpose()?,
                since: Vec::new(),
            });
        }
    }
    Ok(all)
}
