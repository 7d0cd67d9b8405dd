//! The notes behind a cell.

use domain::{scorecard::Document, scoring::Rating, vacancy::RaterEvidence};
use leptos::prelude::*;
use text::{compare as words, names, numbers};

use super::calls::{EvidenceView, evidence};
use crate::{boot::lang, ui::Load};

/// What is behind the chosen cell.
#[component]
pub(super) fn Behind(application: String, competency: String) -> impl IntoView {
    view! {
        <section id="notes" class="evidence" tabindex="-1">
            <Load
                source=move || (application.clone(), competency.clone())
                fetch=|(application, competency)| evidence(application, competency)
                render=|view| view! { <Notes view=view /> }.into_any()
            />
        </section>
    }
}

#[component]
fn Notes(view: EvidenceView) -> impl IntoView {
    let l = lang();
    let name = view.document.competencies.first().map(|c| c.name.best(l).0.to_owned()).unwrap_or_default();
    let title = format!("{} · {name}", view.evidence.candidate);
    let document = view.document;
    let raters = view.evidence.raters.into_iter().map(|rater| view! { <Rater rater=rater document=document.clone() /> }).collect_view();
    view! {
        <h2>{title}</h2>
        <div class="raters">{raters}</div>
    }
    .into_any()
}

#[component]
fn Rater(rater: RaterEvidence, document: Document) -> impl IntoView {
    let l = lang();
    let score = rater.score.map_or_else(|| words::nothing(l).to_owned(), |s| numbers::score(l, s));
    let nothing = rater.notes.is_empty();
    let items = document
        .items()
        .into_iter()
        .map(|item| {
            let question = item.question.map_or_else(|| item.competency.name.best(l).0.to_owned(), |q| q.text.best(l).0.to_owned());
            let rating = rater.ratings.iter().find(|(id, _)| *id == item.id).map(|(_, rating)| rating.clone());
            let notes = rater
                .notes
                .iter()
                .filter(|note| note.item == item.id)
                .map(|note| {
                    let step = note.step.map(|s| view! { <span class="step">{names::step(l, s)}</span> " " });
                    view! { <blockquote class="said">{step} {note.text.clone()}</blockquote> }
                })
                .collect_view();
            view! {
                <li>
                    <p class="soft">{question}</p>
                    <p>{rating.map(|rating| view! { <RatingText rating=rating /> })}</p>
                    {notes}
                </li>
            }
        })
        .collect_view();
    view! {
        <article class="card">
            <h3>{rater.name} " · " <span class="number">{score}</span></h3>
            <ul class="plain">{items}</ul>
            {nothing.then(|| view! { <p class="soft">{words::no_notes(l)}</p> })}
        </article>
    }
    .into_any()
}

#[component]
fn RatingText(rating: Rating) -> impl IntoView {
    let l = lang();
    match rating {
        Rating::Level(level) => {
            let level = level.get();
            view! { <span class=format!("level level-{level}")>{level} " " {names::level(l, level)}</span> }.into_any()
        }
        Rating::NotObserved(reason) => view! { <span class="tag">{words::not_observed(l)}</span> " " {reason} }.into_any(),
    }
}
