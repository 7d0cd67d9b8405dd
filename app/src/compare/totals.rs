//! Totals: every competency, the weighted sum, and how it came about.

use domain::{
    report::{Calculation, calculation},
    scoring::{Column, Comparison, Line, Total},
};
use leptos::prelude::*;
use text::{compare as words, numbers, scorecards::on, vacancies as vacancy_words};

use super::{
    calls::CompareView,
    cell::{mean_text, range_text},
};
use crate::boot::lang;

#[component]
pub(super) fn Totals(view: CompareView) -> impl IntoView {
    let l = lang();
    let comparison = view.comparison;
    let heads = comparison
        .columns
        .iter()
        .map(|column| {
            view! { <th scope="col" class="number">{column.name.best(l).0.to_owned()} <span class="soft block">{numbers::percent(l, column.share)}</span></th> }
        })
        .collect_view();
    let rows = comparison.lines.iter().map(|line| view! { <Row line=line.clone() /> }).collect_view();
    let sums = comparison.lines.iter().map(|line| view! { <Sum comparison=comparison.clone() line=line.clone() /> }).collect_view();
    view! {
        <div class="table-wrap" role="region" tabindex="0" aria-label=words::totals(l)>
            <table class="compare totals">
                <thead>
                    <tr>
                        <th scope="col">{vacancy_words::candidate(l)}</th>
                        {heads}
                        <th scope="col" class="number">{words::total(l)}</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
        <section aria-labelledby="sums">
            <h2 id="sums">{words::calculation(l)}</h2>
            {sums}
        </section>
    }
    .into_any()
}

#[component]
fn Row(line: Line) -> impl IntoView {
    let l = lang();
    let cells = line
        .score
        .cells
        .iter()
        .map(|cell| {
            let wide = cell.is_wide();
            view! {
                <td class="number">
                    <span class="strong">{mean_text(cell)}</span>
                    <span class="soft block">{words::range(l)} " " {range_text(cell)} " · " {words::raters_n(l)} " " {cell.n}</span>
                    {wide.then(|| view! { <span class="tag notice">{words::wide(l)}</span> })}
                </td>
            }
        })
        .collect_view();
    let total = match &line.score.total {
        Total::Complete(total) => view! { <strong>{numbers::total(l, *total)}</strong> }.into_any(),
        Total::Incomplete(_) => view! { <span class="tag notice">{words::incomplete(l)}</span> }.into_any(),
    };
    let n = line.score.cells.iter().map(|c| c.n).min().unwrap_or(0);
    view! {
        <tr>
            <th scope="row">{line.candidate.clone()} {line.late.then(|| view! { " " <span class="tag">{vacancy_words::late(l)}</span> })}</th>
            {cells}
            <td class="number total">{total} <span class="soft block">{words::raters(l, n)}</span></td>
        </tr>
    }
    .into_any()
}

#[component]
fn Sum(comparison: Comparison, line: Line) -> impl IntoView {
    let l = lang();
    let Calculation { terms, total } = calculation(&comparison, &line);
    let name = |column: Option<&Column>| column.map(|c| c.name.best(l).0.to_owned()).unwrap_or_default();
    let rows = terms
        .iter()
        .map(|term| {
            let dash = || words::nothing(l).to_owned();
            let scores = term.scores.iter().map(|s| numbers::score(l, *s)).collect::<Vec<_>>().join(" · ");
            view! {
                <tr>
                    <th scope="row">{name(comparison.columns.get(term.competency as usize))}</th>
                    <td>{scores}</td>
                    <td class="number">{term.mean.map_or_else(dash, |m| numbers::fixed(l, m, 3))}</td>
                    <td class="number">{numbers::percent(l, term.share)}</td>
                    <td class="number">{term.product.map_or_else(dash, |p| numbers::fixed(l, p, 3))}</td>
                </tr>
            }
        })
        .collect_view();
    let missing = match &line.score.total {
        Total::Incomplete(missing) => missing
            .iter()
            .map(|m| {
                let rater = comparison.raters.iter().find(|r| r.id == m.rater).map(|r| r.name.clone()).unwrap_or_default();
                words::missing_at(l, &name(comparison.columns.get(m.competency as usize)), &rater)
            })
            .collect::<Vec<_>>()
            .join(", "),
        Total::Complete(_) => String::new(),
    };
    let label = on(words::show_calculation(l), &line.candidate);
    let outcome = total.map_or_else(|| words::incomplete(l).to_owned(), |t| numbers::total(l, t));
    view! {
        <details>
            <summary>{label.clone()}</summary>
            <div class="table-wrap" role="region" tabindex="0" aria-label=label.clone()>
            <table class="sum">
                <thead>
                    <tr>
                        <th scope="col">{words::by_competency(l)}</th>
                        <th scope="col">{words::scores(l)}</th>
                        <th scope="col" class="number">{words::mean_long(l)}</th>
                        <th scope="col" class="number">{words::share(l)}</th>
                        <th scope="col" class="number">{words::product(l)}</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
                <tfoot>
                    <tr>
                        <th scope="row" colspan="4">{words::total(l)}</th>
                        <td class="number"><strong>{outcome}</strong></td>
                    </tr>
                </tfoot>
            </table>
            </div>
            {(!missing.is_empty()).then(|| view! { <p>{words::missing(l)} " " {missing}</p> })}
        </details>
    }
    .into_any()
}
