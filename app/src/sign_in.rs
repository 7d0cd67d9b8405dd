//! Signing in, the first administrator, and accepting an invitation. These pages need no script.

mod calls;

pub use calls::{accept, invitation, reset, reset_link, set_up, sign_in};
use domain::people::{PASSWORD_MIN, Role};
use leptos::prelude::*;
use leptos_router::hooks::{use_params_map, use_query_map};
use text::{common, names, sign_in as words};

use crate::{
    boot::{boot, lang},
    ui::{Field, Form, Hidden, Load, Page, Submit},
};

/// The demo's accounts, in the order a visitor would try them.
const DEMO: [&str; 6] =
    ["recruiter@example.org", "panel1@example.org", "panel2@example.org", "panel3@example.org", "admin@example.org", "auditor@example.org"];

#[component]
pub fn SignInPage() -> impl IntoView {
    let l = lang();
    let next = use_query_map().with_untracked(|q| q.get("next").unwrap_or_default());
    view! {
        <div class="door">
            <Page title=words::title(l) lead=common::tagline(l)>
                <Form action="/api/ui/people/sign-in" class="card">
                    <Hidden name="next" value=next />
                    <Field name="email" label=common::email(l) kind="email" autocomplete="username" required=true />
                    <Field name="password" label=words::password(l) kind="password" autocomplete="current-password" required=true />
                    <Submit label=words::submit(l) class="button primary" />
                    <p class="hint">{words::forgotten(l)}</p>
                </Form>
                {boot()
                    .demo
                    .then(|| {
                        view! {
                            <aside class="note">
                                <p>{words::demo_hint(l)}</p>
                                <ul>{DEMO.map(|email| view! { <li><code>{email}</code></li> }).collect_view()}</ul>
                            </aside>
                        }
                    })}
            </Page>
        </div>
    }
    .into_any()
}

#[component]
pub fn SetUpPage() -> impl IntoView {
    let l = lang();
    view! {
        <div class="door">
            <Page title=words::setup_title(l) lead=words::setup_intro(l)>
                <Form action="/api/ui/people/set-up" class="card">
                    <Field name="code" label=words::setup_code(l) autocomplete="one-time-code" required=true />
                    <Field name="organisation" label=words::setup_organisation(l) autocomplete="organization" required=true />
                    <Field name="name" label=words::your_name(l) autocomplete="name" required=true />
                    <Field name="email" label=common::email(l) kind="email" autocomplete="username" required=true />
                    <NewPasswordFields />
                    <Submit label=words::setup_submit(l) class="button primary" />
                </Form>
            </Page>
        </div>
    }
    .into_any()
}

#[component]
pub fn InvitePage() -> impl IntoView {
    let params = use_params_map();
    let secret = move || params.with(|p| p.get("secret").unwrap_or_default());
    view! {
        <div class="door">
            <Load
                source=secret
                fetch=invitation
                render=move |invite| {
                    let l = lang();
                    let lead = words::invite_intro(l, &invite.email, names::role(l, invite.role));
                    view! {
                        <Page title=words::invite_title(l, &invite.organisation_name) lead=lead>
                            <Form action="/api/ui/people/accept" class="card">
                                <Hidden name="secret" value=secret() />
                                <input type="email" name="username" autocomplete="username" value=invite.email.clone() hidden />
                                <Field name="name" label=words::your_name(l) autocomplete="name" required=true />
                                <NewPasswordFields />
                                <Submit label=words::invite_submit(l) class="button primary" />
                            </Form>
                        </Page>
                    }
                    .into_any()
                }
            />
        </div>
    }
    .into_any()
}

#[component]
pub fn ResetPage() -> impl IntoView {
    let params = use_params_map();
    let secret = move || params.with(|p| p.get("secret").unwrap_or_default());
    view! {
        <div class="door">
            <Load
                source=secret
                fetch=reset_link
                render=move |link| {
                    let l = lang();
                    view! {
                        <Page title=words::reset_title(l) lead=words::reset_intro(l, &link.name, &link.email)>
                            <Form action="/api/ui/people/reset" class="card">
                                <Hidden name="secret" value=secret() />
                                <input type="email" name="username" autocomplete="username" value=link.email.clone() hidden />
                                <NewPasswordFields label=words::password_new(l) />
                                <Submit label=words::reset_submit(l) class="button primary" />
                            </Form>
                        </Page>
                    }
                    .into_any()
                }
            />
        </div>
    }
    .into_any()
}

/// A new password, twice.
#[component]
pub fn NewPasswordFields(#[prop(optional)] label: Option<&'static str>) -> impl IntoView {
    const { assert!(PASSWORD_MIN == 12, "the hint in crate text says twelve") };
    let l = lang();
    view! {
        <Field name="password" label=label.unwrap_or_else(|| words::password(l)) kind="password" autocomplete="new-password" hint=words::password_hint(l) required=true />
        <Field name="password_again" label=words::password_again(l) kind="password" autocomplete="new-password" required=true />
    }
}

/// The roles with what they mean, for a choice.
pub fn role_options(lang: domain::Lang) -> Vec<(String, String)> {
    Role::ALL
        .into_iter()
        .map(|role| (role.key().to_owned(), format!("{}: {}", names::role(lang, role), names::role_means(lang, role))))
        .collect()
}
