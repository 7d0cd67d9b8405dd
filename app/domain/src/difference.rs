//! What differs between two versions of a scorecard, as a list that can be read.
//!
//! Competencies and questions are matched by their id, which survives copying into a next version. A text comes with its
//! old and new words; [`words`] says which of them changed.

mod compare;
mod words;

#[cfg(test)]
mod tests;

use serde::{Deserialize, Serialize};

use crate::{
    Bilingual, Lang,
    scorecard::{CompetencyKind, Probe, QuestionKind},
};

pub use compare::difference;
pub use words::{Piece, words};

/// One thing that differs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Change {
    pub place: Place,
    pub what: What,
}

/// What a change is about; named as in the new version, or as in the old where it is gone.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Place {
    Scorecard,
    Competency {
        name: Bilingual,
    },
    Question {
        competency: Bilingual,
        /// Its place among the questions of the competency, from 1.
        number: usize,
        text: Bilingual,
    },
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum What {
    /// With everything in it.
    Added,
    Removed,
    /// To another place in its list, from 1.
    Moved {
        from: usize,
        to: usize,
    },
    Text {
        field: Field,
        /// `None` for a text that is in one language only.
        lang: Option<Lang>,
        old: String,
        new: String,
    },
    Number {
        quantity: Quantity,
        old: u32,
        new: u32,
    },
    /// In how many months it can be learned on the job; `None` when it cannot.
    Learnable {
        old: Option<u16>,
        new: Option<u16>,
    },
    /// Whether it is a knock-out now.
    KnockOut(bool),
    /// Whether the competency is rated as a whole now.
    RatedWhole(bool),
    CompetencyKind {
        old: CompetencyKind,
        new: CompetencyKind,
    },
    QuestionKind {
        old: QuestionKind,
        new: QuestionKind,
    },
    ProbeAdded(Probe),
    ProbeRemoved(Probe),
    ProbeChanged {
        old: Probe,
        new: Probe,
    },
}

/// A text of a scorecard, a competency or a question.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Field {
    Title,
    Opening,
    Closing,
    WeightsReason,
    Name,
    Definition,
    Guidance,
    Why,
    Task,
    /// Of this level, 1 to 5.
    Anchor(u8),
    Question,
    /// Why wording that a rule stops is needed all the same.
    Accepted,
}

/// A number of a scorecard, a competency or a question.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Quantity {
    SlotMinutes,
    OpeningMinutes,
    ClosingMinutes,
    Weight,
    QuestionMinutes,
}
