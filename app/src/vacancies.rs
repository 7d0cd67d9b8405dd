//! Vacancies: the list, a new one, the board, candidates from a list, planning.

mod board;
mod calls;
mod candidate;
mod closing;
#[cfg(feature = "ssr")]
pub mod decode;
mod import;
mod leaving;
mod new;
mod page;
mod plan;
mod returning;
mod voiding;

pub use calls::*;
pub use candidate::CandidatePage;
pub(crate) use closing::Closing;
pub use import::ImportPage;
pub use new::NewVacancyPage;
pub use page::VacancyPage;
pub use plan::PlanPage;
pub(crate) use voiding::VoidingStep;

use domain::{
    people::Role,
    vacancy::{LISTED, VacancyList},
};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
use text::{decisions, vacancies as words};

use crate::{
    boot::{lang, me},
    home::VacancyLine,
    ui::{Load, Page, Search},
};

#[component]
pub fn VacanciesPage() -> impl IntoView {
    let asked = use_query_map().with_untracked(|query| {
        let page = query.get("page").and_then(|page| page.parse().ok()).unwrap_or(1);
        (query.get("q").unwrap_or_default(), page)
    });
    let search = asked.0.clone();
    view! {
        <Load
            source=move || asked.clone()
            fetch=|(search, page)| list(search, page)
            render=move |found| view! { <List found=found search=search.clone() /> }.into_any()
        />
    }
}

#[component]
fn List(found: VacancyList, search: String) -> impl IntoView {
    let l = lang();
    let staff = me().is_some_and(|me| matches!(me.role, Role::Admin | Role::Recruiter));
    let new = if staff { view! { <a class="button primary" href="/vacancies/new">{words::new(l)}</a> }.into_any() } else { ().into_any() };
    let searched = !search.trim().is_empty();
    let (many, pages) = (found.pages() > 1 || searched, view! { <Pages found=found.clone() search=search.clone() /> });
    let empty = if searched {
        words::none_found(l)
    } else if staff {
        words::empty(l)
    } else {
        words::empty_interviewer(l)
    };
    view! {
        <Page title=words::title(l) actions=new>
            {many.then(|| view! {
                <Search label=words::search(l) value=search />
            })}
            {if found.rows.is_empty() {
                view! { <p class="empty">{empty}</p> }.into_any()
            } else {
                view! { <ul class="rows">{found.rows.into_iter().map(|row| view! { <VacancyLine vacancy=row /> }).collect_view()}</ul> }.into_any()
            }}
            {pages}
        </Page>
    }
    .into_any()
}

/// Which of the pages this is, and the way to those beside it: a form, which takes the search along.
#[component]
fn Pages(found: VacancyList, search: String) -> impl IntoView {
    let l = lang();
    let (page, pages) = (found.page, found.pages());
    if pages < 2 {
        return ().into_any();
    }
    let button = |to: usize, label: &'static str| {
        (1..=pages).contains(&to).then(|| view! { <button class="link" name="page" value=to>{label}</button> })
    };
    let here = words::page_of(l, (page - 1) * LISTED + 1, (page * LISTED).min(found.all), found.all);
    view! {
        <nav aria-label=decisions::pages(l)>
            <form method="get" class="pages">
                <input type="hidden" name="q" value=search />
                {button(page - 1, words::newer_ones(l))}
                <span>{here}</span>
                {button(page + 1, words::earlier_ones(l))}
            </form>
        </nav>
    }
    .into_any()
}
