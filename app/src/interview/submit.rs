//! Before locking: what is still missing, and one question.

use domain::scoring::Rating;
use leptos::prelude::*;
use leptos_router::components::A;
use text::interview as words;

use super::{calls::InterviewCall, page::Place, sheet::Sheet};
use crate::{boot::lang, ui::use_refresh};

#[component]
pub(super) fn SubmitPanel(call: InterviewCall, place: Place) -> impl IntoView {
    let l = lang();
    let sheet = expect_context::<Sheet>();
    let refresh = use_refresh();
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
                    view! { <li><A href=place.href(index)>{name}</A></li> }
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
    let send = move |event: leptos::ev::SubmitEvent| {
        #[cfg(feature = "hydrate")]
        {
            event.prevent_default();
            if busy.get_untracked() {
                return;
            }
            busy.set(true);
            let navigate = leptos_router::hooks::use_navigate();
            sheet.submit(move || {
                refresh.0.update(|n| *n += 1);
                navigate("?item=1", leptos_router::NavigateOptions::default());
            });
        }
        #[cfg(not(feature = "hydrate"))]
        let _ = (event, refresh);
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
                <A href=move || place.href(place.index.get()) attr:class="button">{words::submit_back(l)}</A>
            </form>
        </section>
    }
    .into_any()
}
