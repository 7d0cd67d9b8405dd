//! The candidate sheet as it is read and printed.

use domain::sheet::{Assessed, Block, CandidateSheet, Sentence};
use leptos::prelude::*;
use text::sheet as words;

use crate::boot::lang;

/// In the language of the context, which need not be the reader's.
#[component]
pub(super) fn SheetView(sheet: CandidateSheet) -> impl IntoView {
    let l = lang();
    let lead = words::lead(l, &sheet);
    let sections = sheet
        .sections
        .into_iter()
        .map(|section| {
            let blocks = section.blocks.into_iter().map(|block| view! { <BlockView block=block /> }).collect_view();
            view! {
                <section>
                    <h2>{words::heading(l, section.heading)}</h2>
                    {blocks}
                </section>
            }
        })
        .collect_view();
    view! {
        <p class="lead">{lead}</p>
        <div class="candidate-sections">{sections}</div>
    }
    .into_any()
}

#[component]
fn BlockView(block: Block) -> impl IntoView {
    let said = |sentences: Vec<Sentence>| sentences.into_iter().map(|sentence| words::sentence(lang(), &sentence)).collect::<Vec<_>>();
    match block {
        Block::Paragraph(sentences) => view! { <p>{said(sentences).join(" ")}</p> }.into_any(),
        Block::List(sentences) => {
            view! { <ul>{said(sentences).into_iter().map(|sentence| view! { <li>{sentence}</li> }).collect_view()}</ul> }.into_any()
        }
        Block::Competencies(assessed) => {
            view! { <ul>{assessed.into_iter().map(|one| view! { <Competency assessed=one /> }).collect_view()}</ul> }.into_any()
        }
    }
}

/// What is written in one language only shows in that one, and says so to a screen reader.
#[component]
fn Competency(assessed: Assessed) -> impl IntoView {
    let l = lang();
    let (name, name_in) = assessed.name.best(l);
    let (definition, definition_in) = assessed.definition.best(l);
    let foreign = |of| (of != l).then(|| l.other().tag());
    let (name, definition) = (name.to_owned(), definition.to_owned());
    view! {
        <li>
            <strong lang=foreign(name_in)>{name}</strong>
            " "
            {(!definition.is_empty()).then(|| view! { <span class="block" lang=foreign(definition_in)>{definition}</span> })}
        </li>
    }
    .into_any()
}
