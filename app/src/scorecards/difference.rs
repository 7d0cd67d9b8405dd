//! What changed between two versions, with the words that came and went.

use domain::{
    Lang,
    difference::{Change, Piece, What, words as pieces},
};
use leptos::prelude::*;
use text::difference as words;

use crate::boot::lang;

#[component]
pub(super) fn DifferenceView(changes: Vec<Change>) -> impl IntoView {
    let items = changes.into_iter().map(|change| view! { <ChangeView change=change /> }).collect_view();
    view! { <ul class="changes">{items}</ul> }.into_any()
}

#[component]
fn ChangeView(change: Change) -> impl IntoView {
    let l = lang();
    let sentence = words::sentence(l, &change);
    let texts = match change.what {
        What::Text { lang: of, old, new, .. } => vec![(of, old, new)],
        What::ProbeChanged { old, new } => Lang::ALL
            .into_iter()
            .map(|of| (Some(of), old.text.in_lang(of).to_owned(), new.text.in_lang(of).to_owned()))
            .filter(|(_, old, new)| old != new)
            .collect(),
        _ => Vec::new(),
    };
    let texts = texts
        .into_iter()
        .map(|(of, old, new)| {
            let pieces = pieces(&old, &new);
            let shown = pieces
                .iter()
                .enumerate()
                .map(|(at, piece)| {
                    let ends = matches!(pieces.get(at + 1), Some(Piece::Same(_)));
                    view! { <PieceView piece=piece.clone() ends=ends /> }
                })
                .collect_view();
            view! { <p class="change" lang=of.map(Lang::tag)>{shown}</p> }
        })
        .collect_view();
    view! {
        <li>
            <p>{sentence}</p>
            {texts}
        </li>
    }
    .into_any()
}

/// Most screen readers say nothing of `<del>` and `<ins>`: words that nobody sees say it, in the reader's language.
#[component]
fn PieceView(
    piece: Piece,
    /// The text goes on unchanged after it.
    ends: bool,
) -> impl IntoView {
    let l = lang();
    let aside = |words: &'static str| view! { <span class="sr-only" lang=l.tag()>" " {words} " "</span> };
    let end = ends.then(|| aside(words::end(l)));
    match piece {
        Piece::Same(text) => text.into_any(),
        Piece::Removed(text) => view! { {aside(words::removed(l))} <del>{text}</del> {end} }.into_any(),
        Piece::Added(text) => view! { {aside(words::added(l))} <ins>{text}</ins> {end} }.into_any(),
    }
}
