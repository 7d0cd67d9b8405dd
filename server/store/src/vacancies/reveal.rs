//! The reveal: stored, irreversible, by policy after a submission or early by a person with a reason.

use domain::{
    Code,
    access::{Action, Actor, Grant, decide},
    ids::{InterviewId, RoundId, VacancyId},
    interview::{InterviewState, Sheets},
    vacancy::{Afterwards, Progress, RevealPolicy, RoundState, all_complete, reveal_after_submission, reveal_reason},
};
use serde_json::json;
use uuid::Uuid;

use super::voiding::everywhere;
use crate::{
    Core, Result, Store,
    audit::{
        self, Change,
        tables::{INTERVIEW, ROUND},
    },
    db::Tx,
    facts::{self, RoundPlace},
    ledger,
    live::Happened,
    words,
};

/// What is written of an interview that is revealed: when, and where its ledger was.
const REVEALED: &[&str] = &["revealed_at", "sealed_ledger"];

impl Store {
    /// Reveals the round before its policy would, with a reason that everyone sees: every interview in which somebody has
    /// submitted. The others follow when their panel is done.
    ///
    /// # Errors
    /// [`Code::Invalid`] at `reason` when it is too short or too long; [`Code::NothingSubmitted`].
    pub async fn reveal_early(&self, actor: &Actor, id: VacancyId, reason: &str) -> Result<()> {
        let mut tx = self.write(actor).await?;
        let place = facts::of_vacancy(&mut tx, actor, id).await?;
        let grant = decide(actor, Action::RevealEarly, &place.facts)?;
        let happened = by_hand(&mut tx, &self.core, &grant, &place, &reveal_reason(reason)?).await?;
        self.commit(tx, happened).await
    }
}

/// What a person wants of the scores, now that something was cancelled or removed: nothing reveals by itself.
///
/// # Errors
/// For who reveals: the refusals of [`Action::RevealEarly`]; [`Code::Stale`] when the round waits for something all the same.
pub(super) async fn after_removal(tx: &mut Tx, core: &Core, actor: &Actor, id: VacancyId, then: &Afterwards) -> Result<Vec<Happened>> {
    let Afterwards::Reveal(reason) = then else { return Ok(Vec::new()) };
    let place = facts::of_vacancy(&mut *tx, actor, id).await?;
    let grant = decide(actor, Action::RevealEarly, &place.facts)?;
    let round = standing(tx, &grant, place.round, None).await?;
    if !all_complete(&round.progress(), round.waiting) {
        return Err(Code::Stale.into());
    }
    by_hand(tx, core, &grant, &place, reason).await
}

/// A person reveals, with a reason, every interview in which somebody has submitted.
async fn by_hand(tx: &mut Tx, core: &Core, grant: &Grant, place: &RoundPlace, reason: &str) -> Result<Vec<Happened>> {
    let (organisation, now) = (grant.organisation().0, core.now().0);
    let (submitted,) = one!(
        tx,
        (i64,),
        concat!(
            "SELECT COUNT(*) FROM interview i
         JOIN interview_rater s ON s.organisation_id = i.organisation_id AND s.interview_id = i.id
                               AND ",
            counts!(),
            "
         WHERE i.organisation_id = $1 AND i.round_id = $2 AND i.state <> 'cancelled'"
        ),
        organisation,
        place.round.0,
    );
    if submitted == 0 {
        return Err(Code::NothingSubmitted.into());
    }
    // What is left of a panel after setting aside shows nothing before somebody else rates there, whoever reveals.
    let lacks_a_rater =
        |(_, it): &(InterviewId, Progress)| it.state != InterviewState::Cancelled && !it.revealed && it.sheets.lack_a_rater();
    if standing(tx, grant, place.round, None).await?.interviews.iter().any(lacks_a_rater) {
        return Err(Code::AnotherRater.into());
    }
    let revealed = all!(
        tx,
        (Uuid,),
        concat!(
            "UPDATE interview SET revealed_at = $3, sealed_ledger =
            (SELECT h.hash FROM chain_head h WHERE h.organisation_id = interview.organisation_id AND h.subject = interview.id)
         WHERE organisation_id = $1 AND round_id = $2 AND state <> 'cancelled' AND revealed_at IS NULL
           AND EXISTS (SELECT 1 FROM interview_rater s
                       WHERE s.organisation_id = interview.organisation_id AND s.interview_id = interview.id
                         AND ",
            counts!(),
            ")
         RETURNING id"
        ),
        organisation,
        place.round.0,
        now,
    );
    run!(
        tx,
        "UPDATE round SET state = $3, revealed_at = $4, revealed_by = $5, reveal_reason = $6 WHERE organisation_id = $1 AND id = $2",
        organisation,
        place.round.0,
        RoundState::Revealed.key(),
        now,
        grant.actor().user().map(|user| user.0),
        reason,
    );
    let change = Change::of("reveal_early", place.round.0)
        .says(json!({ "reason": core.veiled(reason) }))
        .sets(&ROUND, &["state", "revealed_at", "revealed_by", "reveal_reason"], [place.round.0])
        .sets(&INTERVIEW, REVEALED, revealed.into_iter().map(|(id,)| id));
    audit::note(tx, core, grant, change).await?;
    everywhere(tx, grant, place).await
}

#[derive(sqlx::FromRow)]
struct Row {
    id: Uuid,
    state: String,
    revealed: bool,
    raters: i64,
    submitted: i64,
    set_aside: i64,
}

/// What the reveal rule asks of a round.
struct Standing {
    policy: RevealPolicy,
    state: RoundState,
    /// Applications that have no interview yet.
    waiting: u32,
    interviews: Vec<(InterviewId, Progress)>,
}

impl Standing {
    fn progress(&self) -> Vec<Progress> {
        self.interviews.iter().map(|(_, progress)| *progress).collect()
    }
}

/// Seals where the ledger of an interview is: an earlier one, put back with the head that it had, shows from then on.
pub(crate) async fn seal_ledger(tx: &mut Tx, core: &Core, grant: &Grant, interview: InterviewId, after: &'static str) -> Result<()> {
    run!(
        tx,
        "UPDATE interview SET sealed_ledger =
            (SELECT h.hash FROM chain_head h WHERE h.organisation_id = interview.organisation_id AND h.subject = interview.id)
         WHERE organisation_id = $1 AND id = $2",
        grant.organisation().0,
        interview.0,
    );
    audit::note(tx, core, grant, Change::of(after, interview.0).sets(&INTERVIEW, &["sealed_ledger"], [interview.0])).await
}

/// Makes an interview done when all its raters submitted, and reveals what the policy says. The caller holds the
/// organisation's audit chain, so two servers cannot both miss that theirs was the last.
pub(crate) async fn after_submission(tx: &mut Tx, core: &Core, grant: &Grant, round_id: RoundId, interview: InterviewId) -> Result<()> {
    let now = core.now();
    seal_ledger(tx, core, grant, interview, "submit").await?;
    let round = standing(tx, grant, round_id, Some(interview)).await?;
    let Some((_, this)) = round.interviews.iter().find(|(id, _)| *id == interview) else { return Ok(()) };
    let done = this.sheets.are_in();
    if done {
        set_state(tx, grant, interview, InterviewState::Done).await?;
    }
    let reveal = reveal_after_submission(round.policy, round.state, *this, &round.progress(), round.waiting);
    let rests_on = if reveal.round { revealing(tx, grant, round_id).await? } else { vec![interview] };
    // A reveal cannot be taken back, so it does not rest on rows that no ledger says. Somebody can still reveal early, and say why.
    if (done || reveal.round || reveal.interview) && !ledger::are_whole(tx, core, grant.organisation(), &rests_on).await? {
        return set_state(tx, grant, interview, this.state).await;
    }
    if reveal.round {
        reveal_round(tx, core, grant, round_id).await?;
    } else if reveal.interview && !this.revealed {
        let organisation = grant.organisation().0;
        run!(tx, "UPDATE interview SET revealed_at = $3 WHERE organisation_id = $1 AND id = $2", organisation, interview.0, now.0,);
        let change = Change::of("reveal_interview", interview.0).sets(&INTERVIEW, &["revealed_at"], [interview.0]);
        audit::note(tx, core, grant, change).await?;
    }
    Ok(())
}

macro_rules! progress {
    ($and:literal) => {
        concat!(
            "SELECT i.id, i.state, i.revealed_at IS NOT NULL AS revealed,
                    COUNT(CASE WHEN s.rates THEN 1 END) AS raters,
                    COUNT(CASE WHEN s.rates AND s.submitted_at IS NOT NULL THEN 1 END) AS submitted,
                    COUNT(CASE WHEN s.rates AND s.set_aside_seq IS NOT NULL THEN 1 END) AS set_aside
             FROM interview i JOIN interview_rater s ON s.organisation_id = i.organisation_id AND s.interview_id = i.id
             WHERE i.organisation_id = $1 AND i.round_id = $2",
            $and,
            " GROUP BY i.id, i.state, i.revealed_at"
        )
    };
}

/// Where a round stands: all its interviews, or after a submission that one and, when there is one, another that is not done.
async fn standing(tx: &mut Tx, grant: &Grant, round_id: RoundId, submitted: Option<InterviewId>) -> Result<Standing> {
    let organisation = grant.organisation().0;
    let (policy, state, waiting) = one!(
        tx,
        (String, String, i64),
        "SELECT v.policy, r.state,
                (SELECT COUNT(*) FROM application a
                 WHERE a.organisation_id = v.organisation_id AND a.vacancy_id = v.id AND a.archived_at IS NULL
                   AND NOT EXISTS (SELECT 1 FROM interview i
                                   WHERE i.organisation_id = a.organisation_id AND i.application_id = a.id AND i.round_id = r.id))
         FROM round r JOIN vacancy v ON v.organisation_id = r.organisation_id AND v.id = r.vacancy_id
         WHERE r.organisation_id = $1 AND r.id = $2",
        organisation,
        round_id.0,
    );
    let rows = match submitted {
        None => all!(tx, Row, progress!(""), organisation, round_id.0),
        // What is done is complete: of the others one that is not done says all that the rule asks, however many there are.
        Some(interview) => all!(
            tx,
            Row,
            progress!(
                " AND (i.id = $3 OR i.id = (SELECT o.id FROM interview o
                                            WHERE o.organisation_id = $1 AND o.round_id = $2 AND o.id <> $3
                                              AND o.state NOT IN ('cancelled', 'done') LIMIT 1))"
            ),
            organisation,
            round_id.0,
            interview.0,
        ),
    };
    let mut interviews = Vec::with_capacity(rows.len());
    for row in rows {
        let count = |number| usize::try_from(number).unwrap_or_default();
        let sheets = Sheets { raters: count(row.raters), submitted: count(row.submitted), set_aside: count(row.set_aside) };
        interviews.push((InterviewId(row.id), Progress { state: words::read(&row.state)?, sheets, revealed: row.revealed }));
    }
    Ok(Standing { policy: words::read(&policy)?, state: words::read(&state)?, waiting: words::count(waiting), interviews })
}

/// An interview that was done is not any more when somebody has to submit in it again, or for the first time.
pub(super) async fn reopen(tx: &mut Tx, grant: &Grant, round: RoundId, interview: InterviewId) -> Result<()> {
    let round = standing(tx, grant, round, Some(interview)).await?;
    let this = round.interviews.iter().find(|(id, _)| *id == interview).map(|(_, progress)| *progress);
    if this.is_some_and(|this| this.state == InterviewState::Done && !this.sheets.are_in()) {
        set_state(tx, grant, interview, InterviewState::Live).await?;
    }
    Ok(())
}

async fn set_state(tx: &mut Tx, grant: &Grant, interview: InterviewId, state: InterviewState) -> Result<()> {
    run!(tx, "UPDATE interview SET state = $3 WHERE organisation_id = $1 AND id = $2", grant.organisation().0, interview.0, state.key(),);
    Ok(())
}

/// The interviews that a round still has to reveal.
async fn revealing(tx: &mut Tx, grant: &Grant, round: RoundId) -> Result<Vec<InterviewId>> {
    let rows = all!(
        tx,
        (Uuid,),
        "SELECT id FROM interview WHERE organisation_id = $1 AND round_id = $2 AND state <> 'cancelled' AND revealed_at IS NULL",
        grant.organisation().0,
        round.0,
    );
    Ok(rows.into_iter().map(|(id,)| InterviewId(id)).collect())
}

async fn reveal_round(tx: &mut Tx, core: &Core, grant: &Grant, round: RoundId) -> Result<()> {
    let now = core.now();
    let revealed = all!(
        tx,
        (Uuid,),
        "UPDATE interview SET revealed_at = $3, sealed_ledger =
            (SELECT h.hash FROM chain_head h WHERE h.organisation_id = interview.organisation_id AND h.subject = interview.id)
         WHERE organisation_id = $1 AND round_id = $2 AND state <> 'cancelled' AND revealed_at IS NULL
         RETURNING id",
        grant.organisation().0,
        round.0,
        now.0,
    );
    run!(
        tx,
        "UPDATE round SET state = $3, revealed_at = $4 WHERE organisation_id = $1 AND id = $2",
        grant.organisation().0,
        round.0,
        RoundState::Revealed.key(),
        now.0,
    );
    let change = Change::of("reveal_round", round.0).sets(&ROUND, &["state", "revealed_at"], [round.0]).sets(
        &INTERVIEW,
        REVEALED,
        revealed.into_iter().map(|(id,)| id),
    );
    audit::note(tx, core, grant, change).await
}
