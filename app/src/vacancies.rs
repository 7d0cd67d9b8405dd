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
mod voiding;

pub use calls::*;
pub use candidate::CandidatePage;
pub(crate) use closing::Closing;
pub use import::ImportPage;
pub use new::NewVacancyPage;
pub use page::VacancyPage;
pub use plan::PlanPage;
pub(crate) use voiding::VoidingStep;

use domain::{people::Role, vacancy::VacancyRow};
use leptos::prelude::*;
use text::vacancies as words;

use crate::{
    boot::{lang, me},
    home::VacancyLine,
    ui::{Load, Page},
};

#[component]
pub fn VacanciesPage() -> impl IntoView {
    view! { <Load source=|| () fetch=|()| list() render=|rows| view! { <List rows=rows /> }.into_any() /> }
}

#[component]
fn List(rows: Vec<VacancyRow>) -> impl IntoView {
    let l = lang();
    let staff = me().is_some_and(|me| matches!(me.role, Role::Admin | Role::Recruiter));
    let new = if staff { view! { <a class="button primary" href="/vacancies/new">{words::new(l)}</a> }.into_any() } else { ().into_any() };
    let empty = if staff { words::empty(l) } else { words::empty_interviewer(l) };
    view! {
        <Page title=words::title(l) actions=new>
            {if rows.is_empty() {
                view! { <p class="empty">{empty}</p> }.into_any()
            } else {
                view! { <ul class="rows">{rows.into_iter().map(|row| view! { <VacancyLine vacancy=row /> }).collect_view()}</ul> }.into_any()
            }}
        </Page>
    }
    .into_any()
}
