//! Time used against time planned, quietly: of the conversation and of the question. The server shows the plan; what has
//! passed is counted in the browser, after it has woken.

use domain::ids::ItemId;
use leptos::prelude::*;
use text::interview as words;

use super::{calls::Now, live::Panel};
use crate::boot::lang;

/// From when to when something took, by the server's clock; the end is open while it lasts.
type Span = Option<(i64, Option<i64>)>;

/// Of the whole conversation.
#[component]
pub(super) fn Clock(planned: u32) -> impl IntoView {
    let whole = |now: &Now| now.started_at.map(|start| (start.at.0, now.closed_at.map(|end| end.at.0)));
    view! { <p class="soft clock" data-clock="">{counted(planned, whole)}</p> }
}

/// Of one question: from when it was asked until the next one was.
#[component]
pub(super) fn QuestionClock(question: ItemId, planned: u16) -> impl IntoView {
    let of = move |now: &Now| {
        let asked = now.questions.get(&question)?.at.at.0;
        let later = now.questions.values().map(|mark| mark.at.at.0).filter(|at| *at > asked);
        Some((asked, later.min().or(now.closed_at.map(|end| end.at.0))))
    };
    view! { <span class="clock" data-question-clock="">{counted(u32::from(planned), of)}</span> }
}

fn counted(planned: u32, span: impl Fn(&Now) -> Span + Copy + Send + Sync + 'static) -> impl Fn() -> String + Copy + Send + 'static {
    let l = lang();
    let panel = expect_context::<Panel>();
    let passed = RwSignal::new(None::<u32>);
    #[cfg(feature = "hydrate")]
    browser::tick(panel, passed, span);
    #[cfg(not(feature = "hydrate"))]
    let _ = (panel, span);
    move || words::clock(l, passed.get(), planned)
}

#[cfg(feature = "hydrate")]
mod browser {
    use std::time::Duration;

    use leptos::prelude::*;

    use super::{Now, Panel, Span};
    use crate::interview::outbox::now;

    const OFTEN: Duration = Duration::from_secs(10);

    /// Counts minutes by the server's clock: this machine's may be wrong.
    pub(super) fn tick(panel: Panel, passed: RwSignal<Option<u32>>, span: impl Fn(&Now) -> Span + Copy + Send + Sync + 'static) {
        let ahead = StoredValue::new(0i64);
        Effect::new(move || ahead.set_value(panel.now.with(|shown| now().0 - shown.server_clock.0)));
        let count = move || {
            let at = now().0 - ahead.get_value();
            let span = panel.now.with_untracked(span);
            passed.set(span.map(|(from, until)| u32::try_from((until.unwrap_or(at) - from) / 60_000).unwrap_or(0)));
        };
        Effect::new(move || {
            panel.now.track();
            count();
        });
        if let Ok(timer) = set_interval(count, OFTEN) {
            on_cleanup(move || timer.clear());
        }
    }
}
