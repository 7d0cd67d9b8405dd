//! The way through the interview, and who is on the panel.

use leptos::prelude::*;
use text::{interview as words, vacancies as vacancy_words};

use super::{calls::InterviewCall, live::Panel, place::Place, sheet::Sheet};
use crate::boot::lang;

#[component]
pub(super) fn Guide(call: InterviewCall, place: Place) -> impl IntoView {
    let l = lang();
    let panel = expect_context::<Panel>();
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
                    view! { <Stop item=item.id index=index place=place /> }
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
    let items: Vec<_> = call.view.document.items().iter().map(|item| item.id).collect();
    let chair_at = move || {
        let at = panel.now.with(|now| now.chair_at)?;
        let index = items.iter().position(|item| *item == at)?;
        (!panel.leads).then(|| words::chair_at(l, index + 1))
    };
    let somebody = !call.view.seats.is_empty();
    view! {
        <nav class="guide" aria-label=words::questions(l)>
            <ol class="guide-list">{groups}</ol>
            {somebody
                .then(|| {
                    view! {
                        <div class="guide-panel">
                            <h2>{words::panel(l)}</h2>
                            <p class="soft" data-chair-at="">{chair_at}</p>
                            <Seats />
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

#[component]
fn Stop(item: domain::ids::ItemId, index: usize, place: Place) -> impl IntoView {
    let l = lang();
    let (sheet, panel) = (expect_context::<Sheet>(), expect_context::<Panel>());
    let rated = move || sheet.ratings.with(|r| r.contains_key(&item));
    let voided = move || panel.is_voided(item);
    let current = move || (place.index.get() == index && !place.submitting.get()).then_some("step");
    let label = format!("{} {}", words::question(l), index + 1);
    let state = move || match (voided(), rated()) {
        (true, _) => words::voided_short(l),
        (false, true) => words::rated(l),
        (false, false) => words::unrated(l),
    };
    view! {
        <li>
            <a class="stop" href=place.href(index) aria-current=current on:click=move |event| place.click(&event, index)>
                <span class="stop-mark" class:rated=rated class:voided=voided aria-hidden="true"></span>
                {label}
                <span class="sr-only">{move || format!(" ({})", state())}</span>
            </a>
        </li>
    }
}

/// Everybody on the panel: who is there, and who has submitted.
#[component]
fn Seats() -> impl IntoView {
    let l = lang();
    let panel = expect_context::<Panel>();
    let seats = move || {
        let seats = panel.now.with(|now| now.seats.clone());
        seats
            .into_iter()
            .map(|seat| {
                let chair = seat.chair.then(|| format!(" · {}", words::chair(l)));
                let submitted = match &seat.set_aside {
                    Some(it) => format!("{} ({})", vacancy_words::cell_set_aside(l), it.reason),
                    None if seat.submitted => vacancy_words::cell_submitted(l).to_owned(),
                    None => vacancy_words::cell_waiting(l).to_owned(),
                };
                let state = seat.rates.then(|| format!(" · {submitted}"));
                let present = if seat.present { words::present(l) } else { words::absent(l) };
                view! {
                    <li>
                        <span class="presence" class:here=seat.present aria-hidden="true"></span>
                        {seat.name}
                        <span class="soft">{chair} " · " {present} {state}</span>
                    </li>
                }
            })
            .collect_view()
    };
    let count = move || {
        panel.now.with(|now| {
            let raters = now.seats.iter().filter(|seat| seat.rates);
            let (done, all) = raters.fold((0, 0), |(done, all), seat| (done + u32::from(seat.submitted), all + 1));
            text::common::submitted(l, done, all)
        })
    };
    view! {
        <ul class="plain" data-seats="">{seats}</ul>
        <p class="soft" role="status" data-submitted="">{count}</p>
    }
}
