//! The form of an own competency, both languages side by side. Every list ends with an empty row: what is written there is
//! added, what is emptied is taken away.

use domain::{
    Lang,
    library::{Dimension, LibraryQuestion, LibraryRow},
    scorecard::{Anchors, CompetencyKind, QuestionKind},
};
use leptos::prelude::*;
use text::{common, library as words, scorecards as card_words};

use crate::{
    boot::lang,
    scorecards::{AnchorFields, CompetencyKindField, ProbeFields, QuestionKindField, probe_rows},
    ui::{Field, Form, Hidden, Select, Submit, TextArea},
};

#[component]
pub(super) fn CompetencyForm(entry: Option<LibraryRow>) -> impl IntoView {
    let l = lang();
    let own = entry.as_ref().and_then(|entry| entry.own.clone());
    let revision = own.map(|own| own.revision.to_string()).unwrap_or_default();
    let c = entry.map(|entry| entry.competency);
    let key = c.as_ref().map(|c| c.key.clone()).unwrap_or_default();
    let kind = c.as_ref().map_or(CompetencyKind::Potential, |c| c.kind);
    let mut anchors = Anchors::default();
    for anchor in c.iter().flat_map(|c| &c.anchors) {
        if let Some(slot) = usize::from(anchor.level).checked_sub(1).and_then(|i| anchors.get_mut(i)) {
            *slot = anchor.text.clone();
        }
    }
    let dimensions: Vec<Dimension> = c.as_ref().map(|c| c.dimensions.clone()).unwrap_or_default();
    let questions: Vec<LibraryQuestion> = c.as_ref().map(|c| c.questions.clone()).unwrap_or_default();
    let (name, definition, guidance) = c.map(|c| (c.name, c.definition, c.guidance)).unwrap_or_default();
    let back = if key.is_empty() { "/library".to_owned() } else { format!("/library/{key}") };
    let dimension_rows =
        (0..=dimensions.len()).map(|nth| view! { <DimensionFields nth=nth dimension=dimensions.get(nth).cloned() /> }).collect_view();
    let mut probe = 0;
    let question_rows = (0..=questions.len())
        .map(|nth| {
            let question = questions.get(nth).cloned();
            let first_probe = probe;
            let room = probe_rows(question.as_ref().map_or(&[], |q| &q.probes));
            probe += room;
            view! { <QuestionFields nth=nth question=question dimensions=dimensions.clone() first_probe=first_probe room=room /> }
        })
        .collect_view();
    view! {
        <Form action="/api/ui/library/save" id=format!("competency-{key}") class="sheet wide-sheet edit">
            <Hidden name="key" value=key />
            <Hidden name="revision" value=revision />
            <div class="pairs">
                <CompetencyKindField kind=kind />
                <span></span>
                <Field name="name_nl" label=card_words::in_dutch(l, card_words::competency_name(l)) value=name.nl />
                <Field name="name_en" label=card_words::in_english(l, card_words::competency_name(l)) value=name.en />
                <TextArea name="definition_nl" label=card_words::in_dutch(l, card_words::definition(l)) value=definition.nl checked_in=Lang::Nl />
                <TextArea name="definition_en" label=card_words::in_english(l, card_words::definition(l)) value=definition.en checked_in=Lang::En />
                <TextArea name="guidance_nl" label=card_words::in_dutch(l, card_words::guidance(l)) value=guidance.nl checked_in=Lang::Nl />
                <TextArea name="guidance_en" label=card_words::in_english(l, card_words::guidance(l)) value=guidance.en checked_in=Lang::En />
            </div>
            <h2>{words::dimensions(l)}</h2>
            <p class="hint">{words::list_hint(l)}</p>
            {dimension_rows}
            <h2>{card_words::questions(l)}</h2>
            <p class="hint">{words::list_hint(l)}</p>
            {question_rows}
            <h2>{card_words::anchors(l)}</h2>
            <p class="hint">{card_words::anchors_hint(l)}</p>
            <div class="pairs"><AnchorFields anchors=anchors /></div>
            <div class="actions">
                <Submit label=common::save(l) class="button primary" />
                <a class="button" href=back>{common::cancel(l)}</a>
            </div>
        </Form>
    }
    .into_any()
}

#[component]
fn DimensionFields(nth: usize, dimension: Option<Dimension>) -> impl IntoView {
    let l = lang();
    let key = dimension.as_ref().map(|d| d.key.clone()).unwrap_or_default();
    let (name, text) = dimension.map(|d| (d.name, d.description)).unwrap_or_default();
    view! {
        <fieldset class="pairs">
            <legend>{words::dimension_n(l, nth + 1)}</legend>
            <Hidden name="dimension_key[]" value=key />
            <TextArea name="dimension_nl[]" id=format!("dimension_{nth}_nl") place=format!("dimension_{nth}_nl") nth=nth rows=1 label=card_words::in_dutch(l, common::name(l)) value=name.nl />
            <TextArea name="dimension_en[]" id=format!("dimension_{nth}_en") place=format!("dimension_{nth}_en") nth=nth rows=1 label=card_words::in_english(l, common::name(l)) value=name.en />
            <TextArea name="dimension_text_nl[]" id=format!("dimension_text_{nth}_nl") place=format!("dimension_text_{nth}_nl") nth=nth rows=2 label=card_words::in_dutch(l, words::description(l)) value=text.nl />
            <TextArea name="dimension_text_en[]" id=format!("dimension_text_{nth}_en") place=format!("dimension_text_{nth}_en") nth=nth rows=2 label=card_words::in_english(l, words::description(l)) value=text.en />
        </fieldset>
    }
    .into_any()
}

#[component]
fn QuestionFields(
    nth: usize,
    question: Option<LibraryQuestion>,
    dimensions: Vec<Dimension>,
    first_probe: usize,
    room: usize,
) -> impl IntoView {
    let l = lang();
    let key = question.as_ref().map(|q| q.key.clone()).unwrap_or_default();
    let kind = question.as_ref().map_or(QuestionKind::Behavioural, |q| q.kind);
    let dimension = question.as_ref().map(|q| q.dimension.clone()).unwrap_or_default();
    let (text, probes) = question.map(|q| (q.text, q.probes)).unwrap_or_default();
    let about = dimensions.into_iter().map(|d| (d.key, d.name.best(l).0.to_owned())).collect();
    let rows = (0..room)
        .map(|row| {
            view! {
                <Hidden name="probe_of[]" value=nth.to_string() />
                <ProbeFields nth=first_probe + row usual=row probe=probes.get(row).cloned() />
            }
        })
        .collect_view();
    view! {
        <fieldset class="pairs">
            <legend>{words::question_n(l, nth + 1)}</legend>
            <Hidden name="question_key[]" value=key />
            <QuestionKindField name="question_kind[]" nth=nth kind=kind />
            <Select name="question_dimension[]" id=format!("question_dimension_{nth}") nth=nth label=words::dimension(l) blank=words::no_dimension(l) options=about chosen=dimension />
            <TextArea name="question_nl[]" id=format!("question_{nth}_nl") place=format!("question_{nth}_nl") nth=nth label=card_words::in_dutch(l, card_words::question(l)) value=text.nl checked_in=Lang::Nl />
            <TextArea name="question_en[]" id=format!("question_{nth}_en") place=format!("question_{nth}_en") nth=nth label=card_words::in_english(l, card_words::question(l)) value=text.en checked_in=Lang::En />
            <details class="whole-row">
                <summary>{card_words::probes(l)}</summary>
                {rows}
            </details>
        </fieldset>
    }
    .into_any()
}
