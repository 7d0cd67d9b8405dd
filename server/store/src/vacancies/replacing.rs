//! A rater leaves, and somebody else comes: with a reason that everybody reads after the reveal.

use domain::{
    Code, Failure, Fault,
    access::{Action, Actor, decide},
    error::{collect, required},
    ids::{EntryId, InterviewId, UserId},
    interview::InterviewState,
    ledger::{NewEntry, REASON_MAX, Said},
};
use serde_json::json;
use uuid::Uuid;

use super::{reveal::reopen, seats::Seats};
use crate::{
    Result, Store,
    audit::{self, Change, tables::SEAT},
    facts,
    ledger::append_within,
};

#[expect(clippy::struct_excessive_bools, reason = "a row as the query gives it")]
#[derive(sqlx::FromRow)]
struct Seat {
    person_id: Uuid,
    chair: bool,
    rates: bool,
    submitted: bool,
    set_aside: bool,
}

impl Store {
    /// Puts `to` in the place of `from`. What `from` wrote stays in the ledger and counts nowhere; a chair is replaced as chair.
    /// Of a sheet that was set aside nothing counted already, so its rater may be replaced too.
    ///
    /// # Errors
    /// [`Code::Invalid`] at `from`, `to` or `reason`; [`Code::AlreadySubmitted`] when the ratings of `from` are in,
    /// and count; [`Code::AlreadyRevealed`] when what was set aside is told with the numbers by now;
    /// [`Code::OwnSeat`] for who would free themselves of a sheet they owe, and so could read.
    pub async fn replace_rater(&self, actor: &Actor, id: InterviewId, from: UserId, to: UserId, reason: &str) -> Result<()> {
        let mut tx = self.write(actor).await?;
        audit::hold_chain(&mut tx, id.0).await?;
        let place = facts::of_interview(&mut tx, actor, id).await?;
        let grant = decide(actor, Action::ReplaceRater, &place.facts)?;
        let organisation = grant.organisation().0;
        let seats = all!(
            &mut tx,
            Seat,
            "SELECT person_id, chair, rates, submitted_at IS NOT NULL AS submitted, set_aside_seq IS NOT NULL AS set_aside
             FROM interview_rater
             WHERE organisation_id = $1 AND interview_id = $2 AND (chair OR rates)",
            organisation,
            id.0,
        );
        let could = Seats::of(&mut tx, &grant, &place).await?;
        let mut faults = Vec::new();
        let leaving = seats.iter().find(|seat| seat.person_id == from.0);
        if leaving.is_none() {
            faults.push(Fault::new("from", Code::BadChoice));
        }
        let rates = leaving.is_some_and(|seat| seat.rates);
        if seats.iter().any(|seat| seat.person_id == to.0) {
            faults.push(Fault::new("to", Code::BadChoice));
        } else {
            faults.extend(if rates { could.rater("to", to) } else { could.chair("to", to) });
        }
        let reason = collect(&mut faults, required("reason", reason, REASON_MAX));
        let Some(leaving) = leaving.filter(|_| faults.is_empty()) else {
            return Err(Failure::invalid(faults).into());
        };
        match leaving {
            Seat { set_aside: true, .. } if place.facts.revealed => return Err(Code::AlreadyRevealed.into()),
            // Who rated it owes nothing: there is nothing to be freed of.
            Seat { set_aside: true, .. } => {}
            Seat { submitted: true, .. } => return Err(Code::AlreadySubmitted.into()),
            _ if place.facts.interview == Some(InterviewState::Done) => return Err(Code::AlreadySubmitted.into()),
            _ if rates && actor.user() == Some(from) => return Err(Code::OwnSeat.into()),
            _ => {}
        }
        let chair = leaving.chair;
        run!(
            &mut tx,
            "UPDATE interview_rater SET chair = FALSE, rates = FALSE WHERE organisation_id = $1 AND interview_id = $2 AND person_id = $3",
            organisation,
            id.0,
            from.0,
        );
        // Who comes back sits where they sat, and finds what they had.
        let back = run!(
            &mut tx,
            "UPDATE interview_rater SET chair = $4, rates = $5 WHERE organisation_id = $1 AND interview_id = $2 AND person_id = $3",
            organisation,
            id.0,
            to.0,
            chair,
            rates,
        );
        if back == 0 {
            run!(
                &mut tx,
                "INSERT INTO interview_rater (organisation_id, interview_id, person_id, chair, rates) VALUES ($1, $2, $3, $4, $5)",
                organisation,
                id.0,
                to.0,
                chair,
                rates,
            );
        }
        reopen(&mut tx, &grant, place.round, id).await?;
        let change = Change::of("replace_rater", id.0).says(json!({ "from": from, "to": to, "reason": self.core.veiled(&reason) })).sets(
            &SEAT,
            &["chair", "rates"],
            [(id.0, from.0)],
        );
        let taken = [(id.0, to.0)];
        let change = if back == 0 { change.puts(&SEAT, taken) } else { change.sets(&SEAT, &["chair", "rates"], taken) };
        audit::note(&mut tx, &self.core, &grant, change).await?;
        let entry = NewEntry { id: EntryId(self.new_id()), client_at: self.now(), base: None, said: Said::Replaced { from, to, reason } };
        let happened = append_within(&mut tx, &self.core, actor, id, entry).await?;
        // Who sat there hears no more of it.
        self.commit_ending(tx, happened, &[from]).await
    }
}
