//! Other information on the candidate (B5): out of sight until the own ratings are in; earlier only with a reason, which
//! everybody sees after the reveal.

use domain::{interview::Background as Shown, ledger::Said};
use leptos::prelude::*;
use text::interview as words;

use super::{
    because::{Reason, ReasonField},
    calls::InterviewCall,
    live::Panel,
    sheet::Sheet,
};
use crate::{
    boot::lang,
    ui::{For, Hidden},
};

const LOOK: &str = "/api/ui/interview/look";

#[component]
pub(super) fn Background(call: InterviewCall) -> impl IntoView {
    let l = lang();
    let panel = expect_context::<Panel>();
    let shown = Memo::new(move |_| panel.now.with(|now| now.background.clone()));
    move || match shown.get() {
        Shown::None => ().into_any(),
        Shown::Shown(text) => view! {
            <details class="background">
                <summary>{words::background(l)}</summary>
                <p class="kept measure">{text}</p>
            </details>
        }
        .into_any(),
        Shown::Hidden => view! { <Early call=call.clone() /> }.into_any(),
    }
}

#[component]
fn Early(call: InterviewCall) -> impl IntoView {
    let l = lang();
    let sheet = expect_context::<Sheet>();
    let reason = Reason::of(LOOK, "look");
    let look = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        if let Some(why) = reason.given() {
            sheet.say(Said::Opened { background: Some(why) });
        }
    };
    view! {
        <details class="background" open=reason.is_refused()>
            <summary>{words::background(l)}</summary>
            <p class="soft measure">{words::background_hidden(l)}</p>
            <form method="post" action=LOOK on:submit=look>
                <input type="hidden" name="_form" value="look" />
                <For />
                <Hidden name="interview" value=call.view.id.to_string() />
                <Hidden name="entry" value=call.entries.look.to_string() />
                <ReasonField reason=reason of="look" label=words::background_why(l) />
                <button type="submit" class="button">{words::background_open(l)}</button>
            </form>
        </details>
    }
}
