//! The scorecard exactly as a panel member will see it, in either language.

use domain::scorecard::Document;
use leptos::prelude::*;
use text::scorecards as words;

use crate::{
    boot::lang,
    interview::{InterviewPreview, PreviewAt},
};

#[component]
pub(super) fn Preview(document: Document, at: PreviewAt) -> impl IntoView {
    let l = lang();
    let count = u32::try_from(document.items().len()).unwrap_or(0);
    if count == 0 {
        return view! { <p class="empty">{words::preview_empty(l)}</p> }.into_any();
    }
    let item = at.item.clamp(1, count);
    let href = move |item: u32| format!("?preview={}&item={item}", at.lang.tag());
    view! {
        <p class="note">{words::preview_note(l)}</p>
        <nav class="actions" aria-label=words::preview_steps(l)>
            {(item > 1).then(|| view! { <a class="button" href=href(item - 1)>{text::interview::previous(l)}</a> })}
            <span class="soft">{text::interview::position(l, item, count)}</span>
            {(item < count).then(|| view! { <a class="button" href=href(item + 1)>{text::interview::next(l)}</a> })}
        </nav>
        <div class="preview" lang=at.lang.tag() inert>
            <InterviewPreview document=document at=PreviewAt { item, ..at } />
        </div>
    }
    .into_any()
}
