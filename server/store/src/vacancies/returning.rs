//! A submitted sheet is given back to its rater, or set aside: before the reveal, with a reason that everybody reads after it.
//! Neither reveals, whatever is waited for then: only a submission does, or a person who says so.

use std::collections::HashMap;

use domain::{
    Code, Failure,
    access::{Action, Actor, Grant, decide},
    error::required,
    ids::{EntryId, InterviewId, UserId},
    interview::Handled,
    ledger::{NewEntry, REASON_MAX, Said},
    time::{UnixMillis, Zone},
};
use uuid::Uuid;

use super::{
    reveal::{reopen, seal_ledger},
    seats::Seats,
};
use crate::{
    Result, Store, audit,
    db::{Source, Tx},
    facts::{self, InterviewPlace},
    ledger::append_within,
    words,
};

impl Store {
    /// Undoes the submission of `of`, who goes on where they were.
    ///
    /// # Errors
    /// [`Code::Invalid`] at `reason`; [`Code::NotSubmitted`], [`Code::SetAside`]; [`Code::OwnSheet`], [`Code::ReadOthers`].
    pub async fn return_sheet(&self, actor: &Actor, id: InterviewId, of: UserId, reason: &str) -> Result<()> {
        let (mut tx, place, grant) = self.take_up(actor, Action::ReturnSheet, id).await?;
        submitted(&mut tx, &grant, id, of).await?;
        let seats = Seats::of(&mut tx, &grant, &place).await?;
        if let Some(code) = no_return(actor, &seats, of) {
            return Err(code.into());
        }
        let said = Said::Returned { of, reason: given(reason)? };
        self.handle(tx, &grant, (&place, id), said).await
    }

    /// Lets the submitted sheet of `of` count nowhere. When too few are left nothing is revealed before somebody else rates here.
    ///
    /// One's own may be set aside: it is in, and stays in, so it opens nothing that was closed; and who comes in the own place is
    /// another, for whose sheet was set aside takes no rating seat there again.
    ///
    /// # Errors
    /// [`Code::Invalid`] at `reason`; [`Code::NotSubmitted`], [`Code::SetAside`].
    pub async fn set_sheet_aside(&self, actor: &Actor, id: InterviewId, of: UserId, reason: &str) -> Result<()> {
        let (mut tx, place, grant) = self.take_up(actor, Action::SetSheetAside, id).await?;
        submitted(&mut tx, &grant, id, of).await?;
        let said = Said::SetAside { of, reason: given(reason)? };
        self.handle(tx, &grant, (&place, id), said).await
    }

    /// No entry comes in between the look and the change: a submission that crosses this comes before it or after it.
    async fn take_up(&self, actor: &Actor, action: Action, id: InterviewId) -> Result<(Tx, InterviewPlace, Grant)> {
        let mut tx = self.write(actor).await?;
        audit::hold_chain(&mut tx, id.0).await?;
        let place = facts::of_interview(&mut tx, actor, id).await?;
        let grant = decide(actor, action, &place.facts)?;
        Ok((tx, place, grant))
    }

    async fn handle(&self, mut tx: Tx, grant: &Grant, (place, id): (&InterviewPlace, InterviewId), said: Said) -> Result<()> {
        let entry = NewEntry { id: EntryId(self.new_id()), client_at: self.now(), base: None, said };
        let happened = append_within(&mut tx, &self.core, &grant.actor(), id, entry).await?;
        reopen(&mut tx, grant, place.round, id).await?;
        seal_ledger(&mut tx, &self.core, grant, id, grant.action().key()).await?;
        self.commit(tx, happened).await
    }
}

fn given(reason: &str) -> Result<String> {
    let reason = required("reason", reason, REASON_MAX).map_err(|fault| Failure::invalid(vec![fault]))?;
    Ok(reason)
}

/// Whether there is a sheet to do something with.
async fn submitted(tx: &mut Tx, grant: &Grant, id: InterviewId, of: UserId) -> Result<()> {
    let seat = maybe!(
        tx,
        (bool, bool),
        "SELECT submitted_at IS NOT NULL, set_aside_seq IS NOT NULL FROM interview_rater
         WHERE organisation_id = $1 AND interview_id = $2 AND person_id = $3 AND rates",
        grant.organisation().0,
        id.0,
        of.0,
    );
    match seat {
        Some((true, false)) => Ok(()),
        Some((_, true)) => Err(Code::SetAside.into()),
        Some((false, false)) => Err(Code::NotSubmitted.into()),
        None => Err(Failure::field("of", Code::BadChoice).into()),
    }
}

/// Why a submitted sheet is not given back to its rater.
///
/// Who submits may read what is closed to who still rates: the CV, and others' ratings where they are out. So who has read ratings
/// of this round gets no sheet back; and nobody gives themselves theirs, for then a sheet of a minute's work would open the CV and
/// be taken back with what was read in mind. Somebody else, who hears why, may.
pub(super) fn no_return(actor: &Actor, seats: &Seats, of: UserId) -> Option<Code> {
    if actor.user() == Some(of) {
        return Some(Code::OwnSheet);
    }
    seats.has_read(of).then_some(Code::ReadOthers)
}

/// What was done last with the sheets in these interviews that are open again or set aside, by interview and rater.
pub(crate) async fn handled(from: impl Into<Source<'_>>, zone: &Zone, interviews: &[Uuid]) -> Result<HashMap<(Uuid, Uuid), Handled>> {
    let rows = asked!(
        from,
        (Uuid, Uuid, Uuid, String, Option<String>, String, i64),
        "SELECT s.interview_id, s.person_id, l.id, l.kind, l.payload, p.name, l.at
         FROM interview i
         CROSS JOIN interview_rater s
         CROSS JOIN ledger l
         CROSS JOIN person p
         WHERE s.organisation_id = i.organisation_id AND s.interview_id = i.id
           AND l.organisation_id = s.organisation_id AND l.interview_id = s.interview_id
           AND l.seq = COALESCE(s.set_aside_seq, s.returned_seq)
           AND p.organisation_id = l.organisation_id AND p.id = l.rater_id AND i.id = ANY($1)",
        interviews,
    );
    let mut handled = HashMap::new();
    for (interview, rater, entry, kind, payload, by, at) in rows {
        // Erased, it is known that it was and no longer why.
        let said = payload.map(|payload| words::said(&kind, None, &payload)).transpose()?;
        let reason = said.as_ref().map(Said::words).unwrap_or_default();
        handled.insert((interview, rater), Handled { entry: EntryId(entry), by, at: zone.moment(UnixMillis(at)), reason });
    }
    Ok(handled)
}
