//! What to ask now, and the note.

use domain::{
    Bilingual,
    ids::ItemId,
    scorecard::{Competency, Question as Model},
};
use leptos::prelude::*;
use text::{errors, interview as words, names};

use super::{calls::InterviewCall, place::Place, rating::Rating, sheet::Sheet};
use crate::{
    boot::lang,
    ui::{FormState, Hidden, LiveTextArea, Submit},
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
    let whole = item.question.is_none();
    let position = words::position(l, u32::try_from(index + 1).unwrap_or(0), u32::try_from(place.count).unwrap_or(0));
    let heading = format!("{} · {position}", competency.name.best(l).0);
    let note_id = call.note_ids.iter().find(|(item, _)| *item == id).map(|(_, note)| note.to_string()).unwrap_or_default();
    // Written in another tab or on another device at the same time: a note of its own.
    let others: Vec<String> = call
        .view
        .mine
        .iter()
        .flat_map(|m| &m.notes)
        .filter(|n| n.item == id && n.id.to_string() != note_id)
        .map(|n| n.text.clone())
        .collect();
    let (first, last) = (index == 0, index + 1 == place.count);
    let said = |own: &Bilingual, usual: &str| if own.is_blank() { usual.to_owned() } else { own.best(l).0.to_owned() };
    let opening = said(&call.view.document.opening, words::opening(l));
    let closing = said(&call.view.document.closing, words::closing(l));
    let sheet = expect_context::<Sheet>();
    let had_note = sheet.notes.with_untracked(|n| n.get(&id).cloned().unwrap_or_default());
    let form_id = format!("record-{id}");
    let state = FormState::of(RECORD, &form_id);
    let summary = state.failure.as_ref().map(|f| errors::failure(l, f));
    let fine = summary.is_none();
    // Before the parts below are made: they look for it.
    provide_context(state);
    let asking = view! {
        <section class="ask" aria-labelledby="asking">
            {first.then(|| view! { <p class="hint"><strong>{words::start_with(l)}": "</strong> {opening}</p> })}
            <p class="eyebrow">{heading}</p>
            <Asked questions=asked />
            {whole.then(|| view! { <p class="note">{words::rate_whole(l)}</p> })}
            {rates.then(|| view! { <Note item=id locked=sheet.locked others=others /> })}
            <Guidance competency=competency.clone() />
            {last.then(|| view! { <p class="hint"><strong>{words::round_off(l)}": "</strong> {closing}</p> })}
        </section>
    }
    .into_any();
    if !rates {
        return view! { {asking} <Rating competency=competency item=id locked=true observer=true /> }.into_any();
    }
    view! {
        <form method="post" action=RECORD class="record" on:submit=|event| event.prevent_default()>
            <input type="hidden" name="_form" value=form_id />
            <div class="form-failure" role="alert" hidden=fine>{summary}</div>
            <Hidden name="interview" value=call.view.id.to_string() />
            <Hidden name="item" value=id.to_string() />
            <Hidden name="rating_entry" value=call.rating_entry.to_string() />
            <Hidden name="note_entry" value=call.note_entry.to_string() />
            <Hidden name="note_id" value=note_id />
            <Hidden name="had_note" value=had_note />
            <Hidden name="next" value=(index + 2).min(place.count).to_string() />
            {asking}
            <Rating competency=competency item=id locked=sheet.locked observer=false />
            {(!sheet.locked).then(|| view! { <div class="no-script"><Submit label=words::save_item(l) class="button primary" /></div> })}
        </form>
    }
    .into_any()
}

#[component]
fn Asked(questions: Vec<Model>) -> impl IntoView {
    let l = lang();
    questions
        .into_iter()
        .enumerate()
        .map(|(index, question)| {
            let (text, written) = question.text.best(l);
            let (text, foreign) = (text.to_owned(), (written != l).then(|| written.tag()));
            let probes = question
                .probes
                .iter()
                .map(
                    |probe| view! { <li><span class="step">{names::step(l, probe.step)}</span> " " {probe.text.best(l).0.to_owned()}</li> },
                )
                .collect_view();
            view! {
                <h2 class="question" id=(index == 0).then_some("asking") lang=foreign>{text}</h2>
                <h3 class="small-head">{words::probes(l)}</h3>
                <ul class="probes">{probes}</ul>
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

/// The note of one item. Read-only once submitted.
#[component]
fn Note(item: ItemId, locked: bool, others: Vec<String>) -> impl IntoView {
    let l = lang();
    let sheet = expect_context::<Sheet>();
    let form = expect_context::<FormState>();
    let text = form.typed("note").unwrap_or_else(|| sheet.notes.with_untracked(|n| n.get(&item).cloned().unwrap_or_default()));
    on_cleanup(move || sheet.settle_notes());
    let live = move || sheet.notes.with(|n| n.get(&item).cloned().unwrap_or_default());
    let invalid = form.faults("note").next().map(|_| "true");
    let faults = form.fault_words("note");
    view! {
        <div class="field note-field">
            <label for="note">{words::note(l)}</label>
            <p class="hint" id="note-hint">{words::note_hint(l)} " " {words::note_readable(l)}</p>
            <LiveTextArea
                name="note"
                text=text
                live=Signal::derive(live)
                locked=locked
                invalid=invalid
                typed=move |text| sheet.type_note(item, text)
                left=move || sheet.settle_notes()
            />
            <p class="fault" id="note-fault">{faults}</p>
            {others.into_iter().map(|text| view! { <blockquote class="said">{text}</blockquote> }).collect_view()}
        </div>
    }
    .into_any()
}
