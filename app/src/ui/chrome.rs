//! What stands around every page: the head with the menu, and a page's own heading.

use domain::people::{Me, Role};
use leptos::prelude::*;
use leptos_router::components::A;
use text::common;

use super::{
    Form, Hidden,
    form::{Shown, lost},
    title::TabTitle,
};
use crate::boot::{boot, lang};

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
    let shown = Shown::default();
    provide_context(shown.clone());
    let contents = children();
    view! {
        <TabTitle text=tab />
        <div class="page-head">
            <div>
                <h1 tabindex="-1">{title}</h1>
                {(!lead.is_empty()).then(|| view! { <p class="lead">{lead}</p> })}
            </div>
            {actions.map(|actions| view! { <div class="actions">{actions}</div> })}
        </div>
        {lost(&shown)}
        {contents}
    }
    .into_any()
}
