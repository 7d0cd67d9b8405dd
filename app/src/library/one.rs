//! One competency of the library: as it reads in both languages, or its form.

use domain::{
    Bilingual, Lang,
    library::{LibraryCompetency, LibraryQuestion, LibraryRow},
};
use leptos::prelude::*;
use leptos_router::hooks::{use_params_map, use_query_map};
use text::{common, library as words, names, scorecards as card_words};

use super::{
    calls::{LibraryView, list, show},
    form::CompetencyForm,
};
use crate::{
    boot::lang,
    ui::{Form, Hidden, Load, Page, Submit},
};

const RETIRE: &str = "/api/ui/library/retire";
const RESTORE: &str = "/api/ui/library/restore";

#[component]
pub fn LibraryCompetencyPage() -> impl IntoView {
    let params = use_params_map();
    let editing = use_query_map().with_untracked(|query| query.get("edit").is_some());
    view! {
        <Load
            source=move || params.with(|p| p.get("key").unwrap_or_default())
            fetch=show
            render=move |view| view! { <One view=view editing=editing /> }.into_any()
        />
    }
}

#[component]
pub fn NewCompetencyPage() -> impl IntoView {
    // Asking for the list checks that the reader may see the library.
    view! {
        <Load
            source=|| ()
            fetch=|()| list()
            render=|_| {
                let l = lang();
                view! { <Page title=words::new(l) lead=words::new_lead(l)><CompetencyForm entry=None /></Page> }.into_any()
            }
        />
    }
}

#[component]
fn One(view: LibraryView, editing: bool) -> impl IntoView {
    let l = lang();
    let may_edit = view.may_edit;
    let Some(entry) = view.entries.into_iter().next() else { return ().into_any() };
    let lead = if entry.own.is_some() { words::own(l) } else { words::shipped(l) };
    let title = entry.competency.name.best(l).0.to_owned();
    let body = if editing && may_edit && entry.own.is_some() {
        view! { <CompetencyForm entry=Some(entry.clone()) /> }.into_any()
    } else {
        view! { <Both competency=entry.competency.clone() /> }.into_any()
    };
    view! {
        <Page title=title lead=lead actions=view! { {(may_edit && !editing).then(|| view! { <Acts entry=entry /> })} }.into_any()>
            {body}
        </Page>
    }
    .into_any()
}

#[component]
fn Acts(entry: LibraryRow) -> impl IntoView {
    let l = lang();
    let key = entry.competency.key;
    let (edit, copied) = (format!("/library/{key}?edit=1"), key.clone());
    let retired = entry.own.as_ref().map(|own| own.retired);
    view! {
        {retired.is_some().then(|| view! { <a class="button primary" href=edit>{common::edit(l)}</a> })}
        <Form action="/api/ui/library/copy" class="inline">
            <Hidden name="key" value=copied />
            <Submit label=words::copy(l) />
        </Form>
        {retired
            .map(|retired| {
                let (action, label) = if retired { (RESTORE, words::restore(l)) } else { (RETIRE, words::retire(l)) };
                view! {
                    <Form action=action class="inline">
                        <Hidden name="key" value=key />
                        <Submit label=label />
                    </Form>
                }
            })}
    }
    .into_any()
}

/// Everything, Dutch and English side by side.
#[component]
fn Both(competency: LibraryCompetency) -> impl IntoView {
    let l = lang();
    let c = competency;
    let dimensions =
        c.dimensions.into_iter().map(|d| view! { <Pair label=words::dimension(l) text=joined(&d.name, &d.description) /> }).collect_view();
    let questions = c.questions.into_iter().map(|q| view! { <QuestionPair question=q /> }).collect_view();
    let anchors = c
        .anchors
        .into_iter()
        .rev()
        .map(|a| view! { <Pair label=format!("{} {}", a.level, names::level(l, a.level)) text=a.text /> })
        .collect_view();
    view! {
        <section class="sheet wide-sheet">
            <Pair label=card_words::competency_name(l) text=c.name />
            <Pair label=card_words::definition(l) text=c.definition />
            <Pair label=card_words::guidance(l) text=c.guidance />
            <h2>{words::dimensions(l)}</h2>
            {dimensions}
            <h2>{card_words::questions(l)}</h2>
            {questions}
            <h2>{card_words::anchors(l)}</h2>
            {anchors}
        </section>
    }
    .into_any()
}

#[component]
fn QuestionPair(question: LibraryQuestion) -> impl IntoView {
    let l = lang();
    let kind = names::question_kind(l, question.kind);
    let probes = question.probes.into_iter().map(|p| view! { <Pair label=names::step(l, p.step) text=p.text /> }).collect_view();
    view! {
        <div class="question-pair">
            <Pair label=kind text=question.text />
            <details>
                <summary>{card_words::probes(l)}</summary>
                {probes}
            </details>
        </div>
    }
    .into_any()
}

#[component]
fn Pair(#[prop(into)] label: String, text: Bilingual) -> impl IntoView {
    view! {
        <dl class="pair">
            <dt>{label}</dt>
            <dd lang=Lang::Nl.tag()>{text.nl}</dd>
            <dd lang=Lang::En.tag()>{text.en}</dd>
        </dl>
    }
    .into_any()
}

fn joined(name: &Bilingual, description: &Bilingual) -> Bilingual {
    Bilingual::new(format!("{}: {}", name.nl, description.nl), format!("{}: {}", name.en, description.en))
}
