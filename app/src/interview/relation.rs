//! How the rater knows the candidate: kept while it is typed, and asked for before the sheet is locked.

use domain::{
    Code,
    ledger::{REASON_MAX, Said},
};
use leptos::{html::Input, prelude::*};
use text::interview as words;

use super::{left::Left, sheet::Sheet};
use crate::{boot::lang, ui::FormState};

/// How the rater knows the candidate (C10).
#[component]
pub(super) fn Relation(owes: RwSignal<bool>, unanswered: RwSignal<bool>, no: NodeRef<Input>, how: NodeRef<Input>) -> impl IntoView {
    let l = lang();
    let sheet = expect_context::<Sheet>();
    let form = expect_context::<FormState>();
    let known = sheet.relation.get_untracked();
    let start_no = form.ticked("knows", "no").unwrap_or_else(|| known.as_deref() == Some(""));
    let start_yes = form.ticked("knows", "yes").unwrap_or_else(|| known.as_deref().is_some_and(|relation| !relation.is_empty()));
    let typing = RwSignal::new(form.typed("relation"));
    let shown = Signal::derive(move || typing.get().or_else(|| sheet.relation.get()).unwrap_or_default());
    let start = shown.get_untracked();
    let yes = RwSignal::new(start_yes && known.is_none());
    let is_yes = move || yes.get() || sheet.relation.with(|known| known.as_deref().is_some_and(|how| !how.is_empty()));
    let is_no = move || !yes.get() && sheet.relation.with(|known| known.as_deref() == Some(""));
    let faults = form.fault_words("relation");
    let fault = move || faults.clone().or_else(|| (unanswered.get() && yes.get()).then(|| text::errors::say(l, Code::Required, "")));
    let unsaid = form.fault_words("knows");
    let neither = move || unsaid.clone().or_else(|| (unanswered.get() && !yes.get()).then(|| text::errors::say(l, Code::DeclareFirst, "")));
    let refused = form.faults("relation").next().is_some();
    let invalid = move || (refused || unanswered.get() && yes.get()).then_some("true");
    let declare = move |relation: String| {
        owes.set(false);
        yes.set(!relation.is_empty());
        unanswered.set(false);
        typing.set(None);
        sheet.say(Said::Declared { relation });
    };
    view! {
        <fieldset class="choices">
            <legend>{words::relation(l)}</legend>
            <p class="hint">{words::relation_hint(l)}</p>
            <p class="fault" id="knows-fault" role="status">{neither}</p>
            <label class="choice compact">
                <input
                    type="radio"
                    name="knows"
                    value="no"
                    id="knows-no"
                    checked=start_no
                    prop:checked=is_no
                    node_ref=no
                    aria-describedby="knows-fault"
                    on:change=move |_| declare(String::new())
                />
                <span class="choice-label">{words::relation_none(l)}</span>
            </label>
            <label class="choice compact">
                <input
                    type="radio"
                    name="knows"
                    value="yes"
                    id="knows-yes"
                    checked=start_yes
                    prop:checked=is_yes
                    aria-describedby="knows-fault"
                    on:change=move |_| {
                        yes.set(true);
                        owes.set(sheet.relation.with_untracked(|known| known.as_deref().unwrap_or_default().is_empty()));
                    }
                />
                <span class="choice-label">{words::relation_some(l)}</span>
            </label>
            <div class="field">
            <label for="relation">{words::relation_how(l)}</label>
            <input
                id="relation"
                name="relation"
                value=start
                prop:value=shown
                node_ref=how
                aria-invalid=invalid
                aria-describedby="relation-fault"
                on:input=move |event| {
                    let relation = event_target_value(&event);
                    typing.set(Some(relation.clone()));
                    sheet.typing(Said::Declared { relation });
                }
                on:change=move |event| {
                    let relation = event_target_value(&event).trim().to_owned();
                    if !relation.is_empty() {
                        declare(relation);
                    }
                }
            />
            <Left text=shown max=REASON_MAX />
            <p class="fault" id="relation-fault" role="status">{fault}</p>
            </div>
        </fieldset>
    }
    .into_any()
}
