//! The panel itself: how far it agreed, for who arranges it; and for a rater the own pattern, for nobody else.

use domain::{
    analysis::{CompetencyAgreement, Estimate, Known, Pattern, Quality},
    people::Role,
    scoring::Column,
};
use leptos::prelude::*;
use text::{agreement as words, compare, decisions, findings as say, numbers};

use super::{
    calls::{CompareView, Own},
    findings::why_not,
};
use crate::boot::{lang, me};

#[component]
pub(super) fn Panel(view: CompareView) -> impl IntoView {
    let l = lang();
    let columns = view.comparison.columns.clone();
    let nothing = view.quality.is_none() && view.own.is_none();
    let why = if view.individuals { words::not_yours(l) } else { compare::only_means(l) };
    let counts = me().is_some_and(|me| me.role != Role::Interviewer);
    view! {
        {view.quality.map(|quality| view! { <Agreement quality=quality columns=columns /> })}
        {view.own.map(|own| view! { <OwnPattern own=own /> })}
        {nothing.then(|| view! { <p class="empty">{why}</p> })}
        {counts.then(|| view! { <p><a href="/impact">{decisions::impact(l)}</a></p> })}
    }
    .into_any()
}

#[component]
fn Agreement(quality: Quality, columns: Vec<Column>) -> impl IntoView {
    let l = lang();
    let rows = quality
        .competencies
        .iter()
        .filter_map(|of| {
            let name = columns.iter().find(|column| column.id == of.competency)?.name.best(l).0.to_owned();
            Some(view! { <CompetencyRow of=of.clone() name=name /> })
        })
        .collect_view();
    let all = alpha_text(&quality.reliability.alpha_ordinal);
    let estimates = [
        (words::icc_single(l), quality.reliability.icc_a1),
        (words::icc_panel(l), quality.reliability.icc_ak),
        (words::icc_order(l), quality.reliability.icc_ck),
    ];
    let estimates = estimates.into_iter().map(|(name, estimate)| view! { <EstimateRow name=name estimate=estimate /> }).collect_view();
    let sum = quality
        .squares
        .ok()
        .zip(quality.reliability.k.ok())
        .map(|(squares, k)| words::icc_calculation(l, quality.reliability.n, k, squares.candidates, squares.raters, squares.rest));
    view! {
        <section aria-labelledby="quality-title">
            <h2 id="quality-title">{words::by_competency(l)}</h2>
            <p class="soft measure">{words::intro(l)} " " {quality.reliability.indicative.then(|| words::indicative(l))}</p>
            <div class="table-wrap" role="region" tabindex="0" aria-label=say::table_of(l, words::by_competency(l))>
                <table>
                    <thead>
                        <tr>
                            <th scope="col">{compare::by_competency(l)}</th>
                            <th scope="col" class="number">{words::mean_range(l)}</th>
                            <th scope="col" class="number">{words::wide_cells(l)}</th>
                            <th scope="col">{words::icc(l)}</th>
                            <th scope="col">{words::interval(l)}</th>
                            <th scope="col">{words::alpha(l)}</th>
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                    <tfoot>
                        <tr>
                            <th scope="row" colspan="5">{words::all_cells(l)}</th>
                            <td>{all}</td>
                        </tr>
                    </tfoot>
                </table>
            </div>
            <details>
                <summary>{say::show_calculation(l)}</summary>
                <p class="soft measure">{words::alpha_calculation(l)}</p>
            </details>
            <h3>{words::of_totals(l)}</h3>
            <div class="table-wrap" role="region" tabindex="0" aria-label=say::table_of(l, words::of_totals(l))>
                <table>
                    <thead>
                        <tr>
                            <th scope="col">{words::of_totals(l)}</th>
                            <th scope="col">{words::value(l)}</th>
                            <th scope="col">{words::interval(l)}</th>
                        </tr>
                    </thead>
                    <tbody>{estimates}</tbody>
                </table>
            </div>
            {sum
                .map(|sum| {
                    view! {
                        <details>
                            <summary>{say::show_calculation(l)}</summary>
                            <p class="soft measure formula">{sum}</p>
                        </details>
                    }
                })}
        </section>
    }
    .into_any()
}

#[component]
fn CompetencyRow(of: CompetencyAgreement, name: String) -> impl IntoView {
    let l = lang();
    let (icc, interval) = estimate_text(of.icc);
    let range = of.mean_range.map_or_else(|| numbers::NONE.to_owned(), |range| numbers::fixed(l, range, 1));
    view! {
        <tr>
            <th scope="row">{name}</th>
            <td class="number">{range}</td>
            <td class="number">{words::so_many_of(l, of.wide, of.of)}</td>
            <td>{icc}</td>
            <td>{interval}</td>
            <td>{alpha_text(&of.alpha)}</td>
        </tr>
    }
    .into_any()
}

/// A coefficient in digits, and in words where digits would be taken for more than they are.
fn alpha_text(alpha: &Known) -> String {
    let l = lang();
    match alpha {
        Ok(value) if *value <= 0.0 => format!("{} ({})", numbers::fixed(l, *value, 2), words::beyond_chance(l)),
        Ok(value) => numbers::fixed(l, *value, 2),
        Err(why) => why_not(numbers::NONE, *why),
    }
}

/// A value and its interval.
fn estimate_text(estimate: Known<Estimate>) -> (String, String) {
    let interval = match &estimate {
        Ok(Estimate { interval: Ok((low, high)), .. }) => say::from_to(lang(), *low, *high),
        Ok(Estimate { interval: Err(why), .. }) => why_not(numbers::NONE, *why),
        Err(_) => numbers::NONE.to_owned(),
    };
    (alpha_text(&estimate.map(|estimate| estimate.value)), interval)
}

#[component]
fn EstimateRow(name: &'static str, estimate: Known<Estimate>) -> impl IntoView {
    let (value, interval) = estimate_text(estimate);
    view! {
        <tr>
            <th scope="row">{name}</th>
            <td>{value}</td>
            <td>{interval}</td>
        </tr>
    }
    .into_any()
}

#[component]
fn OwnPattern(own: Own) -> impl IntoView {
    let l = lang();
    let or_why = |known: Known, show: &dyn Fn(f64) -> String| known.map_or_else(|why| why_not(numbers::NONE, why), show);
    let facts = [
        (words::own_mean(l), or_why(own.mean, &|mean| numbers::total(l, mean))),
        (words::own_severity(l), or_why(own.severity, &|points| words::severity(l, points))),
        (words::own_halo(l), or_why(own.halo, &|halo| numbers::total(l, halo))),
        (words::own_threes(l), or_why(own.share_of_threes, &|share| numbers::percent(l, share))),
    ];
    let facts = facts.into_iter().map(|(name, value)| view! { <dt>{name}</dt> <dd>{value}</dd> }).collect_view();
    let mut words: Vec<&str> = own.patterns.iter().map(|pattern| pattern_words(*pattern)).collect();
    if words.is_empty() {
        words.push(words::no_pattern(l));
    }
    view! {
        <section class="card" aria-labelledby="own-title">
            <h2 id="own-title">{words::own(l)}</h2>
            <p class="soft">{words::own_private(l)} " " {words::rests_on(l, own.n)}</p>
            <dl class="facts">{facts}</dl>
            {words.into_iter().map(|line| view! { <p class="measure">{line}</p> }).collect_view()}
        </section>
    }
    .into_any()
}

fn pattern_words(pattern: Pattern) -> &'static str {
    let l = lang();
    match pattern {
        Pattern::Severe => words::severe(l),
        Pattern::Lenient => words::lenient(l),
        Pattern::Flat => words::flat(l),
        Pattern::Central => words::central(l),
    }
}
