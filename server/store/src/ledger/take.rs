//! Entry by entry: may it be stored, is it there already, and what it becomes. No database here.

use domain::{
    Code,
    access::{Action, Actor, decide},
    ids::{EntryId, InterviewId, ItemId, UserId},
    ledger::{Answer, Kind, Link, NewEntry, Said, chain, payload_hash},
    scoring::Rating,
    time::UnixMillis,
};
use serde_json::json;

use super::{
    batch::{Batch, Draft, Page},
    project::Row,
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
        if let Err(code @ (Code::NotFound | Code::NotAllowed | Code::NotSignedIn)) =
            decide(&append.actor, Action::Rate, &page.facts(append.actor.user()))
        {
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
            Some(known) if *known == owner => return Ok(Answer::Duplicate),
            Some(_) => return Err(Code::NotAllowed),
            None => {}
        }
        let action = if new.kind == Kind::Submitted { Action::Submit } else { Action::Rate };
        let page = self.pages.get(&append.interview).ok_or(Code::NotFound)?;
        let grant = decide(&append.actor, action, &page.facts(Some(rater)))?;
        let said = said?;
        if let Said::Noted { note, .. } = &said {
            if self.notes.get(note).is_some_and(|other| *other != owner) {
                return Err(Code::NotFound);
            }
            // The entry is newer than the draft it came from.
            if let Some(drafts) = self.drafts.get_mut(&owner) {
                drafts.retain(|draft| draft.note != *note);
            }
        }
        if said == Said::Submitted {
            for draft in self.drafts.remove(&owner).unwrap_or_default() {
                self.changes.drafts.insert(draft.note);
                if let Some(said) = spoken(&draft) {
                    let id = EntryId(core.id());
                    let client_at = draft.at.min(at);
                    self.add(core, &Entry { id, interview: append.interview, rater, said: &said, client_at, at });
                }
            }
            if let Some(seat) = self.pages.get_mut(&append.interview).and_then(|page| page.seats.get_mut(&rater)) {
                seat.submitted = true;
            }
            self.changes.submissions.push((append.interview, rater, grant, at));
        }
        self.known.insert(new.id, owner);
        self.add(core, &Entry { id: new.id, interview: append.interview, rater, said: &said, client_at, at });
        Ok(Answer::Stored)
    }

    /// Adds one entry to the chain, and what it changes.
    fn add(&mut self, core: &Core, entry: &Entry<'_>) {
        let Some(page) = self.pages.get_mut(&entry.interview) else { return };
        let row = page.link(core, entry);
        if let Said::Noted { note, .. } = entry.said {
            self.notes.insert(*note, (entry.interview, entry.rater));
        }
        self.changes.take(row, entry.said);
    }
}

impl Page {
    fn link(&mut self, core: &Core, entry: &Entry<'_>) -> Row {
        let (kind, item, payload) = written(entry.said);
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
        Row {
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
        }
    }
}

/// The sender's time by the server's clock, and never in the future: a wrong clock wins nothing.
fn corrected(client_at: UnixMillis, sent_at: Option<UnixMillis>, now: UnixMillis) -> UnixMillis {
    let behind = sent_at.map_or(0, |sent_at| now.0.saturating_sub(sent_at.0));
    UnixMillis(client_at.0.saturating_add(behind).clamp(0, now.0.max(0)))
}

/// What a draft becomes when its rater submits; nothing when it says what the note says.
fn spoken(draft: &Draft) -> Option<Said> {
    let text = draft.text.trim_end().to_owned();
    let new = match &draft.stored {
        Some((item, step, stored)) => (*item, *step, stored.as_str()) != (draft.item, draft.step, text.as_str()),
        None => !text.is_empty(),
    };
    new.then_some(Said::Noted { item: draft.item, note: draft.note, step: draft.step, text })
}

/// An entry as it is stored: only what was understood, so that nothing else hides in a payload.
fn written(said: &Said) -> (Kind, Option<ItemId>, String) {
    match said {
        Said::Opened => (Kind::Opened, None, "{}".into()),
        Said::Submitted => (Kind::Submitted, None, "{}".into()),
        Said::Rated { item, rating: Rating::Level(level) } => (Kind::Rated, Some(*item), json!({ "level": level }).to_string()),
        Said::Rated { item, rating: Rating::NotObserved(reason) } => {
            (Kind::Rated, Some(*item), json!({ "not_observed": reason }).to_string())
        }
        Said::Noted { item, note, step, text } => {
            (Kind::Noted, Some(*item), json!({ "note": note, "step": step, "text": text }).to_string())
        }
    }
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
