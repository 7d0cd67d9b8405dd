//! The page: guide on the left, the question in the middle, the levels on the right, the bar at the foot.
//!
//! The heading is the server's; what a rater works with is one island, which wakes in the browser.

use domain::{interview::InterviewState, scoring::Rating};
use leptos::prelude::*;
use leptos_router::hooks::{use_params_map, use_query_map};
use text::{common, compare as compare_words, interview as words};

use super::{
    background::Background,
    calls::{InterviewCall, show},
    clock::Clock,
    guide::Guide,
    keys,
    live::{self, Panel},
    place::{self, Go, Place},
    question::Question,
    save::Save,
    sheet::Sheet,
    submit::SubmitPanel,
    unsaved::Unsaved,
};
use crate::{
    boot::lang,
    ui::{Load, Page, When},
};

#[component]
pub fn InterviewPage() -> impl IntoView {
    let params = use_params_map();
    view! {
        <Load
            source=move || params.with_untracked(|p| p.get("id").unwrap_or_default())
            fetch=show
            render=|call| view! { <Interview call=call /> }.into_any()
        />
    }
}

#[component]
fn Interview(call: InterviewCall) -> impl IntoView {
    let l = lang();
    let query = use_query_map();
    let index = query.with_untracked(|q| q.get("item")).and_then(|n| n.parse::<u32>().ok()).unwrap_or(1).saturating_sub(1);
    let submitting = query.with_untracked(|q| q.get("submit").is_some());
    let step = query.with_untracked(|q| q.get("step")).unwrap_or_default();
    let lead = format!("{} · {}", call.view.vacancy_title, common::round(l, call.view.round));
    let starts = call.view.starts_at;
    let cancelled = call.view.state == InterviewState::Cancelled;
    let observer = call.view.mine.is_none() && !cancelled;
    let submitted = call.view.mine.as_ref().is_some_and(|m| m.submitted_at.is_some());
    let mine = call.view.mine.as_ref();
    let returned = mine.and_then(|mine| mine.returned.as_ref()).filter(|_| !cancelled).map(|it| words::given_back(l, it));
    let set_aside = mine.and_then(|mine| mine.set_aside.as_ref()).map(|it| words::own_set_aside(l, it));
    let compare = call.view.revealed.then(|| format!("/vacancies/{}/compare", call.view.vacancy));
    view! {
        <Page title=call.view.candidate.clone() lead=lead actions=view! { <When moment=starts /> }.into_any()>
            {call.view.practice.then(|| view! { <p class="note">{words::practice(l)}</p> })}
            {cancelled.then(|| view! { <p class="note">{words::cancelled(l)}</p> })}
            {observer.then(|| view! { <p class="note">{words::observer(l)}</p> })}
            {returned.map(|said| view! { <div class="note" role="status" data-returned=""><p>{said}</p><p>{words::given_back_body(l)}</p></div> })}
            {submitted
                .then(|| {
                    view! {
                        <div class="note" role="status">
                            <strong>{words::submitted_title(l)}</strong>
                            <p>{words::submitted_body(l)} " " {words::read_only(l)}</p>
                            {set_aside.map(|said| view! { <p data-set-aside="">{said}</p> })}
                            {compare.map(|href| view! { <p><a class="button" href=href>{compare_words::title(l)}</a></p> })}
                        </div>
                    }
                })}
            <Scoring call=call index=index step=step submitting=submitting />
        </Page>
    }
    .into_any()
}

/// What a rater works with.
#[island]
fn Scoring(call: InterviewCall, index: u32, step: String, submitting: bool) -> impl IntoView {
    let l = lang();
    let items = call.view.document.items();
    let rates = call.view.mine.is_some() && call.view.state != InterviewState::Cancelled;
    let place = Place::new(index as usize, place::step(&step), submitting, items.len());
    let panel = Panel::new(&call.view);
    let part = items.get(place.index.get_untracked()).map(|item| (item.id, place.step.get_untracked()));
    let fresh = part.map_or((domain::ids::ItemId(uuid::Uuid::nil()), None), |part| part);
    let sheet = Sheet::new(call.view.id, call.view.starts_at, &call.view.mine.clone().unwrap_or_default(), (fresh, call.note_id));
    #[cfg(feature = "hydrate")]
    if let (true, Some(part)) = (rates, part) {
        let before = super::before::Before::read();
        Effect::new(move || before.clone().take_over(sheet, part));
    }
    provide_context(sheet);
    provide_context(panel);
    #[cfg(feature = "hydrate")]
    {
        // To the page as it is then: locked.
        let address = format!("/interviews/{}", call.view.id);
        Effect::new(move || {
            if sheet.submitted.get() {
                let _ = window().location().assign(&address);
            }
        });
    }
    keys::listen(place);
    live::follow(call.view.id, panel, sheet);
    #[cfg(feature = "hydrate")]
    super::lead::follow(call.view.id, panel, place, items.iter().map(|item| item.id).collect());
    let planned = call.view.document.planned_minutes();
    let (id, guide) = (call.view.id, call.clone());
    let (stale, behind) = (move || panel.stale.get().then(|| words::stale(l)), call.clone());
    view! {
        <div class="interview-head">
            <p class="notice-line" role="status" data-stale="">{stale}</p>
            <Background call=behind />
        </div>
        <div class="interview">
            <Guide call=guide place=place />
            {move || {
                if place.submitting.get() && rates && !sheet.locked {
                    view! { <SubmitPanel call=call.clone() place=place /> }.into_any()
                } else {
                    view! { <Question call=call.clone() place=place index=place.index.get() rates=rates /> }.into_any()
                }
            }}
        </div>
        <Unsaved interview=id />
        <Bar place=place rates=rates planned=planned />
    }
    .into_any()
}

/// Always at the foot: where you are, whether it is saved, the time, and the way on.
#[component]
fn Bar(place: Place, rates: bool, planned: u32) -> impl IntoView {
    let l = lang();
    let sheet = expect_context::<Sheet>();
    let rated = |r: &Rating| matches!(r, Rating::Level(_) | Rating::NotObserved(_));
    let panel = expect_context::<Panel>();
    let done = move || {
        u32::try_from(sheet.ratings.with(|all| all.iter().filter(|(item, r)| rated(r) && !panel.is_voided(**item)).count())).unwrap_or(0)
    };
    let count = move || u32::try_from(place.count.saturating_sub(panel.now.with(|now| now.voided.len()))).unwrap_or(0);
    let previous = move || place.index.get().saturating_sub(1);
    let next = move || (place.index.get() + 1).min(place.count.saturating_sub(1));
    view! {
        <div class="bar">
            <Go place=place to=Signal::derive(previous) class="button" label=words::previous(l) />
            <p class="save" role="status" data-save=move || sheet.save.with(Save::key)>
                {(rates && !sheet.locked).then(|| view! { <span class="script-only">{move || sheet.says()}</span> })}
                {rates.then(|| view! { <span class="soft">{move || words::progress(l, done(), count())}</span> })}
            </p>
            <Clock planned=planned />
            <Go place=place to=Signal::derive(next) class="button" label=words::next(l) />
            {(rates && !sheet.locked)
                .then(|| view! { <a class="button primary" href="?submit=1" hidden=move || place.submitting.get() on:click=move |event| place.ask_to_submit(&event)>{words::submit(l)}</a> })}
        </div>
    }
    .into_any()
}
