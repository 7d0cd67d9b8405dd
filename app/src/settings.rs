//! Own language and password, and the table of who may do what.

mod calls;

pub use calls::{access, change_password, set_language};
use domain::access::TABLE;
use leptos::prelude::*;
use text::{common, names, sign_in as words};

use crate::{
    boot::{lang, me},
    sign_in::NewPasswordFields,
    ui::{Field, Form, Hidden, Load, Page, Select, Submit},
};

#[component]
pub fn SettingsPage() -> impl IntoView {
    let l = lang();
    let me = me();
    let email = me.as_ref().map(|me| me.email.clone());
    view! {
        <Page title=common::overview_settings(l)>
            {me.map(|me| view! { <p class="lead">{me.name} " · " {names::role(l, me.role)} " · " {me.organisation_name}</p> })}
            <section class="split">
                <Form action="/api/ui/settings/language" class="card">
                    <h2>{common::language(l)}</h2>
                    <Hidden name="back" value="/settings" />
                    <Select
                        name="lang"
                        label=common::language(l)
                        options=vec![("nl".into(), common::dutch(l).into()), ("en".into(), common::english(l).into())]
                        chosen=l.tag()
                    />
                    <Submit label=common::save(l) class="button primary" />
                </Form>
                <Form action="/api/ui/settings/password" class="card">
                    <h2>{common::change_password(l)}</h2>
                    <input type="email" name="username" autocomplete="username" value=email hidden />
                    <Field name="current" label=words::password_current(l) kind="password" autocomplete="current-password" required=true />
                    <NewPasswordFields label=words::password_new(l) />
                    <Submit label=common::change_password(l) class="button primary" />
                </Form>
            </section>
            <p><a href="/settings/access">{common::access_title(l)}</a></p>
            <p class="soft measure">{common::no_decisions(l)}</p>
        </Page>
    }
    .into_any()
}

#[component]
pub fn AccessPage() -> impl IntoView {
    view! { <Load source=|| () fetch=|()| access() render=|()| view! { <AccessTable /> }.into_any() /> }
}

#[component]
fn AccessTable() -> impl IntoView {
    let l = lang();
    let rows = TABLE
        .iter()
        .map(|rule| {
            let who = rule.who.iter().map(|who| names::who(l, *who)).collect::<Vec<_>>().join(", ");
            let when: Vec<&str> = rule.when.iter().map(|when| names::when(l, *when)).collect();
            let when = if when.is_empty() { common::always(l).to_owned() } else { when.join("; ") };
            view! {
                <tr>
                    <th scope="row">{names::action(l, rule.action)}</th>
                    <td>{who}</td>
                    <td>{when}</td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <Page title=common::access_title(l) lead=common::access_intro(l)>
            <div class="table-wrap" role="region" tabindex="0" aria-label=common::access_title(l)>
                <table class="prose-table">
                    <thead>
                        <tr>
                            <th scope="col">{common::access_action(l)}</th>
                            <th scope="col">{common::access_who(l)}</th>
                            <th scope="col">{common::access_when(l)}</th>
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
        </Page>
    }
    .into_any()
}
