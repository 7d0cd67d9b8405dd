//! What is not on the server and does not go there by itself: reasons being typed, and what was refused.

use domain::{
    Code,
    ids::EntryId,
    ledger::{Answer, NewEntry, Said},
};

use super::{Refused, Told, browser::Outbox};

impl Outbox {
    /// A reason or a declaration while somebody types it: kept at once, and said on leaving the field.
    pub fn typing(&self, said: Said) {
        self.change(|kept| kept.typing(said));
        self.tell(Told::Typed);
        self.settle_later();
    }

    /// What the server would not take.
    pub fn refused(&self) -> Vec<Refused> {
        let inner = self.0.borrow();
        let entries = inner.kept.refused.iter().map(|(code, entry)| Refused { id: entry.id, said: entry.said.clone(), code: *code });
        let drafts = inner
            .kept
            .drafts
            .iter()
            .filter_map(|(note, draft)| Some(Refused { id: EntryId(note.0), said: draft.clone().said(*note), code: draft.refused? }));
        entries.chain(drafts).collect()
    }

    /// Its writer wants it no longer.
    pub fn discard(&self, id: EntryId) {
        self.change(|kept| {
            kept.refused.retain(|(_, entry)| entry.id != id);
            kept.drafts.retain(|note, draft| draft.refused.is_none() || note.0 != id.0);
        });
        self.tell_when_saved();
    }

    /// Whether leaving the page leaves something behind that may never arrive.
    pub(super) fn would_be_left(&self) -> bool {
        let failing = self.0.borrow().failing && !self.is_empty();
        failing || !self.refused().is_empty() || !self.is_kept()
    }

    /// Keeps what was refused. What came after a submission that was taken, and says nothing in words, is no loss. Why a
    /// submission was refused is said once: it is done again, not kept.
    pub(super) fn keep_refused(&self, answered: &[(NewEntry, Answer)]) {
        let submits = |entry: &NewEntry| matches!(entry.said, Said::Submitted { .. });
        let submitted = answered.iter().any(|(entry, answer)| submits(entry) && !matches!(answer, Answer::Refused(_)));
        let mut not_submitted = None;
        for (entry, answer) in answered {
            let Answer::Refused(code) = *answer else { continue };
            let is_late = code == Code::AlreadySubmitted && submitted && entry.said.words().is_empty();
            if submits(entry) {
                not_submitted = Some(code);
            } else if !is_late {
                self.change(|kept| kept.refused.push((code, entry.clone())));
            }
        }
        self.tell_when_saved();
        if answered.iter().any(|(_, answer)| *answer == Answer::Overtaken) {
            self.tell(Told::Overtaken);
        }
        if let Some(code) = not_submitted {
            self.tell(Told::NotSubmitted(code));
        }
        if submitted {
            self.tell(Told::Submitted);
        }
    }

    pub(super) fn tell_when_saved(&self) {
        let told = {
            let inner = self.0.borrow();
            let kept = &inner.kept;
            let drafts = kept.drafts.values();
            let refused = drafts.clone().find_map(|draft| draft.refused).or(kept.refused.last().map(|(code, _)| *code));
            let pending = !kept.entries.is_empty() || !kept.typed.is_empty() || drafts.clone().any(|draft| !draft.saved);
            refused.map(Told::Refused).or((!pending).then_some(Told::Saved))
        };
        if let Some(told) = told {
            self.tell(told);
        }
    }
}
