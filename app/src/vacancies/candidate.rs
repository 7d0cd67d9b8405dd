//! One candidate of a vacancy, for who arranges things: other information, and the panel.

use domain::vacancy::{CandidateView, PanelChoice, PanelSeat, PlannedInterview};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use text::{common, names, scorecards::on, vacancies as words};

use super::{calls::candidate, plan::not_offered, returning::Returning};
use crate::{
    boot::lang,
    ui::{Field, Form, Hidden, Load, Page, Select, Submit, TextArea, When, is_refused},
};

const REPLACE: &str = "/api/ui/vacancies/replace-rater";

#[component]
pub fn CandidatePage() -> impl IntoView {
    let params = use_params_map();
    view! {
        <Load
            source=move || params.with(|p| p.get("application").unwrap_or_default())
            fetch=candidate
            render=|(view, people)| view! { <Candidate view=view people=people /> }.into_any()
        />
    }
}

#[component]
fn Candidate(view: CandidateView, people: Vec<PanelChoice>) -> impl IntoView {
    let l = lang();
    let back = format!("/vacancies/{}", view.vacancy);
    view! {
        <Page title=view.name.clone() lead=view.vacancy_title>
            {view.interview.map(|interview| view! { <Panel interview=interview people=people /> })}
            <section aria-labelledby="background-title">
                <h2 id="background-title">{words::background(l)}</h2>
                <p class="soft measure">{words::background_intro(l)}</p>
                {match view.background {
                    None => view! { <p class="note">{words::background_own(l)}</p> }.into_any(),
                    Some(text) => view! {
                        <Form action="/api/ui/vacancies/background" class="card">
                            <Hidden name="application" value=view.application.to_string() />
                            <Hidden name="had" value=view.background_mark />
                            <TextArea name="background" label=words::background(l) value=text rows=8 />
                            <Submit label=common::save(l) class="button primary" />
                        </Form>
                    }
                    .into_any(),
                }}
            </section>
            <p><a href=back>{common::back(l)}</a></p>
        </Page>
    }
    .into_any()
}

#[component]
fn Panel(interview: PlannedInterview, people: Vec<PanelChoice>) -> impl IntoView {
    let l = lang();
    let taken = |it: &PanelChoice| interview.seats.iter().any(|seat| seat.user == it.person.id);
    let free: Vec<&PanelChoice> = people.iter().filter(|it| !taken(it)).collect();
    let option = |it: &&PanelChoice| (it.person.id.to_string(), it.person.name.clone());
    let raters: Vec<(String, String)> = free.iter().filter(|it| it.no_rater.is_none()).map(option).collect();
    let chairs: Vec<(String, String)> = free.iter().filter(|it| it.no_chair.is_none()).map(option).collect();
    let left_out = not_offered(free.iter().filter_map(|it| Some((it.no_rater?, it.person.name.as_str()))));
    let id = interview.id.to_string();
    let seat = |seat: PanelSeat| {
        let free = if seat.rates { raters.clone() } else { chairs.clone() };
        view! { <Seat seat=seat interview=id.clone() free=free /> }
    };
    let seats = interview.seats.into_iter().map(seat).collect_view();
    view! {
        <section aria-labelledby="panel-title">
            <h2 id="panel-title">{words::panel(l)}</h2>
            <p class="soft"><When moment=interview.starts_at /> " · " {names::interview_state(l, interview.state)}</p>
            {interview.lacks_a_rater.then(|| view! { <p class="note">{words::lacks_a_rater(l)}</p> })}
            <ul class="seats">{seats}</ul>
            {left_out}
        </section>
    }
    .into_any()
}

#[component]
fn Seat(seat: PanelSeat, interview: String, free: Vec<(String, String)>) -> impl IntoView {
    let l = lang();
    let state = match (seat.rates, seat.submitted, &seat.set_aside) {
        (false, ..) => words::chair(l),
        (true, _, Some(_)) => words::cell_set_aside(l),
        (true, true, None) => words::cell_submitted(l),
        (true, false, None) => words::cell_waiting(l),
    };
    let set_aside = seat.set_aside.as_ref().map(|it| words::set_aside_by(l, it));
    let done = set_aside.or_else(|| seat.returned.as_ref().map(|it| words::given_back_by(l, it)));
    // Of what was set aside nothing counts, so somebody else may rate instead, until it is told with the numbers.
    let replaceable = if seat.set_aside.is_some() { seat.no_setting_aside.is_none() } else { !seat.submitted };
    let returnable = seat.rates && seat.submitted && seat.set_aside.is_none();
    let chair = (seat.chair && seat.rates).then(|| format!(" · {}", words::chair(l)));
    let id = format!("replace-{}", seat.user);
    let open = is_refused(REPLACE, &id);
    view! {
        <li>
            <strong>{seat.name.clone()}</strong>
            <span class="soft">{state} {chair}</span>
            {done.map(|done| view! { <span class="soft">{done}</span> })}
            {returnable.then(|| view! { <Returning seat=seat.clone() interview=interview.clone() /> })}
            {replaceable
                .then(|| {
                    view! {
                        <details open=open>
                            <summary>{on(words::replace(l), &seat.name)}</summary>
                            <Form action=REPLACE id=id.clone() class="card">
                                <p class="soft">{words::replace_intro(l)}</p>
                                <Hidden name="interview" value=interview />
                                <Hidden name="from" value=seat.user.to_string() />
                                <Select name="to" id=format!("to-{id}") label=words::replace_by(l) blank=words::choose_person(l) options=free />
                                <Field name="reason" id=format!("reason-{id}") label=common::reason(l) />
                                <Submit label=words::replace(l) class="button" />
                            </Form>
                        </details>
                    }
                })}
        </li>
    }
    .into_any()
}
