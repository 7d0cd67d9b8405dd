//! Before locking: what is still missing, a look at the own pattern, how one knows the candidate, and the whole.

use domain::{
    ids::ItemId,
    interview::MySheet,
    ledger::{REASON_MAX, Said},
    scoring::{Level, Rating},
};
use leptos::{html::Input, prelude::*};
use text::{interview as words, names};

use super::{
    calls::InterviewCall,
    help::SubmitHelp,
    live::Panel,
    place::{Go, Place},
    sheet::{Save, Sheet},
};
use crate::{
    boot::lang,
    ui::{FormState, Hidden},
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
    let how = NodeRef::<Input>::new();
    let send = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        unanswered.set(owes.get_untracked());
        if !busy.get_untracked() && !owes.get_untracked() {
            busy.set(true);
            sheet.submit();
        }
        if let Some(how) = how.get_untracked().filter(|_| owes.get_untracked()) {
            let _ = how.focus();
        }
    };
    let kept = move || (busy.get() && sheet.save.get() == Save::Waiting).then(|| words::submit_waiting(l));
    let state = FormState::of(SUBMIT, "submit");
    let summary = state.failure.as_ref().map(|f| text::errors::failure(l, f));
    let fine = summary.is_none();
    provide_context(state);
    // A refusal lets somebody try again.
    let sending = move || (busy.get() && !matches!(sheet.save.get(), Save::Refused(_))).then_some("true");
    view! {
        <section class="ask submit-panel" aria-labelledby="submit-title">
            <h2 class="question" id="submit-title" tabindex="-1">{words::submit_title(l)}</h2>
            <p>{words::submit_intro(l)}</p>
            <Overview call=call.clone() place=place />
            <AllEqual />
            <form method="post" action=SUBMIT on:submit=send>
                <input type="hidden" name="_form" value="submit" />
                <div class="form-failure" role="alert" hidden=fine>{summary}</div>
                <Hidden name="interview" value=call.view.id.to_string() />
                <Hidden name="entry" value=call.entries.submit.to_string() />
                <Hidden name="relation_entry" value=call.entries.relation.to_string() />
                <Hidden name="overall_entry" value=call.entries.overall.to_string() />
                <Relation owes=owes unanswered=unanswered how=how />
                <Overall call=call.clone() />
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

/// How the rater knows the candidate (C10).
#[component]
fn Relation(owes: RwSignal<bool>, unanswered: RwSignal<bool>, how: NodeRef<Input>) -> impl IntoView {
    let l = lang();
    let sheet = expect_context::<Sheet>();
    let form = expect_context::<FormState>();
    let known = sheet.relation.get_untracked();
    let no = form.ticked("knows", "no").unwrap_or_else(|| known.as_deref() == Some(""));
    let yes = form.ticked("knows", "yes").unwrap_or_else(|| known.as_deref().is_some_and(|relation| !relation.is_empty()));
    let text = form.typed("relation").or(known).unwrap_or_default();
    let faults = form.fault_words("relation");
    let fault = move || faults.clone().or_else(|| unanswered.get().then(|| text::errors::say(l, domain::Code::Required, "")));
    let refused = form.faults("relation").next().is_some();
    let invalid = move || (refused || unanswered.get()).then_some("true");
    let declare = move |relation: String| {
        owes.set(false);
        unanswered.set(false);
        sheet.say(Said::Declared { relation });
    };
    view! {
        <fieldset class="choices">
            <legend>{words::relation(l)}</legend>
            <p class="hint">{words::relation_hint(l)}</p>
            <label class="choice compact">
                <input type="radio" name="knows" value="no" id="knows-no" checked=no on:change=move |_| declare(String::new()) />
                <span class="choice-label">{words::relation_none(l)}</span>
            </label>
            <label class="choice compact">
                <input
                    type="radio"
                    name="knows"
                    value="yes"
                    id="knows-yes"
                    checked=yes
                    on:change=move |_| owes.set(sheet.relation.with_untracked(|known| known.as_deref().unwrap_or_default().is_empty()))
                />
                <span class="choice-label">{words::relation_some(l)}</span>
            </label>
            <div class="field">
            <label for="relation">{words::relation_how(l)}</label>
            <input
                id="relation"
                name="relation"
                maxlength=REASON_MAX.to_string()
                value=text
                node_ref=how
                aria-invalid=invalid
                aria-describedby="relation-fault"
                on:change=move |event| {
                    let relation = event_target_value(&event).trim().to_owned();
                    if !relation.is_empty() {
                        declare(relation);
                    }
                }
            />
            <p class="fault" id="relation-fault" role="status">{fault}</p>
            </div>
        </fieldset>
    }
    .into_any()
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
