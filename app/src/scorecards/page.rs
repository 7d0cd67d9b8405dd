//! One scorecard: the draft with everything that can change, or the published version as it reads.

use domain::scorecard::VersionState;
use leptos::prelude::*;
use leptos_router::hooks::{use_params_map, use_query_map};
use text::{names, scorecards as words};

use super::{
    add::Add,
    calls::{ScorecardView, show},
    competency::Competency,
    parts::{Outline, Script, Timing, Title, Weights},
    preview::Preview,
    publish::{Published, Ready},
};
use crate::{
    boot::lang,
    interview::PreviewAt,
    ui::{Hidden, Load, Page},
};

/// What every form of a draft sends along.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Base {
    pub(super) scorecard: domain::ids::ScorecardId,
    pub(super) revision: i64,
}

#[component]
pub(super) fn BaseFields(base: Base) -> impl IntoView {
    view! {
        <Hidden name="scorecard" value=base.scorecard.to_string() />
        <Hidden name="revision" value=base.revision.to_string() />
    }
}

/// What the address says beside which scorecard it is.
#[derive(Debug, Clone, Default)]
struct Asked {
    /// The part that is being edited.
    edit: String,
    /// What is searched for in the library.
    search: String,
    preview: Option<PreviewAt>,
}

impl Asked {
    fn read() -> Self {
        use_query_map().with_untracked(|query| Self {
            edit: query.get("edit").unwrap_or_default(),
            search: query.get("q").unwrap_or_default(),
            preview: query
                .get("preview")
                .and_then(|tag| tag.parse().ok())
                .map(|lang| PreviewAt { lang, item: query.get("item").and_then(|n| n.parse().ok()).unwrap_or(1) }),
        })
    }
}

#[component]
pub fn ScorecardPage() -> impl IntoView {
    let params = use_params_map();
    let asked = Asked::read();
    view! {
        <Load
            source=move || params.with(|p| p.get("id").unwrap_or_default())
            fetch=show
            render=move |view| view! { <Scorecard view=view asked=asked.clone() /> }.into_any()
        />
    }
}

#[component]
fn Scorecard(view: ScorecardView, asked: Asked) -> impl IntoView {
    let l = lang();
    let base = Base { scorecard: view.version.scorecard, revision: view.version.revision };
    let draft = view.version.state == VersionState::Draft && view.may_edit;
    let lead = format!("{} · {}", words::version(l, view.version.number), names::version_state(l, view.version.state));
    let title = view.version.document.title.clone();
    let previewing = asked.preview.is_some();
    let actions = view! { <Switch base=base previewing=previewing item=asked.preview.map_or(1, |at| at.item) /> }.into_any();
    view! {
        <Page title=title lead=lead actions=actions>
            {match asked.preview {
                Some(at) => view! { <Preview document=view.version.document.clone() at=at /> }.into_any(),
                None => view! { <Builder base=base draft=draft view=view asked=asked /> }.into_any(),
            }}
        </Page>
    }
    .into_any()
}

/// Between the document and how the panel will see it; and what else there is of a scorecard.
#[component]
fn Switch(base: Base, previewing: bool, item: u32) -> impl IntoView {
    let l = lang();
    let here = format!("/scorecards/{}", base.scorecard);
    let preview = |tag: &str| format!("{here}?preview={tag}&item={item}");
    view! {
        <nav class="switch" aria-label=words::views(l)>
            {previewing.then(|| view! { <a class="button" href=here.clone()>{words::back_to_card(l)}</a> })}
            <a class="button" href=preview("nl")>{words::preview_nl(l)}</a>
            <a class="button" href=preview("en")>{words::preview_en(l)}</a>
            <a class="button" href=format!("{here}/sheet")>{words::candidate_sheet(l)}</a>
            <a class="button" href=format!("{here}/try")>{words::try_out(l)}</a>
            <a class="button" href=format!("{here}/versions")>{words::versions(l)}</a>
        </nav>
    }
    .into_any()
}

#[component]
fn Builder(base: Base, draft: bool, view: ScorecardView, asked: Asked) -> impl IntoView {
    let document = view.version.document.clone();
    let last = document.competencies.len().saturating_sub(1);
    let cards = document
        .competencies
        .iter()
        .enumerate()
        .map(|(index, competency)| {
            let shelf = view.shelves.iter().find(|s| Some(&s.key) == competency.key.as_ref()).cloned();
            let of = |item| item == competency.id || competency.questions.iter().any(|q| q.id == item);
            let remarks = view.remarks.iter().filter(|remark| of(remark.item)).cloned().collect::<Vec<_>>();
            let edit = asked.edit.clone();
            view! {
                <Competency
                    base=base
                    draft=draft
                    competency=competency.clone()
                    shelf=shelf
                    remarks=remarks
                    edit=edit
                    place=index
                    last=index == last
                />
            }
        })
        .collect_view();
    view! {
        <div class="builder">
            <Outline document=document.clone() checks=view.checks.clone() />
            <div class="builder-main">
                {draft.then(|| view! { <Title base=base title=document.title.clone() /> })}
                {cards}
                {draft
                    .then(|| {
                        view! {
                            <Add base=base document=document.clone() shelves=view.shelves.clone() search=asked.search.clone() writing=asked.edit == "new" />
                        }
                    })}
                <Script base=base draft=draft document=document.clone() />
            </div>
            <aside class="builder-side">
                {if view.version.state == VersionState::Draft {
                    view! { <Ready base=base draft=draft view=view.clone() /> }.into_any()
                } else {
                    view! { <Published base=base view=view.clone() /> }.into_any()
                }}
                <Timing base=base draft=draft document=document.clone() />
                <Weights base=base draft=draft document=document />
            </aside>
        </div>
    }
    .into_any()
}
