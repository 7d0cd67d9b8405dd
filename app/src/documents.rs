//! What leaves the tool, on one page per round: choose language and paper, then open or save.

mod calls;
mod pack;

use calls::DocumentsRow;
pub use calls::{DocumentsView, cancel_pack, make_pack, show};
use domain::{
    Lang,
    report::{Kind, Paper},
};
use leptos::prelude::*;
use leptos_router::hooks::{use_params_map, use_query_map};
use pack::Pack;
use text::{common, documents as words, vacancies as vacancy_words};

use crate::{
    boot::lang,
    ui::{Load, Page, Select},
};

/// How the documents are wanted: from the address, so that it can be kept and sent on.
#[derive(Clone, Copy)]
struct Wanted {
    lang: Lang,
    paper: Paper,
}

impl Wanted {
    fn address(self, file: &str) -> String {
        format!("{file}?lang={}&paper={}", self.lang.tag(), self.paper.key())
    }
}

#[component]
pub fn DocumentsPage() -> impl IntoView {
    let params = use_params_map();
    view! {
        <Load
            source=move || params.with(|p| p.get("id").unwrap_or_default())
            fetch=show
            render=|view| view! { <Documents view=view /> }.into_any()
        />
    }
}

#[component]
fn Documents(view: DocumentsView) -> impl IntoView {
    let l = lang();
    let query = use_query_map();
    let asked = |key: &str| query.with_untracked(|q| q.get(key)).unwrap_or_default();
    let wanted = Wanted { lang: asked("lang").parse().unwrap_or(l), paper: Paper::parse(&asked("paper")).unwrap_or_default() };
    let base = format!("/vacancies/{}", view.vacancy);
    let may_report = view.may_report;
    let of_round = [(Kind::Panel, "panel.pdf"), (Kind::Form, "form.pdf"), (Kind::Sheet, "sheet.pdf")]
        .into_iter()
        .map(|(kind, file)| {
            let open = (kind != Kind::Panel || may_report).then(|| wanted.address(&format!("{base}/{file}")));
            view! { <Document kind=kind open=open /> }
        })
        .collect_view();
    let pack = may_report.then(|| view! { <Pack vacancy=view.vacancy pack=view.pack lang=wanted.lang paper=wanted.paper /> });
    let data = may_report.then(|| {
        let lang = wanted.lang.tag();
        view! {
            <section aria-labelledby="data-title">
                <h2 id="data-title">{words::data(l)}</h2>
                <p class="soft measure">{words::data_intro(l)}</p>
                <p class="actions">
                    <a class="button" href=format!("{base}/comparison.xlsx?lang={lang}") download="">{words::comparison_xlsx(l)}</a>
                    <a class="button" href=format!("{base}/comparison.csv?lang={lang}") download="">{words::comparison_csv(l)}</a>
                </p>
            </section>
        }
    });
    view! {
        <Page title=words::title(l) lead=view.vacancy_title>
            <p class="soft measure">{words::intro(l)}</p>
            <Choose action=format!("{base}/reports") wanted=wanted />
            <section aria-labelledby="round-title">
                <h2 id="round-title">{words::of_round(l)}</h2>
                <ul class="documents">{of_round}</ul>
            </section>
            {pack}
            <section aria-labelledby="candidates-title">
                <h2 id="candidates-title">{words::of_candidates(l)}</h2>
                <Candidates rows=view.rows wanted=wanted may_report=may_report may_export=view.may_export individuals=view.individuals />
            </section>
            {data}
            <p><a href=base>{common::back(l)}</a></p>
        </Page>
    }
    .into_any()
}

#[component]
fn Choose(action: String, wanted: Wanted) -> impl IntoView {
    let l = lang();
    let langs =
        Lang::ALL.map(|lang| (lang.tag().to_owned(), if lang == Lang::Nl { common::dutch(l) } else { common::english(l) }.to_owned()));
    let papers = Paper::ALL.map(|paper| (paper.key().to_owned(), words::paper_name(l, paper).to_owned()));
    view! {
        <form method="get" action=action class="one-line choose-document">
            <Select name="lang" label=words::language(l) chosen=wanted.lang.tag() options=langs.to_vec() />
            <Select name="paper" label=words::paper(l) chosen=wanted.paper.key() options=papers.to_vec() />
            <button type="submit" class="button">{words::show(l)}</button>
        </form>
    }
    .into_any()
}

#[component]
fn Document(kind: Kind, open: Option<String>) -> impl IntoView {
    let l = lang();
    let name = words::kind(l, kind);
    let links = match open {
        Some(address) => {
            let save = format!("{address}&save=true");
            view! {
                <a class="button" href=address target="_blank" rel="noopener" aria-label=format!("{}: {name}", words::open(l))>{words::open(l)}</a>
                <a class="button quiet" href=save aria-label=format!("{}: {name}", words::save_as(l))>{words::save_as(l)}</a>
            }
            .into_any()
        }
        None => view! { <span class="soft">{words::not_before(l)}</span> }.into_any(),
    };
    view! {
        <li class="document">
            <div>
                <h3>{name}</h3>
                <p class="soft">{words::kind_means(l, kind)}</p>
            </div>
            <p class="actions">{links}</p>
        </li>
    }
    .into_any()
}

#[component]
fn Candidates(rows: Vec<DocumentsRow>, wanted: Wanted, may_report: bool, may_export: bool, individuals: bool) -> impl IntoView {
    let l = lang();
    if rows.is_empty() {
        return view! { <p class="empty">{words::nobody(l)}</p> }.into_any();
    }
    let kinds = [Kind::Candidate, Kind::Feedback, Kind::Form].into_iter().chain(may_export.then_some(Kind::Access));
    let means = kinds.map(|kind| view! { <dt>{words::kind(l, kind)}</dt> <dd>{words::kind_means(l, kind)}</dd> }).collect_view();
    let rows = rows
        .into_iter()
        .map(|row| view! { <Candidate row=row wanted=wanted may_report=may_report may_export=may_export individuals=individuals /> })
        .collect_view();
    view! {
        <dl class="facts">{means}</dl>
        <div class="table-wrap" role="region" tabindex="0" aria-label=text::findings::table_of(l, words::of_candidates(l))>
            <table class="documents-table">
                <thead>
                    <tr>
                        <th scope="col">{vacancy_words::candidate(l)}</th>
                        <th scope="col">{words::title(l)}</th>
                        <th scope="col">{words::data(l)}</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
        <p class="hint">{words::with_names(l)} ": " {words::with_names_hint(l)}</p>
    }
    .into_any()
}

#[component]
fn Candidate(row: DocumentsRow, wanted: Wanted, may_report: bool, may_export: bool, individuals: bool) -> impl IntoView {
    let l = lang();
    let of = format!("/applications/{}", row.application);
    let name = row.candidate.clone();
    let link = |address: String, shown: &'static str, said: String| {
        view! { <a class="tall" href=address target="_blank" rel="noopener" aria-label=format!("{said}: {name}")>{shown}</a> }
    };
    let plain = |kind: Kind, file: &str| {
        let shown = words::kind(l, kind);
        view! { <p>{link(wanted.address(&format!("{of}/{file}")), shown, shown.to_owned())}</p> }
    };
    let named = |kind: Kind, file: &str| {
        let (address, shown) = (wanted.address(&format!("{of}/{file}")), words::kind(l, kind));
        let with = format!("{shown} {}", words::with_names(l));
        view! {
            <p>
                {link(address.clone(), shown, shown.to_owned())} " "
                {link(format!("{address}&names=true"), words::with_names(l), with)}
            </p>
        }
    };
    let reports =
        (may_report && row.revealed).then(|| view! { {plain(Kind::Candidate, "report.pdf")} {named(Kind::Feedback, "feedback.pdf")} });
    let access = may_export.then(|| named(Kind::Access, "access.pdf"));
    let file = |address: String, shown: &'static str| {
        view! { <p><a class="tall" href=address download="" aria-label=format!("{shown}: {name}")>{shown}</a></p> }
    };
    let calendar =
        row.interview.map(|id| file(format!("/interviews/{id}/interview.ics?lang={}", wanted.lang.tag()), words::in_calendar(l)));
    let interview = row
        .interview
        .filter(|_| may_report && row.revealed && individuals)
        .map(|id| file(format!("/interviews/{id}/interview.json"), words::interview_json(l)));
    let everything = may_export.then(|| file(format!("{of}/access.json"), words::access_json(l)));
    view! {
        <tr>
            <th scope="row">{row.candidate.clone()}</th>
            <td>{reports} {plain(Kind::Form, "form.pdf")} {access}</td>
            <td>{calendar} {interview} {everything}</td>
        </tr>
    }
    .into_any()
}
