//! Entry by entry: may it be stored, is it there already, and what it becomes. No database here.

use std::collections::BTreeSet;

use domain::{
    Code,
    access::{Action, Actor, Grant, decide},
    ids::{EntryId, InterviewId, NoteId, UserId},
    ledger::{self, AT_ONCE, Answer, Before, Change, Key, Link, NewEntry, Row, Said, chain, payload_hash, project},
    scoring::Rating,
    stored,
    time::UnixMillis,
    visible,
};

use super::{
    batch::{Batch, Draft, Owner, Page},
    before::Known,
    project::Stored,
    writer::Append,
};
use crate::{Core, Result};

/// An entry as it came in.
#[derive(Clone, Copy)]
struct Sent<'a> {
    append: &'a Append,
    rater: UserId,
    entry: &'a NewEntry,
    client_at: UnixMillis,
    at: UnixMillis,
}

/// An entry on its way into the chain.
struct Entry<'a> {
    id: EntryId,
    interview: InterviewId,
    rater: UserId,
    said: &'a Said,
    /// See [`ledger::Entry::after`].
    after: Option<i64>,
    client_at: UnixMillis,
    at: UnixMillis,
}

impl Batch {
    /// Answers every request, and keeps what must be stored.
    pub(super) fn take_all(&mut self, core: &Core, appends: &[Append]) -> Vec<Result<Vec<Answer>>> {
        let said = std::mem::take(&mut self.said);
        appends.iter().zip(said).map(|(append, said)| self.take(core, append, said)).collect()
    }

    fn take(&mut self, core: &Core, append: &Append, said: Vec<Result<Said, Code>>) -> Result<Vec<Answer>> {
        let page = self.pages.get(&append.interview).ok_or(match append.actor {
            Actor::Nobody => Code::NotSignedIn,
            _ => Code::NotFound,
        })?;
        // Who has no business here hears so once; the state of things is told per entry, after duplicates.
        let mut actions: BTreeSet<Action> = said.iter().map(|said| said.as_ref().map_or(Action::Rate, Said::action)).collect();
        if actions.is_empty() {
            actions.insert(Action::Rate);
        }
        let facts = page.facts(append.actor.user());
        let refusals = actions.iter().map(|action| match decide(&append.actor, *action, &facts) {
            Err(code @ (Code::NotFound | Code::NotAllowed | Code::NotSignedIn | Code::OwnProcedure)) => Some(code),
            _ => None,
        });
        if let Some(code) = refusals.collect::<Option<Vec<Code>>>().and_then(|codes| codes.first().copied()) {
            return Err(code.into());
        }
        let rater = append.actor.user().ok_or(Code::NotAllowed)?;
        let at = core.now();
        let answers = append.entries.iter().zip(said).map(|(entry, said)| {
            let client_at = corrected(entry.client_at, append.sent_at, at);
            let sent = Sent { append, rater, entry, client_at, at };
            self.entry(core, &sent, said).unwrap_or_else(Answer::Refused)
        });
        Ok(answers.collect())
    }

    fn entry(&mut self, core: &Core, sent: &Sent<'_>, said: Result<Said, Code>) -> Result<Answer, Code> {
        let Sent { append, rater, entry: new, client_at, at } = *sent;
        let owner = (append.interview, rater);
        match self.known.get(&new.id) {
            Some((known, _)) if *known == owner => return Ok(Answer::Duplicate),
            Some(_) => return Err(Code::NotAllowed),
            None => {}
        }
        // What cannot be read is still answered by who may write here.
        let action = said.as_ref().map_or(Action::Rate, Said::action);
        let page = self.pages.get(&append.interview).ok_or(Code::NotFound)?;
        let grant = decide(&append.actor, action, &page.facts(Some(rater)))?;
        let mut said = said?;
        self.in_order(sent, &said)?;
        self.place(owner, &mut said, new.id)?;
        if let (Said::Noted { note, .. }, Some(drafts)) = (&said, self.drafts.get_mut(&owner)) {
            // The entry is newer than the draft it came from.
            drafts.retain(|draft| draft.note != *note);
        }
        if matches!(said, Said::Submitted { .. }) {
            self.submit(core, sent, grant)?;
        }
        let after = self.after(sent, &said);
        self.add(core, &Entry { id: new.id, interview: append.interview, rater, said: &said, after, client_at, at })
    }

    /// The place of what stands, when this was said after it whatever the clocks say: its writer had seen it, or said this just
    /// now. The clocks decide for what waited in a browser while another device went on; only there they have to.
    fn after(&self, sent: &Sent<'_>, said: &Said) -> Option<i64> {
        let standing = self.standing.get(&(sent.append.interview, Key::of(said, sent.rater)?));
        let Some(Before::Said { at: stood, seq }) = standing.copied() else { return None };
        (stood > sent.client_at && self.is_after(sent, seq)).then_some(seq)
    }

    /// Whether its writer had seen what is in this place of the chain, or says it just now.
    fn is_after(&self, sent: &Sent<'_>, seq: i64) -> bool {
        let Sent { append, entry, client_at, at, .. } = *sent;
        let here = append.interview;
        let seen = || entry.base.and_then(|base| self.known.get(&base)).is_some_and(|(owner, base)| owner.0 == here && *base >= seq);
        // Who does not say when it was sent says of nothing that it waited.
        append.sent_at.is_none() || at.0 - client_at.0 <= AT_ONCE || seen()
    }

    /// Evidence before the score (C3) and as long as it stands, the judgement of the whole after all others (C6), nothing on a
    /// dropped question, and a submission that says how one knows the candidate (C10) and why there is nothing in it.
    fn in_order(&self, sent: &Sent<'_>, said: &Said) -> Result<(), Code> {
        let owner = (sent.append.interview, sent.rater);
        let page = self.pages.get(&sent.append.interview).ok_or(Code::NotFound)?;
        let stands = |key| self.standing.contains_key(&(owner.0, key));
        match said {
            Said::Rated { item, .. } if page.voided.contains(item) => Err(Code::Voided),
            Said::Rated { item, rating: Rating::Level(_) } => {
                let nothing = Key::of(&Said::NoEvidence { item: *item, withdrawn: false }, owner.1);
                // What has a level once had evidence.
                let of = (owner, *item);
                let evident = self.noted.contains(&of) || self.levels.contains(&of) || nothing.is_some_and(stands);
                if evident { Ok(()) } else { Err(Code::EvidenceFirst) }
            }
            Said::NoEvidence { item, withdrawn: true } => {
                let of = (owner, *item);
                if self.levels.contains(&of) && !self.noted.contains(&of) { Err(Code::LevelStands) } else { Ok(()) }
            }
            // It waited in a browser while the sheet was given back, and would undo that unread.
            Said::Submitted { .. } if page.returned.get(&owner.1).is_some_and(|seq| !self.is_after(sent, *seq)) => Err(Code::GivenBack),
            Said::Submitted { reason } => {
                let declared = Key::of(&Said::Declared { relation: String::new() }, owner.1).is_some_and(stands);
                let is_own = |key: &Key| matches!(key, Key::Rating(rater, _) if *rater == owner.1);
                let rated = self.standing.keys().any(|(interview, key)| *interview == owner.0 && is_own(key));
                match (declared, rated || !reason.is_empty()) {
                    (false, _) => Err(Code::DeclareFirst),
                    (true, false) => Err(Code::ReasonRequired),
                    (true, true) => Ok(()),
                }
            }
            Said::Overall { .. } => {
                let rated = |item| page.voided.contains(&item) || stands(Key::Rating(owner.1, item));
                if page.document.items().iter().all(|item| rated(item.id)) { Ok(()) } else { Err(Code::OverallLast) }
            }
            _ => Ok(()),
        }
    }

    /// Which note this text is: the one that its writer had before them. When another device changed that one meanwhile, it
    /// is a note of its own, and both texts stay.
    fn place(&self, owner: Owner, said: &mut Said, entry: EntryId) -> Result<(), Code> {
        let Said::Noted { note, base, .. } = said else { return Ok(()) };
        let had = base.and_then(|base| self.written.get(&(owner, base)));
        *note = match (self.notes.get(note), had) {
            (_, Some(had)) => *had,
            (Some(known), _) if known.owner != owner => return Err(Code::NotFound),
            (Some(Known { written: Some(_), .. }), None) if base.is_some() => NoteId(entry.0),
            _ => *note,
        };
        Ok(())
    }

    /// What was only typed becomes a note, and the sheet is locked.
    fn submit(&mut self, core: &Core, sent: &Sent<'_>, grant: Grant) -> Result<(), Code> {
        let (interview, rater, at) = (sent.append.interview, sent.rater, sent.at);
        for draft in self.drafts.remove(&(interview, rater)).unwrap_or_default() {
            self.changes.drafts.insert(draft.note);
            if let Some(mut said) = spoken(&draft) {
                let id = EntryId(core.id());
                self.place((interview, rater), &mut said, id)?;
                let client_at = draft.at.min(at);
                self.add(core, &Entry { id, interview, rater, said: &said, after: None, client_at, at })?;
            }
        }
        if let Some(seat) = self.pages.get_mut(&interview).and_then(|page| page.seats.get_mut(&rater)) {
            seat.submitted = true;
        }
        self.changes.submissions.push((interview, grant));
        Ok(())
    }

    /// Adds one entry to the chain, and what it changes.
    fn add(&mut self, core: &Core, entry: &Entry<'_>) -> Result<Answer, Code> {
        let owner = (entry.interview, entry.rater);
        let page = self.pages.get_mut(&entry.interview).ok_or(Code::NotFound)?;
        let row = page.link(core, entry)?;
        let projected = ledger::Entry {
            seq: row.seq,
            id: row.id,
            rater: row.rater,
            said: entry.said,
            payload: &row.payload,
            after: entry.after,
            client_at: row.client_at,
            at: row.at,
        };
        self.known.insert(entry.id, (owner, row.seq));
        let change = project(&projected, |key| self.standing.get(&(entry.interview, key.clone())).copied());
        let overtaken = change.is_none() && Key::of(entry.said, entry.rater).is_some();
        if let Some((key, change)) = change {
            let key = (entry.interview, key);
            if let Change::Put(put) = &change {
                let is_new = self.standing.insert(key.clone(), put.before()).is_none();
                if is_new && matches!(put, Row::Rating { .. }) {
                    self.changes.counted.insert(entry.interview);
                }
            } else {
                self.standing.remove(&key);
            }
            self.changes.rows.insert(key, (row.organisation, change));
        }
        match entry.said {
            Said::Noted { item, note, text, .. } => {
                if let Some(Known { written: Some((before, _)), .. }) =
                    self.notes.insert(*note, Known { owner, written: Some((entry.id, row.seq)) })
                {
                    self.written.remove(&(owner, before));
                }
                self.written.insert((owner, entry.id), *note);
                self.changes.drafts.insert(*note);
                if !text.is_empty() {
                    self.noted.insert((owner, *item));
                }
            }
            Said::Rated { .. } if overtaken => {}
            Said::Rated { item, rating: Rating::Level(_) } => {
                self.levels.insert((owner, *item));
            }
            Said::Rated { item, .. } => {
                self.levels.remove(&(owner, *item));
            }
            _ => {}
        }
        self.changes.entries.push(row);
        Ok(if overtaken { Answer::Overtaken } else { Answer::Stored })
    }
}

impl Page {
    fn link(&mut self, core: &Core, entry: &Entry<'_>) -> Result<Stored, Code> {
        let (kind, item) = (entry.said.kind(), entry.said.item());
        let payload = stored::payload(entry.said, entry.after).map_err(|_| Code::Internal)?;
        let salt = core.salt();
        let payload_hash = payload_hash(&salt, &payload);
        self.seq += 1;
        let link = Link {
            interview: entry.interview,
            seq: self.seq,
            id: entry.id,
            rater: entry.rater,
            kind: kind.key(),
            item,
            payload_hash: &payload_hash,
            client_at: entry.client_at,
            at: entry.at,
        };
        self.hash = chain(&core.secret, &self.hash, &link).to_vec();
        Ok(Stored {
            organisation: self.organisation,
            interview: entry.interview,
            seq: self.seq,
            id: entry.id,
            rater: entry.rater,
            kind,
            item,
            payload,
            salt,
            payload_hash,
            client_at: entry.client_at,
            at: entry.at,
            hash: self.hash.clone(),
            private: entry.said.is_private(),
        })
    }
}

/// The sender's time by the server's clock, and never in the future: a wrong clock wins nothing.
fn corrected(client_at: UnixMillis, sent_at: Option<UnixMillis>, now: UnixMillis) -> UnixMillis {
    let behind = sent_at.map_or(0, |sent_at| now.0.saturating_sub(sent_at.0));
    UnixMillis(client_at.0.saturating_add(behind).clamp(0, now.0.max(0)))
}

/// What a draft becomes when its rater submits; nothing when it says what the note says.
fn spoken(draft: &Draft) -> Option<Said> {
    let text = if visible::is_blank(&draft.text) { "" } else { draft.text.trim_end() }.to_owned();
    let new = match &draft.stored {
        Some((item, step, stored)) => (*item, *step, stored.as_str()) != (draft.item, draft.step, text.as_str()),
        None => !text.is_empty(),
    };
    new.then_some(Said::Noted { item: draft.item, note: draft.note, step: draft.step, text, base: draft.base })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wrong_clock_is_corrected_and_cannot_reach_the_future() {
        let now = UnixMillis(1_000_000);
        let at = |client, sent| corrected(UnixMillis(client), sent, now).0;
        assert_eq!(at(999_000, None), 999_000);
        assert_eq!(at(5_000_000, None), 1_000_000);
        assert_eq!(at(499_000, Some(UnixMillis(500_000))), 999_000, "half an age behind");
        assert_eq!(at(8_999_000, Some(UnixMillis(9_000_000))), 999_000, "an age ahead");
        assert_eq!(at(i64::MIN, Some(UnixMillis(i64::MAX))), 0);
        assert_eq!(at(i64::MAX, Some(UnixMillis(i64::MIN))), 1_000_000);
    }
}
