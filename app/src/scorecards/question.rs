//! One question of a scorecard: as it reads, and its form.

use domain::{
    Lang,
    ids::ItemId,
    scorecard::{Competency, Question, QuestionKind},
};
use leptos::prelude::*;
use text::{common, names, scorecards as words};

use super::{
    calls::{Remark, Shelf},
    fields::{ProbeFields, QuestionKindField, probe_rows},
    page::{Base, BaseFields},
};
use crate::{
    boot::lang,
    ui::{Field, For, Form, Hidden, Select, Submit, TextArea},
};

#[component]
pub(super) fn QuestionRow(
    base: Base,
    draft: bool,
    competency: ItemId,
    question: Question,
    remarks: Vec<Remark>,
    editing: bool,
    place: usize,
    last: bool,
) -> impl IntoView {
    let l = lang();
    let id = question.id;
    let (text, written) = question.text.best(l);
    let (text, foreign) = (text.to_owned(), (written != l).then(|| written.tag()));
    let facts = format!("{} · {}", names::question_kind(l, question.kind), words::minutes_short(l, question.minutes));
    let probes = question
        .probes
        .iter()
        .map(|probe| view! { <li><span class="step">{names::step(l, probe.step)}</span> " " {probe.text.best(l).0.to_owned()}</li> })
        .collect_view();
    view! {
        <li id=format!("q-{id}") data-drag=format!("questions-{competency}") data-place=place>
            {if editing {
                view! { <QuestionForm base=base competency=competency question=Some(question) /> }.into_any()
            } else {
                view! {
                    <p class="question-text" lang=foreign>
                        {draft.then(|| view! { <span class="handle script-only" data-handle="" aria-hidden="true">"⠿"</span> })}
                        {text.clone()}
                    </p>
                    <p class="soft">{facts}</p>
                    <details>
                        <summary>{words::probes(l)}</summary>
                        <ul class="probes">{probes}</ul>
                    </details>
                    {draft.then(|| view! { <Acts base=base id=id text=text first=place == 0 last=last /> })}
                }
                .into_any()
            }}
            <Remarks base=base draft=draft remarks=remarks item=id />
        </li>
    }
    .into_any()
}

#[component]
fn Acts(base: Base, id: ItemId, text: String, first: bool, last: bool) -> impl IntoView {
    let l = lang();
    let on = |verb| words::on(verb, &text);
    let (edit, up, down, remove) = (on(words::edit(l)), on(words::up(l)), on(words::down(l)), on(common::remove(l)));
    view! {
        <div class="actions">
            <a class="quiet" href=format!("?edit={id}#q-{id}") aria-label=edit>{words::edit(l)}</a>
            <form method="post" action="/api/ui/scorecards/move-question" class="inline" data-enhance="" data-moves="">
                <input type="hidden" name="_form" value=format!("move-{id}") />
                <For />
                <BaseFields base=base />
                <Hidden name="question" value=id.to_string() />
                {(!first).then(|| view! { <Submit label=words::up(l) class="quiet" name="direction" value="up" aria_label=up /> })}
                {(!last).then(|| view! { <Submit label=words::down(l) class="quiet" name="direction" value="down" aria_label=down /> })}
                <button type="submit" name="direction" data-to="" hidden aria-hidden="true" tabindex="-1"></button>
            </form>
            <Form action="/api/ui/scorecards/remove-question" id=format!("q-{id}") class="inline">
                <BaseFields base=base />
                <Hidden name="question" value=id.to_string() />
                <Submit label=common::remove(l) class="quiet" aria_label=remove />
            </Form>
        </div>
    }
    .into_any()
}

/// A question in both languages side by side; a new one when there is none yet.
#[component]
pub(super) fn QuestionForm(base: Base, competency: ItemId, question: Option<Question>) -> impl IntoView {
    let l = lang();
    let id = question.as_ref().map(|q| q.id.to_string()).unwrap_or_default();
    let kind = question.as_ref().map_or(QuestionKind::Behavioural, |q| q.kind);
    let minutes = question.as_ref().map_or(domain::scorecard::ENOUGH_MINUTES, |q| q.minutes);
    let (text, probes) = question.map(|q| (q.text, q.probes)).unwrap_or_default();
    let part = if id.is_empty() { format!("c-{competency}") } else { format!("q-{id}") };
    let back = format!("/scorecards/{}#{part}", base.scorecard);
    let rows =
        (0..probe_rows(&probes)).map(|nth| view! { <ProbeFields nth=nth usual=nth probe=probes.get(nth).cloned() /> }).collect_view();
    view! {
        <Form action="/api/ui/scorecards/question" id=format!("question-{competency}-{id}") class="pairs edit">
            <BaseFields base=base />
            <Hidden name="competency" value=competency.to_string() />
            <Hidden name="question" value=id />
            <QuestionKindField name="kind" kind=kind />
            <Field name="minutes" label=words::minutes_field(l) value=minutes.to_string() inputmode="numeric" />
            <TextArea name="text_nl" label=words::in_dutch(l, words::question(l)) value=text.nl checked_in=Lang::Nl />
            <TextArea name="text_en" label=words::in_english(l, words::question(l)) value=text.en checked_in=Lang::En />
            <h4 class="whole-row">{words::probes(l)}</h4>
            <p class="hint whole-row">{words::probes_hint(l)}</p>
            {rows}
            <div class="actions">
                <Submit label=common::save(l) class="button primary" />
                <a class="button" href=back>{common::cancel(l)}</a>
            </div>
        </Form>
    }
    .into_any()
}

#[component]
pub(super) fn AddQuestion(base: Base, competency: Competency, shelf: Option<Shelf>) -> impl IntoView {
    let l = lang();
    let id = competency.id;
    let name = competency.name.best(l).0.to_owned();
    let used = |key: &str| competency.questions.iter().any(|q| q.key.as_deref() == Some(key));
    let options: Vec<(String, String)> = shelf
        .map(|shelf| {
            shelf.questions.into_iter().filter(|(key, _)| !used(key)).map(|(key, text)| (key, text.best(l).0.to_owned())).collect()
        })
        .unwrap_or_default();
    view! {
        {(!options.is_empty())
            .then(|| {
                view! {
                    <Form action="/api/ui/scorecards/add-question" id=format!("add-{id}") class="one-line">
                        <BaseFields base=base />
                        <Hidden name="competency" value=id.to_string() />
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
            })}
        <p><a class="quiet" href=format!("?edit=new-{id}#questions-{id}") aria-label=words::on(words::write_question(l), &name)>{words::write_question(l)}</a></p>
    }
    .into_any()
}

/// What the rules say of this wording: why, on what ground, what to ask instead; and a reason to keep it all the same.
#[component]
pub(super) fn Remarks(base: Base, draft: bool, remarks: Vec<Remark>, item: ItemId) -> impl IntoView {
    let l = lang();
    if remarks.is_empty() {
        return ().into_any();
    }
    let rows = remarks
        .into_iter()
        .map(|remark| {
            let basis = remark.legal_basis.join(", ");
            let keeps = draft && remark.may_keep;
            let (rule, kept) = (remark.rule.clone(), remark.kept_because.clone());
            view! {
                <li class=if remark.stops { "remark stops" } else { "remark" }>
                    <p><strong>{remark.name}</strong> ": " <q>{remark.quote}</q></p>
                    <p>{remark.why}</p>
                    {(!remark.ask_instead.is_empty()).then(|| view! { <p>{words::ask_instead(l)} " " {remark.ask_instead}</p> })}
                    {(!basis.is_empty()).then(|| view! { <p class="soft">{words::legal_basis(l)} " " {basis}</p> })}
                    {keeps.then(|| view! { <Keep base=base item=item rule=rule kept=kept /> })}
                </li>
            }
        })
        .collect_view();
    view! { <ul class="remarks" id=format!("r-{item}")>{rows}</ul> }.into_any()
}

#[component]
fn Keep(base: Base, item: ItemId, rule: String, kept: String) -> impl IntoView {
    let l = lang();
    let id = format!("keep-{item}-{rule}");
    view! {
        <Form action="/api/ui/scorecards/keep-wording" id=id.clone()>
            <BaseFields base=base />
            <Hidden name="item" value=item.to_string() />
            <Hidden name="rule" value=rule />
            <TextArea name="reason" id=id label=words::keep_reason(l) hint=words::keep_hint(l) value=kept rows=2 />
            <Submit label=words::keep(l) />
        </Form>
    }
    .into_any()
}
