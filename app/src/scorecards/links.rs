//! The links that were made to a scorecard, and taking one back.

use domain::scorecard::LinkRow;
use leptos::prelude::*;
use text::links as words;

use crate::{
    boot::lang,
    ui::{Day, Form, Hidden, Submit, When},
};

/// Nothing, while there are none.
#[component]
pub(super) fn Links(links: Vec<LinkRow>) -> impl IntoView {
    let l = lang();
    (!links.is_empty()).then(|| {
        view! {
            <section class="card no-print" aria-labelledby="links-title">
                <h2 id="links-title">{words::title(l)}</h2>
                <p class="soft">{words::intro(l)}</p>
                <ul class="rows">{links.into_iter().map(|link| view! { <Link link=link /> }).collect_view()}</ul>
            </section>
        }
    })
}

#[component]
fn Link(link: LinkRow) -> impl IntoView {
    let l = lang();
    let made = text::numbers::date_time(l, link.made_at.local);
    view! {
        <li>
            <div>
                <strong>{words::made(l)} " " <When moment=link.made_at /></strong>
                <p class="soft">
                    {link.made_by.map(|name| words::by(l, &name))}
                    {words::ends(l)} " " <Day moment=link.ends_at /> " · "
                    {match link.used_at {
                        Some(moment) => view! { {words::used(l)} " " <When moment=moment /> }.into_any(),
                        None => words::not_used(l).into_any(),
                    }}
                </p>
            </div>
            <Form action="/api/ui/scorecards/withdraw-link" id=format!("withdraw-{}", link.id) class="inline" confirm=words::withdraw_asks(l)>
                <Hidden name="link" value=link.id.to_string() />
                <Submit label=words::withdraw(l) class="quiet" aria_label=words::withdraw_of(l, &made) />
            </Form>
        </li>
    }
    .into_any()
}
