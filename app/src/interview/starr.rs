//! STARR while listening: a chip per step that fills when a note or a probe carries it, and the probes themselves.

use domain::{
    ids::ItemId,
    interview::missing_steps,
    ledger::Said,
    scorecard::{Probe, Step},
};
use leptos::prelude::*;
use text::{interview as words, names};

use super::{
    place::{Place, plain_click},
    sheet::Sheet,
};
use crate::boot::lang;

/// Chooses which part is written in; without script each is a page of its own.
#[component]
pub(super) fn Chips(item: ItemId, place: Place, locked: bool, past: bool) -> impl IntoView {
    let l = lang();
    let sheet = expect_context::<Sheet>();
    let chips = Step::ALL
        .into_iter()
        .map(|step| {
            let current = move || (place.step.get() == Some(step)).then_some("true");
            let heard = move || sheet.heard(item).contains(&step);
            let name = names::step(l, step);
            let letter: String = name.chars().take(1).collect();
            let to = move || if place.step.get_untracked() == Some(step) { None } else { Some(step) };
            let click = move |event: leptos::ev::MouseEvent| {
                if plain_click(&event) && !locked {
                    sheet.settle_notes();
                    place.write_in(to());
                }
            };
            view! {
                <li>
                    <a
                        class="chip"
                        class:heard=heard
                        id=format!("chip-{}", super::place::key(step))
                        href=move || place.step_href(Some(step))
                        aria-current=current
                        on:click=click
                    >
                        <b aria-hidden="true">{letter}</b>
                        {name}
                        <span class="sr-only">{move || heard().then(|| format!(" ({})", words::heard(l)))}</span>
                    </a>
                </li>
            }
        })
        .collect_view();
    let missing = move || {
        let heard = sheet.heard(item);
        let missing = missing_steps(&heard);
        let names: Vec<&str> = missing.iter().map(|step| names::step(l, *step)).collect();
        (past && !heard.is_empty() && !missing.is_empty()).then(|| words::still_missing(l, &names.join(", ")))
    };
    view! {
        <ul class="chips" aria-label=words::starr(l)>{chips}</ul>
        <p class="hint" data-missing="">{missing}</p>
    }
    .into_any()
}

/// The probes of a question. Choosing one notes that it was asked, and writes on in its step.
#[component]
pub(super) fn Probes(item: ItemId, question: ItemId, probes: Vec<Probe>, place: Place, rates: bool) -> impl IntoView {
    let l = lang();
    let sheet = expect_context::<Sheet>();
    let probes = probes
        .into_iter()
        .map(|probe| {
            let step = probe.step;
            let (text, written) = probe.text.best(l);
            let (text, foreign) = (text.to_owned(), (written != l).then(|| written.tag()));
            let asked = move || sheet.probed.with(|all| all.contains(&(question, step)) || all.contains(&(item, step)));
            let ask = move |_| {
                sheet.say(Said::Asked { item: question, step: Some(step) });
                sheet.settle_notes();
                place.write_in(Some(step));
            };
            let label = format!("{}: {text}", words::probe_asked(l));
            view! {
                <li class:asked=asked>
                    <span class="step">{names::step(l, step)}</span>
                    " "
                    <span lang=foreign>{text}</span>
                    {rates
                        .then(|| {
                            view! {
                                <button type="button" class="link script-only" aria-label=label aria-pressed=move || asked().to_string() on:click=ask>
                                    {words::probe_asked(l)}
                                </button>
                            }
                        })}
                </li>
            }
        })
        .collect_view();
    view! {
        <h3 class="small-head">{words::probes(l)}</h3>
        <ul class="probes">{probes}</ul>
    }
    .into_any()
}
