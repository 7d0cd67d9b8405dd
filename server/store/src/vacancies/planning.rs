//! Planning an interview with its panel, and cancelling it.

use domain::{
    Code, Failure, Fault,
    access::{Action, Actor, Grant, decide},
    error::optional,
    ids::{ApplicationId, InterviewId, UserId},
    interview::InterviewState,
    time::UnixMillis,
    vacancy::{Afterwards, NewInterview},
};

use super::{reveal::after_removal, seats::Seats};
use crate::{
    Result, Store, audit,
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
        let id = if let Some(earlier) = place.interview {
            let head = audit::hold_chain(&mut tx, earlier.0).await?;
            if head.is_none_or(|(seq, _)| seq > 0) {
                return Err(Code::AlreadyPlanned.into());
            }
            run!(&mut tx, "DELETE FROM interview_rater WHERE organisation_id = $1 AND interview_id = $2", organisation, earlier.0);
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
            audit::head(&mut tx, grant.organisation(), id.0).await?;
            id
        };
        insert!(
            &mut tx,
            "INSERT INTO interview_rater (organisation_id, interview_id, person_id, chair, rates) ",
            seats,
            seat => [organisation, id.0, seat.person.0, seat.chair, seat.rates],
            ""
        );
        audit::note(&mut tx, &self.core, &grant, "plan_interview", id.0).await?;
        self.commit(tx, vec![Happened { vacancy: place.vacancy, interview: Some(id), to: To::Everybody }]).await?;
        Ok(id)
    }

    /// Cancels an interview; it no longer blocks the round's reveal. `then` is what becomes of the scores when it was the
    /// last that the round waited for.
    ///
    /// # Errors
    /// [`Code::AlreadySubmitted`] when the panel is done, [`Code::AlreadyRevealed`] when its ratings are visible already,
    /// [`Code::Cancelled`] when it was cancelled before. For who reveals: as [`Store::reveal_early`], and [`Code::Stale`] when
    /// the round waits for more.
    pub async fn cancel_interview(&self, actor: &Actor, id: InterviewId, then: &Afterwards) -> Result<()> {
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
        run!(
            &mut tx,
            "UPDATE interview SET state = $3 WHERE organisation_id = $1 AND id = $2",
            grant.organisation().0,
            id.0,
            InterviewState::Cancelled.key(),
        );
        audit::note(&mut tx, &self.core, &grant, "cancel_interview", id.0).await?;
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
