//! Planning an interview with its panel, and cancelling it.

use domain::{
    Code, Failure, Fault,
    access::{Action, Actor, Grant, decide},
    error::{optional, required},
    ids::{ApplicationId, InterviewId, UserId},
    interview::InterviewState,
    ledger::REASON_MAX,
    time::UnixMillis,
    vacancy::{Afterwards, NewInterview},
};
use serde_json::json;
use uuid::Uuid;

use super::{reveal::after_removal, seats::Seats};
use crate::{
    Result, Store,
    audit::{
        self, Change,
        tables::{INTERVIEW, SEAT},
    },
    db::Tx,
    facts::{self, InterviewPlace},
    live::{Happened, To},
};

struct Seat {
    person: UserId,
    chair: bool,
    rates: bool,
}

impl Store {
    /// Plans the interview of an application in its vacancy's round.
    ///
    /// # Errors
    /// [`Code::AlreadyPlanned`] when there is one; after a cancelled one too, unless nobody had begun. [`Code::Invalid`] at
    /// `raters` or `chair` for who is not an active colleague, is a candidate in the vacancy, or, as a rater, has read others'
    /// ratings in the round.
    pub async fn plan_interview(
        &self,
        actor: &Actor,
        application: ApplicationId,
        new: &NewInterview,
        starts_at: UnixMillis,
    ) -> Result<InterviewId> {
        let mut tx = self.write(actor).await?;
        let place = facts::of_application(&mut tx, actor, application).await?;
        // That an earlier interview was cancelled does not stand in the way of a new one.
        let grant = decide(actor, Action::EditVacancies, &place.facts)?;
        if place.archived {
            return Err(Code::NotFound.into());
        }
        if place.is_planned() {
            return Err(Code::AlreadyPlanned.into());
        }
        let (seats, arrangements) = panel(&mut tx, &grant, &place, new).await?;
        let organisation = grant.organisation().0;
        let mut left = Vec::new();
        let id = if let Some(earlier) = place.interview {
            let head = audit::hold_chain(&mut tx, earlier.0).await?;
            if head.is_none_or(|(seq, _)| seq > 0) {
                return Err(Code::AlreadyPlanned.into());
            }
            left = all!(
                &mut tx,
                (Uuid,),
                "DELETE FROM interview_rater WHERE organisation_id = $1 AND interview_id = $2 RETURNING person_id",
                organisation,
                earlier.0,
            );
            run!(
                &mut tx,
                "UPDATE interview SET state = $3, starts_at = $4, arrangements = $5 WHERE organisation_id = $1 AND id = $2",
                organisation,
                earlier.0,
                InterviewState::Planned.key(),
                starts_at.0,
                &arrangements,
            );
            earlier
        } else {
            let id = InterviewId(self.new_id());
            run!(
                &mut tx,
                "INSERT INTO interview (organisation_id, id, application_id, round_id, starts_at, arrangements, state)
                 VALUES ($1, $2, $3, $4, $5, $6, $7)",
                organisation,
                id.0,
                application.0,
                place.round.0,
                starts_at.0,
                &arrangements,
                InterviewState::Planned.key(),
            );
            audit::head(&mut tx, &self.core, grant.organisation(), id.0).await?;
            id
        };
        insert!(
            &mut tx,
            "INSERT INTO interview_rater (organisation_id, interview_id, person_id, chair, rates) ",
            seats,
            seat => [organisation, id.0, seat.person.0, seat.chair, seat.rates],
            ""
        );
        let left = left.into_iter().map(|(person,)| (id.0, person));
        // Of one that was planned before, all that is not written here still is what it was: also who cancelled it and why.
        let planned = Change::of("plan_interview", id.0).says(json!({ "raters": new.raters, "chair": new.chair, "starts_at": starts_at }));
        let planned = if place.interview.is_some() {
            planned.sets(&INTERVIEW, &["starts_at", "arrangements", "cancelled"], [id.0])
        } else {
            planned.puts(&INTERVIEW, [id.0])
        };
        let planned = planned.takes(&SEAT, left).puts(&SEAT, seats.iter().map(|seat| (id.0, seat.person.0)));
        audit::note(&mut tx, &self.core, &grant, planned).await?;
        self.commit(tx, vec![Happened { vacancy: place.vacancy, interview: Some(id), to: To::Everybody }]).await?;
        Ok(id)
    }

    /// Cancels an interview, with a reason where somebody had begun, which stays to be seen; it no longer blocks the round's
    /// reveal. `then` is what becomes of the scores when it was the last that the round waited for.
    ///
    /// # Errors
    /// [`Code::Invalid`] at `why`; [`Code::AlreadySubmitted`] when the panel is done, [`Code::AlreadyRevealed`] when its
    /// ratings are visible already, [`Code::Cancelled`] when it was cancelled before. For who reveals: as
    /// [`Store::reveal_early`], and [`Code::Stale`] when the round waits for more.
    pub async fn cancel_interview(&self, actor: &Actor, id: InterviewId, why: &str, then: &Afterwards) -> Result<()> {
        let mut tx = self.write(actor).await?;
        // No entry comes in between the look and the change.
        audit::hold_chain(&mut tx, id.0).await?;
        let place = facts::of_interview(&mut tx, actor, id).await?;
        let grant = decide(actor, Action::EditVacancies, &place.facts)?;
        match place.facts.interview {
            Some(InterviewState::Done) => return Err(Code::AlreadySubmitted.into()),
            Some(InterviewState::Cancelled) => return Err(Code::Cancelled.into()),
            _ if place.facts.revealed => return Err(Code::AlreadyRevealed.into()),
            _ => {}
        }
        let parse = if place.facts.interview == Some(InterviewState::Live) { required } else { optional };
        let why = parse("why", why, REASON_MAX).map_err(|fault| Failure::invalid(vec![fault]))?;
        run!(
            &mut tx,
            "UPDATE interview SET state = $3, cancelled_at = $4, cancelled_by = $5, cancel_reason = $6 WHERE organisation_id = $1 AND id = $2",
            grant.organisation().0,
            id.0,
            InterviewState::Cancelled.key(),
            self.now().0,
            actor.user().map(|user| user.0),
            &why,
        );
        let change = Change::of("cancel_interview", id.0).says(json!({ "reason": self.core.veiled(&why) })).sets(
            &INTERVIEW,
            &["cancelled", "cancelled_at", "cancelled_by", "cancel_reason"],
            [id.0],
        );
        audit::note(&mut tx, &self.core, &grant, change).await?;
        let mut happened = after_removal(&mut tx, &self.core, actor, place.vacancy, then).await?;
        happened.push(Happened { vacancy: place.vacancy, interview: Some(id), to: To::Everybody });
        self.commit(tx, happened).await
    }
}

/// The seats, when all who are asked may sit on them.
async fn panel(tx: &mut Tx, grant: &Grant, place: &InterviewPlace, new: &NewInterview) -> Result<(Vec<Seat>, String)> {
    let mut raters = new.raters.clone();
    raters.sort_unstable();
    raters.dedup();
    let seats = Seats::of(tx, grant, place).await?;
    let mut faults = Vec::new();
    if raters.len() < 2 {
        faults.push(Fault::new("raters", Code::TwoRaters));
    }
    // A choice that is no colleague is said once, however many there are.
    let mut refused: Vec<Fault> = raters.iter().filter_map(|rater| seats.rater("raters", *rater)).collect();
    refused.dedup();
    faults.append(&mut refused);
    faults.extend(seats.chair("chair", new.chair));
    let arrangements = domain::error::collect(&mut faults, optional("arrangements", &new.arrangements, 1000));
    if !faults.is_empty() {
        return Err(Failure::invalid(faults).into());
    }
    let mut seats: Vec<Seat> = raters.iter().map(|rater| Seat { person: *rater, chair: *rater == new.chair, rates: true }).collect();
    if !raters.contains(&new.chair) {
        seats.push(Seat { person: new.chair, chair: true, rates: false });
    }
    Ok((seats, arrangements))
}
