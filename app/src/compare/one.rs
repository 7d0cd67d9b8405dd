//! One competency, every candidate.

use domain::scoring::{Column, Line};
use leptos::prelude::*;
use text::{compare as words, names, numbers, scorecards::on, vacancies as vacancy_words};

use super::{
    calls::CompareView,
    cell::{StripPlot, mean_text, range_text},
};
use crate::boot::lang;

#[component]
pub(super) fn OneCompetency(view: CompareView, chosen: usize, base: String, notes: String) -> impl IntoView {
    let l = lang();
    let tabs = view
        .comparison
        .columns
        .iter()
        .enumerate()
        .map(|(index, column)| {
            let href = format!("{base}?competency={}", column.id);
            let current = (index == chosen).then_some("true");
            let name = column.name.best(l).0.to_owned();
            view! { <li><a href=href aria-current=current>{name}</a></li> }
        })
        .collect_view();
    let column = view.comparison.columns.get(chosen).cloned();
    view! {
        <ul class="picker">{tabs}</ul>
        {column.map(|column| view! { <Table view=view column=column chosen=chosen base=base notes=notes /> })}
    }
    .into_any()
}

#[component]
fn Table(view: CompareView, column: Column, chosen: usize, base: String, notes: String) -> impl IntoView {
    let l = lang();
    let name = column.name.best(l).0.to_owned();
    let individuals = view.individuals;
    let caption = format!("{name} · {} · {} {}", names::kind(l, column.kind), words::weight(l), numbers::percent(l, column.share));
    let rows = view
        .comparison
        .lines
        .into_iter()
        .map(|line| {
            let href = format!("{base}?competency={}&notes={}#notes", column.id, line.application);
            let open = line.application.to_string() == notes;
            view! { <Row line=line chosen=chosen href=href individuals=individuals open=open /> }
        })
        .collect_view();
    view! {
        <div class="table-wrap" role="region" tabindex="0" aria-label=name>
            <table class="compare">
                <caption>{caption}</caption>
                <thead>
                    <tr>
                        <th scope="col">{vacancy_words::candidate(l)}</th>
                        <th scope="col" class="wide-only">{words::scores(l)}</th>
                        <th scope="col" class="number"><abbr title=words::mean_long(l)>{words::mean(l)}</abbr></th>
                        <th scope="col" class="number">{words::range(l)}</th>
                        <th scope="col" class="number"><abbr title=words::raters_n_long(l)>{words::raters_n(l)}</abbr></th>
                        {individuals.then(|| view! { <th scope="col">{words::notes(l)}</th> })}
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
        <p class="hint">{words::legend(l)}</p>
        {(!individuals).then(|| view! { <p class="hint">{words::hidden(l)}</p> })}
    }
    .into_any()
}

#[component]
fn Row(line: Line, chosen: usize, href: String, individuals: bool, open: bool) -> impl IntoView {
    let l = lang();
    let name = line.candidate.clone();
    line.score.cells.get(chosen).cloned().map(|cell| {
        let wide = cell.is_wide();
        view! {
            <tr class:chosen=open>
                <th scope="row">{line.candidate.clone()} {line.late.then(|| view! { " " <span class="tag">{vacancy_words::late(l)}</span> })}</th>
                <td class="wide-only"><StripPlot candidate=name.clone() cell=cell.clone() /></td>
                <td class="number strong">{mean_text(&cell)}</td>
                <td class="number">
                    {range_text(&cell)} {wide.then(|| view! { " " <span class="tag notice" title=words::wide_help(l)>{words::wide(l)}</span> })}
                </td>
                <td class="number">{cell.n}</td>
                {individuals
                    .then(|| view! { <td><a href=href aria-label=on(words::show_notes(l), &name)>{words::notes(l)}</a></td> })}
            </tr>
        }
    })
}
