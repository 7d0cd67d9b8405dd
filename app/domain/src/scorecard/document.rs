//! The document itself. Its hash is taken over the text that is stored, so a field that comes later has a default and is left
//! out while it has that.

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::{Bilingual, Code, ids::ItemId};

/// The version of this format.
pub const CARD_SCHEMA: u32 = 1;

/// Whether a competency says something about growing or about doing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CompetencyKind {
    Potential,
    Performance,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum QuestionKind {
    /// About what somebody did.
    Behavioural,
    /// About what somebody would do.
    Situational,
}

/// The steps of STARR, in which an answer about past behaviour is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Step {
    Situation,
    Task,
    Action,
    Result,
    Reflection,
}

impl Step {
    pub const ALL: [Self; 5] = [Self::Situation, Self::Task, Self::Action, Self::Result, Self::Reflection];
}

/// A follow-up question, tagged with the step it brings out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Probe {
    pub step: Step,
    #[serde(flatten)]
    pub text: Bilingual,
}

/// What each level looks like; index 0 is level 1.
pub type Anchors = [Bilingual; 5];

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Question {
    pub id: ItemId,
    /// The library question it came from, when it did.
    pub key: Option<String>,
    pub kind: QuestionKind,
    pub text: Bilingual,
    pub probes: Vec<Probe>,
    pub minutes: u16,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Competency {
    pub id: ItemId,
    /// The library competency it came from, when it did.
    pub key: Option<String>,
    pub kind: CompetencyKind,
    pub name: Bilingual,
    pub definition: Bilingual,
    pub guidance: Bilingual,
    /// Why somebody needs this on the first day (A1), in the language it was written in.
    pub why: String,
    /// The task or critical incident behind it (A1).
    pub task: String,
    /// `Some(months)` when it can be learned on the job (A3); such a competency can be no knock-out.
    pub learnable_months: Option<u16>,
    pub knock_out: bool,
    /// Parts of the whole; equal parts are equal weights. Whole numbers, so the hash never depends on rounding.
    pub weight: u32,
    /// One rating for the whole competency, instead of one per question.
    pub rated_whole: bool,
    pub questions: Vec<Question>,
    pub anchors: Anchors,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Document {
    pub schema: u32,
    pub title: String,
    pub slot_minutes: u16,
    pub opening_minutes: u16,
    pub closing_minutes: u16,
    /// Why the weights are not equal (A10); empty while they are.
    pub weights_reason: String,
    pub competencies: Vec<Competency>,
    /// What the chair says at the start; the usual words when it is blank.
    #[serde(default, skip_serializing_if = "Bilingual::is_blank")]
    pub opening: Bilingual,
    /// What the chair says at the end; the usual words when it is blank.
    #[serde(default, skip_serializing_if = "Bilingual::is_blank")]
    pub closing: Bilingual,
    /// Wording that a rule stops and that is needed all the same, with why (A15).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub accepted: Vec<Accepted>,
}

/// A reason to keep wording that a rule would stop.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Accepted {
    /// The key of the rule, as in `lint.json`.
    pub rule: String,
    /// The question or competency whose wording it is.
    pub item: ItemId,
    /// At least [`Self::REASON_MIN`] characters.
    pub reason: String,
}

impl Accepted {
    /// A reason shorter than this explains nothing (A15).
    pub const REASON_MIN: usize = 20;
}

/// Something that gets a level: a question, or a whole competency.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RatedItem<'a> {
    pub id: ItemId,
    pub competency: &'a Competency,
    /// `None` when the competency is rated as a whole.
    pub question: Option<&'a Question>,
}

impl Competency {
    /// What is rated here, in the order it is asked.
    pub fn items(&self) -> Vec<RatedItem<'_>> {
        if self.rated_whole {
            vec![RatedItem { id: self.id, competency: self, question: None }]
        } else {
            self.questions.iter().map(|q| RatedItem { id: q.id, competency: self, question: Some(q) }).collect()
        }
    }
}

impl Document {
    /// Everything that is rated, in the order it is asked.
    pub fn items(&self) -> Vec<RatedItem<'_>> {
        self.competencies.iter().flat_map(Competency::items).collect()
    }

    pub fn item(&self, id: ItemId) -> Option<RatedItem<'_>> {
        self.items().into_iter().find(|item| item.id == id)
    }

    pub fn competency(&self, id: ItemId) -> Option<&Competency> {
        self.competencies.iter().find(|c| c.id == id)
    }

    /// A question, wherever it is asked.
    pub fn question(&self, id: ItemId) -> Option<&Question> {
        self.competencies.iter().flat_map(|c| &c.questions).find(|q| q.id == id)
    }

    /// # Errors
    /// [`Code::NotFound`].
    pub(super) fn competency_mut(&mut self, id: ItemId) -> Result<&mut Competency, Code> {
        self.competencies.iter_mut().find(|c| c.id == id).ok_or(Code::NotFound)
    }

    /// The competency that a question is of.
    ///
    /// # Errors
    /// [`Code::NotFound`].
    pub(super) fn competency_of_mut(&mut self, question: ItemId) -> Result<&mut Competency, Code> {
        self.competencies.iter_mut().find(|c| c.questions.iter().any(|q| q.id == question)).ok_or(Code::NotFound)
    }

    /// The document as it counts after these were dropped for everybody (D12): a competency of which nothing is left is gone,
    /// and the shares are of what is left.
    #[must_use]
    pub fn without(&self, voided: &[ItemId]) -> Self {
        let mut document = self.clone();
        for competency in &mut document.competencies {
            competency.questions.retain(|question| !voided.contains(&question.id));
        }
        document.competencies.retain(|competency| !voided.contains(&competency.id) && !competency.questions.is_empty());
        document
    }

    pub fn question_count(&self) -> usize {
        self.competencies.iter().map(|c| c.questions.len()).sum()
    }

    /// Opening, questions and closing together, in minutes.
    pub fn planned_minutes(&self) -> u32 {
        let questions: u32 = self.competencies.iter().flat_map(|c| &c.questions).map(|q| u32::from(q.minutes)).sum();
        u32::from(self.opening_minutes) + questions + u32::from(self.closing_minutes)
    }

    pub fn weights_equal(&self) -> bool {
        self.competencies.windows(2).all(|pair| pair[0].weight == pair[1].weight)
    }

    /// The share of each competency in the total, 0 to 1, in order; adds up to 1 unless all weights are 0.
    pub fn shares(&self) -> Vec<f64> {
        let sum: u64 = self.competencies.iter().map(|c| u64::from(c.weight)).sum();
        self.competencies.iter().map(|c| if sum == 0 { 0.0 } else { f64::from(c.weight) / sum as f64 }).collect()
    }

    /// The text that is stored, and hashed when it is published.
    ///
    /// # Errors
    /// Never for a document that was parsed; serde's signature.
    pub fn to_json(&self) -> serde_json::Result<String> {
        serde_json::to_string(self)
    }
}

/// The content hash of a document, as its text is stored: SHA-256, in hex.
pub fn content_hash(text: &str) -> String {
    use std::fmt::Write;
    Sha256::digest(text.as_bytes()).iter().fold(String::with_capacity(64), |mut hex, byte| {
        // Writing to a string cannot fail.
        let _ = write!(hex, "{byte:02x}");
        hex
    })
}
