//! What the panel shares while the interview goes on: who is there, where the chair is, what was asked, who submitted.
//!
//! The page comes with it; in the browser a poke says when to ask again.

use domain::{
    Lang,
    ids::ItemId,
    interview::{InterviewView, QuestionMark},
    ledger::Said,
    time::Moment,
};
use leptos::prelude::*;

use super::{calls::Now, sheet::Sheet};

/// Shared by the parts of the page.
#[derive(Clone, Copy)]
pub(super) struct Panel {
    pub(super) now: RwSignal<Now>,
    pub(super) leads: bool,
    planned: Moment,
    /// The server has another build of the site than this page is of.
    pub(super) stale: RwSignal<bool>,
}

impl Panel {
    pub(super) fn new(view: &InterviewView) -> Self {
        Self { now: RwSignal::new(view.clone().into()), leads: view.leads, planned: view.starts_at, stale: RwSignal::new(false) }
    }

    pub(super) fn is_voided(self, item: ItemId) -> bool {
        self.now.with(|now| now.voided.iter().any(|voided| voided.item == item))
    }

    /// What became of a question.
    pub(super) fn fate(self, item: ItemId) -> Option<QuestionMark> {
        self.now.with(|now| now.questions.get(&item).cloned())
    }

    /// The chair says how the conversation goes; it shows at once.
    pub(super) fn lead(self, sheet: Sheet, said: Said) {
        sheet.say(said.clone());
        let at = moment(self.planned);
        self.now.update(|now| match said.item() {
            Some(question) => {
                now.started_at = now.started_at.or(Some(at));
                now.questions.insert(question, QuestionMark { said, at });
            }
            None if said == Said::Closed => now.closed_at = Some(at),
            None => now.started_at = Some(at),
        });
    }
}

/// `14:05`
pub(super) fn time(lang: Lang, moment: Moment) -> String {
    text::numbers::time(lang, moment.local)
}

/// Now, on the clock on which the interview was planned: the browser may be in another time zone.
#[cfg(feature = "hydrate")]
pub(super) fn moment(planned: Moment) -> Moment {
    planned.clock_at(super::outbox::now())
}

#[cfg(not(feature = "hydrate"))]
pub(super) fn moment(planned: Moment) -> Moment {
    planned
}

#[cfg(not(feature = "hydrate"))]
pub(super) fn follow(_: domain::ids::InterviewId, _: Panel, _: Sheet) {}

#[cfg(not(feature = "hydrate"))]
pub(super) fn ask_again(_: domain::ids::InterviewId, _: Panel, _: Sheet) {}

#[cfg(feature = "hydrate")]
pub(super) use browser::{ask_again, follow};

#[cfg(feature = "hydrate")]
mod browser {
    use std::{cell::RefCell, rc::Rc};

    use domain::{Code, Failure, ids::InterviewId};
    use leptos::{prelude::*, task::spawn_local};

    use super::{Now, Panel, Sheet};
    use crate::{
        interview::save::Save,
        ui::{Pokes, ask},
    };

    /// Asks what is new when there is something, for as long as the page shows.
    pub(in super::super) fn follow(interview: InterviewId, panel: Panel, sheet: Sheet) {
        // Of two answers that overtake each other the older is not shown.
        let asked = Rc::new(RefCell::new(0u32));
        let pokes = Pokes::listen(&format!("/api/v1/interviews/{interview}/events"), move |build| {
            if let Some(build) = build {
                panel.stale.set(!crate::ui::is_of(&build));
            }
            let asked = Rc::clone(&asked);
            *asked.borrow_mut() += 1;
            let mine = *asked.borrow();
            spawn_local(async move {
                match ask_now(interview, sheet).await {
                    Ok(now) if *asked.borrow() == mine => take(panel, sheet, now),
                    // Replaced, signed out: what is typed from now on would be refused, so that is said now.
                    Err(failure) if failure.code == Code::NotAllowed => sheet.cannot_go(Save::Refused(failure.code, 0)),
                    Err(failure) if matches!(failure.code, Code::NotSignedIn | Code::OtherPerson) => {
                        sheet.cannot_go(Save::Waiting(failure));
                    }
                    _ => {}
                }
            });
        });
        on_cleanup(move || pokes.stop());
    }

    /// What the server has, in the place of what is no longer wanted here.
    pub(in super::super) fn ask_again(interview: InterviewId, panel: Panel, sheet: Sheet) {
        spawn_local(async move {
            if let Ok(now) = ask_now(interview, sheet).await {
                take(panel, sheet, now);
            }
        });
    }

    /// What the server has now. An answer that was on its way while something of this page was stored may not have it.
    async fn ask_now(interview: InterviewId, sheet: Sheet) -> Result<Now, Failure> {
        loop {
            let turn = sheet.turn();
            let now = ask::<Now>(&format!("/api/ui/interview/now?interview={interview}")).await?;
            if turn == sheet.turn() {
                return Ok(now);
            }
        }
    }

    fn take(panel: Panel, sheet: Sheet, now: Now) {
        let submitted = now.mine.as_ref().is_some_and(|mine| mine.submitted_at.is_some());
        if submitted && !sheet.locked {
            // Submitted on another device: this one shows that too, unless it still has something to say.
            sheet.submitted_elsewhere();
        } else if sheet.locked && now.mine.is_some() && !submitted {
            // Given back: the page that comes says by whom and why.
            let _ = window().location().reload();
        } else if let Some(mine) = now.mine.as_ref().filter(|_| !sheet.locked) {
            sheet.merge(mine);
        }
        panel.now.set(now);
    }
}
