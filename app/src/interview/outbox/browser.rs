//! Sending.

use std::{
    cell::RefCell,
    collections::{BTreeMap, BTreeSet},
    rc::Rc,
    time::Duration,
};

use domain::{
    Code, Failure,
    ids::{EntryId, InterviewId, ItemId, NoteId},
    interview::Note,
    ledger::{Answer, Kind},
};
use leptos::{leptos_dom::helpers::TimeoutHandle, prelude::*, task::spawn_local};
use send_wrapper::SendWrapper;
use serde::Deserialize;
use serde_json::json;

use super::kept::{Draft, Kept, fresh_id, now};
use crate::{
    interview::sheet::{Part, Save, Sheet},
    ui::{read, send},
};

/// Within two seconds of typing, the way to the server included.
const DRAFT_AFTER: Duration = Duration::from_secs(1);
const SETTLE_AFTER: Duration = Duration::from_secs(30);
/// The first wait after a lost connection; doubles up to the last.
const RETRY_FIRST: Duration = Duration::from_secs(2);
const RETRY_LAST: Duration = Duration::from_secs(30);

#[derive(Deserialize)]
struct Receipt {
    answers: Vec<Answer>,
}

pub(super) struct Inner {
    interview: InterviewId,
    key: String,
    pub(super) kept: Kept,
    /// Which entry wrote each note last, as far as this tab knows.
    pub(super) bases: BTreeMap<NoteId, EntryId>,
    /// The names in the browser's storage that are this tab's to clear.
    written: BTreeSet<String>,
    /// Of the island: a timer made while a question is drawn must outlive that question.
    owner: Option<Owner>,
    sheet: Option<Sheet>,
    sending: bool,
    retry: Duration,
    draft_timer: Option<TimeoutHandle>,
    settle_timer: Option<TimeoutHandle>,
    done: Option<Box<dyn Fn()>>,
}

/// The browser's outbox of one interview.
#[derive(Clone)]
pub struct Outbox(pub(super) SendWrapper<Rc<RefCell<Inner>>>);

impl Outbox {
    pub fn new(interview: InterviewId, notes: &[Note]) -> Self {
        let key = Kept::key(interview);
        let kept = Kept::read(&key);
        let written = kept.names(&key);
        let mut bases: BTreeMap<NoteId, EntryId> = notes.iter().filter_map(|note| Some((note.id, note.entry?))).collect();
        for entry in kept.entries.iter().filter(|entry| entry.kind == Kind::Noted) {
            let note = entry.payload.get("note").and_then(|note| serde_json::from_value(note.clone()).ok());
            bases.extend(note.map(|note: NoteId| (note, entry.id)));
        }
        Self(SendWrapper::new(Rc::new(RefCell::new(Inner {
            interview,
            key,
            kept,
            bases,
            written,
            owner: None,
            sheet: None,
            sending: false,
            retry: RETRY_FIRST,
            draft_timer: None,
            settle_timer: None,
            done: None,
        }))))
    }

    /// Puts what was kept back on the page after hydration, and starts listening for the network and the page's end.
    pub fn connect(&self, sheet: Sheet) {
        {
            let mut inner = self.0.borrow_mut();
            inner.sheet = Some(sheet);
            inner.owner = Owner::current();
        }
        let outbox = self.clone();
        Effect::new(move || outbox.restore(sheet));
        let outbox = self.clone();
        let online = window_event_listener(leptos::ev::online, move |_| {
            outbox.0.borrow_mut().retry = RETRY_FIRST;
            outbox.save_drafts();
            outbox.flush();
        });
        let outbox = self.clone();
        let hide = window_event_listener(leptos::ev::pagehide, move |_| outbox.settle());
        on_cleanup(move || {
            online.remove();
            hide.remove();
        });
    }

    pub fn fresh_id(&self) -> uuid::Uuid {
        fresh_id()
    }

    pub fn base(&self, note: NoteId) -> Option<EntryId> {
        self.0.borrow().bases.get(&note).copied()
    }

    /// Whether the server has everything.
    pub fn is_empty(&self) -> bool {
        let inner = self.0.borrow();
        inner.kept.entries.is_empty() && inner.kept.drafts.is_empty()
    }

    /// Whether the submission has not been answered yet.
    pub fn is_submitting(&self) -> bool {
        self.0.borrow().kept.entries.iter().any(|entry| entry.kind == Kind::Submitted)
    }

    /// One more thing that happened. What is typed goes before it: a level needs its evidence.
    pub fn say(&self, kind: Kind, item: Option<ItemId>, payload: serde_json::Value) {
        self.settle_kept();
        self.change(|kept| {
            kept.push(kind, item, payload);
        });
        self.flush();
    }

    pub fn draft(&self, note: NoteId, (item, step): Part, text: String) {
        let base = self.base(note);
        self.change(|kept| {
            // An edit that goes on is an edit of what it began with.
            let base = kept.drafts.get(&note).map_or(base, |draft| draft.base);
            kept.drafts.insert(note, Draft { item, step, text, base, saved: false });
        });
        self.say_state(Save::Draft);
        let (draft, settle) = {
            let inner = self.0.borrow();
            (inner.draft_timer.is_none(), inner.settle_timer.is_none())
        };
        if draft {
            let timer = self.after(DRAFT_AFTER, |outbox| outbox.save_drafts());
            self.0.borrow_mut().draft_timer = timer;
        }
        if settle {
            let timer = self.after(SETTLE_AFTER, |outbox| outbox.settle());
            self.0.borrow_mut().settle_timer = timer;
        }
    }

    fn after(&self, wait: Duration, work: impl FnOnce(Self) + 'static) -> Option<TimeoutHandle> {
        let owner = self.0.borrow().owner.clone()?;
        let outbox = self.clone();
        owner.with(|| set_timeout(move || work(outbox), wait)).ok()
    }

    /// What is typed becomes entries, and everything goes.
    pub fn settle(&self) {
        let timers = {
            let mut inner = self.0.borrow_mut();
            [inner.draft_timer.take(), inner.settle_timer.take()]
        };
        timers.into_iter().flatten().for_each(|t| t.clear());
        self.settle_kept();
        self.flush();
    }

    fn settle_kept(&self) {
        let mut said = Vec::new();
        self.change(|kept| said = kept.settle());
        self.0.borrow_mut().bases.extend(said);
    }

    pub fn submit(&self, done: Box<dyn Fn()>) {
        self.0.borrow_mut().done = Some(done);
        self.settle_kept();
        self.change(|kept| {
            if !kept.entries.iter().any(|e| e.kind == Kind::Submitted) {
                let _ = kept.push(Kind::Submitted, None, serde_json::Value::Null);
            }
        });
        self.flush();
    }

    pub(super) fn change(&self, with: impl FnOnce(&mut Kept)) {
        let mut inner = self.0.borrow_mut();
        with(&mut inner.kept);
        let Inner { kept, key, written, .. } = &mut *inner;
        kept.write(key, written);
    }

    fn say_state(&self, save: Save) {
        if let Some(sheet) = self.0.borrow().sheet {
            sheet.save.try_set(save);
        }
    }

    fn save_drafts(&self) {
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
                let body = json!({ "note": note, "item": draft.item, "step": draft.step, "text": draft.text }).to_string();
                let url = format!("/api/v1/interviews/{interview}/draft");
                match send("PUT", &url, "application/json", &body).await {
                    Ok(_) => {
                        outbox.change(|kept| {
                            if let Some(kept) = kept.drafts.get_mut(&note).filter(|d| d.text == draft.text) {
                                kept.saved = true;
                            }
                        });
                        outbox.say_saved();
                    }
                    Err(failure) => {
                        outbox.0.borrow_mut().sending = false;
                        outbox.failed(failure);
                        return;
                    }
                }
            }
            outbox.0.borrow_mut().sending = false;
            outbox.flush();
        });
    }

    /// Sends all entries, one request at a time.
    pub fn flush(&self) {
        let (interview, entries) = {
            let mut inner = self.0.borrow_mut();
            if inner.sending || inner.kept.entries.is_empty() {
                return;
            }
            inner.sending = true;
            let tried: Vec<EntryId> = inner.kept.entries.iter().map(|entry| entry.id).collect();
            inner.kept.tried.extend(tried);
            (inner.interview, inner.kept.entries.clone())
        };
        self.say_state(Save::Saving);
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
                Err(failure) => outbox.failed(failure),
            }
        });
    }

    fn answered(&self, entries: &[domain::ledger::NewEntry], answers: &[Answer]) {
        let mut refused = None;
        let mut submitted = false;
        let mut locked = false;
        for (entry, answer) in entries.iter().zip(answers) {
            match answer {
                Answer::Refused(Code::AlreadySubmitted) => locked = true,
                Answer::Refused(code) => refused = Some(*code),
                Answer::Stored | Answer::Duplicate => submitted |= entry.kind == Kind::Submitted,
            }
        }
        // What the server refused is on the page and not in the box: sending it again would be refused again.
        self.change(|kept| kept.entries.retain(|e| !entries.iter().any(|sent| sent.id == e.id)));
        self.0.borrow_mut().retry = RETRY_FIRST;
        match refused {
            Some(code) => self.say_state(Save::Refused(code)),
            None if locked && !submitted => self.say_state(Save::Refused(Code::AlreadySubmitted)),
            None => self.say_saved(),
        }
        if submitted {
            let done = self.0.borrow_mut().done.take();
            if let Some(done) = done {
                done();
            }
        }
        self.flush();
    }

    /// No connection, or the server cannot now: keep, say so, try again later. Anything else is final.
    fn failed(&self, failure: Failure) {
        if matches!(failure.code, Code::Unavailable | Code::StorageFull | Code::Internal | Code::NotSignedIn) {
            self.say_state(if failure.code == Code::Unavailable { Save::Waiting } else { Save::Refused(failure.code) });
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
        } else {
            self.say_state(Save::Refused(failure.code));
        }
    }

    fn say_saved(&self) {
        let pending = {
            let inner = self.0.borrow();
            !inner.kept.entries.is_empty() || inner.kept.drafts.values().any(|d| !d.saved)
        };
        if !pending {
            let clock = js_sys::Date::new_0();
            self.say_state(Save::Saved(format!("{:02}:{:02}", clock.get_hours(), clock.get_minutes())));
        }
    }
}
