//! What was said: one note per part of an answer, and the word that there was nothing to note.

use domain::{
    Code,
    ids::ItemId,
    ledger::{NOTE_MAX, Said},
};
use leptos::{prelude::*, web_sys::HtmlInputElement};
use text::{errors, interview as words, names};

use super::{
    left::Left,
    place::Place,
    sheet::{Sheet, Written},
};
use crate::{
    boot::lang,
    ui::{FormState, LiveTextArea},
};

/// The note of one item. Read-only once submitted.
#[component]
pub(super) fn Note(item: ItemId, place: Place, locked: bool) -> impl IntoView {
    let l = lang();
    let sheet = expect_context::<Sheet>();
    let form = expect_context::<FormState>();
    let part = move || (item, place.step.get());
    let text = form.typed("note").unwrap_or_else(|| untrack(|| sheet.text_of(part())));
    on_cleanup(move || sheet.settle_notes());
    let invalid = form.faults("note").next().map(|_| "true");
    let faults = form.fault_words("note");
    let label = move || match place.step.get() {
        None => words::note(l).to_owned(),
        Some(step) => format!("{}: {}", words::note(l), names::step(l, step)),
    };
    view! {
        <div class="field note-field">
            <label for="note">{label}</label>
            <p class="hint" id="note-hint">{words::note_hint(l)} " " {words::note_readable(l)}</p>
            <LiveTextArea
                name="note"
                text=text
                live=Signal::derive(move || sheet.text_of(part()))
                locked=locked
                invalid=invalid
                typed=move |text| sheet.type_note(untrack(part), text)
                left=move || sheet.settle_notes()
            />
            <Left text=Signal::derive(move || sheet.text_of(part())) max=NOTE_MAX />
            <p class="fault" id="note-fault">{faults}</p>
            <Others item=item place=place />
            {(!locked).then(|| view! { <NoEvidence item=item /> })}
        </div>
    }
    .into_any()
}

/// The other notes of this item: of other steps, and what another device wrote at the same time.
#[component]
fn Others(item: ItemId, place: Place) -> impl IntoView {
    let l = lang();
    let sheet = expect_context::<Sheet>();
    let said = move |written: Written| {
        let step = written.part.1;
        let head = step.map_or_else(|| words::note(l), |step| names::step(l, step));
        let part_shown = step == place.step.get();
        let go = move |_| place.write_in(step);
        view! {
            <blockquote class="said">
                {if part_shown {
                    view! { <span class="step">{head}</span> }.into_any()
                } else {
                    view! { <button type="button" class="link step script-only" on:click=go>{head}</button> }.into_any()
                }}
                " "
                {written.text}
            </blockquote>
        }
    };
    move || sheet.others((item, place.step.get())).into_iter().map(|(_, written)| said(written)).collect_view()
}

/// Evidence before the score (C3): who heard nothing says so, and takes it back unless a level rests on it.
#[component]
fn NoEvidence(item: ItemId) -> impl IntoView {
    let l = lang();
    let sheet = expect_context::<Sheet>();
    let form = expect_context::<FormState>();
    let said = move || sheet.no_evidence.with(|all| all.contains(&item));
    let start = form.ticked("no_evidence", "on").unwrap_or_else(|| untrack(said));
    let stands = RwSignal::new(false);
    let failed = form.fault_words("no_evidence");
    let fault = move || {
        let rests = stands.get() && sheet.rests_on_nothing(item);
        failed.clone().or_else(|| rests.then(|| errors::say(l, Code::LevelStands, "")))
    };
    let change = move |event: leptos::ev::Event| {
        let ticked = event_target_checked(&event);
        stands.set(!ticked && untrack(|| sheet.rests_on_nothing(item)));
        if stands.get_untracked() {
            event_target::<HtmlInputElement>(&event).set_checked(true);
        } else {
            sheet.say(Said::NoEvidence { item, withdrawn: !ticked });
        }
    };
    view! {
        <label class="choice compact">
            <input
                type="checkbox"
                id="no-evidence"
                name="no_evidence"
                value="on"
                checked=start
                prop:checked=said
                aria-describedby="no-evidence-fault"
                on:change=change
            />
            <span class="choice-label">{words::no_evidence(l)}</span>
        </label>
        <p class="fault" id="no-evidence-fault" role="status">{fault}</p>
    }
}
