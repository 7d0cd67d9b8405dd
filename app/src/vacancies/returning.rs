//! A submitted sheet of somebody on the panel: giving it back, or setting it aside. Each says what will happen and asks why.

use domain::{Code, vacancy::PanelSeat};
use leptos::prelude::*;
use text::{common, errors, scorecards::on, vacancies as words};

use crate::{
    boot::lang,
    ui::{Field, Form, Hidden, Submit, is_refused},
};

const RETURN: &str = "/api/ui/vacancies/return-sheet";
const SET_ASIDE: &str = "/api/ui/vacancies/set-sheet-aside";

#[component]
pub(super) fn Returning(seat: PanelSeat, interview: String) -> impl IntoView {
    let l = lang();
    if seat.no_setting_aside.is_some() {
        // Revealed by now: there is nothing to offer.
        return ().into_any();
    }
    let (of, name) = (seat.user.to_string(), seat.name);
    let back = match seat.no_return {
        Some(code @ (Code::OwnSheet | Code::ReadOthers)) => view! { <p class="hint">{errors::say(l, code, "")}</p> }.into_any(),
        Some(_) => ().into_any(),
        None => view! {
            <Asking action=RETURN class="button" verb=words::give_back(l) intro=words::give_back_intro(l) name=name.clone() interview=interview.clone() of=of.clone() />
        }
        .into_any(),
    };
    view! {
        {back}
        <Asking action=SET_ASIDE class="button danger" verb=words::set_aside(l) intro=words::set_aside_intro(l) name=name interview=interview of=of />
    }
    .into_any()
}

#[component]
fn Asking(
    action: &'static str,
    class: &'static str,
    verb: &'static str,
    intro: &'static str,
    name: String,
    interview: String,
    of: String,
) -> impl IntoView {
    let l = lang();
    let id = format!("{}-{of}", action.rsplit('/').next().unwrap_or_default());
    let open = is_refused(action, &id);
    let full = on(verb, &name);
    view! {
        <details open=open>
            <summary>{full.clone()}</summary>
            <Form action=action id=id.clone() class="card">
                <p class="soft">{intro}</p>
                <Hidden name="interview" value=interview />
                <Hidden name="of" value=of />
                <Field name="reason" id=format!("reason-{id}") label=common::reason(l) />
                <Submit label=verb class=class aria_label=full />
            </Form>
        </details>
    }
    .into_any()
}
