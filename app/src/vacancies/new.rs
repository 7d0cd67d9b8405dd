//! Opening a vacancy with one round.

use domain::vacancy::RevealPolicy;
use leptos::prelude::*;
use text::{names, scorecards as card_words, vacancies as words};

use super::calls::{CardChoice, cards};
use crate::{
    boot::lang,
    ui::{Choice, Field, Form, Load, Page, Select, Submit},
};

#[component]
pub fn NewVacancyPage() -> impl IntoView {
    view! { <Load source=|| () fetch=|()| cards() render=|cards| view! { <New cards=cards /> }.into_any() /> }
}

#[component]
fn New(cards: Vec<CardChoice>) -> impl IntoView {
    let l = lang();
    if cards.is_empty() {
        return view! {
            <Page title=words::new(l)>
                <div class="empty">
                    <p>{words::no_published(l)}</p>
                    <p><a class="button primary" href="/scorecards/new">{card_words::new(l)}</a></p>
                </div>
            </Page>
        }
        .into_any();
    }
    let only = if cards.len() == 1 { cards[0].version.clone() } else { String::new() };
    let options = cards.into_iter().map(|c| (c.version, format!("{} · {}", c.title, card_words::version(l, c.number)))).collect::<Vec<_>>();
    view! {
        <Page title=words::new(l)>
            <Form action="/api/ui/vacancies/open" class="card">
                <Field name="title" label=words::name(l) hint=card_words::name_hint(l) required=true />
                <Select name="version" label=words::scorecard(l) blank=words::choose_scorecard(l) options=options chosen=only />
                <fieldset class="choices">
                    <legend>{words::policy(l)}</legend>
                    {RevealPolicy::ALL
                        .map(|policy| {
                            view! {
                                <Choice
                                    kind="radio"
                                    name="policy"
                                    value=policy.key()
                                    label=names::capitalised(names::policy(l, policy))
                                    help=names::policy_means(l, policy)
                                    checked=policy == RevealPolicy::default()
                                />
                            }
                        })
                        .collect_view()}
                    <Choice name="anonymous" value="yes" label=words::anonymous(l) help=words::anonymous_help(l) />
                </fieldset>
                <Submit label=words::create(l) class="button primary" />
            </Form>
        </Page>
    }
    .into_any()
}
