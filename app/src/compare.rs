//! Comparing: one competency with all candidates first, totals after, and the notes behind every cell.

mod calls;
mod cell;
mod discuss;
mod evidence;
mod one;
mod totals;

pub use calls::{CompareView, agree, evidence, show};
use discuss::{Discussion, Remarks};
use evidence::Behind;
use leptos::prelude::*;
use leptos_router::hooks::{use_params_map, use_query_map};
use one::OneCompetency;
use text::{common, compare as words, vacancies as vacancy_words};
use totals::Totals;

use crate::{
    boot::lang,
    scorecards::MeterView,
    ui::{Load, Page},
};

#[component]
pub fn ComparePage() -> impl IntoView {
    let params = use_params_map();
    view! {
        <Load
            source=move || params.with(|p| p.get("id").unwrap_or_default())
            fetch=show
            render=|view| view! { <Compare view=view /> }.into_any()
        />
    }
}

#[component]
fn Compare(view: CompareView) -> impl IntoView {
    let l = lang();
    let query = use_query_map();
    let base = format!("/vacancies/{}/compare", view.vacancy);
    let pdf = format!("/vacancies/{}/panel.pdf?lang={}", view.vacancy, l.tag());
    let actions = view! { <a class="button" href=pdf target="_blank" rel="noopener">{vacancy_words::panel_pdf(l)}</a> }.into_any();
    let small = words::small_panel(l, view.rater_count, view.comparison.lines.len());
    let tab = query.with_untracked(|q| q.get("tab")).unwrap_or_default();
    let (totals, discuss) = (tab == "totals", tab == "discuss");
    let wanted = query.with_untracked(|q| q.get("competency")).unwrap_or_default();
    let chosen = view.comparison.columns.iter().position(|c| c.id.to_string() == wanted).unwrap_or(0);
    let notes = query.with_untracked(|q| q.get("notes")).unwrap_or_default();
    let (first, second, third) = (base.clone(), format!("{base}?tab=totals"), format!("{base}?tab=discuss"));
    let proceedings = view.proceedings.clone();
    let (title, pending) = (view.vacancy_title.clone(), view.pending.clone());
    let meter = view.meter;
    let nothing = view.comparison.lines.is_empty();
    let competency = view.comparison.columns.get(chosen).map(|c| c.id.to_string()).unwrap_or_default();
    let behind = (!notes.is_empty()).then(|| view! { <Behind application=notes.clone() competency=competency /> });
    let table = if discuss {
        view! { <Discussion view=view /> }.into_any()
    } else if totals {
        view! { <Totals view=view /> }.into_any()
    } else {
        view! { <OneCompetency view=view chosen=chosen base=base notes=notes /> }.into_any()
    };
    view! {
        <Page title=words::title(l) lead=title actions=actions>
            <nav class="tabs" aria-label=words::title(l)>
                <a href=first aria-current=(!totals && !discuss).then_some("page")>{words::by_competency(l)}</a>
                <a href=third aria-current=discuss.then_some("page")>{words::discuss(l)}</a>
                <a href=second aria-current=totals.then_some("page")>{words::totals(l)}</a>
            </nav>
            <p class="soft">{words::neutral_order(l)} " " {small}</p>
            {nothing.then(|| view! { <p class="empty">{words::empty(l)}</p> })}
            {(!nothing).then_some(table)}
            {behind}
            <Remarks proceedings=proceedings />
            {(!pending.is_empty())
                .then(|| {
                    view! {
                        <section class="note">
                            <h2>{words::pending(l)}</h2>
                            <p>{words::pending_intro(l)} " " {pending.join(", ")}</p>
                        </section>
                    }
                })}
            <section class="card structure">
                <h2>{text::meter::title(l)}</h2>
                <MeterView meter=meter />
            </section>
            <p class="soft measure">{words::validity(l)}</p>
            <p class="soft measure">{common::no_decisions(l)}</p>
        </Page>
    }
    .into_any()
}
