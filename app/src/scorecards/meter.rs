//! How structured a scorecard is: the number, what it means, and the fifteen points behind it. Its heading is the page's.

use domain::meter::Meter;
use leptos::prelude::*;
use text::meter as words;

use crate::boot::lang;

#[component]
pub(crate) fn MeterView(meter: Meter) -> impl IntoView {
    let l = lang();
    let points = meter
        .points()
        .map(|(point, state)| {
            view! {
                <li>
                    <p><span class="strong">{words::point(l, point)}</span> " " <span class="tag">{words::state(l, state)}</span></p>
                    <p class="soft small">{words::rule(l, point)}</p>
                </li>
            }
        })
        .collect_view();
    view! {
        <div class="meter">
            <p class="meter-score">{words::score(l, &meter)}</p>
            <p class="soft">{words::level(l, &meter)}</p>
            <details>
                <summary>{words::show(l)}</summary>
                <p class="soft">{words::intro(l)} " " {words::later_help(l)}</p>
                <ol class="meter-points">{points}</ol>
                <p class="hint">{words::source(l)}</p>
            </details>
        </div>
    }
    .into_any()
}
