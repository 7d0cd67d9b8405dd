//! What to ask now, and beside it what is written and rated.

use domain::{
    Bilingual,
    ids::ItemId,
    scorecard::{Competency, Document, Question as Model, QuestionKind},
};
use leptos::prelude::*;
use text::{errors, interview as words};

use super::{
    asked::{Asked, Moment},
    calls::InterviewCall,
    clock::QuestionClock,
    help::Help,
    live::Panel,
    note::Note,
    place::{Place, key},
    rating::Rating,
    sheet::Sheet,
    starr::{Chips, Probes},
};
use crate::{
    boot::lang,
    ui::{For, FormState, Hidden, Submit},
};

/// Where the form goes without script; with script the outbox sends instead.
const RECORD: &str = "/api/ui/interview/record";

#[component]
pub(super) fn Question(call: InterviewCall, place: Place, index: usize, rates: bool) -> impl IntoView {
    let l = lang();
    let items = call.view.document.items();
    let Some(item) = items.get(index) else { return ().into_any() };
    let competency = item.competency.clone();
    let (id, asked) = (item.id, item.question.map_or_else(|| competency.questions.clone(), |q| vec![q.clone()]));
    let past = asked.iter().any(|question| question.kind == QuestionKind::Behavioural);
    let whole = item.question.is_none();
    let position = words::position(l, u32::try_from(index + 1).unwrap_or(0), u32::try_from(place.count).unwrap_or(0));
    let heading = format!("{} · {position}", competency.name.best(l).0);
    let (first, last) = (index == 0, index + 1 == place.count);
    let sheet = expect_context::<Sheet>();
    view! {
        <div class="record">
            <section class="ask" aria-labelledby="asking">
                {first.then(|| view! { <Opening document=call.view.document.clone() call=call.clone() /> })}
                <p class="eyebrow">{heading}</p>
                <Voided item=id />
                <Questions questions=asked call=call.clone() item=id place=place rates=rates />
                {whole.then(|| view! { <p class="note">{words::rate_whole(l)}</p> })}
            </section>
            {if rates {
                view! { <Answer call=call.clone() place=place index=index competency=competency.clone() item=id past=past /> }.into_any()
            } else {
                view! { <Rating competency=competency.clone() item=id locked=true observer=true /> }.into_any()
            }}
            <section class="ask more">
                <Guidance competency=competency />
                {(!sheet.locked).then(|| view! { <Help past=past /> })}
                {last.then(|| view! { <Closing document=call.view.document.clone() call=call.clone() /> })}
            </section>
        </div>
    }
    .into_any()
}

/// What the rater writes and chooses: a form of its own, so that it works without script.
#[component]
fn Answer(call: InterviewCall, place: Place, index: usize, competency: Competency, item: ItemId, past: bool) -> impl IntoView {
    let l = lang();
    let sheet = expect_context::<Sheet>();
    let part = untrack(|| (item, place.step.get()));
    let (note, base) = (sheet.note_of(part), sheet.base_of(part));
    let had_note = untrack(|| sheet.text_of(part));
    let had_nothing = if untrack(|| sheet.no_evidence.with(|all| all.contains(&item))) { "on" } else { "" };
    let form_id = format!("record-{item}");
    let state = FormState::of(RECORD, &form_id);
    let summary = state.failure.as_ref().map(|f| errors::failure(l, f));
    let fine = summary.is_none();
    // Before the parts below are made: they look for it.
    provide_context(state);
    view! {
        <form method="post" action=RECORD class="answer" on:submit=|event| event.prevent_default()>
            <input type="hidden" name="_form" value=form_id />
            <For />
            <Hidden name="interview" value=call.view.id.to_string() />
            <Hidden name="item" value=item.to_string() />
            <Hidden name="step" value=part.1.map(key).unwrap_or_default() />
            <Hidden name="rating_entry" value=call.entries.rating.to_string() />
            <Hidden name="note_entry" value=call.entries.note.to_string() />
            <Hidden name="no_evidence_entry" value=call.entries.no_evidence.to_string() />
            <Hidden name="note_id" value=note.to_string() />
            <Hidden name="base" value=base.map(|base| base.to_string()).unwrap_or_default() />
            <Hidden name="had_note" value=had_note />
            <Hidden name="had_no_evidence" value=had_nothing />
            <Hidden name="next" value=(index + 2).min(place.count).to_string() />
            <section class="ask write">
                <div class="form-failure" role="alert" hidden=fine>{summary}</div>
                <Chips item=item place=place locked=sheet.locked past=past />
                <Note item=item place=place locked=sheet.locked />
            </section>
            <Rating competency=competency item=item locked=sheet.locked observer=false />
            {(!sheet.locked).then(|| view! { <div class="no-script"><Submit label=words::save_item(l) class="button primary" /></div> })}
        </form>
    }
    .into_any()
}

/// A question that was dropped says so, and why, for everybody alike.
#[component]
fn Voided(item: ItemId) -> impl IntoView {
    let l = lang();
    let panel = expect_context::<Panel>();
    move || {
        let voided = panel.now.with(|now| now.voided.iter().find(|voided| voided.item == item).cloned());
        voided.map(|voided| view! { <p class="note">{words::voided(l)} " " {voided.reason}</p> })
    }
}

/// The words of the scorecard, or the usual ones.
fn said(own: &Bilingual, usual: &str) -> String {
    if own.is_blank() { usual.to_owned() } else { own.best(lang()).0.to_owned() }
}

#[component]
fn Opening(document: Document, call: InterviewCall) -> impl IntoView {
    let l = lang();
    let minutes = words::minutes(l, document.opening_minutes);
    let arrangements = call.view.arrangements.clone();
    view! {
        <div class="phase">
            <p class="hint"><strong>{words::start_with(l)} " (" {minutes} "): "</strong> {said(&document.opening, words::opening(l))}</p>
            {(!arrangements.is_empty()).then(|| view! { <p class="hint"><strong>{words::arrangements(l)}": "</strong> {arrangements}</p> })}
            <Moment call=call begins=true />
        </div>
    }
}

#[component]
fn Closing(document: Document, call: InterviewCall) -> impl IntoView {
    let l = lang();
    let minutes = words::minutes(l, document.closing_minutes);
    view! {
        <div class="phase">
            <p class="hint"><strong>{words::round_off(l)} " (" {minutes} "): "</strong> {said(&document.closing, words::closing(l))}</p>
            <Moment call=call begins=false />
        </div>
    }
}

#[component]
fn Questions(questions: Vec<Model>, call: InterviewCall, item: ItemId, place: Place, rates: bool) -> impl IntoView {
    let l = lang();
    questions
        .into_iter()
        .enumerate()
        .map(|(index, question)| {
            let (text, written) = question.text.best(l);
            let (text, foreign) = (text.to_owned(), (written != l).then(|| written.tag()));
            view! {
                <h2 class="question" id=(index == 0).then_some("asking") tabindex=(index == 0).then_some("-1") lang=foreign>{text}</h2>
                <Asked call=call.clone() question=question.id />
                <p class="soft small"><QuestionClock question=question.id planned=question.minutes /></p>
                <Probes item=item question=question.id probes=question.probes place=place rates=rates />
            }
        })
        .collect_view()
        .into_any()
}

#[component]
fn Guidance(competency: Competency) -> impl IntoView {
    let l = lang();
    let text = competency.guidance.best(l).0.to_owned();
    (!text.is_empty()).then(|| {
        view! {
            <details>
                <summary>{words::look_for(l)}</summary>
                <p class="soft measure">{text}</p>
            </details>
        }
    })
}
