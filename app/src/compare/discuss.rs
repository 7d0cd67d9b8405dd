//! What to talk about, and what the panel agreed on; and what was not as planned.

use domain::{
    discussion::{Agreed, Proceedings, Remark, Topic as Wide},
    ids::ItemId,
    interview::{Voided, passed},
    scoring::{Level, RaterName},
};
use leptos::prelude::*;
use text::{
    compare as words, names, numbers,
    scorecards::on,
    vacancies::{voided_before, voiding_step},
};

use super::calls::CompareView;
use crate::{
    boot::lang,
    ui::{Field, Form, Hidden, Select, Submit, is_refused},
    vacancies::VoidingStep,
};

const AGREE: &str = "/api/ui/compare/agree";

#[component]
pub(super) fn Discussion(view: CompareView) -> impl IntoView {
    let l = lang();
    if !view.individuals {
        return view! { <p class="empty">{words::only_means(l)}</p> }.into_any();
    }
    if view.proceedings.topics.is_empty() {
        return view! { <p class="empty">{words::nothing_to_discuss(l)}</p> }.into_any();
    }
    let name =
        |id: ItemId| view.comparison.columns.iter().find(|it| it.id == id).map(|it| it.name.best(l).0.to_owned()).unwrap_or_default();
    let topics = view
        .proceedings
        .topics
        .iter()
        .map(|topic| {
            let competency = name(topic.competency);
            view! { <Topic topic=topic.clone() competency=competency raters=view.comparison.raters.clone() may_agree=view.may_agree /> }
        })
        .collect_view();
    view! {
        <p class="soft measure">{words::discuss_intro(l)}</p>
        <ol class="topics">{topics}</ol>
    }
    .into_any()
}

#[component]
fn Topic(topic: Wide, competency: String, raters: Vec<RaterName>, may_agree: bool) -> impl IntoView {
    let l = lang();
    let title = format!("{} · {competency}", topic.candidate);
    let of = |id| raters.iter().find(|rater| rater.id == id).map(|rater| rater.name.clone()).unwrap_or_default();
    let scores: Vec<String> =
        topic.scores.iter().filter_map(|score| Some(format!("{} {}", of(score.rater), numbers::score(l, score.score?)))).collect();
    let mean = topic.mean.map(|mean| words::mean_is(l, &numbers::competency(l, mean)));
    let id = format!("agree-{}-{}", topic.interview, topic.competency);
    let open = is_refused(AGREE, &id);
    let had = topic.agreed.as_ref().map(|agreed| agreed.at.at.0.to_string()).unwrap_or_default();
    view! {
        <li class="card">
            <h2>{title.clone()}</h2>
            <p>{words::differs_by(l, &numbers::score(l, topic.range))} " " {mean}</p>
            {(!scores.is_empty()).then(|| view! { <p class="soft">{scores.join(" · ")}</p> })}
            {topic.agreed.clone().map(|agreed| view! { <Outcome agreed=agreed /> })}
            {may_agree
                .then(|| {
                    let levels = Level::ALL.map(|level| (level.get().to_string(), format!("{} {}", level.get(), names::level(l, level.get()))));
                    let label = if topic.agreed.is_some() { words::agree_again(l) } else { words::agree(l) };
                    view! {
                        <details open=open>
                            <summary>{on(label, &title)}</summary>
                            <Form action=AGREE id=id.clone() class="one-line">
                                <Hidden name="interview" value=topic.interview.to_string() />
                                <Hidden name="competency" value=topic.competency.to_string() />
                                <Hidden name="had" value=had.clone() />
                                <Select
                                    name="level"
                                    id=format!("level-{id}")
                                    label=words::agreed_level(l)
                                    blank=words::choose_level(l)
                                    options=levels.to_vec()
                                />
                                <Field name="reason" id=format!("reason-{id}") label=words::agreed_why(l) />
                                <Submit label=label />
                            </Form>
                        </details>
                    }
                })}
        </li>
    }
    .into_any()
}

#[component]
fn Outcome(agreed: Agreed) -> impl IntoView {
    let l = lang();
    let when = numbers::date_time(l, agreed.at.local);
    let line = words::agreed_line(l, agreed.level.get(), &agreed.by, &when);
    view! { <p class="note"><strong>{line}</strong> " " {agreed.reason}</p> }
}

/// What was not as planned, per candidate, and which questions count for nobody.
#[component]
pub(super) fn Remarks(proceedings: Proceedings) -> impl IntoView {
    let l = lang();
    if proceedings.remarks.is_empty() && proceedings.voidings.is_empty() {
        return ().into_any();
    }
    let asked = |id: ItemId| proceedings.question(id).map(|text| text.best(l).0.to_owned()).unwrap_or_default();
    let dropped = |it: &Voided| {
        let by = voiding_step(l, false, &it.by, &numbers::date_time(l, it.at.local), &it.reason);
        view! { <li>{asked(it.item)} <span class="soft block">{by}</span></li> }
    };
    let dropped: Vec<_> = proceedings.voided.iter().map(dropped).collect();
    let before = passed(&proceedings.voidings).map(|step| view! { <li><VoidingStep asked=asked(step.item) step=step.clone() /></li> });
    let before: Vec<_> = before.collect();
    let line = |remark: &Remark| view! { <li>{words::remark(l, remark, &remark.question().map(asked).unwrap_or_default())}</li> };
    let of_candidate = proceedings
        .remarks
        .iter()
        .map(|of| {
            let lines = of.remarks.iter().map(line).collect_view();
            view! { <li><strong>{of.candidate.clone()}</strong><ul>{lines}</ul></li> }
        })
        .collect_view();
    view! {
        <section class="note" aria-labelledby="remarks-title">
            <h2 id="remarks-title">{words::remarks(l)}</h2>
            {(!dropped.is_empty()).then(|| view! { <p>{words::dropped(l)}</p> <ul>{dropped}</ul> })}
            {(!before.is_empty()).then(|| view! { <p>{voided_before(l)}</p> <ul>{before}</ul> })}
            <ul class="plain">{of_candidate}</ul>
        </section>
    }
    .into_any()
}
