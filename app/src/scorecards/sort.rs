//! What a colleague sees by the link: five anchors of each competency, shuffled, each to get its level.

use leptos::prelude::*;
use leptos_router::hooks::{use_params_map, use_query_map};
use text::{names, sorting as words};

use super::public::{SortView, anchors_to_sort};
use crate::{
    boot::lang,
    ui::{Form, Hidden, Load, Page, Select, Submit},
};

#[component]
pub fn SortPage() -> impl IntoView {
    let params = use_params_map();
    let secret = move || params.with(|p| p.get("secret").unwrap_or_default());
    let done = use_query_map().with_untracked(|query| query.get("done").is_some());
    view! {
        <Load
            source=secret
            fetch=anchors_to_sort
            render=move |view| {
                if done { view! { <Thanks /> }.into_any() } else { view! { <Sort view=view secret=secret() /> }.into_any() }
            }
        />
    }
}

#[component]
fn Thanks() -> impl IntoView {
    let l = lang();
    view! {
        <Page title=words::thanks_title(l)>
            <p class="measure">{words::thanks(l)}</p>
        </Page>
    }
}

#[component]
fn Sort(view: SortView, secret: String) -> impl IntoView {
    let l = lang();
    let levels: Vec<(String, String)> = (1u8..=5).map(|level| (level.to_string(), format!("{level} {}", names::level(l, level)))).collect();
    let parts = view
        .competencies
        .iter()
        .enumerate()
        .map(|(index, competency)| {
            let name = competency.name.best(l).0.to_owned();
            let rows = competency
                .anchors
                .iter()
                .enumerate()
                .map(|(place, anchor)| {
                    let nth = index * 5 + place;
                    let text = anchor.text.best(l).0.to_owned();
                    view! {
                        <li class="sort-row">
                            <Hidden name="anchors[]" value=anchor.id.clone() />
                            <p class="measure" id=format!("anchor-{nth}")>{text}</p>
                            <Select name="levels[]" id=format!("level-{nth}") place=format!("levels/{nth}") nth=nth label=words::text_of(l, place + 1, &name) blank=words::choose(l) options=levels.clone() />
                        </li>
                    }
                })
                .collect_view();
            let id = competency.competency;
            view! {
                <section class="sheet" aria-labelledby=format!("s-{id}")>
                    <h2 id=format!("s-{id}")>{name.clone()}</h2>
                    <p class="soft measure">{competency.definition.best(l).0.to_owned()}</p>
                    <ol class="sort-rows">{rows}</ol>
                </section>
            }
        })
        .collect_view();
    view! {
        <Page title=words::page_title(l) lead=view.organisation.clone()>
            <p class="measure">{words::page_intro(l)}</p>
            <p class="measure">{words::instruction(l)}</p>
            <Form action="/api/ui/scorecards/sort" class="stack">
                <Hidden name="secret" value=secret />
                {parts}
                <Submit label=words::submit(l) class="button primary" />
            </Form>
        </Page>
    }
    .into_any()
}
