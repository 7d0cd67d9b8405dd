//! The five levels with what they look like, and *not observed*.

use domain::{
    ids::ItemId,
    ledger::{REASON_MAX, Said},
    scorecard::Competency,
    scoring::{Level, Rating as Value},
};
use leptos::prelude::*;
use text::{interview as words, names};

use super::{left::Left, live::Panel, sheet::Sheet};
use crate::{
    boot::lang,
    ui::{FormState, GroupFault},
};

/// A real radio group: arrow keys, forced colours and no script come free.
#[component]
pub(super) fn Rating(competency: Competency, item: ItemId, locked: bool, observer: bool) -> impl IntoView {
    let l = lang();
    let (sheet, panel) = (expect_context::<Sheet>(), expect_context::<Panel>());
    let voided = untrack(|| panel.is_voided(item));
    let locked = locked || voided;
    // Without script note and level are sent together, so it is the server that looks.
    let waits = move || (!observer && !locked && !sheet.has_evidence(item)).then(|| words::evidence_first(l));
    let levels = Level::ALL
        .into_iter()
        .zip(competency.anchors)
        .rev()
        .map(|(level, anchor)| {
            let (text, written) = anchor.best(l);
            let (text, foreign) = (text.to_owned(), (written != l).then(|| written.tag()));
            view! { <LevelRow level=level anchor=text foreign=foreign item=item locked=locked observer=observer /> }
        })
        .collect_view();
    view! {
        <fieldset class="rate">
            <legend>{words::levels(l)}</legend>
            <GroupFault name="level" />
            <p class="hint script-only" id="evidence-first" role="status">{waits}</p>
            {levels}
            {(!observer).then(|| view! { <NotObserved item=item locked=locked /> })}
        </fieldset>
    }
    .into_any()
}

#[component]
fn LevelRow(level: Level, anchor: String, foreign: Option<&'static str>, item: ItemId, locked: bool, observer: bool) -> impl IntoView {
    let l = lang();
    let sheet = expect_context::<Sheet>();
    let n = level.get();
    let reasonless = move || sheet.reasonless.with(|all| all.contains(&item));
    let chosen = move || !reasonless() && sheet.ratings.with(|r| r.get(&item) == Some(&Value::Level(level)));
    let typed = use_context::<FormState>().and_then(|f| f.ticked("level", &n.to_string()));
    let start = typed.unwrap_or_else(|| sheet.ratings.with_untracked(|r| r.get(&item) == Some(&Value::Level(level))));
    let (id, anchor_id) = (format!("level-{n}"), format!("anchor-{n}"));
    view! {
        <div class=format!("rate-row level-{n}") class:chosen=chosen>
            {(!observer)
                .then(|| {
                    view! {
                        <input
                            type="radio"
                            id=id.clone()
                            name="level"
                            value=n.to_string()
                            checked=start
                            prop:checked=chosen
                            disabled=locked
                            prop:disabled=move || locked || !sheet.has_evidence(item)
                            aria-describedby=anchor_id.clone()
                            on:change=move |_| {
                                sheet.chose(item);
                                sheet.say(Said::Rated { item, rating: Value::Level(level) });
                            }
                        />
                    }
                })}
            <label for=id.clone()><span class="digit">{n}</span> {names::level(l, n)}</label>
            <p class="anchor" id=anchor_id.clone() lang=foreign>{anchor}</p>
        </div>
    }
    .into_any()
}

#[component]
fn NotObserved(item: ItemId, locked: bool) -> impl IntoView {
    let l = lang();
    let sheet = expect_context::<Sheet>();
    let form = use_context::<FormState>().unwrap_or_default();
    let reason = move || {
        sheet.ratings.with(|r| match r.get(&item) {
            Some(Value::NotObserved(reason)) => Some(reason.clone()),
            _ => None,
        })
    };
    let typed = form.ticked("level", "none");
    let start = typed.unwrap_or_else(|| sheet.ratings.with_untracked(|r| matches!(r.get(&item), Some(Value::NotObserved(_)))));
    if typed == Some(true) {
        sheet.chose_none(item);
    }
    let picked = move || sheet.reasonless.with(|all| all.contains(&item));
    let chosen = move || picked() || reason().is_some();
    let text = form.typed("reason").or_else(|| untrack(reason)).unwrap_or_default();
    let faults = form.fault_words("reason");
    // Not sent yet: news of the panel draws the field again, and what is being typed must stay.
    let typing = RwSignal::new(None::<String>);
    // Without a reason it is not sent: that has to be said, or somebody thinks it counts.
    let lacking = move || {
        // It goes while somebody types, not when they leave the field: then it would move what they tap.
        let blank = typing.with(|typed| typed.as_deref().is_none_or(domain::visible::is_blank));
        let without = picked() && blank && reason().is_none();
        let level = sheet.ratings.with(|r| if let Some(Value::Level(level)) = r.get(&item) { Some(*level) } else { None });
        let lacks = || level.map_or_else(|| words::not_observed_lacks(l).to_owned(), |level| words::level_stands(l, level.get()));
        faults.clone().or_else(|| without.then(lacks))
    };
    let start_text = text.clone();
    let shown = move || {
        let sent = reason();
        typing.get_untracked().or(sent).unwrap_or_else(|| text.clone())
    };
    let length = {
        let shown = shown.clone();
        Signal::derive(move || typing.get().unwrap_or_else(&shown))
    };
    let write_on = move |event: leptos::ev::Event| {
        let reason = event_target_value(&event);
        typing.set(Some(reason.clone()));
        sheet.typing(Said::Rated { item, rating: Value::NotObserved(reason) });
    };
    let write = move |event: leptos::ev::Event| {
        let reason = event_target_value(&event);
        if !domain::visible::is_blank(&reason) {
            typing.set(None);
            sheet.say(Said::Rated { item, rating: Value::NotObserved(reason.trim().to_owned()) });
            sheet.chose(item);
        }
    };
    view! {
        <div class="rate-row none" class:chosen=chosen>
            <input
                type="radio"
                id="level-none"
                name="level"
                value="none"
                checked=start
                prop:checked=chosen
                disabled=locked
                on:change=move |_| sheet.chose_none(item)
            />
            <label for="level-none">{words::not_observed(l)}</label>
            <div class="reason">
                <label for="reason">{words::not_observed_reason(l)}</label>
                <input
                    id="reason"
                    name="reason"
                    value=start_text
                    prop:value=shown
                    readonly=locked
                    aria-describedby="reason-hint reason-fault"
                    on:input=write_on
                    on:change=write
                />
                <Left text=length max=REASON_MAX />
                <p class="hint" id="reason-hint">{words::not_observed_hint(l)}</p>
                <p class="fault" id="reason-fault" role="status">{lacking}</p>
            </div>
        </div>
    }
    .into_any()
}
