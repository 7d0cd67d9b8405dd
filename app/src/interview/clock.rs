//! Time used against time planned, quietly. The server shows the plan; what has passed is counted in the browser, after it
//! has woken.

use leptos::prelude::*;
use text::interview as words;

use super::live::Panel;
use crate::boot::lang;

#[component]
pub(super) fn Clock(planned: u32) -> impl IntoView {
    let l = lang();
    let panel = expect_context::<Panel>();
    let passed = RwSignal::new(None::<u32>);
    #[cfg(feature = "hydrate")]
    browser::tick(panel, passed);
    #[cfg(not(feature = "hydrate"))]
    let _ = panel;
    view! {
        <p class="soft clock" data-clock="">{move || words::clock(l, passed.get(), planned)}</p>
    }
}

#[cfg(feature = "hydrate")]
mod browser {
    use std::time::Duration;

    use leptos::prelude::*;

    use super::Panel;
    use crate::interview::outbox::now;

    const OFTEN: Duration = Duration::from_secs(10);

    /// Counts minutes since the conversation began, by the server's clock: this machine's may be wrong.
    pub(super) fn tick(panel: Panel, passed: RwSignal<Option<u32>>) {
        let ahead = StoredValue::new(0i64);
        Effect::new(move || ahead.set_value(panel.now.with(|shown| now().0 - shown.server_clock.0)));
        let count = move || {
            let at = now().0 - ahead.get_value();
            let minutes = panel.now.with_untracked(|shown| {
                let until = shown.closed_at.map_or(at, |closed| closed.at.0);
                shown.started_at.map(|started| u32::try_from((until - started.at.0) / 60_000).unwrap_or(0))
            });
            passed.set(minutes);
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
