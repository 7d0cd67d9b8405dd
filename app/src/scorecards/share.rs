//! The candidate sheet: as a page to print, in either language, and by a link to send.

use domain::{Lang, sheet::CandidateSheet};
use leptos::{context::Provider, prelude::*};
use leptos_router::hooks::{use_params_map, use_query_map};
use text::{common, scorecards as words, sheet as sheet_words};

use super::{
    links::Links,
    public::{SheetView as Shown, shared_sheet, sheet, sheet_lang},
    sheet::SheetView,
};
use crate::{
    boot::{Boot, boot, lang},
    ui::{CopyLink, Form, Hidden, Load, Page, Submit},
};

fn asked_lang() -> Lang {
    sheet_lang(use_query_map().with_untracked(|query| query.get("lang")))
}

/// For who makes the scorecard.
#[component]
pub fn SheetPage() -> impl IntoView {
    let params = use_params_map();
    let tongue = asked_lang();
    view! {
        <Load
            source=move || params.with(|p| p.get("id").unwrap_or_default())
            fetch=sheet
            render=move |view| view! { <Ours view=view tongue=tongue /> }.into_any()
        />
    }
}

/// For a candidate, by the link.
#[component]
pub fn SharedSheetPage() -> impl IntoView {
    let params = use_params_map();
    let tongue = asked_lang();
    view! {
        <Load
            source=move || params.with(|p| p.get("secret").unwrap_or_default())
            fetch=shared_sheet
            render=move |view| {
                view! { <Page title=sheet_words::title(tongue)><Sheet sheet=view tongue=tongue /></Page> }.into_any()
            }
        />
    }
}

#[component]
fn Ours(view: Shown, tongue: Lang) -> impl IntoView {
    let l = lang();
    let back = format!("/scorecards/{}", view.scorecard);
    let (scorecard, may_edit) = (view.scorecard.clone(), view.may_edit);
    view! {
        <Page title=sheet_words::title(tongue) actions=view! { <a class="button" href=back>{words::back_to_card(l)}</a> }.into_any()>
            <div class="card no-print">
                <p>{words::sheet_intro(l)}</p>
                {view.link.clone().map(|link| view! { <CopyLink id="sheet-link" label=words::sheet_link(l) link=link /> })}
                <div class="actions">
                    {may_edit
                        .then(|| {
                            view! {
                                <Form action="/api/ui/scorecards/share-sheet" class="inline">
                                    <Hidden name="scorecard" value=scorecard />
                                    <Submit label=words::share_sheet(l) class="button primary" />
                                </Form>
                            }
                        })}
                    <button type="button" class="button script-only" data-print="">{words::print(l)}</button>
                </div>
            </div>
            <Links links=view.links />
            <Sheet sheet=view.sheet tongue=tongue />
        </Page>
    }
    .into_any()
}

#[component]
fn Sheet(sheet: CandidateSheet, tongue: Lang) -> impl IntoView {
    let boot = Boot { lang: tongue, ..boot() };
    view! {
        <nav class="actions no-print" aria-label=common::language(lang())>
            {Lang::ALL
                .map(|other| {
                    let current = other == tongue;
                    // Each language by its own name.
                    let name = if other == Lang::Nl { common::dutch(other) } else { common::english(other) };
                    view! { <a class="button" href=format!("?lang={}", other.tag()) lang=other.tag() aria-current=current.to_string()>{name}</a> }
                })
                .collect_view()}
        </nav>
        <article class="candidate-sheet" lang=tongue.tag() aria-label=sheet_words::title(tongue)>
            <Provider value=boot>
                <SheetView sheet=sheet />
            </Provider>
        </article>
    }
    .into_any()
}
