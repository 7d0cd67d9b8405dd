//! Changes to a draft. A command carries the smallest thing that changed, so two people never overwrite each other's
//! whole document.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::document::{CARD_SCHEMA, Competency, Document, Question};
use crate::{
    Bilingual, Code, Failure, Fault,
    error::{collect, optional, required},
    ids::ItemId,
    library::{Library, LibraryCompetency, LibraryQuestion},
};

/// Where new ids come from; the server passes random ones, a test counts.
pub type FreshIds<'a> = &'a mut dyn FnMut() -> Uuid;

/// Five minutes a question is what the evidence recommends for potential (science, section 4).
const MINUTES_PER_QUESTION: u16 = 5;

/// One change of a draft.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "do", rename_all = "snake_case")]
pub enum Command {
    Rename {
        title: String,
    },
    AddCompetency {
        key: String,
    },
    RemoveCompetency {
        id: ItemId,
    },
    MoveCompetency {
        id: ItemId,
        up: bool,
    },
    AddQuestion {
        competency: ItemId,
        key: String,
    },
    RemoveQuestion {
        id: ItemId,
    },
    /// Why it is needed, and the task behind it.
    Justify {
        competency: ItemId,
        why: String,
        task: String,
    },
    /// All weights at once, with the reason when they differ.
    Weigh {
        weights: Vec<(ItemId, u32)>,
        reason: String,
    },
    SetSlot {
        minutes: u16,
    },
}

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
    })
}

/// Applies one command.
///
/// # Errors
/// [`Code::NotFound`] when the competency or question is no longer there; [`Code::Invalid`] with the faults of the input.
pub fn apply(document: &mut Document, command: Command, library: &Library, ids: FreshIds) -> Result<(), Failure> {
    match command {
        Command::Rename { title } => document.title = required("title", &title, 120).map_err(one)?,
        Command::AddCompetency { key } => {
            let chosen = library.competency(&key).ok_or(Code::NotFound)?;
            if document.competencies.iter().any(|c| c.key.as_deref() == Some(&key)) {
                return Err(Failure::field("competency", Code::DuplicateItem));
            }
            let weight = if document.weights_equal() { document.competencies.first().map_or(1, |c| c.weight) } else { 1 };
            document.competencies.push(Competency { weight, ..competency(chosen, ids) });
        }
        Command::RemoveCompetency { id } => {
            let index = position(document, id)?;
            document.competencies.remove(index);
        }
        Command::MoveCompetency { id, up } => {
            let index = position(document, id)?;
            let other = if up { index.checked_sub(1) } else { Some(index + 1) };
            if let Some(other) = other.filter(|o| *o < document.competencies.len()) {
                document.competencies.swap(index, other);
            }
        }
        Command::AddQuestion { competency, key } => {
            let index = position(document, competency)?;
            let competency = &mut document.competencies[index];
            let shelf = competency.key.as_deref().and_then(|k| library.competency(k)).ok_or(Code::NotFound)?;
            let chosen = shelf.question(&key).ok_or(Code::NotFound)?;
            if competency.questions.iter().any(|q| q.key.as_deref() == Some(&key)) {
                return Err(Failure::field("question", Code::DuplicateItem));
            }
            competency.questions.push(question(chosen, ids));
        }
        Command::RemoveQuestion { id } => {
            let competency = document.competencies.iter_mut().find(|c| c.questions.iter().any(|q| q.id == id)).ok_or(Code::NotFound)?;
            competency.questions.retain(|q| q.id != id);
        }
        Command::Justify { competency, why, task } => {
            let index = position(document, competency)?;
            let mut faults = Vec::new();
            let why = collect(&mut faults, optional("why", &why, 1000));
            let task = collect(&mut faults, optional("task", &task, 1000));
            if !faults.is_empty() {
                return Err(Failure::invalid(faults));
            }
            let competency = &mut document.competencies[index];
            competency.why = why;
            competency.task = task;
        }
        Command::Weigh { weights, reason } => weigh(document, &weights, &reason)?,
        Command::SetSlot { minutes } => {
            if !(10..=480).contains(&minutes) {
                return Err(Failure::invalid(vec![Fault::about("slot_minutes", Code::BadNumber, "10–480")]));
            }
            document.slot_minutes = minutes;
        }
    }
    Ok(())
}

fn weigh(document: &mut Document, weights: &[(ItemId, u32)], reason: &str) -> Result<(), Failure> {
    let mut faults = Vec::new();
    let reason = collect(&mut faults, optional("weights_reason", reason, 1000));
    for (id, weight) in weights {
        let index = position(document, *id)?;
        if !(1..=100).contains(weight) {
            faults.push(Fault::about(format!("weight_{index}"), Code::BadNumber, "1–100"));
        }
    }
    let equal = weights.windows(2).all(|pair| pair[0].1 == pair[1].1);
    if !equal && reason.is_empty() {
        faults.push(Fault::new("weights_reason", Code::WeightsNeedReason));
    }
    if !faults.is_empty() {
        return Err(Failure::invalid(faults));
    }
    for (id, weight) in weights {
        let index = position(document, *id)?;
        document.competencies[index].weight = *weight;
    }
    document.weights_reason = if equal { String::new() } else { reason };
    Ok(())
}

fn position(document: &Document, id: ItemId) -> Result<usize, Failure> {
    document.competencies.iter().position(|c| c.id == id).ok_or_else(|| Code::NotFound.into())
}

fn one(fault: Fault) -> Failure {
    Failure::invalid(vec![fault])
}

fn competency(from: &LibraryCompetency, ids: FreshIds) -> Competency {
    let mut anchors: [Bilingual; 5] = Default::default();
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
        questions: from.suggested().map(|q| question(q, ids)).collect(),
        anchors,
    }
}

fn question(from: &LibraryQuestion, ids: FreshIds) -> Question {
    Question {
        id: ItemId(ids()),
        key: Some(from.key.clone()),
        kind: from.kind,
        text: from.text.clone(),
        probes: from.probes.clone(),
        minutes: MINUTES_PER_QUESTION,
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use crate::{Lang, scorecard::check};

    pub(crate) fn counter() -> impl FnMut() -> Uuid {
        let mut n = 0;
        move || {
            n += 1;
            Uuid::from_u128(n)
        }
    }

    const CORE: [&str; 3] = ["learning_ability", "handling_feedback", "adaptability"];

    /// A new draft of the three core competencies.
    pub(crate) fn fresh() -> Document {
        let keys = CORE.map(String::from);
        from_template("Junior analist", &keys, &Library::shipped().expect("parses"), &mut counter()).expect("a template")
    }

    /// The same, with a why and a task everywhere: ready to publish.
    pub(crate) fn ready() -> Document {
        let mut document = fresh();
        for competency in &mut document.competencies {
            competency.why = "Het werk verandert elk kwartaal.".into();
            competency.task = "Nieuwe bronnen aansluiten.".into();
        }
        document
    }

    fn run(document: &mut Document, command: Command) -> Result<(), Failure> {
        let mut n = 1000;
        apply(document, command, &Library::shipped().expect("parses"), &mut || {
            n += 1;
            Uuid::from_u128(n)
        })
    }

    #[test]
    fn the_template_has_two_behavioural_questions_each_and_equal_weights() {
        let document = fresh();
        assert_eq!(document.question_count(), 6);
        assert!(document.weights_equal());
        assert_eq!(document.planned_minutes(), 40);
        assert!(check(&ready(), &Lang::ALL, Lang::Nl).may_publish());
    }

    #[test]
    fn a_template_without_title_or_choice_says_both() {
        let failure = from_template(" ", &[], &Library::shipped().expect("parses"), &mut counter()).expect_err("refused");
        assert_eq!(failure.faults.iter().map(|f| f.code).collect::<Vec<_>>(), [Code::Required, Code::NoCompetencies]);
    }

    #[test]
    fn unequal_weights_need_a_reason_and_equal_ones_drop_it() {
        let mut document = fresh();
        let ids: Vec<ItemId> = document.competencies.iter().map(|c| c.id).collect();
        let unequal = vec![(ids[0], 2), (ids[1], 1), (ids[2], 1)];
        let refused = run(&mut document, Command::Weigh { weights: unequal.clone(), reason: "  ".into() });
        assert_eq!(refused, Err(Failure::field("weights_reason", Code::WeightsNeedReason)));
        run(&mut document, Command::Weigh { weights: unequal, reason: "Het vak verandert snel".into() }).expect("with a reason");
        assert_eq!(document.shares(), [0.5, 0.25, 0.25]);
        let equal = ids.iter().map(|id| (*id, 4)).collect();
        run(&mut document, Command::Weigh { weights: equal, reason: "oud".into() }).expect("equal");
        assert_eq!(document.weights_reason, "");
    }

    #[test]
    fn adding_the_same_competency_or_question_twice_is_refused() {
        let mut document = fresh();
        let refused = run(&mut document, Command::AddCompetency { key: "adaptability".into() });
        assert_eq!(refused, Err(Failure::field("competency", Code::DuplicateItem)));
        let competency = document.competencies[0].id;
        let key = document.competencies[0].questions[0].key.clone().expect("from the library");
        assert_eq!(run(&mut document, Command::AddQuestion { competency, key }), Err(Failure::field("question", Code::DuplicateItem)));
    }

    #[test]
    fn a_command_on_something_that_is_gone_says_so() {
        let mut document = fresh();
        let id = document.competencies[0].id;
        run(&mut document, Command::RemoveCompetency { id }).expect("removed");
        assert_eq!(run(&mut document, Command::RemoveCompetency { id }), Err(Code::NotFound.into()));
    }

    #[test]
    fn moving_past_either_end_changes_nothing() {
        let mut document = fresh();
        let before = document.clone();
        let (first, last) = (document.competencies[0].id, document.competencies[2].id);
        run(&mut document, Command::MoveCompetency { id: first, up: true }).expect("no-op");
        run(&mut document, Command::MoveCompetency { id: last, up: false }).expect("no-op");
        assert_eq!(document, before);
        run(&mut document, Command::MoveCompetency { id: last, up: true }).expect("moved");
        assert_eq!(document.competencies[1].id, last);
    }

    #[test]
    fn the_hash_changes_with_any_word_and_with_nothing_else() {
        let document = ready();
        assert_eq!(document.hash().expect("hash"), ready().hash().expect("hash"));
        let mut changed = document.clone();
        changed.competencies[2].anchors[4].en.push('.');
        assert_ne!(document.hash().expect("hash"), changed.hash().expect("hash"));
        let parsed: Document = serde_json::from_str(&document.to_json().expect("json")).expect("round trip");
        assert_eq!(parsed, document);
    }
}
