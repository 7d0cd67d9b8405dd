//! Dropping a question for everybody, and taking it up again.

use domain::{
    interview::{Voiding as Step, passed},
    vacancy::VacancyView,
};
use leptos::prelude::*;
use text::{numbers, scorecards::on, vacancies as words};

use crate::{
    boot::lang,
    ui::{Field, Form, Hidden, Select, Submit, is_refused},
};

const VOID: &str = "/api/ui/vacancies/void";
const RESTORE: &str = "/api/ui/vacancies/restore-question";

#[component]
pub(super) fn Voiding(view: VacancyView) -> impl IntoView {
    let l = lang();
    let dropped = |item| view.voided.iter().any(|voided| voided.item == item);
    let mut options = Vec::new();
    let mut voided = Vec::new();
    for (index, (item, text)) in view.items.iter().enumerate() {
        let name = format!("{}. {}", index + 1, text.best(l).0);
        if dropped(*item) {
            voided.push((*item, name));
        } else {
            options.push((item.to_string(), name));
        }
    }
    let reason_of = |item| {
        let it = view.voided.iter().find(|it| it.item == item)?;
        Some(words::voiding_step(l, false, &it.by, &numbers::date_time(l, it.at.local), &it.reason))
    };
    let list = voided
        .into_iter()
        .map(|(item, name)| {
            view! {
                <li>
                    {name.clone()} <span class="soft block">{reason_of(item)}</span>
                    <Restore vacancy=view.id.to_string() item=item.to_string() name=name />
                </li>
            }
        })
        .collect_view();
    let asked = |id| view.items.iter().find(|(item, _)| *item == id).map(|(_, text)| text.best(l).0.to_owned()).unwrap_or_default();
    let before =
        passed(&view.voidings).map(|step| view! { <li><VoidingStep asked=asked(step.item) step=step.clone() /></li> }).collect_view();
    let before =
        passed(&view.voidings).next().is_some().then(|| view! { <h3>{words::voided_before(l)}</h3> <ul class="rows">{before}</ul> });
    view! {
        <details class="voiding" open=!view.voidings.is_empty() || is_refused(VOID, "")>
            <summary>{words::void_title(l)}</summary>
            <p class="soft measure">{words::void_intro(l)}</p>
            {(!view.voided.is_empty()).then(|| view! { <ul class="rows">{list}</ul> })}
            {before}
            <Form action=VOID class="card">
                <Hidden name="vacancy" value=view.id.to_string() />
                <Select name="item" label=words::void_which(l) blank=words::choose_question(l) options=options />
                <Field name="reason" id="void-reason" label=words::void_reason(l) />
                <Submit label=words::void_confirm(l) class="button danger" />
            </Form>
        </details>
    }
    .into_any()
}

#[component]
fn Restore(vacancy: String, item: String, name: String) -> impl IntoView {
    let l = lang();
    let id = format!("restore-{item}");
    let (open, reason) = (is_refused(RESTORE, &id), format!("reason-{id}"));
    view! {
        <details open=open>
            <summary>{on(words::restore_question(l), &name)}</summary>
            <Form action=RESTORE id=id class="stack">
                <Hidden name="vacancy" value=vacancy />
                <Hidden name="item" value=item />
                <Field name="reason" id=reason label=words::restore_reason(l) />
                <Submit label=words::restore_question(l) aria_label=on(words::restore_question(l), &name) />
            </Form>
        </details>
    }
    .into_any()
}

/// A question that was dropped, or counts again: by whom, when and why.
#[component]
pub(crate) fn VoidingStep(asked: String, step: Step) -> impl IntoView {
    let l = lang();
    let said = words::voiding_step(l, step.restored, &step.by, &numbers::date_time(l, step.at.local), &step.reason);
    view! { {asked} " " <span class="soft block">{said}</span> }.into_any()
}
