//! Help where it is needed (G3): what to do now, one example, one pitfall. For who was never trained and has no time.

use leptos::prelude::*;
use text::interview as words;

use crate::boot::lang;

#[component]
pub(super) fn Help(past: bool) -> impl IntoView {
    let l = lang();
    let (now, example, pitfall) = if past { words::help_past(l) } else { words::help_future(l) };
    view! { <Lines now=now example=example pitfall=pitfall /> }
}

/// The same before submitting.
#[component]
pub(super) fn SubmitHelp() -> impl IntoView {
    let (now, example, pitfall) = words::help_submit(lang());
    view! { <Lines now=now example=example pitfall=pitfall /> }
}

#[component]
fn Lines(now: &'static str, example: &'static str, pitfall: &'static str) -> impl IntoView {
    let l = lang();
    view! {
        <details class="help">
            <summary>{words::help(l)}</summary>
            <dl>
                <dt>{words::help_now(l)}</dt>
                <dd>{now}</dd>
                <dt>{words::help_example(l)}</dt>
                <dd>{example}</dd>
                <dt>{words::help_pitfall(l)}</dt>
                <dd>{pitfall}</dd>
            </dl>
        </details>
    }
}
