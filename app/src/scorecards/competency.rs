//! One competency of a scorecard: why, questions, levels.

use domain::scorecard::{Competency as Model, Question};
use leptos::prelude::*;
use text::{common, names, scorecards as words};

use super::{
    calls::Shelf,
    page::{Base, BaseFields},
};
use crate::{
    boot::lang,
    ui::{Form, Hidden, Select, Submit, TextArea},
};

#[component]
pub(super) fn Competency(base: Base, draft: bool, competency: Model, shelf: Option<Shelf>, first: bool, last: bool) -> impl IntoView {
    let l = lang();
    let id = competency.id.to_string();
    let name = competency.name.best(l).0.to_owned();
    let (definition, guidance) = (competency.definition.best(l).0.to_owned(), competency.guidance.best(l).0.to_owned());
    let questions = competency.questions.iter().map(|q| view! { <QuestionRow base=base draft=draft question=q.clone() /> }).collect_view();
    view! {
        <section class="sheet competency" id=format!("c-{id}") aria-labelledby=format!("h-{id}")>
            <div class="sheet-head">
                <h2 id=format!("h-{id}")>{name.clone()}</h2>
                <span class="tag">{names::kind(l, competency.kind)}</span>
                {draft.then(|| view! { <Moves base=base id=id.clone() name=name.clone() first=first last=last /> })}
            </div>
            <p class="measure">{definition}</p>
            <p class="soft measure">{guidance}</p>
            {if draft {
                view! { <Justify base=base competency=competency.clone() /> }.into_any()
            } else {
                view! {
                    <dl class="facts">
                        <dt>{words::why(l)}</dt>
                        <dd>{competency.why.clone()}</dd>
                        <dt>{words::task(l)}</dt>
                        <dd>{competency.task.clone()}</dd>
                    </dl>
                }
                .into_any()
            }}
            <h3>{words::questions(l)}</h3>
            <ol class="questions">{questions}</ol>
            {(draft)
                .then(|| shelf.map(|shelf| view! { <AddQuestion base=base competency=competency.clone() shelf=shelf /> }))}
            <details>
                <summary>{words::show_anchors(l)}</summary>
                <Anchors competency=competency />
            </details>
        </section>
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
            <Form action="/api/ui/scorecards/move-competency" id=format!("move-{id}") class="inline">
                <BaseFields base=base />
                <Hidden name="competency" value=moved />
                {(!first).then(|| view! { <Submit label=words::up(l) class="quiet" name="direction" value="up" aria_label=up /> })}
                {(!last).then(|| view! { <Submit label=words::down(l) class="quiet" name="direction" value="down" aria_label=down /> })}
            </Form>
            <Form action="/api/ui/scorecards/remove-competency" id=format!("remove-{id}") class="inline">
                <BaseFields base=base />
                <Hidden name="competency" value=id />
                <Submit label=common::remove(l) class="quiet" aria_label=remove />
            </Form>
        </div>
    }
    .into_any()
}

#[component]
fn Justify(base: Base, competency: Model) -> impl IntoView {
    let l = lang();
    let id = competency.id.to_string();
    view! {
        <Form action="/api/ui/scorecards/justify" id=format!("justify-{id}") class="justify">
            <BaseFields base=base />
            <Hidden name="competency" value=id.clone() />
            <TextArea name="why" id=format!("why-{id}") label=words::why(l) value=competency.why rows=2 />
            <TextArea name="task" id=format!("task-{id}") label=words::task(l) value=competency.task rows=2 />
            <Submit label=words::justify(l) />
        </Form>
    }
    .into_any()
}

#[component]
fn QuestionRow(base: Base, draft: bool, question: Question) -> impl IntoView {
    let l = lang();
    let (text, written) = question.text.best(l);
    let (text, foreign) = (text.to_owned(), (written != l).then(|| written.tag()));
    let label = words::on(common::remove(l), &text);
    let probes = question
        .probes
        .iter()
        .map(|probe| view! { <li><span class="step">{names::step(l, probe.step)}</span> " " {probe.text.best(l).0.to_owned()}</li> })
        .collect_view();
    view! {
        <li>
            <p class="question-text" lang=foreign>{text}</p>
            <p class="soft">{names::question_kind(l, question.kind)}</p>
            <details>
                <summary>{words::probes(l)}</summary>
                <ul class="probes">{probes}</ul>
            </details>
            {draft
                .then(|| {
                    view! {
                        <Form action="/api/ui/scorecards/remove-question" id=format!("q-{}", question.id) class="inline">
                            <BaseFields base=base />
                            <Hidden name="question" value=question.id.to_string() />
                            <Submit label=common::remove(l) class="quiet" aria_label=label />
                        </Form>
                    }
                })}
        </li>
    }
    .into_any()
}

#[component]
fn AddQuestion(base: Base, competency: Model, shelf: Shelf) -> impl IntoView {
    let l = lang();
    let id = competency.id.to_string();
    let used = |key: &str| competency.questions.iter().any(|q| q.key.as_deref() == Some(key));
    let options: Vec<(String, String)> =
        shelf.questions.iter().filter(|(key, _)| !used(key)).map(|(key, text)| (key.clone(), text.best(l).0.to_owned())).collect();
    (!options.is_empty())
        .then(|| {
            view! {
                <Form action="/api/ui/scorecards/add-question" id=format!("add-{id}") class="one-line">
                    <BaseFields base=base />
                    <Hidden name="competency" value=id.clone() />
                    <Select
                        name="question"
                        id=format!("question-{id}")
                        label=words::add_question(l)
                        blank=words::choose_question(l)
                        options=options
                    />
                    <Submit label=words::add_question(l) />
                </Form>
            }
        })
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
