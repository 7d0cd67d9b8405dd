//! What somebody says goes in here.

use std::{cell::RefCell, collections::BTreeMap, rc::Rc, time::Duration};

use domain::{
    ids::{EntryId, InterviewId, ItemId, NoteId},
    interview::MySheet,
    ledger::{Key, Said},
    scorecard::Step,
};
use leptos::{leptos_dom::helpers::TimeoutHandle, prelude::*};
use send_wrapper::SendWrapper;

use super::{
    OnTheWay, Told,
    kept::{Draft, Kept, fresh_id},
    storage::Storage,
};

/// Within two seconds of typing, the way to the server included.
pub(super) const DRAFT_AFTER: Duration = Duration::from_secs(1);
const SETTLE_AFTER: Duration = Duration::from_secs(30);
/// The first wait after a lost connection.
pub(super) const RETRY_FIRST: Duration = Duration::from_secs(2);

pub(super) struct Inner {
    pub(super) interview: InterviewId,
    key: String,
    pub(super) kept: Kept,
    /// Which entry said each thing last, as far as this tab knows.
    bases: BTreeMap<Key, EntryId>,
    pub(super) storage: Storage,
    /// How often the server has answered: what was asked of it before may be overtaken.
    pub(super) turn: u32,
    /// Of the island: a timer made while a question is drawn must outlive that question.
    owner: Option<Owner>,
    pub(super) listener: Option<Rc<dyn Fn(Told)>>,
    pub(super) sending: bool,
    /// The last try failed: what is here may stay here.
    pub(super) failing: bool,
    pub(super) retry: Duration,
    pub(super) draft_timer: Option<TimeoutHandle>,
    settle_timer: Option<TimeoutHandle>,
}

/// The browser's outbox of one interview.
#[derive(Clone)]
pub struct Outbox(pub(super) SendWrapper<Rc<RefCell<Inner>>>);

impl Outbox {
    pub fn new(interview: InterviewId, mine: &MySheet) -> Self {
        let key = Kept::key(interview);
        let kept = Kept::read(&key);
        let storage = Storage::holding(kept.names(&key));
        let mut bases: BTreeMap<Key, EntryId> = super::bases(mine).collect();
        bases.extend(kept.entries.iter().filter_map(|entry| Some((kept.of(&entry.said)?, entry.id))));
        Self(SendWrapper::new(Rc::new(RefCell::new(Inner {
            interview,
            key,
            kept,
            bases,
            storage,
            turn: 0,
            owner: None,
            listener: None,
            sending: false,
            failing: false,
            retry: RETRY_FIRST,
            draft_timer: None,
            settle_timer: None,
        }))))
    }

    /// Tells this listener from now on, and first, after hydration, what was kept. Also listens for the network and the page's
    /// end.
    pub fn connect(&self, listener: impl Fn(Told) + 'static) {
        {
            let mut inner = self.0.borrow_mut();
            inner.listener = Some(Rc::new(listener));
            inner.owner = Owner::current();
        }
        let outbox = self.clone();
        Effect::new(move || {
            outbox.restore();
            outbox.restore_elsewhere();
        });
        let outbox = self.clone();
        let online = window_event_listener(leptos::ev::online, move |_| outbox.try_now());
        // Who signed in again in another tab comes back to this one.
        let outbox = self.clone();
        let back = window_event_listener(leptos::ev::focus, move |_| outbox.try_now());
        let outbox = self.clone();
        let leaving = window_event_listener(leptos::ev::beforeunload, move |event| {
            if outbox.would_be_left() {
                event.prevent_default();
            }
        });
        let outbox = self.clone();
        let hide = window_event_listener(leptos::ev::pagehide, move |_| outbox.settle());
        on_cleanup(move || {
            online.remove();
            back.remove();
            leaving.remove();
            hide.remove();
        });
    }

    /// Without waiting for the next try.
    fn try_now(&self) {
        if self.is_empty() {
            return;
        }
        self.0.borrow_mut().retry = RETRY_FIRST;
        self.save_drafts();
        self.flush();
    }

    pub(super) fn tell(&self, told: Told) {
        let listener = self.0.borrow().listener.clone();
        if let Some(listener) = listener {
            listener(told);
        }
    }

    fn restore(&self) {
        let kept = self.0.borrow().kept.clone();
        self.show_kept(kept);
    }

    /// What another storage had of this interview joins what is here.
    pub(super) fn take_found(&self, found: Vec<(String, String)>) {
        let kept = {
            let mut inner = self.0.borrow_mut();
            let mut kept = Kept::default();
            for (name, json) in found {
                let Some((sort, id)) = Kept::sort_of(&inner.key, &name) else { continue };
                kept.take(sort, id, &json);
                inner.storage.found(name.clone());
            }
            inner.kept.join(kept.clone());
            kept
        };
        self.show_kept(kept);
    }

    fn show_kept(&self, kept: Kept) {
        if kept.is_empty() {
            return;
        }
        for entry in kept.entries {
            self.tell(Told::Kept(entry.said));
        }
        for said in kept.typed.into_iter().chain(kept.refused.into_iter().map(|(_, entry)| entry)).map(|entry| entry.said) {
            self.tell(Told::Kept(said));
        }
        for (note, draft) in kept.drafts {
            self.tell(Told::Kept(draft.said(note)));
        }
        self.tell_when_saved();
        self.settle();
    }

    pub fn fresh_id(&self) -> uuid::Uuid {
        fresh_id()
    }

    pub fn base(&self, note: NoteId) -> Option<EntryId> {
        self.0.borrow().bases.get(&Key::Note(note)).copied()
    }

    /// Whether the server has everything.
    pub fn is_empty(&self) -> bool {
        self.0.borrow().kept.is_empty()
    }

    /// Whether the submission has not been answered yet.
    pub fn is_submitting(&self) -> bool {
        self.0.borrow().kept.entries.iter().any(|entry| matches!(entry.said, Said::Submitted { .. }))
    }

    /// Whether the browser's storage has what the server does not.
    pub fn is_kept(&self) -> bool {
        self.0.borrow().storage.holds_all()
    }

    pub fn turn(&self) -> u32 {
        self.0.borrow().turn
    }

    pub fn on_the_way(&self) -> OnTheWay {
        let inner = self.0.borrow();
        let mut on_the_way = OnTheWay { notes: inner.kept.drafts.keys().copied().collect(), ..OnTheWay::default() };
        for said in inner.kept.said() {
            match said {
                Said::Rated { item, .. } => on_the_way.rated.extend([*item]),
                Said::Noted { note, .. } => on_the_way.notes.extend([*note]),
                Said::NoEvidence { item, .. } => on_the_way.no_evidence.extend([*item]),
                Said::Declared { .. } => on_the_way.relation = true,
                Said::Overall { .. } => on_the_way.overall = true,
                _ => {}
            }
        }
        on_the_way
    }

    /// Which entry said each thing last: what is said from now on comes after that, but for what here is on its way.
    pub fn learn(&self, mine: &MySheet) {
        let on_the_way = self.on_the_way();
        let known = super::bases(mine).filter(|(key, _)| match key {
            Key::Note(note) => !on_the_way.notes.contains(note),
            Key::Rating(_, item) => !on_the_way.rated.contains(item),
            Key::Mark(..) | Key::Seat(_) | Key::Aside(_) => true,
        });
        self.0.borrow_mut().bases.extend(known);
    }

    /// One more thing that happened. What is typed goes before it: a level needs its evidence.
    pub fn say(&self, said: Said) {
        self.change(|kept| kept.supersede(&said));
        self.settle_kept();
        let key = self.0.borrow().kept.of(&said);
        let base = key.as_ref().and_then(|key| self.0.borrow().bases.get(key).copied());
        let mut entry = None;
        self.change(|kept| entry = Some(kept.push(said, base)));
        self.0.borrow_mut().bases.extend(key.zip(entry));
        self.flush();
    }

    pub fn submit(&self, reason: String) {
        if self.is_submitting() {
            self.settle_kept();
            self.flush();
        } else {
            self.say(Said::Submitted { reason });
        }
    }

    pub fn draft(&self, note: NoteId, (item, step): (ItemId, Option<Step>), text: String) {
        let base = self.base(note);
        self.change(|kept| {
            // An edit that goes on is an edit of what it began with.
            let base = kept.drafts.get(&note).map_or(base, |draft| draft.base);
            let draft = Draft { item, step, text, base, saved: false, refused: None };
            kept.supersede(&draft.clone().said(note));
            kept.drafts.insert(note, draft);
        });
        self.tell(Told::Typed);
        if self.0.borrow().draft_timer.is_none() {
            let timer = self.after(DRAFT_AFTER, |outbox| outbox.save_drafts());
            self.0.borrow_mut().draft_timer = timer;
        }
        self.settle_later();
    }

    pub(super) fn settle_later(&self) {
        if self.0.borrow().settle_timer.is_none() {
            let timer = self.after(SETTLE_AFTER, |outbox| outbox.settle());
            self.0.borrow_mut().settle_timer = timer;
        }
    }

    pub(super) fn after(&self, wait: Duration, work: impl FnOnce(Self) + 'static) -> Option<TimeoutHandle> {
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
        let (mut said, mut typed) = (Vec::new(), Vec::new());
        let bases = self.0.borrow().bases.clone();
        self.change(|kept| {
            typed.clone_from(&kept.typed);
            said = kept.settle(&bases);
        });
        self.0.borrow_mut().bases.extend(said);
        for entry in typed {
            self.tell(Told::Kept(entry.said));
        }
    }

    pub(super) fn change(&self, with: impl FnOnce(&mut Kept)) {
        let mut inner = self.0.borrow_mut();
        with(&mut inner.kept);
        let Inner { kept, key, storage, .. } = &mut *inner;
        let elsewhere = storage.write(kept.named(key));
        drop(inner);
        self.keep_elsewhere(elsewhere);
    }
}
