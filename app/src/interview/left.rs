//! How much a field still takes, and what is too much: nothing that somebody types or pastes is cut off.

use leptos::prelude::*;
use text::interview as words;

use crate::boot::lang;

/// Says nothing until a tenth is left.
#[component]
pub(super) fn Left(text: Signal<String>, max: usize) -> impl IntoView {
    let over = move || text.with(|text| text.chars().count()).saturating_sub(max);
    let says = move || {
        let left = max.saturating_sub(text.with(|text| text.chars().count()));
        match over() {
            0 if left > max / 10 => String::new(),
            0 => words::left(lang(), left),
            over => words::too_long(lang(), over),
        }
    };
    view! { <p class="hint left" class:fault=move || over() != 0 role="status">{says}</p> }
}
