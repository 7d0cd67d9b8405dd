//! One competency, every candidate.

use domain::scoring::{Cell, Column, Line, RaterName};
use leptos::prelude::*;
use text::{compare as words, names, numbers, scorecards::on, vacancies as vacancy_words};

use super::{
    calls::{CompareView, Sort},
    cell::{StripPlot, mean_text, n_text, range_text},
    order::{Order, Pages},
};
use crate::boot::lang;

#[component]
pub(super) fn OneCompetency(view: CompareView, base: String, notes: String) -> impl IntoView {
    let l = lang();
    let (chosen, shown) = (view.chosen, view.shown);
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
    let here = format!("{base}?competency={}", column.as_ref().map(|column| column.id.to_string()).unwrap_or_default());
    view! {
        <ul class="picker">{tabs}</ul>
        <Order shown=shown base=here.clone() other=Sort::Mean />
        {column.map(|column| view! { <Table view=view column=column chosen=chosen base=base notes=notes /> })}
        <Pages shown=shown base=here />
    }
    .into_any()
}

#[component]
fn Table(view: CompareView, column: Column, chosen: usize, base: String, notes: String) -> impl IntoView {
    let l = lang();
    let name = column.name.best(l).0.to_owned();
    let individuals = view.individuals;
    let raters = view.comparison.raters.clone();
    let place = format!("&sort={}&page={}", view.shown.sort.key(), view.shown.page);
    let agreed = |line: &Line| {
        let topic = view.proceedings.topics.iter().find(|it| it.interview == line.interview && it.competency == column.id)?;
        Some(topic.agreed.as_ref()?.level.get())
    };
    let withheld = view.comparison.lines.iter().filter_map(|line| line.score.cells.get(chosen)).any(Cell::is_withheld);
    let caption = format!("{name} · {} · {} {}", names::kind(l, column.kind), words::weight(l), numbers::percent(l, column.share));
    let rows = view
        .comparison
        .lines
        .into_iter()
        .map(|line| {
            let href = format!("{base}?competency={}{place}&notes={}#notes", column.id, line.application);
            let open = line.application.to_string() == notes;
            view! { <Row agreed=agreed(&line) line=line chosen=chosen href=href raters=raters.clone() open=open /> }
        })
        .collect_view();
    view! {
        <div class="table-wrap" role="region" tabindex="0" aria-label=name>
            <table class="compare">
                <caption>{caption}</caption>
                <thead>
                    <tr>
                        <th scope="col">{vacancy_words::candidate(l)}</th>
                        <th scope="col">{words::scores(l)}</th>
                        <th scope="col" class="number"><abbr title=words::mean_long(l)>{words::mean(l)}</abbr></th>
                        {individuals.then(|| view! { <th scope="col" class="number">{words::range(l)}</th> })}
                        <th scope="col" class="number"><abbr title=words::raters_n_long(l)>{words::raters_n(l)}</abbr></th>
                        {individuals.then(|| view! { <th scope="col">{words::notes(l)}</th> })}
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
        <p class="hint">{if individuals { words::legend(l) } else { words::legend_mean(l) }}</p>
        {(!individuals).then(|| view! { <Hidden withheld=withheld /> })}
    }
    .into_any()
}

/// What is not there where it stays hidden who gave which score, and why.
#[component]
pub(super) fn Hidden(withheld: bool) -> impl IntoView {
    let l = lang();
    view! {
        {withheld.then(|| view! { <p class="note">{words::withheld(l)}</p> })}
        <p class="hint">{words::hidden(l)}</p>
    }
}

#[component]
fn Row(line: Line, agreed: Option<u8>, chosen: usize, href: String, raters: Vec<RaterName>, open: bool) -> impl IntoView {
    let l = lang();
    let name = line.candidate.clone();
    line.score.cells.get(chosen).cloned().map(|cell| {
        let wide = cell.is_wide();
        let who = who(&cell, &raters);
        // Where they stay hidden there is neither a range nor anybody's notes.
        let individuals = !raters.is_empty();
        view! {
            <tr class:chosen=open>
                <th scope="row">{line.candidate.clone()} {line.late.then(|| view! { " " <span class="tag">{vacancy_words::late(l)}</span> })}</th>
                <td>
                    <div class="wide-only"><StripPlot candidate=name.clone() cell=cell.clone() /></div>
                    {(!who.is_empty()).then(|| view! { <span class="soft block">{who}</span> })}
                </td>
                <td class="number">
                    <strong>{mean_text(&cell)}</strong> {agreed.map(|level| view! { <span class="soft block">{words::agreed_short(l, level)}</span> })}
                </td>
                {individuals
                    .then(|| {
                        view! {
                            <td class="number">
                                {range_text(&cell)} {wide.then(|| view! { " " <span class="tag notice" title=words::wide_help(l)>{words::wide(l)}</span> })}
                            </td>
                        }
                    })}
                <td class="number">{n_text(&cell)}</td>
                {individuals
                    .then(|| view! { <td><a href=href aria-label=on(words::show_notes(l), &name)>{words::notes(l)}</a></td> })}
            </tr>
        }
    })
}

/// `Fatima 3 · Joost 4 · Ruben –`, where it may be seen.
fn who(cell: &Cell, raters: &[RaterName]) -> String {
    let l = lang();
    let name = |id| raters.iter().find(|rater| rater.id == id).map(|rater| rater.name.clone());
    let score = |score: Option<f64>| score.map_or_else(|| words::nothing(l).to_owned(), |score| numbers::score(l, score));
    let each = cell.scores.iter().filter_map(|it| Some(format!("{} {}", name(it.rater)?, score(it.score))));
    each.collect::<Vec<_>>().join(" · ")
}
