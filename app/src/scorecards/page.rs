//! One scorecard: the draft with everything that can change, or the published version as it reads.

use domain::scorecard::{Document, VersionState};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use text::{names, scorecards as words};

use super::{
    calls::{ScorecardView, show},
    competency::Competency,
    parts::{Outline, Publish, Published, Timing, Weights},
};
use crate::{
    boot::lang,
    ui::{Field, Form, Hidden, Load, Page, Select, Submit},
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

#[component]
pub fn ScorecardPage() -> impl IntoView {
    let params = use_params_map();
    view! {
        <Load
            source=move || params.with(|p| p.get("id").unwrap_or_default())
            fetch=show
            render=|view| view! { <Scorecard view=view /> }.into_any()
        />
    }
}

#[component]
fn Scorecard(view: ScorecardView) -> impl IntoView {
    let l = lang();
    let version = view.version;
    let base = Base { scorecard: version.scorecard, revision: version.revision };
    let draft = version.state == VersionState::Draft && view.may_edit;
    let document = version.document;
    let lead = format!("{} · {}", words::version(l, version.number), names::version_state(l, version.state));
    let title = document.title.clone();
    let last = document.competencies.len().saturating_sub(1);
    let cards = document
        .competencies
        .iter()
        .enumerate()
        .map(|(index, competency)| {
            let shelf = view.shelves.iter().find(|s| Some(&s.key) == competency.key.as_ref()).cloned();
            view! { <Competency base=base draft=draft competency=competency.clone() shelf=shelf first=index == 0 last=index == last /> }
        })
        .collect_view();
    view! {
        <Page title=title lead=lead>
            <div class="builder">
                <Outline document=document.clone() />
                <div class="builder-main">
                    {draft.then(|| view! { <Title base=base title=document.title.clone() /> })}
                    {cards}
                    {draft.then(|| view! { <AddCompetency base=base document=document.clone() shelves=view.shelves.clone() /> })}
                </div>
                <aside class="builder-side">
                    {if version.state == VersionState::Draft {
                        view! { <Publish base=base checks=view.checks draft=draft can_undo=version.can_undo /> }.into_any()
                    } else {
                        view! { <Published base=base hash=version.hash may_edit=view.may_edit /> }.into_any()
                    }}
                    <Timing base=base draft=draft document=document.clone() />
                    <Weights base=base draft=draft document=document />
                </aside>
            </div>
        </Page>
    }
    .into_any()
}

#[component]
fn Title(base: Base, title: String) -> impl IntoView {
    let l = lang();
    view! {
        <Form action="/api/ui/scorecards/rename" class="one-line">
            <BaseFields base=base />
            <Field name="title" label=words::name(l) value=title />
            <Submit label=words::rename(l) />
        </Form>
    }
}

#[component]
fn AddCompetency(base: Base, document: Document, shelves: Vec<super::Shelf>) -> impl IntoView {
    let l = lang();
    let used = |key: &str| document.competencies.iter().any(|c| c.key.as_deref() == Some(key));
    let options: Vec<(String, String)> =
        shelves.iter().filter(|s| !used(&s.key)).map(|s| (s.key.clone(), s.name.best(l).0.to_owned())).collect();
    (!options.is_empty()).then(|| {
        view! {
            <Form action="/api/ui/scorecards/add-competency" class="one-line">
                <BaseFields base=base />
                <Select name="competency" label=words::add_competency(l) blank=words::choose_competency(l) options=options />
                <Submit label=words::add_competency(l) />
            </Form>
        }
    })
}
