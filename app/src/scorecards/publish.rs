//! Beside the document: what must and could be better, how structured it is, and publishing.

use domain::{Fault, ids::ItemId, scorecard::Document};
use leptos::prelude::*;
use text::{common, errors, meter as meter_words, scorecards as words};

use super::{
    calls::{Remark, ScorecardView},
    meter::MeterView,
    page::{Base, BaseFields},
};
use crate::{
    boot::lang,
    ui::{Form, Submit, When},
};

#[component]
pub(super) fn Ready(base: Base, draft: bool, view: ScorecardView) -> impl IntoView {
    let l = lang();
    let changed_by = view.version.changed_by.clone();
    view! {
        <section class="card" aria-labelledby="publish-title">
            <h2 id="publish-title">{words::publish(l)}</h2>
            <p class="soft">{words::publish_intro(l)}</p>
            {draft.then(|| view! { <p id="save-state" class="save-line script-only" role="status" data-save="saved">{text::interview::state_ready(l)}</p> })}
            {draft
                .then(|| {
                    view! {
                        <Form action="/api/ui/scorecards/publish" class="publish">
                            <BaseFields base=base />
                            <Submit label=words::publish(l) />
                        </Form>
                    }
                })}
            <div id="live-checks" data-live="" class="live">
                {changed_by
                    .map(|name| view! { <p class="soft">{words::changed_by(l, &name)} " " <When moment=view.version.changed_at /></p> })}
                <Lists document=view.version.document.clone() view=view.clone() />
                {(draft && view.version.can_undo)
                    .then(|| {
                        view! {
                            <Form action="/api/ui/scorecards/undo" class="inline">
                                <BaseFields base=base />
                                <Submit label=common::undo(l) class="quiet" />
                            </Form>
                        }
                    })}
                <h3>{meter_words::title(l)}</h3>
                <MeterView meter=view.meter />
            </div>
        </section>
    }
    .into_any()
}

/// Refusals and warnings, each with the way to its place.
#[component]
fn Lists(document: Document, view: ScorecardView) -> impl IntoView {
    let l = lang();
    let (stops, others): (Vec<Remark>, Vec<Remark>) = view.remarks.iter().cloned().partition(|remark| remark.stops);
    let ready = view.may_publish();
    let better = !view.checks.warnings.is_empty() || !others.is_empty();
    view! {
        {if ready {
            view! { <p class="good">{words::all_good(l)}</p> }.into_any()
        } else {
            view! {
                <h3>{words::must(l)}</h3>
                <ul class="faults">
                    <Linked document=document.clone() faults=view.checks.refusals.clone() />
                    <Named remarks=stops />
                </ul>
            }
            .into_any()
        }}
        {better
            .then(|| {
                view! {
                    <h3>{words::could(l)}</h3>
                    <ul class="faults">
                        <Linked document=document faults=view.checks.warnings.clone() />
                        <Named remarks=others />
                    </ul>
                }
            })}
    }
    .into_any()
}

#[component]
fn Linked(document: Document, faults: Vec<Fault>) -> impl IntoView {
    let l = lang();
    faults
        .into_iter()
        .map(|fault| {
            let href = anchor_of(&document, &fault.place);
            view! { <li><a href=href>{errors::fault(l, &fault)}</a></li> }
        })
        .collect_view()
}

#[component]
fn Named(remarks: Vec<Remark>) -> impl IntoView {
    remarks
        .into_iter()
        .map(|remark| {
            let kept = (!remark.kept_because.is_empty()).then(|| format!(" ({})", words::kept(lang())));
            view! { <li><a href=format!("#r-{}", remark.item)>{remark.name} ": " <q>{remark.quote}</q> {kept}</a></li> }
        })
        .collect_view()
}

/// Where on the page the place in the document is.
fn anchor_of(document: &Document, place: &str) -> String {
    let mut parts = place.split('/').skip(1);
    let within = match parts.next() {
        Some("competencies") => {
            parts.next().and_then(|index| index.parse::<usize>().ok()).and_then(|index| document.competencies.get(index))
        }
        Some("slot_minutes") => return "#slot_minutes".into(),
        Some("weights_reason") => return "#weights_reason".into(),
        Some("title") => return "#title".into(),
        _ => None,
    };
    let Some(competency) = within else { return "#add".into() };
    let id: ItemId = competency.id;
    match parts.next() {
        Some("why") => format!("#why-{id}"),
        Some("task") => format!("#task-{id}"),
        Some("anchors") => format!("#anchors-{id}"),
        Some("questions") => {
            match parts.next().and_then(|index| index.parse::<usize>().ok()).and_then(|index| competency.questions.get(index)) {
                Some(question) => format!("#q-{}", question.id),
                None => format!("#questions-{id}"),
            }
        }
        _ => format!("#c-{id}"),
    }
}

#[component]
pub(super) fn Published(base: Base, view: ScorecardView) -> impl IntoView {
    let l = lang();
    view! {
        <section class="card">
            <p>{words::published_intro(l)}</p>
            <p class="soft">{words::hash(l)} " " <code class="hash">{view.version.hash.clone()}</code></p>
            {view
                .may_edit
                .then(|| {
                    view! {
                        <p><a class="button primary" href="/vacancies/new">{words::open_vacancy(l)}</a></p>
                        <Form action="/api/ui/scorecards/new-version">
                            <BaseFields base=base />
                            <Submit label=words::new_version(l) />
                        </Form>
                    }
                })}
            <h2>{meter_words::title(l)}</h2>
            <MeterView meter=view.meter />
        </section>
    }
    .into_any()
}
