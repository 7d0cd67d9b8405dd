//! Scorecards: the list, a new one from the template, the draft, and a published version.

mod add;
mod calls;
mod competency;
mod difference;
mod draft;
mod fields;
mod links;
mod meter;
mod new;
mod page;
mod parts;
mod preview;
mod public;
mod publish;
mod question;
mod share;
mod sheet;
mod sort;
mod trying;
mod versions;
#[cfg(feature = "ssr")]
mod wording;

pub use calls::*;
#[cfg(feature = "ssr")]
pub(crate) use draft::word;
pub use draft::*;
pub(crate) use fields::{AnchorFields, CompetencyKindField, ProbeFields, QuestionKindField, probe_rows};
pub(crate) use meter::MeterView;
pub use new::NewScorecardPage;
pub use page::ScorecardPage;
pub use public::*;
pub use share::{SharedSheetPage, SheetPage};
pub use sort::SortPage;
pub use trying::TryPage;
pub use versions::VersionsPage;

use domain::scorecard::ScorecardRow;
use leptos::prelude::*;
use text::{names, scorecards as words};

use crate::{
    boot::{lang, me},
    ui::{Day, Load, Page},
};

#[component]
pub fn ScorecardsPage() -> impl IntoView {
    view! { <Load source=|| () fetch=|()| list() render=|rows| view! { <List rows=rows /> }.into_any() /> }
}

#[component]
fn List(rows: Vec<ScorecardRow>) -> impl IntoView {
    use domain::people::Role;
    let l = lang();
    let may_edit = me().is_some_and(|me| matches!(me.role, Role::Admin | Role::Recruiter));
    let new = view! {
        {may_edit.then(|| view! { <a class="button primary" href="/scorecards/new">{words::new(l)}</a> })}
        <a class="button" href="/library">{text::common::library(l)}</a>
    };
    view! {
        <Page title=words::title(l) actions=new.into_any()>
            {if rows.is_empty() {
                view! { <p class="empty">{words::empty(l)}</p> }.into_any()
            } else {
                view! { <ul class="rows">{rows.into_iter().map(|row| view! { <Line row=row /> }).collect_view()}</ul> }.into_any()
            }}
        </Page>
    }
    .into_any()
}

#[component]
fn Line(row: ScorecardRow) -> impl IntoView {
    let l = lang();
    view! {
        <li>
            <div class="grow">
                <a class="row-title" href=format!("/scorecards/{}", row.id)>{row.title}</a>
                <p class="soft">
                    {words::size(l, row.competencies, row.questions)} " · " {words::changed(l)} " " <Day moment=row.changed_at />
                </p>
            </div>
            <span class="tag">{words::version(l, row.version)} " · " {names::version_state(l, row.state)}</span>
        </li>
    }
    .into_any()
}
