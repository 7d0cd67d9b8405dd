//! Around the competencies: outline, title, opening and closing, time, weights.

use std::collections::BTreeMap;

use domain::{
    Lang,
    scorecard::{Checks, Document},
};
use leptos::prelude::*;
use text::{numbers, scorecards as words};

use super::page::{Base, BaseFields};
use crate::{
    boot::lang,
    ui::{Field, Form, Submit, TextArea},
};

#[component]
pub(super) fn Outline(document: Document, checks: Checks) -> impl IntoView {
    let l = lang();
    let minutes = words::minutes(l, document.planned_minutes(), u32::from(document.slot_minutes));
    let over = document.planned_minutes() > u32::from(document.slot_minutes);
    let mut open: BTreeMap<usize, u32> = BTreeMap::new();
    for fault in &checks.refusals {
        let index = fault.place.strip_prefix("/competencies/").and_then(|rest| rest.split('/').next()?.parse().ok());
        if let Some(index) = index {
            *open.entry(index).or_default() += 1;
        }
    }
    let items = document
        .competencies
        .iter()
        .enumerate()
        .map(|(index, c)| {
            let todo = open.get(&index).map(|n| view! { " " <span class="tag notice">{words::todo(l, *n)}</span> });
            let size = words::question_minutes(l, c.questions.len(), c.questions.iter().map(|q| u32::from(q.minutes)).sum());
            view! { <li><a href=format!("#c-{}", c.id)>{c.name.best(l).0.to_owned()}</a> " " <span class="soft">{size}</span> {todo}</li> }
        })
        .collect_view();
    view! {
        <nav class="outline" aria-label=words::outline(l)>
            <div id="live-outline" data-live="">
                <ol>{items}</ol>
                <p class=if over { "over" } else { "soft" }>{minutes}</p>
            </div>
        </nav>
    }
    .into_any()
}

#[component]
pub(super) fn Title(base: Base, title: String) -> impl IntoView {
    let l = lang();
    view! {
        <Form action="/api/ui/scorecards/rename" class="one-line" autosave=true>
            <BaseFields base=base />
            <Field name="title" label=words::name(l) value=title />
            <Submit label=words::rename(l) class="button no-script" />
        </Form>
    }
}

/// What the chair says at the start and at the end. Both are unrated.
#[component]
pub(super) fn Script(base: Base, draft: bool, document: Document) -> impl IntoView {
    let l = lang();
    let usual = |text: &str, usual: &str| if text.trim().is_empty() { usual.to_owned() } else { text.to_owned() };
    let (opening, closing) = (document.opening, document.closing);
    view! {
        <section class="sheet" aria-labelledby="script-title">
            <h2 id="script-title">{words::script(l)}</h2>
            {if draft {
                view! {
                    <p class="soft">{words::script_intro(l)}</p>
                    <Form action="/api/ui/scorecards/script" class="pairs" autosave=true>
                        <BaseFields base=base />
                        <TextArea name="opening_nl" label=words::in_dutch(l, words::opening(l)) value=opening.nl checked_in=Lang::Nl />
                        <TextArea name="opening_en" label=words::in_english(l, words::opening(l)) value=opening.en checked_in=Lang::En />
                        <TextArea name="closing_nl" label=words::in_dutch(l, words::closing(l)) value=closing.nl checked_in=Lang::Nl />
                        <TextArea name="closing_en" label=words::in_english(l, words::closing(l)) value=closing.en checked_in=Lang::En />
                        <Submit label=words::script_save(l) class="button no-script" />
                    </Form>
                }
                .into_any()
            } else {
                view! {
                    <dl class="facts">
                        <dt>{words::opening(l)}</dt>
                        <dd>{usual(opening.best(l).0, text::interview::opening(l))}</dd>
                        <dt>{words::closing(l)}</dt>
                        <dd>{usual(closing.best(l).0, text::interview::closing(l))}</dd>
                    </dl>
                }
                .into_any()
            }}
        </section>
    }
    .into_any()
}

#[component]
pub(super) fn Timing(base: Base, draft: bool, document: Document) -> impl IntoView {
    let l = lang();
    let slot = u32::from(document.slot_minutes);
    let minutes = |n: u16| n.to_string();
    view! {
        <section class="card" aria-labelledby="time-title">
            <h2 id="time-title">{words::time(l)}</h2>
            <p id="live-time" data-live="">{words::minutes(l, document.planned_minutes(), slot)}</p>
            {draft
                .then(|| {
                    view! {
                        <Form action="/api/ui/scorecards/times" autosave=true>
                            <BaseFields base=base />
                            <Field name="slot_minutes" label=words::slot(l) value=minutes(document.slot_minutes) inputmode="numeric" />
                            <Field name="opening_minutes" label=words::opening_minutes(l) value=minutes(document.opening_minutes) inputmode="numeric" />
                            <Field name="closing_minutes" label=words::closing_minutes(l) value=minutes(document.closing_minutes) inputmode="numeric" />
                            <Submit label=words::slot_save(l) class="button no-script" />
                        </Form>
                    }
                })}
        </section>
    }
    .into_any()
}

#[component]
pub(super) fn Weights(base: Base, draft: bool, document: Document) -> impl IntoView {
    let l = lang();
    let shares = document.shares();
    let rows = document
        .competencies
        .iter()
        .zip(shares)
        .enumerate()
        .map(|(index, (competency, share))| {
            let name = competency.name.best(l).0.to_owned();
            let share = numbers::percent(l, share);
            if draft {
                let field = format!("weight_{index}");
                view! {
                    <div class="weight">
                        <label for=field.clone()>{name}</label>
                        <input type="hidden" name="competencies[]" value=competency.id.to_string() />
                        <input id=field.clone() name="weights[]" inputmode="numeric" size="3" value=competency.weight.to_string() aria-describedby=format!("{field}-fault") />
                        <span class="soft number" id=format!("live-{field}") data-live="">{share}</span>
                        <p class="fault" id=format!("{field}-fault") data-fault=field></p>
                    </div>
                }
                .into_any()
            } else {
                view! { <div class="weight"><span>{name}</span><span class="number">{share}</span></div> }.into_any()
            }
        })
        .collect_view();
    view! {
        <section class="card" aria-labelledby="weights-title">
            <h2 id="weights-title">{words::weights(l)}</h2>
            {if draft {
                view! {
                    <p class="soft">{words::weights_intro(l)}</p>
                    <Form action="/api/ui/scorecards/weigh" autosave=true>
                        <BaseFields base=base />
                        {rows}
                        <TextArea name="weights_reason" label=words::weights_reason(l) value=document.weights_reason rows=2 />
                        <Submit label=words::weights_save(l) class="button no-script" />
                    </Form>
                }
                .into_any()
            } else {
                view! {
                    {rows}
                    {(!document.weights_reason.is_empty())
                        .then(|| view! { <p class="soft">{words::weights_fixed_reason(l)} ": " {document.weights_reason.clone()}</p> })}
                }
                .into_any()
            }}
        </section>
    }
    .into_any()
}
