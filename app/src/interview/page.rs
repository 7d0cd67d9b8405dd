//! The page: guide on the left, the question in the middle, the levels on the right, the bar at the foot.

use domain::interview::InterviewState;
use leptos::prelude::*;
use leptos_router::{
    components::A,
    hooks::{use_params_map, use_query_map},
};
use text::{common, compare as compare_words, interview as words};

use super::{
    calls::{InterviewCall, show},
    guide::Guide,
    keys,
    question::Question,
    sheet::Sheet,
    submit::SubmitPanel,
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
            source=move || params.with(|p| p.get("id").unwrap_or_default())
            fetch=show
            render=|call| view! { <Interview call=call /> }.into_any()
        />
    }
}

/// Which question is shown, from 0; whether the submit panel is.
#[derive(Clone, Copy)]
pub(super) struct Place {
    pub(super) index: Memo<usize>,
    pub(super) submitting: Memo<bool>,
    pub(super) count: usize,
}

impl Place {
    /// The address of a question, from 0.
    pub(super) fn href(self, index: usize) -> String {
        format!("?item={}", index.min(self.count.saturating_sub(1)) + 1)
    }
}

#[component]
fn Interview(call: InterviewCall) -> impl IntoView {
    let l = lang();
    let query = use_query_map();
    let count = call.view.document.items().len();
    let index = Memo::new(move |_| {
        let wanted = query.with(|q| q.get("item")).and_then(|n| n.parse::<usize>().ok()).unwrap_or(1);
        wanted.clamp(1, count.max(1)) - 1
    });
    let submitting = Memo::new(move |_| query.with(|q| q.get("submit").is_some()));
    let place = Place { index, submitting, count };
    let mine = call.view.mine.clone();
    let rates = mine.is_some() && call.view.state != InterviewState::Cancelled;
    let sheet = Sheet::new(call.view.id, &mine.unwrap_or_default(), &call.note_ids);
    provide_context(sheet);
    keys::listen(place, &call);
    let lead = format!("{} · {}", call.view.vacancy_title, common::round(l, call.view.round));
    let starts = call.view.starts_at;
    let cancelled = call.view.state == InterviewState::Cancelled;
    let locked = sheet.locked;
    let compare = format!("/vacancies/{}/compare", call.view.vacancy);
    let revealed = call.view.revealed;
    let title = call.view.candidate.clone();
    let call = StoredValue::new(call);
    view! {
        <Page title=title lead=lead actions=view! { <When moment=starts /> }.into_any()>
            {cancelled.then(|| view! { <p class="note">{words::cancelled(l)}</p> })}
            {(!rates && !cancelled).then(|| view! { <p class="note">{words::observer(l)}</p> })}
            {locked
                .then(|| {
                    view! {
                        <div class="note" role="status">
                            <strong>{words::submitted_title(l)}</strong>
                            <p>{words::submitted_body(l)} " " {words::read_only(l)}</p>
                            {revealed.then(|| view! { <p><a class="button" href=compare>{compare_words::title(l)}</a></p> })}
                        </div>
                    }
                })}
            <div class="interview">
                <Guide call=call.get_value() place=place />
                {move || {
                    if submitting.get() && rates && !locked {
                        view! { <SubmitPanel call=call.get_value() place=place /> }.into_any()
                    } else {
                        view! { <Question call=call.get_value() place=place index=index.get() rates=rates /> }.into_any()
                    }
                }}
            </div>
            <Bar place=place rates=rates />
        </Page>
    }
    .into_any()
}

/// Always at the foot: where you are, whether it is saved, and the way on.
#[component]
fn Bar(place: Place, rates: bool) -> impl IntoView {
    let l = lang();
    let sheet = expect_context::<Sheet>();
    let done = move || u32::try_from(sheet.ratings.with(std::collections::BTreeMap::len)).unwrap_or(0);
    let count = u32::try_from(place.count).unwrap_or(0);
    let previous = move || place.href(place.index.get().saturating_sub(1));
    let next = move || place.href(place.index.get() + 1);
    view! {
        <div class="bar">
            <A href=previous attr:class="button" attr:rel="prev">{words::previous(l)}</A>
            <p class="save" role="status" data-save=move || sheet.save.with(super::sheet::Save::key)>
                {rates.then(|| view! { <span class="script-only">{move || sheet.save.with(super::sheet::Save::words)}</span> })}
                {rates.then(|| view! { <span class="soft">{move || words::progress(l, done(), count)}</span> })}
            </p>
            <A href=next attr:class="button" attr:rel="next">{words::next(l)}</A>
            {(rates && !sheet.locked).then(|| view! { <A href="?submit=1" attr:class="button primary">{words::submit(l)}</A> })}
        </div>
    }
    .into_any()
}
