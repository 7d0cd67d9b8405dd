//! Competencies with definitions, questions, probes and anchors in Dutch and English: those that ship with Maatstaf, and the
//! format in which an organisation takes its own in and out (`content/library.schema.json`).

mod card;
#[cfg(feature = "lint")]
mod check;
mod parse;
mod reading;

use serde::{Deserialize, Serialize};

pub use card::parse_document;
#[cfg(feature = "lint")]
pub use check::{Checked, check_file};

use crate::{
    Bilingual,
    ids::ItemId,
    scorecard::{CompetencyKind, ENOUGH_MINUTES, Probe, Question, QuestionKind},
    time::Moment,
};

/// The file that ships with Maatstaf.
pub const SHIPPED: &str = include_str!("../content/library.json");

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Library {
    pub version: String,
    pub competencies: Vec<LibraryCompetency>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LibraryCompetency {
    pub key: String,
    pub kind: CompetencyKind,
    pub name: Bilingual,
    pub definition: Bilingual,
    pub guidance: Bilingual,
    pub dimensions: Vec<Dimension>,
    pub questions: Vec<LibraryQuestion>,
    pub anchors: Vec<LibraryAnchor>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Dimension {
    pub key: String,
    pub name: Bilingual,
    pub description: Bilingual,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LibraryQuestion {
    pub key: String,
    #[serde(rename = "type")]
    pub kind: QuestionKind,
    pub dimension: String,
    pub text: Bilingual,
    pub probes: Vec<Probe>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LibraryAnchor {
    pub level: u8,
    pub label: Bilingual,
    pub text: Bilingual,
}

/// A competency of the library, with where it comes from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LibraryRow {
    pub competency: LibraryCompetency,
    /// `None` for what ships with Maatstaf, which nobody changes.
    pub own: Option<Own>,
}

/// What an own competency has that a shipped one has not.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Own {
    /// Grows with every change; a change names the revision it was made on.
    pub revision: i64,
    pub changed_at: Moment,
    /// No longer offered for new scorecards.
    pub retired: bool,
}

impl LibraryRow {
    /// Whether a new scorecard can be made with it.
    pub fn is_offered(&self) -> bool {
        self.own.as_ref().is_none_or(|own| !own.retired)
    }
}

impl Library {
    /// The shipped library.
    ///
    /// # Errors
    /// When the compiled-in file does not parse, which a test rules out.
    pub fn shipped() -> serde_json::Result<Self> {
        serde_json::from_str(SHIPPED)
    }

    pub fn competency(&self, key: &str) -> Option<&LibraryCompetency> {
        self.competencies.iter().find(|c| c.key == key)
    }
}

impl LibraryQuestion {
    /// The question as a scorecard asks it, under this id.
    pub fn as_asked(&self, id: ItemId) -> Question {
        Question {
            id,
            key: Some(self.key.clone()),
            kind: self.kind,
            text: self.text.clone(),
            probes: self.probes.clone(),
            minutes: ENOUGH_MINUTES,
        }
    }
}

impl LibraryCompetency {
    pub fn question(&self, key: &str) -> Option<&LibraryQuestion> {
        self.questions.iter().find(|q| q.key == key)
    }

    /// The questions a new scorecard starts with: the first two about past behaviour (A5).
    pub fn suggested(&self) -> impl Iterator<Item = &LibraryQuestion> {
        self.questions.iter().filter(|q| q.kind == QuestionKind::Behavioural).take(2)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shipped_library_is_complete_in_both_languages() {
        let library = Library::shipped().expect("the shipped file parses");
        assert_eq!(library.competencies.len(), 8);
        for competency in &library.competencies {
            assert_eq!(competency.anchors.iter().map(|a| a.level).collect::<Vec<_>>(), [1, 2, 3, 4, 5], "{}", competency.key);
            assert_eq!(competency.suggested().count(), 2, "{}", competency.key);
            let texts = competency.anchors.iter().map(|a| &a.text).chain(competency.questions.iter().map(|q| &q.text));
            for text in texts {
                assert!(!text.nl.is_empty() && !text.en.is_empty(), "{}: {text:?}", competency.key);
            }
        }
    }
}
