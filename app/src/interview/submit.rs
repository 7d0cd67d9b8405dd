//! Before locking: what is still missing, and one question.

use domain::scoring::Rating;
use leptos::prelude::*;
use text::interview as words;

use super::{
    calls::InterviewCall,
    place::{Go, Place},
    sheet::Sheet,
};
use crate::boot::lang;

#[component]
pub(super) fn SubmitPanel(call: InterviewCall, place: Place) -> impl IntoView {
    let l = lang();
    let sheet = expect_context::<Sheet>();
    let busy = RwSignal::new(false);
    let missing = {
        let call = call.clone();
        move || {
            let rated = sheet.ratings.get();
            let rows = call
                .view
                .document
                .items()
                .into_iter()
                .enumerate()
                .filter(|(_, item)| !matches!(rated.get(&item.id), Some(Rating::Level(_) | Rating::NotObserved(_))))
                .map(|(index, item)| {
                    let name = format!("{} {} · {}", words::question(l), index + 1, item.competency.name.best(l).0);
                    view! { <li><Go place=place to=Signal::stored(index) label=name /></li> }
                })
                .collect::<Vec<_>>();
            if rows.is_empty() {
                view! { <p class="good">{words::nothing_missing(l)}</p> }.into_any()
            } else {
                view! {
                    <p>{words::missing_title(l)}</p>
                    <ul>{rows}</ul>
                    <p class="soft">{words::missing_ok(l)}</p>
                }
                .into_any()
            }
        }
    };
    let address = format!("/interviews/{}", call.view.id);
    let send = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        if !busy.get_untracked() {
            busy.set(true);
            let address = address.clone();
            sheet.submit(move || leave_for(&address));
        }
    };
    view! {
        <section class="ask submit-panel" aria-labelledby="submit-title">
            <h2 class="question" id="submit-title">{words::submit_title(l)}</h2>
            <p>{words::submit_intro(l)}</p>
            {missing}
            <form method="post" action="/api/ui/interview/submit" on:submit=send>
                <input type="hidden" name="interview" value=call.view.id.to_string() />
                <input type="hidden" name="submit_entry" value=call.submit_entry.to_string() />
                <button type="submit" class="button primary" aria-disabled=move || busy.get().then_some("true")>{words::submit_confirm(l)}</button>
                <Go place=place to=place.index class="button" label=words::submit_back(l) />
            </form>
        </section>
    }
    .into_any()
}

/// To the page as it is now: locked.
fn leave_for(address: &str) {
    #[cfg(feature = "hydrate")]
    let _ = window().location().assign(address);
    #[cfg(not(feature = "hydrate"))]
    let _ = address;
}
