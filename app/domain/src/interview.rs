//! One application in one round, held by a panel.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::{
    ids::{InterviewId, ItemId, NoteId, UserId, VacancyId},
    scorecard::{Document, Step},
    scoring::Rating,
    time::Moment,
};

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum InterviewState {
    Planned,
    /// Somebody of the panel opened it.
    Live,
    /// All raters submitted.
    Done,
    Cancelled,
}

impl InterviewState {
    pub const ALL: [Self; 4] = [Self::Planned, Self::Live, Self::Done, Self::Cancelled];

    pub const fn key(self) -> &'static str {
        match self {
            Self::Planned => "planned",
            Self::Live => "live",
            Self::Done => "done",
            Self::Cancelled => "cancelled",
        }
    }

    pub fn parse(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.key() == key)
    }
}

/// What was said or done. The candidate can ask to see it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Note {
    pub id: NoteId,
    pub item: ItemId,
    pub step: Option<Step>,
    pub text: String,
}

/// A rater's own ratings and notes, for that rater alone.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct MySheet {
    pub submitted_at: Option<Moment>,
    pub ratings: BTreeMap<ItemId, Rating>,
    /// In the order they were made; unsent typing that reached the server as a draft included.
    pub notes: Vec<Note>,
}

/// A member of the panel, as everybody on it may see.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Seat {
    pub user: UserId,
    pub name: String,
    pub chair: bool,
    /// A chair need not rate.
    pub rates: bool,
    pub submitted: bool,
}

/// The interview as a panel member sees it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct InterviewView {
    pub id: InterviewId,
    pub vacancy: VacancyId,
    pub vacancy_title: String,
    pub round: u32,
    pub candidate: String,
    pub starts_at: Moment,
    pub state: InterviewState,
    pub seats: Vec<Seat>,
    pub document: Document,
    /// `None` for a chair who does not rate.
    pub mine: Option<MySheet>,
    pub revealed: bool,
    /// A try-out with an invented candidate.
    pub practice: bool,
}

/// An interview in the list of the day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TodayRow {
    pub id: InterviewId,
    pub vacancy: VacancyId,
    pub vacancy_title: String,
    pub round: u32,
    pub candidate: String,
    pub starts_at: Moment,
    pub state: InterviewState,
    pub submitted: u32,
    pub raters: u32,
    pub i_rate: bool,
    pub i_submitted: bool,
    /// Starts on the organisation's calendar day of the request.
    pub today: bool,
}
