//! Who can be told apart, and what would change the order: the honest part of the totals, in sentences.

use domain::{
    analysis::{AdjustedTotal, Errors, Findings, Undefined},
    fold::fold,
    scoring::{Column, EPSILON},
};
use leptos::prelude::*;
use text::{findings as say, names::within, numbers};

use crate::boot::lang;

#[component]
pub(super) fn Honest(findings: Findings, columns: Vec<Column>) -> impl IntoView {
    let left_out = (findings.incomplete > 0).then(|| view! { <p>{say::incomplete(lang(), findings.incomplete)}</p> });
    view! {
        <Bands findings=findings.clone() />
        {left_out}
        {match findings.adjusted.clone() {
            Ok(totals) => view! { <Adjusted totals=totals /> }.into_any(),
            Err(Undefined::NotConnected) => view! { <p class="note">{say::why_sentence(lang(), Undefined::NotConnected)}</p> }.into_any(),
            Err(_) => ().into_any(),
        }}
        <Changes findings=findings columns=columns />
    }
    .into_any()
}

#[component]
fn Bands(findings: Findings) -> impl IntoView {
    let l = lang();
    let body = match &findings.bands {
        Err(why) => view! { <p class="note">{say::no_bands(l)} " " {say::why_sentence(l, *why)}</p> }.into_any(),
        Ok(bands) => {
            // In the order of the names: who is in which group says enough.
            let mut bands: Vec<&Vec<String>> = bands.iter().collect();
            bands.sort_by_cached_key(|names| names.first().map(|name| fold(name)));
            let items = bands.into_iter().map(|names| view! { <li>{say::band(l, names)}</li> }).collect_view();
            view! { <ul class="bands">{items}</ul> }.into_any()
        }
    };
    let margin = findings.errors.ok().zip(findings.raters.ok()).map(|(errors, raters)| view! { <Margin errors=errors raters=raters /> });
    view! {
        <section aria-labelledby="bands-title">
            <h2 id="bands-title">{say::bands(l)}</h2>
            {body}
            {margin}
        </section>
    }
    .into_any()
}

/// What a number is called, and why there is none.
pub(super) fn why_not(name: &str, why: Undefined) -> String {
    format!("{name} {}.", say::why(lang(), why))
}

#[component]
fn Margin(errors: Errors, raters: usize) -> impl IntoView {
    let l = lang();
    if errors.lsd95 < EPSILON {
        return view! { <p>{say::margin(l, errors.lsd95)}</p> }.into_any();
    }
    let sum = say::margin_calculation(l, errors.components.residual, raters, errors.df, errors.t, errors.sed, errors.lsd95);
    view! {
        <p>{say::margin(l, errors.lsd95)} " " {say::between_bands(l)}</p>
        <details>
            <summary>{say::show_calculation(l)}</summary>
            <p class="measure"><span class="formula">{sum}</span> <span class="soft block">{say::margin_letters(l)}</span></p>
            <p class="measure">{say::standard_errors(l, errors.sem_relative, errors.sem_absolute)}</p>
        </details>
    }
    .into_any()
}

#[component]
fn Changes(findings: Findings, columns: Vec<Column>) -> impl IntoView {
    let l = lang();
    if findings.first.is_empty() {
        return ().into_any();
    }
    let names: Vec<String> = columns.iter().map(|column| within(column.name.best(l).0)).collect();
    let weights = say::weights(l, &findings, &names).into_iter().map(|line| view! { <li>{line}</li> }).collect_view();
    let raters = say::raters(l, &findings).into_iter().map(|line| view! { <li><strong>{line}</strong></li> }).collect_view();
    let orders = findings.without.iter().map(|it| view! { <li>{say::order_without(l, &it.rater, &it.order)}</li> }).collect_view();
    let places = say::places(l, &findings);
    view! {
        <section aria-labelledby="changes-title">
            <h2 id="changes-title">{say::changes(l)}</h2>
            <ul class="changes">{weights} {raters} <li>{places}</li></ul>
            <details>
                <summary>{say::show_calculation(l)}</summary>
                <p class="soft measure">{say::changes_calculation(l)} " " {say::first_pairs(l)}</p>
                <ul>{orders}</ul>
            </details>
        </section>
    }
    .into_any()
}

#[component]
fn Adjusted(totals: Vec<AdjustedTotal>) -> impl IntoView {
    let l = lang();
    let line = |it: &AdjustedTotal| {
        let total = it.total.map_or_else(|| numbers::NONE.to_owned(), |total| numbers::total(l, total));
        view! { <li>{it.candidate.clone()} ": " {numbers::total(l, it.adjusted)} <span class="soft">" (" {total} ")"</span></li> }
    };
    view! {
        <div class="note">
            <p>{say::adjusted(l)}</p>
            <ul>{totals.iter().map(line).collect_view()}</ul>
            <p class="soft">{say::not_adjusted_here(l)}</p>
        </div>
    }
    .into_any()
}
