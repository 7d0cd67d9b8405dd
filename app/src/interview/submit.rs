//! Before locking: what is still missing, a look at the own pattern, how one knows the candidate, and the whole.

use std::collections::BTreeMap;

use domain::{
    Code,
    ids::ItemId,
    interview::MySheet,
    ledger::Said,
    scoring::{Level, Rating},
};
use leptos::{html::Input, prelude::*};
use text::{interview as words, names};

use super::{
    because::{Reason, ReasonField},
    calls::InterviewCall,
    help::SubmitHelp,
    live::Panel,
    place::{Go, Place},
    relation::Relation,
    save::Save,
    sheet::Sheet,
};
use crate::{
    boot::lang,
    ui::{For, FormState, Hidden},
};

const SUBMIT: &str = "/api/ui/interview/submit";

#[component]
pub(super) fn SubmitPanel(call: InterviewCall, place: Place) -> impl IntoView {
    let l = lang();
    let sheet = expect_context::<Sheet>();
    let busy = RwSignal::new(false);
    // “Yes” without how: said, and not sent.
    let owes = RwSignal::new(false);
    let unanswered = RwSignal::new(false);
    let (no, how) = (NodeRef::<Input>::new(), NodeRef::<Input>::new());
    let why = Reason::of(SUBMIT, "submit");
    let nothing = Memo::new(move |_| sheet.ratings.with(BTreeMap::is_empty));
    let send = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let answered = !owes.get_untracked() && sheet.relation.with_untracked(Option::is_some);
        unanswered.set(!answered);
        let reason = if nothing.get_untracked() { why.given() } else { Some(String::new()) };
        let saved = sheet.refused.with_untracked(Vec::is_empty);
        if let (false, true, true, Some(reason)) = (busy.get_untracked(), answered, saved, reason) {
            busy.set(true);
            sheet.submit(reason);
        }
        let lacking = if owes.get_untracked() { how } else { no };
        if let Some(lacking) = lacking.get_untracked().filter(|_| !answered) {
            let _ = lacking.focus();
        }
    };
    // What the server says of it stands where the page would have said it.
    Effect::new(move || {
        let Some(code) = sheet.not_submitted.get() else { return };
        busy.set(false);
        unanswered.set(code == Code::DeclareFirst);
    });
    let failed = move || {
        let other = |code: &Code| !matches!(code, Code::DeclareFirst);
        let code = sheet.not_submitted.get().filter(other).map(|code| text::errors::say(l, code, ""));
        code.or_else(|| sheet.refused.with(|all| !all.is_empty()).then(|| words::submit_unsaved(l).to_owned()))
    };
    let waits = move || sheet.save.with(|save| matches!(save, Save::Waiting(failure) if failure.code == Code::Unavailable));
    let kept = move || (busy.get() && waits() && sheet.kept.get()).then(|| words::submit_waiting(l));
    let state = FormState::of(SUBMIT, "submit");
    let summary = state.failure.as_ref().map(|f| text::errors::failure(l, f));
    let fine = summary.is_none();
    provide_context(state);
    // A refusal lets somebody try again.
    let sending = move || (busy.get() && !matches!(sheet.save.get(), Save::Refused(..))).then_some("true");
    view! {
        <section class="ask submit-panel" aria-labelledby="submit-title">
            <h2 class="question" id="submit-title" tabindex="-1">{words::submit_title(l)}</h2>
            <p>{words::submit_intro(l)}</p>
            <Overview call=call.clone() place=place />
            <AllEqual />
            <form method="post" action=SUBMIT on:submit=send>
                <input type="hidden" name="_form" value="submit" />
                <For />
                <div class="form-failure" role="alert" hidden=fine>{summary}</div>
                <Hidden name="interview" value=call.view.id.to_string() />
                <Hidden name="entry" value=call.entries.submit.to_string() />
                <Hidden name="relation_entry" value=call.entries.relation.to_string() />
                <Hidden name="overall_entry" value=call.entries.overall.to_string() />
                <Relation owes=owes unanswered=unanswered no=no how=how />
                <Overall call=call.clone() />
                {move || nothing.get().then(|| view! { <div class="field"><ReasonField reason=why of="empty" label=words::submit_empty(l) /></div> })}
                <p class="fault" role="status" data-not-submitted="">{failed}</p>
                <p class="notice-line" role="status" data-kept="">{kept}</p>
                <div class="actions">
                    <button type="submit" class="button primary" aria-disabled=sending>{words::submit_confirm(l)}</button>
                    <Go place=place to=place.index class="button" label=words::submit_back(l) />
                </div>
            </form>
            <SubmitHelp />
        </section>
    }
    .into_any()
}

/// Every item with what it got, and what is still missing first.
#[component]
fn Overview(call: InterviewCall, place: Place) -> impl IntoView {
    let l = lang();
    let (sheet, panel) = (expect_context::<Sheet>(), expect_context::<Panel>());
    let items: Vec<(usize, ItemId, String)> = call
        .view
        .document
        .items()
        .into_iter()
        .enumerate()
        .map(|(index, item)| (index, item.id, format!("{} {} · {}", words::question(l), index + 1, item.competency.name.best(l).0)))
        .collect();
    let missing = {
        let items = items.clone();
        move || {
            let rated = sheet.ratings.get();
            let open = items.iter().filter(|(_, id, _)| !rated.contains_key(id) && !panel.is_voided(*id));
            let rows: Vec<_> =
                open.map(|(index, _, name)| view! { <li><Go place=place to=Signal::stored(*index) label=name.clone() /></li> }).collect();
            if rows.is_empty() {
                view! { <p class="good">{words::nothing_missing(l)}</p> }.into_any()
            } else {
                view! {
                    <p>{words::missing_title(l)}</p>
                    <ul>{rows}</ul>
                    <p class="soft">{words::missing_ok(l)}</p>
                }
                .into_any()
            }
        }
    };
    let given = move || {
        let rated = sheet.ratings.get();
        items
            .iter()
            .map(|(index, id, name)| {
                let level = match rated.get(id) {
                    _ if panel.is_voided(*id) => words::voided_short(l).to_owned(),
                    Some(Rating::Level(level)) => format!("{} {}", level.get(), names::level(l, level.get())),
                    Some(Rating::NotObserved(_)) => words::not_observed(l).to_owned(),
                    None => "–".to_owned(),
                };
                let noted = if sheet.notes.with(|notes| notes.values().any(|it| it.part.0 == *id && !domain::visible::is_blank(&it.text))) {
                    words::noted(l)
                } else {
                    words::not_noted(l)
                };
                view! {
                    <tr>
                        <th scope="row"><Go place=place to=Signal::stored(*index) label=name.clone() /></th>
                        <td>{level}</td>
                        <td>{noted}</td>
                    </tr>
                }
            })
            .collect_view()
    };
    view! {
        {missing}
        <details>
            <summary>{words::overview(l)}</summary>
            <div class="table-wrap" role="region" tabindex="0" aria-label=words::overview(l)>
                <table class="overview">
                    <thead>
                        <tr>
                            <th scope="col">{words::question(l)}</th>
                            <th scope="col">{words::levels(l)}</th>
                            <th scope="col">{words::note(l)}</th>
                        </tr>
                    </thead>
                    <tbody>{given}</tbody>
                </table>
            </div>
        </details>
    }
    .into_any()
}

/// A private remark on the own pattern (C9); never with anybody else's ratings.
#[component]
fn AllEqual() -> impl IntoView {
    let l = lang();
    let sheet = expect_context::<Sheet>();
    move || {
        let own = MySheet { ratings: sheet.ratings.get(), ..MySheet::default() };
        own.all_equal().map(|level| view! { <p class="note" data-all-equal="">{words::all_equal(l, level.get())}</p> })
    }
}

/// The judgement of the whole, only when every item is judged (C6). It enters no total.
#[component]
fn Overall(call: InterviewCall) -> impl IntoView {
    let l = lang();
    let (sheet, panel) = (expect_context::<Sheet>(), expect_context::<Panel>());
    let form = expect_context::<FormState>();
    let faults = form.fault_words("overall");
    let items: Vec<ItemId> = call.view.document.items().iter().map(|item| item.id).collect();
    let ready = Memo::new(move |_| sheet.ratings.with(|rated| items.iter().all(|item| rated.contains_key(item) || panel.is_voided(*item))));
    let levels = move || {
        Level::ALL
            .into_iter()
            .map(|level| {
                let n = level.get();
                let chosen = move || sheet.overall.get() == Some(level);
                let start = untrack(chosen);
                view! {
                    <label class="choice compact">
                        <input
                            type="radio"
                            name="overall"
                            id=format!("overall-{n}")
                            value=n.to_string()
                            checked=start
                            prop:checked=chosen
                            on:change=move |_| sheet.say(Said::Overall { level })
                        />
                        <span class="choice-label">{n} " " {names::level(l, n)}</span>
                    </label>
                }
            })
            .collect_view()
    };
    view! {
        <fieldset class="choices overall">
            <legend>{words::overall(l)}</legend>
            <p class="hint">{move || if ready.get() { words::overall_hint(l) } else { words::overall_later(l) }}</p>
            {move || ready.get().then(levels)}
            <p class="fault">{faults}</p>
        </fieldset>
    }
    .into_any()
}
