//! A scorecard's document: what is asked, what is rated, and what each level looks like.
//!
//! A version is one immutable document with a content hash. A draft is changed by [`Command`]s.

mod command;
mod document;
mod rules;

pub use command::{Command, ENOUGH_MINUTES, FreshIds, Meaning, To, Wording, apply, from_template};
pub use document::{
    Accepted, Anchors, CARD_SCHEMA, Competency, CompetencyKind, Document, Probe, Question, QuestionKind, RatedItem, Step, content_hash,
};
pub use rules::{Checks, check};

#[cfg(test)]
pub(crate) use command::tests::ready;
use serde::{Deserialize, Serialize};

use crate::{
    ids::{LinkId, ScorecardId, UserId, VacancyId, VersionId},
    time::Moment,
};

/// Where a version is in its life.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum VersionState {
    Draft,
    Published,
    Retired,
    /// A frozen copy of a draft, to try out: no vacancy can use it.
    Trial,
}

/// A scorecard in a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ScorecardRow {
    pub id: ScorecardId,
    pub title: String,
    pub state: VersionState,
    /// The number of the newest version, from 1.
    pub version: u32,
    pub competencies: u32,
    pub questions: u32,
    pub changed_at: Moment,
}

/// One version, whole.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Version {
    pub scorecard: ScorecardId,
    pub id: VersionId,
    pub number: u32,
    pub state: VersionState,
    /// Grows with every change of a draft; a command names the revision it was made on.
    pub revision: i64,
    /// Whether a draft has a change that can be undone.
    pub can_undo: bool,
    pub document: Document,
    /// SHA-256 of the published document, in hex; empty for a draft.
    pub hash: String,
    pub published_at: Option<Moment>,
    pub changed_at: Moment,
    /// Who changed it last; `None` for the server itself.
    pub changed_by_user: Option<UserId>,
    pub changed_by: Option<String>,
}

/// A published version in the history of a scorecard.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct VersionRow {
    pub id: VersionId,
    pub number: u32,
    pub state: VersionState,
    pub hash: String,
    pub published_at: Option<Moment>,
    /// Vacancies with a round on this version, and how many interviews they planned with it.
    pub uses: Vec<VersionUse>,
}

/// A link to a scorecard for people without an account, while it works.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LinkRow {
    pub id: LinkId,
    pub made_at: Moment,
    /// `None` for one from before this was kept.
    pub made_by: Option<String>,
    pub ends_at: Moment,
    /// To the hour; `None` when nobody used it yet.
    pub used_at: Option<Moment>,
}

/// One round that uses a version.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct VersionUse {
    pub vacancy: VacancyId,
    pub title: String,
    pub round: u32,
    pub interviews: u32,
}
