//! Deciding: a person, a date, a reason. The numbers only say when a choice needs more words.

use domain::{
    decision::{Decided, Decision, Outcome, Since},
    discussion::Proceedings,
    ids::ItemId,
    scoring::{Line, Total},
    vacancy::RoundState,
};
use leptos::prelude::*;
use text::{compare as words, decisions as say, numbers, scorecards::on, vacancies as vacancy_words};

use super::{
    calls::{CompareView, Sort, Tab},
    order::{Order, Pages},
};
use crate::{
    boot::lang,
    ui::{Field, Form, Hidden, Select, Submit, is_refused},
    vacancies::Closing,
};

const DECIDE: &str = "/api/ui/compare/decide";
const TAKE_BACK: &str = "/api/ui/compare/take-back";

#[component]
pub(super) fn Decide(view: CompareView, base: String) -> impl IntoView {
    let l = lang();
    let vacancy = view.vacancy.to_string();
    match view.round.state {
        RoundState::Open | RoundState::Revealed => {
            view! { <Start vacancy=vacancy may=view.may_decide && view.round.state == RoundState::Revealed /> }.into_any()
        }
        RoundState::Deciding | RoundState::Closed => {
            provide_context(view.proceedings.clone());
            let tab = format!("{base}?tab={}", Tab::Decide.key());
            let may = view.may_decide && view.round.state == RoundState::Deciding;
            let rows = view
                .comparison
                .lines
                .iter()
                .filter_map(|line| {
                    let decided = view.decided.iter().find(|it| it.application == line.application).cloned()?;
                    let top = view.top.contains(&line.application).then(|| if view.banded { say::top(l) } else { say::highest_total(l) });
                    Some(view! { <Candidate line=line.clone() decided=decided top=top below=!view.top.is_empty() && top.is_none() may=may /> })
                })
                .collect_view();
            let pending = |it: &&Decided| view.pending.iter().any(|(application, _)| *application == it.application);
            let without: Vec<Decided> = view.decided.iter().filter(pending).cloned().collect();
            let others = without.into_iter().map(|decided| view! { <Without decided=decided may=may /> }).collect_view();
            view! {
                <p class="measure">{say::intro(l)}</p>
                <Order shown=view.shown base=tab.clone() other=Sort::Total />
                <ul class="decisions">{rows} {others}</ul>
                <Pages shown=view.shown base=tab />
                {view.may_close.then(|| view! { <Closing vacancy=vacancy settled=settled(&view.decided) /> })}
            }
            .into_any()
        }
    }
}

fn settled(decided: &[Decided]) -> bool {
    domain::decision::is_settled(&decided.iter().map(Decided::outcome).collect::<Vec<_>>())
}

#[component]
fn Start(vacancy: String, may: bool) -> impl IntoView {
    let l = lang();
    if !may {
        return view! { <p class="empty">{say::waits(l)}</p> }.into_any();
    }
    view! {
        <p class="measure">{say::start_intro(l)}</p>
        <Form action="/api/ui/compare/start-deciding" class="inline">
            <Hidden name="vacancy" value=vacancy />
            <Submit label=say::start(l) class="button primary" />
        </Form>
    }
    .into_any()
}

#[component]
fn Candidate(line: Line, decided: Decided, top: Option<&'static str>, below: bool, may: bool) -> impl IntoView {
    let l = lang();
    let total = match &line.score.total {
        Total::Complete(total) => numbers::total(l, *total),
        Total::Incomplete(_) => words::incomplete(l).to_owned(),
    };
    let application = line.application.to_string();
    view! {
        <li class="card">
            <h2>
                {line.candidate.clone()} " " {line.late.then(|| view! { <span class="tag">{vacancy_words::late(l)}</span> })}
                {top.map(|top| view! { <span class="tag">{top}</span> })}
            </h2>
            <p class="soft">{words::total(l)} " " {total}</p>
            <Stands application=application candidate=line.candidate decided=decided below=below may=may />
        </li>
    }
    .into_any()
}

/// A candidate without numbers: somebody decides on them all the same.
#[component]
fn Without(decided: Decided, may: bool) -> impl IntoView {
    let l = lang();
    view! {
        <li class="card">
            <h2>{decided.candidate.clone()}</h2>
            <p class="soft">{words::pending(l)}</p>
            <Stands application=decided.application.to_string() candidate=decided.candidate.clone() decided=decided below=true may=may />
        </li>
    }
    .into_any()
}

#[component]
fn Stands(application: String, candidate: String, decided: Decided, below: bool, may: bool) -> impl IntoView {
    let l = lang();
    let now = decided.history.last().cloned();
    let stands = decided.outcome().is_some();
    let shown = match now {
        Some(decision) if stands => view! { <Shown decision=decision /> }.into_any(),
        _ => view! { <p class="soft">{say::none(l)}</p> }.into_any(),
    };
    let had = decided.history.len().to_string();
    let history = (decided.history.len() > 1).then(|| {
        let steps = decided.history.iter().map(|decision| view! { <li><Shown decision=decision.clone() /></li> }).collect_view();
        view! {
            <details id=format!("history-{application}")>
                <summary>{say::history(l)}</summary>
                <ol>{steps}</ol>
            </details>
        }
    });
    view! {
        {shown}
        {history}
        {may.then(|| view! { <Write application=application candidate=candidate had=had below=below again=stands /> })}
    }
    .into_any()
}

/// `had` is how many decisions the writer sees; `again`: one of them stands, and can be taken back.
#[component]
fn Write(application: String, candidate: String, had: String, below: bool, again: bool) -> impl IntoView {
    let l = lang();
    let id = format!("decide-{application}");
    let open = is_refused(DECIDE, &id);
    let label = if again { say::change(l) } else { say::record(l) };
    let outcome = |it: Outcome| (it.key().to_owned(), say::outcome_name(l, it).to_owned());
    let outcomes: Vec<(String, String)> = Outcome::ALL.into_iter().map(outcome).collect();
    let why_below = below.then(|| {
        view! { <Field name="below_band" id=format!("below-{id}") label=say::why_below(l) hint=say::why_below_hint(l) /> }
    });
    let back = again.then(|| view! { <TakeBack application=application.clone() candidate=candidate.clone() had=had.clone() /> });
    view! {
        <details open=open>
            <summary>{on(label, &candidate)}</summary>
            <Form action=DECIDE id=id.clone() class="stack">
                <Hidden name="application" value=application />
                <Hidden name="had" value=had />
                <Select name="outcome" id=format!("outcome-{id}") label=say::outcome(l) blank=say::choose_outcome(l) options=outcomes />
                <Field name="reason" id=format!("reason-{id}") label=say::why(l) />
                {why_below}
                <Submit label=label />
            </Form>
        </details>
        {back}
    }
    .into_any()
}

#[component]
fn TakeBack(application: String, candidate: String, had: String) -> impl IntoView {
    let l = lang();
    let id = format!("back-{application}");
    let open = is_refused(TAKE_BACK, &id);
    view! {
        <details open=open>
            <summary>{on(say::take_back(l), &candidate)}</summary>
            <Form action=TAKE_BACK id=id.clone() class="stack">
                <Hidden name="application" value=application />
                <Hidden name="had" value=had />
                <Field name="reason" id=format!("reason-{id}") label=say::why_back(l) hint=say::why_back_hint(l) />
                <Submit label=say::take_back(l) />
            </Form>
        </details>
    }
    .into_any()
}

#[component]
fn Shown(decision: Decision) -> impl IntoView {
    let l = lang();
    let outcome = decision.outcome.map_or_else(|| say::taken_back(l), |outcome| say::outcome_name(l, outcome));
    let when = numbers::date_time(l, decision.at.local);
    view! {
        <p class="decided">
            <strong>{outcome}</strong> " " {decision.reason}
            {(!decision.below_band.is_empty()).then(|| view! { " " <span class="block">{decision.below_band}</span> })}
            <span class="soft block">{say::by_on(&decision.by, &when)}</span>
            {(!decision.since.is_empty())
                .then(|| view! { <span class="note block">{say::since(l, &decision.since, &questions(&decision.since))}</span> })}
        </p>
    }
    .into_any()
}

/// Which questions count otherwise now, and since when.
fn questions(since: &[Since]) -> Vec<String> {
    let l = lang();
    let proceedings = expect_context::<Proceedings>();
    let changed = since.iter().filter_map(|it| if let Since::Voided(items) = it { Some(items) } else { None }).flatten();
    let line = |item: &ItemId| {
        let step = proceedings.voidings.iter().rfind(|step| step.item == *item)?;
        let asked = proceedings.question(*item)?.best(l).0;
        Some(say::since_question(l, asked, step.restored, &numbers::date_time(l, step.at.local)))
    };
    changed.filter_map(line).collect()
}
