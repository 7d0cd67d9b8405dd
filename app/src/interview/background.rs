//! Other information on the candidate (B5): out of sight until the own ratings are in; earlier only with a reason, which
//! everybody sees after the reveal.

use domain::{
    Code,
    interview::Background as Shown,
    ledger::{Kind, Mark},
};
use leptos::prelude::*;
use serde_json::json;
use text::{errors, interview as words};

use super::{calls::InterviewCall, live::Panel, sheet::Sheet};
use crate::{
    boot::lang,
    ui::{FormState, Hidden},
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
    let state = FormState::of(LOOK, "look");
    let (typed, faults) = (state.typed("reason").unwrap_or_default(), state.fault_words("reason"));
    let open = faults.is_some();
    let reason = RwSignal::new(typed.clone());
    let fault = RwSignal::new(faults);
    let look = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let why = reason.get_untracked().trim().to_owned();
        if why.is_empty() {
            fault.set(Some(errors::say(l, Code::ReasonRequired, "")));
        } else {
            sheet.mark(None, Mark::Background(why.clone()), Kind::Opened, json!({ "background": why }));
        }
    };
    view! {
        <details class="background" open=open>
            <summary>{words::background(l)}</summary>
            <p class="soft measure">{words::background_hidden(l)}</p>
            <form method="post" action=LOOK on:submit=look>
                <input type="hidden" name="_form" value="look" />
                <Hidden name="interview" value=call.view.id.to_string() />
                <Hidden name="entry" value=call.entries.look.to_string() />
                <label for="look-reason">{words::background_why(l)}</label>
                <input
                    id="look-reason"
                    name="reason"
                    maxlength="1000"
                    value=typed
                    aria-describedby="look-fault"
                    on:input=move |event| reason.set(event_target_value(&event))
                />
                <p class="fault" id="look-fault" role="status">{fault}</p>
                <button type="submit" class="button">{words::background_open(l)}</button>
            </form>
        </details>
    }
}
