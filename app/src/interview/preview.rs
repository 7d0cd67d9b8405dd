//! The question page as it looks, of a scorecard that nobody is interviewed with yet. It is no island: nothing works in it.

use std::collections::BTreeMap;

use domain::{
    Lang,
    ids::{InterviewId, ItemId, NoteId, VacancyId},
    interview::{Background, InterviewState, InterviewView, MySheet},
    scorecard::Document,
    time::{Local, Moment, UnixMillis},
};
use leptos::{context::Provider, prelude::*};
use uuid::Uuid;

use super::{
    calls::{FormEntries, InterviewCall},
    guide::Guide,
    live::Panel,
    place::Place,
    question::Question,
    sheet::Sheet,
};
use crate::boot::{Boot, boot};

/// Which question to show, from 1, and in which language.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PreviewAt {
    pub lang: Lang,
    pub item: u32,
}

#[component]
pub fn InterviewPreview(document: Document, at: PreviewAt) -> impl IntoView {
    // Only the language and whose page it is: a form that failed elsewhere on the page says nothing here.
    let boot = Boot { lang: at.lang, flash: None, ..boot() };
    let count = document.items().len();
    let call = call(document);
    view! {
        <Provider value=boot>
            <Shown call=call index=(at.item as usize).saturating_sub(1) count=count />
        </Provider>
    }
    .into_any()
}

#[component]
fn Shown(call: InterviewCall, index: usize, count: usize) -> impl IntoView {
    let place = Place::new(index, None, false, count);
    let sheet = Sheet::new(call.view.id, call.view.starts_at, &MySheet::default(), ((ItemId(Uuid::nil()), None), call.note_id));
    provide_context(sheet);
    provide_context(Panel::new(&call.view));
    view! {
        <div class="interview">
            <Guide call=call.clone() place=place />
            <Question call=call place=place index=index rates=true />
        </div>
    }
    .into_any()
}

/// An interview that does not exist.
fn call(document: Document) -> InterviewCall {
    let nil = Uuid::nil();
    InterviewCall {
        view: InterviewView {
            id: InterviewId(nil),
            vacancy: VacancyId(nil),
            vacancy_title: document.title.clone(),
            round: 1,
            candidate: String::new(),
            starts_at: Moment { at: UnixMillis(0), local: Local::default() },
            state: InterviewState::Planned,
            started_at: None,
            closed_at: None,
            now: UnixMillis(0),
            seats: Vec::new(),
            chair_at: None,
            leads: false,
            document,
            questions: BTreeMap::new(),
            voided: Vec::new(),
            background: Background::None,
            arrangements: String::new(),
            mine: Some(MySheet::default()),
            revealed: false,
            practice: false,
        },
        note_id: NoteId(nil),
        entries: FormEntries::new(|| nil),
    }
}
