//! Candidates from a list: paste or choose a file, look at what it says, then add.

use domain::candidates::{Preview, PreviewRow};
use leptos::prelude::*;
use leptos_router::hooks::{use_params_map, use_query_map};
use text::{common, errors, vacancies as words};

use super::calls::{ImportView, import};
use crate::{
    boot::lang,
    ui::{For, Form, Hidden, Load, Page, Submit, TextArea},
};

#[component]
pub fn ImportPage() -> impl IntoView {
    let params = use_params_map();
    let id = move || params.with(|p| p.get("id").unwrap_or_default());
    let (list, change) = use_query_map().with_untracked(|query| (query.get("list").unwrap_or_default(), query.get("change").is_some()));
    let source = move || (id(), list.clone());
    view! {
        <Load
            source=source
            fetch=|(id, list)| import(id, list)
            render=move |view| view! { <Import id=id() view=view change=change /> }.into_any()
        />
    }
}

#[component]
fn Import(id: String, view: ImportView, change: bool) -> impl IntoView {
    let l = lang();
    let back = format!("/vacancies/{id}");
    let (preview, problem) = match view.preview {
        Some(Ok(preview)) => (Some(preview), None),
        Some(Err(failure)) => (None, Some(failure)),
        None => (None, None),
    };
    view! {
        <Page title=words::import_title(l) lead=view.vacancy_title>
            {problem
                .map(|failure| {
                    view! {
                        <div class="form-failure" role="alert">
                            {failure.faults.iter().map(|f| view! { <p>{errors::fault(l, f)}</p> }).collect_view()}
                        </div>
                    }
                })}
            {match preview {
                Some(preview) if !change => view! { <Rows id=id list=view.list preview=preview /> }.into_any(),
                _ => view! { <Paste id=id table=view.table /> }.into_any(),
            }}
            <p><a href=back>{common::back(l)}</a></p>
        </Page>
    }
    .into_any()
}

#[component]
fn Paste(id: String, table: String) -> impl IntoView {
    let l = lang();
    let upload = format!("/vacancies/{id}/import/file");
    view! {
        <p class="soft measure">{words::import_intro(l)}</p>
        <section class="split">
            <Form action="/api/ui/vacancies/preview" class="card">
                <Hidden name="vacancy" value=id />
                <TextArea name="table" label=words::table(l) value=table rows=10 />
                <Submit label=words::preview(l) class="button primary" />
            </Form>
            <form method="post" action=upload enctype="multipart/form-data" class="card">
                <For />
                <label for="file">{words::file(l)}</label>
                <input id="file" type="file" name="file" accept=".csv,.txt,.tsv,text/csv,text/plain" required />
                <button type="submit" class="button">{words::preview_file(l)}</button>
            </form>
        </section>
    }
    .into_any()
}

#[component]
fn Rows(id: String, list: String, preview: Preview) -> impl IntoView {
    let l = lang();
    let (good, bad) = (preview.good().count(), preview.bad());
    let change = format!("/vacancies/{id}/import?list={list}&change=1");
    view! {
        <h2>{words::preview_title(l)}</h2>
        {(bad > 0).then(|| view! { <p class="waits">{words::left_out(l, bad)}</p> })}
        <div class="table-wrap" role="region" tabindex="0" aria-label=words::preview_title(l)>
            <table>
                <thead>
                    <tr>
                        <th scope="col">{words::line(l)}</th>
                        <th scope="col">{common::name(l)}</th>
                        <th scope="col">{common::email(l)}</th>
                        <th scope="col">{words::verdict(l)}</th>
                    </tr>
                </thead>
                <tbody>{preview.rows.into_iter().map(|row| view! { <PreviewLine row=row /> }).collect_view()}</tbody>
            </table>
        </div>
        <div class="actions">
            {(good > 0)
                .then(|| {
                    let label = words::add_good(l, good);
                    view! {
                        <Form action="/api/ui/vacancies/import-confirmed" class="inline">
                            <Hidden name="vacancy" value=id />
                            <Hidden name="list" value=list />
                            <button type="submit" class="button primary">{label}</button>
                        </Form>
                    }
                })}
            <a class="button" href=change>{words::change_list(l)}</a>
        </div>
    }
    .into_any()
}

#[component]
fn PreviewLine(row: PreviewRow) -> impl IntoView {
    let l = lang();
    let good = row.faults.is_empty();
    let verdict =
        if good { words::row_ok(l).to_owned() } else { row.faults.iter().map(|f| errors::fault(l, f)).collect::<Vec<_>>().join(" ") };
    view! {
        <tr class:bad=!good>
            <td class="number">{row.line}</td>
            <td>{row.name}</td>
            <td>{row.email}</td>
            <td>{verdict}</td>
        </tr>
    }
    .into_any()
}
