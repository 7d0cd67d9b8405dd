//! Finding something in the library, and adding it; or writing it oneself.

use domain::{fold::fold, ids::ItemId, scorecard::Document};
use leptos::prelude::*;
use text::{common, scorecards as words};

use super::{
    calls::Shelf,
    competency::MeaningForm,
    page::{Base, BaseFields},
};
use crate::{
    boot::lang,
    ui::{Form, Hidden, Submit},
};

/// Something in the library that fits what is searched for.
enum Found {
    Competency(Shelf),
    Question { competency: ItemId, of: String, key: String, text: String },
}

#[component]
pub(super) fn Add(base: Base, document: Document, shelves: Vec<Shelf>, search: String, writing: bool) -> impl IntoView {
    let l = lang();
    let found = find(&document, shelves, &search);
    let nothing = found.is_empty();
    let rows = found.into_iter().map(|found| view! { <Row base=base found=found /> }).collect_view();
    view! {
        <section class="sheet" id="add" aria-labelledby="add-title">
            <h2 id="add-title">{words::add_title(l)}</h2>
            <form method="get" action="#add" class="one-line" role="search">
                <div class="field">
                    <label for="q">{words::search(l)}</label>
                    <input id="q" name="q" type="search" value=search.clone() />
                </div>
                <button class="button" type="submit">{common::search(l)}</button>
            </form>
            {(nothing && !search.is_empty()).then(|| view! { <p class="soft">{words::nothing_found(l)}</p> })}
            <ul class="rows">{rows}</ul>
            {if writing {
                view! { <MeaningForm base=base competency=None /> }.into_any()
            } else {
                view! { <p><a class="quiet" href="?edit=new#add">{words::write_competency(l)}</a></p> }.into_any()
            }}
        </section>
    }
    .into_any()
}

/// Competencies that are not in the scorecard yet; with words to search for also questions of those that are.
fn find(document: &Document, shelves: Vec<Shelf>, search: &str) -> Vec<Found> {
    let l = lang();
    let wanted = fold(search.trim());
    let fits = |text: &str| fold(text).contains(&wanted);
    let mut found = Vec::new();
    for shelf in shelves {
        let used = document.competencies.iter().find(|c| c.key.as_ref() == Some(&shelf.key));
        match used {
            None => {
                let both = [&shelf.name, &shelf.definition];
                let named = both.iter().any(|text| fits(&text.nl) || fits(&text.en));
                if named || shelf.questions.iter().any(|(_, text)| fits(&text.nl) || fits(&text.en)) {
                    found.push(Found::Competency(shelf));
                }
            }
            Some(competency) if !wanted.is_empty() => {
                for (key, text) in shelf.questions {
                    let asked = competency.questions.iter().any(|q| q.key.as_ref() == Some(&key));
                    if !asked && (fits(&text.nl) || fits(&text.en)) {
                        found.push(Found::Question {
                            competency: competency.id,
                            of: competency.name.best(l).0.to_owned(),
                            key,
                            text: text.best(l).0.to_owned(),
                        });
                    }
                }
            }
            Some(_) => {}
        }
    }
    found
}

#[component]
fn Row(base: Base, found: Found) -> impl IntoView {
    let l = lang();
    match found {
        Found::Competency(shelf) => {
            let (name, definition) = (shelf.name.best(l).0.to_owned(), shelf.definition.best(l).0.to_owned());
            let label = words::on(words::add_competency(l), &name);
            view! {
                <li>
                    <div class="grow"><strong>{name}</strong> <p class="soft">{definition}</p></div>
                    <Form action="/api/ui/scorecards/add-competency" id=format!("add-{}", shelf.key) class="inline">
                        <BaseFields base=base />
                        <Hidden name="competency" value=shelf.key />
                        <Submit label=common::add(l) aria_label=label />
                    </Form>
                </li>
            }
            .into_any()
        }
        Found::Question { competency, of, key, text } => {
            let label = words::on(words::add_question(l), &text);
            view! {
                <li>
                    <div class="grow">{text} <p class="soft">{of}</p></div>
                    <Form action="/api/ui/scorecards/add-question" id=format!("found-{key}") class="inline">
                        <BaseFields base=base />
                        <Hidden name="competency" value=competency.to_string() />
                        <Hidden name="question" value=key />
                        <Submit label=common::add(l) aria_label=label />
                    </Form>
                </li>
            }
            .into_any()
        }
    }
}
