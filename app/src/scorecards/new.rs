//! A new scorecard from the template "Selectie op potentieel".

use domain::scorecard::CompetencyKind;
use leptos::prelude::*;
use text::scorecards as words;

use super::calls::{Shelf, library};
use crate::{
    boot::lang,
    ui::{Choice, Field, Form, GroupFault, Load, Page, Submit},
};

/// Ticked from the start: the three growth dimensions of the template.
const CORE: [&str; 3] = ["learning_ability", "handling_feedback", "adaptability"];

#[component]
pub fn NewScorecardPage() -> impl IntoView {
    view! { <Load source=|| () fetch=|()| library() render=|shelves| view! { <New shelves=shelves /> }.into_any() /> }
}

#[component]
fn New(shelves: Vec<Shelf>) -> impl IntoView {
    let l = lang();
    let (potential, performance): (Vec<_>, Vec<_>) = shelves.into_iter().partition(|s| s.kind == CompetencyKind::Potential);
    view! {
        <Page title=words::new(l) lead=words::template_intro(l)>
            <Form action="/api/ui/scorecards/create" class="sheet">
                <p class="tag">{words::template(l)}</p>
                <Field name="title" label=words::name(l) hint=words::name_hint(l) required=true />
                <Group legend=words::potential_group(l) shelves=potential />
                <Group legend=words::performance_group(l) shelves=performance />
                <GroupFault name="competencies" />
                <Submit label=words::create(l) class="button primary" />
            </Form>
        </Page>
    }
    .into_any()
}

#[component]
fn Group(legend: &'static str, shelves: Vec<Shelf>) -> impl IntoView {
    let l = lang();
    view! {
        <fieldset class="choices">
            <legend>{legend}</legend>
            {shelves
                .into_iter()
                .map(|shelf| {
                    let checked = CORE.contains(&shelf.key.as_str());
                    let label = shelf.name.best(l).0.to_owned();
                    let help = shelf.definition.best(l).0.to_owned();
                    view! { <Choice name="competencies[]" value=shelf.key label=label help=help checked=checked /> }
                })
                .collect_view()}
        </fieldset>
    }
    .into_any()
}
