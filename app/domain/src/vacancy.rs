//! A vacancy, its round, its candidates, and the board that shows who has submitted.

mod candidate;
mod leaving;
mod list;
mod seats;

use serde::{Deserialize, Serialize};

use crate::{
    Bilingual, Code, Failure, Fault,
    error::{collect, required},
    ids::{ApplicationId, InterviewId, ItemId, RoundId, ScorecardId, UserId, VacancyId, VersionId},
    interview::{InterviewState, Note, RATERS_MIN, Sheets, Voided, Voiding},
    scoring::Rating,
    time::Moment,
};

pub use candidate::{BACKGROUND_MAX, Cancelled, CandidateView, Earlier, PanelSeat, PlannedInterview, background_mark};
pub use leaving::{Afterwards, REVEAL_REASON_MIN, reveal_reason};
pub use list::{AT_HOME, Home, LISTED, VacancyList};
pub use seats::{PanelChoice, reading_closes};

/// When others' ratings become visible.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RevealPolicy {
    /// When every interview of the round is submitted by all its raters.
    #[default]
    AfterRound,
    /// When all raters of that interview submitted.
    AfterInterview,
    /// Individual ratings stay hidden; aggregates show after the round.
    Never,
}

impl RevealPolicy {
    pub const ALL: [Self; 3] = [Self::AfterRound, Self::AfterInterview, Self::Never];

    pub const fn key(self) -> &'static str {
        match self {
            Self::AfterRound => "after_round",
            Self::AfterInterview => "after_interview",
            Self::Never => "never",
        }
    }

    pub fn parse(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|policy| policy.key() == key)
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RoundState {
    Open,
    Revealed,
    Deciding,
    Closed,
}

impl RoundState {
    pub const ALL: [Self; 4] = [Self::Open, Self::Revealed, Self::Deciding, Self::Closed];

    pub const fn key(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Revealed => "revealed",
            Self::Deciding => "deciding",
            Self::Closed => "closed",
        }
    }

    pub fn parse(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.key() == key)
    }
}

/// What the reveal rule needs to know of one interview.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Progress {
    pub state: InterviewState,
    pub sheets: Sheets,
    pub revealed: bool,
}

/// What becomes visible, by policy, after somebody submitted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reveal {
    /// The round as a whole is revealed now.
    pub round: bool,
    /// The interview that was just completed is revealed now.
    pub interview: bool,
}

/// Decides what a submission reveals. `this` is the interview it was in, `round` all interviews of the round, `this`
/// included; `waiting` are applications that have no interview planned yet. A cancelled interview does not block.
pub fn reveal_after_submission(policy: RevealPolicy, round_state: RoundState, this: Progress, round: &[Progress], waiting: u32) -> Reveal {
    let all_complete = all_complete(round, waiting);
    match (round_state, policy) {
        // A latecomer, interviewed after the reveal, follows as soon as the panel is done.
        (RoundState::Revealed | RoundState::Deciding, _) => Reveal { round: false, interview: this.sheets.are_in() },
        (RoundState::Open, RevealPolicy::AfterInterview) => Reveal { round: all_complete, interview: this.sheets.are_in() },
        (RoundState::Open, RevealPolicy::AfterRound | RevealPolicy::Never) => Reveal { round: all_complete, interview: all_complete },
        (RoundState::Closed, _) => Reveal { round: false, interview: false },
    }
}

/// Whether every interview that counts has all its ratings, and everybody has had one.
pub fn all_complete(round: &[Progress], waiting: u32) -> bool {
    let mut planned = round.iter().filter(|p| p.state != InterviewState::Cancelled).peekable();
    waiting == 0 && planned.peek().is_some() && planned.all(|p| p.sheets.are_in())
}

/// A vacancy to be opened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewVacancy {
    pub title: String,
    pub version: VersionId,
    pub policy: RevealPolicy,
    /// After the reveal scores show without who gave them.
    pub anonymous: bool,
}

/// Checks the form of a new vacancy.
///
/// # Errors
/// With every fault, at `title`, `version` and `policy`.
pub fn new_vacancy(title: &str, version: &str, policy: &str, anonymous: bool) -> Result<NewVacancy, Failure> {
    let mut faults = Vec::new();
    let title = collect(&mut faults, required("title", title, 120));
    let version = match (version.trim().is_empty(), version.parse::<VersionId>()) {
        (true, _) => Err(Fault::new("version", Code::Required)),
        (false, parsed) => parsed.map_err(|_| Fault::new("version", Code::BadChoice)),
    };
    let policy = RevealPolicy::parse(policy).ok_or_else(|| Fault::new("policy", Code::BadChoice));
    match (version, policy) {
        (Ok(version), Ok(policy)) if faults.is_empty() => Ok(NewVacancy { title, version, policy, anonymous }),
        (version, policy) => {
            faults.extend(version.err().into_iter().chain(policy.err()));
            Err(Failure::invalid(faults))
        }
    }
}

/// An interview to be planned.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewInterview {
    pub raters: Vec<UserId>,
    pub chair: UserId,
    pub arrangements: String,
}

/// Checks the panel: two raters or more, and a chair, who need not be one of them.
///
/// # Errors
/// With every fault, at `raters`, `chair` and `arrangements`.
pub fn new_interview(raters: &[String], chair: &str, arrangements: &str) -> Result<NewInterview, Failure> {
    let mut faults = Vec::new();
    let mut panel: Vec<UserId> = raters.iter().filter_map(|id| id.parse().ok()).collect();
    panel.sort_unstable();
    panel.dedup();
    if panel.len() < RATERS_MIN {
        faults.push(Fault::new("raters", Code::TwoRaters));
    }
    let arrangements = collect(&mut faults, crate::error::optional("arrangements", arrangements, 1000));
    match chair.parse::<UserId>() {
        Ok(chair) if faults.is_empty() => return Ok(NewInterview { raters: panel, chair, arrangements }),
        Ok(_) => {}
        Err(_) => faults.push(Fault::new("chair", Code::Required)),
    }
    Err(Failure::invalid(faults))
}

/// A vacancy in a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct VacancyRow {
    pub id: VacancyId,
    pub title: String,
    pub candidates: u32,
    /// Sheets submitted, of `sheets`.
    pub submitted: u32,
    pub sheets: u32,
    pub round_state: RoundState,
    pub opened_at: Moment,
    pub closed: bool,
}

/// A round.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RoundView {
    pub id: RoundId,
    pub number: u32,
    pub state: RoundState,
    pub policy: RevealPolicy,
    /// Scores show without who gave them.
    pub anonymous: bool,
    pub scorecard: ScorecardId,
    pub scorecard_title: String,
    pub version: u32,
    pub hash: String,
    pub revealed_at: Option<Moment>,
    pub revealed_by: Option<String>,
    /// Why it was revealed before the policy said so; everyone sees it.
    pub reveal_reason: Option<String>,
}

/// What one square of the board says, and nothing more before the reveal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BoardCell {
    /// Not on this panel.
    Absent,
    /// On this panel and has not submitted; for who rates themselves.
    Waiting,
    NotBegun,
    /// Items rated of items to rate; only for a recruiter or chair who does not rate.
    Rated {
        done: u32,
        of: u32,
    },
    Submitted,
    /// Submitted, and set aside; for who may know.
    SetAside,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BoardInterview {
    pub id: InterviewId,
    pub starts_at: Moment,
    pub state: InterviewState,
    pub chair: String,
    pub revealed: bool,
    /// Somebody said something in it: cancelled, it is never planned again.
    pub begun: bool,
    /// That it was, or was before it was planned anew.
    pub cancelled: Option<Cancelled>,
    /// In the order of [`Board::raters`].
    pub cells: Vec<BoardCell>,
}

impl BoardCell {
    pub const fn is_in(self) -> bool {
        matches!(self, Self::Submitted | Self::SetAside)
    }
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BoardRow {
    pub application: ApplicationId,
    pub candidate: String,
    pub email: String,
    pub late: bool,
    pub earlier: Option<Earlier>,
    pub interview: Option<BoardInterview>,
}

/// Candidates × raters: who has submitted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Board {
    pub raters: Vec<(UserId, String)>,
    pub rows: Vec<BoardRow>,
}

impl Board {
    /// Sheets submitted that count, and sheets there will be.
    pub fn progress(&self) -> (u32, u32) {
        let sheets = self.held().map(|(_, it)| it.progress().sheets);
        let (done, all) = sheets.fold((0, 0), |(done, all), sheets| (done + sheets.counting(), all + sheets.expected()));
        (u32::try_from(done).unwrap_or(u32::MAX), u32::try_from(all).unwrap_or(u32::MAX))
    }
}

/// A vacancy, whole.
#[expect(clippy::struct_excessive_bools, reason = "what the reader may do here, one by one")]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct VacancyView {
    pub id: VacancyId,
    pub title: String,
    pub opened_at: Moment,
    pub closed: bool,
    pub closed_at: Option<Moment>,
    /// Why it was closed before everybody knew where they stood.
    pub close_reason: String,
    pub round: RoundView,
    pub board: Board,
    /// What the reader may do here, so that a page offers nothing that would be refused.
    pub may_edit: bool,
    pub may_reveal: bool,
    pub may_compare: bool,
    pub may_void: bool,
    pub may_close: bool,
    pub may_reopen: bool,
    /// Every candidate has a decision that ends it here; for who may close.
    pub settled: bool,
    /// What is rated in this round, in the order asked, for who may drop a question.
    pub items: Vec<(ItemId, Bilingual)>,
    pub voided: Vec<Voided>,
    /// Everything that was ever dropped and taken up again, oldest first.
    pub voidings: Vec<Voiding>,
}

/// What one rater said of one competency of one candidate.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct RaterEvidence {
    pub rater: UserId,
    pub name: String,
    pub score: Option<f64>,
    /// Per item, in the order asked.
    pub ratings: Vec<(ItemId, Rating)>,
    pub notes: Vec<Note>,
}

/// The notes behind a cell, after the reveal.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Evidence {
    pub application: ApplicationId,
    pub candidate: String,
    pub competency: ItemId,
    pub raters: Vec<RaterEvidence>,
}

#[cfg(test)]
mod tests {
    use super::*;

    const fn progress(submitted: usize, raters: usize, state: InterviewState) -> Progress {
        Progress { state, sheets: Sheets { raters, submitted, set_aside: 0 }, revealed: false }
    }

    const DONE: Progress = progress(3, 3, InterviewState::Done);
    const BUSY: Progress = progress(2, 3, InterviewState::Live);
    const OFF: Progress = progress(0, 3, InterviewState::Cancelled);
    const NOTHING: Reveal = Reveal { round: false, interview: false };
    const ALL: Reveal = Reveal { round: true, interview: true };

    #[test]
    fn after_the_round_means_after_the_last_submission_of_the_last_interview() {
        let after = |round: &[Progress], waiting| reveal_after_submission(RevealPolicy::AfterRound, RoundState::Open, DONE, round, waiting);
        assert_eq!(after(&[DONE, BUSY], 0), NOTHING);
        assert_eq!(after(&[DONE, DONE], 0), ALL);
        assert_eq!(after(&[DONE, DONE], 1), NOTHING, "somebody has no interview yet");
        assert_eq!(after(&[DONE, OFF], 0), ALL, "a cancelled interview does not block");
    }

    #[test]
    fn after_the_interview_reveals_that_one_and_the_round_with_the_last() {
        let after = |this, round: &[Progress]| reveal_after_submission(RevealPolicy::AfterInterview, RoundState::Open, this, round, 0);
        assert_eq!(after(DONE, &[DONE, BUSY]), Reveal { round: false, interview: true });
        assert_eq!(after(BUSY, &[DONE, BUSY]), NOTHING);
        assert_eq!(after(DONE, &[DONE, DONE]), ALL);
    }

    #[test]
    fn a_latecomer_is_revealed_when_the_panel_is_done() {
        let after = |this| reveal_after_submission(RevealPolicy::AfterRound, RoundState::Revealed, this, &[DONE, this], 3);
        assert_eq!(after(BUSY), NOTHING);
        assert_eq!(after(DONE), Reveal { round: false, interview: true });
    }

    #[test]
    fn a_round_is_complete_without_what_was_cancelled() {
        assert!(all_complete(&[DONE, OFF], 0));
        assert!(!all_complete(&[DONE, BUSY, OFF], 0));
        assert!(!all_complete(&[DONE, OFF], 1), "somebody has no interview yet");
        assert!(!all_complete(&[OFF], 0), "nobody was interviewed");
    }

    #[test]
    fn an_empty_round_reveals_nothing() {
        assert_eq!(reveal_after_submission(RevealPolicy::AfterRound, RoundState::Open, OFF, &[OFF], 0), NOTHING);
    }

    #[test]
    fn a_panel_needs_two_different_raters_and_a_chair() {
        let id = "00000000-0000-0000-0000-000000000001".to_owned();
        let failure = new_interview(&[id.clone(), id], "", "").expect_err("refused");
        assert_eq!(failure.faults, [Fault::new("raters", Code::TwoRaters), Fault::new("chair", Code::Required)]);
    }

    #[test]
    fn a_vacancy_form_lists_all_faults() {
        let failure = new_vacancy("", "nonsense", "sometimes", false).expect_err("refused");
        assert_eq!(failure.faults.iter().map(|f| f.place.as_str()).collect::<Vec<_>>(), ["title", "version", "policy"]);
    }
}
