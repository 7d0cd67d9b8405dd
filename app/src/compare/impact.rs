//! Selection per group (H12): from counts that somebody types in, kept nowhere and tied to nobody.
#![cfg_attr(feature = "ssr", expect(clippy::unused_async, reason = "a server function is async, also when it only computes"))]

use domain::{
    Failure,
    analysis::{Against, GroupImpact, Impact, Known},
};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
use serde::{Deserialize, Serialize};
use text::{agreement, decisions as words, errors, findings as say, numbers};

use crate::{
    boot::lang,
    calls::Answer,
    ui::{Load, Page},
};

/// As many groups as the form has rows for.
const GROUPS: usize = 6;

/// The groups by name, and what their counts say.
type Looked = (Vec<String>, Known<Impact>);

/// What was typed, and what it says; `None` while nothing was typed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ImpactView {
    pub rows: Vec<[String; 3]>,
    pub outcome: Option<Result<Looked, Failure>>,
}

/// `rows`: group, selected and total, each on a line of its own.
#[server(prefix = "/api/ui", endpoint = "compare/impact", input = server_fn::codec::GetUrl)]
pub async fn look(#[server(default)] rows: String) -> Answer<ImpactView> {
    use domain::{
        Code,
        access::{Action, Facts},
    };
    let b = crate::backend::backend()?;
    let organisation = b.actor.organisation().ok_or(Code::NotSignedIn)?;
    domain::access::decide(&b.actor, Action::CheckImpact, &Facts::of(organisation))?;
    let lines: Vec<&str> = rows.lines().collect();
    let rows: Vec<[String; 3]> =
        lines.chunks(3).map(|row| std::array::from_fn(|nth| row.get(nth).copied().unwrap_or_default().trim().to_owned())).collect();
    let typed = rows.iter().any(|row| row.iter().any(|field| !field.is_empty()));
    let outcome = typed.then(|| {
        let (names, counts) = domain::analysis::counts(&rows)?;
        Ok((names, domain::statistics::impact(&counts)))
    });
    Ok(ImpactView { rows, outcome })
}

#[component]
pub fn ImpactPage() -> impl IntoView {
    let query = use_query_map();
    let typed = move || {
        let field = |name: &str, nth: usize| query.with(|q| q.get(&format!("{name}{nth}")).unwrap_or_default().replace(['\n', '\r'], " "));
        (1..=GROUPS).flat_map(|nth| ["group", "selected", "total"].map(|name| field(name, nth))).collect::<Vec<_>>().join("\n")
    };
    view! { <Load source=typed fetch=look render=|view| view! { <Look view=view /> }.into_any() /> }
}

#[component]
fn Look(view: ImpactView) -> impl IntoView {
    let l = lang();
    let failure = view.outcome.as_ref().and_then(|outcome| outcome.as_ref().err()).cloned();
    let rows = (1..=GROUPS)
        .map(|nth| {
            let typed = view.rows.get(nth - 1).cloned().unwrap_or_default();
            view! { <Row nth=nth typed=typed failure=failure.clone() /> }
        })
        .collect_view();
    let shown = view.outcome.and_then(Result::ok).map(|(names, impact)| view! { <Shown names=names impact=impact /> });
    view! {
        <Page title=words::impact(l)>
            <p class="measure">{words::impact_intro(l)}</p>
            <form method="get" action="/impact" class="card full">
                <div class="table-wrap" role="region" tabindex="0" aria-label=words::impact_counts(l)>
                    <table class="counts">
                        <thead>
                            <tr>
                                <th scope="col">{words::impact_group(l)}</th>
                                <th scope="col">{words::impact_selected(l)}</th>
                                <th scope="col">{words::impact_total(l)}</th>
                            </tr>
                        </thead>
                        <tbody>{rows}</tbody>
                    </table>
                </div>
                <button type="submit" class="button primary">{words::impact_look(l)}</button>
            </form>
            {shown}
            <p class="soft measure">{words::impact_signal(l)}</p>
        </Page>
    }
    .into_any()
}

#[component]
fn Row(nth: usize, typed: [String; 3], failure: Option<Failure>) -> impl IntoView {
    let l = lang();
    let labels = [words::impact_group(l), words::impact_selected(l), words::impact_total(l)];
    let cells = ["group", "selected", "total"]
        .into_iter()
        .zip(labels)
        .zip(typed)
        .map(|((name, label), value)| {
            let id = format!("{name}{nth}");
            let faults: Vec<String> = failure
                .iter()
                .flat_map(|failure| &failure.faults)
                .filter(|fault| fault.place == id)
                .map(|fault| errors::fault(l, fault))
                .collect();
            let invalid = (!faults.is_empty()).then_some("true");
            let inputmode = (name != "group").then_some("numeric");
            let fault = format!("{id}-fault");
            view! {
                <td>
                    <input
                        id=id.clone()
                        name=id
                        value=value
                        inputmode=inputmode
                        maxlength="60"
                        autocomplete="off"
                        aria-label=format!("{label} {nth}")
                        aria-invalid=invalid
                        aria-describedby=fault.clone()
                    />
                    <p class="fault" id=fault>{faults.join(" ")}</p>
                </td>
            }
        })
        .collect_view();
    view! { <tr>{cells}</tr> }.into_any()
}

#[component]
fn Shown(names: Vec<String>, impact: Known<Impact>) -> impl IntoView {
    let l = lang();
    let impact = match impact {
        Ok(impact) => impact,
        Err(why) => return view! { <p class="note" role="status">{say::why_sentence(l, why)}</p> }.into_any(),
    };
    let rows = names.into_iter().zip(impact.groups).map(|(name, group)| view! { <Group name=name group=group /> }).collect_view();
    view! {
        <div class="table-wrap" role="region" tabindex="0" aria-label=say::table_of(l, words::impact(l))>
            <table>
                <thead>
                    <tr>
                        <th scope="col">{words::impact_group(l)}</th>
                        <th scope="col" class="number">{words::impact_rate(l)}</th>
                        <th scope="col">{words::impact_ratio(l)}</th>
                        <th scope="col" class="number">{agreement::interval(l)}</th>
                        <th scope="col" class="number">{words::impact_p(l)}</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
    .into_any()
}

#[component]
fn Group(name: String, group: Known<GroupImpact>) -> impl IntoView {
    let l = lang();
    let group = match group {
        Ok(group) => group,
        Err(why) => {
            return view! {
                <tr>
                    <th scope="row">{name}</th>
                    <td colspan="4">{say::why(l, why)}</td>
                </tr>
            }
            .into_any();
        }
    };
    let against = group.against.as_ref();
    let ratio = if against.is_some() { numbers::fixed(l, group.ratio, 2) } else { words::impact_highest(l).to_owned() };
    let remark = against.filter(|_| group.flag).map(remark);
    let interval = against.map(|it| it.interval.map_or_else(|why| say::why(l, why).to_owned(), |(low, high)| say::from_to(l, low, high)));
    let p = against.map(|it| numbers::fixed(l, it.fisher_p, 3));
    view! {
        <tr>
            <th scope="row">{name}</th>
            <td class="number">{numbers::percent(l, group.rate)}</td>
            <td>{ratio} {remark.map(|remark| view! { " " <span class="tag notice">{words::impact_flag(l)}</span> <span class="soft block">{remark}</span> })}</td>
            <td class="number">{interval}</td>
            <td class="number">{p}</td>
        </tr>
    }
    .into_any()
}

fn remark(against: &Against) -> String {
    let l = lang();
    let shortfall = words::shortfall(l, &numbers::fixed(l, against.shortfall, 1));
    let moved = against.moved.map(|it| words::moved(l, &numbers::fixed(l, it.ratio, 2), &numbers::fixed(l, it.fisher_p, 3)));
    let one = against.hangs_on_one.then(|| words::impact_one(l).to_owned());
    [Some(shortfall), moved.ok(), one].into_iter().flatten().collect::<Vec<_>>().join("; ")
}
