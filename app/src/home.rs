//! Today: the interviews first, then the open vacancies, then how to begin.

use domain::{
    interview::{InterviewState, TodayRow},
    people::Role,
    vacancy::{Home, VacancyRow},
};
use leptos::prelude::*;
use text::{common, interview as interview_words, names, numbers, vacancies as vacancy_words};

use crate::{
    boot::{lang, me},
    calls::Answer,
    ui::{Load, Page},
};

/// Everything on the home page.
#[server(prefix = "/api/ui", endpoint = "home/today", input = server_fn::codec::GetUrl)]
pub async fn today() -> Answer<Home> {
    let b = crate::backend::backend()?;
    Ok(b.store.home(&b.actor).await?)
}

#[component]
pub fn HomePage() -> impl IntoView {
    view! { <Load source=|| () fetch=|()| today() render=|home| view! { <Today home=home /> }.into_any() /> }
}

#[component]
fn Today(home: Home) -> impl IntoView {
    let l = lang();
    let staff = me().is_some_and(|me| matches!(me.role, Role::Admin | Role::Recruiter));
    let begin = staff && home.vacancies.is_empty();
    let (now, later): (Vec<_>, Vec<_>) = home.interviews.into_iter().partition(|i| i.today);
    let nothing = now.is_empty() && later.is_empty();
    view! {
        <Page title=common::today(l)>
            {begin.then(|| view! { <FirstSteps scorecards=home.scorecards people=home.people /> })}
            {(nothing && !staff).then(|| view! { <p class="empty">{common::no_interviews(l)}</p> })}
            {(!now.is_empty()).then(|| view! { <Interviews title=common::my_interviews(l) rows=now /> })}
            {(!later.is_empty()).then(|| view! { <Interviews title=common::interviews_later(l) rows=later /> })}
            {(home.more_interviews > 0).then(|| view! { <p class="soft">{common::more_interviews(l, home.more_interviews)}</p> })}
            {(!home.vacancies.is_empty())
                .then(|| {
                    view! {
                        <section aria-labelledby="open-vacancies">
                            <h2 id="open-vacancies">{common::open_vacancies(l)}</h2>
                            <ul class="rows">{home.vacancies.into_iter().map(|v| view! { <VacancyLine vacancy=v /> }).collect_view()}</ul>
                            {(home.more_vacancies > 0)
                                .then(|| view! { <p><a href="/vacancies">{common::more_vacancies(l, home.more_vacancies)}</a></p> })}
                        </section>
                    }
                })}
        </Page>
    }
    .into_any()
}

#[component]
fn Interviews(title: &'static str, rows: Vec<TodayRow>) -> impl IntoView {
    view! {
        <section>
            <h2>{title}</h2>
            <ul class="rows">{rows.into_iter().map(|row| view! { <InterviewLine row=row /> }).collect_view()}</ul>
        </section>
    }
    .into_any()
}

#[component]
fn InterviewLine(row: TodayRow) -> impl IntoView {
    let l = lang();
    let clock = if row.today { numbers::time(l, row.starts_at.local) } else { numbers::date_time(l, row.starts_at.local) };
    let label = match (row.i_submitted, row.state) {
        (true, _) | (_, InterviewState::Cancelled) => common::look_back(l),
        (false, InterviewState::Planned) => common::start(l),
        (false, _) => common::continue_(l),
    };
    let primary = !row.i_submitted && row.i_rate;
    let class = if primary { "button primary" } else { "button" };
    let href = format!("/interviews/{}", row.id);
    let name = format!("{label}: {}", row.candidate);
    let returned = row.returned.map(|it| interview_words::given_back(l, &it));
    view! {
        <li>
            <time class="clock" datetime=row.starts_at.local.iso()>{clock}</time>
            <div class="grow">
                <strong>{row.candidate}</strong>
                <p class="soft">
                    {row.vacancy_title} " · " {common::round(l, row.round)} " · " {names::interview_state(l, row.state)} " · "
                    {common::submitted(l, row.submitted, row.raters)}
                </p>
                {returned.map(|returned| view! { <p>{returned}</p> })}
            </div>
            <a class=class href=href aria-label=name>{label}</a>
        </li>
    }
    .into_any()
}

/// A vacancy with one line of progress.
#[component]
pub fn VacancyLine(vacancy: VacancyRow) -> impl IntoView {
    let l = lang();
    let of = vacancy.sheets.max(1);
    let progress = common::submitted(l, vacancy.submitted, vacancy.sheets);
    view! {
        <li>
            <div class="grow">
                <a class="row-title" href=format!("/vacancies/{}", vacancy.id)>{vacancy.title.clone()}</a>
                <p class="soft">{common::candidates(l, vacancy.candidates)} " · " {names::round_state(l, vacancy.round_state)}</p>
            </div>
            <div class="progress">
                <progress max=of value=vacancy.submitted aria-label=format!("{}: {}", vacancy_words::progress(l), vacancy.title)></progress>
                <span class="soft">{progress}</span>
            </div>
        </li>
    }
    .into_any()
}

#[component]
fn FirstSteps(scorecards: u32, people: u32) -> impl IntoView {
    let l = lang();
    let steps = [
        ("/scorecards/new", common::step_scorecard(l), common::step_scorecard_why(l), scorecards > 0),
        ("/people", common::step_people(l), common::step_people_why(l), people > 2),
        ("/vacancies/new", common::step_vacancy(l), common::step_vacancy_why(l), false),
    ];
    view! {
        <section aria-labelledby="first-steps">
            <h2 id="first-steps">{common::first_steps(l)}</h2>
            <ol class="steps">
                {steps
                    .map(|(href, title, why, done)| {
                        view! {
                            <li class:done=done>
                                <a href=href>
                                    <strong>{title}</strong>
                                    <span class="soft">{why}</span>
                                </a>
                            </li>
                        }
                    })
                    .collect_view()}
            </ol>
        </section>
    }
    .into_any()
}
