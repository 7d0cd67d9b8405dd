//! Planning one interview: when, with whom, and who chairs.

use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use text::{common, names, vacancies as words};

use super::calls::{PlanView, planning};
use crate::{
    boot::lang,
    ui::{Choice, Field, Form, GroupFault, Hidden, Load, Page, Select, Submit, TextArea},
};

#[component]
pub fn PlanPage() -> impl IntoView {
    let params = use_params_map();
    let ids = move || params.with(|p| (p.get("id").unwrap_or_default(), p.get("application").unwrap_or_default()));
    view! {
        <Load
            source=ids
            fetch=|(vacancy, application)| planning(vacancy, application)
            render=move |view| {
                let (vacancy, application) = ids();
                view! { <Plan vacancy=vacancy application=application view=view /> }.into_any()
            }
        />
    }
}

#[component]
fn Plan(vacancy: String, application: String, view: PlanView) -> impl IntoView {
    let l = lang();
    let lead = format!("{} · {}", view.candidate, view.vacancy_title);
    let back = format!("/vacancies/{vacancy}");
    if view.people.len() < 2 {
        return view! {
            <Page title=words::plan_title(l) lead=lead>
                <div class="empty">
                    <p>{words::no_people(l)}</p>
                    <p><a class="button primary" href="/people">{common::people(l)}</a></p>
                </div>
            </Page>
        }
        .into_any();
    }
    let options: Vec<(String, String)> = view.people.iter().map(|p| (p.id.to_string(), p.name.clone())).collect();
    let people = view.people;
    view! {
        <Page title=words::plan_title(l) lead=lead>
            <Form action="/api/ui/vacancies/plan" class="card">
                <Hidden name="vacancy" value=vacancy />
                <Hidden name="application" value=application />
                <Field name="starts_at" label=words::starts_at(l) kind="datetime-local" value=view.starts_at required=true />
                <fieldset class="choices">
                    <legend>{words::raters(l)}</legend>
                    {people
                        .into_iter()
                        .map(|p| {
                            let help = names::role(l, p.role).to_owned();
                            view! { <Choice name="raters[]" value=p.id.to_string() label=p.name help=help /> }
                        })
                        .collect_view()}
                </fieldset>
                <GroupFault name="raters" />
                <Select name="chair" label=words::chair(l) blank=words::choose_chair(l) options=options hint=words::chair_hint(l) />
                <TextArea
                    name="arrangements"
                    label=format!("{} {}", words::arrangements(l), common::optional(l))
                    hint=words::arrangements_hint(l)
                    rows=2
                />
                <Submit label=words::plan(l) class="button primary" />
            </Form>
            <p><a href=back>{common::back(l)}</a></p>
        </Page>
    }
    .into_any()
}
