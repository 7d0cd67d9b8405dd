//! One vacancy: its round, the board, adding candidates, revealing.

use domain::vacancy::{BoardCell, REVEAL_REASON_MIN, RevealPolicy, RoundState, RoundView, VacancyView};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use text::{
    common, names, numbers,
    scorecards::{self as card_words, on},
    vacancies as words,
};

use super::{
    board::Board,
    calls::{Removed, removed, show},
    closing::{Closed, Closing},
    voiding::Voiding,
};
use crate::{
    boot::lang,
    ui::{Field, Form, Hidden, Load, Page, Submit, TextArea, is_refused},
};

const REVEAL: &str = "/api/ui/vacancies/reveal";

#[component]
pub fn VacancyPage() -> impl IntoView {
    let params = use_params_map();
    view! {
        <Load
            source=move || params.with(|p| p.get("id").unwrap_or_default())
            fetch=|id| async move { Ok((show(id.clone()).await?, removed(id).await?)) }
            render=|(view, removed)| view! { <Vacancy view=view removed=removed /> }.into_any()
        />
    }
}

#[component]
fn Vacancy(view: VacancyView, removed: Option<Removed>) -> impl IntoView {
    let l = lang();
    let id = view.id;
    let compare = view.may_compare.then(|| {
        view! {
            <a class="button primary" href=format!("/vacancies/{id}/compare")>{words::compare(l)}</a>
            <a class="button" href=format!("/vacancies/{id}/panel.pdf?lang={}", l.tag()) target="_blank" rel="noopener">{words::panel_pdf(l)}</a>
        }
    });
    let actions = view! {
        {compare}
        <a class="button" href=format!("/vacancies/{id}/reports")>{text::documents::title(l)}</a>
    };
    let waiting = waiting_line(l, &view);
    let may_edit = view.may_edit;
    let reveals = view.may_reveal && view.round.state == RoundState::Open;
    let last = view.board.last_one().filter(|_| reveals);
    let all_in = view.board.everything_is_in();
    let (done, all) = view.board.progress();
    let lead = format!(
        "{} · {} · {}",
        common::round(l, view.round.number),
        names::round_state(l, view.round.state),
        common::submitted(l, done, all)
    );
    let empty = view.board.rows.is_empty();
    let closed = view.closed_at.map(|at| {
        let when = numbers::date(l, at.local);
        view! { <Closed vacancy=id.to_string() when=when reason=view.close_reason.clone() may_reopen=view.may_reopen /> }
    });
    view! {
        <Page title=view.title.clone() lead=lead actions=actions.into_any()>
            <Round round=view.round.clone() />
            {closed}
            <section>
                <h2 id="board-title">{words::board(l)}</h2>
                {removed.filter(|_| may_edit).map(|removed| view! { <Undo removed=removed /> })}
                {(view.round.state == RoundState::Open).then(|| view! { <p class="soft">{words::board_intro(l)}</p> })}
                {if empty {
                    view! { <p class="empty">{words::no_candidates(l)}</p> }.into_any()
                } else {
                    view! {
                        // Text that changes while somebody looks: the board follows what the panel does.
                        <p class="waits" id="waits" data-live="" data-events=format!("/api/v1/vacancies/{id}/events")>{waiting}</p>
                        <Board vacancy=id board=view.board.clone() may_edit=may_edit may_compare=view.may_compare last=last />
                    }
                    .into_any()
                }}
            </section>
            {(view.may_void && !empty).then(|| view! { <Voiding view=view.clone() /> })}
            {may_edit.then(|| view! { <AddCandidates vacancy=id.to_string() /> })}
            {(reveals && !empty).then(|| view! { <Reveal round=view.round.clone() vacancy=id.to_string() all_in=all_in /> })}
            {view.may_close.then(|| view! { <Closing vacancy=id.to_string() settled=view.settled /> })}
        </Page>
    }
    .into_any()
}

/// What the panel waits for, in one line.
fn waiting_line(l: domain::Lang, view: &VacancyView) -> String {
    if view.board.rows.iter().any(|row| row.interview.is_none()) {
        return words::waits_planning(l).to_owned();
    }
    let mut names: Vec<String> = Vec::new();
    for (index, (_, name)) in view.board.raters.iter().enumerate() {
        let open =
            view.board.rows.iter().filter_map(|r| r.interview.as_ref()).filter(|i| i.state != domain::interview::InterviewState::Cancelled);
        if open.filter_map(|i| i.cells.get(index)).any(|c| *c != BoardCell::Absent && !c.is_in()) {
            names.push(name.clone());
        }
    }
    let lacking: Vec<&str> = view.board.lack_a_rater().collect();
    let waits = [(!names.is_empty()).then(|| words::waits_for(l, &names)), (!lacking.is_empty()).then(|| words::waits_rater(l, &lacking))];
    if waits.iter().any(Option::is_some) {
        return waits.into_iter().flatten().collect::<Vec<_>>().join(" ");
    }
    // Who may reveal sees the whole board.
    let kept = view.may_reveal && view.round.state == RoundState::Open && view.board.everything_is_in();
    if kept { words::waits_reveal(l) } else { words::waits_nothing(l) }.to_owned()
}

#[component]
fn Round(round: RoundView) -> impl IntoView {
    let l = lang();
    let revealed = round.revealed_at.map(|at| {
        let when = numbers::date_time(l, at.local);
        match (&round.revealed_by, &round.reveal_reason) {
            (Some(who), Some(reason)) => words::revealed_early(l, who, &when, reason),
            _ => words::revealed_on(l, &when),
        }
    });
    view! {
        <dl class="facts">
            <dt>{words::scorecard(l)}</dt>
            <dd>
                <span>{round.scorecard_title.clone()}</span> " · " {card_words::version(l, round.version)} " · "
                <code class="hash">{round.hash.chars().take(12).collect::<String>()}</code>
            </dd>
            <dt>{words::policy(l)}</dt>
            <dd>{names::policy(l, round.policy)} {round.anonymous.then(|| view! { " · " {words::anonymous(l).to_lowercase()} })}</dd>
        </dl>
        {revealed.map(|line| view! { <p class="note">{line}</p> })}
        {(round.policy == RevealPolicy::Never && round.state == RoundState::Open)
            .then(|| view! { <p class="note">{words::never_needs_three(l)}</p> })}
    }
    .into_any()
}

/// Who was taken off the list, with the way back.
#[component]
fn Undo(removed: Removed) -> impl IntoView {
    let l = lang();
    let label = on(common::undo(l), &removed.candidate);
    view! {
        <div class="note" role="status" tabindex="-1" data-arrives="">
            <p>{words::removed(l, &removed.candidate)}</p>
            <Form action="/api/ui/vacancies/restore-candidate" class="inline">
                <Hidden name="application" value=removed.application />
                <Submit label=common::undo(l) class="quiet" aria_label=label />
            </Form>
        </div>
    }
    .into_any()
}

#[component]
fn AddCandidates(vacancy: String) -> impl IntoView {
    let l = lang();
    let import = format!("/vacancies/{vacancy}/import");
    view! {
        <section class="no-print" aria-labelledby="add-title">
            <h2 id="add-title">{words::add_one(l)}</h2>
            <p class="soft">{words::add_more_hint(l)}</p>
            <Form action="/api/ui/vacancies/add-candidate" class="one-line">
                <Hidden name="vacancy" value=vacancy />
                <Field name="name" label=common::name(l) autocomplete="off" required=true />
                <Field name="email" label=format!("{} {}", common::email(l), common::optional(l)) kind="email" autocomplete="off" />
                <Submit label=words::add_one(l) />
            </Form>
            <p><a href=import>{words::add_many(l)}</a></p>
        </section>
    }
    .into_any()
}

#[component]
fn Reveal(
    round: RoundView,
    vacancy: String,
    /// Nothing is waited for: they stayed hidden because somebody said so.
    all_in: bool,
) -> impl IntoView {
    const { assert!(REVEAL_REASON_MIN == 10, "the hint in crate text says ten") };
    let l = lang();
    let (title, intro) =
        if all_in { (words::reveal_all_in(l), words::reveal_all_in_intro(l)) } else { (words::reveal_title(l), words::reveal_intro(l)) };
    let late = match (round.policy, round.anonymous) {
        (RevealPolicy::Never, _) => Some(words::reveal_never(l)),
        (_, true) => Some(words::reveal_anonymous(l)),
        (_, false) => None,
    };
    view! {
        <details class="reveal" open=all_in || is_refused(REVEAL, "")>
            <summary>{title}</summary>
            <p class="soft measure">{intro} {late.map(|late| view! { " " <strong>{late}</strong> })}</p>
            <Form action=REVEAL class="card">
                <Hidden name="vacancy" value=vacancy />
                <TextArea name="reason" label=common::reason(l) hint=words::reveal_reason_hint(l) rows=2 />
                <Submit label=words::reveal(l) class="button danger" />
            </Form>
        </details>
    }
    .into_any()
}
