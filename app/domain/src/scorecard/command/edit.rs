//! What each command does. Input is checked here, all of its faults at once.

use super::{FreshIds, Meaning, Wording, template::competency};
use crate::{
    Bilingual, Code, Failure, Fault,
    error::{collect, optional, required},
    ids::ItemId,
    library::Library,
    scorecard::document::{Accepted, Anchors, Competency, Document, Probe, Question},
};

/// The longest name of a competency.
const NAME_MAX: usize = 120;
/// The longest text of anything else: a definition, a question, an anchor.
const TEXT_MAX: usize = 2000;
/// More probes than this nobody asks in five minutes (A11 says 3 to 4).
const PROBES_MAX: usize = 12;

pub(super) fn rename(document: &mut Document, title: &str) -> Result<(), Failure> {
    document.title = required("title", title, 120).map_err(|fault| Failure::invalid(vec![fault]))?;
    Ok(())
}

pub(super) fn set_times(document: &mut Document, slot: u16, opening: u16, closing: u16) -> Result<(), Failure> {
    let mut faults = Vec::new();
    if !(10..=480).contains(&slot) {
        faults.push(Fault::about("slot_minutes", Code::BadNumber, "10–480"));
    }
    for (place, minutes) in [("opening_minutes", opening), ("closing_minutes", closing)] {
        if minutes > 60 {
            faults.push(Fault::about(place, Code::BadNumber, "0–60"));
        }
    }
    sound(faults)?;
    document.slot_minutes = slot;
    document.opening_minutes = opening;
    document.closing_minutes = closing;
    Ok(())
}

pub(super) fn set_script(document: &mut Document, opening: Bilingual, closing: Bilingual) -> Result<(), Failure> {
    let mut faults = Vec::new();
    let opening = both(&mut faults, "opening", &opening, TEXT_MAX);
    let closing = both(&mut faults, "closing", &closing, TEXT_MAX);
    sound(faults)?;
    document.opening = opening;
    document.closing = closing;
    Ok(())
}

pub(super) fn add_competency(document: &mut Document, key: &str, library: &Library, ids: FreshIds) -> Result<(), Failure> {
    let chosen = library.competency(key).ok_or(Code::NotFound)?;
    if document.competencies.iter().any(|c| c.key.as_deref() == Some(key)) {
        return Err(Failure::field("competency", Code::DuplicateItem));
    }
    let weight = usual_weight(document);
    document.competencies.push(Competency { weight, ..competency(chosen, ids) });
    Ok(())
}

pub(super) fn write_competency(document: &mut Document, meaning: Meaning, ids: FreshIds) -> Result<(), Failure> {
    let Meaning { kind, name, definition, guidance } = meant(meaning)?;
    let weight = usual_weight(document);
    document.competencies.push(Competency {
        id: ItemId(ids()),
        key: None,
        kind,
        name,
        definition,
        guidance,
        why: String::new(),
        task: String::new(),
        learnable_months: None,
        knock_out: false,
        weight,
        rated_whole: false,
        questions: Vec::new(),
        anchors: Anchors::default(),
    });
    Ok(())
}

pub(super) fn edit_competency(document: &mut Document, id: ItemId, meaning: Meaning) -> Result<(), Failure> {
    let Meaning { kind, name, definition, guidance } = meant(meaning)?;
    let competency = document.competency_mut(id)?;
    competency.kind = kind;
    competency.name = name;
    competency.definition = definition;
    competency.guidance = guidance;
    Ok(())
}

fn meant(meaning: Meaning) -> Result<Meaning, Failure> {
    let mut faults = Vec::new();
    if meaning.name.is_blank() {
        faults.push(Fault::new("name_nl", Code::Required));
    }
    let checked = Meaning {
        kind: meaning.kind,
        name: both(&mut faults, "name", &meaning.name, NAME_MAX),
        definition: both(&mut faults, "definition", &meaning.definition, TEXT_MAX),
        guidance: both(&mut faults, "guidance", &meaning.guidance, TEXT_MAX),
    };
    sound(faults)?;
    Ok(checked)
}

pub(super) fn edit_anchors(document: &mut Document, id: ItemId, anchors: Anchors) -> Result<(), Failure> {
    let mut faults = Vec::new();
    let mut level = 0;
    let anchors = anchors.map(|anchor| {
        level += 1;
        both(&mut faults, &format!("anchor_{level}"), &anchor, TEXT_MAX)
    });
    sound(faults)?;
    document.competency_mut(id)?.anchors = anchors;
    Ok(())
}

pub(super) fn justify(document: &mut Document, competency: ItemId, why: &str, task: &str) -> Result<(), Failure> {
    let mut faults = Vec::new();
    let why = collect(&mut faults, optional("why", why, 1000));
    let task = collect(&mut faults, optional("task", task, 1000));
    sound(faults)?;
    let competency = document.competency_mut(competency)?;
    competency.why = why;
    competency.task = task;
    Ok(())
}

pub(super) fn demand(document: &mut Document, competency: ItemId, months: Option<u16>, knock_out: bool) -> Result<(), Failure> {
    let mut faults = Vec::new();
    if months.is_some_and(|months| !(1..=60).contains(&months)) {
        faults.push(Fault::about("learnable_months", Code::BadNumber, "1–60"));
    }
    if knock_out && months.is_some() {
        faults.push(Fault::new("knock_out", Code::LearnableKnockOut));
    }
    sound(faults)?;
    let competency = document.competency_mut(competency)?;
    competency.learnable_months = months;
    competency.knock_out = knock_out;
    Ok(())
}

pub(super) fn add_question(document: &mut Document, id: ItemId, key: &str, library: &Library, ids: FreshIds) -> Result<(), Failure> {
    let competency = document.competency_mut(id)?;
    let shelf = competency.key.as_deref().and_then(|k| library.competency(k)).ok_or(Code::NotFound)?;
    let chosen = shelf.question(key).ok_or(Code::NotFound)?;
    if competency.questions.iter().any(|q| q.key.as_deref() == Some(key)) {
        return Err(Failure::field("question", Code::DuplicateItem));
    }
    competency.questions.push(chosen.as_asked(ItemId(ids())));
    Ok(())
}

pub(super) fn write_question(document: &mut Document, competency: ItemId, wording: Wording, ids: FreshIds) -> Result<(), Failure> {
    let Wording { kind, text, probes, minutes } = worded(wording)?;
    let competency = document.competency_mut(competency)?;
    competency.questions.push(Question { id: ItemId(ids()), key: None, kind, text, probes, minutes });
    Ok(())
}

pub(super) fn edit_question(document: &mut Document, id: ItemId, wording: Wording) -> Result<(), Failure> {
    let Wording { kind, text, probes, minutes } = worded(wording)?;
    let question = document.competency_of_mut(id)?.questions.iter_mut().find(|q| q.id == id).ok_or(Code::NotFound)?;
    question.kind = kind;
    question.text = text;
    question.probes = probes;
    question.minutes = minutes;
    Ok(())
}

fn worded(wording: Wording) -> Result<Wording, Failure> {
    let mut faults = Vec::new();
    if wording.text.is_blank() {
        faults.push(Fault::new("text_nl", Code::Required));
    }
    if !(1..=60).contains(&wording.minutes) {
        faults.push(Fault::about("minutes", Code::BadNumber, "1–60"));
    }
    if wording.probes.len() > PROBES_MAX {
        faults.push(Fault::about("probes", Code::TooManyRows, PROBES_MAX));
    }
    let text = both(&mut faults, "text", &wording.text, TEXT_MAX);
    let mut probes = Vec::new();
    for probe in &wording.probes {
        let text = both(&mut faults, "probes", &probe.text, TEXT_MAX);
        if !text.is_blank() {
            probes.push(Probe { step: probe.step, text });
        }
    }
    sound(faults)?;
    Ok(Wording { text, probes, ..wording })
}

pub(super) fn weigh(document: &mut Document, weights: &[(ItemId, u32)], reason: &str) -> Result<(), Failure> {
    let mut faults = Vec::new();
    let reason = collect(&mut faults, optional("weights_reason", reason, 1000));
    for (id, weight) in weights {
        let index = document.competencies.iter().position(|c| c.id == *id).ok_or(Code::NotFound)?;
        if !(1..=100).contains(weight) {
            faults.push(Fault::about(format!("weight_{index}"), Code::BadNumber, "1–100"));
        }
    }
    let weight_of = |c: &Competency| weights.iter().find(|(id, _)| *id == c.id).map_or(c.weight, |(_, weight)| *weight);
    let all: Vec<u32> = document.competencies.iter().map(weight_of).collect();
    let equal = all.windows(2).all(|pair| pair[0] == pair[1]);
    if !equal && reason.is_empty() {
        faults.push(Fault::new("weights_reason", Code::WeightsNeedReason));
    }
    sound(faults)?;
    for (competency, weight) in document.competencies.iter_mut().zip(all) {
        competency.weight = weight;
    }
    document.weights_reason = if equal { String::new() } else { reason };
    Ok(())
}

pub(super) fn accept(document: &mut Document, rule: String, item: ItemId, reason: &str) -> Result<(), Failure> {
    let reason = optional("reason", reason, 1000).map_err(|fault| Failure::invalid(vec![fault]))?;
    if !reason.is_empty() && reason.chars().count() < Accepted::REASON_MIN {
        return Err(Failure::invalid(vec![Fault::about("reason", Code::TooShort, Accepted::REASON_MIN)]));
    }
    document.accepted.retain(|a| a.rule != rule || a.item != item);
    if !reason.is_empty() {
        document.accepted.push(Accepted { rule, item, reason });
    }
    Ok(())
}

/// The weight that keeps equal weights equal.
fn usual_weight(document: &Document) -> u32 {
    if document.weights_equal() { document.competencies.first().map_or(1, |c| c.weight) } else { 1 }
}

/// Both languages, each trimmed and short enough; a fault is at `place_nl` or `place_en`.
fn both(faults: &mut Vec<Fault>, place: &str, text: &Bilingual, max: usize) -> Bilingual {
    let nl = collect(faults, optional(&format!("{place}_nl"), &text.nl, max));
    let en = collect(faults, optional(&format!("{place}_en"), &text.en, max));
    Bilingual { en, nl }
}

fn sound(faults: Vec<Fault>) -> Result<(), Failure> {
    if faults.is_empty() { Ok(()) } else { Err(Failure::invalid(faults)) }
}
