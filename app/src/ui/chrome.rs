//! What stands around every page: the head with the menu, and a page's own heading.

use domain::{
    Code,
    people::{Me, Role},
};
use leptos::prelude::*;
use leptos_router::components::A;
use text::{common, errors};
use uuid::Uuid;

use super::{Faults, Form, Hidden, title::TabTitle};
use crate::boot::{Boot, Flash, boot, lang};

/// The head of every page.
#[component]
pub fn Chrome() -> impl IntoView {
    let l = lang();
    let me = boot().me;
    view! {
        <a class="skip" href="#main">{common::skip(l)}</a>
        <header class="top">
            <a class="brand" href="/" aria-label=common::product(l)>
                <svg class="mark" viewBox="0 0 24 24" aria-hidden="true" width="24" height="24">
                    <rect x="2" y="8" width="20" height="8" rx="2" fill="none" stroke="currentColor" stroke-width="1.6" />
                    <path d="M6 8v4M10 8v3M14 8v4M18 8v3" stroke="currentColor" stroke-width="1.6" fill="none" />
                </svg>
                <span>{common::product(l)}</span>
            </a>
            {me.map(|me| view! { <Menu me=me /> })}
            <LanguageSwitch />
        </header>
    }
    .into_any()
}

#[component]
fn Menu(me: Me) -> impl IntoView {
    let l = lang();
    let staff = matches!(me.role, Role::Admin | Role::Recruiter);
    let cards = staff || me.role == Role::Auditor;
    view! {
        <nav class="menu" aria-label=common::navigation(l)>
            <A href="/" exact=true>{common::today(l)}</A>
            <A href="/vacancies">{common::vacancies(l)}</A>
            {cards.then(|| view! { <A href="/scorecards">{common::scorecards(l)}</A> })}
            {staff.then(|| view! { <A href="/people">{common::people(l)}</A> })}
        </nav>
        <div class="who">
            <A href="/settings" attr:class="who-name">{me.name}</A>
            <Form action="/api/ui/people/sign-out" class="inline">
                <button type="submit" class="quiet">{common::sign_out(l)}</button>
            </Form>
        </div>
    }
    .into_any()
}

/// The other language, in that language; stays on the page.
#[component]
fn LanguageSwitch() -> impl IntoView {
    let l = lang();
    view! {
        <Form action="/api/ui/settings/language" class="inline language" leaves=common::leaves_typed(l)>
            <Hidden name="lang" value=l.other().tag() />
            <input type="hidden" name="back" value=boot().path />
            <button type="submit" class="quiet" lang=l.other().tag()>{common::switch_language(l)}</button>
        </Form>
    }
    .into_any()
}

/// What was just done. It stands on every page, also empty: what changes in it is read out.
#[component]
pub fn Said() -> impl IntoView {
    view! { <p id="said" role="status">{boot().said}</p> }.into_any()
}

/// What people write in their own words; other fields hold ids, and words of ours.
const WRITTEN: [&str; 24] = [
    "anchor",
    "arrangements",
    "background",
    "below_band",
    "closing",
    "definition",
    "dimension",
    "dimension_text",
    "email",
    "guidance",
    "name",
    "note",
    "opening",
    "organisation",
    "probe",
    "question",
    "reason",
    "relation",
    "table",
    "task",
    "text",
    "title",
    "weights_reason",
    "why",
];

fn is_written(name: &str) -> bool {
    let name = name.trim_end_matches("[]").trim_end_matches("_nl").trim_end_matches("_en");
    WRITTEN.contains(&name)
}

/// What was refused in a form that this page does not have any more, and what was written in it.
#[component]
pub fn Lost() -> impl IntoView {
    let l = lang();
    let Boot { lost, .. } = boot();
    lost.map(|Flash { failure, fields, .. }| {
        let written = |(name, value): &(String, String)| is_written(name) && !value.trim().is_empty() && value.parse::<Uuid>().is_err();
        let words: Vec<_> = fields.into_iter().filter(written).map(|(_, words)| view! { <blockquote>{words}</blockquote> }).collect();
        let why = (failure.code != Code::Invalid || failure.faults.is_empty()).then(|| errors::failure(l, &failure));
        view! {
            <div class="form-failure lost" role="alert">
                <p>{common::not_done(l)} " " {why}</p>
                <Faults faults=failure.faults />
                {(!words.is_empty()).then(|| view! { <p>{common::you_had_typed(l)}</p> })}
                {words}
            </div>
        }
    })
}

/// A page's heading and contents; the heading is also the tab's title.
#[component]
pub fn Page(
    #[prop(into)] title: String,
    /// A line under the heading.
    #[prop(optional, into)]
    lead: String,
    #[prop(optional)] actions: Option<AnyView>,
    children: Children,
) -> impl IntoView {
    let tab = common::tab(&title);
    view! {
        <TabTitle text=tab />
        <div class="page-head">
            <div>
                <h1 tabindex="-1">{title}</h1>
                {(!lead.is_empty()).then(|| view! { <p class="lead">{lead}</p> })}
            </div>
            {actions.map(|actions| view! { <div class="actions">{actions}</div> })}
        </div>
        {children()}
    }
    .into_any()
}
