//! Changes to a draft. A command carries the smallest thing that changed, so two people never overwrite each other's
//! whole document; [`Command::overwrites`] says what it replaces, so that two changes of the same thing are noticed.

mod edit;
mod template;

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use uuid::Uuid;

use super::document::{Anchors, CompetencyKind, Document, Probe, QuestionKind};
use crate::{Bilingual, Code, Failure, ids::ItemId, library::Library};

pub use template::{ENOUGH_MINUTES, from_template};

/// Where new ids come from; the server passes random ones, a test counts.
pub type FreshIds<'a> = &'a mut dyn FnMut() -> Uuid;

/// Where something goes in its list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum To {
    Up,
    Down,
    /// To this place, from 0; past the end is the end.
    At(u32),
}

impl To {
    /// The place that something at `from` gets in a list of `length`.
    fn place(self, from: usize, length: usize) -> usize {
        let last = length.saturating_sub(1);
        match self {
            Self::Up => from.saturating_sub(1),
            Self::Down => (from + 1).min(last),
            Self::At(place) => usize::try_from(place).unwrap_or(last).min(last),
        }
    }
}

/// What a question says and how long it takes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Wording {
    pub kind: QuestionKind,
    pub text: Bilingual,
    pub probes: Vec<Probe>,
    pub minutes: u16,
}

/// What a competency is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Meaning {
    pub kind: CompetencyKind,
    pub name: Bilingual,
    pub definition: Bilingual,
    pub guidance: Bilingual,
}

/// One change of a draft.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "do", rename_all = "snake_case")]
pub enum Command {
    Rename {
        title: String,
    },
    SetTimes {
        slot: u16,
        opening: u16,
        closing: u16,
    },
    /// What the chair says at the start and at the end.
    SetScript {
        opening: Bilingual,
        closing: Bilingual,
    },
    /// From the library.
    AddCompetency {
        key: String,
    },
    /// Written for this scorecard.
    WriteCompetency {
        meaning: Meaning,
    },
    EditCompetency {
        id: ItemId,
        meaning: Meaning,
    },
    EditAnchors {
        id: ItemId,
        anchors: Anchors,
    },
    RemoveCompetency {
        id: ItemId,
    },
    MoveCompetency {
        id: ItemId,
        to: To,
    },
    /// Why it is needed, and the task behind it.
    Justify {
        competency: ItemId,
        why: String,
        task: String,
    },
    /// What can be learned on the job, in how many months; what cannot may be a knock-out (A3).
    Demand {
        competency: ItemId,
        learnable_months: Option<u16>,
        knock_out: bool,
    },
    /// One rating for the whole competency, or one per question.
    RateWhole {
        competency: ItemId,
        whole: bool,
    },
    AddQuestion {
        competency: ItemId,
        key: String,
    },
    WriteQuestion {
        competency: ItemId,
        wording: Wording,
    },
    EditQuestion {
        id: ItemId,
        wording: Wording,
    },
    RemoveQuestion {
        id: ItemId,
    },
    MoveQuestion {
        id: ItemId,
        to: To,
    },
    /// All weights at once, with the reason when they differ.
    Weigh {
        weights: Vec<(ItemId, u32)>,
        reason: String,
    },
    /// Why wording that a rule stops is needed all the same; an empty reason takes it back.
    Accept {
        rule: String,
        item: ItemId,
        reason: String,
    },
}

impl Command {
    /// Whether it is sent while somebody types: several are then one change to who undoes it.
    pub const fn is_typing(&self) -> bool {
        matches!(self, Self::Rename { .. } | Self::SetTimes { .. } | Self::SetScript { .. } | Self::Justify { .. } | Self::Weigh { .. })
    }

    /// Whether it puts something of the library into the document.
    pub const fn takes_from_library(&self) -> bool {
        matches!(self, Self::AddCompetency { .. } | Self::AddQuestion { .. })
    }

    /// What this command replaces, as it is in this document; `null` for what replaces nothing. When it differs between
    /// the document somebody saw and the document there is now, somebody else changed the same thing.
    pub fn overwrites(&self, document: &Document) -> Value {
        match self {
            Self::Rename { .. } => json!(document.title),
            Self::SetTimes { .. } => json!([document.slot_minutes, document.opening_minutes, document.closing_minutes]),
            Self::SetScript { .. } => json!([document.opening, document.closing]),
            Self::EditCompetency { id, .. } => {
                document.competency(*id).map_or(Value::Null, |c| json!([c.kind, c.name, c.definition, c.guidance]))
            }
            Self::EditAnchors { id, .. } => json!(document.competency(*id).map(|c| &c.anchors)),
            Self::RemoveCompetency { id } => json!(document.competency(*id)),
            Self::Justify { competency, .. } => document.competency(*competency).map_or(Value::Null, |c| json!([c.why, c.task])),
            Self::Demand { competency, .. } => {
                document.competency(*competency).map_or(Value::Null, |c| json!([c.learnable_months, c.knock_out]))
            }
            Self::RateWhole { competency, .. } => json!(document.competency(*competency).map(|c| c.rated_whole)),
            Self::EditQuestion { id, .. } | Self::RemoveQuestion { id } => json!(document.question(*id)),
            Self::Weigh { .. } => {
                let weights: Vec<_> = document.competencies.iter().map(|c| (c.id, c.weight)).collect();
                json!([weights, document.weights_reason])
            }
            Self::Accept { rule, item, .. } => json!(document.accepted.iter().find(|a| a.rule == *rule && a.item == *item)),
            Self::AddCompetency { .. }
            | Self::WriteCompetency { .. }
            | Self::MoveCompetency { .. }
            | Self::AddQuestion { .. }
            | Self::WriteQuestion { .. }
            | Self::MoveQuestion { .. } => Value::Null,
        }
    }
}

/// Applies one command.
///
/// # Errors
/// [`Code::NotFound`] when the competency or question is no longer there; [`Code::Invalid`] with the faults of the input.
pub fn apply(document: &mut Document, command: Command, library: &Library, ids: FreshIds) -> Result<(), Failure> {
    match command {
        Command::Rename { title } => edit::rename(document, &title),
        Command::SetTimes { slot, opening, closing } => edit::set_times(document, slot, opening, closing),
        Command::SetScript { opening, closing } => edit::set_script(document, opening, closing),
        Command::AddCompetency { key } => edit::add_competency(document, &key, library, ids),
        Command::WriteCompetency { meaning } => edit::write_competency(document, meaning, ids),
        Command::EditCompetency { id, meaning } => edit::edit_competency(document, id, meaning),
        Command::EditAnchors { id, anchors } => edit::edit_anchors(document, id, anchors),
        Command::RemoveCompetency { id } => {
            let index = document.competencies.iter().position(|c| c.id == id).ok_or(Code::NotFound)?;
            let gone = document.competencies.remove(index);
            document.accepted.retain(|a| a.item != id && gone.questions.iter().all(|q| q.id != a.item));
            Ok(())
        }
        Command::MoveCompetency { id, to } => {
            let from = document.competencies.iter().position(|c| c.id == id).ok_or(Code::NotFound)?;
            let place = to.place(from, document.competencies.len());
            let moved = document.competencies.remove(from);
            document.competencies.insert(place, moved);
            Ok(())
        }
        Command::Justify { competency, why, task } => edit::justify(document, competency, &why, &task),
        Command::Demand { competency, learnable_months, knock_out } => edit::demand(document, competency, learnable_months, knock_out),
        Command::RateWhole { competency, whole } => {
            document.competency_mut(competency)?.rated_whole = whole;
            Ok(())
        }
        Command::AddQuestion { competency, key } => edit::add_question(document, competency, &key, library, ids),
        Command::WriteQuestion { competency, wording } => edit::write_question(document, competency, wording, ids),
        Command::EditQuestion { id, wording } => edit::edit_question(document, id, wording),
        Command::RemoveQuestion { id } => {
            let competency = document.competency_of_mut(id)?;
            competency.questions.retain(|q| q.id != id);
            document.accepted.retain(|a| a.item != id);
            Ok(())
        }
        Command::MoveQuestion { id, to } => {
            let questions = &mut document.competency_of_mut(id)?.questions;
            let from = questions.iter().position(|q| q.id == id).ok_or(Code::NotFound)?;
            let place = to.place(from, questions.len());
            let moved = questions.remove(from);
            questions.insert(place, moved);
            Ok(())
        }
        Command::Weigh { weights, reason } => edit::weigh(document, &weights, &reason),
        Command::Accept { rule, item, reason } => edit::accept(document, rule, item, &reason),
    }
}

#[cfg(test)]
pub(crate) mod tests;
