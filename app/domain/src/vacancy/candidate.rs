//! One candidate of a vacancy, for who arranges things.

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::{
    Code,
    ids::{ApplicationId, InterviewId, UserId, VacancyId},
    interview::{Handled, InterviewState},
    time::Moment,
};

/// Other information on a candidate, in characters.
pub const BACKGROUND_MAX: usize = 20_000;

/// A candidate of a vacancy, for who arranges things.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CandidateView {
    pub application: ApplicationId,
    pub vacancy: VacancyId,
    pub vacancy_title: String,
    pub name: String,
    /// A CV, test scores, a referral; `None` for who rates this candidate and has not submitted (B5).
    pub background: Option<String>,
    /// What [`background_mark`] says of it: a change of it is a change of this text.
    pub background_mark: String,
    pub interview: Option<PlannedInterview>,
}

/// Tells one text from another, in 16 hex digits, without saying what it is.
pub fn background_mark(text: &str) -> String {
    let digest = Sha256::digest(text.as_bytes());
    let number = digest.iter().take(8).fold(0u64, |number, byte| number << 8 | u64::from(*byte));
    format!("{number:016x}")
}

/// The candidate's interview in the newest round.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlannedInterview {
    pub id: InterviewId,
    pub starts_at: Moment,
    pub state: InterviewState,
    pub seats: Vec<PanelSeat>,
    /// So many sheets were set aside that nothing is revealed before somebody else rates here.
    pub lacks_a_rater: bool,
}

/// Somebody on a panel, for who may replace them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PanelSeat {
    pub user: UserId,
    pub name: String,
    pub chair: bool,
    pub rates: bool,
    pub submitted: bool,
    pub set_aside: Option<Handled>,
    /// Until it is submitted again.
    pub returned: Option<Handled>,
    /// Why it cannot be given back, or set aside, by who reads this.
    pub no_return: Option<Code>,
    pub no_setting_aside: Option<Code>,
}

/// Who cancelled an interview, when, and why; without a reason where nobody had begun.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cancelled {
    pub by: String,
    pub at: Moment,
    pub reason: String,
}

/// Somebody who was removed from this vacancy, and is in it again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Earlier {
    pub removed_at: Moment,
    /// Name or address only look like theirs: it may be somebody else.
    pub alike: bool,
    /// The interview that they had then, for who sees the whole board.
    pub cancelled: Option<Cancelled>,
}
