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

use super::seats::Seats;
use crate::{
    Result, Store,
    audit::{self, Change, tables::SEAT},
    facts,
    ledger::append_within,
};

impl Store {
    /// Puts `to` in the place of `from`. What `from` wrote stays in the ledger and counts nowhere; a chair is replaced as chair.
    ///
    /// # Errors
    /// [`Code::Invalid`] at `from`, `to` or `reason`; [`Code::AlreadySubmitted`] when the ratings of `from` are in;
    /// [`Code::OwnSeat`] for who would free themselves of a sheet they owe, and so could read.
    pub async fn replace_rater(&self, actor: &Actor, id: InterviewId, from: UserId, to: UserId, reason: &str) -> Result<()> {
        let mut tx = self.write(actor).await?;
        audit::hold_chain(&mut tx, id.0).await?;
        let place = facts::of_interview(&mut tx, actor, id).await?;
        let grant = decide(actor, Action::ReplaceRater, &place.facts)?;
        let organisation = grant.organisation().0;
        let seats = all!(
            &mut tx,
            (Uuid, bool, bool, bool),
            "SELECT person_id, chair, rates, submitted_at IS NOT NULL FROM interview_rater
             WHERE organisation_id = $1 AND interview_id = $2 AND (chair OR rates)",
            organisation,
            id.0,
        );
        let could = Seats::of(&mut tx, &grant, &place).await?;
        let mut faults = Vec::new();
        let leaving = seats.iter().find(|(person, ..)| *person == from.0);
        if leaving.is_none() {
            faults.push(Fault::new("from", Code::BadChoice));
        }
        let rates = leaving.is_some_and(|(_, _, rates, _)| *rates);
        if seats.iter().any(|(person, ..)| *person == to.0) {
            faults.push(Fault::new("to", Code::BadChoice));
        } else {
            faults.extend(if rates { could.rater("to", to) } else { could.chair("to", to) });
        }
        let reason = collect(&mut faults, required("reason", reason, REASON_MAX));
        let Some((_, chair, _, submitted)) = leaving.filter(|_| faults.is_empty()) else {
            return Err(Failure::invalid(faults).into());
        };
        if *submitted || place.facts.interview == Some(InterviewState::Done) {
            return Err(Code::AlreadySubmitted.into());
        }
        if rates && actor.user() == Some(from) {
            return Err(Code::OwnSeat.into());
        }
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
            *chair,
            rates,
        );
        if back == 0 {
            run!(
                &mut tx,
                "INSERT INTO interview_rater (organisation_id, interview_id, person_id, chair, rates) VALUES ($1, $2, $3, $4, $5)",
                organisation,
                id.0,
                to.0,
                *chair,
                rates,
            );
        }
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
