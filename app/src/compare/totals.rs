//! Totals: every competency, the weighted sum, and how it came about.

use std::sync::Arc;

use domain::{
    analysis::{CellAnalysis, Known},
    discussion::Overall,
    report::{Calculation, calculation},
    scoring::{Cell, Column, Line, RaterName, Total},
};
use leptos::prelude::*;
use text::{compare as words, findings as say, numbers, scorecards::on, vacancies as vacancy_words};

use super::{
    calls::{CompareView, Sort, Tab},
    cell::{mean_text, range_text},
    chart::Chart,
    findings::Honest,
    one::Hidden,
    order::{Order, Pages},
};
use crate::boot::lang;

#[component]
pub(super) fn Totals(view: CompareView, base: String) -> impl IntoView {
    let l = lang();
    let tab = format!("{base}?tab={}", Tab::Totals.key());
    let comparison = view.comparison;
    let bands = if view.shown.sort == Sort::Total { view.bands } else { Vec::new() };
    let heads = comparison
        .columns
        .iter()
        .map(|column| {
            view! { <th scope="col" class="number">{column.name.best(l).0.to_owned()} <span class="soft block">{numbers::percent(l, column.share)}</span></th> }
        })
        .collect_view();
    let (hidden, withheld) = (!view.individuals, comparison.lines.iter().flat_map(|line| &line.score.cells).any(Cell::is_withheld));
    let overall = view.proceedings.overall.clone();
    let mut above = None;
    let rows = comparison
        .lines
        .iter()
        .enumerate()
        .map(|(at, line)| {
            let band = bands.get(at).copied().flatten();
            let starts = band.is_some() && above != Some(band);
            above = Some(band);
            let whole = (!overall.is_empty()).then(|| impression(overall.iter().find(|it| it.interview == line.interview)));
            view! { <Row line=line.clone() band=band starts=starts whole=whole hidden=hidden /> }
        })
        .collect_view();
    let cells = view.cells.clone();
    let (columns, raters) = (Arc::<[Column]>::from(comparison.columns.clone()), Arc::<[RaterName]>::from(comparison.raters.clone()));
    let sums = comparison
        .lines
        .iter()
        .enumerate()
        .map(
            |(at, line)| view! { <Sum columns=columns.clone() raters=raters.clone() line=line.clone() cells=cells.get(at).cloned().unwrap_or_default() /> },
        )
        .collect_view();
    let honest = view.findings.map(|findings| view! { <Honest findings=findings columns=comparison.columns.clone() /> });
    let chart = match view.chart {
        Some(scatter) => view! { <Chart scatter=scatter /> }.into_any(),
        None => view! { <p class="soft">{say::no_chart(l)}</p> }.into_any(),
    };
    view! {
        <Order shown=view.shown base=tab.clone() other=Sort::Total />
        <div class="table-wrap" role="region" tabindex="0" aria-label=words::totals(l)>
            <table class="compare totals">
                <thead>
                    <tr>
                        <th scope="col">{vacancy_words::candidate(l)}</th>
                        {heads}
                        <th scope="col" class="number">{words::total(l)}</th>
                        {(!overall.is_empty())
                            .then(|| {
                                view! {
                                    <th scope="col" class="number">{words::overall(l)} <span class="soft block">{words::overall_counts_not(l)}</span></th>
                                }
                            })}
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
        <Pages shown=view.shown base=tab />
        {hidden.then(|| view! { <Hidden withheld=withheld /> })}
        {honest}
        {chart}
        <section aria-labelledby="sums">
            <h2 id="sums">{words::calculation(l)}</h2>
            {sums}
        </section>
    }
    .into_any()
}

#[component]
fn Row(line: Line, band: Option<usize>, starts: bool, whole: Option<String>, hidden: bool) -> impl IntoView {
    let l = lang();
    let cells = line
        .score
        .cells
        .iter()
        .map(|cell| {
            let wide = cell.is_wide();
            let range = (!hidden).then(|| format!("{} {} · ", words::range(l), range_text(cell)));
            view! {
                <td class="number">
                    <span class="strong">{mean_text(cell)}</span>
                    {(!cell.is_withheld())
                        .then(|| view! { <span class="soft block">{range} {words::raters_n(l)} " " {cell.n}</span> })}
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
        <tr class:band=band.is_some() class:starts=starts>
            <th scope="row">
                {line.candidate.clone()} {line.late.then(|| view! { " " <span class="tag">{vacancy_words::late(l)}</span> })}
                {band.map(|band| view! { <span class="soft block">{say::band_number(l, band + 1)}</span> })}
            </th>
            {cells}
            <td class="number total">{total} {(n > 0).then(|| view! { <span class="soft block">{words::raters(l, n)}</span> })}</td>
            {whole.map(|whole| view! { <td class="number">{whole}</td> })}
        </tr>
    }
    .into_any()
}

/// `3,7 (n 3)`: what the raters thought of the whole.
fn impression(overall: Option<&Overall>) -> String {
    let l = lang();
    overall.map_or_else(|| words::nothing(l).to_owned(), |it| format!("{} (n {})", numbers::competency(l, it.mean), it.n))
}

/// `0,44 · 0,83`: how far the raters were from their mean, and the same against chance.
fn agreement(cell: Option<&CellAnalysis>) -> String {
    let l = lang();
    let known = |value: Known| value.map_or_else(|_| words::nothing(l).to_owned(), |value| numbers::fixed(l, value, 2));
    cell.map(|cell| format!("{} · {}", known(cell.ad), known(cell.rwg))).unwrap_or_default()
}

#[component]
fn Sum(columns: Arc<[Column]>, raters: Arc<[RaterName]>, line: Line, cells: Vec<CellAnalysis>) -> impl IntoView {
    let l = lang();
    // Where they stay hidden, so do their scores and how far those were apart.
    let individuals = !raters.is_empty();
    let Calculation { terms, total } = calculation(&columns, &line);
    let name = |column: Option<&Column>| column.map(|c| c.name.best(l).0.to_owned()).unwrap_or_default();
    let rows = terms
        .iter()
        .map(|term| {
            let dash = || words::nothing(l).to_owned();
            let scores = term.scores.iter().map(|s| numbers::score(l, *s)).collect::<Vec<_>>().join(" · ");
            view! {
                <tr>
                    <th scope="row">{name(columns.get(term.competency as usize))}</th>
                    {individuals.then(|| view! { <td>{scores}</td> })}
                    <td class="number">{term.mean.map_or_else(dash, |m| numbers::fixed(l, m, 3))}</td>
                    <td class="number">{numbers::percent(l, term.share)}</td>
                    <td class="number">{term.product.map_or_else(dash, |p| numbers::fixed(l, p, 3))}</td>
                    {individuals.then(|| view! { <td class="number">{agreement(cells.get(term.competency as usize))}</td> })}
                </tr>
            }
        })
        .collect_view();
    let missing = match &line.score.total {
        Total::Incomplete(missing) => missing
            .iter()
            .map(|m| {
                let rater = raters.iter().find(|r| r.id == m.rater).map(|r| r.name.clone()).unwrap_or_default();
                words::missing_at(l, &name(columns.get(m.competency as usize)), &rater)
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
                        {individuals.then(|| view! { <th scope="col">{words::scores(l)}</th> })}
                        <th scope="col" class="number">{words::mean_long(l)}</th>
                        <th scope="col" class="number">{words::share(l)}</th>
                        <th scope="col" class="number">{words::product(l)}</th>
                        {individuals.then(|| view! { <th scope="col" class="number">{words::agreement_index(l)}</th> })}
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
                <tfoot>
                    <tr>
                        <th scope="row" colspan=if individuals { "4" } else { "3" }>{words::total(l)}</th>
                        <td class="number"><strong>{outcome}</strong></td>
                        {individuals.then(|| view! { <td></td> })}
                    </tr>
                </tfoot>
            </table>
            </div>
            {(!missing.is_empty()).then(|| view! { <p>{words::missing(l)} " " {missing}</p> })}
        </details>
    }
    .into_any()
}
