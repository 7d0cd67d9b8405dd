//! What became of a question: the chair says it, the panel sees it. And the beginning and end of the conversation.

use domain::{ids::ItemId, ledger::Said};
use leptos::prelude::*;
use text::interview as words;

use super::{
    because::{Reason, ReasonField},
    calls::InterviewCall,
    live::{Panel, time},
    sheet::Sheet,
};
use crate::{
    boot::lang,
    ui::{For, Hidden},
};

/// Where the chair's forms go without script.
const LEAD: &str = "/api/ui/interview/lead";

/// What became of this question, and for the chair the way to say so. Its form stands outside the rater's: forms do not nest.
#[component]
pub(super) fn Asked(call: InterviewCall, question: ItemId) -> impl IntoView {
    let l = lang();
    let panel = expect_context::<Panel>();
    let said = move || {
        panel.fate(question).map(|mark| {
            let at = time(l, mark.at);
            match mark.said {
                Said::Skipped { reason, .. } => words::with_reason(&words::skipped_at(l, &at), &reason),
                Said::Changed { reason, .. } => words::with_reason(&words::changed_at(l, &at), &reason),
                _ => words::asked_at(l, &at),
            }
        })
    };
    view! {
        <div class="asked">
            <p class="soft" role="status" data-fate="">{said}</p>
            {panel.leads.then(|| view! { <Choose call=call question=question /> })}
        </div>
    }
    .into_any()
}

#[component]
fn Choose(call: InterviewCall, question: ItemId) -> impl IntoView {
    let l = lang();
    let (sheet, panel) = (expect_context::<Sheet>(), expect_context::<Panel>());
    let id = format!("lead-{question}");
    let reason = Reason::of(LEAD, &id);
    let asked = move |event: leptos::ev::MouseEvent| {
        event.prevent_default();
        panel.lead(sheet, Said::Asked { item: question, step: None });
    };
    let because = move |event: &leptos::ev::MouseEvent, said: fn(ItemId, String) -> Said| {
        event.prevent_default();
        if let Some(why) = reason.given() {
            panel.lead(sheet, said(question, why));
        }
    };
    let skipped = move |event: leptos::ev::MouseEvent| because(&event, |item, reason| Said::Skipped { item, reason });
    let changed = move |event: leptos::ev::MouseEvent| because(&event, |item, reason| Said::Changed { item, reason });
    let is_asked = move || panel.fate(question).is_some_and(|mark| matches!(mark.said, Said::Asked { .. })).to_string();
    view! {
        <form method="post" action=LEAD class="leads" on:submit=|event| event.prevent_default()>
            <input type="hidden" name="_form" value=id />
            <For />
            <Hidden name="interview" value=call.view.id.to_string() />
            <Hidden name="item" value=question.to_string() />
            <Hidden name="entry" value=call.entries.lead.to_string() />
            <button type="submit" class="button" name="what" value="asked" id="asked" aria-pressed=is_asked on:click=asked>{words::asked(l)}</button>
            <details open=reason.is_refused()>
                <summary>{words::otherwise(l)}</summary>
                <ReasonField reason=reason of="lead" label=words::why(l) />
                <button type="submit" class="button" name="what" value="skipped" on:click=skipped>{words::skipped(l)}</button>
                <button type="submit" class="button" name="what" value="changed" on:click=changed>{words::changed(l)}</button>
            </details>
        </form>
    }
    .into_any()
}

/// The chair's button for the beginning (at the first question) and the end (at the last).
#[component]
pub(super) fn Moment(call: InterviewCall, begins: bool) -> impl IntoView {
    let l = lang();
    let (sheet, panel) = (expect_context::<Sheet>(), expect_context::<Panel>());
    let at = move || panel.now.with(|now| if begins { now.started_at } else { now.closed_at });
    let (what, label) = if begins { ("opened", words::begin(l)) } else { ("closed", words::close(l)) };
    let said = move || at().map(|at| if begins { words::begun_at(l, &time(l, at)) } else { words::closed_at(l, &time(l, at)) });
    let click = move |event: leptos::ev::MouseEvent| {
        event.prevent_default();
        panel.lead(sheet, if begins { Said::Opened { background: None } } else { Said::Closed });
    };
    view! {
        <p class="soft" data-moment=what>{said}</p>
        {panel
            .leads
            .then(|| {
                view! {
                    <form method="post" action=LEAD hidden=move || at().is_some()>
                        <For />
                        <Hidden name="interview" value=call.view.id.to_string() />
                        <Hidden name="entry" value=call.entries.lead.to_string() />
                        <button type="submit" class="button" name="what" value=what on:click=click>{label}</button>
                    </form>
                }
            })}
    }
    .into_any()
}
