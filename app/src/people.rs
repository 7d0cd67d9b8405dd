//! Colleagues: who may sign in, and inviting more.

mod calls;

pub use calls::{PeopleView, ResetLink, change, invite, list, make_reset_link, revoke};
use domain::people::{InviteRow, PersonRow, Role};
use leptos::prelude::*;
use text::{common, names, people as words, scorecards::on};

use crate::{
    boot::{lang, me},
    sign_in::role_options,
    ui::{CopyLink, Day, Field, Form, Hidden, Load, Page, Select, Submit},
};

#[component]
pub fn PeoplePage() -> impl IntoView {
    view! { <Load source=|| () fetch=|()| list() render=|view| view! { <People view=view /> }.into_any() /> }
}

#[component]
fn People(view: PeopleView) -> impl IntoView {
    let l = lang();
    let admin = me().is_some_and(|me| me.role == Role::Admin);
    view! {
        <Page title=words::title(l)>
            {view
                .reset
                .map(|reset| {
                    view! {
                        <div class="note" role="status" tabindex="-1" data-arrives="once">
                            <p>{words::reset_ready(l, &reset.name)}</p>
                            <CopyLink id="reset-link" label=words::reset_link(l) link=reset.link />
                        </div>
                    }
                })}
            <div class="table-wrap" role="region" tabindex="0" aria-label=words::title(l)>
                <table class="stacks">
                    <thead>
                        <tr>
                            <th scope="col">{common::name(l)}</th>
                            <th scope="col">{words::email(l)}</th>
                            <th scope="col">{words::role(l)}</th>
                            <th scope="col">{common::state(l)}</th>
                        </tr>
                    </thead>
                    <tbody>{view.people.into_iter().map(|person| view! { <Person person=person admin=admin /> }).collect_view()}</tbody>
                </table>
            </div>
            {admin.then(|| view! { <Invitations waiting=view.invites link=view.link /> })}
        </Page>
    }
    .into_any()
}

#[component]
fn Person(person: PersonRow, admin: bool) -> impl IntoView {
    let l = lang();
    let mine = me().is_some_and(|me| me.user == person.id);
    let state = if person.active { words::active(l) } else { words::inactive(l) };
    let (toggle, toggle_to) = if person.active { (words::deactivate(l), "false") } else { (words::activate(l), "true") };
    let (role_label, change_label, toggle_label) =
        (words::role_of(l, &person.name), on(words::change(l), &person.name), on(toggle, &person.name));
    let (reset_label, reset_confirm) = (on(words::reset(l), &person.name), words::reset_confirm(l, &person.name));
    view! {
        <tr>
            <th scope="row">{person.name.clone()} {mine.then(|| view! { <span class="soft">{format!(" {}", words::you(l))}</span> })}</th>
            <td>{person.email}</td>
            <td>
                {if admin && !mine {
                    let chosen = person.role.key();
                    view! {
                        <Form action="/api/ui/people/change" id=format!("role-{}", person.id) class="inline">
                            <Hidden name="user" value=person.id.to_string() />
                            <Hidden name="active" value=person.active.to_string() />
                            <select name="role" aria-label=role_label>
                                {Role::ALL
                                    .map(|role| view! { <option value=role.key() selected=role.key() == chosen>{names::role(l, role)}</option> })
                                    .collect_view()}
                            </select>
                            <Submit label=words::change(l) class="quiet" aria_label=change_label />
                        </Form>
                    }
                    .into_any()
                } else {
                    names::role(l, person.role).into_any()
                }}
            </td>
            <td>
                {state} " "
                {(admin && !mine)
                    .then(|| {
                        view! {
                            <Form action="/api/ui/people/change" id=format!("active-{}", person.id) class="inline">
                                <Hidden name="user" value=person.id.to_string() />
                                <Hidden name="role" value=person.role.key() />
                                <Hidden name="active" value=toggle_to />
                                <Submit label=toggle class="quiet" aria_label=toggle_label />
                            </Form>
                        }
                    })}
                {(admin && !mine && person.active)
                    .then(|| {
                        view! {
                            <Form
                                action="/api/ui/people/make-reset-link"
                                id=format!("reset-{}", person.id)
                                class="inline"
                                confirm=reset_confirm
                            >
                                <Hidden name="user" value=person.id.to_string() />
                                <Submit label=words::reset(l) class="quiet" aria_label=reset_label />
                            </Form>
                        }
                    })}
            </td>
        </tr>
    }
    .into_any()
}

#[component]
fn Invitations(waiting: Vec<InviteRow>, link: Option<String>) -> impl IntoView {
    let l = lang();
    view! {
        <section class="split" aria-labelledby="invite-title">
            <div>
                <h2 id="invite-title">{words::invite_title(l)}</h2>
                <p class="soft">{words::invite_intro(l)}</p>
                {link
                    .map(|link| {
                        view! {
                            <div class="note" role="status" tabindex="-1" data-arrives="once">
                                <p>{words::invite_ready(l)}</p>
                                <CopyLink id="invite-link" label=words::invite_link(l) link=link />
                            </div>
                        }
                    })}
                <Form action="/api/ui/people/invite" class="card">
                    <Field name="email" label=common::email(l) kind="email" autocomplete="off" required=true />
                    <Select name="role" label=words::role(l) options=role_options(l) chosen=Role::Interviewer.key() />
                    <Select
                        name="lang"
                        label=common::language(l)
                        options=vec![("nl".into(), common::dutch(l).into()), ("en".into(), common::english(l).into())]
                        chosen=l.tag()
                    />
                    <Submit label=words::invite_submit(l) class="button primary" />
                </Form>
            </div>
            <div>
                <h2>{words::waiting(l)}</h2>
                {if waiting.is_empty() {
                    view! { <p class="soft">{words::none_waiting(l)}</p> }.into_any()
                } else {
                    view! { <ul class="rows">{waiting.into_iter().map(|invite| view! { <Waiting invite=invite /> }).collect_view()}</ul> }.into_any()
                }}
            </div>
        </section>
    }
    .into_any()
}

#[component]
fn Waiting(invite: InviteRow) -> impl IntoView {
    let l = lang();
    let email = invite.email.clone();
    view! {
        <li>
            <div>
                <strong>{invite.email}</strong>
                <p class="soft">{names::role(l, invite.role)} " · " {words::expires(l)} " " <Day moment=invite.expires_at /></p>
            </div>
            <Form action="/api/ui/people/revoke" id=format!("revoke-{}", invite.id) class="inline">
                <Hidden name="invite" value=invite.id.to_string() />
                <Submit label=words::withdraw(l) class="quiet" aria_label=on(words::withdraw(l), &email) />
            </Form>
        </li>
    }
    .into_any()
}
