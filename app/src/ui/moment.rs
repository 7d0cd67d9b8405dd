//! Dates and times as text in a `<time>`.

use domain::time::Moment;
use leptos::prelude::*;

use crate::boot::lang;

/// A date with time.
#[component]
pub fn When(moment: Moment) -> impl IntoView {
    view! { <time datetime=moment.local.iso()>{text::numbers::date_time(lang(), moment.local)}</time> }
}

/// A date alone.
#[component]
pub fn Day(moment: Moment) -> impl IntoView {
    view! { <time datetime=moment.local.iso()>{text::numbers::date(lang(), moment.local)}</time> }
}
