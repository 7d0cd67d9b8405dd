//! The versions of a scorecard: which interviews used which, and what differs between two.

use domain::scorecard::VersionRow;
use leptos::prelude::*;
use leptos_router::hooks::{use_params_map, use_query_map};
use text::{names, scorecards as words};

use super::{
    difference::DifferenceView,
    public::{VersionsView, versions},
};
use crate::{
    boot::lang,
    ui::{Day, Load, Page},
};

#[component]
pub fn VersionsPage() -> impl IntoView {
    let params = use_params_map();
    let query = use_query_map();
    let asked = move |name: &str| query.with_untracked(|q| q.get(name)).unwrap_or_default();
    view! {
        <Load
            source=move || (params.with(|p| p.get("id").unwrap_or_default()), asked("from"), asked("to"))
            fetch=|(id, from, to)| versions(id, from, to)
            render=|view| view! { <Versions view=view /> }.into_any()
        />
    }
}

#[component]
fn Versions(view: VersionsView) -> impl IntoView {
    let l = lang();
    let back = format!("/scorecards/{}", view.scorecard);
    let several = view.versions.len() > 1;
    let rows = view.versions.iter().map(|row| view! { <Row row=row.clone() /> }).collect_view();
    view! {
        <Page title=view.title.clone() lead=words::versions(l) actions=view! { <a class="button" href=back>{words::back_to_card(l)}</a> }.into_any()>
            <ul class="rows">{rows}</ul>
            {several.then(|| view! { <Compared view=view /> })}
        </Page>
    }
    .into_any()
}

#[component]
fn Row(row: VersionRow) -> impl IntoView {
    let l = lang();
    let unused = row.uses.is_empty();
    let uses = row
        .uses
        .into_iter()
        .map(|used| view! { <li><a href=format!("/vacancies/{}", used.vacancy)>{used.title}</a> " · " {words::used(l, used.round, used.interviews)}</li> })
        .collect_view();
    view! {
        <li>
            <div class="grow">
                <strong>{words::version(l, row.number)}</strong>
                {row.published_at.map(|at| view! { <p class="soft">{words::published_at(l)} " " <Day moment=at /></p> })}
                {(!row.hash.is_empty()).then(|| view! { <p class="soft">{words::hash(l)} " " <code class="hash">{row.hash}</code></p> })}
                {if unused { view! { <p class="soft">{words::unused(l)}</p> }.into_any() } else { view! { <ul>{uses}</ul> }.into_any() }}
            </div>
            <span class="tag">{names::version_state(l, row.state)}</span>
        </li>
    }
    .into_any()
}

#[component]
fn Compared(view: VersionsView) -> impl IntoView {
    let l = lang();
    let choices = |chosen: u32| {
        view.versions
            .iter()
            .map(
                |row| view! { <option value=row.number.to_string() selected=row.number == chosen>{words::version(l, row.number)}</option> },
            )
            .collect_view()
    };
    let same = view.changes.is_empty();
    view! {
        <section class="sheet wide-sheet" aria-labelledby="difference-title">
            <h2 id="difference-title">{words::differences(l, view.from, view.to)}</h2>
            <form method="get" class="one-line">
                <div class="field">
                    <label for="from">{words::from_version(l)}</label>
                    <select id="from" name="from">{choices(view.from)}</select>
                </div>
                <div class="field">
                    <label for="to">{words::to_version(l)}</label>
                    <select id="to" name="to">{choices(view.to)}</select>
                </div>
                <button class="button" type="submit">{words::show_differences(l)}</button>
            </form>
            {if same {
                view! { <p class="soft">{words::no_differences(l)}</p> }.into_any()
            } else {
                view! { <DifferenceView changes=view.changes.clone() /> }.into_any()
            }}
        </section>
    }
    .into_any()
}
