//! Dropping a question for everybody, and taking it up again.

use domain::vacancy::VacancyView;
use leptos::prelude::*;
use text::{scorecards::on, vacancies as words};

use crate::{
    boot::lang,
    ui::{Field, Form, Hidden, Select, Submit, is_refused},
};

const VOID: &str = "/api/ui/vacancies/void";

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
    let reason_of = |item| view.voided.iter().find(|it| it.item == item).map(|it| words::voided_by(l, &it.by, &it.reason));
    let list = voided
        .into_iter()
        .map(|(item, name)| {
            view! {
                <li>
                    {name.clone()} <span class="soft block">{reason_of(item)}</span>
                    <Form action="/api/ui/vacancies/restore-question" id=format!("restore-{item}") class="inline">
                        <Hidden name="vacancy" value=view.id.to_string() />
                        <Hidden name="item" value=item.to_string() />
                        <Submit label=words::restore_question(l) class="quiet small" aria_label=on(words::restore_question(l), &name) />
                    </Form>
                </li>
            }
        })
        .collect_view();
    view! {
        <details class="voiding" open=!view.voided.is_empty() || is_refused(VOID, "")>
            <summary>{words::void_title(l)}</summary>
            <p class="soft measure">{words::void_intro(l)}</p>
            <ul class="rows">{list}</ul>
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
