//! What the server would not take: it stays here, in words, until who wrote it changes it or throws it away.

use domain::ledger::Said;
use leptos::prelude::*;
use text::{errors, interview as words};

use super::{live::Panel, outbox::Refused, sheet::Sheet};
use crate::boot::lang;

#[component]
pub(super) fn Unsaved(interview: domain::ids::InterviewId) -> impl IntoView {
    let l = lang();
    let sheet = expect_context::<Sheet>();
    let all =
        move || sheet.refused.get().into_iter().map(|refused| view! { <NotTaken refused=refused interview=interview /> }).collect_view();
    view! {
        <section class="unsaved" aria-labelledby="unsaved-title" hidden=move || sheet.refused.with(Vec::is_empty)>
            <h2 id="unsaved-title">{words::state_refused(l)}</h2>
            {all}
        </section>
    }
}

#[component]
fn NotTaken(refused: Refused, interview: domain::ids::InterviewId) -> impl IntoView {
    let l = lang();
    let (sheet, panel) = (expect_context::<Sheet>(), expect_context::<Panel>());
    let discard = move |_| {
        sheet.discard(refused.id);
        super::live::ask_again(interview, panel, sheet);
    };
    let text = refused.said.words();
    view! {
        <div class="note">
            <p><strong>{what(&refused.said)}": "</strong>{errors::say(l, refused.code, "")}</p>
            {(!text.is_empty())
                .then(|| {
                    view! {
                        <details>
                            <summary>{words::what_you_wrote(l)}</summary>
                            <p class="kept measure">{text}</p>
                        </details>
                    }
                })}
            <button type="button" class="button" on:click=discard>{words::discard(l)}</button>
        </div>
    }
}

/// What somebody said or did, as its place on the page is called.
fn what(said: &Said) -> &'static str {
    let l = lang();
    match said {
        Said::Noted { .. } => words::note(l),
        Said::Rated { .. } => words::levels(l),
        Said::NoEvidence { .. } => words::no_evidence(l),
        Said::Declared { .. } => words::relation(l),
        Said::Overall { .. } => words::overall(l),
        Said::Skipped { .. } => words::skipped(l),
        Said::Changed { .. } => words::changed(l),
        Said::Opened { background: Some(_) } => words::background(l),
        Said::Opened { background: None } => words::begin(l),
        Said::Asked { .. } => words::asked(l),
        Said::Closed => words::close(l),
        Said::Submitted { .. } | Said::Replaced { .. } | Said::Returned { .. } | Said::SetAside { .. } | Said::Consensus { .. } => {
            words::submit(l)
        }
    }
}
