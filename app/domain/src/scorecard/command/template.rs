//! From the library to a scorecard.

use super::FreshIds;
use crate::{
    Bilingual, Code, Failure, Fault,
    error::{collect, required},
    ids::ItemId,
    library::{Library, LibraryCompetency},
    scorecard::document::{Anchors, CARD_SCHEMA, Competency, Document},
};

/// Five minutes a question is what the evidence recommends for potential (science, section 4).
pub const ENOUGH_MINUTES: u16 = 5;

/// A draft from the template: the named library competencies, each with two questions about past behaviour.
///
/// # Errors
/// With every fault: title missing or too long, no competency chosen, a key the library does not have.
pub fn from_template(title: &str, keys: &[String], library: &Library, ids: FreshIds) -> Result<Document, Failure> {
    let mut faults = Vec::new();
    let title = collect(&mut faults, required("title", title, 120));
    if keys.is_empty() {
        faults.push(Fault::new("competencies", Code::NoCompetencies));
    }
    let chosen: Vec<&LibraryCompetency> = keys.iter().filter_map(|key| library.competency(key)).collect();
    if chosen.len() != keys.len() {
        faults.push(Fault::new("competencies", Code::BadChoice));
    }
    if !faults.is_empty() {
        return Err(Failure::invalid(faults));
    }
    let competencies = chosen.into_iter().map(|c| competency(c, ids)).collect();
    Ok(Document {
        schema: CARD_SCHEMA,
        title,
        slot_minutes: 60,
        opening_minutes: 3,
        closing_minutes: 7,
        weights_reason: String::new(),
        competencies,
        opening: Bilingual::default(),
        closing: Bilingual::default(),
        accepted: Vec::new(),
    })
}

pub(super) fn competency(from: &LibraryCompetency, ids: FreshIds) -> Competency {
    let mut anchors = Anchors::default();
    for anchor in &from.anchors {
        if let Some(slot) = usize::from(anchor.level).checked_sub(1).and_then(|i| anchors.get_mut(i)) {
            *slot = anchor.text.clone();
        }
    }
    Competency {
        id: ItemId(ids()),
        key: Some(from.key.clone()),
        kind: from.kind,
        name: from.name.clone(),
        definition: from.definition.clone(),
        guidance: from.guidance.clone(),
        why: String::new(),
        task: String::new(),
        learnable_months: None,
        knock_out: false,
        weight: 1,
        rated_whole: false,
        questions: from.suggested().map(|q| q.as_asked(ItemId(ids()))).collect(),
        anchors,
    }
}
