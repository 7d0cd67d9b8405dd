//! One cell: mean, range, how many; and its strip plot.

use domain::{plot, scoring::Cell};
use leptos::prelude::*;
use text::{compare as words, numbers};

use crate::boot::lang;

/// `3,8`, a dash, or that it is not told.
pub(super) fn mean_text(cell: &Cell) -> String {
    if cell.is_withheld() {
        return words::withheld_short(lang()).to_owned();
    }
    cell.mean.map_or_else(|| words::nothing(lang()).to_owned(), |mean| numbers::competency(lang(), mean))
}

/// `2`, `1,5` or a dash.
pub(super) fn range_text(cell: &Cell) -> String {
    cell.range.map_or_else(|| words::nothing(lang()).to_owned(), |range| numbers::score(lang(), range))
}

/// How many raters it rests on.
pub(super) fn n_text(cell: &Cell) -> String {
    if cell.is_withheld() { words::nothing(lang()).to_owned() } else { cell.n.to_string() }
}

const LEFT: f64 = 12.0;
const WIDTH: f64 = 200.0;

/// The scores on the scale of 1 to 5. The table beside it has the same numbers.
#[component]
pub(super) fn StripPlot(candidate: String, cell: Cell) -> impl IntoView {
    let l = lang();
    let strip = plot::strip(&cell);
    let x = |share: f64| LEFT + share * WIDTH;
    let range = cell.range.map(|range| numbers::score(l, range));
    let title = words::plot(l, &candidate, &mean_text(&cell), range.as_deref(), cell.n);
    let ticks = (1u8..=5)
        .map(|level| {
            let at = x(plot::position(f64::from(level)));
            view! { <line class="tick" x1=at x2=at y1="32" y2="38" /> }
        })
        .collect_view();
    let dots =
        strip.dots.iter().map(|dot| view! { <circle class="dot" cx=x(dot.x) cy=29.0 - f64::from(dot.stack) * 8.5 r="4" /> }).collect_view();
    let mean = strip.mean.map(|mean| view! { <line class="mean" x1=x(mean) x2=x(mean) y1="6" y2="40" /> });
    view! {
        <svg class="strip" role="img" aria-label=title viewBox="0 0 224 42" width="224" height="42">
            <line class="axis" x1=LEFT x2=LEFT + WIDTH y1="35" y2="35" />
            {ticks}
            {dots}
            {mean}
        </svg>
    }
    .into_any()
}
