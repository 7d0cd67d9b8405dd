//! A library from a file: pasted, or read from a file by the script. A bad one says where, and nothing is taken in.

use leptos::prelude::*;
use text::library as words;

use super::calls::imported;
use crate::{
    boot::lang,
    ui::{AllFaults, Form, Load, Page, Submit, TextArea},
};

#[component]
pub fn LibraryImportPage() -> impl IntoView {
    view! { <Load source=|| () fetch=|()| imported() render=|done| view! { <Import done=done /> }.into_any() /> }
}

#[component]
fn Import(done: Option<(u32, u32, u32)>) -> impl IntoView {
    let l = lang();
    view! {
        <Page title=words::import(l) lead=words::import_lead(l)>
            {done
                .map(|(added, changed, same)| {
                    view! {
                        <div class="note" role="status" tabindex="-1" data-arrives="once">
                            <p>{words::imported(l, added, changed, same)}</p>
                            <p><a href="/library">{words::title(l)}</a></p>
                        </div>
                    }
                })}
            <Form action="/api/ui/library/import" class="sheet wide-sheet">
                <div class="field script-only">
                    <label for="library-file">{words::file(l)}</label>
                    <input id="library-file" type="file" accept="application/json,.json" data-read-into="text" />
                </div>
                <TextArea name="text" label=words::paste(l) rows=12 />
                <AllFaults />
                <Submit label=words::take_in(l) class="button primary" />
            </Form>
            <p class="soft"><a href="/library.schema.json">{words::schema(l)}</a></p>
        </Page>
    }
    .into_any()
}
