//! And goes from here to the server: one request at a time.

use std::time::Duration;

use domain::{
    Code, Failure,
    ids::{EntryId, NoteId},
    ledger::{Answer, NewEntry, chunk},
};
use leptos::task::spawn_local;
use serde::Deserialize;
use serde_json::json;

use super::{
    Told,
    browser::{DRAFT_AFTER, Outbox, RETRY_FIRST},
    kept::now,
};
use crate::ui::{read, send};

/// The wait after a lost connection doubles up to this.
const RETRY_LAST: Duration = Duration::from_secs(30);

#[derive(Deserialize)]
struct Receipt {
    answers: Vec<Answer>,
}

impl Outbox {
    pub(super) fn save_drafts(&self) {
        let sending = {
            let mut inner = self.0.borrow_mut();
            inner.draft_timer = None;
            inner.sending
        };
        // One request at a time: a draft that overtook its note would undo it.
        if sending {
            let timer = self.after(DRAFT_AFTER, |outbox| outbox.save_drafts());
            self.0.borrow_mut().draft_timer = timer;
            return;
        }
        let (interview, drafts) = {
            let mut inner = self.0.borrow_mut();
            inner.sending = true;
            (inner.interview, inner.kept.drafts.clone())
        };
        let outbox = self.clone();
        spawn_local(async move {
            for (note, draft) in drafts.into_iter().filter(|(_, d)| !d.saved && d.refused.is_none()) {
                let body =
                    json!({ "note": note, "item": draft.item, "step": draft.step, "text": draft.text, "base": draft.base }).to_string();
                let url = format!("/api/v1/interviews/{interview}/draft");
                match send("PUT", &url, "application/json", &body).await {
                    Ok(_) => outbox.drafted(note, &draft.text, None),
                    // The others go on.
                    Err(failure) if failure.code.is_of_a_text() => outbox.drafted(note, &draft.text, Some(failure.code)),
                    Err(failure) => {
                        outbox.0.borrow_mut().sending = false;
                        outbox.failed(&failure);
                        return;
                    }
                }
            }
            outbox.0.borrow_mut().sending = false;
            outbox.flush();
        });
    }

    /// What became of a note while it is typed, unless it is another text by now.
    fn drafted(&self, note: NoteId, text: &str, refused: Option<Code>) {
        self.change(|kept| {
            if let Some(draft) = kept.drafts.get_mut(&note).filter(|draft| draft.text == text) {
                draft.saved = refused.is_none();
                draft.refused = refused;
            }
        });
        {
            let mut inner = self.0.borrow_mut();
            inner.failing = false;
            inner.turn = inner.turn.wrapping_add(1);
        }
        self.tell_when_saved();
    }

    /// Sends as many entries as go in one request; the others follow once it is answered.
    pub(super) fn flush(&self) {
        let (interview, entries) = {
            let mut inner = self.0.borrow_mut();
            if inner.sending || inner.kept.entries.is_empty() {
                return;
            }
            inner.sending = true;
            let mut entries = inner.kept.entries.clone();
            entries.truncate(chunk(entries.iter().map(|entry| serde_json::to_string(entry).map_or(0, |json| json.len()))));
            inner.kept.tried.extend(entries.iter().map(|entry| entry.id));
            (inner.interview, entries)
        };
        self.tell(Told::Sending);
        let outbox = self.clone();
        spawn_local(async move {
            let body = json!({ "sent_at": now(), "entries": entries }).to_string();
            let url = format!("/api/v1/interviews/{interview}/ledger");
            let receipt = match send("POST", &url, "application/json", &body).await {
                Ok(response) => {
                    read(&response).await.and_then(|text| serde_json::from_str::<Receipt>(&text).ok()).ok_or(Code::Unavailable.into())
                }
                Err(failure) => Err(failure),
            };
            outbox.0.borrow_mut().sending = false;
            match receipt {
                Ok(receipt) => outbox.answered(entries, &receipt.answers),
                // One that fits in no request must not keep the others here.
                Err(Failure { code: code @ Code::TooLarge, .. }) if entries.len() == 1 => {
                    outbox.answered(entries, &[Answer::Refused(code)]);
                }
                Err(failure) => outbox.failed(&failure),
            }
        });
    }

    fn answered(&self, entries: Vec<NewEntry>, answers: &[Answer]) {
        let sent: Vec<EntryId> = entries.iter().map(|entry| entry.id).collect();
        self.change(|kept| kept.entries.retain(|entry| !sent.contains(&entry.id)));
        {
            let mut inner = self.0.borrow_mut();
            inner.retry = RETRY_FIRST;
            inner.failing = false;
            inner.turn = inner.turn.wrapping_add(1);
        }
        let answered: Vec<(NewEntry, Answer)> = entries.into_iter().zip(answers.iter().copied()).collect();
        self.keep_refused(&answered);
        self.flush();
    }

    /// Something else of the page heard that the server takes nothing from it now.
    pub fn cannot_go(&self) {
        self.0.borrow_mut().failing = true;
    }

    /// No connection, the server cannot now, or somebody else is signed in: keep, say so, try again later. Anything else is final.
    fn failed(&self, failure: &Failure) {
        let passes = failure.code.passes();
        self.0.borrow_mut().failing = true;
        self.tell(if passes { Told::Waiting(failure.clone()) } else { Told::Refused(failure.code) });
        if passes {
            let wait = {
                let mut inner = self.0.borrow_mut();
                let wait = inner.retry;
                inner.retry = (wait * 2).min(RETRY_LAST);
                wait
            };
            self.after(wait, |outbox| {
                outbox.save_drafts();
                outbox.flush();
            });
        }
    }
}
