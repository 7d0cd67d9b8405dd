//! Beside the document: outline, what must and could be better, time, weights.

use domain::scorecard::{Checks, Document};
use leptos::prelude::*;
use text::{common, numbers, scorecards as words};

use super::page::{Base, BaseFields};
use crate::{
    boot::lang,
    ui::{Faults, Field, Form, Submit, TextArea},
};

#[component]
pub(super) fn Outline(document: Document) -> impl IntoView {
    let l = lang();
    let minutes = words::minutes(l, document.planned_minutes(), u32::from(document.slot_minutes));
    let items = document
        .competencies
        .iter()
        .map(|c| view! { <li><a href=format!("#c-{}", c.id)>{c.name.best(l).0.to_owned()}</a> " " <span class="soft">{c.questions.len()}</span></li> })
        .collect_view();
    view! {
        <nav class="outline" aria-label=words::outline(l)>
            <ol>{items}</ol>
            <p class="soft">{minutes}</p>
        </nav>
    }
    .into_any()
}

#[component]
pub(super) fn Publish(base: Base, checks: Checks, draft: bool, can_undo: bool) -> impl IntoView {
    let l = lang();
    let ready = checks.may_publish();
    view! {
        <section class="card" aria-labelledby="publish-title">
            <h2 id="publish-title">{words::publish(l)}</h2>
            <p class="soft">{words::publish_intro(l)}</p>
            {if ready {
                view! { <p class="good">{words::all_good(l)}</p> }.into_any()
            } else {
                view! {
                    <h3>{words::must(l)}</h3>
                    <Faults faults=checks.refusals />
                }
                .into_any()
            }}
            {(!checks.warnings.is_empty())
                .then(|| {
                    view! {
                        <h3>{words::could(l)}</h3>
                        <Faults faults=checks.warnings />
                    }
                })}
            {draft
                .then(|| {
                    view! {
                        <Form action="/api/ui/scorecards/publish">
                            <BaseFields base=base />
                            <Submit label=words::publish(l) class=if ready { "button primary" } else { "button" } />
                        </Form>
                    }
                })}
            {(draft && can_undo)
                .then(|| {
                    view! {
                        <Form action="/api/ui/scorecards/undo" class="inline">
                            <BaseFields base=base />
                            <Submit label=common::undo(l) class="quiet" />
                        </Form>
                        <p class="hint">{words::removed_undo(l)}</p>
                    }
                })}
        </section>
    }
    .into_any()
}

#[component]
pub(super) fn Published(base: Base, hash: String, may_edit: bool) -> impl IntoView {
    let l = lang();
    view! {
        <section class="card">
            <p>{words::published_intro(l)}</p>
            <p class="soft">{words::hash(l)} " " <code class="hash">{hash}</code></p>
            {may_edit
                .then(|| {
                    view! {
                        <p><a class="button primary" href="/vacancies/new">{words::open_vacancy(l)}</a></p>
                        <Form action="/api/ui/scorecards/new-version">
                            <BaseFields base=base />
                            <Submit label=words::new_version(l) />
                        </Form>
                    }
                })}
        </section>
    }
    .into_any()
}

#[component]
pub(super) fn Timing(base: Base, draft: bool, document: Document) -> impl IntoView {
    let l = lang();
    let slot = u32::from(document.slot_minutes);
    view! {
        <section class="card" aria-labelledby="time-title">
            <h2 id="time-title">{words::minutes(l, document.planned_minutes(), slot)}</h2>
            {draft
                .then(|| {
                    view! {
                        <Form action="/api/ui/scorecards/slot">
                            <BaseFields base=base />
                            <Field name="slot_minutes" label=words::slot(l) kind="text" value=slot.to_string() inputmode="numeric" />
                            <Submit label=words::slot_save(l) />
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
                        <input id=field name="weights[]" inputmode="numeric" size="3" value=competency.weight.to_string() />
                        <span class="soft number">{share}</span>
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
                    <Form action="/api/ui/scorecards/weigh">
                        <BaseFields base=base />
                        {rows}
                        <TextArea name="weights_reason" label=words::weights_reason(l) value=document.weights_reason rows=2 />
                        <Submit label=words::weights_save(l) />
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
