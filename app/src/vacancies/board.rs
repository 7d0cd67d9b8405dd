//! Candidates × raters: who has submitted, and nothing that betrays a score.

use domain::{
    ids::{ApplicationId, VacancyId},
    interview::InterviewState,
    vacancy::{Board as Model, BoardCell, BoardInterview, BoardRow, Earlier},
};
use leptos::prelude::*;
use text::{common, names, numbers, scorecards::on, vacancies as words};

use super::leaving::{CANCEL, Leaving, REMOVE};
use crate::boot::lang;

#[component]
pub(super) fn Board(
    vacancy: VacancyId,
    board: Model,
    may_edit: bool,
    may_compare: bool,
    /// The candidate that the round still waits for, when it is one and the reader may reveal without.
    last: Option<ApplicationId>,
) -> impl IntoView {
    let l = lang();
    let raters = board.raters.iter().map(|(_, name)| view! { <th scope="col">{name.clone()}</th> }).collect_view();
    let columns: Vec<String> = board.raters.iter().map(|(_, name)| name.clone()).collect();
    let rows = board
        .rows
        .into_iter()
        .map(|row| {
            let last = last == Some(row.application);
            view! { <Row vacancy=vacancy row=row columns=columns.clone() may_edit=may_edit may_compare=may_compare last=last /> }
        })
        .collect_view();
    view! {
        <div class="table-wrap" role="region" tabindex="0" aria-label=words::board(l)>
            <table class="board stacks">
                <thead>
                    <tr>
                        <th scope="col">{words::candidate(l)}</th>
                        <th scope="col">{words::interview(l)}</th>
                        {raters}
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
    .into_any()
}

#[component]
fn Row(vacancy: VacancyId, row: BoardRow, columns: Vec<String>, may_edit: bool, may_compare: bool, last: bool) -> impl IntoView {
    let l = lang();
    let plan = format!("/vacancies/{vacancy}/plan/{}", row.application);
    let name = row.candidate.clone();
    let revealed = row.interview.as_ref().is_some_and(|i| i.revealed);
    let pdf = format!("/applications/{}/report.pdf?lang={}", row.application, l.tag());
    let (remove, pdf_name) = (on(common::remove(l), &name), on(words::candidate_pdf(l), &name));
    let bare = row.interview.as_ref().is_none_or(|i| i.state == InterviewState::Cancelled);
    let begun = row.interview.as_ref().is_some_and(|i| i.begun);
    let cells = columns.into_iter().enumerate().map(|(n, rater)| {
        let cell = row.interview.as_ref().and_then(|interview| interview.cells.get(n)).copied().unwrap_or(BoardCell::Absent);
        view! { <Cell cell=cell id=format!("cell-{}-{n}", row.application) rater=rater /> }
    });
    let cells = cells.collect_view();
    view! {
        <tr>
            <th scope="row">
                {if may_edit {
                    view! { <a class="tall" href=format!("/vacancies/{vacancy}/candidates/{}", row.application)>{row.candidate}</a> }.into_any()
                } else {
                    row.candidate.into_any()
                }}
                {row.late.then(|| view! { " " <span class="tag">{words::late(l)}</span> })}
                {row.earlier.map(|earlier| view! { <Before earlier=earlier /> })}
                {(!row.email.is_empty()).then(|| view! { <span class="soft block">{row.email.clone()}</span> })}
                {(may_compare && revealed)
                    .then(|| view! { <a class="block small tall" href=pdf target="_blank" rel="noopener" aria-label=pdf_name>{words::candidate_pdf(l)}</a> })}
            </th>
            <td>
                {row.interview.map(|interview| view! { <Interview interview=interview name=name.clone() may_edit=may_edit last=last /> })}
                {(bare && may_edit)
                    .then(|| {
                        view! {
                            {begun.then(|| view! { <p class="soft small">{words::begun_and_cancelled(l)}</p> })}
                            <div class="actions">
                                {(!begun).then(|| view! { <a class="button" href=plan aria-label=on(words::plan(l), &name)>{words::plan(l)}</a> })}
                                <Leaving
                                    action=REMOVE
                                    id=format!("remove-{}", row.application)
                                    label=common::remove(l)
                                    full=remove
                                    about=vec![("vacancy", vacancy.to_string()), ("application", row.application.to_string())]
                                    last=last
                                />
                            </div>
                        }
                    })}
            </td>
            {cells}
        </tr>
    }
    .into_any()
}

/// Somebody who was here before, or may have been.
#[component]
fn Before(earlier: Earlier) -> impl IntoView {
    let l = lang();
    let say = if earlier.alike { words::alike_before } else { words::removed_before };
    let cancelled = earlier.cancelled.map(|it| words::cancelled_earlier(l, &it.by, &numbers::date_time(l, it.at.local), &it.reason));
    view! {
        <span class="soft block">{say(l, &numbers::date_time(l, earlier.removed_at.local))}</span>
        {cancelled.map(|said| view! { <span class="soft block">{said}</span> })}
    }
}

#[component]
fn Interview(interview: BoardInterview, name: String, may_edit: bool, last: bool) -> impl IntoView {
    let l = lang();
    let open = matches!(interview.state, InterviewState::Planned | InterviewState::Live);
    let cancel = on(words::cancel_interview(l), &name);
    view! {
        <time datetime=interview.starts_at.local.iso()>{numbers::date_time(l, interview.starts_at.local)}</time>
        <span class="soft block">
            <span id=format!("state-{}", interview.id) data-live="">{names::interview_state(l, interview.state)}</span> " · " {words::chair(l)} ": "
            {interview.chair}
        </span>
        {interview
            .cancelled
            .map(|it| {
                let say = if interview.state == InterviewState::Cancelled { words::cancelled_by } else { words::cancelled_earlier };
                let said = say(l, &it.by, &numbers::date_time(l, it.at.local), &it.reason);
                view! { <span class="soft block">{said}</span> }
            })}
        {(open && may_edit && !interview.revealed)
            .then(|| {
                view! {
                    <Leaving
                        action=CANCEL
                        id=format!("cancel-{}", interview.id)
                        label=words::cancel_interview(l)
                        full=cancel
                        about=vec![("interview", interview.id.to_string())]
                        last=last
                        begun=interview.state == InterviewState::Live
                        confirm=words::cancel_confirm(l, &name)
                    />
                }
            })}
    }
    .into_any()
}

#[component]
fn Cell(cell: BoardCell, id: String, rater: String) -> impl IntoView {
    let l = lang();
    let (class, words) = match cell {
        BoardCell::Absent => ("cell absent", words::cell_absent(l).to_owned()),
        BoardCell::Waiting => ("cell", words::cell_waiting(l).to_owned()),
        BoardCell::NotBegun => ("cell", words::cell_not_begun(l).to_owned()),
        BoardCell::Rated { done, of } => ("cell", words::rated(l, done, of)),
        BoardCell::Submitted => ("cell submitted", words::cell_submitted(l).to_owned()),
        BoardCell::SetAside => ("cell", words::cell_set_aside(l).to_owned()),
    };
    view! { <td class=class data-label=rater><span id=id data-live="">{words}</span></td> }
}
