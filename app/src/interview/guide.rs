//! The way through the interview, and who is on the panel.

use leptos::prelude::*;
use text::{interview as words, vacancies as vacancy_words};

use super::{calls::InterviewCall, place::Place, sheet::Sheet};
use crate::boot::lang;

#[component]
pub(super) fn Guide(call: InterviewCall, place: Place) -> impl IntoView {
    let l = lang();
    let sheet = expect_context::<Sheet>();
    let mut position = 0usize;
    let groups = call
        .view
        .document
        .competencies
        .iter()
        .map(|competency| {
            let items = competency
                .items()
                .into_iter()
                .map(|item| {
                    let index = position;
                    position += 1;
                    let id = item.id;
                    let rated = move || sheet.ratings.with(|r| r.contains_key(&id));
                    let current = move || (place.index.get() == index && !place.submitting.get()).then_some("step");
                    let label = format!("{} {}", words::question(l), index + 1);
                    view! {
                        <li>
                            <a class="stop" href=place.href(index) aria-current=current on:click=move |event| place.click(&event, index)>
                                <span class="stop-mark" class:rated=rated aria-hidden="true"></span>
                                {label}
                                <span class="sr-only">{move || format!(" ({})", if rated() { words::rated(l) } else { words::unrated(l) })}</span>
                            </a>
                        </li>
                    }
                })
                .collect_view();
            view! {
                <li>
                    <span class="guide-name">{competency.name.best(l).0.to_owned()}</span>
                    <ol>{items}</ol>
                </li>
            }
        })
        .collect_view();
    let seats = call
        .view
        .seats
        .iter()
        .map(|seat| {
            let chair = seat.chair.then(|| format!(" · {}", words::chair(l)));
            let state = seat.rates.then(|| if seat.submitted { vacancy_words::cell_submitted(l) } else { vacancy_words::cell_waiting(l) });
            view! { <li>{seat.name.clone()} <span class="soft">{chair}{state.map(|s| format!(" · {s}"))}</span></li> }
        })
        .collect_view();
    view! {
        <nav class="guide" aria-label=words::questions(l)>
            <ol class="guide-list">{groups}</ol>
            {(!call.view.seats.is_empty())
                .then(|| {
                    view! {
                        <div class="guide-panel">
                            <h2>{words::panel(l)}</h2>
                            <ul class="plain">{seats}</ul>
                        </div>
                    }
                })}
            <details class="script-only">
                <summary>{words::keys_title(l)}</summary>
                <p class="hint" id="keys">{words::keys(l)}</p>
            </details>
        </nav>
    }
    .into_any()
}
