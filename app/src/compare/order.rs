//! In which order the candidates stand, and which hundred of them: links, so that it works without script.

use leptos::prelude::*;
use text::decisions as words;

use super::calls::{PAGE, Shown, Sort};
use crate::boot::lang;

/// `base` is the address of the tab, with a query; `other` is what it can be ordered by besides the name.
#[component]
pub(super) fn Order(shown: Shown, base: String, other: Sort) -> impl IntoView {
    let l = lang();
    if !shown.may_sort {
        return view! { <p class="soft">{words::neutral(l)}</p> }.into_any();
    }
    let link = |sort: Sort, label: &'static str| {
        let href = format!("{base}&sort={}", sort.key());
        view! { <a href=href aria-current=(shown.sort == sort).then_some("true")>{label}</a> }
    };
    let by = if other == Sort::Mean { words::sort_by_mean(l) } else { words::sort_by_total(l) };
    view! { <p class="sorting">{words::sorted(l)} " " {link(Sort::Name, words::sort_by_name(l))} " · " {link(other, by)}</p> }.into_any()
}

#[component]
pub(super) fn Pages(shown: Shown, base: String) -> impl IntoView {
    let l = lang();
    if shown.pages() < 2 {
        return ().into_any();
    }
    let link = |page: usize, label: &'static str, rel: &'static str| {
        let there = (1..=shown.pages()).contains(&page);
        there.then(|| view! { <a href=format!("{base}&sort={}&page={page}", shown.sort.key()) rel=rel>{label}</a> })
    };
    let from = (shown.page - 1) * PAGE + 1;
    let here = words::page_of(l, from, (shown.page * PAGE).min(shown.all), shown.all);
    view! {
        <nav class="pages" aria-label=words::pages(l)>
            {link(shown.page.wrapping_sub(1), words::previous_page(l), "prev")}
            <span>{here}</span>
            {link(shown.page + 1, words::next_page(l), "next")}
        </nav>
    }
    .into_any()
}
