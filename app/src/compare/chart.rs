//! Potential beside performance (D10): two means with their margins, and no boxes with labels.

use domain::plot::{Point, Scatter, position, reach};
use leptos::prelude::*;
use text::{compare as words, findings as say, numbers, vacancies as vacancy_words};

use crate::boot::lang;

const LEFT: f64 = 34.0;
const TOP: f64 = 10.0;
const SIDE: f64 = 280.0;

fn across(share: f64) -> f64 {
    LEFT + share * SIDE
}

fn up(share: f64) -> f64 {
    TOP + (1.0 - share) * SIDE
}

/// The drawing, and the same numbers as a table beside it.
#[component]
pub(super) fn Chart(scatter: Scatter) -> impl IntoView {
    let l = lang();
    let marks = scatter.points.iter().zip(1..).map(|(point, n)| mark(point, n, &scatter)).collect_view();
    let levels = (1u8..=5).map(level).collect_view();
    let rows = scatter
        .points
        .iter()
        .zip(1..)
        .map(|(point, n)| {
            view! {
                <tr>
                    <td class="number">{n}</td>
                    <th scope="row">{point.name.clone()}</th>
                    <td class="number">{numbers::total(l, point.y)}</td>
                    <td class="number">{numbers::total(l, point.x)}</td>
                </tr>
            }
        })
        .collect_view();
    let margin = |half: Option<f64>| half.map_or_else(|| numbers::NONE.to_owned(), |half| numbers::total(l, half * 2.0));
    let margins = view! {
        <tfoot>
            <tr>
                <th scope="row" colspan="2">{say::margin_of(l)}</th>
                <td class="number">{margin(scatter.half_y)}</td>
                <td class="number">{margin(scatter.half_x)}</td>
            </tr>
        </tfoot>
    };
    let title = say::chart(l);
    view! {
        <section aria-labelledby="chart-title">
            <h2 id="chart-title">{title}</h2>
            {scatter.half_x.and(scatter.half_y).map(|_| view! { <p class="soft measure">{say::chart_intro(l)}</p> })}
            <div class="beside">
                <svg class="scatter" role="img" aria-label=title viewBox="0 0 330 330">
                    {levels}
                    {marks}
                    <text class="axis-name" x=across(0.5) y="326" text-anchor="middle">{say::performance(l)}</text>
                    <text class="axis-name" x="10" y=up(0.5) text-anchor="middle" transform="rotate(-90 10 150)">{say::potential(l)}</text>
                </svg>
                <div class="table-wrap" role="region" tabindex="0" aria-label=say::table_of(l, title)>
                    <table>
                        <thead>
                            <tr>
                                <th scope="col" class="number">{words::number_in_chart(l)}</th>
                                <th scope="col">{vacancy_words::candidate(l)}</th>
                                <th scope="col" class="number">{say::potential(l)}</th>
                                <th scope="col" class="number">{say::performance(l)}</th>
                            </tr>
                        </thead>
                        <tbody>{rows}</tbody>
                        {margins}
                    </table>
                </div>
            </div>
        </section>
    }
    .into_any()
}

fn level(level: u8) -> impl IntoView {
    let at = position(f64::from(level));
    view! {
        <line class="grid" x1=across(at) x2=across(at) y1=up(0.0) y2=up(1.0) />
        <line class="grid" x1=across(0.0) x2=across(1.0) y1=up(at) y2=up(at) />
        <text class="level" x=across(at) y=up(0.0) + 16.0 text-anchor="middle">{level}</text>
        <text class="level" x=across(0.0) - 8.0 y=up(at) + 4.0 text-anchor="end">{level}</text>
    }
}

fn mark(point: &Point, n: usize, scatter: &Scatter) -> impl IntoView {
    let (x, y) = (across(position(point.x)), up(position(point.y)));
    let wide = scatter.half_x.map(|half| reach(point.x, half)).map(|(from, to)| {
        view! { <line class="margin" x1=across(from) x2=across(to) y1=y y2=y /> }
    });
    let high = scatter.half_y.map(|half| reach(point.y, half)).map(|(from, to)| {
        view! { <line class="margin" x1=x x2=x y1=up(from) y2=up(to) /> }
    });
    view! {
        {wide}
        {high}
        <circle class="dot" cx=x cy=y r="4" />
        <text class="key" x=x + 6.0 y=y - 6.0>{n}</text>
    }
}
