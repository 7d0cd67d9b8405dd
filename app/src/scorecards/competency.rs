//! One competency of a scorecard: what it means, why it is needed, its questions and levels.

use domain::{
    Lang,
    scorecard::{Competency as Model, CompetencyKind},
};
use leptos::prelude::*;
use text::{common, names, scorecards as words};

use super::{
    calls::{Remark, Shelf},
    fields::{AnchorFields, CompetencyKindField},
    page::{Base, BaseFields},
    question::{AddQuestion, QuestionForm, QuestionRow, Remarks},
};
use crate::{
    boot::lang,
    ui::{Choice, Field, For, Form, Hidden, Submit, TextArea},
};

#[component]
pub(super) fn Competency(
    base: Base,
    draft: bool,
    competency: Model,
    shelf: Option<Shelf>,
    remarks: Vec<Remark>,
    /// The part that is being edited.
    edit: String,
    place: usize,
    last: bool,
) -> impl IntoView {
    let l = lang();
    let id = competency.id.to_string();
    let name = competency.name.best(l).0.to_owned();
    let end = competency.questions.len().saturating_sub(1);
    let questions = competency
        .questions
        .iter()
        .enumerate()
        .map(|(index, question)| {
            let remarks = remarks.iter().filter(|r| r.item == question.id).cloned().collect::<Vec<_>>();
            let editing = edit == question.id.to_string();
            let competency = competency.id;
            view! {
                <QuestionRow
                    base=base
                    draft=draft
                    competency=competency
                    question=question.clone()
                    remarks=remarks
                    editing=draft && editing
                    place=index
                    last=index == end
                />
            }
        })
        .collect_view();
    let own = remarks.iter().filter(|r| r.item == competency.id).cloned().collect::<Vec<_>>();
    let (meaning, anchors, writing) = (edit == id, edit == format!("anchors-{id}"), edit == format!("new-{id}"));
    view! {
        <section class="sheet competency" id=format!("c-{id}") aria-labelledby=format!("h-{id}") data-drag="competencies" data-place=place>
            <div class="sheet-head">
                {draft.then(|| view! { <span class="handle script-only" data-handle="" aria-hidden="true">"⠿"</span> })}
                <h2 id=format!("h-{id}")>{name.clone()}</h2>
                <span class="tag">{names::kind(l, competency.kind)}</span>
                {draft.then(|| view! { <Moves base=base id=id.clone() name=name.clone() first=place == 0 last=last /> })}
            </div>
            {if draft && meaning {
                view! { <MeaningForm base=base competency=Some(competency.clone()) /> }.into_any()
            } else {
                view! { <Meaning draft=draft competency=competency.clone() /> }.into_any()
            }}
            <Remarks base=base draft=draft remarks=own item=competency.id />
            {if draft {
                view! { <Justify base=base competency=competency.clone() /> }.into_any()
            } else {
                view! { <Reasons competency=competency.clone() /> }.into_any()
            }}
            <h3 id=format!("questions-{id}")>{words::questions(l)}</h3>
            <ol class="questions">{questions}</ol>
            {draft.then(|| view! { <AddQuestion base=base competency=competency.clone() shelf=shelf /> })}
            {(draft && writing).then(|| view! { <QuestionForm base=base competency=competency.id question=None /> })}
            {if draft && anchors {
                view! { <AnchorsForm base=base competency=competency /> }.into_any()
            } else {
                view! {
                    <details id=format!("anchors-{id}")>
                        <summary>{words::show_anchors(l)}</summary>
                        {draft
                            .then(|| {
                                view! { <p><a class="quiet" href=format!("?edit=anchors-{id}#c-{id}") aria-label=words::on(words::edit_anchors(l), &name)>{words::edit_anchors(l)}</a></p> }
                            })}
                        <Anchors competency=competency />
                    </details>
                }
                .into_any()
            }}
        </section>
    }
    .into_any()
}

#[component]
fn Meaning(draft: bool, competency: Model) -> impl IntoView {
    let l = lang();
    let id = competency.id;
    let name = competency.name.best(l).0.to_owned();
    view! {
        <p class="measure">{competency.definition.best(l).0.to_owned()}</p>
        <p class="soft measure">{competency.guidance.best(l).0.to_owned()}</p>
        {draft.then(|| view! { <p><a class="quiet" href=format!("?edit={id}#c-{id}") aria-label=words::on(words::edit_meaning(l), &name)>{words::edit_meaning(l)}</a></p> })}
    }
    .into_any()
}

/// What a competency is, in both languages side by side; a new one when there is none yet.
#[component]
pub(super) fn MeaningForm(base: Base, competency: Option<Model>) -> impl IntoView {
    let l = lang();
    let id = competency.as_ref().map(|c| c.id.to_string()).unwrap_or_default();
    let kind = competency.as_ref().map_or(CompetencyKind::Potential, |c| c.kind);
    let (name, definition, guidance) = competency.map(|c| (c.name, c.definition, c.guidance)).unwrap_or_default();
    let back = format!("/scorecards/{}#{}", base.scorecard, if id.is_empty() { "add".to_owned() } else { format!("c-{id}") });
    view! {
        <Form action="/api/ui/scorecards/competency" id=format!("meaning-{id}") class="pairs edit">
            <BaseFields base=base />
            <Hidden name="competency" value=id />
            <CompetencyKindField kind=kind />
            <span></span>
            <Field name="name_nl" label=words::in_dutch(l, words::competency_name(l)) value=name.nl />
            <Field name="name_en" label=words::in_english(l, words::competency_name(l)) value=name.en />
            <TextArea name="definition_nl" label=words::in_dutch(l, words::definition(l)) value=definition.nl checked_in=Lang::Nl />
            <TextArea name="definition_en" label=words::in_english(l, words::definition(l)) value=definition.en checked_in=Lang::En />
            <TextArea name="guidance_nl" label=words::in_dutch(l, words::guidance(l)) value=guidance.nl checked_in=Lang::Nl />
            <TextArea name="guidance_en" label=words::in_english(l, words::guidance(l)) value=guidance.en checked_in=Lang::En />
            <div class="actions">
                <Submit label=common::save(l) class="button primary" />
                <a class="button" href=back>{common::cancel(l)}</a>
            </div>
        </Form>
    }
    .into_any()
}

#[component]
fn AnchorsForm(base: Base, competency: Model) -> impl IntoView {
    let l = lang();
    let id = competency.id.to_string();
    let back = format!("/scorecards/{}#c-{id}", base.scorecard);
    view! {
        <Form action="/api/ui/scorecards/anchors" id=format!("anchors-{id}") class="pairs edit">
            <BaseFields base=base />
            <Hidden name="competency" value=id />
            <p class="hint whole-row">{words::anchors_hint(l)}</p>
            <AnchorFields anchors=competency.anchors />
            <div class="actions">
                <Submit label=common::save(l) class="button primary" />
                <a class="button" href=back>{common::cancel(l)}</a>
            </div>
        </Form>
    }
    .into_any()
}

#[component]
fn Moves(base: Base, id: String, name: String, first: bool, last: bool) -> impl IntoView {
    let l = lang();
    let (up, down, remove) = (words::on(words::up(l), &name), words::on(words::down(l), &name), words::on(common::remove(l), &name));
    let moved = id.clone();
    view! {
        <div class="actions">
            <form method="post" action="/api/ui/scorecards/move-competency" class="inline" data-enhance="" data-moves="">
                <input type="hidden" name="_form" value=format!("move-{id}") />
                <For />
                <BaseFields base=base />
                <Hidden name="competency" value=moved />
                {(!first).then(|| view! { <Submit label=words::up(l) class="quiet" name="direction" value="up" aria_label=up /> })}
                {(!last).then(|| view! { <Submit label=words::down(l) class="quiet" name="direction" value="down" aria_label=down /> })}
                <button type="submit" name="direction" data-to="" hidden aria-hidden="true" tabindex="-1"></button>
            </form>
            <Form action="/api/ui/scorecards/remove-competency" id=format!("remove-{id}") class="inline">
                <BaseFields base=base />
                <Hidden name="competency" value=id />
                <Submit label=common::remove(l) class="quiet" aria_label=remove />
            </Form>
        </div>
    }
    .into_any()
}

/// Why the job needs it, the task behind it, and what may be learned later.
#[component]
fn Justify(base: Base, competency: Model) -> impl IntoView {
    let l = lang();
    let id = competency.id.to_string();
    let (demanded, whole) = (id.clone(), id.clone());
    let months = competency.learnable_months.map(|n| n.to_string()).unwrap_or_default();
    view! {
        <Form action="/api/ui/scorecards/justify" id=format!("justify-{id}") class="justify" autosave=true>
            <BaseFields base=base />
            <Hidden name="competency" value=id.clone() />
            <TextArea name="why" id=format!("why-{id}") label=words::why(l) value=competency.why rows=2 />
            <TextArea name="task" id=format!("task-{id}") label=words::task(l) value=competency.task rows=2 />
            <Submit label=words::justify(l) class="button no-script" />
        </Form>
        <details>
            <summary>{words::demands(l)}</summary>
            <div class="demands">
                <Form action="/api/ui/scorecards/demand" id=format!("demand-{demanded}") autosave=true>
                    <BaseFields base=base />
                    <Hidden name="competency" value=demanded.clone() />
                    <Field name="learnable_months" id=format!("learnable-{demanded}") label=words::learnable(l) hint=words::learnable_hint(l) value=months inputmode="numeric" />
                    <Choice name="knock_out" value="yes" label=words::knock_out(l) help=words::knock_out_hint(l) checked=competency.knock_out />
                    <p class="fault" data-fault="knock_out"></p>
                    <Submit label=common::save(l) class="button no-script" />
                </Form>
                <Form action="/api/ui/scorecards/rate-whole" id=format!("whole-{whole}") autosave=true>
                    <BaseFields base=base />
                    <Hidden name="competency" value=whole />
                    <Choice name="whole" value="yes" label=words::rate_whole(l) help=words::rate_whole_hint(l) checked=competency.rated_whole />
                    <Submit label=common::save(l) class="button no-script" />
                </Form>
            </div>
        </details>
    }
    .into_any()
}

#[component]
fn Reasons(competency: Model) -> impl IntoView {
    let l = lang();
    let learnable = competency.learnable_months.map(|months| words::learnable_in(l, months));
    view! {
        <dl class="facts">
            <dt>{words::why(l)}</dt>
            <dd>{competency.why}</dd>
            <dt>{words::task(l)}</dt>
            <dd>{competency.task}</dd>
        </dl>
        {learnable.map(|words| view! { <p class="soft">{words}</p> })}
        {competency.knock_out.then(|| view! { <p class="soft">{words::knock_out(l)}</p> })}
        {competency.rated_whole.then(|| view! { <p class="soft">{words::rate_whole(l)}</p> })}
    }
    .into_any()
}

/// The five levels with what they look like.
#[component]
pub(crate) fn Anchors(competency: Model) -> impl IntoView {
    let l = lang();
    let rows = (1u8..=5)
        .zip(competency.anchors)
        .rev()
        .map(|(level, anchor)| {
            let (text, written) = anchor.best(l);
            let (text, foreign) = (text.to_owned(), (written != l).then(|| written.tag()));
            view! {
                <dt class=format!("level level-{level}")>{level} " " {names::level(l, level)}</dt>
                <dd lang=foreign>{text}</dd>
            }
        })
        .collect_view();
    view! { <dl class="anchors">{rows}</dl> }.into_any()
}
