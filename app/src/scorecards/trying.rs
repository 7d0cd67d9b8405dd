//! Trying a scorecard out before it counts: a practice interview, and colleagues who sort the anchors blind.

use domain::{
    scorecard::Document,
    sorting::{AnchorResult, Verdict},
};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use text::{names, numbers, scorecards as words, sorting as sorting_words};

use super::{
    links::Links,
    public::{TryView, trying},
};
use crate::{
    boot::lang,
    ui::{CopyLink, Form, Hidden, Load, Page, Submit},
};

#[component]
pub fn TryPage() -> impl IntoView {
    let params = use_params_map();
    view! {
        <Load
            source=move || params.with(|p| p.get("id").unwrap_or_default())
            fetch=trying
            render=|view| view! { <Try view=view /> }.into_any()
        />
    }
}

#[component]
fn Try(view: TryView) -> impl IntoView {
    let l = lang();
    let document = view.document.clone();
    let nobody = view.answers == 0;
    let back = format!("/scorecards/{}", view.scorecard);
    let (scorecard, sorted, may_edit) = (view.scorecard.clone(), view.scorecard.clone(), view.may_edit);
    view! {
        <Page title=view.title.clone() lead=words::try_out(l) actions=view! { <a class="button" href=back>{words::back_to_card(l)}</a> }.into_any()>
            <div class="split">
                <section class="card" aria-labelledby="practice-title">
                    <h2 id="practice-title">{words::practice_title(l)}</h2>
                    <p>{words::practice_intro(l)}</p>
                    {may_edit
                        .then(|| {
                            view! {
                                <Form action="/api/ui/scorecards/practise">
                                    <Hidden name="scorecard" value=scorecard />
                                    <Submit label=words::practise(l) class="button primary" />
                                </Form>
                            }
                        })}
                </section>
                <section class="card" aria-labelledby="sorting-title">
                    <h2 id="sorting-title">{sorting_words::title(l)}</h2>
                    <p>{sorting_words::intro(l)}</p>
                    <p class="soft">{sorting_words::who(l)}</p>
                    {view.link.clone().map(|link| view! { <CopyLink id="sorting-link" label=sorting_words::link(l) link=link /> <p class="hint">{sorting_words::link_once(l)}</p> })}
                    {may_edit
                        .then(|| {
                            view! {
                                <Form action="/api/ui/scorecards/start-sorting">
                                    <Hidden name="scorecard" value=sorted />
                                    <Submit label=sorting_words::start(l) />
                                </Form>
                            }
                        })}
                </section>
            </div>
            <Links links=view.links.clone() />
            {nobody.then(|| view! { <p class="empty">{sorting_words::none(l)}</p> })}
            {document.filter(|_| !nobody).map(|document| view! { <Results document=document view=view /> })}
        </Page>
    }
    .into_any()
}

#[component]
fn Results(document: Document, view: TryView) -> impl IntoView {
    let l = lang();
    let rows = document
        .competencies
        .iter()
        .flat_map(|competency| {
            let results = view.results.iter().filter(|result| result.competency == competency.id).collect::<Vec<_>>();
            let count = results.len();
            results
                .into_iter()
                .enumerate()
                .map(|(index, result)| {
                    let name = (index == 0).then(|| (competency.name.best(l).0.to_owned(), count));
                    let text =
                        competency.anchors.get(usize::from(result.level) - 1).map(|anchor| anchor.best(l).0.to_owned()).unwrap_or_default();
                    view! { <ResultRow name=name text=text result=*result /> }
                })
                .collect::<Vec<_>>()
        })
        .collect_view();
    view! {
        <section>
            <h2 id="sorted-title">{sorting_words::results_title(l)}</h2>
            <p>{sorting_words::answers(l, view.answers)} " " {sorting_words::few(l)}</p>
            {view.outdated.then(|| view! { <p class="note">{sorting_words::outdated(l)}</p> })}
            <div class="table-wrap" role="region" tabindex="0" aria-labelledby="sorted-title">
                <table class="prose-table">
                    <thead>
                        <tr>
                            <th scope="col">{words::competency_name(l)}</th>
                            <th scope="col">{sorting_words::anchor(l)}</th>
                            <th scope="col" class="number">{sorting_words::correct(l)}</th>
                            <th scope="col" class="number">{sorting_words::spread(l)}</th>
                            <th scope="col">{sorting_words::verdict(l)}</th>
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
            <p class="hint">{sorting_words::criterion(l)} " " {sorting_words::spread_help(l)}</p>
        </section>
    }
    .into_any()
}

#[component]
fn ResultRow(name: Option<(String, usize)>, text: String, result: AnchorResult) -> impl IntoView {
    let l = lang();
    let level = result.level;
    let number = |value: Option<String>| value.unwrap_or_else(|| "–".to_owned());
    let class = if result.verdict == Verdict::Weak { "look" } else { "" };
    view! {
        <tr class=class>
            {name.map(|(name, rows)| view! { <th scope="rowgroup" rowspan=rows.to_string()>{name}</th> })}
            <td><span class=format!("level level-{level}")>{level} " " {names::level(l, level)}</span> " " {text}</td>
            <td class="number">{number(result.correct.map(|share| numbers::percent(l, share)))}</td>
            <td class="number">{number(result.spread.map(|sd| numbers::fixed(l, sd, 2)))}</td>
            <td>{sorting_words::verdict_word(l, result.verdict)}</td>
        </tr>
    }
    .into_any()
}
