//! Planning one interview: when, with whom, and who chairs.

use domain::{Code, vacancy::PanelChoice};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use text::{common, errors, names, vacancies as words};

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

/// Who is not offered as a rater, each with why.
pub(super) fn not_offered<'a>(people: impl Iterator<Item = (Code, &'a str)>) -> AnyView {
    let l = lang();
    let lines = people.map(|(why, name)| view! { <li>{errors::say(l, why, name)}</li> }).collect_view();
    if lines.is_empty() { ().into_any() } else { view! { <ul class="hint">{lines}</ul> }.into_any() }
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
    let people = view.people;
    let chairs = people.iter().filter(|it| it.no_chair.is_none());
    let options: Vec<(String, String)> = chairs.map(|it| (it.person.id.to_string(), it.person.name.clone())).collect();
    let left_out = not_offered(people.iter().filter_map(|it| Some((it.no_rater?, it.person.name.as_str()))));
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
                        .filter(|it| it.no_rater.is_none())
                        .map(|PanelChoice { person: p, .. }| {
                            let help = names::role(l, p.role).to_owned();
                            view! { <Choice name="raters[]" value=p.id.to_string() label=p.name help=help /> }
                        })
                        .collect_view()}
                </fieldset>
                {left_out}
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
