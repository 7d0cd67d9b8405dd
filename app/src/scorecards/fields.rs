//! What the forms of a scorecard and of the library share: kinds, probes and anchors, in both languages side by side.

use domain::{
    Bilingual, Lang,
    scorecard::{CompetencyKind, Probe, QuestionKind, Step},
};
use leptos::prelude::*;
use text::{names, scorecards as words};

use crate::{
    boot::lang,
    ui::{Select, TextArea},
};

/// How many rows for probes a question has: what there is and one more, and at least four (A11: three to four).
pub fn probe_rows(probes: &[Probe]) -> usize {
    (probes.len() + 1).max(4)
}

/// A word of the model as a field carries it.
fn key<T: serde::Serialize>(word: T) -> String {
    serde_json::to_value(word).ok().and_then(|value| value.as_str().map(str::to_owned)).unwrap_or_default()
}

#[component]
pub fn CompetencyKindField(kind: CompetencyKind) -> impl IntoView {
    let l = lang();
    let options = [CompetencyKind::Potential, CompetencyKind::Performance].map(|kind| (key(kind), names::kind(l, kind).to_owned()));
    view! { <Select name="kind" label=words::kind(l) options=options.to_vec() chosen=key(kind) /> }
}

#[component]
pub fn QuestionKindField(
    #[prop(into)] name: String,
    kind: QuestionKind,
    /// Which of the fields with this name it is, from 0.
    #[prop(optional)]
    nth: usize,
) -> impl IntoView {
    let l = lang();
    let options = [QuestionKind::Behavioural, QuestionKind::Situational].map(|kind| (key(kind), names::question_kind(l, kind).to_owned()));
    let id = format!("question_kind_{nth}");
    view! { <Select name=name id=id nth=nth label=words::question_kind(l) options=options.to_vec() chosen=key(kind) /> }
}

/// One probe: its step, and the words in both languages.
#[component]
pub fn ProbeFields(
    /// Which of all probes in the form it is, from 0.
    nth: usize,
    /// Which of its question.
    usual: usize,
    probe: Option<Probe>,
) -> impl IntoView {
    let l = lang();
    // An empty row suggests the step that usually comes then.
    let step = probe.as_ref().map_or(Step::ALL[usual % Step::ALL.len()], |p| p.step);
    let text = probe.map(|p| p.text).unwrap_or_default();
    let options = Step::ALL.map(|step| (key(step), names::step(l, step).to_owned())).to_vec();
    view! {
        <fieldset class="probe whole-row">
            <legend class="sr-only">{words::probe_n(l, usual + 1)}</legend>
            <Select name="probe_step[]" id=format!("probe_step_{nth}") nth=nth label=words::step(l) options=options chosen=key(step) />
            <TextArea name="probe_nl[]" id=format!("probe_nl_{nth}") nth=nth rows=1 label=words::in_dutch(l, words::probe(l)) value=text.nl checked_in=Lang::Nl />
            <TextArea name="probe_en[]" id=format!("probe_en_{nth}") nth=nth rows=1 label=words::in_english(l, words::probe(l)) value=text.en checked_in=Lang::En />
        </fieldset>
    }
    .into_any()
}

/// The five anchors, from the highest level down: that is also the order in which they are sent.
#[component]
pub fn AnchorFields(anchors: [Bilingual; 5]) -> impl IntoView {
    let l = lang();
    (1u8..=5)
        .zip(anchors)
        .rev()
        .map(|(level, anchor)| {
            let name = format!("{level} {}", names::level(l, level));
            let nth = usize::from(5 - level);
            let [dutch, english] = ["nl", "en"].map(|tag| format!("anchor_{level}_{tag}"));
            view! {
                <TextArea name="anchor_nl[]" id=dutch.clone() place=dutch nth=nth label=words::in_dutch(l, &name) value=anchor.nl checked_in=Lang::Nl />
                <TextArea name="anchor_en[]" id=english.clone() place=english nth=nth label=words::in_english(l, &name) value=anchor.en checked_in=Lang::En />
            }
        })
        .collect_view()
}
