//! And goes from here to the server: one request at a time.

use std::time::Duration;

use domain::{
    Code, Failure,
    ids::EntryId,
    ledger::{Answer, NewEntry, Said, chunk},
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
            for (note, draft) in drafts.into_iter().filter(|(_, d)| !d.saved) {
                let body =
                    json!({ "note": note, "item": draft.item, "step": draft.step, "text": draft.text, "base": draft.base }).to_string();
                let url = format!("/api/v1/interviews/{interview}/draft");
                match send("PUT", &url, "application/json", &body).await {
                    Ok(_) => {
                        outbox.change(|kept| {
                            if let Some(kept) = kept.drafts.get_mut(&note).filter(|d| d.text == draft.text) {
                                kept.saved = true;
                            }
                        });
                        outbox.tell_when_saved();
                    }
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
                Ok(receipt) => outbox.answered(&entries, &receipt.answers),
                // One that fits in no request must not keep the others here.
                Err(Failure { code: code @ Code::TooLarge, .. }) if entries.len() == 1 => {
                    outbox.answered(&entries, &[Answer::Refused(code)]);
                }
                Err(failure) => outbox.failed(&failure),
            }
        });
    }

    fn answered(&self, entries: &[NewEntry], answers: &[Answer]) {
        let mut refused = None;
        let mut submitted = false;
        let mut locked = false;
        for (entry, answer) in entries.iter().zip(answers) {
            match answer {
                Answer::Refused(Code::AlreadySubmitted) => locked = true,
                Answer::Refused(code) => refused = Some(*code),
                Answer::Stored | Answer::Overtaken | Answer::Duplicate => submitted |= entry.said == Said::Submitted,
            }
        }
        // What the server refused is on the page and not in the box: sending it again would be refused again.
        let sent: Vec<EntryId> = entries.iter().map(|entry| entry.id).collect();
        self.change(|kept| kept.entries.retain(|entry| !sent.contains(&entry.id)));
        let refused = refused.or((locked && !submitted).then_some(Code::AlreadySubmitted));
        {
            let mut inner = self.0.borrow_mut();
            inner.retry = RETRY_FIRST;
            inner.refused = refused.or(inner.refused);
        }
        self.tell_when_saved();
        if submitted {
            self.tell(Told::Submitted);
        }
        self.flush();
    }

    /// No connection, or the server cannot now: keep, say so, try again later. Anything else is final.
    fn failed(&self, failure: &Failure) {
        let told = if failure.code == Code::Unavailable { Told::Waiting } else { Told::Refused(failure.code) };
        self.tell(told);
        if matches!(failure.code, Code::Unavailable | Code::Replaced | Code::StorageFull | Code::Internal | Code::NotSignedIn) {
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

    fn tell_when_saved(&self) {
        let told = {
            let mut inner = self.0.borrow_mut();
            let pending = !inner.kept.entries.is_empty() || inner.kept.drafts.values().any(|draft| !draft.saved);
            let refused = if pending { inner.refused } else { inner.refused.take() };
            refused.map(Told::Refused).or((!pending).then_some(Told::Saved))
        };
        if let Some(told) = told {
            self.tell(told);
        }
    }
}
