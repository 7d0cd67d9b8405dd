//! Everything in one document, made in the background: how far it is, and how to stop it.

use domain::{Lang, ids::VacancyId, report::Paper};
use leptos::prelude::*;
use text::documents as words;

use super::calls::{PackStage, PackView};
use crate::{
    boot::lang,
    ui::{Form, Hidden, Submit},
};

#[component]
pub(super) fn Pack(vacancy: VacancyId, pack: Option<PackView>, lang: Lang, paper: Paper) -> impl IntoView {
    let l = crate::boot::lang();
    view! {
        <section aria-labelledby="pack-title">
            <h2 id="pack-title">{words::pack(l)}</h2>
            <p class="soft measure">{words::pack_intro(l)}</p>
            // Follows the maker while somebody looks.
            <div id="pack" class="pack" data-live="" data-events=format!("/api/v1/vacancies/{vacancy}/events")>
                <Stage vacancy=vacancy pack=pack lang=lang paper=paper />
            </div>
        </section>
    }
    .into_any()
}

#[component]
fn Stage(vacancy: VacancyId, pack: Option<PackView>, lang: Lang, paper: Paper) -> impl IntoView {
    let l = crate::boot::lang();
    let said = match pack {
        Some(PackView { state: PackStage::Failed, .. }) => Some(words::pack_failed(l)),
        Some(PackView { state: PackStage::Cancelled, .. }) => Some(words::pack_cancelled(l)),
        Some(PackView { state: PackStage::Interrupted, .. }) => Some(words::pack_interrupted(l)),
        _ => None,
    };
    match pack {
        Some(PackView { state: PackStage::Making, done, of }) => view! { <Making vacancy=vacancy done=done of=of /> }.into_any(),
        Some(PackView { state: PackStage::Ready, .. }) => {
            let address = format!("/vacancies/{vacancy}/pack.pdf");
            view! {
                <p role="status">{words::pack_ready(l)} " " <span class="soft">{words::pack_kept(l)}</span></p>
                <p class="actions">
                    <a class="button primary" href=address target="_blank" rel="noopener">{words::pack_open(l)}</a>
                </p>
                <Make vacancy=vacancy lang=lang paper=paper label=words::pack_again(l) />
            }
            .into_any()
        }
        _ => view! {
            {said.map(|said| view! { <p class="note" role="status">{said}</p> })}
            <Make vacancy=vacancy lang=lang paper=paper label=words::pack_make(l) />
        }
        .into_any(),
    }
}

#[component]
fn Making(vacancy: VacancyId, done: u32, of: u32) -> impl IntoView {
    let l = lang();
    view! {
        <p role="status">{words::pack_progress(l, done, of)}</p>
        <progress max=of value=done aria-label=words::pack(l)></progress>
        <Form action="/api/ui/documents/cancel-pack" class="inline">
            <Hidden name="vacancy" value=vacancy.to_string() />
            <Submit label=words::pack_cancel(l) class="quiet" />
        </Form>
    }
    .into_any()
}

#[component]
fn Make(vacancy: VacancyId, lang: Lang, paper: Paper, label: &'static str) -> impl IntoView {
    view! {
        <Form action="/api/ui/documents/make-pack" class="inline">
            <Hidden name="vacancy" value=vacancy.to_string() />
            <Hidden name="lang" value=lang.tag() />
            <Hidden name="paper" value=paper.key() />
            <Submit label=label class="button" />
        </Form>
    }
    .into_any()
}
