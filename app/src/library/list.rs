//! Everything in the library, with a way to find it.

use domain::{fold::fold, library::LibraryRow};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
use text::{library as words, names};

use super::calls::{LibraryView, list};
use crate::{
    boot::lang,
    ui::{Load, Page, Search},
};

#[component]
pub fn LibraryPage() -> impl IntoView {
    let search = use_query_map().with_untracked(|query| query.get("q").unwrap_or_default());
    view! { <Load source=|| () fetch=|()| list() render=move |view| view! { <Shelves view=view search=search.clone() /> }.into_any() /> }
}

#[component]
fn Shelves(view: LibraryView, search: String) -> impl IntoView {
    let l = lang();
    let wanted = fold(search.trim());
    let fits = |entry: &LibraryRow| {
        let c = &entry.competency;
        let texts = [&c.name, &c.definition].into_iter().chain(c.questions.iter().map(|q| &q.text));
        texts.into_iter().any(|text| fold(&text.nl).contains(&wanted) || fold(&text.en).contains(&wanted))
    };
    let found: Vec<LibraryRow> = view.entries.into_iter().filter(|entry| fits(entry)).collect();
    let nothing = found.is_empty();
    let (own, shipped): (Vec<LibraryRow>, Vec<LibraryRow>) = found.into_iter().partition(|entry| entry.own.is_some());
    let may_edit = view.may_edit;
    let actions = view! {
        {may_edit.then(|| view! { <a class="button primary" href="/library/new">{words::new(l)}</a> })}
        {may_edit.then(|| view! { <a class="button" href="/library/import">{words::import(l)}</a> })}
        <a class="button" href="/library.json" download="">{words::export(l)}</a>
    };
    view! {
        <Page title=words::title(l) lead=words::lead(l) actions=actions.into_any()>
            <Search label=words::search(l) value=search />
            {nothing.then(|| view! { <p class="empty">{words::nothing(l)}</p> })}
            {(own.is_empty() && !nothing && may_edit).then(|| view! { <p class="soft">{words::none_own(l)}</p> })}
            {(!own.is_empty()).then(|| view! { <Rows title=words::own(l) entries=own /> })}
            {(!shipped.is_empty()).then(|| view! { <Rows title=words::shipped(l) entries=shipped /> })}
        </Page>
    }
    .into_any()
}

#[component]
fn Rows(title: &'static str, entries: Vec<LibraryRow>) -> impl IntoView {
    let l = lang();
    let rows = entries
        .into_iter()
        .map(|entry| {
            let c = entry.competency;
            let retired = entry.own.is_some_and(|own| own.retired).then(|| view! { <span class="tag notice">{words::retired(l)}</span> });
            view! {
                <li>
                    <div class="grow">
                        <a class="row-title" href=format!("/library/{}", c.key)>{c.name.best(l).0.to_owned()}</a>
                        <p class="soft">{c.definition.best(l).0.to_owned()}</p>
                    </div>
                    {retired}
                    <span class="tag">{names::kind(l, c.kind)} " · " {words::questions(l, c.questions.len())}</span>
                </li>
            }
        })
        .collect_view();
    view! {
        <section>
            <h2>{title}</h2>
            <ul class="rows">{rows}</ul>
        </section>
    }
    .into_any()
}
