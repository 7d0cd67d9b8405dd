//! One application in one round, held by a panel.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::{
    ids::{EntryId, InterviewId, ItemId, NoteId, UserId, VacancyId},
    ledger::{Key, Said},
    scorecard::{Document, Step},
    scoring::{Level, Rating},
    time::{Moment, UnixMillis},
};

/// How long somebody counts as present after the last sign: a hidden tab closes its stream.
pub const PRESENCE_GRACE: i64 = 60_000;

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

/// A panel has no fewer raters than this.
pub const RATERS_MIN: usize = 2;

/// The sheets of an interview, of who rates in it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Sheets {
    pub raters: usize,
    /// Those that were set aside included: nobody waits for them.
    pub submitted: usize,
    pub set_aside: usize,
}

impl Sheets {
    /// Nothing is waited for, and enough of them count.
    pub const fn are_in(self) -> bool {
        self.submitted > 0 && self.submitted >= self.raters && !self.lack_a_rater()
    }

    /// In, and not set aside.
    pub const fn counting(self) -> usize {
        self.submitted.saturating_sub(self.set_aside)
    }

    /// Those that count in the end: of a panel that lacks a rater also the one to come.
    pub const fn expected(self) -> usize {
        if self.lack_a_rater() { RATERS_MIN } else { self.raters.saturating_sub(self.set_aside) }
    }

    /// So many were set aside that fewer count than a panel has at least: somebody must come first. A try-out has one rater.
    pub const fn lack_a_rater(self) -> bool {
        self.set_aside > 0 && self.raters.saturating_sub(self.set_aside) < RATERS_MIN
    }
}

/// What was done with a submitted sheet before the reveal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Handled {
    /// The entry by which it was done.
    pub entry: EntryId,
    pub by: String,
    pub at: Moment,
    pub reason: String,
}

/// What was said or done. The candidate can ask to see it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Note {
    pub id: NoteId,
    pub item: ItemId,
    pub step: Option<Step>,
    pub text: String,
    /// The entry that wrote it last: what an edit of it is an edit of. `None` while it is only being typed.
    #[serde(default)]
    pub entry: Option<EntryId>,
}

/// A rater's own ratings and notes, for that rater alone.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct MySheet {
    pub submitted_at: Option<Moment>,
    /// Until it is submitted again.
    #[serde(default)]
    pub returned: Option<Handled>,
    #[serde(default)]
    pub set_aside: Option<Handled>,
    pub ratings: BTreeMap<ItemId, Rating>,
    /// In the order they were made; unsent typing that reached the server as a draft included.
    pub notes: Vec<Note>,
    /// Items on which the rater says that there was no evidence.
    pub no_evidence: BTreeSet<ItemId>,
    /// Probes the rater noted as asked.
    pub probed: BTreeSet<(ItemId, Step)>,
    /// How the rater knows the candidate; empty for not at all, `None` while not answered.
    pub relation: Option<String>,
    pub overall: Option<Level>,
    /// The entries that levels and the rest came of: what is said next about the same comes after them.
    pub bases: Vec<(Key, EntryId)>,
}

impl MySheet {
    /// Takes in what the rater said besides levels and notes.
    pub fn mark(&mut self, said: Said) {
        match said {
            Said::NoEvidence { item, withdrawn: false } => {
                self.no_evidence.insert(item);
            }
            Said::Asked { item, step: Some(step) } => {
                self.probed.insert((item, step));
            }
            Said::Declared { relation } => self.relation = Some(relation),
            Said::Overall { level } => self.overall = Some(level),
            _ => {}
        }
    }

    /// The one level that every item got, when there are three or more (C9): a look again costs nothing.
    pub fn all_equal(&self) -> Option<Level> {
        let mut levels = self.ratings.values().filter_map(|rating| match rating {
            Rating::Level(level) => Some(*level),
            Rating::NotObserved(_) => None,
        });
        let first = levels.next()?;
        let rest: Vec<Level> = levels.collect();
        (rest.len() >= 2 && rest.iter().all(|level| *level == first)).then_some(first)
    }
}

/// The steps of STARR that an answer still lacks. Reflection is not among them: it is no part of STAR, and alone it completes
/// nothing.
pub fn missing_steps(heard: &BTreeSet<Step>) -> Vec<Step> {
    [Step::Situation, Step::Task, Step::Action, Step::Result].into_iter().filter(|step| !heard.contains(step)).collect()
}

/// What became of a question, as the panel sees it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct QuestionMark {
    /// Asked, skipped or changed. The reason is only there for who wrote it, until the reveal.
    pub said: Said,
    pub at: Moment,
}

/// A question that was dropped for every candidate of the round (D12).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Voided {
    pub item: ItemId,
    pub reason: String,
    pub by: String,
    pub at: Moment,
}

/// A step in the history of a question that was dropped: that it was, or that it counts again. None is ever taken away.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Voiding {
    pub item: ItemId,
    pub restored: bool,
    pub reason: String,
    pub by: String,
    pub at: Moment,
}

/// The steps that something came after, oldest first: what is dropped now is no history yet.
pub fn passed(steps: &[Voiding]) -> impl Iterator<Item = &Voiding> {
    let came_after = |place: usize, step: &Voiding| steps.iter().skip(place + 1).any(|later| later.item == step.item);
    steps.iter().enumerate().filter(move |(place, step)| step.restored || came_after(*place, step)).map(|(_, step)| step)
}

/// Other information on the candidate: a CV, test scores, a referral (B5).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Background {
    None,
    /// There is some; it opens by itself after submitting, and before that with a reason that is recorded.
    Hidden,
    Shown(String),
}

/// A member of the panel, as everybody on it may see.
#[expect(clippy::struct_excessive_bools, reason = "each is a fact of its own")]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Seat {
    pub user: UserId,
    pub name: String,
    pub chair: bool,
    /// A chair need not rate.
    pub rates: bool,
    pub submitted: bool,
    /// For the rater, and after the reveal for the panel.
    #[serde(default)]
    pub set_aside: Option<Handled>,
    /// Has the interview open, or had it in the last minute.
    pub present: bool,
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
    /// When the conversation began, and when it was over.
    pub started_at: Option<Moment>,
    pub closed_at: Option<Moment>,
    /// The server's clock when this was made.
    pub now: UnixMillis,
    pub seats: Vec<Seat>,
    /// The question that the chair has before them.
    pub chair_at: Option<ItemId>,
    /// Whether the reader is the chair, who keeps what was asked.
    pub leads: bool,
    pub document: Document,
    pub questions: BTreeMap<ItemId, QuestionMark>,
    pub voided: Vec<Voided>,
    pub background: Background,
    /// Agreed for this candidate: extra time, another room. Never why (B8).
    pub arrangements: String,
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
    /// That the own sheet was given back, until it is submitted again.
    pub returned: Option<Handled>,
    /// Starts on the organisation's calendar day of the request.
    pub today: bool,
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    fn rated(levels: &[u8]) -> MySheet {
        let rating = |level: &u8| Rating::Level(Level::try_from(*level).expect("a level"));
        let ratings = levels.iter().enumerate().map(|(n, level)| (ItemId(Uuid::from_u128(n as u128)), rating(level)));
        MySheet { ratings: ratings.collect(), ..MySheet::default() }
    }

    #[test]
    fn one_level_for_everything_is_remarked_from_three_items_on() {
        assert_eq!(rated(&[4, 4, 4]).all_equal().map(Level::get), Some(4));
        assert_eq!(rated(&[4, 4]).all_equal(), None);
        assert_eq!(rated(&[4, 4, 3, 4]).all_equal(), None);
        let mut sheet = rated(&[2, 2, 2]);
        sheet.ratings.insert(ItemId(Uuid::from_u128(9)), Rating::NotObserved("geen tijd".into()));
        assert_eq!(sheet.all_equal().map(Level::get), Some(2), "what was not seen is no level");
    }

    #[test]
    fn reflection_alone_completes_no_answer() {
        assert_eq!(missing_steps(&BTreeSet::from([Step::Reflection])).len(), 4);
        assert_eq!(missing_steps(&BTreeSet::from([Step::Situation, Step::Task, Step::Action, Step::Result])), []);
    }
}
