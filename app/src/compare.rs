//! Comparing: one competency with all candidates first, totals after, the panel itself, and the decision; and the notes
//! behind every cell.

mod calls;
mod cell;
mod chart;
mod decide;
mod discuss;
mod evidence;
mod findings;
mod impact;
mod one;
mod order;
mod quality;
mod totals;
#[cfg(feature = "ssr")]
mod view;

use calls::Tab;
pub use calls::{CompareView, agree, decide, evidence, show, start_deciding, take_back};
use decide::Decide;
use discuss::{Discussion, Remarks};
use domain::analysis::FEW;
use evidence::Behind;
pub use impact::{ImpactPage, look};
use leptos::prelude::*;
use leptos_router::hooks::{use_params_map, use_query_map};
use one::OneCompetency;
use quality::Panel;
use text::{agreement, common, compare as words, decisions, vacancies as vacancy_words};
use totals::Totals;

use crate::{
    boot::lang,
    scorecards::MeterView,
    ui::{Load, Page},
};

#[component]
pub fn ComparePage() -> impl IntoView {
    let params = use_params_map();
    let query = use_query_map();
    let asked = move |key: &str| query.with(|q| q.get(key).unwrap_or_default());
    view! {
        <Load
            source=move || (params.with(|p| p.get("id").unwrap_or_default()), ["tab", "competency", "sort", "page"].map(asked))
            fetch=|(id, [tab, competency, sort, page])| show(id, tab, competency, sort, page)
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
    let actions = view! {
        <a class="button" href=pdf target="_blank" rel="noopener">{vacancy_words::panel_pdf(l)}</a>
        <a class="button" href=format!("/vacancies/{}/reports", view.vacancy)>{text::documents::title(l)}</a>
    }
    .into_any();
    let asked = |key: &str| query.with_untracked(|q| q.get(key)).unwrap_or_default();
    let (tab, notes) = (Tab::parse(&asked("tab")), asked("notes"));
    let competency = view.comparison.columns.get(view.chosen).map(|c| c.id.to_string()).unwrap_or_default();
    let labels = match (view.round.anonymous && view.individuals, view.by_candidate) {
        (false, _) => None,
        (true, false) => Some(vacancy_words::anonymous_shown(l)),
        (true, true) => Some(vacancy_words::anonymous_by_candidate(l)),
    };
    let small = (view.rater_count > 0 && view.shown.all < FEW && tab != Tab::Panel)
        .then(|| words::small_panel(l, view.rater_count, view.shown.all));
    let proceedings = view.proceedings.clone();
    let (title, pending, meter) = (view.vacancy_title.clone(), view.pending.clone(), view.meter);
    let behind = (!notes.is_empty()).then(|| view! { <Behind application=notes.clone() competency=competency /> });
    let nothing = view.shown.all == 0 && tab != Tab::Decide;
    let body = match tab {
        _ if nothing => view! { <p class="empty">{words::empty(l)}</p> }.into_any(),
        Tab::Competency => view! { <OneCompetency view=view base=base.clone() notes=notes /> }.into_any(),
        Tab::Discuss => view! { <Discussion view=view /> }.into_any(),
        Tab::Totals => view! { <Totals view=view base=base.clone() /> }.into_any(),
        Tab::Panel => view! { <Panel view=view /> }.into_any(),
        Tab::Decide => view! { <Decide view=view base=base.clone() /> }.into_any(),
    };
    view! {
        <Page title=words::title(l) lead=title actions=actions>
            <Tabs base=base current=tab />
            {(small.is_some() || labels.is_some()).then(|| view! { <p class="soft">{small} {labels.map(|labels| view! { " " {labels} })}</p> })}
            {body}
            {behind}
            <Remarks proceedings=proceedings />
            {(!pending.is_empty())
                .then(|| {
                    view! {
                        <section class="note">
                            <h2>{words::pending(l)}</h2>
                            <p>{words::pending_intro(l)} " " {pending.iter().map(|(_, name)| name.as_str()).collect::<Vec<_>>().join(", ")}</p>
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

/// Per competency first, totals after (D5).
#[component]
fn Tabs(base: String, current: Tab) -> impl IntoView {
    let l = lang();
    let names = [words::by_competency(l), words::discuss(l), words::totals(l), agreement::panel(l), decisions::tab(l)];
    let links = Tab::ALL
        .into_iter()
        .zip(names)
        .map(|(tab, name)| {
            let href = if tab == Tab::default() { base.clone() } else { format!("{base}?tab={}", tab.key()) };
            view! { <a href=href aria-current=(tab == current).then_some("page")>{name}</a> }
        })
        .collect_view();
    view! { <nav class="tabs" aria-label=words::title(l)>{links}</nav> }.into_any()
}
